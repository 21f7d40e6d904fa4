import { checkNumber, checkOneOf, checkOptions } from "@millrace/protocol";
import type { ActivityFunction } from "./activity-definitions.ts";
import { WorkflowSdkError } from "./errors.ts";
import { checkArgs, checkText } from "./internal/check-values.ts";
import { checkPriority, type Priority } from "./priority.ts";
import { checkRetryPolicy, type RetryPolicy } from "./retry-policy.ts";
import { checkSearchAttributes, type SearchAttributeList } from "./search-attribute-list.ts";
import type { ArgsOption } from "./workflow-types.ts";

/** What a start does if a standalone activity with this id has ended. Server's default `ALLOW_DUPLICATE`. */
export type ActivityIdReusePolicy = "ALLOW_DUPLICATE" | "ALLOW_DUPLICATE_FAILED_ONLY" | "REJECT_DUPLICATE";

/** What a start does if a standalone activity with this id runs. Server's default `FAIL`. */
export type ActivityIdConflictPolicy = "FAIL" | "USE_EXISTING";

/**
 * How a standalone activity is started, apart from its arguments. `startToCloseTimeoutMs` or `scheduleToCloseTimeoutMs`
 * must be given: without them nobody would notice a worker that died.
 */
export interface ActivityStartSettings {
  /** Whose workers run it. There is no default. */
  readonly taskQueue: string;
  /** Default: a random UUID. */
  readonly id?: string;
  /** For one attempt, from its start on a worker. Default: `scheduleToCloseTimeoutMs`. */
  readonly startToCloseTimeoutMs?: number;
  /** For all attempts together. Default: none. */
  readonly scheduleToCloseTimeoutMs?: number;
  /** How long an attempt may wait for a worker. Default: `scheduleToCloseTimeoutMs`. */
  readonly scheduleToStartTimeoutMs?: number;
  /** How long a worker may be silent about an attempt. Default: the activity need not tell that it lives. */
  readonly heartbeatTimeoutMs?: number;
  /** Default: that of the server, which tries again without end, at intervals from one second up. */
  readonly retryPolicy?: RetryPolicy;
  readonly idReusePolicy?: ActivityIdReusePolicy;
  readonly idConflictPolicy?: ActivityIdConflictPolicy;
  /** How long the first attempt waits. Default 0. */
  readonly startDelayMs?: number;
  /** Values that lists and counts look for. */
  readonly searchAttributes?: SearchAttributeList;
  /** One line of Markdown for people who look at lists. */
  readonly summary?: string;
  /** Markdown for people who look at the activity. */
  readonly details?: string;
  readonly priority?: Priority;
}

/** How {@link Client.startActivity} starts a standalone activity. */
export type StartActivityOptions<F extends ActivityFunction = ActivityFunction> = ActivityStartSettings & ArgsOption<F>;

const times = [
  "startToCloseTimeoutMs",
  "scheduleToCloseTimeoutMs",
  "scheduleToStartTimeoutMs",
  "heartbeatTimeoutMs",
  "startDelayMs",
] as const;
const texts = ["summary", "details"] as const;
const names = [
  ...times,
  ...texts,
  "taskQueue",
  "id",
  "args",
  "retryPolicy",
  "idReusePolicy",
  "idConflictPolicy",
  "searchAttributes",
  "priority",
];
const reusePolicies = ["ALLOW_DUPLICATE", "ALLOW_DUPLICATE_FAILED_ONLY", "REJECT_DUPLICATE"];

/**
 * @throws `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`, `WORKFLOW_INVALID_OPTION`, `WORKFLOW_INVALID_RETRY_POLICY`,
 * `WORKFLOW_INVALID_PRIORITY`
 */
export function checkActivityOptions(
  options: ActivityStartSettings & { readonly args?: unknown },
  where: string,
): void {
  checkOptions(options, names, where);
  checkText(options?.taskQueue, "taskQueue", where);
  if (options.id !== undefined) checkText(options.id, "id", where);
  checkArgs(options.args, "args", where);
  checkSearchAttributes(options.searchAttributes, where);
  for (const name of times) if (options[name] !== undefined) checkNumber(options[name], name, where, { min: 0 });
  for (const name of texts) if (options[name] !== undefined) checkText(options[name], name, where);
  const { idReusePolicy, idConflictPolicy, retryPolicy, priority } = options;
  if (idReusePolicy !== undefined) checkOneOf(idReusePolicy, "idReusePolicy", where, reusePolicies);
  if (idConflictPolicy !== undefined) checkOneOf(idConflictPolicy, "idConflictPolicy", where, ["FAIL", "USE_EXISTING"]);
  if (retryPolicy !== undefined) checkRetryPolicy(retryPolicy, `${where}: 'retryPolicy'`);
  if (priority !== undefined) checkPriority(priority, `${where}: 'priority'`);
  if (options.startToCloseTimeoutMs !== undefined || options.scheduleToCloseTimeoutMs !== undefined) return;
  const message = `${where} needs 'startToCloseTimeoutMs' or 'scheduleToCloseTimeoutMs', so that a worker that died is noticed`;
  throw new WorkflowSdkError("WORKFLOW_INVALID_OPTION", message, {
    details: { where, option: "startToCloseTimeoutMs" },
  });
}
