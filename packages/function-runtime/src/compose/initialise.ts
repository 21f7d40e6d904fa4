import { FunctionError } from "../errors.ts";
import type { FunctionContext } from "../function-context.ts";
import type { LoadedFunction } from "./call.ts";

const initialised = new WeakMap<LoadedFunction, Promise<void>>();

/**
 * Runs the init function, once for each loaded function: later calls wait for the same run and share its end.
 *
 * @throws `FUNCTION_INIT_FAILED` with what the init function threw as its cause, and when there are init parameters but
 *   no init function to take them.
 */
export function initialise(
  loaded: LoadedFunction,
  context: FunctionContext,
  initParameters: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const before = initialised.get(loaded);
  if (before !== undefined) return before;
  const run = runInit(loaded, context, initParameters);
  initialised.set(loaded, run);
  return run;
}

async function runInit(
  { name, init }: LoadedFunction,
  context: FunctionContext,
  initParameters: Readonly<Record<string, unknown>>,
): Promise<void> {
  if (init === undefined) {
    const names = Object.keys(initParameters);
    if (names.length === 0) return;
    throw new FunctionError(
      "FUNCTION_INIT_FAILED",
      `${name} has no init function that could take the init parameters ${names.join(", ")}; name it as initFunction`,
    );
  }
  try {
    await (init as (context: FunctionContext, initParameters: object) => unknown)(context, initParameters);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new FunctionError("FUNCTION_INIT_FAILED", `the init function of ${name} failed: ${why}`, { cause: error });
  }
}
