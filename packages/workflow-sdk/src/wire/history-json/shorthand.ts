import { Buffer } from "node:buffer";

type JsonObject = Readonly<Record<string, unknown>>;

const members = ["metadata", "data", "externalPayloads", "external_payloads"];
const messageTypeKey = "_protoMessageType";

/** Payloads written as the list of their values; undefined for the long form. */
export function longPayloads(json: unknown): unknown {
  return Array.isArray(json) ? { payloads: json as unknown } : undefined;
}

/** A payload written as its value; undefined for the long form. */
export function longPayload(json: unknown): unknown {
  if (json === null) return payload("binary/null", "");
  if (!isObject(json)) return payload("json/plain", JSON.stringify(json));
  if (isLong(json)) return undefined;
  const { [messageTypeKey]: messageType, ...value } = json;
  if (typeof messageType !== "string") return payload("json/plain", JSON.stringify(json));
  return payload("json/protobuf", JSON.stringify(value), { messageType });
}

/** By the form of its members: a value may have some of the same names. */
function isLong(json: JsonObject): boolean {
  const { metadata = {}, data = "" } = json;
  const known = Object.keys(json).every((key) => members.includes(key));
  return known && isObject(metadata) && (typeof data === "string" || typeof data === "object");
}

function payload(encoding: string, data: string, more: Readonly<Record<string, string>> = {}): unknown {
  const metadata = Object.entries({ encoding, ...more }).map(([key, text]) => [key, base64(text)]);
  return { metadata: Object.fromEntries(metadata) as unknown, data: base64(data) };
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

function isObject(json: unknown): json is JsonObject {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}
