import type { DescMessage, MessageInitShape, MessageShape } from "@bufbuild/protobuf";
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import type { MaybePromise } from "./component.ts";
import { UdfError } from "./errors.ts";
import { requireBytes } from "./internal/require.ts";
import { whenDone } from "./internal/when-done.ts";
import { describeIssues, isStandardSchema, type SchemaResult, type StandardSchema } from "@millrace/protocol";

/** Turns the bytes of messages into values of type `Read`, and values of type `Write` into bytes. */
export interface ValueCodec<Read, Write = Read> {
  /** For messages of errors: `"json"`. */
  readonly name: string;
  decode(bytes: Uint8Array): MaybePromise<Read>;
  encode(value: Write): MaybePromise<Uint8Array>;
}

/** Bytes as they are. */
export const bytes: ValueCodec<Uint8Array> = Object.freeze({
  name: "bytes",
  decode: (value: Uint8Array) => value,
  encode: (value: Uint8Array) => requireBytes(value, "a result"),
});

/** UTF-8. Bytes that are not are refused. */
export const text: ValueCodec<string> = Object.freeze({
  name: "text",
  decode: (value: Uint8Array) => strictUtf8.decode(value),
  encode: (value: string) => Buffer.from(value),
});

/** JSON of any form. */
export function json(): ValueCodec<unknown>;
/**
 * JSON that a schema checks: zod, valibot, arktype or anything else that implements Standard Schema. Reading gives what
 * the schema makes of the JSON; what is written goes through the schema first, so that nothing leaves that does not fit.
 */
export function json<Input, Output>(schema: StandardSchema<Input, Output>): ValueCodec<Output, Input>;
export function json(schema?: StandardSchema): ValueCodec<unknown> {
  if (schema === undefined) return { name: "json", decode: parse, encode: stringify };
  if (!isStandardSchema(schema)) {
    const message = "json() takes a schema that implements Standard Schema, as those of zod, valibot and arktype do";
    throw new UdfError("UDF_INVALID_DEFINITION", message);
  }
  const validate = schema["~standard"].validate;
  return {
    name: "json",
    decode: (value) => whenDone(validate(parse(value)), accept),
    encode: (value) => whenDone(whenDone(validate(value), accept), stringify),
  };
}

/** A protobuf-es message. What is written may be an initializer: `{ name: "a" }`. */
export function protobuf<D extends DescMessage>(schema: D): ValueCodec<MessageShape<D>, MessageInitShape<D>> {
  return {
    name: schema.typeName,
    decode: (value) => fromBinary(schema, value),
    encode: (value) => toBinary(schema, create(schema, value)),
  };
}

const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

const parse = (value: Uint8Array): unknown => JSON.parse(strictUtf8.decode(value)) as unknown;

function stringify(value: unknown): Uint8Array {
  const json = JSON.stringify(value) as string | undefined;
  if (json === undefined) throw new TypeError(`${typeof value} has no form in JSON`);
  return Buffer.from(json);
}

function accept(result: SchemaResult<unknown>): unknown {
  if (result.issues === undefined) return result.value;
  throw new TypeError(describeIssues(result.issues));
}
