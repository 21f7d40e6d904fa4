import { describe, expect, test } from "vitest";
import { definePipeline } from "../src/index.ts";
import { collect } from "@millrace/protocol/testing";
import { turn } from "./support/deferred.ts";
import { statuses } from "./support/statuses.ts";

/** Numbers from 0, counting how many were taken. */
function counter(limit: number): {
  readonly source: AsyncIterable<number>;
  readonly state: { taken: number; closed: boolean };
} {
  const state = { taken: 0, closed: false };
  async function* numbers(): AsyncGenerator<number> {
    try {
      for (let n = 0; n < limit; n++) {
        state.taken++;
        yield n;
      }
    } finally {
      state.closed = true;
    }
  }
  return { source: { [Symbol.asyncIterator]: numbers }, state };
}

test("[RULE-101] a streaming map reads ahead of its consumer no further than its window", async () => {
  const { source, state } = counter(200);
  let [folded, furthest] = [0, 0];
  const pipeline = definePipeline("stream", {}, (p) => {
    const doubled = p.map("doubled", source, {}, async (n) => n * 2, { stream: true, concurrency: 4 });
    return {
      sum: p.reduce("sum", doubled, 0, async (sum, n) => {
        await turn();
        furthest = Math.max(furthest, state.taken - ++folded);
        return sum + n;
      }),
    };
  });
  expect(await pipeline.run()).toEqual({ sum: 199 * 200 });
  expect(furthest).toBeGreaterThan(0);
  expect(furthest).toBeLessThanOrEqual(5);
});

test("very many items pass through a map and a reduce in the memory of a window", async () => {
  function* numbers(): Generator<number> {
    for (let n = 0; n < 300_000; n++) yield n;
  }
  let largest = 0;
  const pipeline = definePipeline("large", {}, (p) => {
    const boxed = p.map(
      "boxed",
      { [Symbol.iterator]: numbers },
      {},
      (n) => ({ n, padding: Array.from({ length: 50 }, () => n) }),
      {
        stream: true,
        concurrency: 16,
      },
    );
    return {
      count: p.reduce("count", boxed, 0, (count) => {
        if (count % 50_000 === 0) largest = Math.max(largest, process.memoryUsage().heapUsed);
        return count + 1;
      }),
    };
  });
  const before = process.memoryUsage().heapUsed;
  expect(await pipeline.run()).toEqual({ count: 300_000 });
  // Held all at once the boxes would take more than 120 MB.
  expect(largest - before).toBeLessThan(90 * 2 ** 20);
});

test("streams chain: a map over the stream of a map", async () => {
  const { source } = counter(10);
  const pipeline = definePipeline("chained", {}, (p) => {
    const one = p.map("one", source, {}, async (n) => n + 1, { stream: true });
    const two = p.map("two", one, {}, async (n) => n * 10, { stream: true, concurrency: 2 });
    return { list: p.stage("list", { two }, async ({ two }) => collect(two)) };
  });
  expect(await pipeline.run()).toEqual({ list: [10, 20, 30, 40, 50, 60, 70, 80, 90, 100] });
});

describe("when a stream does not come to its end", () => {
  test("a consumer that stops early closes the source, and all is well", async () => {
    const { source, state } = counter(1_000_000);
    const pipeline = definePipeline("early", {}, (p) => {
      const items = p.map("items", source, {}, (n) => n, { stream: true });
      return {
        first: p.stage("first", { items }, async ({ items }) => {
          for await (const item of items) if (item === 3) return item;
          return -1;
        }),
      };
    });
    const report = await pipeline.settled();
    expect(statuses(report)).toEqual({ items: "succeeded", first: "succeeded" });
    expect(state.closed).toBe(true);
    expect(state.taken).toBeLessThan(20);
  });

  test("a consumer that never reads does not keep the run from ending", async () => {
    const { source } = counter(10);
    const pipeline = definePipeline("unread", {}, (p) => {
      const items = p.map("items", source, {}, (n) => n, { stream: true });
      return { done: p.stage("done", { items }, () => "without reading") };
    });
    expect(await pipeline.run()).toEqual({ done: "without reading" });
  });

  test("a failing item fails the map, and its consumer sees the error", async () => {
    const { source } = counter(10);
    const pipeline = definePipeline("failing", {}, (p) => {
      const items = p.map("items", source, {}, async (n) => (n === 4 ? Promise.reject(new Error("four")) : n), {
        stream: true,
      });
      return { sum: p.reduce("sum", items, 0, (sum, n) => sum + n) };
    });
    const report = await pipeline.settled();
    expect(statuses(report)).toEqual({ items: "failed", sum: "failed" });
    expect(report.failures.map(({ error }) => (error as Error).message)).toEqual([
      expect.stringContaining("item 4 of map 'items' failed"),
      expect.stringContaining("item 4 of map 'items' failed"),
    ]);
  });

  test("a failing consumer ends the map", async () => {
    const { source, state } = counter(1_000_000);
    const pipeline = definePipeline("reader", {}, (p) => {
      const items = p.map("items", source, {}, (n) => n, { stream: true });
      return { sum: p.reduce("sum", items, 0, (sum, n) => (n === 2 ? reject() : sum + n)) };
    });
    const report = await pipeline.settled();
    expect(report.status).toBe("failed");
    expect(statuses(report)["sum"]).toBe("failed");
    expect(state.closed).toBe(true);
  });

  test("cancelling the run ends both", async () => {
    const { source, state } = counter(1_000_000);
    const pipeline = definePipeline("cancelled", {}, (p) => {
      const items = p.map("items", source, {}, async (n) => (await turn(), n), { stream: true });
      return { sum: p.reduce("sum", items, 0, (sum, n) => sum + n) };
    });
    const run = pipeline.start();
    for (let index = 0; index < 10; index++) await turn();
    run.cancel(new Error("stop"));
    const report = await run.settled();
    expect(report.status).toBe("cancelled");
    expect(statuses(report)).toEqual({ items: "cancelled", sum: "cancelled" });
    expect(state.closed).toBe(true);
  });
});

test("[RULE-118] a stream that nobody reads is refused when the pipeline is defined", () => {
  const unread = (after: boolean) =>
    definePipeline("unread", {}, (p) => {
      const items = p.map("items", [1], {}, (n) => n, { stream: true });
      return { next: p.stage("next", {}, () => 1, after ? { after: [items] } : {}) };
    });
  expect(() => unread(false)).toThrow(expect.objectContaining({ code: "PIPELINE_STREAM_MISUSE" }));
  expect(() => unread(false)).toThrow("streaming map 'items' of pipeline 'unread' is consumed by no stage");
  expect(() => unread(true)).toThrow("is named in 'after', and a stream ends with its consumer");
});

test("[RULE-118] a stream that would be read twice is refused when the pipeline is defined", () => {
  const twice = () =>
    definePipeline("twice", {}, (p) => {
      const items = p.map("items", [1], {}, (n) => n, { stream: true });
      p.reduce("a", items, 0, (sum, n) => sum + n);
      p.reduce("b", items, 0, (sum, n) => sum + n);
      return {};
    });
  expect(twice).toThrow(expect.objectContaining({ code: "PIPELINE_STREAM_MISUSE" }));
  expect(() =>
    definePipeline("output", {}, (p) => ({ items: p.map("items", [1], {}, (n) => n, { stream: true }) })),
  ).toThrow("is an output of the pipeline");
  const retrying = () =>
    definePipeline("retrying", {}, (p) => {
      const items = p.map("items", [1], {}, (n) => n, { stream: true });
      return { sum: p.reduce("sum", items, 0, (sum, n) => sum + n, { retry: { maxAttempts: 2 } }) };
    });
  expect(retrying).toThrow("cannot be read twice");
});

function reject(): never {
  throw new Error("reader");
}
