import { ScalarType, type DescEnum, type DescField, type DescMessage, type JsonValue } from "@bufbuild/protobuf";
import { bytesText, integerText } from "./scalars.ts";
import { longPayload, longPayloads } from "./shorthand.ts";
import { durationText, timestampText } from "./times.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/** Deeper than any history: causes of failures are the only thing that nests. */
const deepest = 200;

/** JSON in one of the dialects of histories, as the JSON form of protobuf. Keeps to the fields that the message has. */
export function canonicalJson(message: DescMessage, json: unknown, depth: number = 0): JsonValue {
  if (depth > deepest) throw new RangeError(`it is nested deeper than ${deepest} messages`);
  const known = special[message.typeName]?.(json);
  const value = known === undefined ? json : known;
  if (!isObject(value)) return value as JsonValue;
  if (message.typeName.startsWith("google.protobuf.")) return value as JsonValue;
  const fields: Record<string, JsonValue> = {};
  for (const field of message.fields) {
    const given = value[field.jsonName] ?? value[field.name];
    if (given !== undefined && given !== null) fields[field.jsonName] = canonicalField(field, given, depth);
  }
  return fields;
}

/** Messages that some dialect writes in a form of their own; undefined for what is in none of these. */
const special: Readonly<Record<string, (json: unknown) => unknown>> = {
  "temporal.api.common.v1.Payload": longPayload,
  "temporal.api.common.v1.Payloads": longPayloads,
  "google.protobuf.Timestamp": timestampText,
  "google.protobuf.Duration": durationText,
};

function canonicalField(field: DescField, json: unknown, depth: number): JsonValue {
  switch (field.fieldKind) {
    case "message":
      return canonicalJson(field.message, json, depth + 1);
    case "enum":
      return enumName(field.enum, json);
    case "scalar":
      return scalar(field.scalar, json);
    case "list":
      return Array.isArray(json) ? json.map((item) => element(field, item, depth)) : (json as JsonValue);
    case "map":
      if (!isObject(json)) return json as JsonValue;
      return Object.fromEntries(Object.entries(json).map(([key, item]) => [key, element(field, item, depth)]));
  }
}

function element(field: DescField & { fieldKind: "list" | "map" }, json: unknown, depth: number): JsonValue {
  if (field.message) return canonicalJson(field.message, json, depth + 1);
  return field.enum ? enumName(field.enum, json) : scalar(field.scalar, json);
}

function scalar(type: ScalarType | undefined, json: unknown): JsonValue {
  if (type === ScalarType.BYTES) return bytesText(json);
  return integerText(json) ?? (json as JsonValue);
}

/** `WorkflowExecutionStarted` as `EVENT_TYPE_WORKFLOW_EXECUTION_STARTED`. */
function enumName(type: DescEnum, json: unknown): JsonValue {
  if (typeof json !== "string" || type.values.some(({ name }) => name === json)) return json as JsonValue;
  const words = json.replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2").toUpperCase();
  const prefix = (type.sharedPrefix ?? "").toUpperCase();
  return words.startsWith(prefix) ? words : prefix + words;
}

function isObject(json: unknown): json is JsonObject {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}
