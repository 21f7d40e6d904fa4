import { enums } from "@millrace/protocol/temporal";
import type { StartPolicies } from "../engine/start-policy.ts";
import { invalidArgument } from "../service-errors.ts";

const { WorkflowIdConflictPolicy: Conflict, WorkflowIdReusePolicy: Reuse } = enums;

export interface PolicyRequest {
  readonly requestId: string;
  readonly workflowIdReusePolicy: enums.WorkflowIdReusePolicy;
  readonly workflowIdConflictPolicy: enums.WorkflowIdConflictPolicy;
}

/**
 * The policies of a request, with what holds where it says nothing.
 *
 * @throws `invalid_argument` for two that contradict each other
 */
export function policiesOf({
  requestId,
  workflowIdReusePolicy: reuse,
  workflowIdConflictPolicy: conflict,
}: PolicyRequest): StartPolicies {
  if (reuse === Reuse.TERMINATE_IF_RUNNING && conflict !== Conflict.UNSPECIFIED) {
    throw contradiction("TERMINATE_IF_RUNNING", "a WorkflowIDConflictPolicy");
  }
  if (reuse === Reuse.REJECT_DUPLICATE && conflict === Conflict.TERMINATE_EXISTING) {
    throw contradiction("REJECT_DUPLICATE", "WorkflowIdConflictPolicy WORKFLOW_ID_CONFLICT_POLICY_TERMINATE_EXISTING");
  }
  return { requestId, reuse: reuse || Reuse.ALLOW_DUPLICATE, conflict: conflict || Conflict.FAIL };
}

const contradiction = (reuse: string, conflict: string): Error =>
  invalidArgument(
    `Invalid WorkflowIDReusePolicy: WORKFLOW_ID_REUSE_POLICY_${reuse} cannot be used together with ${conflict}`,
  );
