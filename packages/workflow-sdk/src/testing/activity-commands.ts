import { enums } from "@millrace/protocol/temporal";
import { MadeCommand, type ScriptCommand } from "./script-command.ts";
import { toWireRetryPolicy, type ScriptRetryPolicy } from "./script-retry-policy.ts";
import { toDuration, toPayloads } from "./wire-values.ts";

export interface ScheduleActivityOptions {
  /** Unique among the activities of the run that are open. */
  readonly id: string;
  /** The activity's name. */
  readonly type: string;
  /** Default: the workflow's. */
  readonly taskQueue?: string;
  /** Default: none. */
  readonly args?: readonly unknown[];
  /** This or `scheduleToCloseMs` must be given, else the server fails the task. */
  readonly startToCloseMs?: number;
  readonly scheduleToCloseMs?: number;
  readonly scheduleToStartMs?: number;
  readonly heartbeatMs?: number;
  /** Default: the server's, which retries for ever. */
  readonly retryPolicy?: ScriptRetryPolicy;
}

/** Schedules an activity. Its end is an `ActivityTaskCompleted`, `…Failed`, `…TimedOut` or `…Canceled`. */
export const scheduleActivity = (options: ScheduleActivityOptions): ScriptCommand => {
  const { id, type, args, startToCloseMs, scheduleToCloseMs, scheduleToStartMs, heartbeatMs } = options;
  const value = {
    activityId: id,
    activityType: { name: type },
    input: toPayloads(args),
    startToCloseTimeout: toDuration(startToCloseMs),
    scheduleToCloseTimeout: toDuration(scheduleToCloseMs),
    scheduleToStartTimeout: toDuration(scheduleToStartMs),
    heartbeatTimeout: toDuration(heartbeatMs),
    retryPolicy: toWireRetryPolicy(options.retryPolicy),
  };
  return new MadeCommand("scheduleActivity", ({ taskQueue }) => ({
    commandType: enums.CommandType.SCHEDULE_ACTIVITY_TASK,
    attributes: {
      case: "scheduleActivityTaskCommandAttributes",
      value: { ...value, taskQueue: { name: options.taskQueue ?? taskQueue } },
    },
  }));
};

/** Asks for the cancellation of an activity by the id of its `ActivityTaskScheduled` event. */
export const cancelActivity = (scheduledEventId: number): ScriptCommand =>
  new MadeCommand("cancelActivity", {
    commandType: enums.CommandType.REQUEST_CANCEL_ACTIVITY_TASK,
    attributes: {
      case: "requestCancelActivityTaskCommandAttributes",
      value: { scheduledEventId: BigInt(scheduledEventId) },
    },
  });
