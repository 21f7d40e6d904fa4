import type { NodeExit } from "./node-host.ts";
import type { Seat } from "./seat.ts";

/** How messages name a node: with its place in the file. */
export function seatName({ plan }: Seat): string {
  const { file, line, column } = plan.place;
  return line === 0 ? `node "${plan.id}"` : `node "${plan.id}" (${file}:${line}:${column})`;
}

export interface ExitContext {
  /** The last lines of standard error. */
  readonly lastLines: readonly string[];
  readonly isStopping: boolean;
  /** Whether the dataflow has begun. */
  readonly hasBegun: boolean;
  /** Why the dataflow does not begin, if another node is the reason. */
  readonly noBeginning: Error | undefined;
}

/** An exit as the dataflow sees it: one that was asked for is none of the node's faults, and a failure quotes stderr. */
export function nodeFailure(seat: Seat, exit: NodeExit, context: ExitContext): NodeExit {
  const { lastLines, isStopping, hasBegun, noBeginning } = context;
  if (exit.ok || (seat.wasTerminated && isLikeTermination(exit))) return { ok: true };
  // It was told that the dataflow does not begin.
  if (isStopping && !hasBegun && !seat.wasTerminated) return { ok: true };
  // What it wrote about that is no news: the fault is another's.
  if (noBeginning !== undefined) return { ok: false, error: `did not begin: ${noBeginning.message}` };
  const isKilled = seat.wasTerminated && isStopping && exit.signal === "SIGKILL";
  const how = isKilled ? "was killed, because it did not stop within the grace" : exit.error;
  const quote = lastLines.length === 0 ? "" : `${quoteStart}${lastLines.map((line) => `  ${line}`).join("\n")}`;
  return { ...exit, error: `${how}${quote}` };
}

const quoteStart = " with stderr output:\n";

/** A failure in one line, without what the node wrote last. */
export function failureLine(error: string): string {
  const [line = ""] = (error.split(quoteStart, 1)[0] ?? "").split("\n", 1);
  return line;
}

/** By signal, or by the status with which shells and wrappers report it. */
const isLikeTermination = ({ signal, exitCode }: NodeExit & { readonly ok: false }): boolean =>
  signal === "SIGTERM" || signal === "SIGINT" || exitCode === 143 || exitCode === 130;
