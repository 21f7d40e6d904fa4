import { fileURLToPath } from "node:url";
import type { NodeLog } from "../../src/node-log.ts";
import {
  type NodeFunction,
  type RunDataflowOptions,
  type RunningDataflow,
  startDataflow,
} from "../../src/run-dataflow.ts";

/** A node of a test: a script below `nodes/` with its arguments, run in a worker; and further fields of the file. */
export interface WorkerNode {
  readonly run: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: readonly string[];
  readonly fields?: Readonly<Record<string, unknown>>;
}

export interface Reading {
  /** The output that this thread reads, such as `echo/out`. */
  readonly reads?: string;
  readonly options?: RunDataflowOptions;
}

export interface Started {
  readonly running: RunningDataflow;
  /** What came, as text. */
  readonly texts: string[];
  readonly logs: NodeLog[];
}

/** Starts scripts in workers. What `reads` gives is collected in this thread. */
export async function startWorkers(
  nodes: Readonly<Record<string, WorkerNode>>,
  { reads, options = {} }: Reading = {},
): Promise<Started> {
  const texts: string[] = [];
  const logs: NodeLog[] = [];
  const reader: NodeFunction = async (node) => {
    for await (const event of node) if (event.type === "INPUT") texts.push(event.value.as("Utf8").get(0) ?? "");
  };
  const list = Object.entries(nodes).map(([id, { run, inputs = {}, outputs = [], fields = {} }]) => {
    const [script = "", ...args] = run.split(" ");
    const path = fileURLToPath(new URL(`nodes/${script}`, import.meta.url));
    return { id, path, ...(args.length === 0 ? {} : { args: args.join(" ") }), inputs, outputs, ...fields };
  });
  const collecting = reads === undefined ? [] : [{ id: "reader", path: "dynamic", inputs: { in: reads } }];
  const running = await startDataflow(
    { nodes: [...list, ...collecting] },
    { ...options, onLog: (log) => logs.push(log), nodes: reads === undefined ? {} : { reader } },
  );
  return { running, texts, logs };
}
