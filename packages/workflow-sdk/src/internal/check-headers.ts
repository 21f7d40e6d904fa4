import { WorkflowSdkError } from "../errors.ts";

/**
 * Refuses what no `authorization` header can hold. The message never holds the key.
 *
 * @throws `WORKFLOW_INVALID_OPTION`
 */
export function checkApiKey(apiKey: unknown, where: string): void {
  if (typeof apiKey === "string" && /^[\x21-\x7e]+$/.test(apiKey)) return;
  throw invalid(where, "apiKey", "must be a text of visible ASCII that is not empty, or a function that gives one");
}

/** @throws `WORKFLOW_INVALID_OPTION` for headers that cannot be sent. */
export function checkMetadata(metadata: unknown, where: string): void {
  if (typeof metadata !== "object" || metadata === null) {
    throw invalid(where, "metadata", "must be an object of names and texts");
  }
  for (const [name, value] of Object.entries(metadata)) {
    const fits = /^[0-9a-z_.-]+$/i.test(name) && typeof value === "string" && /^[\x20-\x7e]*$/.test(value);
    if (!fits) throw invalid(where, "metadata", `has an entry '${name}' whose name or value is not printable ASCII`);
    if (!/^grpc-/i.test(name)) continue;
    throw invalid(where, "metadata", `has an entry '${name}', and names with 'grpc-' are the protocol's`);
  }
}

function invalid(where: string, option: string, reason: string): WorkflowSdkError {
  return new WorkflowSdkError("WORKFLOW_INVALID_OPTION", `${where}: '${option}' ${reason}`, {
    details: { where, option },
  });
}
