import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { type NodeFunction, startDataflow } from "../../src/run-dataflow.ts";
import { startWorkers } from "./run.ts";

const waits = { queue_size: 100, queue_policy: "backpressure" };
const from = (source: string, more: Readonly<Record<string, unknown>> = waits): Record<string, unknown> => ({
  in: { source, ...more },
});

describe("nodes in worker threads", () => {
  test("[THR-13] see their arguments and environment, and their output is the dataflow's log", async () => {
    const { running, logs } = await startWorkers({
      say: { run: "say.ts one two", fields: { env: { WORD: "hello" } } },
    });
    expect((await running.finished).ok).toBe(true);
    const lines = logs.map(({ nodeId, stream, message }) => ({ nodeId, stream, message }));
    const [{ message } = { message: "" }] = lines.filter(({ stream }) => stream === "stdout");
    expect(JSON.parse(message)).toEqual({
      id: "say",
      args: ["one", "two"],
      script: expect.stringMatching(/say\.ts$/),
      word: "hello",
    });
    expect(lines).toContainEqual({ nodeId: "say", stream: "stderr", message: "to stderr" });
  });

  test("[THR-13] may be plain JavaScript", async () => {
    const { running, texts } = await startWorkers(
      { plain: { run: "plain.mjs", outputs: ["out"] } },
      { reads: "plain/out" },
    );
    expect((await running.finished).ok).toBe(true);
    expect(texts).toEqual(["from plain JavaScript"]);
  });

  test.each([
    ["small frames", "source.ts 300 100"],
    ["big frames", "source.ts 40 200000"],
    ["big frames written in place", "source.ts 40 200000 raw"],
  ])("[THR-11][THR-16] %s go from worker to worker, and all of them arrive", async (_, run) => {
    const { running, texts } = await startWorkers(
      {
        source: { run, outputs: ["out"] },
        echo: { run: "echo.ts", inputs: from("source/out"), outputs: ["out"] },
        sum: { run: "sum.ts", inputs: from("echo/out"), outputs: ["out"] },
      },
      { reads: "sum/out" },
    );
    expect((await running.finished).ok).toBe(true);
    const count = Number(run.split(" ")[1]);
    let sum = 0;
    for (let n = 0; n < count; n++) sum += 2 * (n % 256);
    expect(texts).toEqual([`${count} ${sum}`]);
  });

  test("[THR-5][THR-7] consumers of different speed read the same frames, each undisturbed", async () => {
    const slow = { inputs: from("source/out"), outputs: ["out"] };
    const { running, texts } = await startWorkers(
      {
        source: { run: "source.ts 60 100000", outputs: ["out"] },
        quick: { run: "slow.ts 0", ...slow },
        slow: { run: "slow.ts 3", ...slow },
      },
      { reads: "slow/out" },
    );
    expect((await running.finished).ok).toBe(true);
    expect(JSON.parse(texts[0] ?? "")).toEqual(Array.from({ length: 60 }, (_, n) => n));
  });

  test("[THR-18] messages from worker to worker are counted, and so is what a queue drops", async () => {
    const { running, texts } = await startWorkers(
      {
        source: { run: "source.ts 500 100", outputs: ["out"] },
        slow: { run: "slow.ts 5", inputs: from("source/out", { queue_size: 5 }), outputs: ["out"] },
      },
      { reads: "slow/out" },
    );
    const { ok, stats } = await running.finished;
    expect(ok).toBe(true);
    const edge = stats.edges.find(({ nodeId }) => nodeId === "slow");
    const seen = JSON.parse(texts[0] ?? "") as number[];
    expect(edge).toMatchObject({ messages: 500, bytes: 50_000, pending: 0 });
    expect(edge?.dropped).toBeGreaterThan(0);
    expect(edge?.dropped).toBe(500 - seen.length);
    // The newest are kept.
    expect(seen.at(-1)).toBe(499);
  });

  test("[THR-5] functions of this thread and workers share frames both ways", async () => {
    const frames = 30;
    const firsts: number[] = [];
    const run: NodeFunction = async (node) => {
      for (let n = 0; n < frames; n++) {
        await node.sendOutput("out", new Uint8Array(100_000).fill(n));
        const event = await node.next();
        if (event?.type === "INPUT") firsts.push(Number(event.data.at(-1)));
      }
    };
    const running = await startDataflow(
      {
        nodes: [
          { id: "pump", path: "dynamic", inputs: { back: "echo/out" }, outputs: ["out"] },
          {
            id: "echo",
            path: fileURLToPath(new URL("nodes/echo.ts", import.meta.url)),
            inputs: { in: "pump/out" },
            outputs: ["out"],
          },
        ],
      },
      { nodes: { pump: run } },
    );
    expect((await running.finished).ok).toBe(true);
    expect(firsts).toEqual(Array.from({ length: frames }, (_, n) => n));
  });

  test("[THR-18] a worker waits for a function of this thread that reads with back-pressure", async () => {
    const seen: number[] = [];
    const run: NodeFunction = async (node) => {
      for await (const event of node) {
        if (event.type !== "INPUT") continue;
        if (seen.length % 50 === 0) await sleep(2);
        seen.push(Number(event.metadata.parameters["n"]));
      }
    };
    const source = fileURLToPath(new URL("nodes/source.ts", import.meta.url));
    const running = await startDataflow(
      {
        nodes: [
          { id: "source", path: source, args: "1000 100", outputs: ["out"] },
          { id: "reads", path: "dynamic", inputs: from("source/out", { queue_size: 5, queue_policy: "backpressure" }) },
        ],
      },
      { nodes: { reads: run } },
    );
    const { stats } = await running.finished;
    expect(seen).toEqual(Array.from({ length: 1000 }, (_, n) => n));
    expect(stats.edges[0]).toMatchObject({ messages: 1000, dropped: 0 });
  });
});
