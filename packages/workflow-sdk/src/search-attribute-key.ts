import { inspect } from "node:util";
import { checkOneOf } from "@millrace/protocol";
import { WorkflowSdkError } from "./errors.ts";

/** What values of each type of search attribute are. */
export interface SearchAttributeTypes {
  /** Words, which queries look for. */
  readonly TEXT: string;
  /** One text, which queries compare as a whole. */
  readonly KEYWORD: string;
  /** A whole number up to `Number.MAX_SAFE_INTEGER`. */
  readonly INT: number;
  readonly DOUBLE: number;
  readonly BOOL: boolean;
  readonly DATETIME: Date;
  readonly KEYWORD_LIST: readonly string[];
}

export type SearchAttributeType = keyof SearchAttributeTypes;

/** The types by name, for code that would rather not write them as text. */
export const SearchAttributeType: { readonly [Type in SearchAttributeType]: Type } = Object.freeze({
  TEXT: "TEXT",
  KEYWORD: "KEYWORD",
  INT: "INT",
  DOUBLE: "DOUBLE",
  BOOL: "BOOL",
  DATETIME: "DATETIME",
  KEYWORD_LIST: "KEYWORD_LIST",
});

/** A search attribute as the namespace has it registered. */
export interface SearchAttributeKey<Type extends SearchAttributeType = SearchAttributeType> {
  readonly name: string;
  readonly type: Type;
}

/** @throws `PROTOCOL_INVALID_OPTION` for a type that there is not. */
export function defineSearchAttributeKey<Type extends SearchAttributeType>(
  name: string,
  type: Type,
): SearchAttributeKey<Type> {
  checkOneOf(type, "type", "defineSearchAttributeKey", Object.keys(SearchAttributeType));
  return Object.freeze({ name, type });
}

/** Whether a value is one that a type has, and that can be sent. */
export function isSearchAttributeValue<Type extends SearchAttributeType>(
  type: Type,
  value: unknown,
): value is SearchAttributeTypes[Type] {
  switch (type) {
    case "TEXT":
    case "KEYWORD":
      return typeof value === "string";
    case "INT":
      return Number.isSafeInteger(value);
    case "DOUBLE":
      return Number.isFinite(value);
    case "BOOL":
      return typeof value === "boolean";
    case "DATETIME":
      return value instanceof Date && isWritable(value);
    case "KEYWORD_LIST":
      return Array.isArray(value) && value.every((item) => typeof item === "string");
    default:
      return false;
  }
}

/** @throws `WORKFLOW_INVALID_SEARCH_ATTRIBUTE` for a value that the key's type does not have. */
export function checkSearchAttribute({ name, type }: SearchAttributeKey, value: unknown): void {
  if (isSearchAttributeValue(type, value)) return;
  throw new WorkflowSdkError(
    "WORKFLOW_INVALID_SEARCH_ATTRIBUTE",
    `search attribute '${name}' is of type ${type}, which ${inspect(value).slice(0, 100)} is not`,
    { details: { name, type } },
  );
}

/** Years of other than four digits have no form that servers read. */
function isWritable(date: Date): boolean {
  const year = date.getUTCFullYear();
  return year >= 0 && year <= 9999;
}
