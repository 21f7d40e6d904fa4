import { WorkflowSdkError } from "./errors.ts";
import { TypedSearchAttributes, type SearchAttributePair } from "./search-attributes.ts";

/** Search attributes, as options take them. */
export type SearchAttributeList = TypedSearchAttributes | readonly SearchAttributePair[];

/** @throws `WORKFLOW_INVALID_OPTION` for what is no list; the pairs of a list are checked when they are sent. */
export function checkSearchAttributes(value: unknown, where: string): void {
  if (value === undefined || value instanceof TypedSearchAttributes || Array.isArray(value)) return;
  const message = `${where}: 'searchAttributes' must be TypedSearchAttributes, or a list of { key, value }`;
  throw new WorkflowSdkError("WORKFLOW_INVALID_OPTION", message, { details: { where, option: "searchAttributes" } });
}
