import { nodeLogLevels, type NodeLog, type NodeLogLevel } from "../../node-log.ts";

/** A line of a node's output: a log record if it is a JSON object with a time, a level and a message, else raw text. */
export function parseLine(
  nodeId: string,
  stream: "stdout" | "stderr",
  line: string,
  nowMs: number,
): { readonly log: NodeLog; readonly isStructured: boolean } {
  const raw = { nodeId, stream, level: "stdout", message: line, timestamp: new Date(nowMs).toISOString() } as const;
  const record = line.startsWith("{") ? jsonObject(line) : undefined;
  const level = levelOf(record?.["level"]);
  const { timestamp, target } = record ?? {};
  // Rust's tracing writes the message as one of the fields.
  const { message = record?.["message"], ...fields } = isObject(record?.["fields"]) ? record["fields"] : {};
  if (level === undefined || typeof timestamp !== "string" || typeof message !== "string") {
    return { log: raw, isStructured: false };
  }
  const log: NodeLog = {
    nodeId,
    stream,
    level,
    message,
    timestamp,
    ...(typeof target === "string" ? { target } : {}),
    ...(Object.keys(fields).length > 0 ? { fields } : {}),
  };
  return { log, isStructured: true };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function jsonObject(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function levelOf(value: unknown): NodeLogLevel | undefined {
  const level = typeof value === "string" ? value.toLowerCase() : undefined;
  return nodeLogLevels.find((known) => known === level);
}
