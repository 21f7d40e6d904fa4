import { enums, type workflowservice } from "@millrace/protocol/temporal";
import type { Change } from "./change.ts";
import type { WorkflowTask } from "./run-state.ts";
import { terminate } from "./terminate.ts";
import { dropWorkflowTask, scheduleWorkflowTask } from "./workflow-task.ts";

const { GRPC_MESSAGE_TOO_LARGE } = enums.WorkflowTaskFailedCause;

/** The worker could not do the task. Another attempt follows, unless none can ever succeed. */
export function failWorkflowTask(
  change: Change,
  task: WorkflowTask,
  { cause, failure, identity, binaryChecksum, workerVersion }: workflowservice.RespondWorkflowTaskFailedRequest,
): void {
  if (cause === GRPC_MESSAGE_TOO_LARGE) {
    return terminate(change, {
      reason: "GrpcMessageTooLarge",
      details: undefined,
      identity: "history-service",
      links: [],
    });
  }
  if (task.attempt === 1) {
    change.record("workflowTaskFailed", {
      scheduledEventId: BigInt(task.scheduledEventId),
      startedEventId: BigInt(task.startedEventId),
      cause,
      failure,
      identity,
      binaryChecksum,
      workerVersion,
    });
  }
  dropWorkflowTask(change, true);
  scheduleWorkflowTask(change);
}
