import { readFile } from "node:fs/promises";
import { DataflowError } from "../errors.ts";
import { parseExact } from "../internal/exact-json.ts";
import type { QueuePolicy } from "../node-config.ts";
import type { TypedParameter } from "../parameter.ts";
import type { DoraValue } from "../value.ts";
import { valueOfJson } from "./value-of-json.ts";

/** One event of a test file, and when it comes. */
export interface TestFileEvent {
  /** From the start of the node. */
  readonly atMs: number;
  readonly event:
    | { readonly type: "stop" | "allInputsClosed" }
    | { readonly type: "inputClosed"; readonly id: string }
    | {
        readonly type: "input";
        readonly id: string;
        readonly value: DoraValue | undefined;
        readonly parameters: ReadonlyMap<string, TypedParameter>;
      };
}

/** What a node is tested with, in the form that dora's nodes in all languages take and its daemon records. */
export interface TestFile {
  readonly nodeId: string;
  readonly inputs: ReadonlyMap<
    string,
    { readonly source: string; readonly queueSize: number; readonly queuePolicy: QueuePolicy }
  >;
  /** Absent: every output that the node sends to. */
  readonly outputs: readonly string[] | undefined;
  readonly events: readonly TestFileEvent[];
}

/** @throws `DATAFLOW_INVALID_TEST_FILE` naming the event that makes no sense */
export async function readTestFile(file: string): Promise<TestFile> {
  let json: Record<string, unknown>;
  try {
    json = parseExact(await readFile(file)) as Record<string, unknown>;
  } catch (cause) {
    throw invalid(file, `it cannot be read: ${(cause as Error).message}`, cause);
  }
  if (!Array.isArray(json["events"])) throw invalid(file, "it has no list `events`");
  const events = (json["events"] as readonly Record<string, unknown>[]).map((event, index) => {
    try {
      return readEvent(event);
    } catch (cause) {
      throw invalid(file, `events[${index}]: ${(cause as Error).message}`, cause);
    }
  });
  const ids = events.flatMap(({ event }) => ("id" in event ? [event.id] : []));
  const input = { source: "test/file", queueSize: 10, queuePolicy: "drop_oldest" } as const;
  return {
    nodeId: typeof json["id"] === "string" ? json["id"] : "test",
    inputs: new Map(ids.map((id) => [id, input])),
    outputs: Array.isArray(json["outputs"]) ? (json["outputs"] as readonly string[]) : undefined,
    events,
  };
}

function readEvent({
  type,
  id,
  time_offset_secs = 0,
  data,
  data_type,
  metadata,
}: Record<string, unknown>): TestFileEvent {
  const atMs = Number(time_offset_secs) * 1000;
  if (!(atMs >= 0)) throw new TypeError("`time_offset_secs` is no number of seconds");
  switch (type) {
    case "Stop":
      return { atMs, event: { type: "stop" } };
    case "AllInputsClosed":
      return { atMs, event: { type: "allInputsClosed" } };
    case "InputClosed":
      return { atMs, event: { type: "inputClosed", id: nameOf(id) } };
    case "Input":
      if (typeof data === "object" && data !== null && "path" in data) {
        throw new TypeError("data in a file of its own is not read; write it as JSON into `data`");
      }
      return {
        atMs,
        event: {
          type: "input",
          id: nameOf(id),
          value: valueOfJson(data, data_type),
          parameters: readMetadata(metadata),
        },
      };
    default:
      throw new TypeError(`the type ${JSON.stringify(type)} is none of Input, InputClosed, AllInputsClosed and Stop`);
  }
}

function nameOf(id: unknown): string {
  if (typeof id === "string" && id !== "") return id;
  throw new TypeError("`id` must name an input");
}

const kinds: Readonly<Record<string, TypedParameter["kind"]>> = {
  Bool: "bool",
  Integer: "integer",
  String: "string",
  ListInt: "listInteger",
  Float: "float",
  ListFloat: "listFloat",
  ListString: "listString",
  Timestamp: "timestamp",
};

/** Values with their kind, as dora wants them: `{ "k": { "Integer": 5 } }`. */
function readMetadata(metadata: unknown): ReadonlyMap<string, TypedParameter> {
  const entries = Object.entries((metadata ?? {}) as Readonly<Record<string, unknown>>);
  return new Map(
    entries.map(([key, tagged]) => {
      const [[name, value] = ["", undefined]] =
        typeof tagged === "object" && tagged !== null ? Object.entries(tagged) : [];
      const kind = kinds[name];
      if (kind === undefined) {
        throw new TypeError(`the metadata '${key}' has no kind; write it as { "${key}": { "Integer": 5 } }`);
      }
      return [key, { kind, value }];
    }),
  );
}

const invalid = (file: string, what: string, cause?: unknown): DataflowError =>
  new DataflowError("DATAFLOW_INVALID_TEST_FILE", `${file}: ${what}`, { cause });
