import type { Logger } from "@millrace/protocol";
import { declarationOf } from "../handler.ts";
import type { Call, LoadedFunction, Outcome } from "./call.ts";
import { callValue } from "./call-value.ts";

export { callValue } from "./call-value.ts";
export { initialise } from "./initialise.ts";

export interface ExecuteOptions {
  /** Told when the function returned more or less than it declares. Default: the console. */
  readonly logger?: Logger;
}

/**
 * Calls a function and tells what its value is: the path of jobs. The end of `signal` ends nothing by itself, so that a
 * function can clean up; whoever executes has the last word.
 *
 * @throws what {@link callValue} throws, `FUNCTION_INVALID_OUTPUT` for a value that cannot be kept, and
 *   `FUNCTION_ERROR_RESPONSE` for a response with a status of an error.
 */
export async function execute(loaded: LoadedFunction, call: Call, options: ExecuteOptions = {}): Promise<Outcome> {
  if (call.reserved["signal"] instanceof AbortSignal) call.reserved["signal"].throwIfAborted();
  const value = await callValue(loaded, call);
  // Services load this file too, and start sooner without what only jobs need.
  const { classify } = await import("./classify.ts");
  return {
    value,
    outputs: await classify(value, declarationOf(loaded.call).outputs, { name: loaded.name, ...options }),
  };
}
