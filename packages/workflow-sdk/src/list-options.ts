import { checkNumber, checkOptions } from "@millrace/protocol";
import { WorkflowSdkError } from "./errors.ts";

/** What a list shows. */
export interface ListOptions {
  /** In Temporal's list filter language: `WorkflowType = 'order' AND ExecutionStatus = 'Running'`. Default: all. */
  readonly query?: string;
  /** How many entries a call asks for; the next page is asked for when its first entry is wanted. Default 1000. */
  readonly pageSize?: number;
  /** Aborting it ends the list with an error. */
  readonly signal?: AbortSignal | undefined;
}

/** What a count counts. */
export interface CountOptions {
  /** As with lists; it may end with `GROUP BY` and an attribute. Default: all. */
  readonly query?: string;
}

export interface CountGroup {
  readonly values: readonly unknown[];
  readonly count: number;
}

export interface CountResult {
  readonly count: number;
  /** Empty without `GROUP BY`. */
  readonly groups: readonly CountGroup[];
}

export type CheckedListOptions = Required<Omit<ListOptions, "signal">> & Pick<ListOptions, "signal">;

/** @throws `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`, `WORKFLOW_INVALID_OPTION` */
export function checkListOptions(options: ListOptions, where: string): CheckedListOptions {
  checkOptions(options, ["query", "pageSize", "signal"], where);
  const { query = "", pageSize = 1000, signal } = options;
  checkQuery(query, where);
  checkNumber(pageSize, "pageSize", where, { min: 1, whole: true });
  return { query, pageSize, signal };
}

/** @throws `PROTOCOL_UNKNOWN_OPTION`, `WORKFLOW_INVALID_OPTION` */
export function checkCountOptions(options: CountOptions, where: string): Required<CountOptions> {
  checkOptions(options, ["query"], where);
  const { query = "" } = options;
  checkQuery(query, where);
  return { query };
}

function checkQuery(query: unknown, where: string): void {
  if (typeof query === "string") return;
  const message = `${where}: 'query' must be a text, not ${typeof query}`;
  throw new WorkflowSdkError("WORKFLOW_INVALID_OPTION", message, { details: { where, option: "query" } });
}
