/** From the most urgent to raw lines of a node's output. */
export const nodeLogLevels: readonly ["error", "warn", "info", "debug", "trace", "stdout"] = [
  "error",
  "warn",
  "info",
  "debug",
  "trace",
  "stdout",
];

export type NodeLogLevel = (typeof nodeLogLevels)[number];

/** A line that a node wrote, or a record that it logged. */
export interface NodeLog {
  /** RFC 3339, as the node gave it; else when the line came. */
  readonly timestamp: string;
  /** `stdout` for a line that is no log record, whichever stream it came by. */
  readonly level: NodeLogLevel;
  readonly nodeId: string;
  readonly stream: "stdout" | "stderr";
  readonly message: string;
  readonly target?: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** Whether a filter lets a level through, by dora's rule: `stdout` lets everything through, and only it lets raw lines. */
export function passesLevel(level: NodeLogLevel, filter: NodeLogLevel | undefined): boolean {
  return filter === undefined || nodeLogLevels.indexOf(level) <= nodeLogLevels.indexOf(filter);
}
