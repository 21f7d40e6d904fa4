import { WorkflowSdkError } from "../../errors.ts";
import type { ActivityTask } from "../../wire/activity-task.ts";
import type { WorkerSettings } from "./worker-settings.ts";

/** So many are named in a message; the details have them all. */
const mostNamed = 10;

/** What a worker waited for in vain. */
export interface Unfinished {
  /** Activities whose code goes on. */
  readonly running: readonly ActivityTask[];
  /** Activities whose end the server has not been told. */
  readonly reporting: readonly ActivityTask[];
  /** The server has not answered that the worker leaves. */
  readonly goodbye: boolean;
}

/** Says what the worker left behind: each of it has another cause, and another cure. */
export function stopTimeout({ taskQueue, forceMs }: WorkerSettings, unfinished: Unfinished): WorkflowSdkError {
  const { running, reporting, goodbye } = unfinished;
  const parts: string[] = [];
  if (running.length > 0) {
    const what = `activities that went on although they were cancelled: ${named(running)}`;
    parts.push(`${what} (they must end when 'activity.info().signal' aborts)`);
  }
  if (reporting.length > 0) {
    const what = `activities that have ended, and whose report the server has not answered: ${named(reporting)}`;
    parts.push(`${what} (it will time them out)`);
  }
  if (goodbye) parts.push("the server, which has not answered that the worker leaves");
  const message = `the worker of task queue '${taskQueue}' waited ${forceMs} ms in vain for ${parts.join("; for ")}`;
  const details = { taskQueue, running: running.map(factsOf), reporting: reporting.map(factsOf), goodbye };
  return new WorkflowSdkError("WORKFLOW_WORKER_STOP_TIMEOUT", message, { details });
}

const factsOf = ({ activityType, activityId }: ActivityTask): object => ({ activityType, activityId });

function named(tasks: readonly ActivityTask[]): string {
  const names = tasks.slice(0, mostNamed).map(({ activityType, activityId }) => `${activityType} '${activityId}'`);
  const others = tasks.length - names.length;
  return `${names.join(", ")}${others > 0 ? ` and ${others} others` : ""}`;
}
