import {
  decodePayloads,
  encodeValues,
  type Payload,
  type PayloadConverter,
  type Steps,
} from "@millrace/protocol/payload";
import { isRawHint, RawValue } from "../raw-value.ts";
import type { SerializationContext } from "../serialization-context.ts";
import { UndecodedValue } from "../undecoded-value.ts";
import { settled } from "./settled.ts";

/** A converter, and what it is told of where the values belong. */
export interface Conversion {
  readonly converter: PayloadConverter;
  readonly context: SerializationContext | undefined;
}

/** Values as payloads. What is a {@link RawValue} is its payload; the converter sees the others. */
export function* encodeAll(values: readonly unknown[], { converter, context }: Conversion): Steps<readonly Payload[]> {
  if (values.length === 0) return [];
  if (!values.some(isRaw)) return yield* settled(encodeValues(converter, values, context));
  const payloads: Payload[] = [];
  for (const value of values) {
    if (isRaw(value)) payloads.push(value.payload);
    else payloads.push(...(yield* settled(encodeValues(converter, [value], context))));
  }
  return payloads;
}

/** Payloads as values; raw where the type hint is {@link RawValue}. */
export function* decodeAll(
  payloads: readonly Payload[],
  typeHints: readonly unknown[] | undefined,
  { converter, context }: Conversion,
): Steps<readonly unknown[]> {
  if (payloads.length === 0) return [];
  if (!typeHints?.some(isRawHint)) return yield* settled(decodePayloads(converter, payloads, typeHints, context));
  const values: unknown[] = [];
  for (const [index, payload] of payloads.entries()) {
    const hint = typeHints[index];
    if (isRawHint(hint)) values.push(new RawValue(payload));
    else values.push(...(yield* settled(decodePayloads(converter, [payload], [hint], context))));
  }
  return values;
}

/** Payloads as values, and as an {@link UndecodedValue} what cannot be read. */
export function* decodeReadable(payloads: readonly Payload[], conversion: Conversion): Steps<readonly unknown[]> {
  try {
    return yield* decodeAll(payloads, undefined, conversion);
  } catch {
    const values: unknown[] = [];
    for (const payload of payloads) {
      try {
        values.push(...(yield* decodeAll([payload], undefined, conversion)));
      } catch (error) {
        values.push(new UndecodedValue(payload, error));
      }
    }
    return values;
  }
}

function isRaw(value: unknown): value is RawValue {
  return value instanceof RawValue;
}
