import { randomUUID } from "node:crypto";
import { failedPrecondition } from "../service-errors.ts";
import type { ActivityExecution } from "./activity-execution.ts";
import { executionStatusOf } from "./activity-record.ts";
import { isOpen, type CancelRequest } from "./activity-state.ts";
import type { StandaloneActivities } from "./standalone-activities.ts";
import { cancelRequested, terminated } from "./transitions.ts";

/**
 * Asks the activity to stop; asking again with the same request id is the same request.
 *
 * @throws `failed_precondition`
 */
export async function requestCancel(
  activities: StandaloneActivities,
  activity: ActivityExecution,
  { requestId, identity, reason }: CancelRequest,
): Promise<void> {
  const { state } = activity;
  if (requestId !== "" && state.cancel?.requestId === requestId) return;
  if (!isOpen(state)) throw failedPrecondition(`activity is in terminal state ${executionStatusOf(state.status)}`);
  if (state.cancel !== undefined) {
    throw failedPrecondition(`cancellation already requested with request ID ${state.cancel.requestId}`);
  }
  const cancel = { requestId: requestId || randomUUID(), identity, reason };
  await activities.change(activity, (situation) => cancelRequested(situation, cancel));
}

/** Ends the activity without asking it. @throws `failed_precondition` */
export async function terminate(
  activities: StandaloneActivities,
  activity: ActivityExecution,
  { requestId, identity, reason }: CancelRequest,
): Promise<void> {
  const { state } = activity;
  if (state.status === "terminated") {
    if (requestId !== "" && state.terminateRequestId === requestId) return;
    throw failedPrecondition(`already terminated with request ID ${state.terminateRequestId ?? ""}`);
  }
  if (!isOpen(state)) throw failedPrecondition(`invalid transition from ${executionStatusOf(state.status)}`);
  const by = { requestId: requestId || randomUUID(), identity, reason };
  await activities.change(activity, (situation) => terminated(situation, by));
}
