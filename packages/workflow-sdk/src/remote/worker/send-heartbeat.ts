import { isError } from "@millrace/protocol";
import type { MaybePromise, Payload } from "@millrace/protocol/payload";
import type { workflowservice } from "@millrace/protocol/temporal";
import type { ActivityCancelReason, CancelOptions } from "../../activity-cancellation.ts";
import { ApplicationFailure } from "../../failures/application-failure.ts";
import type { ActivityTask } from "../../wire/activity-task.ts";
import { isNotFound, isTooLarge } from "./call-errors.ts";
import { sizeOf, tooLarge } from "./payload-limit.ts";
import type { Reporting } from "./reporter.ts";

/** What became of a heartbeat. */
export interface HeartbeatAnswer extends CancelOptions {
  /** Whether the server has it. */
  readonly recorded: boolean;
  /** Why the activity shall stop, if it shall. */
  readonly reason?: ActivityCancelReason;
}

/** Sends one heartbeat. Never rejects. */
export async function sendHeartbeat(
  { calls, dataConverter, blobLimitBytes, logger }: Reporting,
  task: ActivityTask,
  details: MaybePromise<readonly Payload[]>,
): Promise<HeartbeatAnswer> {
  let payloads: readonly Payload[];
  try {
    payloads = await dataConverter.encode(await details, task.serialization);
  } catch (cause) {
    const message = `the details of a heartbeat could not be converted: ${isError(cause) ? cause.message : String(cause)}`;
    return unsent(new ApplicationFailure(message, { type: "HeartbeatDetailsConversionFailed", cause }));
  }
  const bytes = sizeOf(payloads);
  if (bytes > blobLimitBytes) return unsent(tooLarge("what a heartbeat tells", bytes, blobLimitBytes));
  try {
    return { recorded: true, ...reasonOf(await calls.heartbeat(task, payloads)) };
  } catch (err) {
    if (isNotFound(err)) return { recorded: false, reason: "NOT_FOUND" };
    if (isTooLarge(err)) return unsent(tooLarge("what a heartbeat tells", bytes));
    const { activityType, activityId, attempt } = task;
    logger.warn(
      { activityType, activityId, attempt, err },
      "a heartbeat could not be recorded; later ones will be tried",
    );
    return { recorded: false };
  }
}

const unsent = (cause: ApplicationFailure): HeartbeatAnswer => ({
  recorded: false,
  reason: "HEARTBEAT_DETAILS_CONVERSION_FAILED",
  cause,
});

/** A cancellation ends the activity for good, a reset starts it anew, a pause does neither: in this order they count. */
function reasonOf(answer: workflowservice.RecordActivityTaskHeartbeatResponse): Omit<HeartbeatAnswer, "recorded"> {
  const { cancelRequested, activityReset: reset, activityPaused: paused } = answer;
  if (!cancelRequested && !reset && !paused) return {};
  const details = { cancelRequested, reset, paused };
  return { reason: cancelRequested ? "CANCELLED" : reset ? "RESET" : "PAUSED", details };
}
