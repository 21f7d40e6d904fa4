import { checkNumber, checkOptions } from "@millrace/protocol";
import { WorkflowSdkError } from "./errors.ts";

/** What comes first within a task queue. Workflows hand it on to their activities and children. */
export interface Priority {
  /** From 1, the most urgent; the server has 5 levels unless configured otherwise. Server's default 3. */
  readonly priorityKey?: number;
  /** Tasks of one level are shared out among these keys. At most 64 bytes. Default none. */
  readonly fairnessKey?: string;
  /** What share the key gets in proportion to others, 0.001 to 1000. Server's default 1. */
  readonly fairnessWeight?: number;
}

const keyBytes = 64;

/** @throws `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`, `WORKFLOW_INVALID_PRIORITY`. */
export function checkPriority(priority: Priority, where: string = "priority"): void {
  checkOptions(priority, ["priorityKey", "fairnessKey", "fairnessWeight"], where);
  const { priorityKey, fairnessKey, fairnessWeight } = priority;
  if (priorityKey !== undefined) checkNumber(priorityKey, "priorityKey", where, { min: 1, whole: true });
  if (fairnessKey !== undefined && !fits(fairnessKey))
    throw invalid(`${where}: 'fairnessKey' must be a string of at most ${keyBytes} bytes`);
  if (fairnessWeight === undefined) return;
  checkNumber(fairnessWeight, "fairnessWeight", where, { min: 0.001 });
  if (fairnessWeight > 1000) throw invalid(`${where}: 'fairnessWeight' must not be above 1000`);
}

function fits(key: unknown): boolean {
  return typeof key === "string" && Buffer.byteLength(key) <= keyBytes;
}

function invalid(message: string): WorkflowSdkError {
  return new WorkflowSdkError("WORKFLOW_INVALID_PRIORITY", message);
}
