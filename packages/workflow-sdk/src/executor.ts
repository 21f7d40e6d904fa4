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
 * activity's failure. An executor may hold calls back, or run them in other threads: {@link createThreadExecutor}.
 * It belongs to its maker: a worker never closes it.
 */
export interface ActivityExecutor {
  run(call: ActivityCall): unknown;
}

/** Calls activities where the worker is. Those that compute for long keep it from its work. */
export const inlineExecutor: ActivityExecutor = Object.freeze({ run: (call: ActivityCall) => call.call() });
