import { ManualClock } from "@millrace/protocol";
import type { NodeEvent } from "../../../src/event.ts";
import type { Node } from "../../../src/node.ts";
import {
  startDataflow,
  type NodeFunction,
  type RunDataflowOptions,
  type RunningDataflow,
} from "../../../src/run-dataflow.ts";

/** A node of a test's dataflow: inputs and outputs as in the file, and what runs. */
export interface TestNode {
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: readonly string[];
  readonly run: NodeFunction;
  /** Further fields of the file. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** The plain object of a dataflow file whose nodes are functions. */
export function descriptorOf(
  nodes: Readonly<Record<string, TestNode>>,
  root: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const list = Object.entries(nodes).map(([id, { inputs = {}, outputs = [], fields = {} }]) => {
    return { id, path: "dynamic", inputs, outputs, ...fields };
  });
  return { nodes: list, ...root };
}

/** Starts a dataflow of functions. */
export function start(
  nodes: Readonly<Record<string, TestNode>>,
  options: RunDataflowOptions & { readonly root?: Readonly<Record<string, unknown>> } = {},
): Promise<RunningDataflow> {
  const { root, ...others } = options;
  const functions = Object.entries(nodes).map(([id, { run }]) => [id, run] as const);
  return startDataflow(descriptorOf(nodes, root), { ...others, nodes: Object.fromEntries(functions) });
}

/** One word for each event: `tick`, `INPUT_CLOSED data`, `STOP MANUAL`. */
export function word(event: NodeEvent): string {
  if (event.type === "INPUT") return event.id;
  return "id" in event && event.id !== undefined ? `${event.type} ${event.id}` : event.type;
}

/** A node that writes down its events until the end of the stream. */
export const record =
  (words: string[]): NodeFunction =>
  async (node) => {
    for await (const event of node) words.push(word(event));
  };

/** A node that does nothing until it is told to stop. */
export const idle: NodeFunction = async (node) => {
  for await (const _ of node);
};

/** Sends numbers, one after another. */
export async function sendNumbers(node: Node, outputId: string, count: number): Promise<void> {
  for (let at = 0; at < count; at++) await node.sendOutput(outputId, Int32Array.of(at));
}

/** A clock that stands at the beginning of 2026. */
export const clockOf2026 = (): ManualClock => new ManualClock({ nowMs: Date.UTC(2026, 0, 1) });
