import { WorkflowSdkError } from "../errors.ts";

/**
 * Refuses a value that is not a text, or an empty one.
 *
 * @throws `WORKFLOW_INVALID_OPTION`
 */
export function checkText(value: unknown, option: string, where: string): void {
  if (typeof value === "string" && value !== "") return;
  const given = value === undefined ? "is missing" : value === "" ? "is empty" : `is no text but ${typeof value}`;
  const message = `${where}: '${option}' ${given}; give a text that is not empty`;
  throw new WorkflowSdkError("WORKFLOW_INVALID_OPTION", message, { details: { where, option } });
}

/** @throws `WORKFLOW_INVALID_OPTION` for arguments that are no list. */
export function checkArgs(value: unknown, option: string, where: string): void {
  if (value === undefined || Array.isArray(value)) return;
  const message = `${where}: '${option}' must be a list of arguments, not ${typeof value}`;
  throw new WorkflowSdkError("WORKFLOW_INVALID_OPTION", message, { details: { where, option } });
}

/** @throws `WORKFLOW_INVALID_OPTION` for a memo that is no object of values by name. */
export function checkMemo(value: unknown, where: string): void {
  if (value === undefined || (typeof value === "object" && value !== null && !Array.isArray(value))) return;
  const message = `${where}: 'memo' must be an object of values by name`;
  throw new WorkflowSdkError("WORKFLOW_INVALID_OPTION", message, { details: { where, option: "memo" } });
}
