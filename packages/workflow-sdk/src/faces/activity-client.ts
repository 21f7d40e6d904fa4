import type { ActivityHandle as CoreHandle } from "../activity-handle.ts";
import {
  officialActivityDescription,
  officialActivityInfo,
  type ActivityExecutionDescription,
  type ActivityExecutionInfo,
  type CountActivityExecutions,
} from "./activity-description.ts";
import { ActivityHandle } from "./activity-handle.ts";
import {
  coreActivityInterceptor,
  type ActivityClientInterceptor,
  type ActivityCountInput,
  type ActivityDescribeInput,
  type ActivityListInput,
} from "./activity-interceptors.ts";
import {
  coreActivityOptions,
  type ActivityName,
  type ActivityOptions,
  type ActivityOptionsFor,
  type ActivityResult,
} from "./activity-options.ts";
import { AsyncCompletionClient, type AsyncCompletionClientOptions } from "./async-completion-client.ts";
import { defined } from "./defined.ts";
import { through } from "./through.ts";
import { officialCount } from "./workflow-client.ts";
import type { Untyped } from "./untyped.ts";

export interface ActivityClientOptions extends AsyncCompletionClientOptions {
  /** The first is the outermost. */
  readonly interceptors?: readonly ActivityClientInterceptor[];
}

export interface GetActivityHandleOptions {
  readonly runId?: string;
}

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
  readonly #interceptors: readonly ActivityClientInterceptor[];

  constructor(options: ActivityClientOptions = {}) {
    super(options, (options.interceptors ?? []).map(coreActivityInterceptor));
    this.#interceptors = options.interceptors ?? [];
  }

  /** The same client, for the activities of `T`. */
  typed<T>(): TypedActivityClient<T> {
    return this;
  }

  /** @throws `ActivityExecutionAlreadyStartedError` */
  async start<Result = Untyped>(activity: string, options: ActivityOptions): Promise<ActivityHandle<Result>> {
    return this.#handleOf(await this.core.startActivity(activity, coreActivityOptions(options, "start")));
  }

  /** @throws `ActivityExecutionFailedError`, `ActivityExecutionAlreadyStartedError` */
  async execute<Result = Untyped>(activity: string, options: ActivityOptions): Promise<Result> {
    const handle = await this.start<Result>(activity, options);
    return handle.result();
  }

  getHandle<Result = Untyped>(activityId: string, runId?: string): ActivityHandle<Result> {
    return this.#handleOf(this.core.getActivityHandle(activityId, defined({ runId })));
  }

  getHandleWithOptions<Result = Untyped>(
    activityId: string,
    options: GetActivityHandleOptions,
  ): ActivityHandle<Result> {
    return this.#handleOf(this.core.getActivityHandle(activityId, defined(options)));
  }

  list(query: string): AsyncIterable<ActivityExecutionInfo> {
    const { core } = this;
    const list = async function* (input: ActivityListInput): AsyncIterable<ActivityExecutionInfo> {
      for await (const info of core.listActivities({ query: input.query })) yield officialActivityInfo(info);
    };
    return through(this.#interceptors, (each) => each.list?.bind(each), list)({ query });
  }

  async count(query: string): Promise<CountActivityExecutions> {
    const count = async (input: ActivityCountInput): Promise<CountActivityExecutions> =>
      officialCount(await this.core.countActivities({ query: input.query }));
    return through(this.#interceptors, (each) => each.count?.bind(each), count)({ query });
  }

  #handleOf<Result>(core: CoreHandle): ActivityHandle<Result> {
    const describe = async (input: ActivityDescribeInput): Promise<ActivityExecutionDescription> => {
      const { activityId, activityRunId: runId } = input;
      return officialActivityDescription(await this.core.getActivityHandle(activityId, defined({ runId })).describe());
    };
    return new ActivityHandle(
      core,
      through(this.#interceptors, (each) => each.describe?.bind(each), describe),
    );
  }
}
