import type { Clock, Logger } from "@millrace/protocol";
import type { RegisteredActivity } from "../../activity-definitions.ts";
import type { ActivityInterceptorFactory } from "../../activity-interceptors.ts";
import type { DataConverter } from "../../data-converter.ts";
import type { ActivityExecutor } from "../../executor.ts";
import type { WorkerIdentity } from "../../wire/activity-requests.ts";
import type { WorkerClient } from "../../worker-client.ts";
import type { Connection } from "../connection/connection.ts";

/** What a worker was made with, checked and complete. */
export interface WorkerSettings extends WorkerIdentity {
  /** As it was given: activities may ask for it. */
  readonly client: WorkerClient;
  readonly connection: Connection;
  readonly dataConverter: DataConverter;
  readonly activities: ReadonlyMap<string, RegisteredActivity>;
  readonly executor: ActivityExecutor;
  readonly asyncExecutor: ActivityExecutor;
  readonly interceptors: readonly ActivityInterceptorFactory[];
  readonly maxConcurrentActivities: number;
  readonly pollers: number;
  /** `Infinity` for no limit. */
  readonly maxActivitiesPerSecond: number;
  /** That of the queue, which the server keeps. */
  readonly maxTaskQueueActivitiesPerSecond: number | undefined;
  readonly graceMs: number;
  readonly forceMs: number;
  readonly logger: Logger;
  readonly clock: Clock;
}
