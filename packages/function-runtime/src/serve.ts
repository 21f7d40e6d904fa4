import { checkOptions } from "@millrace/protocol";
import { loadedOf } from "./compose/loaded-of.ts";
import { type RunningService, serveFunction } from "./embedded/http/serve-function.ts";
import { type ServeOptions, serveOptionNames } from "./embedded/http/serve-options.ts";
import { portFromEnv } from "./env.ts";
import { FunctionError } from "./errors.ts";
import type { AnyFunction, AnyInit } from "./handler.ts";

export interface ServeFunctionOptions extends ServeOptions {
  /** What it is, for messages and the description. Default: the function's own name. */
  readonly name?: string;
  /** Runs once before the service is ready. Default: that of `handler()`. */
  readonly init?: AnyInit;
}

/**
 * Serves a function over HTTP in this process, and resolves when it is ready: `POST /` with a JSON object of parameters,
 * or `GET /`. Close it when the process is told to end: `handleProcessSignals(service)` of `@millrace/protocol`.
 *
 * @throws `FUNCTION_INVALID_HANDLER` if `fn` is no function, `FUNCTION_SERVICE_LISTEN` if the address cannot be had,
 *   `FUNCTION_INIT_FAILED`, `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`
 */
export async function serve(fn: AnyFunction, options: ServeFunctionOptions = {}): Promise<RunningService> {
  if (typeof fn !== "function") {
    throw new FunctionError(
      "FUNCTION_INVALID_HANDLER",
      `the first argument of serve() must be a function, not ${typeof fn}`,
    );
  }
  checkOptions(options, ["name", "init", ...serveOptionNames], "serve");
  const { name, init, port = portFromEnv() ?? 0, ...rest } = options;
  return serveFunction(loadedOf(fn, name, init), { ...rest, port });
}
