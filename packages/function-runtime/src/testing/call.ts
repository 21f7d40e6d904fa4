import { checkOptions } from "@millrace/protocol";
import type { Call } from "../compose/call.ts";
import { callValue } from "../compose/call-value.ts";
import { createContext } from "../compose/create-context.ts";
import { initialise } from "../compose/initialise.ts";
import { loadedOf } from "../compose/loaded-of.ts";
import type { FunctionContext, FunctionEvent } from "../function-context.ts";
import type { AnyFunction } from "../handler.ts";

export interface CallFunctionOptions {
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Entities, or stand-ins for them. */
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly project?: unknown;
  readonly run?: unknown;
  /** As in remote execution. Default: the call is a local one, and `context` is not reserved. */
  readonly context?: FunctionContext;
  /** As in remote execution. */
  readonly event?: Partial<FunctionEvent>;
  /** Default: one that never aborts. */
  readonly signal?: AbortSignal;
  /** Of the function's own init, which runs before each call. */
  readonly initParameters?: Readonly<Record<string, unknown>>;
}

const keys = ["parameters", "inputs", "project", "run", "context", "event", "signal", "initParameters"];

/**
 * Calls a function as a run or a service does, in this process and without a platform: arguments are composed,
 * parameters validated, and init has run.
 *
 * @returns what the function returns.
 * @throws `FUNCTION_INVALID_PARAMETERS`, `FUNCTION_MISSING_INPUT`, `FUNCTION_INIT_FAILED`, and what the function throws.
 */
export async function callFunction<Fn extends AnyFunction>(
  fn: Fn,
  options: CallFunctionOptions = {},
): Promise<Awaited<ReturnType<Fn>>> {
  checkOptions(options, keys, "callFunction");
  const { parameters = {}, inputs = {}, initParameters, signal, ...reserved } = options;
  const loaded = loadedOf(fn);
  await initialise(loaded, options.context ?? createContext(), initParameters);
  const call: Call = {
    parameters,
    inputs,
    reserved: { ...reserved, signal: signal ?? new AbortController().signal },
  };
  return (await callValue(loaded, call)) as Awaited<ReturnType<Fn>>;
}
