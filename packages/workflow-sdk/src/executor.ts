import type { ActivityContext } from "./activity-context.ts";

/** One call of an activity, as an executor gets it. */
export interface ActivityCall {
  readonly activityType: string;
  readonly args: readonly unknown[];
  /** Its info, its signal, its heartbeat. Around {@link call} it is set already. */
  readonly context: ActivityContext;
  /** Calls the activity here, in this thread. */
  call(): unknown;
}

/**
 * Where activities run. The worker awaits what `run` gives and takes it for the activity's result; what it throws is the
 * activity's failure. An executor may hold calls back, or run them in other threads as that of `createThreadExecutor`
 * does. It belongs to its maker: a worker never closes it.
 */
export interface ActivityExecutor {
  run(call: ActivityCall): unknown;
}

/** A worker that hears nothing for so long is not polling, not heartbeating, and not cancelling anything. */
const longMs = 1_000;

/** Calls activities where the worker is, and tells of those that keep it from its work. */
export const inlineExecutor: ActivityExecutor = Object.freeze({
  run(given: ActivityCall): unknown {
    const startedMs = performance.now();
    try {
      return given.call();
    } finally {
      const blockedMs = Math.round(performance.now() - startedMs);
      if (blockedMs >= longMs) {
        const { context } = given;
        const fields = { ...context.logFields, blockedMs };
        context.logger.warn(fields, "an activity kept the worker from its work; give such ones to a thread executor");
      }
    }
  },
});
