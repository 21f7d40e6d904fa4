import type { LogFields, Logger } from "@millrace/protocol";
import { ContextSlot } from "@millrace/protocol/context";
import type { ActivityInfo } from "./activity-info.ts";
import { NotInActivityError } from "./not-in-activity-error.ts";
import type { WorkerClient } from "./worker-client.ts";

/** What `activity.info()`, `activity.heartbeat()` and `activity.logger()` reach. A test may make one of its own. */
export interface ActivityContext {
  readonly info: ActivityInfo;
  /** Where the activity's log goes. */
  readonly logger: Logger;
  /** What is added to each line of that log. */
  readonly logFields: LogFields;
  /** The client of the worker; absent in other threads than the worker's, and in tests that give none. */
  readonly client?: WorkerClient | undefined;
  heartbeat(details: readonly unknown[]): void;
}

const slot = new ContextSlot<ActivityContext>("@millrace/workflow-sdk/activity");

/** The context of the running activity; `undefined` outside of one. */
export const currentContext = (): ActivityContext | undefined => slot.get();

/** @throws `NotInActivityError` outside of an activity */
export function requireContext(what: string): ActivityContext {
  const context = slot.get();
  if (context === undefined) throw new NotInActivityError(what);
  return context;
}

/** Whether the caller runs inside of an activity; also after `await`, in timers and in callbacks that it made. */
export function inActivity(): boolean {
  return slot.get() !== undefined;
}

/**
 * What is known of the running activity.
 *
 * @throws `NotInActivityError` outside of an activity
 */
export function info(): ActivityInfo {
  return requireContext("activity.info()").info;
}

/**
 * Tells the server that the activity is alive and how far it has come, and lets it answer with a cancellation. The next
 * attempt finds the details in `info().heartbeatDetails`.
 *
 * It may be called as often as one likes: the first goes out at once, later ones when 0.8 of the heartbeat timeout (30 s
 * if there is none, 60 s at most) have passed, the last details winning. Details are converted here and now: changing
 * an object afterwards changes nothing. After the end of the activity it does nothing: timers that outlive it do no harm.
 *
 * @throws `NotInActivityError` outside of an activity; the payload converter's error for details that it does not take
 */
export function heartbeat(...details: readonly unknown[]): void {
  requireContext("activity.heartbeat()").heartbeat(details);
}

/** Calls `fn(...args)` as if inside of that activity: it, and all that it starts, sees `context`. */
export function runWithContext<Args extends unknown[], Result>(
  context: ActivityContext,
  fn: (...args: Args) => Result,
  ...args: Args
): Result {
  return slot.run(context, fn, ...args);
}
