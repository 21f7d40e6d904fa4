import type { DescEnum, DescField } from "@bufbuild/protobuf";
import type { ReflectMessage } from "@bufbuild/protobuf/reflect";
import { timestampDate, type Duration, type Timestamp } from "@bufbuild/protobuf/wkt";
import type { Payload } from "@millrace/protocol/payload";
import { durationMs } from "./wire-values.ts";

/** A message's fields by name; what is unset is absent. */
export type PlainMessage = Readonly<Record<string, unknown>>;

/**
 * A message as plain data: enums by the name of their value, durations as milliseconds, times as dates, 64-bit numbers
 * as numbers, oneofs without their wrapper, and each payload as what `readPayload` makes of it.
 */
export function plainMessage(message: ReflectMessage, readPayload: (payload: Payload) => unknown): PlainMessage {
  const one = (nested: ReflectMessage): unknown => plainValue(nested, readPayload);
  const set = message.fields.filter((field) => message.isSet(field));
  return Object.fromEntries(set.map((field) => [field.localName, plainField(message, field, one)]));
}

function plainValue(message: ReflectMessage, readPayload: (payload: Payload) => unknown): unknown {
  const inner = message.message as unknown;
  switch (message.desc.typeName) {
    case "google.protobuf.Duration":
      return durationMs(inner as Duration);
    case "google.protobuf.Timestamp":
      return timestampDate(inner as Timestamp);
    case "temporal.api.common.v1.Payload":
      return readPayload(inner as Payload);
    case "temporal.api.common.v1.Payloads":
      return (inner as { readonly payloads: readonly Payload[] }).payloads.map(readPayload);
    default:
      return plainMessage(message, readPayload);
  }
}

function plainField(message: ReflectMessage, field: DescField, one: (nested: ReflectMessage) => unknown): unknown {
  switch (field.fieldKind) {
    case "message":
      return one(message.get(field));
    case "enum":
      return enumName(field.enum, message.get(field));
    case "scalar":
      return plainScalar(message.get(field));
    case "list": {
      const items = [...message.get(field)];
      if (field.listKind === "message") return items.map((item) => one(item as ReflectMessage));
      return items.map((item) => (field.listKind === "enum" ? enumName(field.enum, item) : plainScalar(item)));
    }
    case "map": {
      const entries = [...message.get(field)];
      if (field.mapKind === "message")
        return Object.fromEntries(entries.map(([key, value]) => [key, one(value as ReflectMessage)]));
      return Object.fromEntries(
        entries.map(([key, value]) => [
          key,
          field.mapKind === "enum" ? enumName(field.enum, value) : plainScalar(value),
        ]),
      );
    }
  }
}

const plainScalar = (value: unknown): unknown => (typeof value === "bigint" ? Number(value) : value);

/** A number that this contract does not know stays a number. */
const enumName = (type: DescEnum, value: unknown): unknown => type.value[value as number]?.localName ?? value;
