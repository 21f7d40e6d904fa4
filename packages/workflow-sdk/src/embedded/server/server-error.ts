import { WorkflowSdkError } from "../../errors.ts";

export function invalidConfig(key: string, wanted: string, value: unknown): WorkflowSdkError {
  const message = `dynamic config '${key}' must be ${wanted}, not ${JSON.stringify(value)}`;
  return invalidServerOption(message);
}

export const invalidServerOption = (message: string): WorkflowSdkError =>
  new WorkflowSdkError("WORKFLOW_INVALID_SERVER_OPTION", message);
