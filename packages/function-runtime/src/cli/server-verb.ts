import { consoleLogger } from "@millrace/protocol";
import { CliError, type MillraceCommand } from "@millrace/tooling-cli";
import { readEnv } from "../env.ts";
import type { ServerAuth } from "../server.ts";
import { flag, text } from "./shared-options.ts";

export function addServerVerb(command: MillraceCommand): void {
  command.verb({
    name: "server",
    summary: "Serve the local platform with DigitalHub Core's REST API until Ctrl-C",
    options: {
      port: {
        type: "number",
        short: "p",
        value: "port",
        summary: "Where to listen; 0 for any free one. Default: 8080",
        default: 8080,
      },
      host: {
        ...text("The address to listen at; any beyond this machine needs --auth", "address"),
        default: "127.0.0.1",
      },
      dir: text("The folder of the local platform. Default: .millrace/functions", "folder"),
      auth: flag("Ask for the login in DHCORE_USER and DHCORE_PASSWORD, or in DHCORE_ACCESS_TOKEN"),
    },
    examples: [
      "millrace-function server --port 8080",
      "DHCORE_USER=ada DHCORE_PASSWORD=… millrace-function server --host 0.0.0.0 --auth",
    ],
    run: async ({ options: { port, host, dir, auth }, signal, print, note, verbose }) => {
      const { startServer } = await import("../server.ts");
      const server = await startServer({
        port,
        host,
        logger: consoleLogger({ level: verbose ? "debug" : "warn" }),
        ...(dir === undefined ? {} : { dir }),
        ...(auth ? { auth: authFromEnv() } : {}),
      });
      print(`DHCORE_ENDPOINT=${server.url}\nAWS_ENDPOINT_URL=${server.s3Url}`);
      await new Promise<void>((resolve) => {
        if (signal.aborted) resolve();
        signal.addEventListener("abort", () => resolve(), { once: true });
      });
      note("draining; Ctrl-C again ends it at once");
      await server.close();
      return { json: { url: server.url, s3Url: server.s3Url } };
    },
  });
}

/** Not as options: those are read by everybody who sees the list of processes. */
function authFromEnv(): ServerAuth {
  const { core } = readEnv();
  const [user, password, token] = ["DHCORE_USER", "DHCORE_PASSWORD", "DHCORE_ACCESS_TOKEN"].map((name) =>
    core.get(name),
  );
  if (user !== undefined && password !== undefined) return { kind: "basic", user, password };
  if (token !== undefined) return { kind: "bearer", token };
  throw new CliError(
    "CLI_INVALID_OPTION",
    "--auth needs DHCORE_USER and DHCORE_PASSWORD, or DHCORE_ACCESS_TOKEN, in the environment",
  );
}
