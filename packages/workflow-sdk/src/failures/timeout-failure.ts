import { brandFailure } from "./brand.ts";
import { TemporalFailure, type FailureOptions } from "./temporal-failure.ts";

/** Which of its times a workflow or an activity overran. */
export type TimeoutType = "START_TO_CLOSE" | "SCHEDULE_TO_START" | "SCHEDULE_TO_CLOSE" | "HEARTBEAT";

export interface TimeoutFailureOptions extends FailureOptions {
  readonly timeoutType?: TimeoutType | undefined;
  readonly heartbeatDetails?: readonly unknown[];
}

/** A workflow or an activity took longer than it was allowed to. */
export class TimeoutFailure extends TemporalFailure {
  /** Undefined where a newer server names one that this version does not know. */
  readonly timeoutType: TimeoutType | undefined;
  /** What the activity's last heartbeat told. */
  readonly heartbeatDetails: readonly unknown[];

  static {
    brandFailure(this, "TimeoutFailure");
  }

  constructor(message?: string, options: TimeoutFailureOptions = {}) {
    super(message, options);
    this.timeoutType = options.timeoutType;
    this.heartbeatDetails = [...(options.heartbeatDetails ?? [])];
  }

  /** The first of {@link heartbeatDetails}: official TypeScript activities send one. */
  get lastHeartbeatDetails(): unknown {
    return this.heartbeatDetails[0];
  }
}
