import { Code } from "@connectrpc/connect";
import type { Payload } from "@millrace/protocol/payload";
import { workflowservice, type failure } from "@millrace/protocol/temporal";
import {
  cancelledRequest,
  completedRequest,
  failedRequest,
  heartbeatRequest,
  type WorkerIdentity,
} from "../../wire/activity-requests.ts";
import type { ActivityTask } from "../../wire/activity-task.ts";
import type { Connection } from "../connection/connection.ts";
import { workerRetries, type RetryRules } from "../connection/retry-rules.ts";

const { method: methods } = workflowservice.WorkflowService;

/** A server that restarts may be away for longer than other calls wait. */
const leastReportMs = 10_000;

export interface ActivityCallsSettings {
  readonly connection: Connection;
  readonly worker: WorkerIdentity;
}

/** What attempts tell the server. Every method rejects with the error of its call. */
export class ActivityCalls {
  readonly #settings: ActivityCallsSettings;

  constructor(settings: ActivityCallsSettings) {
    this.#settings = settings;
  }

  heartbeat(
    task: ActivityTask,
    details: readonly Payload[],
  ): Promise<workflowservice.RecordActivityTaskHeartbeatResponse> {
    const { connection, worker } = this.#settings;
    const request = heartbeatRequest(worker, task.taskToken, details);
    return connection.call(methods.recordActivityTaskHeartbeat, request, { retry: workerRetries });
  }

  async complete(task: ActivityTask, result: readonly Payload[]): Promise<void> {
    const { connection, worker } = this.#settings;
    const request = completedRequest(worker, task.taskToken, result);
    await connection.call(methods.respondActivityTaskCompleted, request, { retry: reportRetries(task) });
  }

  async fail(task: ActivityTask, cause: failure.Failure, lastHeartbeatDetails: readonly Payload[]): Promise<void> {
    const { connection, worker } = this.#settings;
    const request = failedRequest(worker, task.taskToken, cause, lastHeartbeatDetails);
    await connection.call(methods.respondActivityTaskFailed, request, { retry: reportRetries(task) });
  }

  async cancel(task: ActivityTask, details: readonly Payload[]): Promise<void> {
    const { connection, worker } = this.#settings;
    const request = cancelledRequest(worker, task.taskToken, details);
    await connection.call(methods.respondActivityTaskCanceled, request, { retry: reportRetries(task) });
  }
}

/** A report is sent again while the server may still wait for it: otherwise the activity would be done again. */
function reportRetries({ startToCloseTimeoutMs, scheduleToCloseTimeoutMs }: ActivityTask): RetryRules {
  const timeoutMs = startToCloseTimeoutMs || scheduleToCloseTimeoutMs || Infinity;
  const codes = new Set([...workerRetries.codes, Code.DeadlineExceeded]);
  return { ...workerRetries, codes, maxAttempts: Infinity, maxElapsedMs: Math.max(leastReportMs, timeoutMs) };
}
