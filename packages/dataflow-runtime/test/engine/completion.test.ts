import { describe, expect, test } from "vitest";
import { clockOf2026, idle, record, sendNumbers, start, word } from "./support/run.ts";

describe("the end of inputs", () => {
  test("[ENG-9] a node hears that an input is closed, and that all are", async () => {
    const words: string[] = [];
    const running = await start({
      a: { outputs: ["one", "two"], run: async (node) => node.closeOutputs(["one"]) },
      b: { inputs: { x: "a/one", y: "a/two" }, run: record(words) },
    });
    const { ok } = await running.finished;
    expect(ok).toBe(true);
    expect(words).toEqual(["INPUT_CLOSED x", "INPUT_CLOSED y", "STOP ALL_INPUTS_CLOSED"]);
  });

  test("a dataflow without nodes has ended when it has started", async () => {
    const { ok } = await (await start({})).finished;
    expect(ok).toBe(true);
  });

  test("[ENG-9] a timer keeps a node running until somebody stops it", async () => {
    const clock = clockOf2026();
    const words: string[] = [];
    const running = await start(
      {
        a: { outputs: ["one"], run: async () => undefined },
        b: { inputs: { x: "a/one", tick: "dora/timer/secs/1" }, run: record(words) },
      },
      { clock },
    );
    await clock.advance(3000);
    expect(words).toContain("INPUT_CLOSED x");
    expect(words.join()).not.toContain("STOP");
    expect(words.filter((id) => id === "tick")).toHaveLength(4);
    await running.stop();
    expect(words.at(-1)).toBe("STOP MANUAL");
  });

  test.each([
    ["the file", { root: { exit_when_nodes_finish: true } }],
    ["an option", { exitWhenNodesFinish: true }],
  ])("[ENG-10] exit_when_nodes_finish of %s: timers do not keep a node whose data has ended", async (_, options) => {
    const words: string[] = [];
    const running = await start(
      {
        a: { outputs: ["one"], run: (node) => sendNumbers(node, "one", 3) },
        b: { inputs: { x: "a/one", tick: "dora/timer/secs/1" }, run: record(words) },
      },
      options,
    );
    const { ok } = await running.finished;
    expect(ok).toBe(true);
    expect(words).toContain("STOP ALL_INPUTS_CLOSED");
    expect(words.filter((id) => id === "x")).toHaveLength(3);
  });

  test("[ENG-33] a cycle of two nodes runs, and ends when one of them has had enough", async () => {
    const running = await start({
      ping: {
        inputs: { back: "pong/ball" },
        outputs: ["ball"],
        run: async (node) => {
          await node.sendOutput("ball", Int32Array.of(0));
          for await (const event of node) {
            if (event.type !== "INPUT") continue;
            const count = event.value.get(0) as number;
            if (count >= 2000) return;
            await node.sendOutput("ball", Int32Array.of(count + 1));
          }
        },
      },
      pong: {
        inputs: { ball: "ping/ball" },
        outputs: ["ball"],
        run: async (node) => {
          for await (const event of node) {
            if (event.type === "INPUT")
              await node.sendOutput("ball", Int32Array.of((event.value.get(0) as number) + 1));
          }
        },
      },
    });
    const { ok, stats } = await running.finished;
    expect(ok).toBe(true);
    expect(stats.nodes.get("ping")?.sent).toBeGreaterThan(900);
  });
});

describe("an input with a timeout", () => {
  test("[ENG-8] closes after a silence, and recovers with the next message", async () => {
    const clock = clockOf2026();
    const seen: string[] = [];
    let send: () => Promise<void> = async () => undefined;
    const running = await start(
      {
        a: {
          inputs: { stay: "dora/timer/secs/1000" },
          outputs: ["out"],
          run: async (node) => {
            send = () => node.sendOutput("out", null);
            await idle(node);
          },
        },
        b: {
          inputs: { x: { source: "a/out", input_timeout: 0.5 } },
          run: async (node) => {
            for await (const event of node) seen.push(word(event));
          },
        },
      },
      { clock },
    );
    await clock.advance(2000);
    expect(seen, "the clock of the silence starts with the first message").toEqual([]);
    await send();
    await clock.advance(400);
    await send();
    await clock.advance(400);
    expect(seen).toEqual(["x", "x"]);
    await clock.advance(200);
    expect(seen).toEqual(["x", "x", "INPUT_CLOSED x"]);
    expect(running.stats().edges.find(({ inputId }) => inputId === "x")?.closed).toBe(true);
    await send();
    await clock.advance(0);
    expect(seen.slice(3).toSorted()).toEqual(["INPUT_RECOVERED x", "x"]);
    await running.close();
  });
});
