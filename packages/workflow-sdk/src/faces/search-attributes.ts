import { WorkflowSdkError } from "../errors.ts";
import type { SearchAttributeType } from "../search-attribute-key.ts";
import type { SearchAttributeList } from "../search-attribute-list.ts";
import { TypedSearchAttributes, type SearchAttributePair } from "../search-attributes.ts";

/** Values by name; each is a list, also a single one. Typed ones say more. */
export type SearchAttributes = Readonly<Record<string, SearchAttributeValue | undefined>>;
export type SearchAttributeValue = readonly string[] | readonly number[] | readonly boolean[] | readonly Date[];

/** What the two options of the official names say together. */
export function coreSearchAttributes(
  untyped: SearchAttributes | undefined,
  typed: SearchAttributeList | undefined,
): SearchAttributeList | undefined {
  if (untyped === undefined) return typed;
  const pairs = typed instanceof TypedSearchAttributes ? typed.getAll() : (typed ?? []);
  return [...pairs, ...Object.entries(untyped).flatMap(([name, values]) => pairOf(name, values ?? []))];
}

/** Typed attributes as lists of values by name. */
export function untypedSearchAttributes(typed: TypedSearchAttributes): SearchAttributes {
  const entries = typed.getAll().map(({ key, value }) => [key.name, Array.isArray(value) ? value : [value]] as const);
  return Object.fromEntries(entries) as SearchAttributes;
}

// The type is a hint: the server goes by the type under which the attribute is registered.
function pairOf(name: string, values: SearchAttributeValue): SearchAttributePair[] {
  const [first] = values;
  if (first === undefined) return [];
  const type = typeOf(values);
  if (type === undefined) {
    const message = `search attribute '${name}' must be a list of texts, numbers, booleans or dates, of one kind`;
    throw new WorkflowSdkError("WORKFLOW_INVALID_SEARCH_ATTRIBUTE", message, { details: { name } });
  }
  return [{ key: { name, type }, value: type === "KEYWORD_LIST" ? values : first } as SearchAttributePair];
}

function typeOf(values: SearchAttributeValue): SearchAttributeType | undefined {
  const all = (is: (value: unknown) => boolean): boolean => (values as readonly unknown[]).every(is);
  if (all((value) => typeof value === "string")) return values.length > 1 ? "KEYWORD_LIST" : "KEYWORD";
  if (values.length > 1) return undefined;
  if (all(Number.isInteger)) return "INT";
  if (all((value) => typeof value === "number")) return "DOUBLE";
  if (all((value) => typeof value === "boolean")) return "BOOL";
  return all((value) => value instanceof Date) ? "DATETIME" : undefined;
}
