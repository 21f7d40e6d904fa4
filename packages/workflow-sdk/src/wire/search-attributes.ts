import { createPayload, encodingOf, metadataText, type Payload } from "@millrace/protocol/payload";
import type { common } from "@millrace/protocol/temporal";
import { checkSearchAttribute, isSearchAttributeValue, type SearchAttributeType } from "../search-attribute-key.ts";
import {
  TypedSearchAttributes,
  type SearchAttributePair,
  type SearchAttributeUpdatePair,
} from "../search-attributes.ts";
import { wireFields } from "./payload-fields.ts";

/** The types as the metadata of payloads name them. */
const metadataTypes: Readonly<Record<SearchAttributeType, string>> = {
  TEXT: "Text",
  KEYWORD: "Keyword",
  INT: "Int",
  DOUBLE: "Double",
  BOOL: "Bool",
  DATETIME: "Datetime",
  KEYWORD_LIST: "KeywordList",
};

const typesByMetadata: ReadonlyMap<string, SearchAttributeType> = new Map(
  Object.entries(metadataTypes).map(([type, name]) => [name, type as SearchAttributeType]),
);

const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder();

/**
 * Search attributes as JSON payloads with their type, which no converter or codec touches: the server reads them. An
 * attribute that is to be removed is a null payload without a type.
 *
 * @throws `WORKFLOW_INVALID_SEARCH_ATTRIBUTE`.
 */
export function wireSearchAttributes(
  attributes: TypedSearchAttributes | readonly SearchAttributeUpdatePair[],
): common.SearchAttributes {
  const pairs = "getAll" in attributes ? attributes.getAll() : attributes;
  const payloads = Object.fromEntries(pairs.map((pair) => [pair.key.name, payloadOf(pair)]));
  return { $typeName: "temporal.api.common.v1.SearchAttributes", indexedFields: wireFields(payloads) };
}

/** What can be read of a message: attributes that say no type, and values that are not of it, are left out. */
export function searchAttributesOf(message: common.SearchAttributes | undefined): TypedSearchAttributes {
  const pairs: SearchAttributePair[] = [];
  for (const [name, payload] of Object.entries(message?.indexedFields ?? {})) {
    const type = typesByMetadata.get(metadataText(payload, "type"));
    if (type === undefined) continue;
    const value = searchAttributeValue(payload, type);
    if (value !== undefined) pairs.push({ key: { name, type }, value } as SearchAttributePair);
  }
  return new TypedSearchAttributes(pairs);
}

/** A payload's value as one of a type; undefined for null, and for what is not of the type. */
function searchAttributeValue(payload: Payload, type: SearchAttributeType): SearchAttributePair["value"] | undefined {
  if (encodingOf(payload) !== "json/plain") return undefined;
  const value = ofType(parse(payload.data), type);
  return isSearchAttributeValue(type, value) ? value : undefined;
}

function payloadOf({ key, value }: SearchAttributeUpdatePair): Payload {
  if (value === null) return createPayload("binary/null", new Uint8Array());
  checkSearchAttribute(key, value);
  return createPayload("json/plain", utf8.encode(JSON.stringify(value)), { type: metadataTypes[key.type] });
}

/** Older clients write a list of one for each value. */
function ofType(json: unknown, type: SearchAttributeType): unknown {
  if (type === "KEYWORD_LIST") return typeof json === "string" ? [json] : json;
  const value: unknown = Array.isArray(json) && json.length === 1 ? json[0] : json;
  return type === "DATETIME" && typeof value === "string" ? new Date(value) : value;
}

function parse(data: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8.decode(data));
  } catch {
    // What is not JSON is not a value of any type.
    return undefined;
  }
}
