import { checkNumber, checkOneOf, checkOptions } from "@millrace/protocol";
import type { SignalDefinition } from "./definitions.ts";
import { checkArgs, checkMemo, checkText } from "./internal/check-values.ts";
import { checkPriority, type Priority } from "./priority.ts";
import { checkRetryPolicy, type RetryPolicy } from "./retry-policy.ts";
import { checkSearchAttributes, type SearchAttributeList } from "./search-attribute-list.ts";
import type { ArgsOption, Workflow } from "./workflow-types.ts";

/** What a start does if a workflow with this id has ended. Server's default `ALLOW_DUPLICATE`. */
export type WorkflowIdReusePolicy = "ALLOW_DUPLICATE" | "ALLOW_DUPLICATE_FAILED_ONLY" | "REJECT_DUPLICATE";

/** What a start does if a workflow with this id runs. Server's default `FAIL`. */
export type WorkflowIdConflictPolicy = "FAIL" | "USE_EXISTING" | "TERMINATE_EXISTING";

/** How a workflow is started, apart from its arguments. */
export interface WorkflowStartSettings {
  /** Whose workers run it. There is no default. */
  readonly taskQueue: string;
  /** Default: a random UUID. */
  readonly id?: string;
  /** Default: a workflow that fails is not tried again. */
  readonly retryPolicy?: RetryPolicy;
  /** For the workflow with all its runs and retries. Default: none. */
  readonly executionTimeoutMs?: number;
  /** For one run. Default: none. */
  readonly runTimeoutMs?: number;
  /** For one task of a worker. Server's default 10,000. */
  readonly taskTimeoutMs?: number;
  /** Values that lists and descriptions show. */
  readonly memo?: Readonly<Record<string, unknown>>;
  /** Values that lists and counts look for. */
  readonly searchAttributes?: SearchAttributeList;
  /** Start again at these times, each after the run before has ended. Schedules can do more. */
  readonly cronSchedule?: string;
  readonly idReusePolicy?: WorkflowIdReusePolicy;
  readonly idConflictPolicy?: WorkflowIdConflictPolicy;
  /** How long the first task waits; signals wait with it. Not together with `cronSchedule`. */
  readonly startDelayMs?: number;
  /** One line of Markdown for people who look at lists. */
  readonly summary?: string;
  /** Markdown for people who look at the workflow. */
  readonly details?: string;
  readonly priority?: Priority;
}

/** How {@link Client.startWorkflow} starts a workflow. */
export type StartWorkflowOptions<
  W extends Workflow = Workflow,
  SignalArgs extends readonly unknown[] = readonly unknown[],
> = WorkflowStartSettings &
  ArgsOption<W> & {
    /** Sent to the workflow as it starts, or to the one that runs already. */
    readonly startSignal?: string | SignalDefinition<SignalArgs>;
    readonly startSignalArgs?: SignalArgs;
  };

const startSettingNames: readonly (keyof WorkflowStartSettings)[] = [
  "taskQueue",
  "id",
  "retryPolicy",
  "executionTimeoutMs",
  "runTimeoutMs",
  "taskTimeoutMs",
  "memo",
  "searchAttributes",
  "cronSchedule",
  "idReusePolicy",
  "idConflictPolicy",
  "startDelayMs",
  "summary",
  "details",
  "priority",
];

const times = ["executionTimeoutMs", "runTimeoutMs", "taskTimeoutMs", "startDelayMs"] as const;
const reusePolicies = ["ALLOW_DUPLICATE", "ALLOW_DUPLICATE_FAILED_ONLY", "REJECT_DUPLICATE"];
const conflictPolicies = ["FAIL", "USE_EXISTING", "TERMINATE_EXISTING"];

/**
 * @param more options that the caller knows beside those of every start.
 * @throws `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`, `WORKFLOW_INVALID_OPTION`, `WORKFLOW_INVALID_RETRY_POLICY`,
 * `WORKFLOW_INVALID_PRIORITY`
 */
export function checkStartOptions(
  options: WorkflowStartSettings & { readonly args?: unknown },
  more: readonly string[],
  where: string,
): void {
  checkOptions(options, [...startSettingNames, "args", ...more], where);
  checkText(options?.taskQueue, "taskQueue", where);
  if (options.id !== undefined) checkText(options.id, "id", where);
  checkArgs(options.args, "args", where);
  for (const name of times) if (options[name] !== undefined) checkNumber(options[name], name, where, { min: 0 });
  for (const name of ["cronSchedule", "summary", "details"] as const) {
    if (options[name] !== undefined) checkText(options[name], name, where);
  }
  checkMemo(options.memo, where);
  checkSearchAttributes(options.searchAttributes, where);
  const { idReusePolicy, idConflictPolicy, retryPolicy, priority } = options;
  if (idReusePolicy !== undefined) checkOneOf(idReusePolicy, "idReusePolicy", where, reusePolicies);
  if (idConflictPolicy !== undefined) checkOneOf(idConflictPolicy, "idConflictPolicy", where, conflictPolicies);
  if (retryPolicy !== undefined) checkRetryPolicy(retryPolicy, `${where}: 'retryPolicy'`);
  if (priority !== undefined) checkPriority(priority, `${where}: 'priority'`);
}
