import { anySignal } from "./any-signal.ts";
import { systemClock, type Clock } from "./clock.ts";
import { abortReason } from "./internal/abort-reason.ts";
import { checkNumber, checkOptions } from "./options.ts";
import { ProtocolError } from "./protocol-error.ts";

export interface DeadlineOptions {
  /** How long the work may take; `Infinity` for no limit. */
  readonly timeoutMs: number;
  /** Aborting it ends the wait with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Default {@link systemClock}. */
  readonly clock?: Clock;
  /** What the error says was too slow. Default `"the work"`. */
  readonly name?: string;
}

/**
 * Waits for a promise, or for a function that is given a signal, but not beyond the deadline. A function should stop
 * when the signal aborts; whether it does or not, the wait is over, and what it then gives or throws is dropped.
 *
 * @throws `PROTOCOL_DEADLINE_EXCEEDED` (retryable), also the reason of the function's signal.
 */
export async function withDeadline<T>(
  work: PromiseLike<T> | ((signal: AbortSignal) => T | PromiseLike<T>),
  options: DeadlineOptions,
): Promise<T> {
  checkOptions(options, ["timeoutMs", "signal", "clock", "name"], "withDeadline");
  checkNumber(options.timeoutMs, "timeoutMs", "withDeadline", { min: 0 });
  const { timeoutMs, clock = systemClock, name = "the work" } = options;

  const deadline = new AbortController();
  const ends = anySignal(options.signal, deadline.signal);
  const cancel =
    timeoutMs === Infinity ? undefined : clock.setTimer(timeoutMs, () => deadline.abort(exceeded(name, timeoutMs)));
  try {
    return await Promise.race([aborted(ends.signal), typeof work === "function" ? call(work, ends.signal) : work]);
  } finally {
    cancel?.();
    ends[Symbol.dispose]();
  }
}

async function call<T>(work: (signal: AbortSignal) => T | PromiseLike<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  return work(signal);
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(abortReason(signal));
    // The signal belongs to one call and goes with it, and the listener with the signal.
    else signal.addEventListener("abort", () => reject(abortReason(signal)), { once: true });
  });
}

function exceeded(name: string, timeoutMs: number): ProtocolError {
  return new ProtocolError(
    "PROTOCOL_DEADLINE_EXCEEDED",
    `${name} took longer than ${timeoutMs} ms; raise timeoutMs, or find out what it waits for`,
    { details: { timeoutMs } },
  );
}
