import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { readDataflow } from "@millrace/dataflow-runtime";
import { theirs, type Flow, type FlowNode } from "./engine.ts";
import type { Judged } from "./flows.ts";

const folderOf = (name: string): string => fileURLToPath(new URL(`../../../examples/${name}/`, import.meta.url));

/** The dataflow of an example, to be run in another folder. */
const exampleFlow = async (name: string, ...more: readonly FlowNode[]): Promise<Flow> => {
  const folder = folderOf(name);
  const { descriptor } = await readDataflow(`${folder}dataflow.yml`);
  const nodes = (descriptor["nodes"] as readonly FlowNode[]).map((node) => ({
    ...node,
    args: (node.args ?? "").replaceAll(/(?<=[ =])(src|node_modules)\//gu, `${folder}$1/`),
  }));
  return { exit_when_nodes_finish: true, nodes: [...nodes, ...more] };
};

/** Examples run under dora's daemon as they are, with a Python node of dora beside ours. */
export const exampleScenarios = async (): Promise<readonly Judged[]> => [
  {
    name: "the cat of the example, found by our operator and judged by Python",
    flow: await exampleFlow("dataflow-cat", {
      id: "python",
      ...theirs("judge_boxes", `${folderOf("dataflow-cat")}boxes.json`),
      inputs: { bbox: { source: "vision/detect/bbox", queue_size: 24 } },
    }),
  },
  {
    name: "the weather of the example, fused by our operator",
    flow: await exampleFlow("dataflow-weather"),
    check: async (output, code) => {
      assert.equal(code, 0, output.slice(-4000));
      const pairs = await readFile(`${folderOf("dataflow-weather")}out/pairs.csv`, "utf8");
      assert.equal(pairs.trim().split("\n").length, 1 + 1461, output.slice(-4000));
    },
  },
];
