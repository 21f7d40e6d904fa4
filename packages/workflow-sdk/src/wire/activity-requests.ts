import type { Payload } from "@millrace/protocol/payload";
import { enums, type failure, type workflowservice } from "@millrace/protocol/temporal";
import { wirePayloads, wirePayloadsOrNone } from "./payloads.ts";

/** What every request of a worker says. */
export interface WorkerIdentity {
  readonly namespace: string;
  readonly taskQueue: string;
  readonly identity: string;
  /** Unique for each worker, where an identity is not. */
  readonly instanceKey: string;
}

const service = "temporal.api.workflowservice.v1";

// Whole messages, not the partial ones that would be completed field by field: there is one for every task.

export function pollRequest(
  worker: WorkerIdentity,
  maxTasksPerSecond: number | undefined,
): workflowservice.PollActivityTaskQueueRequest {
  return {
    $typeName: `${service}.PollActivityTaskQueueRequest`,
    namespace: worker.namespace,
    taskQueue: {
      $typeName: "temporal.api.taskqueue.v1.TaskQueue",
      name: worker.taskQueue,
      kind: enums.TaskQueueKind.NORMAL,
      normalName: "",
    },
    pollerGroupId: "",
    identity: worker.identity,
    workerInstanceKey: worker.instanceKey,
    workerControlTaskQueue: "",
    taskQueueMetadata:
      maxTasksPerSecond === undefined
        ? undefined
        : { $typeName: "temporal.api.taskqueue.v1.TaskQueueMetadata", maxTasksPerSecond },
  };
}

export function completedRequest(
  worker: WorkerIdentity,
  taskToken: Uint8Array,
  result: readonly Payload[],
): workflowservice.RespondActivityTaskCompletedRequest {
  return {
    $typeName: `${service}.RespondActivityTaskCompletedRequest`,
    taskToken,
    result: wirePayloads(result),
    identity: worker.identity,
    namespace: worker.namespace,
    resourceId: "",
  };
}

export function failedRequest(
  worker: WorkerIdentity,
  taskToken: Uint8Array,
  cause: failure.Failure,
  lastHeartbeatDetails: readonly Payload[],
): workflowservice.RespondActivityTaskFailedRequest {
  return {
    $typeName: `${service}.RespondActivityTaskFailedRequest`,
    taskToken,
    failure: cause,
    identity: worker.identity,
    namespace: worker.namespace,
    resourceId: "",
    lastHeartbeatDetails: wirePayloadsOrNone(lastHeartbeatDetails),
  };
}

export function cancelledRequest(
  worker: WorkerIdentity,
  taskToken: Uint8Array,
  details: readonly Payload[],
): workflowservice.RespondActivityTaskCanceledRequest {
  return {
    $typeName: `${service}.RespondActivityTaskCanceledRequest`,
    taskToken,
    identity: worker.identity,
    namespace: worker.namespace,
    resourceId: "",
    details: wirePayloadsOrNone(details),
  };
}

export function heartbeatRequest(
  worker: WorkerIdentity,
  taskToken: Uint8Array,
  details: readonly Payload[],
): workflowservice.RecordActivityTaskHeartbeatRequest {
  return {
    $typeName: `${service}.RecordActivityTaskHeartbeatRequest`,
    taskToken,
    identity: worker.identity,
    namespace: worker.namespace,
    resourceId: "",
    details: wirePayloadsOrNone(details),
  };
}
