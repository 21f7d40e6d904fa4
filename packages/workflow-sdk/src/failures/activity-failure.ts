import { brandFailure } from "./brand.ts";
import type { RetryState } from "./retry-state.ts";
import { TemporalFailure, type FailureOptions } from "./temporal-failure.ts";

export interface ActivityFailureOptions extends FailureOptions {
  readonly activityType: string;
  readonly activityId?: string | undefined;
  readonly retryState?: RetryState | undefined;
  readonly identity?: string | undefined;
  readonly scheduledEventId?: number | undefined;
  readonly startedEventId?: number | undefined;
}

/** An activity has failed for good; `cause` tells how. */
export class ActivityFailure extends TemporalFailure {
  readonly activityType: string;
  readonly activityId: string | undefined;
  /** Undefined where the server does not say. */
  readonly retryState: RetryState | undefined;
  /** The worker that ran the last attempt. */
  readonly identity: string | undefined;
  readonly scheduledEventId: number | undefined;
  readonly startedEventId: number | undefined;

  static {
    brandFailure(this, "ActivityFailure");
  }

  constructor(message: string | undefined, options: ActivityFailureOptions) {
    super(message, options);
    this.activityType = options.activityType;
    this.activityId = options.activityId;
    this.retryState = options.retryState;
    this.identity = options.identity;
    this.scheduledEventId = options.scheduledEventId;
    this.startedEventId = options.startedEventId;
  }
}
