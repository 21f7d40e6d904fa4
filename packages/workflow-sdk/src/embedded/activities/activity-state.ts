import type { common, enums, failure, workflowservice } from "@millrace/protocol/temporal";
import { msOf } from "../engine/time.ts";
import type { IndexedFields } from "../visibility/attribute-registry.ts";

/** An attempt is in the hands of a worker in the states `started` and `cancel-requested`; the last five are final. */
export type ActivityStatus =
  | "scheduled"
  | "started"
  | "cancel-requested"
  | "completed"
  | "failed"
  | "canceled"
  | "terminated"
  | "timed-out";

/** What was asked for; never changes. */
export interface ActivityFacts {
  readonly namespace: string;
  readonly namespaceId: string;
  readonly runId: string;
  /** With a value for everything that has a default. */
  readonly request: workflowservice.StartActivityExecutionRequest;
  readonly retryPolicy: common.RetryPolicy;
  /** Those of the request, with their types. */
  readonly searchAttributes: IndexedFields;
  readonly scheduledMs: number;
  /** Of the request. */
  readonly sizeBytes: number;
  readonly timeouts: ActivityTimeouts;
}

/** Milliseconds; 0 for none. */
export interface ActivityTimeouts {
  readonly startDelayMs: number;
  readonly scheduleToCloseMs: number;
  readonly scheduleToStartMs: number;
  readonly startToCloseMs: number;
  readonly heartbeatMs: number;
}

export interface ActivityOutcome {
  readonly result?: common.Payloads | undefined;
  /** Absent: it went well. */
  readonly failure?: failure.Failure | undefined;
  readonly retryState: enums.RetryState;
}

export interface Heartbeat {
  readonly atMs: number;
  readonly details: common.Payloads | undefined;
  /** Of all attempts. */
  readonly count: number;
}

export interface CancelRequest {
  readonly requestId: string;
  readonly identity: string;
  readonly reason: string;
}

/** What changes; each transition makes another one. */
export interface ActivityState {
  readonly status: ActivityStatus;
  /** From 1 on. */
  readonly attempt: number;
  /** When this attempt is to go into the queue. */
  readonly dispatchMs: number;
  /** Whether it is in the queue, or was. */
  readonly isDispatched: boolean;
  /** When the last attempt was started. */
  readonly startedMs?: number | undefined;
  /** When the last attempt ended. */
  readonly attemptEndedMs?: number | undefined;
  /** The wait before this attempt. */
  readonly retryIntervalMs?: number | undefined;
  readonly lastFailure?: failure.Failure | undefined;
  readonly lastIdentity: string;
  readonly heartbeat?: Heartbeat | undefined;
  readonly cancel?: CancelRequest | undefined;
  readonly terminateRequestId?: string | undefined;
  readonly outcome?: ActivityOutcome | undefined;
  readonly closedMs?: number | undefined;
  readonly links: readonly common.Link[];
  /** Of the start, and of starts that met the running activity and left something with it. */
  readonly requestIds: readonly string[];
  /** How many transitions led here. */
  readonly transitions: number;
}

export const isOpen = ({ status }: ActivityState): boolean => status === "scheduled" || hasWorker({ status });

/** Whether an attempt is in the hands of a worker. */
export const hasWorker = ({ status }: Pick<ActivityState, "status">): boolean =>
  status === "started" || status === "cancel-requested";

/** When the first attempt goes into the queue. */
export const firstDispatchMs = ({ scheduledMs, timeouts }: ActivityFacts): number =>
  scheduledMs + timeouts.startDelayMs;

/** When all attempts have to be over; `Infinity` if they may take as long as they like. */
export const expiresMs = (facts: ActivityFacts): number =>
  facts.timeouts.scheduleToCloseMs === 0 ? Infinity : firstDispatchMs(facts) + facts.timeouts.scheduleToCloseMs;

export const timeoutsOf = (request: workflowservice.StartActivityExecutionRequest): ActivityTimeouts => ({
  startDelayMs: msOf(request.startDelay),
  scheduleToCloseMs: msOf(request.scheduleToCloseTimeout),
  scheduleToStartMs: msOf(request.scheduleToStartTimeout),
  startToCloseMs: msOf(request.startToCloseTimeout),
  heartbeatMs: msOf(request.heartbeatTimeout),
});

export const initialState = (facts: ActivityFacts): ActivityState => ({
  status: "scheduled",
  attempt: 1,
  dispatchMs: firstDispatchMs(facts),
  isDispatched: false,
  lastIdentity: "",
  links: facts.request.links,
  requestIds: [facts.request.requestId],
  transitions: 1,
});
