import type { ArrowType, TypeInput, TypeOf } from "./arrow/arrow-type.ts";
import { typeOf } from "./arrow/type-builders.ts";
import { typeText } from "./arrow/type-text.ts";
import type { ScalarOf, TypedArrayOf } from "./arrow/type-values.ts";
import { DataflowError } from "./errors.ts";
import { describeIssues, isStandardSchema, type StandardSchema } from "@millrace/protocol";
import { DoraValue, type TypedValue } from "./value.ts";

/** An input or output whose messages have one type: `Sent` goes into them, `Received` comes out of them. */
export interface Port<Sent = never, Received = unknown> {
  /** For messages of errors: `"Float32"`, `"JSON"`. */
  readonly name: string;
  /**
   * The message for what a sender gives.
   *
   * @param where the port as the error names it: `output 'bbox' of node 'detector'`.
   * @throws `DATAFLOW_TYPE_MISMATCH`, `DATAFLOW_INVALID_DATA`, `DATAFLOW_SCHEMA_MISMATCH`.
   */
  readonly send: (data: Sent, where: string) => DoraValue;
  /** What a receiver gets of a message. Throws as {@link send} does. */
  readonly receive: (value: DoraValue, where: string) => Received;
}

/** What goes into a port's messages. */
export type SentBy<Of> = Of extends Port<infer Sent, unknown> ? Sent : never;
/** What comes out of a port's messages. */
export type ReceivedBy<Of> = Of extends Port<never, infer Received> ? Received : never;

/** What may be sent through a port of an Arrow type. */
export type ArrowData<Type extends ArrowType> =
  | TypedValue<Type>
  | TypedArrayOf<Type>
  | readonly (ScalarOf<Type> | null)[]
  | (Type extends { readonly name: "Utf8" | "LargeUtf8" } ? string : never);

/** Messages of one Arrow type; a receiver gets a value whose slots and typed array the compiler knows. */
function arrow<const Input extends TypeInput>(type: Input): Port<ArrowData<TypeOf<Input>>, TypedValue<TypeOf<Input>>>;
function arrow(type: TypeInput): Port<DoraValue, DoraValue> {
  const name = typeText(typeOf(type));
  return Object.freeze({
    name,
    send: (data: DoraValue, where: string) => named(where, () => DoraValue.from(data, type)),
    receive: (value: DoraValue, where: string) => named(where, () => value.as(type)),
  });
}

/**
 * Messages that are one JSON text: an array of `Utf8` with one slot, as dora's nodes in other languages send JSON. With
 * a schema (zod, valibot, arktype or anything else that implements Standard Schema) a message is what the schema makes
 * of the JSON, and what is sent goes through the schema first, so that nothing leaves that does not fit.
 *
 * @throws `DATAFLOW_INVALID_PORT` for something that is no schema; a schema that answers later is found at its first
 *   message, since messages are read and sent at once.
 */
function json(): Port<unknown, unknown>;
function json<Input, Output>(schema: StandardSchema<Input, Output>): Port<Input, Output>;
function json(schema?: StandardSchema): Port<unknown, unknown> {
  if (schema !== undefined && !isStandardSchema(schema)) {
    const message =
      "port.json() takes a schema that implements Standard Schema, as those of zod, valibot and arktype do";
    throw new DataflowError("DATAFLOW_INVALID_PORT", message);
  }
  const accept = (value: unknown, where: string): unknown =>
    schema === undefined ? value : check(schema, value, where);
  return Object.freeze({
    name: "JSON",
    send: (data: unknown, where: string) => DoraValue.from(stringify(accept(data, where), where)),
    receive: (value: DoraValue, where: string) => accept(parse(value, where), where),
  });
}

/** Makes typed ports: `port.arrow("Float32")`, `port.json(schema)`. */
export const port: { readonly arrow: typeof arrow; readonly json: typeof json } = Object.freeze({ arrow, json });

function check(schema: StandardSchema, value: unknown, where: string): unknown {
  const result = schema["~standard"].validate(value);
  if (result instanceof Promise) {
    result.catch(() => undefined);
    const message = `${where}: its schema answers by a promise; messages need one that answers at once`;
    throw new DataflowError("DATAFLOW_INVALID_PORT", message);
  }
  if (result.issues === undefined) return result.value;
  const message = `${where}: the data does not fit the schema: ${describeIssues(result.issues)}`;
  throw new DataflowError("DATAFLOW_SCHEMA_MISMATCH", message, { details: { issues: result.issues } });
}

function stringify(value: unknown, where: string): string {
  const text = JSON.stringify(value) as string | undefined;
  if (text !== undefined) return text;
  throw new DataflowError("DATAFLOW_SCHEMA_MISMATCH", `${where}: ${typeof value} has no form in JSON`);
}

function parse(value: DoraValue, where: string): unknown {
  const text = value.length === 1 ? value.get(0) : undefined;
  if (typeof text !== "string") {
    const message = `${where}: JSON comes as one text (Utf8 of one slot), not as ${typeText(value.type)} of ${value.length} slots`;
    throw new DataflowError("DATAFLOW_TYPE_MISMATCH", message, {
      details: { expected: "Utf8", got: typeText(value.type) },
    });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DataflowError("DATAFLOW_SCHEMA_MISMATCH", `${where}: the text is not JSON`, { cause });
  }
}

/** Errors of values do not know at which port they happen. */
function named<Result>(where: string, make: () => Result): Result {
  try {
    return make();
  } catch (cause) {
    if (!(cause instanceof DataflowError)) throw cause;
    const { code, details } = cause;
    const message = `${where}: ${cause.message.replace(`[${code}] `, "")}`;
    throw new DataflowError(code, message, {
      cause,
      ...(details === undefined ? {} : { details }),
    });
  }
}
