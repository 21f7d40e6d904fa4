import type { ClientInterceptor } from "../interceptors.ts";
import { coreActivityOptions, officialActivityOptions, type ActivityOptions } from "./activity-options.ts";
import type {
  ActivityDescribeOptions,
  ActivityExecutionDescription,
  ActivityExecutionInfo,
  CountActivityExecutions,
} from "./activity-description.ts";
import { defined } from "./defined.ts";
import type { Headers } from "./workflow-interceptors.ts";

export interface ActivityStartInput {
  readonly activityType: string;
  readonly options: ActivityOptions;
  readonly headers: Headers;
}

export interface ActivityGetResultInput {
  readonly activityId: string;
  readonly activityRunId: string | undefined;
}

export interface ActivityCancelInput extends ActivityGetResultInput {
  readonly reason: string;
}

export type ActivityTerminateInput = ActivityCancelInput;

export interface ActivityDescribeInput extends ActivityGetResultInput {
  readonly options: ActivityDescribeOptions;
}

export interface ActivityListInput {
  readonly query: string;
}

export type ActivityCountInput = ActivityListInput;

type Way<Input, Output> = (input: Input, next: (input: Input) => Promise<Output>) => Promise<Output>;

/** Wraps the calls of a client of standalone activities. */
export interface ActivityClientInterceptor {
  /** Gives the ids of what was started. */
  readonly start?: Way<ActivityStartInput, { readonly runId: string }>;
  readonly getResult?: Way<ActivityGetResultInput, unknown>;
  readonly describe?: Way<ActivityDescribeInput, ActivityExecutionDescription>;
  readonly list?: (
    input: ActivityListInput,
    next: (input: ActivityListInput) => AsyncIterable<ActivityExecutionInfo>,
  ) => AsyncIterable<ActivityExecutionInfo>;
  readonly count?: Way<ActivityCountInput, CountActivityExecutions>;
  readonly cancel?: Way<ActivityCancelInput, void>;
  readonly terminate?: Way<ActivityTerminateInput, void>;
}

/** An official interceptor as one of this package. */
export function coreActivityInterceptor(official: ActivityClientInterceptor): ClientInterceptor {
  const start = official.start?.bind(official);
  const getResult = official.getResult?.bind(official);
  const cancel = official.cancel?.bind(official);
  const terminate = official.terminate?.bind(official);
  return defined({
    startActivity:
      start &&
      (({ activityType, args, options, header }, next) =>
        start({ activityType, options: officialActivityOptions(options, args), headers: header }, async (given) => {
          const settings = coreActivityOptions(given.options, "what an interceptor starts");
          const { args: givenArgs, ...core } = settings;
          return next({ activityType: given.activityType, args: givenArgs, options: core, header: given.headers });
        })),
    getActivityResult:
      getResult &&
      (({ activityId, runId, signal }, next) =>
        getResult({ activityId, activityRunId: runId }, (given) => next({ ...refOf(given), signal }))),
    cancelActivity:
      cancel &&
      (({ activityId, runId, reason }, next) =>
        cancel({ activityId, activityRunId: runId, reason }, (given) =>
          next({ ...refOf(given), reason: given.reason }),
        )),
    terminateActivity:
      terminate &&
      (({ activityId, runId, reason }, next) =>
        terminate({ activityId, activityRunId: runId, reason }, (given) =>
          next({ ...refOf(given), reason: given.reason }),
        )),
  } satisfies { [K in keyof ClientInterceptor]: ClientInterceptor[K] | undefined });
}

function refOf({ activityId, activityRunId }: ActivityGetResultInput): {
  readonly activityId: string;
  readonly runId: string | undefined;
} {
  return { activityId, runId: activityRunId };
}
