import { MillraceError } from "../../errors.ts";
import { setHidden } from "./own.ts";

/** What is kept of an error; `type` is the nearest built-in class, absent for `Error` itself. */
export interface ErrorFields {
  readonly type?: string;
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly retryable?: boolean;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly stack?: string;
  readonly cause?: unknown;
  readonly errors?: readonly unknown[];
  /** Own properties with primitive values, such as `errno`; others may be sockets, requests or cycles. */
  readonly props?: Readonly<Record<string, unknown>>;
}

const builtIns: ReadonlyMap<string, new (message: string) => Error> = new Map([
  ["TypeError", TypeError],
  ["RangeError", RangeError],
  ["SyntaxError", SyntaxError],
  ["ReferenceError", ReferenceError],
  ["URIError", URIError],
  ["EvalError", EvalError],
]);

const handled = new Set(["name", "message", "stack", "cause", "errors"]);
const handledOfMillrace = new Set([...handled, "code", "retryable", "details"]);

export function errorFields(error: Error, stacks: boolean): ErrorFields {
  const millrace = MillraceError.is(error);
  const type = millrace ? "MillraceError" : builtInType(error);
  const props = primitives(error, millrace ? handledOfMillrace : handled);
  return {
    ...(type === "Error" ? {} : { type }),
    name: String(error.name),
    message: String(error.message),
    ...(millrace ? { code: error.code, retryable: error.retryable } : {}),
    ...(millrace && error.details !== undefined ? { details: error.details } : {}),
    ...(stacks && typeof error.stack === "string" ? { stack: error.stack } : {}),
    ...(Object.hasOwn(error, "cause") ? { cause: error.cause } : {}),
    ...(type === "AggregateError" ? { errors: (error as AggregateError).errors } : {}),
    ...(Object.keys(props).length === 0 ? {} : { props }),
  };
}

/** The inverse of {@link errorFields}; `undefined` if the fields are not those of an error. */
export function errorOf(fields: Readonly<Record<string, unknown>>): Error | undefined {
  const { name, message, stack } = fields;
  if (typeof name !== "string" || typeof message !== "string") return undefined;
  if (stack !== undefined && typeof stack !== "string") return undefined;
  const error = construct(fields, name, message);
  if (error === undefined) return undefined;
  if (error.message !== message) setHidden(error, "message", message);
  if (error.name !== name) setHidden(error, "name", name);
  // Without a stack of its own it would show where it was decoded.
  setHidden(error, "stack", stack ?? `${name}: ${message}`);
  if (Object.hasOwn(fields, "cause")) setHidden(error, "cause", fields["cause"]);
  const { props = {} } = fields;
  if (typeof props !== "object" || props === null) return undefined;
  for (const [key, value] of Object.entries(props)) {
    Object.defineProperty(error, key, { value, writable: true, enumerable: true, configurable: true });
  }
  return error;
}

function construct(fields: Readonly<Record<string, unknown>>, name: string, message: string): Error | undefined {
  const { type = "Error", code, retryable, details, errors } = fields;
  switch (type) {
    case "MillraceError": {
      if (typeof code !== "string" || typeof retryable !== "boolean") return undefined;
      if (details === undefined) return new MillraceError(code, message, { retryable });
      if (typeof details !== "object" || details === null) return undefined;
      return new MillraceError(code, message, { retryable, details: details as Readonly<Record<string, unknown>> });
    }
    case "AggregateError":
      return Array.isArray(errors) ? new AggregateError(errors, message) : undefined;
    case "DOMException":
      return new DOMException(message, name);
    case "Error":
      return new Error(message);
    default: {
      const builtIn = typeof type === "string" ? builtIns.get(type) : undefined;
      return builtIn === undefined ? undefined : new builtIn(message);
    }
  }
}

/** By names, since a class of another realm is not the class of this one. */
function builtInType(error: Error): string {
  if (error instanceof DOMException) return "DOMException";
  for (let at: object | null = error; at !== null; at = Object.getPrototypeOf(at) as object | null) {
    const name: unknown = Object.hasOwn(at, "constructor") ? at.constructor.name : undefined;
    if (name === "AggregateError" && Array.isArray((error as AggregateError).errors)) return name;
    if (typeof name === "string" && builtIns.has(name)) return name;
  }
  return "Error";
}

function primitives(error: Error, except: ReadonlySet<string>): Record<string, unknown> {
  const isPrimitive = (value: unknown): boolean =>
    value === null || ["string", "number", "boolean", "bigint"].includes(typeof value);
  return Object.fromEntries(Object.entries(error).filter(([key, value]) => !except.has(key) && isPrimitive(value)));
}
