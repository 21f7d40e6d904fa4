import { describe, expect, test } from "vitest";
import { DoraStatus } from "../../src/status.ts";
import type { NodeFunction } from "../../src/run-dataflow.ts";
import { startDataflow } from "../../src/run-dataflow.ts";
import { idle, record, sendNumbers, start } from "./support/run.ts";

/** Reads nothing until it is let go, then everything. */
function slowReader(into: unknown[]): { readonly run: NodeFunction; readonly go: () => void } {
  let go: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (go = resolve));
  const run: NodeFunction = async (node) => {
    await gate;
    for await (const event of node) if (event.type === "INPUT") into.push(event.value.get(0));
  };
  return { run, go: () => go() };
}

describe("a slow consumer", () => {
  test("[ENG-4] [ENG-34] drop_oldest: the newest queue_size messages stay, the others are counted", async () => {
    const got: unknown[] = [];
    const reader = slowReader(got);
    const running = await start({
      sender: {
        outputs: ["out"],
        run: async (node) => {
          await sendNumbers(node, "out", 500);
          reader.go();
        },
      },
      reader: { inputs: { x: { source: "sender/out", queue_size: 5 } }, run: reader.run },
    });
    const { stats } = await running.finished;
    expect(got).toEqual([495, 496, 497, 498, 499]);
    expect(stats.edges).toMatchObject([{ source: "sender/out", messages: 500, dropped: 495, pending: 0, bytes: 2000 }]);
    expect(stats.nodes.get("sender")).toMatchObject({ state: "finished", sent: 500 });
  });

  test("[ENG-5] backpressure: the sender waits, and nothing is lost", async () => {
    const got: unknown[] = [];
    const reader = slowReader(got);
    let sent = 0;
    const running = await start({
      sender: {
        outputs: ["out"],
        run: async (node) => {
          for (; sent < 50; sent++) await node.sendOutput("out", Int32Array.of(sent));
        },
      },
      reader: {
        inputs: { x: { source: "sender/out", queue_size: 5, queue_policy: "backpressure" } },
        run: reader.run,
      },
    });
    await expect.poll(() => running.stats().edges[0]?.pending).toBe(5);
    expect(sent).toBe(4);
    reader.go();
    const { stats } = await running.finished;
    expect(got).toEqual(Array.from({ length: 50 }, (_, at) => at));
    expect(stats.edges[0]?.dropped).toBe(0);
  });

  test("[ENG-5] a sender that waits for a consumer which has ended goes on", async () => {
    const running = await start({
      sender: { outputs: ["out"], run: (node) => sendNumbers(node, "out", 50) },
      reader: {
        inputs: { x: { source: "sender/out", queue_size: 1, queue_policy: "backpressure" } },
        run: async (node) => void (await node.next()),
      },
    });
    expect((await running.finished).ok).toBe(true);
  });

  test("[ENG-5] stopping frees a sender that waits", async () => {
    const reader = slowReader([]);
    const running = await start({
      sender: { outputs: ["out"], run: (node) => sendNumbers(node, "out", 50) },
      reader: {
        inputs: { x: { source: "sender/out", queue_size: 1, queue_policy: "backpressure" } },
        run: reader.run,
      },
    });
    await expect.poll(() => running.stats().edges[0]?.pending).toBe(1);
    const stopped = running.stop();
    reader.go();
    expect((await stopped).ok).toBe(true);
  });
});

test("[ENG-34] stats tell rates and states while the dataflow runs", async () => {
  let more: () => Promise<void> = async () => undefined;
  const running = await start({
    a: {
      outputs: ["out"],
      inputs: { stay: "dora/timer/secs/1000" },
      run: async (node) => {
        more = () => sendNumbers(node, "out", 10);
        await idle(node);
      },
    },
    b: { inputs: { x: "a/out" }, run: idle },
  });
  await expect.poll(() => running.stats().nodes.get("b")?.state).toBe("running");
  await more();
  const edge = running.stats().edges.find(({ inputId }) => inputId === "x");
  expect(edge).toMatchObject({ nodeId: "b", messages: 10, closed: false });
  expect(edge?.rate).toBeGreaterThan(0);
  expect(running.stats().edges.find(({ inputId }) => inputId === "x")?.rate).toBe(0);
  await running.close();
});

test("[ENG-16] STOP_ALL of an operator stops the whole dataflow", async () => {
  const words: string[] = [];
  class Guard {
    onEvent(event: { readonly type: string }): DoraStatus {
      return event.type === "INPUT" ? DoraStatus.STOP_ALL : DoraStatus.CONTINUE;
    }
  }
  const source = {
    nodes: [
      { id: "guard", path: "dynamic", inputs: { tick: "dora/timer/millis/5" } },
      { id: "other", path: "dynamic", inputs: { stay: "dora/timer/secs/1000" } },
    ],
  };
  const running = await startDataflow(source, { nodes: { guard: Guard, other: record(words) } });
  expect((await running.finished).ok).toBe(true);
  expect(words).toContain("STOP MANUAL");
});
