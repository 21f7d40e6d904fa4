import type { StandardSchema } from "@millrace/protocol";
import type { FunctionContext, FunctionEvent } from "./function-context.ts";

/** The types of entities that a function may take. */
export type InputType = "artifact" | "dataitem" | "model";

/** What becomes of one returned value. Default: told from the value itself. */
export type OutputKind = "result" | "artifact" | "dataitem" | "model";

export interface OutputDeclaration {
  readonly name: string;
  readonly kind?: OutputKind;
}

/** What a function takes and gives, read once. */
export interface Declaration {
  readonly inputs: Readonly<Record<string, InputType>>;
  /** Of all parameters together. Absent: anything goes. */
  readonly parameters?: StandardSchema;
  readonly outputs: readonly OutputDeclaration[];
}

/** What every call has, beside the function's own inputs and parameters. */
export interface Reserved {
  /** Aborts at the deadline, when the run is stopped, and when the caller goes away. */
  readonly signal: AbortSignal;
  /** In remote execution: one for each worker. */
  readonly context?: FunctionContext;
  /** In remote execution. */
  readonly event?: FunctionEvent;
  /** Another name of {@link Reserved.event}. */
  readonly events?: FunctionEvent;
}

/** Any function, called with one object of named arguments. */
// The arguments of a function that is loaded by its name are only known when it is called.
export type AnyFunction = (args: never) => unknown;
