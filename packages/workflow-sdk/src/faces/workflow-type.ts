import { typeNameOf, type Workflow } from "../workflow-types.ts";

/** The name under which a workflow is started. @throws `WORKFLOW_INVALID_OPTION` for a function without a name */
export function extractWorkflowType(workflow: string | Workflow): string {
  return typeNameOf(workflow, "workflow", "extractWorkflowType");
}
