import { checkOptions } from "@millrace/protocol";
import type { ActivityFunction as CoreActivityFunction } from "../activity-definitions.ts";
import type { Priority } from "../priority.ts";
import type { SearchAttributeList } from "../search-attribute-list.ts";
import type { ActivityStartSettings } from "../start-activity-options.ts";
import type { ResultOf } from "../workflow-types.ts";
import { defined } from "./defined.ts";
import { optionalMs, type Duration } from "./duration.ts";
import type { ActivityIdConflictPolicy, ActivityIdReusePolicy } from "./enums.ts";
import { coreRetryPolicy, officialRetryPolicy, type RetryPolicy } from "./retry-policy.ts";

/** How a standalone activity is started. */
export interface ActivityOptions {
  readonly id: string;
  readonly taskQueue: string;
  readonly args?: readonly unknown[];
  readonly heartbeatTimeout?: Duration;
  readonly retry?: RetryPolicy;
  readonly startToCloseTimeout?: Duration;
  readonly scheduleToStartTimeout?: Duration;
  readonly scheduleToCloseTimeout?: Duration;
  readonly summary?: string;
  readonly priority?: Priority;
  readonly startDelay?: Duration;
  readonly idReusePolicy?: ActivityIdReusePolicy;
  readonly idConflictPolicy?: ActivityIdConflictPolicy;
  readonly typedSearchAttributes?: SearchAttributeList;
}

/** The names under which `T` has activities. */
export type ActivityName<T> = { [N in keyof T & string]: T[N] extends CoreActivityFunction ? N : never }[keyof T &
  string];
export type ActivityArgs<T, N extends ActivityName<T>> = T[N] extends (...args: infer Args) => unknown ? Args : never;
export type ActivityResult<T, N extends ActivityName<T>> = T[N] extends CoreActivityFunction ? ResultOf<T[N]> : never;
export type ActivityOptionsFor<T, N extends ActivityName<T>> = ActivityOptionsWithArgs<ActivityArgs<T, N>>;
/** The options of an activity with arguments of these types. */
export type ActivityOptionsWithArgs<Args extends readonly unknown[]> = Omit<ActivityOptions, "args"> &
  (readonly [] extends Readonly<Args> ? { readonly args?: Readonly<Args> } : { readonly args: Readonly<Args> });

const names = [
  "id",
  "taskQueue",
  "args",
  "heartbeatTimeout",
  "retry",
  "startToCloseTimeout",
  "scheduleToStartTimeout",
  "scheduleToCloseTimeout",
  "summary",
  "priority",
  "startDelay",
  "idReusePolicy",
  "idConflictPolicy",
  "typedSearchAttributes",
] as const;

export function coreActivityOptions(
  options: ActivityOptions,
  where: string,
): ActivityStartSettings & { readonly id: string; readonly args: readonly unknown[] } {
  checkOptions(options, names, where);
  const { id, taskQueue, args = [], summary, priority, idReusePolicy, idConflictPolicy } = options;
  return {
    id,
    taskQueue,
    args,
    ...defined({
      summary,
      priority,
      idReusePolicy,
      idConflictPolicy,
      heartbeatTimeoutMs: optionalMs(options.heartbeatTimeout, "heartbeatTimeout"),
      startToCloseTimeoutMs: optionalMs(options.startToCloseTimeout, "startToCloseTimeout"),
      scheduleToStartTimeoutMs: optionalMs(options.scheduleToStartTimeout, "scheduleToStartTimeout"),
      scheduleToCloseTimeoutMs: optionalMs(options.scheduleToCloseTimeout, "scheduleToCloseTimeout"),
      startDelayMs: optionalMs(options.startDelay, "startDelay"),
      retryPolicy: coreRetryPolicy(options.retry),
      searchAttributes: options.typedSearchAttributes,
    }),
  };
}

export function officialActivityOptions(
  settings: ActivityStartSettings & { readonly id: string },
  args: readonly unknown[],
): ActivityOptions {
  const { id, taskQueue, summary, priority, idReusePolicy, idConflictPolicy } = settings;
  return {
    id,
    taskQueue,
    args,
    ...defined({
      summary,
      priority,
      idReusePolicy,
      idConflictPolicy,
      heartbeatTimeout: settings.heartbeatTimeoutMs,
      startToCloseTimeout: settings.startToCloseTimeoutMs,
      scheduleToStartTimeout: settings.scheduleToStartTimeoutMs,
      scheduleToCloseTimeout: settings.scheduleToCloseTimeoutMs,
      startDelay: settings.startDelayMs,
      retry: officialRetryPolicy(settings.retryPolicy),
      typedSearchAttributes: settings.searchAttributes,
    }),
  };
}
