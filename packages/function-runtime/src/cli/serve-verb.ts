import { consoleLogger } from "@millrace/protocol";
import type { MillraceCommand } from "@millrace/tooling-cli";
import { jsonOption } from "./json-option.ts";
import { flag, text } from "./shared-options.ts";
import { functionTarget, targetArgument } from "./target.ts";

export function addServeVerb(command: MillraceCommand): void {
  command.verb({
    name: "serve",
    summary: "Serve a function over HTTP until Ctrl-C",
    arguments: { function: targetArgument },
    options: {
      port: {
        type: "number",
        short: "p",
        value: "port",
        summary: "Where to listen; 0 for any free one. Default: PORT, else 8080",
      },
      host: { ...text("The address to listen at", "address"), default: "127.0.0.1" },
      initFunction: text("The function of the file that runs once before the first call", "name"),
      initParameters: text("What that one is given, as a JSON object or @file", "json"),
      anyRoute: flag("Every path and method reaches the function, as under Nuclio"),
      concurrency: { type: "number", value: "calls", summary: "Calls at once; the next ones wait. Default: 1000" },
      timeoutMs: { type: "number", value: "ms", summary: "How long a call may take. Default: 60000" },
      development: flag("Problems have the stack of an error"),
    },
    examples: [
      "millrace-function serve greet.ts:greet --port 8080",
      `curl -d '{"name":"Ada"}' -H 'content-type: application/json' http://127.0.0.1:8080/`,
    ],
    run: async ({ arguments: { function: target }, options, signal, print, note, verbose }) => {
      const { port, host, initFunction, concurrency, timeoutMs, anyRoute, development } = options;
      const place = await functionTarget(target);
      const initParameters = await jsonOption(options.initParameters, "--init-parameters");
      const { loadFunction } = await import("../source/load-function.ts");
      const { serveFunction } = await import("../embedded/http/serve-function.ts");
      const { portFromEnv } = await import("../env.ts");
      const { folder, handler, name } = place;
      const loaded = await loadFunction({ folder, handler, ...(initFunction === undefined ? {} : { initFunction }) });
      const service = await serveFunction(
        { ...loaded, name },
        {
          host,
          port: port ?? portFromEnv() ?? 8080,
          anyRoute,
          development,
          logger: consoleLogger({ level: verbose ? "debug" : "info" }),
          signal,
          ...(initParameters === undefined ? {} : { initParameters }),
          ...(concurrency === undefined ? {} : { concurrency }),
          ...(timeoutMs === undefined ? {} : { timeoutMs }),
        },
      );
      print(`${name} listens at ${service.url}`);
      signal.addEventListener("abort", () => note("draining; Ctrl-C again ends it at once"), { once: true });
      await service.ended;
      return { json: { name, url: service.url } };
    },
  });
}
