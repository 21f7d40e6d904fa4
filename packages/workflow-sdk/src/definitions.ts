import { checkText } from "./internal/check-values.ts";

declare const args: unique symbol;
declare const result: unique symbol;

/** A signal's name and the types of its arguments, in a form that callers and workflows share. */
export interface SignalDefinition<Args extends readonly unknown[] = [], Name extends string = string> {
  readonly type: "signal";
  readonly name: Name;
  /** For types alone. */
  readonly [args]?: Args;
}

/** A query's name, and the types of its arguments and answer. */
export interface QueryDefinition<Result, Args extends readonly unknown[] = [], Name extends string = string> {
  readonly type: "query";
  readonly name: Name;
  /** For types alone. */
  readonly [args]?: Args;
  readonly [result]?: Result;
}

/** An update's name, and the types of its arguments and result. */
export interface UpdateDefinition<Result, Args extends readonly unknown[] = [], Name extends string = string> {
  readonly type: "update";
  readonly name: Name;
  /** For types alone. */
  readonly [args]?: Args;
  readonly [result]?: Result;
}

/** @throws `WORKFLOW_INVALID_OPTION` for a name that is no text, or empty. */
export function defineSignal<Args extends readonly unknown[] = [], Name extends string = string>(
  name: Name,
): SignalDefinition<Args, Name> {
  checkText(name, "name", "defineSignal");
  return Object.freeze({ type: "signal", name });
}

/** @throws `WORKFLOW_INVALID_OPTION` for a name that is no text, or empty. */
export function defineQuery<Result, Args extends readonly unknown[] = [], Name extends string = string>(
  name: Name,
): QueryDefinition<Result, Args, Name> {
  checkText(name, "name", "defineQuery");
  return Object.freeze({ type: "query", name });
}

/** @throws `WORKFLOW_INVALID_OPTION` for a name that is no text, or empty. */
export function defineUpdate<Result, Args extends readonly unknown[] = [], Name extends string = string>(
  name: Name,
): UpdateDefinition<Result, Args, Name> {
  checkText(name, "name", "defineUpdate");
  return Object.freeze({ type: "update", name });
}

/** The name of a definition, or the name itself. @throws `WORKFLOW_INVALID_OPTION` */
export function nameOf(given: string | { readonly name: string }, option: string, where: string): string {
  const name: unknown = typeof given === "object" && given !== null ? given.name : given;
  checkText(name, option, where);
  return name as string;
}
