import { consoleLogger, silentLogger, type Logger, type LogLevel } from "@millrace/protocol";
import { CliError, type MillraceCommand } from "@millrace/tooling-cli";
import { startServer } from "../server.ts";
import { attributeTypesOf, dynamicConfigOf, portOf } from "./server-flags.ts";

const text = (summary: string, value = "text") => ({ type: "string", value, summary }) as const;
const strings = (summary: string, value: string) => ({ type: "strings", value, summary }) as const;
const accepted = "Accepted for compatibility, without effect: ";

/** Flags for what this server does not have; a note says so to whoever gives one. */
const ignored = [
  ["uiPort", "there is no web UI"],
  ["uiIp", "there is no web UI"],
  ["uiPublicPath", "there is no web UI"],
  ["uiAssetPath", "there is no web UI"],
  ["uiCodecEndpoint", "there is no web UI"],
  ["httpPort", "there is no HTTP API"],
  ["metricsPort", "there are no metrics"],
  ["dbFilename", "everything is kept in memory and lost at the end"],
] as const;

/** `server start-dev`, with every flag of the development server that SDKs start. */
export function addServerVerb(command: MillraceCommand): void {
  command.verb({
    name: "server",
    summary: "Run a development server: server start-dev",
    arguments: { what: { summary: "start-dev" } },
    options: {
      port: {
        type: "string",
        short: "p",
        value: "port",
        summary: "Where to listen; 0 for any free one",
        default: "7233",
      },
      ip: { type: "string", value: "address", summary: "The address to listen at", default: "127.0.0.1" },
      namespace: { ...strings("Add a namespace beside 'default'; may be repeated", "name"), short: "n" },
      searchAttribute: strings(
        "Add a search attribute: Text, Keyword, Int, Double, Bool, Datetime, KeywordList",
        "name=type",
      ),
      dynamicConfigValue: strings("Set a value of the dynamic configuration, as JSON", "key=value"),
      logLevel: {
        type: "string",
        value: "level",
        summary: "Lowest level of records",
        choices: ["debug", "info", "warn", "error", "never"],
        default: "warn",
      },
      logFormat: {
        type: "string",
        value: "format",
        summary: "How to print them",
        choices: ["pretty", "text", "json"],
        default: "pretty",
      },
      headless: { type: "boolean", summary: "Start no web UI; there is none" },
      dbFilename: { ...text(`${accepted}a database file`, "file"), short: "f" },
      sqlitePragma: strings(`${accepted}a setting of the database`, "name=value"),
      uiPort: text(`${accepted}the port of the web UI`, "port"),
      uiIp: text(`${accepted}the address of the web UI`, "address"),
      uiPublicPath: text(`${accepted}the path of the web UI`, "path"),
      uiAssetPath: text(`${accepted}files of the web UI`, "path"),
      uiCodecEndpoint: text(`${accepted}a codec server for the web UI`, "url"),
      uiDisableNewsFetch: { type: "boolean", summary: `${accepted}no news in the web UI` },
      httpPort: text(`${accepted}the port of the HTTP API`, "port"),
      metricsPort: text(`${accepted}the port of metrics`, "port"),
      logConfig: { type: "boolean", summary: `${accepted}print the server's configuration` },
      enableTimeSkipping: { type: "boolean", summary: `${accepted}a clock that skips time` },
    },
    examples: [
      "millrace-workflow server start-dev --port 7233 --namespace orders",
      "millrace-workflow server start-dev --search-attribute Customer=Keyword --log-level info",
    ],
    run: async ({ arguments: { what }, options, signal, print, note }) => {
      if (what !== "start-dev") {
        throw new CliError("CLI_INVALID_ARGUMENT", `there is no 'server ${what}'; did you mean 'server start-dev'?`);
      }
      const logger = loggerOf(options.logLevel, options.logFormat);
      for (const [flag, reason] of ignored) if (options[flag] !== undefined) note(`${flagOf(flag)}: ${reason}`);
      if (options.enableTimeSkipping) note("--enable-time-skipping: this server cannot skip time yet");
      await using server = await startServer({
        // Where it is IPv6, clients that dial 127.0.0.1 find nobody.
        listen: { host: options.ip === "localhost" ? "127.0.0.1" : options.ip, port: portOf(options.port) },
        namespaces: options.namespace,
        searchAttributes: attributeTypesOf(options.searchAttribute),
        dynamicConfig: dynamicConfigOf(options.dynamicConfigValue),
        logger,
      });
      print(`Temporal-compatible server listens at ${server.address ?? ""}`);
      await aborted(signal);
      return { json: { address: server.address } };
    },
  });
}

const flagOf = (name: string): string => `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

function loggerOf(level: string, format: string): Logger {
  if (level === "never") return silentLogger;
  return consoleLogger({ level: level as LogLevel, format: format === "json" ? "json" : "pretty" });
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
