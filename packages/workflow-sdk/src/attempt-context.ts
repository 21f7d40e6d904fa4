import type { LogFields, Logger } from "@millrace/protocol";
import type { ActivityCancellation } from "./activity-cancellation.ts";
import type { ActivityContext } from "./activity-context.ts";
import type { ActivityFacts, ActivityInfo } from "./activity-info.ts";
import { logFieldsThrough, type ActivityInterceptors } from "./activity-interceptors.ts";
import type { WorkerClient } from "./worker-client.ts";

export interface ContextParts {
  readonly facts: () => ActivityFacts;
  readonly cancellation: ActivityCancellation;
  readonly logger: Logger;
  readonly heartbeat: (details: readonly unknown[]) => void;
  readonly client: WorkerClient | undefined;
}

/** The context of an attempt. What the activity's code never asks for is never made. */
export class AttemptContext implements ActivityContext {
  readonly logger: Logger;
  readonly heartbeat: (details: readonly unknown[]) => void;
  readonly client: WorkerClient | undefined;
  /** Set once they are made, which takes the context itself. */
  interceptors: readonly ActivityInterceptors[] = [];
  readonly #parts: ContextParts;
  #info: ActivityInfo | undefined;
  #logFields: LogFields | undefined;

  constructor(parts: ContextParts) {
    this.#parts = parts;
    this.logger = parts.logger;
    this.heartbeat = parts.heartbeat;
    this.client = parts.client;
  }

  get info(): ActivityInfo {
    return (this.#info ??= infoOf(this.#parts.facts(), this.#parts.cancellation));
  }

  get logFields(): LogFields {
    return (this.#logFields ??= logFieldsThrough(this.interceptors, logFieldsOf(this.info)));
  }
}

/** Facts, and what changes while the activity runs. */
export function infoOf(facts: ActivityFacts, cancellation: ActivityCancellation): ActivityInfo {
  return {
    ...facts,
    get cancelled() {
      return cancellation.reason !== undefined;
    },
    get cancellation() {
      return cancellation.promise;
    },
    get signal() {
      return cancellation.signal;
    },
    get cancellationDetails() {
      return cancellation.details;
    },
  };
}

function logFieldsOf(info: ActivityInfo): LogFields {
  const { namespace, taskQueue, activityType, activityId, attempt, activityRunId, workflowType } = info;
  const common = { namespace, taskQueue, activityType, activityId, attempt };
  if (info.workflowExecution === undefined) return { ...common, activityRunId };
  const { workflowId, runId: workflowRunId } = info.workflowExecution;
  return { ...common, workflowType, workflowId, workflowRunId };
}
