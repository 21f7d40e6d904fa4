import { invalidArgument } from "./service-errors.ts";

/** What a worker hands back with its answer to a workflow task. */
export interface WorkflowTaskToken {
  readonly kind: "workflow";
  readonly runId: string;
  readonly scheduledEventId: number;
  readonly startedEventId: number;
  readonly attempt: number;
  /** Tells apart tasks that were started twice with the same ids. */
  readonly startedMs: number;
}

export interface ActivityTaskToken {
  readonly kind: "activity";
  readonly runId: string;
  readonly scheduledEventId: number;
  readonly attempt: number;
}

export interface QueryTaskToken {
  readonly kind: "query";
  readonly queryId: string;
}

export type TaskToken = WorkflowTaskToken | ActivityTaskToken | QueryTaskToken;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const encodeTaskToken = (token: TaskToken): Uint8Array => encoder.encode(JSON.stringify(token));

/** @throws `invalid_argument` for tokens that this server did not make, or made for something else */
export function decodeTaskToken<Kind extends TaskToken["kind"]>(
  bytes: Uint8Array,
  kind: Kind,
): Extract<TaskToken, { kind: Kind }> {
  if (bytes.length === 0) throw invalidArgument("Task token not set on request.");
  try {
    const token = JSON.parse(decoder.decode(bytes)) as TaskToken | null;
    if (token?.kind === kind) return token as Extract<TaskToken, { kind: Kind }>;
  } catch {
    // What is wrong with the bytes helps nobody: the caller made them up.
  }
  throw invalidArgument("Error deserializing task token.");
}
