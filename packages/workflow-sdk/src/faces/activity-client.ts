import { ActivityHandle, officialActivityInfo, type ActivityExecutionInfo } from "./activity-handle.ts";
import { coreActivityInterceptor, type ActivityClientInterceptor } from "./activity-interceptors.ts";
import {
  coreActivityOptions,
  type ActivityName,
  type ActivityOptions,
  type ActivityOptionsFor,
  type ActivityResult,
} from "./activity-options.ts";
import { AsyncCompletionClient, type AsyncCompletionClientOptions } from "./async-completion-client.ts";
import { defined } from "./defined.ts";
import { officialCount, type CountWorkflowExecution } from "./workflow-client.ts";

export interface ActivityClientOptions extends AsyncCompletionClientOptions {
  /** The first is the outermost. */
  readonly interceptors?: readonly ActivityClientInterceptor[];
}

export interface GetActivityHandleOptions {
  readonly runId?: string;
}

export type CountActivityExecutions = CountWorkflowExecution;

/** A client that knows the types of activities by their names. */
export interface TypedActivityClient<T> {
  start<N extends ActivityName<T>>(
    activity: N,
    options: ActivityOptionsFor<T, N>,
  ): Promise<ActivityHandle<ActivityResult<T, N>>>;
  execute<N extends ActivityName<T>>(activity: N, options: ActivityOptionsFor<T, N>): Promise<ActivityResult<T, N>>;
}

/** Starts standalone activities, and completes activities from elsewhere. */
export class ActivityClient extends AsyncCompletionClient {
  constructor(options: ActivityClientOptions = {}) {
    super(options, (options.interceptors ?? []).map(coreActivityInterceptor));
  }

  /** The same client, for the activities of `T`. */
  typed<T>(): TypedActivityClient<T> {
    return this;
  }

  /** @throws `ActivityExecutionAlreadyStartedError` */
  async start<Result = unknown>(activity: string, options: ActivityOptions): Promise<ActivityHandle<Result>> {
    return new ActivityHandle(await this.core.startActivity(activity, coreActivityOptions(options, "start")));
  }

  /** @throws `ActivityExecutionFailedError`, `ActivityExecutionAlreadyStartedError` */
  async execute<Result = unknown>(activity: string, options: ActivityOptions): Promise<Result> {
    const handle = await this.start<Result>(activity, options);
    return handle.result();
  }

  getHandle<Result = unknown>(activityId: string, runId?: string): ActivityHandle<Result> {
    return new ActivityHandle(this.core.getActivityHandle(activityId, defined({ runId })));
  }

  getHandleWithOptions<Result = unknown>(
    activityId: string,
    options: GetActivityHandleOptions,
  ): ActivityHandle<Result> {
    return new ActivityHandle(this.core.getActivityHandle(activityId, defined(options)));
  }

  async *list(query: string): AsyncIterable<ActivityExecutionInfo> {
    for await (const info of this.core.listActivities({ query })) yield officialActivityInfo(info);
  }

  async count(query: string): Promise<CountActivityExecutions> {
    return officialCount(await this.core.countActivities({ query }));
  }
}
