import { sleep as sleepMs } from "@millrace/protocol";
import { requireContext, type ActivityContext } from "../activity-context.ts";
import type { ActivityInfo } from "../activity-info.ts";
import type { Priority } from "../priority.ts";
import { ActivityCancellationDetails } from "./cancellation-details.ts";
import type { Client } from "./client.ts";
import { durationMs, type Duration } from "./duration.ts";
import { IllegalStateError } from "./errors.ts";
import { log, type Logger } from "./logger.ts";
import type { WorkerClient } from "../worker-client.ts";
import { noopMetricMeter, type MetricMeter } from "./metrics.ts";
import { officialRetryPolicy, type RetryPolicy } from "./retry-policy.ts";
import type { Untyped } from "./untyped.ts";

type SameFacts = Omit<
  ActivityInfo,
  "heartbeatDetails" | "retryPolicy" | "priority" | "cancelled" | "cancellation" | "signal" | "cancellationDetails"
>;

/** What is known of an activity. */
export interface Info extends SameFacts {
  /** The same as `namespace`. */
  readonly activityNamespace: string;
  /** Absent for a standalone activity. */
  readonly workflowNamespace?: string;
  /** The first value of the last heartbeat. */
  readonly heartbeatDetails: Untyped;
  readonly priority?: Priority;
  readonly retryPolicy?: RetryPolicy;
}

/** The meter of activities. Nothing takes up what it is told. */
export const metricMeter: MetricMeter = noopMetricMeter;

/** The running activity, as its code sees it. */
export class Context {
  /** The same for each call in one attempt. */
  static current(this: void): Context {
    const core = requireContext("Context.current()");
    let context = contexts.get(core);
    if (context === undefined) contexts.set(core, (context = new Context(core)));
    return context;
  }

  readonly info: Info;
  readonly log: Logger = log;
  /** Records nothing. */
  readonly metricMeter: MetricMeter = metricMeter;
  readonly #core: ActivityContext;
  #cancellationDetails: ActivityCancellationDetails | undefined;

  /** @internal By {@link Context.current}. */
  constructor(core: ActivityContext) {
    this.#core = core;
    this.info = officialInfo(core.info);
  }

  /** Rejects with a `CancelledFailure` when the activity is to stop. */
  get cancelled(): Promise<never> {
    return this.#core.info.cancellation;
  }

  get cancellationSignal(): AbortSignal {
    return this.#core.info.signal;
  }

  /** Undefined as long as nobody wants the activity to stop. */
  get cancellationDetails(): ActivityCancellationDetails | undefined {
    const { cancellationDetails } = this.#core.info;
    if (cancellationDetails === undefined) return undefined;
    return (this.#cancellationDetails ??= new ActivityCancellationDetails(cancellationDetails));
  }

  /**
   * The client that the worker was made with.
   *
   * @throws `IllegalStateError` if that was no `Client` of `@millrace/workflow-sdk/client`, and in threads
   */
  get client(): Client {
    const { client } = this.#core;
    if (isOfficial(client)) return client;
    throw new IllegalStateError(
      client === undefined
        ? "the activity runs where the worker's client is not: in another thread, or in a test that gave none"
        : "the worker was made with another client than a Client of '@millrace/workflow-sdk/client'; give it one",
    );
  }

  readonly heartbeat: (details?: unknown) => void = (details) =>
    this.#core.heartbeat(details === undefined ? [] : [details]);

  /** Rejects with a `CancelledFailure` when the activity is to stop. */
  readonly sleep: (duration: Duration) => Promise<void> = (duration) =>
    sleepMs(durationMs(duration, "ms"), { signal: this.cancellationSignal });
}

const contexts = new WeakMap<ActivityContext, Context>();

/** What is known of the running activity. */
export function activityInfo(): Info {
  return Context.current().info;
}

/** The worker's client. @throws `IllegalStateError`, see {@link Context.client} */
export function getClient(): Client {
  return Context.current().client;
}

export function sleep(duration: Duration): Promise<void> {
  return Context.current().sleep(duration);
}

export function cancelled(): Promise<never> {
  return Context.current().cancelled;
}

export function cancellationSignal(): AbortSignal {
  return Context.current().cancellationSignal;
}

export function cancellationDetails(): ActivityCancellationDetails | undefined {
  return Context.current().cancellationDetails;
}

// Its class is not asked: activities load nothing of clients unless they import it themselves.
function isOfficial(client: WorkerClient | undefined): client is Client {
  return client !== undefined && "workflow" in client && "core" in client;
}

function officialInfo(info: ActivityInfo): Info {
  const {
    heartbeatDetails,
    retryPolicy,
    cancelled: _1,
    cancellation: _2,
    signal: _3,
    cancellationDetails: _4,
    ...same
  } = info;
  const retry = officialRetryPolicy(retryPolicy);
  return {
    ...same,
    activityNamespace: same.namespace,
    heartbeatDetails: heartbeatDetails[0],
    ...(same.inWorkflow && { workflowNamespace: same.namespace }),
    ...(retry && { retryPolicy: retry }),
  };
}
