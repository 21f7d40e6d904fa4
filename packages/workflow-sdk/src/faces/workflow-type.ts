import { typeNameOf } from "../workflow-types.ts";
import type { Untyped } from "./untyped.ts";

/** A workflow, as whoever calls it sees it. Where only its name is known, arguments and result are unchecked. */
export type Workflow = (...args: Untyped[]) => Promise<Untyped>;

/** The name under which a workflow is started. @throws `WORKFLOW_INVALID_OPTION` for a function without a name */
export function extractWorkflowType(workflow: string | Workflow): string {
  return typeNameOf(workflow, "workflow", "extractWorkflowType");
}
