import { CancelledFailure } from "./failures/cancelled-failure.ts";

/**
 * Why an activity is asked to stop; the message of its `CancelledFailure`.
 *
 * - `CANCELLED`: somebody asked for it; the server told with the answer to a heartbeat.
 * - `NOT_FOUND`: the server does not know the attempt any more: it timed out, or what scheduled it has ended.
 * - `TIMED_OUT`: the worker's own watch: a timeout has passed, and the server should have said so.
 * - `PAUSED`, `RESET`: an operator paused the activity, or starts it anew.
 * - `WORKER_SHUTDOWN`: the worker is shutting down, and its grace is over.
 * - `HEARTBEAT_DETAILS_CONVERSION_FAILED`: details of a heartbeat could not be sent, or are too large; the activity fails,
 *   whatever it does.
 */
export type ActivityCancelReason =
  | "CANCELLED"
  | "NOT_FOUND"
  | "TIMED_OUT"
  | "PAUSED"
  | "RESET"
  | "WORKER_SHUTDOWN"
  | "HEARTBEAT_DETAILS_CONVERSION_FAILED";

/** What came together when an activity was asked to stop; it does not change afterwards. */
export interface ActivityCancellationDetails {
  readonly cancelRequested: boolean;
  readonly notFound: boolean;
  readonly timedOut: boolean;
  readonly paused: boolean;
  readonly reset: boolean;
  readonly workerShutdown: boolean;
}

const nothing: ActivityCancellationDetails = Object.freeze({
  cancelRequested: false,
  notFound: false,
  timedOut: false,
  paused: false,
  reset: false,
  workerShutdown: false,
});

const detailsOf: Readonly<Record<ActivityCancelReason, ActivityCancellationDetails>> = {
  CANCELLED: { ...nothing, cancelRequested: true },
  NOT_FOUND: { ...nothing, notFound: true },
  // What has timed out here has done so for the server as well.
  TIMED_OUT: { ...nothing, timedOut: true, notFound: true },
  PAUSED: { ...nothing, paused: true },
  RESET: { ...nothing, reset: true },
  WORKER_SHUTDOWN: { ...nothing, workerShutdown: true },
  HEARTBEAT_DETAILS_CONVERSION_FAILED: nothing,
};

export interface CancelOptions {
  /** What came together with the reason. */
  readonly details?: Partial<ActivityCancellationDetails>;
  readonly cause?: unknown;
}

/** What the activity's code is asked to stop with. Signal and promise are made when they are asked for. */
export class ActivityCancellation {
  #reason: ActivityCancelReason | undefined;
  #details: ActivityCancellationDetails | undefined;
  #error: CancelledFailure | undefined;
  #controller: AbortController | undefined;
  #promise: PromiseWithResolvers<never> | undefined;

  /** The first reason counts. */
  cancel(reason: ActivityCancelReason, { details, cause }: CancelOptions = {}): void {
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    this.#details = Object.freeze({ ...detailsOf[reason], ...details });
    this.#error = new CancelledFailure(reason, { cause });
    this.#controller?.abort(this.#error);
    this.#promise?.reject(this.#error);
  }

  get reason(): ActivityCancelReason | undefined {
    return this.#reason;
  }

  get details(): ActivityCancellationDetails | undefined {
    return this.#details;
  }

  /** What the signal aborts and the promise rejects with; `undefined` before. */
  get error(): CancelledFailure | undefined {
    return this.#error;
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#error !== undefined) this.#controller.abort(this.#error);
    }
    return this.#controller.signal;
  }

  get promise(): Promise<never> {
    if (this.#promise === undefined) {
      this.#promise = Promise.withResolvers<never>();
      // Who asks for it need not wait for it.
      this.#promise.promise.catch(() => undefined);
      if (this.#error !== undefined) this.#promise.reject(this.#error);
    }
    return this.#promise.promise;
  }
}
