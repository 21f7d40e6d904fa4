import { Lifecycle } from "./internal/lifecycle.ts";
import { systemClock, type Clock } from "./clock.ts";
import { checkNumber, checkOptions } from "./options.ts";

/**
 * `idle` → `running` → `draining` (stops taking work, finishes what it has) → `closed`; `failed` if the work failed
 * or did not stop. A runnable runs once.
 */
export type RunState = "idle" | "running" | "draining" | "closed" | "failed";

export interface RunOptions {
  /** Aborting it equals {@link Runnable.close}. */
  readonly signal?: AbortSignal | undefined;
}

export interface CloseOptions {
  /** How long work in hand may take before it is told to give up. Default: what the runnable was made with. */
  readonly graceMs?: number;
}

/** What runs until it is told to stop: a worker, a server, a runner. */
export interface Runnable extends AsyncDisposable {
  readonly state: RunState;
  /**
   * Resolves when the work has ended, by itself or by {@link close}; rejects if it failed.
   *
   * @throws `PROTOCOL_ALREADY_RUN` the second time; `PROTOCOL_STOP_TIMEOUT` if the work ignored all requests to stop.
   */
  run(options?: RunOptions): Promise<void>;
  /**
   * Asks the work to stop and resolves when it has ended. Calling it again is harmless; a shorter grace then shortens
   * the wait, and 0 forces at once. Never rejects: how the work ended is told by {@link run}.
   */
  close(options?: CloseOptions): Promise<void>;
}

/** What the work of a runnable listens to. */
export interface RunScope {
  /** Aborts when the work shall take nothing new, finish what it has in hand, and return. */
  readonly stopping: AbortSignal;
  /** Aborts when the grace is over: drop what is in hand, and return. */
  readonly forced: AbortSignal;
}

export interface RunnableOptions {
  /** What it is, for messages: `"worker 'orders'"`. */
  readonly name: string;
  /** The grace of a {@link Runnable.close} that names none. Default {@link runnableDefaults}. */
  readonly graceMs?: number;
  /** How long the work may take to return after `forced`. Default {@link runnableDefaults}. */
  readonly forceMs?: number;
  /** Default {@link systemClock}. */
  readonly clock?: Clock;
}

export const runnableDefaults: { readonly graceMs: number; readonly forceMs: number } = Object.freeze({
  graceMs: 10_000,
  forceMs: 1_000,
});

/**
 * The lifecycle that every long-running part of these packages has, around the work that is its own.
 *
 * `work` returns when it is done or when a signal of its scope tells it to stop; throwing the reason of such a signal,
 * or an `AbortError` after it, is a way to stop and no failure.
 */
export function createRunnable(work: (scope: RunScope) => void | Promise<void>, options: RunnableOptions): Runnable {
  checkOptions(options, ["name", "graceMs", "forceMs", "clock"], "createRunnable");
  const { name, graceMs = runnableDefaults.graceMs, forceMs = runnableDefaults.forceMs, clock = systemClock } = options;
  checkNumber(graceMs, "graceMs", "createRunnable", { min: 0 });
  checkNumber(forceMs, "forceMs", "createRunnable", { min: 0 });
  return new Lifecycle(work, { name, graceMs, forceMs, clock });
}
