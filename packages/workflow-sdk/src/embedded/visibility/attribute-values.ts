import { encodingOf, type Payload } from "@millrace/protocol/payload";
import type { AttributeType } from "./attribute-types.ts";
import { parseDatetime } from "./datetime.ts";

/** A search attribute's value as it is compared: Datetimes are nanoseconds since 1970, large Ints are bigints. */
export type AttributeValue = string | number | bigint | boolean | readonly string[];

const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * Decodes a search attribute. Old clients send every value as a list; one with one element is that element.
 *
 * @returns undefined if the payload unsets the attribute: null, an empty list, no data.
 * @throws `Error` if the payload holds no value of the type.
 */
export function decodeAttribute(payload: Payload, type: AttributeType): AttributeValue | undefined {
  if (encodingOf(payload) === "binary/null" || payload.data.length === 0) return undefined;
  const text = utf8.decode(payload.data);
  const json = JSON.parse(text) as unknown;
  if (json === null) return undefined;
  if (type === "KeywordList") return keywordList(json);
  if (!Array.isArray(json)) return scalar(json, text, type);
  if (json.length === 0) return undefined;
  if (json.length > 1) throw new Error(`a list of values is not allowed for type ${type}`);
  return scalar(json[0], text.slice(text.indexOf("[") + 1, text.lastIndexOf("]")), type);
}

function keywordList(json: unknown): readonly string[] | undefined {
  const list: readonly unknown[] = Array.isArray(json) ? json : [json];
  if (!list.every((item) => typeof item === "string")) throw new Error("not a list of texts");
  return list.length === 0 ? undefined : list;
}

function scalar(json: unknown, text: string, type: Exclude<AttributeType, "KeywordList">): AttributeValue {
  switch (type) {
    case "Keyword":
    case "Text":
      if (typeof json === "string") return json;
      break;
    case "Bool":
      if (typeof json === "boolean") return json;
      break;
    case "Double":
      if (typeof json === "number") return json;
      break;
    case "Int":
      if (typeof json === "number" && Number.isSafeInteger(json)) return json;
      // JSON.parse rounds what a double cannot hold; 64-bit numbers are read from the text.
      if (typeof json === "number" && /^\s*-?\d+\s*$/.test(text)) return BigInt(text.trim());
      break;
    case "Datetime":
      if (typeof json === "string") return parseDatetime(json) ?? refuse(type);
      break;
  }
  return refuse(type);
}

function refuse(type: AttributeType): never {
  throw new Error(`not a ${type}`);
}
