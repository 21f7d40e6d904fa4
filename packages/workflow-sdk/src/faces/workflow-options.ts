import { checkOptions } from "@millrace/protocol";
import type { SignalDefinition } from "../definitions.ts";
import type { Priority } from "../priority.ts";
import type { SearchAttributeList } from "../search-attribute-list.ts";
import { TypedSearchAttributes } from "../search-attributes.ts";
import type { WorkflowStartSettings } from "../start-workflow-options.ts";
import type { ArgsOption } from "../workflow-types.ts";
import { defined } from "./defined.ts";
import { optionalMs, type Duration } from "./duration.ts";
import type { WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from "./enums.ts";
import { coreRetryPolicy, officialRetryPolicy, type RetryPolicy } from "./retry-policy.ts";
import { coreSearchAttributes, type SearchAttributes } from "./search-attributes.ts";
import type { Workflow } from "./workflow-type.ts";

export interface BaseWorkflowOptions {
  readonly workflowIdReusePolicy?: WorkflowIdReusePolicy;
  readonly workflowIdConflictPolicy?: WorkflowIdConflictPolicy;
  readonly retry?: RetryPolicy;
  readonly cronSchedule?: string;
  readonly memo?: Readonly<Record<string, unknown>>;
  readonly searchAttributes?: SearchAttributes;
  readonly typedSearchAttributes?: SearchAttributeList;
  /** Markdown. */
  readonly staticDetails?: string;
  /** One line of Markdown. */
  readonly staticSummary?: string;
  readonly priority?: Priority;
}

export interface WorkflowDurationOptions {
  readonly workflowRunTimeout?: Duration;
  readonly workflowExecutionTimeout?: Duration;
  readonly workflowTaskTimeout?: Duration;
}

export type CommonWorkflowOptions = BaseWorkflowOptions & WorkflowDurationOptions;

export interface WorkflowOptions extends BaseWorkflowOptions, WorkflowDurationOptions {
  readonly workflowId: string;
  readonly taskQueue: string;
  /** Whether `result()` of the handle goes on to the run that follows. Default `true`. */
  readonly followRuns?: boolean;
  readonly startDelay?: Duration;
  /** A wish, which is never granted: nothing starts eagerly here. */
  readonly requestEagerStart?: boolean;
}

export type WithWorkflowArgs<W extends Workflow, T> = T & ArgsOption<W>;
export type WorkflowStartOptions<W extends Workflow = Workflow> = WithWorkflowArgs<W, WorkflowOptions>;

export interface WorkflowSignalWithStartOptionsWithoutArgs<Args extends readonly unknown[]> extends WorkflowOptions {
  readonly signal: SignalDefinition<Args> | string;
  readonly signalArgs?: Args;
}

export interface WorkflowSignalWithStartOptionsWithArgs<Args extends readonly unknown[]> extends WorkflowOptions {
  readonly signal: SignalDefinition<Args> | string;
  readonly signalArgs: Args;
}

/** Arguments may be left out where the signal needs none. */
export type WorkflowSignalWithStartOptions<Args extends readonly unknown[] = readonly unknown[]> = [] extends Args
  ? WorkflowSignalWithStartOptionsWithoutArgs<Args>
  : WorkflowSignalWithStartOptionsWithArgs<Args>;

const names = [
  "workflowId",
  "taskQueue",
  "args",
  "followRuns",
  "startDelay",
  "requestEagerStart",
  "workflowIdReusePolicy",
  "workflowIdConflictPolicy",
  "retry",
  "cronSchedule",
  "memo",
  "searchAttributes",
  "typedSearchAttributes",
  "staticDetails",
  "staticSummary",
  "priority",
  "workflowRunTimeout",
  "workflowExecutionTimeout",
  "workflowTaskTimeout",
] as const;

/** What this package's own settings share with the official options of starts and of schedules' actions. */
export function coreCommonOptions(options: CommonWorkflowOptions): Omit<WorkflowStartSettings, "taskQueue"> {
  return defined({
    retryPolicy: coreRetryPolicy(options.retry),
    executionTimeoutMs: optionalMs(options.workflowExecutionTimeout, "workflowExecutionTimeout"),
    runTimeoutMs: optionalMs(options.workflowRunTimeout, "workflowRunTimeout"),
    taskTimeoutMs: optionalMs(options.workflowTaskTimeout, "workflowTaskTimeout"),
    memo: options.memo,
    searchAttributes: coreSearchAttributes(options.searchAttributes, options.typedSearchAttributes),
    summary: options.staticSummary,
    details: options.staticDetails,
    priority: options.priority,
  });
}

export function officialCommonOptions(settings: Omit<WorkflowStartSettings, "taskQueue">): CommonWorkflowOptions {
  return defined({
    retry: officialRetryPolicy(settings.retryPolicy),
    workflowExecutionTimeout: settings.executionTimeoutMs,
    workflowRunTimeout: settings.runTimeoutMs,
    workflowTaskTimeout: settings.taskTimeoutMs,
    memo: settings.memo,
    typedSearchAttributes: settings.searchAttributes,
    staticSummary: settings.summary,
    staticDetails: settings.details,
    priority: settings.priority,
  });
}

type StartOptions = WorkflowOptions & { readonly args?: readonly unknown[] };

/** @param more options that the caller knows beside those of every start. */
export function coreStartOptions(
  options: StartOptions,
  where: string,
  more: readonly string[] = [],
): WorkflowStartSettings & { readonly id: string; readonly args: readonly unknown[] } {
  checkOptions(options, [...names, ...more], where);
  const { workflowIdReusePolicy: reuse, workflowIdConflictPolicy: conflict } = options;
  const terminates = reuse === "TERMINATE_IF_RUNNING";
  return {
    ...coreCommonOptions(options),
    ...defined({
      cronSchedule: options.cronSchedule,
      startDelayMs: optionalMs(options.startDelay, "startDelay"),
      idReusePolicy: terminates ? ("ALLOW_DUPLICATE" as const) : reuse,
      idConflictPolicy: terminates ? ("TERMINATE_EXISTING" as const) : conflict,
    }),
    taskQueue: options.taskQueue,
    id: options.workflowId,
    args: options.args ?? [],
  };
}

/** The options of a start, as official interceptors see and replace them. */
export interface CompiledWorkflowOptions extends WorkflowOptions {
  readonly args: readonly unknown[];
}

export function officialStartOptions(
  settings: WorkflowStartSettings & { readonly id: string },
  args: readonly unknown[],
): CompiledWorkflowOptions {
  return {
    ...officialCommonOptions(settings),
    ...defined({
      cronSchedule: settings.cronSchedule,
      startDelay: settings.startDelayMs,
      workflowIdReusePolicy: settings.idReusePolicy,
      workflowIdConflictPolicy: settings.idConflictPolicy,
    }),
    taskQueue: settings.taskQueue,
    workflowId: settings.id,
    args,
  };
}

/** An empty list for none. */
export function typedAttributes(list: SearchAttributeList | undefined): TypedSearchAttributes {
  return list instanceof TypedSearchAttributes ? list : new TypedSearchAttributes(list);
}
