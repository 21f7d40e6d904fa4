import { enums } from "@millrace/protocol/temporal";
import type {
  WorkflowIdReusePolicy,
  WorkflowIdConflictPolicy,
  QueryRejectCondition,
  ScheduleOverlapPolicy,
} from "./enums.ts";
import { decoder, encoder, type Decode, type Encode } from "./enum-numbers.ts";

export const encodeWorkflowIdReusePolicy: Encode<
  WorkflowIdReusePolicy,
  "WORKFLOW_ID_REUSE_POLICY_",
  enums.WorkflowIdReusePolicy
> = encoder(enums.WorkflowIdReusePolicy, "WORKFLOW_ID_REUSE_POLICY_");
export const decodeWorkflowIdReusePolicy: Decode<WorkflowIdReusePolicy, enums.WorkflowIdReusePolicy> = decoder(
  enums.WorkflowIdReusePolicy,
);

export const encodeWorkflowIdConflictPolicy: Encode<
  WorkflowIdConflictPolicy,
  "WORKFLOW_ID_CONFLICT_POLICY_",
  enums.WorkflowIdConflictPolicy
> = encoder(enums.WorkflowIdConflictPolicy, "WORKFLOW_ID_CONFLICT_POLICY_");
export const decodeWorkflowIdConflictPolicy: Decode<WorkflowIdConflictPolicy, enums.WorkflowIdConflictPolicy> = decoder(
  enums.WorkflowIdConflictPolicy,
);

export const encodeQueryRejectCondition: Encode<
  QueryRejectCondition,
  "QUERY_REJECT_CONDITION_",
  enums.QueryRejectCondition
> = encoder(enums.QueryRejectCondition, "QUERY_REJECT_CONDITION_");
export const decodeQueryRejectCondition: Decode<QueryRejectCondition, enums.QueryRejectCondition> = decoder(
  enums.QueryRejectCondition,
);

export const encodeScheduleOverlapPolicy: Encode<
  ScheduleOverlapPolicy,
  "SCHEDULE_OVERLAP_POLICY_",
  enums.ScheduleOverlapPolicy
> = encoder(enums.ScheduleOverlapPolicy, "SCHEDULE_OVERLAP_POLICY_");
export const decodeScheduleOverlapPolicy: Decode<ScheduleOverlapPolicy, enums.ScheduleOverlapPolicy> = decoder(
  enums.ScheduleOverlapPolicy,
);
