import type { Payload } from "@millrace/protocol/payload";
import type { SerializationContext } from "../serialization-context.ts";
import type { PayloadConverter } from "./payload-converter.ts";

// The official helpers around a converter of one value.

/** Undefined for no values. */
export function toPayloads(converter: PayloadConverter, ...values: unknown[]): Payload[] | undefined {
  return values.length === 0 ? undefined : values.map((value) => converter.toPayload(value));
}

export function mapToPayloads<K extends string>(
  converter: PayloadConverter,
  map: Readonly<Record<K, unknown>>,
  context?: SerializationContext,
): Record<K, Payload> {
  const entries = Object.entries(map).map(([name, value]) => [name, converter.toPayload(value, context)] as const);
  return Object.fromEntries(entries) as Record<K, Payload>;
}

/** Undefined where there is no payload. */
export function fromPayloadsAtIndex<T>(
  converter: PayloadConverter,
  index: number,
  payloads?: readonly Payload[] | null,
  context?: SerializationContext,
): T | undefined {
  const payload = payloads?.[index];
  return payload === undefined ? undefined : converter.fromPayload<T>(payload, context);
}

export function arrayFromPayloads(
  converter: PayloadConverter,
  payloads?: readonly Payload[] | null,
  context?: SerializationContext,
): unknown[] {
  return (payloads ?? []).map((payload) => converter.fromPayload(payload, context));
}

export function mapFromPayloads<K extends string, T = unknown>(
  converter: PayloadConverter,
  map?: Readonly<Record<K, Payload>> | null,
  context?: SerializationContext,
): Record<K, T> | undefined {
  if (map === undefined || map === null) return undefined;
  const entries = Object.entries<Payload>(map).map(
    ([name, payload]) => [name, converter.fromPayload<T>(payload, context)] as const,
  );
  return Object.fromEntries(entries) as Record<K, T>;
}

/** The same as {@link toPayloads}, with what the values belong to. */
export function toPayloadsWithContext(
  converter: PayloadConverter,
  context: SerializationContext | undefined,
  values: readonly unknown[],
): Payload[] | undefined {
  return values.length === 0 ? undefined : values.map((value) => converter.toPayload(value, context));
}

/** `null` and `undefined` as they are: they stand for a payload that is not there. */
export function convertOptionalToPayload(
  converter: PayloadConverter,
  value: unknown,
  context?: SerializationContext,
): Payload | null | undefined {
  return value === undefined || value === null ? value : converter.toPayload(value, context);
}
