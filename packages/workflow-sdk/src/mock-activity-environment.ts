import { checkOptions, silentLogger, type Logger } from "@millrace/protocol";
import { ActivityCancellation, type ActivityCancelReason } from "./activity-cancellation.ts";
import { runWithContext, type ActivityContext } from "./activity-context.ts";
import type { ActivityFacts } from "./activity-info.ts";
import { executeThrough, type ActivityInterceptorFactory, type ActivityInterceptors } from "./activity-interceptors.ts";
import { AttemptContext } from "./attempt-context.ts";
import type { WorkerClient } from "./worker-client.ts";

export interface MockActivityOptions {
  /** What `activity.info()` says; {@link mockActivityFacts} for what is left out. */
  readonly info?: Partial<ActivityFacts>;
  /** Default: none. */
  readonly logger?: Logger;
  /** Called with the details of each heartbeat. Default: none. */
  readonly onHeartbeat?: (details: readonly unknown[]) => void;
  /** As those of a worker. Default: none. */
  readonly interceptors?: readonly ActivityInterceptorFactory[];
  /** What activities get that ask for the worker's client. Default: none. */
  readonly client?: WorkerClient;
}

/** The facts of an activity that nobody scheduled. */
export const mockActivityFacts: ActivityFacts = Object.freeze({
  taskToken: new TextEncoder().encode("test"),
  base64TaskToken: "dGVzdA==",
  activityId: "test",
  activityType: "unknown",
  namespace: "default",
  taskQueue: "test",
  attempt: 1,
  isLocal: false,
  inWorkflow: true,
  workflowExecution: { workflowId: "test", runId: "test" },
  workflowType: "test",
  scheduledTimestampMs: 1,
  currentAttemptScheduledTimestampMs: 1,
  scheduleToCloseTimeoutMs: 0,
  startToCloseTimeoutMs: 1000,
  heartbeatDetails: [],
});

/**
 * One attempt of an activity without worker and server. The test decides what it is told and when it is cancelled, and
 * sees its heartbeats, all of them and as they were given.
 *
 * @throws `PROTOCOL_UNKNOWN_OPTION`
 */
export class MockActivityEnvironment {
  /** What the activity's code sees. */
  readonly context: ActivityContext;
  readonly #heartbeats: (readonly unknown[])[] = [];
  readonly #cancellation = new ActivityCancellation();
  readonly #interceptors: readonly ActivityInterceptors[];

  constructor(options: MockActivityOptions = {}) {
    checkOptions(options, ["info", "logger", "onHeartbeat", "interceptors", "client"], "MockActivityEnvironment");
    const { info, logger = silentLogger, onHeartbeat, interceptors = [], client } = options;
    const context = new AttemptContext({
      facts: () => ({ ...mockActivityFacts, ...info }),
      cancellation: this.#cancellation,
      logger,
      heartbeat: (details) => {
        this.#heartbeats.push(details);
        onHeartbeat?.(details);
      },
      client,
    });
    context.interceptors = interceptors.map((create) => create(context));
    this.context = context;
    this.#interceptors = context.interceptors;
  }

  /** The details of each heartbeat so far. */
  get heartbeats(): readonly (readonly unknown[])[] {
    return this.#heartbeats;
  }

  /** Calls `fn(...args)` as an activity, and gives or throws what it does. */
  async run<Args extends unknown[], Result>(fn: (...args: Args) => Result, ...args: Args): Promise<Awaited<Result>> {
    const input = { args, headers: {} };
    const call = (given: { readonly args: readonly unknown[] }): unknown => fn(...(given.args as Args));
    return (await runWithContext(this.context, executeThrough, this.#interceptors, input, call)) as Awaited<Result>;
  }

  /** Asks the activity to stop; the first reason counts. */
  cancel(reason: ActivityCancelReason = "CANCELLED"): void {
    runWithContext(this.context, () => this.#cancellation.cancel(reason));
  }
}
