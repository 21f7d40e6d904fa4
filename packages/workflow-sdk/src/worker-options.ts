import { randomUUID } from "node:crypto";
import { checkNumber, checkOptions, consoleLogger, runnableDefaults, systemClock } from "@millrace/protocol";
import type { Clock, Logger } from "@millrace/protocol";
import { registerActivities, type Activities } from "./activity-definitions.ts";
import type { ActivityInterceptorFactory } from "./activity-interceptors.ts";
import { WorkflowSdkError } from "./errors.ts";
import { inlineExecutor, type ActivityExecutor } from "./executor.ts";
import type { WorkerSettings } from "./remote/worker/worker-settings.ts";
import type { WorkerClient } from "./worker-client.ts";

export interface WorkerOptions {
  /** The queue that is polled. */
  readonly taskQueue: string;
  /** Activities under the names by which they are called. The methods of an instance: `activitiesOf(instance)`. */
  readonly activities: Activities;
  /** Runs activities that are not declared with `async`; never closed by the worker. Default: in this thread. */
  readonly activityExecutor?: ActivityExecutor;
  /** The same for those that are. Default: in this thread. */
  readonly asyncActivityExecutor?: ActivityExecutor;
  /** Activities in hand at once. Default {@link workerDefaults}. */
  readonly maxConcurrentActivities?: number;
  /** Polls that are open at once. Default 10, and no more than `maxConcurrentActivities`. */
  readonly pollers?: number;
  /** How many activities this worker begins in a second. Default: no limit. */
  readonly maxActivitiesPerSecond?: number;
  /** How many the server gives to all workers of the queue in a second; the last worker to say so wins. Default: its own. */
  readonly maxTaskQueueActivitiesPerSecond?: number;
  /** How long activities may go on when the worker shuts down; then they are cancelled. Default {@link workerDefaults}. */
  readonly graceMs?: number;
  /** How long they may take to end then; the worker stops without them. Default {@link workerDefaults}. */
  readonly forceMs?: number;
  /** Who works, as histories and lists show it. Default: that of the client's connection. */
  readonly identity?: string;
  readonly interceptors?: {
    /** Around every attempt; the first is the outermost. */
    readonly activity?: readonly ActivityInterceptorFactory[];
  };
  /** Also the logger of activities. Default: warnings and errors to `stderr`. */
  readonly logger?: Logger;
  /** Default `systemClock`. Retries of calls go by the real one. */
  readonly clock?: Clock;
}

export const workerDefaults: {
  readonly maxConcurrentActivities: number;
  readonly graceMs: number;
  readonly forceMs: number;
} = Object.freeze({ maxConcurrentActivities: 100, graceMs: runnableDefaults.graceMs, forceMs: 10_000 });

const mostPollers = 10;

const optionNames = [
  "taskQueue",
  "activities",
  "activityExecutor",
  "asyncActivityExecutor",
  "maxConcurrentActivities",
  "pollers",
  "maxActivitiesPerSecond",
  "maxTaskQueueActivitiesPerSecond",
  "graceMs",
  "forceMs",
  "identity",
  "interceptors",
  "logger",
  "clock",
] as const satisfies readonly (keyof WorkerOptions)[];

const where = "a worker";

/**
 * Options with all defaults in.
 *
 * @throws `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`, `WORKFLOW_INVALID_OPTION`, `WORKFLOW_WORKER_IDLE`,
 * `WORKFLOW_ACTIVITY_NOT_CALLABLE`
 */
export function workerSettings(client: WorkerClient, options: WorkerOptions): WorkerSettings {
  checkGiven(client, options);
  checkOptions(options, optionNames, where);
  checkText(options.taskQueue, "taskQueue");
  if (options.identity !== undefined) checkText(options.identity, "identity");
  const maxConcurrentActivities = options.maxConcurrentActivities ?? workerDefaults.maxConcurrentActivities;
  const settings = {
    client,
    connection: client.connection,
    dataConverter: client.dataConverter,
    namespace: client.namespace,
    taskQueue: options.taskQueue,
    identity: options.identity ?? client.connection.identity,
    instanceKey: randomUUID(),
    executor: options.activityExecutor ?? inlineExecutor,
    asyncExecutor: options.asyncActivityExecutor ?? inlineExecutor,
    interceptors: interceptorsOf(options),
    maxConcurrentActivities,
    pollers: options.pollers ?? Math.min(mostPollers, maxConcurrentActivities),
    maxActivitiesPerSecond: options.maxActivitiesPerSecond ?? Infinity,
    maxTaskQueueActivitiesPerSecond: options.maxTaskQueueActivitiesPerSecond,
    graceMs: options.graceMs ?? workerDefaults.graceMs,
    forceMs: options.forceMs ?? workerDefaults.forceMs,
    logger: options.logger ?? consoleLogger({ level: "warn" }),
    clock: options.clock ?? systemClock,
  };
  checkNumbers(settings);
  for (const name of ["activityExecutor", "asyncActivityExecutor"] as const) checkExecutor(options[name], name);
  const activities = registerActivities(options.activities, `the worker of task queue '${options.taskQueue}'`);
  if (activities.size > 0) return { ...settings, activities };
  const message =
    `the worker of task queue '${options.taskQueue}' has no activities; name at least one in 'activities', or give ` +
    "the methods of an instance by activitiesOf(instance)";
  throw new WorkflowSdkError("WORKFLOW_WORKER_IDLE", message);
}

/** Callers without types leave out the client, or take it for an option as the official package does. */
function checkGiven(client: unknown, options: unknown): void {
  const isClient = typeof client === "object" && client !== null && "connection" in client && "namespace" in client;
  if (isClient && typeof options === "object" && options !== null) return;
  const message = "a worker is made of a client and of options: new Worker(client, { taskQueue, activities })";
  throw new WorkflowSdkError("WORKFLOW_INVALID_OPTION", message, { details: { where } });
}

function interceptorsOf({ interceptors = {} }: WorkerOptions): readonly ActivityInterceptorFactory[] {
  checkOptions(interceptors, ["activity"], `'interceptors' of ${where}`);
  const factories = interceptors.activity ?? [];
  if (Array.isArray(factories) && factories.every((factory) => typeof factory === "function")) return factories;
  throw invalid(
    "interceptors",
    "has an 'activity' that is no list of functions; give (context) => ({ inbound, outbound })",
  );
}

function checkNumbers(settings: Omit<WorkerSettings, "activities">): void {
  for (const name of ["maxConcurrentActivities", "pollers"] as const) {
    if (settings[name] !== Infinity) checkNumber(settings[name], name, where, { min: 1, whole: true });
  }
  for (const name of ["graceMs", "forceMs"] as const) checkNumber(settings[name], name, where, { min: 0 });
  for (const name of ["maxActivitiesPerSecond", "maxTaskQueueActivitiesPerSecond"] as const) {
    const value = settings[name];
    if (value === undefined) continue;
    checkNumber(value, name, where, { min: 0 });
    if (value === 0) throw invalid(name, "must be above 0");
  }
  if (settings.pollers > settings.maxConcurrentActivities)
    throw invalid("pollers", "must not be above 'maxConcurrentActivities': a poll takes a slot");
}

function checkExecutor(executor: ActivityExecutor | undefined, name: string): void {
  if (executor === undefined || typeof executor?.run === "function") return;
  throw invalid(name, "must be an object with a method 'run'");
}

function checkText(value: unknown, name: string): void {
  if (typeof value !== "string" || value === "") throw invalid(name, "must be a text that is not empty");
}

function invalid(option: string, reason: string): WorkflowSdkError {
  return new WorkflowSdkError("WORKFLOW_INVALID_OPTION", `${where}: '${option}' ${reason}`, { details: { option } });
}
