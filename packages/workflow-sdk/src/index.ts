export { workflowErrors } from "./error-table.ts";
export type { WorkflowErrorCode } from "./error-table.ts";
export { WorkflowSdkError } from "./errors.ts";
export type { Connectable, Target } from "./target.ts";
