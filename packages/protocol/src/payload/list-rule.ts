import { drive, type MaybePromise } from "../internal/drive.ts";
import { ProtocolError } from "../protocol-error.ts";
import type { PayloadConverter } from "./converter.ts";
import { encodingOf, isPayload, type Payload } from "./payload.ts";

/**
 * Encodes by a converter and holds it to its contract.
 *
 * @throws `PROTOCOL_CONVERTER_RESULT`; `PROTOCOL_NO_CONVERTER` if it gives `undefined`; what it throws.
 */
export function encodeValues(
  converter: PayloadConverter,
  values: readonly unknown[],
  context?: unknown,
): MaybePromise<Payload[]> {
  return drive(encoding(converter, values, context));
}

/**
 * Decodes by a converter and holds it to its contract.
 *
 * @throws `PROTOCOL_CONVERTER_RESULT`; `PROTOCOL_UNKNOWN_ENCODING` if it gives `undefined`; what it throws.
 */
export function decodePayloads(
  converter: PayloadConverter,
  payloads: readonly Payload[],
  typeHints?: readonly unknown[],
  context?: unknown,
): MaybePromise<unknown[]> {
  return drive(decoding(converter, payloads, typeHints, context));
}

/** One converter's answer as a list, or `undefined` if it does not convert these. */
export function* tryEncode(
  converter: PayloadConverter,
  values: readonly unknown[],
  context: unknown,
): Generator<unknown, Payload[] | undefined, unknown> {
  const result = yield converter.encode(values, context);
  if (result === undefined) return undefined;
  const payloads: readonly unknown[] = Array.isArray(result) ? result : [result];
  if (Array.isArray(result) && result.length !== values.length) throw wrongLength(converter, "encode", result, values);
  if (payloads.every(isPayload)) return [...payloads];
  throw new ProtocolError(
    "PROTOCOL_CONVERTER_RESULT",
    `encode of ${nameOf(converter)} gave something that is no payload; a payload is { metadata, data } with bytes in both`,
  );
}

/** One converter's answer as a list, or `undefined` if it does not convert these. */
export function* tryDecode(
  converter: PayloadConverter,
  payloads: readonly Payload[],
  typeHints: readonly unknown[] | undefined,
  context: unknown,
): Generator<unknown, unknown[] | undefined, unknown> {
  const result = yield converter.decode(payloads, typeHints, context);
  if (result === undefined) return undefined;
  if (!Array.isArray(result)) return [result];
  if (result.length !== payloads.length) throw wrongLength(converter, "decode", result, payloads);
  return result;
}

export function noConverter(value: unknown): ProtocolError {
  const kind =
    typeof value === "object" && value !== null ? `an instance of ${value.constructor?.name}` : `a ${typeof value}`;
  return new ProtocolError(
    "PROTOCOL_NO_CONVERTER",
    `no payload converter takes the value, ${kind}; add a converter that does, or turn the value into plain data`,
  );
}

export function unknownEncoding(payload: Payload): ProtocolError {
  const encoding = encodingOf(payload).slice(0, 100);
  return new ProtocolError(
    "PROTOCOL_UNKNOWN_ENCODING",
    `no payload converter reads the encoding ${JSON.stringify(encoding)}; add the converter or codec that its writer used`,
    { details: { encoding } },
  );
}

function* encoding(
  converter: PayloadConverter,
  values: readonly unknown[],
  context: unknown,
): Generator<unknown, Payload[], unknown> {
  const payloads = yield* tryEncode(converter, values, context);
  if (payloads === undefined) throw noConverter(values[0]);
  return payloads;
}

function* decoding(
  converter: PayloadConverter,
  payloads: readonly Payload[],
  typeHints: readonly unknown[] | undefined,
  context: unknown,
): Generator<unknown, unknown[], unknown> {
  const values = yield* tryDecode(converter, payloads, typeHints, context);
  if (values !== undefined) return values;
  throw payloads[0] === undefined ? noConverter(undefined) : unknownEncoding(payloads[0]);
}

function wrongLength(
  converter: PayloadConverter,
  direction: "encode" | "decode",
  result: readonly unknown[],
  input: readonly unknown[],
): ProtocolError {
  return new ProtocolError(
    "PROTOCOL_CONVERTER_RESULT",
    `${direction} of ${nameOf(converter)} gave ${result.length} results for ${input.length}; give as many, one, or undefined`,
    { details: { direction, given: result.length, wanted: input.length } },
  );
}

function nameOf(converter: PayloadConverter): string {
  return converter.constructor.name;
}
