import type { ActivityCancellationDetails as CoreDetails } from "../activity-cancellation.ts";

export type ActivityCancellationDetailsOptions = Partial<CoreDetails>;

/** Why an activity is to stop. */
export class ActivityCancellationDetails implements CoreDetails {
  readonly cancelRequested: boolean;
  readonly notFound: boolean;
  readonly timedOut: boolean;
  readonly paused: boolean;
  readonly reset: boolean;
  readonly workerShutdown: boolean;

  /** What is left out is `false`. */
  constructor(options: ActivityCancellationDetailsOptions = {}) {
    this.cancelRequested = options.cancelRequested ?? false;
    this.notFound = options.notFound ?? false;
    this.timedOut = options.timedOut ?? false;
    this.paused = options.paused ?? false;
    this.reset = options.reset ?? false;
    this.workerShutdown = options.workerShutdown ?? false;
  }
}
