import { describe, expect, test } from "vitest";
import { RestartBudget } from "../../src/embedded/restart-budget.ts";
import { runDataflow, type NodeFunction } from "../../src/run-dataflow.ts";
import { expectCode } from "@millrace/protocol/testing";
import { clockOf2026, descriptorOf, record, start, word } from "./support/run.ts";

const plan = { policy: "on-failure", maxRestarts: 0 } as const;
const failed = { ok: false, error: "broke" } as const;

describe("a node that fails", () => {
  test("[ENG-11] consumers hear of it with the error and their inputs, then that these are closed", async () => {
    const events: unknown[] = [];
    const running = await start({
      bad: {
        outputs: ["one", "two"],
        run: async () => {
          throw new TypeError("no picture");
        },
      },
      reader: {
        inputs: { x: "bad/one", y: "bad/two" },
        run: async (node) => {
          for await (const event of node) events.push(event.type === "NODE_FAILED" ? event.value : word(event));
        },
      },
    });
    const { ok, failures } = await running.finished;
    expect(ok).toBe(false);
    const cause = new TypeError("no picture");
    expect(failures).toEqual([{ id: "bad", ok: false, restarts: 0, error: "threw TypeError: no picture", cause }]);
    const error = "threw TypeError: no picture";
    expect(events).toEqual([
      { sourceNodeId: "bad", error, affectedInputIds: ["x", "y"] },
      "INPUT_CLOSED x",
      "INPUT_CLOSED y",
      "STOP ALL_INPUTS_CLOSED",
    ]);
  });

  test("[ENG-11] runDataflow throws, naming the node, with the result in the details", async () => {
    const bad: NodeFunction = () => Promise.reject(new Error("boom"));
    const nodes = { bad: { run: bad }, good: { run: async () => undefined } };
    const work = runDataflow(descriptorOf(nodes), { nodes: { bad, good: nodes.good.run } });
    const error = await expectCode(work, "DATAFLOW_NODE_FAILED");
    expect(error.message).toContain('node "bad" threw Error: boom');
    expect(error.cause).toEqual(new Error("boom"));
    expect(error.details?.["result"]).toMatchObject({ ok: false });
  });
});

describe("restart policies", () => {
  test("[ENG-12] [ENG-13] on-failure: the node lives again, knows it, and its consumers hear of it", async () => {
    const words: string[] = [];
    const counts: number[] = [];
    const running = await start({
      shaky: {
        outputs: ["out"],
        fields: { restart_policy: "on-failure" },
        run: async (node) => {
          counts.push(node.restartCount);
          await node.sendOutput("out", null);
          if (node.restartCount < 2) throw new Error("again");
        },
      },
      reader: { inputs: { x: "shaky/out" }, run: record(words) },
    });
    const { ok, nodes } = await running.finished;
    expect(ok).toBe(true);
    expect(nodes.get("shaky")?.restarts).toBe(2);
    expect(counts).toEqual([0, 1, 2]);
    expect(words.filter((id) => id === "x")).toHaveLength(3);
    expect(words.filter((id) => id === "NODE_RESTARTED shaky")).toHaveLength(2);
    expect(words.join()).not.toContain("NODE_FAILED");
  });

  test("[ENG-12] always: also after a good end, until the dataflow stops", async () => {
    const clock = clockOf2026();
    let lives = 0;
    const running = await start(
      { again: { fields: { restart_policy: "always", restart_delay: 1 }, run: async () => void lives++ } },
      { clock },
    );
    await clock.advance(10_000);
    expect(lives).toBe(4);
    const { ok } = await running.stop();
    expect(ok).toBe(true);
    expect(lives).toBe(4);
  });

  test("[ENG-12] max_restarts ends it, and it failed", async () => {
    const fields = { restart_policy: "on-failure", max_restarts: 3 };
    const running = await start({ bad: { fields, run: () => Promise.reject(new Error("no")) } });
    const { failures } = await running.finished;
    expect(failures).toMatchObject([{ id: "bad", restarts: 3 }]);
  });

  test("[ENG-12] a node whose inputs have all ended is not brought back", async () => {
    const running = await start({
      a: { outputs: ["out"], run: async () => undefined },
      b: {
        inputs: { x: "a/out" },
        fields: { restart_policy: "always" },
        run: async (node) => {
          for await (const _ of node);
        },
      },
    });
    const { ok, nodes } = await running.finished;
    expect(ok).toBe(true);
    expect(nodes.get("b")?.restarts).toBe(0);
  });

  test("[ENG-13] a node that is brought back hears what closed meanwhile", async () => {
    const clock = clockOf2026();
    const words: string[] = [];
    const running = await start(
      {
        a: {
          outputs: ["out"],
          inputs: { once: "dora/timer/secs/5" },
          run: async (node) => void (await node.next(), await node.next()),
        },
        b: {
          inputs: { x: "a/out", tick: "dora/timer/secs/1000" },
          fields: { restart_policy: "on-failure", restart_delay: 60 },
          run: async (node) => {
            if (node.restartCount === 0) throw new Error("first");
            await record(words)(node);
          },
        },
      },
      { clock },
    );
    await clock.advance(61_000);
    expect(words).toEqual(["INPUT_CLOSED x"]);
    await running.close();
  });

  test("[ENG-12] the delay doubles up to its limit", () => {
    const budget = new RestartBudget({ ...plan, delayMs: 1000, maxDelayMs: 5000 });
    expect([1, 2, 3, 4, 5].map(() => budget.next(failed, 0))).toEqual([1000, 2000, 4000, 5000, 5000]);
  });

  test("[ENG-12] restarts count within the window", () => {
    const budget = new RestartBudget({ ...plan, maxRestarts: 2, windowMs: 1000 });
    expect([0, 10, 20].map((nowMs) => budget.next(failed, nowMs))).toEqual([0, 0, undefined]);
    expect(budget.next(failed, 1001)).toBe(0);
  });

  test("[ENG-12] on-failure does not bring back who ended well", () => {
    expect(new RestartBudget(plan).next({ ok: true }, 0)).toBeUndefined();
  });
});
