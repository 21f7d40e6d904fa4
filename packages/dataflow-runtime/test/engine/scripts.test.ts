import { describe, expect, test } from "vitest";
import { expectCode } from "@millrace/protocol/testing";
import type { NodePlacement } from "../../src/descriptor/plan.ts";
import { runDataflow, startDataflow, type NodeFunction } from "../../src/run-dataflow.ts";
import { record } from "./support/run.ts";
import { directory } from "./support/scripts.ts";

const plain = (file: string): Record<string, unknown> => ({ path: file });

const numbersInto =
  (into: unknown[]): NodeFunction =>
  async (node) => {
    for await (const event of node) if (event.type === "INPUT") into.push(event.value.get(0));
  };

describe("scripts of TypeScript", () => {
  test.each<NodePlacement>(["same-thread", "worker"])(
    "[ENG-29] run as they are with the placement %s; Node.connect() finds its node",
    async (placement) => {
      const got: unknown[] = [];
      const source = {
        nodes: [
          { id: "counter", ...plain("counter.ts"), inputs: { tick: "dora/timer/millis/1" }, outputs: ["count"] },
          { id: "floating", ...plain("floating.ts"), inputs: { count: "counter/count" }, outputs: ["double"] },
          { id: "reader", path: "dynamic", inputs: { double: "floating/double" } },
        ],
      };
      const { ok } = await runDataflow(source, { directory, placement, nodes: { reader: numbersInto(got) } });
      expect(ok).toBe(true);
      expect(got).toEqual([1, 2, 3]);
    },
  );

  test("[ENG-29] each life of a script evaluates it anew, and one that throws has failed", async () => {
    const words: string[] = [];
    const source = {
      nodes: [
        { id: "bad", ...plain("throwing.ts"), outputs: ["out"], restart_policy: "on-failure", max_restarts: 1 },
        { id: "reader", path: "dynamic", inputs: { out: "bad/out" } },
      ],
    };
    const placed = { bad: { placement: "same-thread" }, reader: record(words) } as const;
    const running = await startDataflow(source, { directory, nodes: placed });
    const { failures } = await running.finished;
    expect(failures).toMatchObject([{ id: "bad", restarts: 1, error: "threw RangeError: out of the picture" }]);
    expect(words).toEqual(["NODE_RESTARTED bad", "NODE_FAILED bad", "INPUT_CLOSED out", "STOP ALL_INPUTS_CLOSED"]);
  });

  test("[ENG-35] what is no script cannot be placed in this process", async () => {
    const source = { nodes: [{ id: "ls", path: "ls" }] };
    const options = { directory, nodes: { ls: { placement: "worker" } } } as const;
    const error = await expectCode(startDataflow(source, options), "DATAFLOW_INVALID_PLACEMENT");
    expect(error.message).toContain('node "ls"');
  });
});
