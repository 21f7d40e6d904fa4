import { collect } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import { definePipeline, Parameters, type RunOptions } from "../src/index.ts";
import { turn } from "./support/deferred.ts";
import { statuses } from "./support/statuses.ts";
import { within } from "./support/within.ts";

/** Counts how many stages and items compute at once. */
function gauge(): { most: number; readonly enter: () => Promise<void> } {
  let now = 0;
  const all = {
    most: 0,
    enter: async () => {
      all.most = Math.max(all.most, ++now);
      await turn();
      now--;
    },
  };
  return all;
}

const numbers = Array.from({ length: 40 }, (_, n) => n);
const sumOf = numbers.reduce((sum, n) => sum + n, 0);

describe("a stage that waits for the next item of a stream holds no slot", () => {
  test.for([1, 2, 3])("[RULE-073] with a concurrency of %i both go on, and it is kept", async (concurrency) => {
    const all = gauge();
    const pipeline = definePipeline("stream", {}, (p) => {
      const items = p.map("items", numbers, {}, async (n) => (await all.enter(), n), { stream: true });
      return {
        sum: p.reduce("sum", items, 0, async (sum, n) => (await all.enter(), sum + n)),
        beside: p.stage("beside", {}, all.enter),
      };
    });
    const { sum } = await within(pipeline.run({}, { concurrency }));
    expect(sum).toBe(sumOf);
    expect(all.most).toBe(concurrency);
  });

  test("[RULE-074] with a limit of one for both they go on, one at a time", async () => {
    const all = gauge();
    const limit = { key: "scarce", max: 1 };
    const pipeline = definePipeline("limited", {}, (p) => {
      const items = p.map("items", numbers, {}, async (n) => (await all.enter(), n), { stream: true, limit });
      return { sum: p.reduce("sum", items, 0, async (sum, n) => (await all.enter(), sum + n), { limit }) };
    });
    expect(await within(pipeline.run())).toEqual({ sum: sumOf });
    expect(all.most).toBe(1);
  });

  test("[RULE-074] two streams whose readers hold each other's limit go on", async () => {
    const [north, south] = [
      { key: "north", max: 1 },
      { key: "south", max: 1 },
    ];
    const pipeline = definePipeline("crossed", {}, (p) => {
      const a = p.map("a", numbers, {}, async (n) => (await turn(), n), { stream: true, limit: north });
      const b = p.map("b", numbers, {}, async (n) => (await turn(), n), { stream: true, limit: south });
      return {
        a: p.reduce("readsA", a, 0, async (sum, n) => (await turn(), sum + n), { limit: south }),
        b: p.reduce("readsB", b, 0, async (sum, n) => (await turn(), sum + n), { limit: north }),
      };
    });
    expect(await within(pipeline.run())).toEqual({ a: sumOf, b: sumOf });
  });

  test("streams of streams, readers in sub-pipelines and readers among the items of a map go on", async () => {
    const child = definePipeline(
      "child",
      { parameters: Parameters.define<{ rows: AsyncIterable<number> }>(["rows"]) },
      (p) => ({ sum: p.reduce("sum", p.parameters.rows, 0, (sum, n) => sum + n) }),
    );
    const pipeline = definePipeline("deep", {}, (p) => {
      const one = p.map("one", numbers, {}, async (n) => (await turn(), n + 1), { stream: true });
      const two = p.map("two", one, {}, async (n) => (await turn(), n - 1), { stream: true, concurrency: 2 });
      const pairs = p.map("pairs", numbers, {}, async (n) => (await turn(), n), { stream: true });
      const each = p.map("each", [1, 2], { pairs }, async (_n, { pairs }) => {
        const iterator = pairs[Symbol.asyncIterator]();
        return [await iterator.next(), await iterator.next()].map(({ value }) => value as number);
      });
      return { sub: p.pipeline("sub", child, { rows: two }), each };
    });
    const { sub, each } = await within(pipeline.run({}, { concurrency: 1 }));
    expect(sub).toEqual({ sum: sumOf });
    expect(each.flat().toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3]);
  });

  test("a reader that is given up while it waits gives no slot back twice", async () => {
    const all = gauge();
    const idle = (): AsyncIterable<number> => ({
      [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => {}) }),
    });
    const pipeline = definePipeline("given-up", {}, (p) => {
      const items = p.map("items", idle(), {}, (n) => n, { stream: true });
      const reads = p.stage("reads", { items }, ({ items }) => collect(items), { timeoutMs: 5 });
      for (let index = 0; index < 4; index++)
        p.stage(`after${index}`, {}, all.enter, { after: [reads], onUpstream: "all_done" });
      return {};
    });
    const report = await within(pipeline.settled({}, { concurrency: 2, onFailure: "continue" }));
    expect(statuses(report)["reads"]).toBe("failed");
    expect(report.counts).toMatchObject({ succeeded: 5, failed: 1 });
    expect(all.most).toBe(2);
  });
});

describe("several next() of a stream at a time", () => {
  const read = (options: RunOptions): Promise<unknown> => {
    const pipeline = definePipeline("at-once", {}, (p) => {
      const items = p.map("items", [1, 2, 3], {}, async (n) => (await turn(), n), { stream: true });
      return {
        read: p.stage("read", { items }, async ({ items }) => {
          const iterator = items[Symbol.asyncIterator]();
          const results = [1, 2, 3, 4, 5].map(() => iterator.next());
          const first = await results[0];
          await turn();
          return [first, ...(await Promise.all(results.slice(1)))];
        }),
      };
    });
    return within(pipeline.run({}, options));
  };

  test.for([1, Number.POSITIVE_INFINITY])(
    "each gives one item, in order, with a concurrency of %s",
    async (concurrency) => {
      const end = { done: true, value: undefined };
      expect(await read({ concurrency })).toEqual({
        read: [{ done: false, value: 1 }, { done: false, value: 2 }, { done: false, value: 3 }, end, end],
      });
    },
  );
});
