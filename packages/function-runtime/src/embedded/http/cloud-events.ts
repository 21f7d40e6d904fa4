import type { IncomingMessage } from "node:http";
import { FunctionError } from "../../errors.ts";
import type { EventAttributes } from "./http-event.ts";
import { isJsonType, mediaTypeOf } from "./media-type.ts";

/** A CloudEvent: what it says about itself, and its data. */
export interface CloudEvent {
  readonly attributes: EventAttributes;
  /** Parsed if it is JSON. */
  readonly data: unknown;
}

export const structuredType = "application/cloudevents+json";
export const batchType = "application/cloudevents-batch+json";

/** Whether a request is a CloudEvent in binary mode: its attributes are headers, its body is the data. */
export const isBinaryEvent = ({ headers }: IncomingMessage): boolean => headers["ce-specversion"] !== undefined;

/** The attributes of binary mode. CloudEvents HTTP binding 1.0.2, section 3.1. */
export function binaryAttributes({ headers }: IncomingMessage): EventAttributes {
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith("ce-") && typeof value === "string") attributes[name.slice(3)] = percentDecoded(value);
  }
  return attributesOf({ ...attributes, datacontenttype: headers["content-type"] ?? "" });
}

/** One event of structured mode, or of a batch. CloudEvents JSON format 1.0.2, sections 3 and 4. */
export function structuredEvent(value: unknown): CloudEvent {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw invalid("a structured CloudEvent is a JSON object");
  }
  const { data, data_base64: base64, ...attributes } = value as Readonly<Record<string, unknown>>;
  if (base64 === undefined)
    return { attributes: attributesOf({ datacontenttype: "application/json", ...attributes }), data };
  if (data !== undefined) throw invalid("a CloudEvent has 'data' or 'data_base64', not both");
  if (typeof base64 !== "string") throw invalid("'data_base64' of a CloudEvent is a text");
  const bytes = Buffer.from(base64, "base64");
  const type = mediaTypeOf(textIn(attributes, "datacontenttype"));
  return { attributes: attributesOf(attributes), data: isJsonType(type) ? parsed(bytes) : bytes };
}

const parsed = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch (error) {
    throw invalid(`'data_base64' is said to be JSON and is not: ${String(error)}`);
  }
};

function attributesOf(attributes: Readonly<Record<string, unknown>>): EventAttributes {
  const { specversion, id, type, source } = attributes;
  const time = textIn(attributes, "time");
  if (specversion !== "1.0") throw invalid(`a CloudEvent has specversion '1.0', not '${String(specversion)}'`);
  for (const [name, value] of Object.entries({ id, type, source })) {
    if (typeof value !== "string" || value === "")
      throw invalid(`a CloudEvent has '${name}', a text that is not empty`);
  }
  const timestamp = time === "" ? new Date() : new Date(time);
  if (Number.isNaN(timestamp.getTime())) throw invalid(`'time' of a CloudEvent is '${time}', which is no RFC 3339`);
  const named = Object.entries(attributes).filter(([name]) => name !== "datacontenttype");
  return {
    id: String(id),
    type: String(type),
    typeVersion: textIn(attributes, "dataschema"),
    timestamp,
    contentType: textIn(attributes, "datacontenttype"),
    headers: Object.fromEntries(named.map(([name, value]) => [`ce-${name}`, String(value)])),
  };
}

/** An optional attribute; empty for none. */
function textIn(attributes: Readonly<Record<string, unknown>>, name: string): string {
  const value = attributes[name] ?? "";
  if (typeof value === "string") return value;
  throw invalid(`'${name}' of a CloudEvent is a text`);
}

/** Headers have what is not ASCII percent-encoded. HTTP binding, section 3.1.3.2. */
const percentDecoded = (value: string): string => {
  if (!value.includes("%")) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    throw invalid(`a header of a CloudEvent is badly percent-encoded: '${value}'`);
  }
};

const invalid = (message: string): FunctionError => new FunctionError("FUNCTION_SERVICE_BAD_REQUEST", message);
