import { enums } from "@millrace/protocol/temporal";
import type {
  ActivityIdReusePolicy,
  ActivityIdConflictPolicy,
  ActivityExecutionStatus,
  PendingActivityState,
} from "./enums.ts";
import { decoder, encoder, type Decode, type Encode } from "./enum-numbers.ts";

export const encodeActivityIdReusePolicy: Encode<
  ActivityIdReusePolicy,
  "ACTIVITY_ID_REUSE_POLICY_",
  enums.ActivityIdReusePolicy
> = encoder(enums.ActivityIdReusePolicy, "ACTIVITY_ID_REUSE_POLICY_");
export const decodeActivityIdReusePolicy: Decode<ActivityIdReusePolicy, enums.ActivityIdReusePolicy> = decoder(
  enums.ActivityIdReusePolicy,
);

export const encodeActivityIdConflictPolicy: Encode<
  ActivityIdConflictPolicy,
  "ACTIVITY_ID_CONFLICT_POLICY_",
  enums.ActivityIdConflictPolicy
> = encoder(enums.ActivityIdConflictPolicy, "ACTIVITY_ID_CONFLICT_POLICY_");
export const decodeActivityIdConflictPolicy: Decode<ActivityIdConflictPolicy, enums.ActivityIdConflictPolicy> = decoder(
  enums.ActivityIdConflictPolicy,
);

export const encodeActivityExecutionStatus: Encode<
  ActivityExecutionStatus,
  "ACTIVITY_EXECUTION_STATUS_",
  enums.ActivityExecutionStatus
> = encoder(enums.ActivityExecutionStatus, "ACTIVITY_EXECUTION_STATUS_");
export const decodeActivityExecutionStatus: Decode<ActivityExecutionStatus, enums.ActivityExecutionStatus> = decoder(
  enums.ActivityExecutionStatus,
);

export const encodePendingActivityState: Encode<
  PendingActivityState,
  "PENDING_ACTIVITY_STATE_",
  enums.PendingActivityState
> = encoder(enums.PendingActivityState, "PENDING_ACTIVITY_STATE_");
export const decodePendingActivityState: Decode<PendingActivityState, enums.PendingActivityState> = decoder(
  enums.PendingActivityState,
);
