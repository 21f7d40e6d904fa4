import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { ours, theirs, type Flow, type FlowNode } from "./engine.ts";
import { counted, type Judged } from "./flows.ts";

const here = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));

/** Our host of operators as a node of a dataflow file names it. */
const host = (...words: readonly string[]): Pick<FlowNode, "path" | "args"> => ({
  path: "node",
  args: [
    "--conditions=@millrace/source",
    here("node_modules/@millrace/dataflow-runtime/src/cli.ts"),
    "operators",
    ...words,
  ].join(" "),
});
const operator = (id: string, name: string): string => `--operator ${id}=${here("nodes/operators.ts")}#${name}`;

const doubledTwice = (...more: readonly string[]): Flow => ({
  nodes: [
    { id: "judge", ...theirs("judge_doubled"), inputs: { result: "host/second/doubled" }, outputs: ["numbers"] },
    {
      id: "host",
      ...host(operator("first", "Doubler"), operator("second", "Doubler"), ...more),
      inputs: { "first/numbers": "judge/numbers", "second/numbers": "host/first/doubled" },
      outputs: ["first/doubled", "second/doubled"],
    },
  ],
});

export const operatorScenarios: readonly Judged[] = [
  { name: "Python judges our host of two operators", flow: doubledTwice() },
  { name: "Python judges our host, one operator in a thread", flow: doubledTwice("--worker", "second") },
  {
    name: "STOP_ALL of an operator ends our host, or all that we run",
    flow: {
      nodes: [
        {
          id: "host",
          ...host(operator("counts", "StopsAll"), operator("idle", "idle")),
          inputs: { "counts/tick": "dora/timer/millis/50", "idle/numbers": "dora/timer/secs/100" },
          outputs: ["idle/doubled"],
        },
        { id: "reader", ...ours("count"), inputs: { in: "host/idle/doubled" } },
      ],
    },
    check: (output, code) => {
      assert.equal(code, 0, output.slice(-3000));
      const { "STOP ALL_INPUTS_CLOSED": closed, "STOP MANUAL": stopped } = counted(output);
      assert.equal(closed ?? stopped, 1);
    },
  },
];
