import { ManualClock } from "@millrace/protocol";
import { describe, expect, test } from "vitest";
import { definePipeline, type MapOptions } from "../src/index.ts";
import { deferred, turn, untilAborted } from "./support/deferred.ts";

/** A pipeline of one map. */
const mapping = <T, R>(
  items: Iterable<T> | AsyncIterable<T>,
  fn: (item: T, signal: AbortSignal) => R | Promise<R>,
  options: MapOptions<T> = {},
) =>
  definePipeline("mapping", {}, (p) => {
    const source = p.stage("source", {}, () => items);
    return { all: p.map("all", source, {}, (item, _args, { signal }) => fn(item, signal), options) };
  });

test("[SEED-24] map calls its function once for each item of a list that a stage returned", async () => {
  const pipeline = definePipeline("squares", {}, (p) => {
    const numbers = p.stage("numbers", {}, () => [1, 2, 3]);
    const by = p.stage("by", {}, () => 10);
    return { scaled: p.map("scaled", numbers, { by }, async (n, { by }) => n * by) };
  });
  expect(await pipeline.run()).toEqual({ scaled: [10, 20, 30] });
});

test("[RULE-097] results keep the order of the items, whatever order they end in", async () => {
  const gates = [deferred(), deferred(), deferred()];
  const run = mapping([0, 1, 2], async (n) => (await gates[n]?.promise, n)).start();
  for (const gate of gates.toReversed()) {
    await turn();
    gate.resolve();
  }
  expect(await run.result()).toEqual({ all: [0, 1, 2] });
});

test.for([1, 3, 7])(
  "[RULE-098] never more than %i items at once, and that many when there is work",
  async (concurrency) => {
    let [now, most] = [0, 0];
    await mapping(
      Array.from({ length: 30 }, (_, n) => n),
      async () => {
        most = Math.max(most, ++now);
        await turn();
        now--;
      },
      { concurrency },
    ).run();
    expect(most).toBe(concurrency);
  },
);

describe("a failed item", () => {
  test("[RULE-099] fails the map with an error that names it, and aborts the others", async () => {
    const aborted: number[] = [];
    const report = await mapping([0, 1, 2], async (n, signal) => {
      if (n === 1) throw new Error("bad one");
      signal.addEventListener("abort", () => aborted.push(n));
      return untilAborted(signal);
    }).settled();
    const error = report.failures[0]?.error as Error;
    expect(error).toMatchObject({
      code: "PIPELINE_ITEM_FAILED",
      cause: { message: "bad one" },
      details: { stage: "all", item: 1 },
    });
    expect(error.message).toContain("item 1 of map 'all' failed on attempt 1: bad one");
    expect(aborted).toEqual([0, 2]);
  });

  test("[RULE-099] stops reading and closes the source", async () => {
    let closed = false;
    function* source(): Generator<number> {
      try {
        for (let n = 0; ; n++) yield n;
      } finally {
        closed = true;
      }
    }
    const report = await mapping(source(), async (n) => (n === 5 ? Promise.reject(new Error("five")) : n)).settled();
    expect(report.status).toBe("failed");
    expect(closed).toBe(true);
  });
});

test("[RULE-100] onItemError: 'collect' runs all items and gives a Result for each", async () => {
  const { all } = await mapping([1, 2, 3], async (n) => (n === 2 ? Promise.reject(new Error("two")) : n), {
    onItemError: "collect",
  }).run();
  expect(all).toMatchObject([
    { ok: true, value: 1 },
    { ok: false, error: { message: "two" } },
    { ok: true, value: 3 },
  ]);
});

test("[RULE-102] `key` names the item in errors and progress", async () => {
  const keys: (string | undefined)[] = [];
  const report = await mapping(
    ["north", "south"],
    async (region) => (region === "south" ? Promise.reject(new Error("no data")) : region),
    {
      key: (region: string) => region,
      concurrency: 1,
    },
  ).settled({}, { onEvent: (event) => event.type === "stage_progress" && keys.push(event.mapKey) });
  expect(report.failures[0]?.error).toMatchObject({
    message: expect.stringContaining("item 1 ('south') of map 'all'"),
  });
  expect(keys).toEqual(["north"]);
});

test("a throwing key, and a source that throws later, fail the map and nothing hangs", async () => {
  const key = (): string => {
    throw new Error("no key");
  };
  expect((await mapping([1, 2], async (n) => n, { key }).settled()).failures[0]?.error).toMatchObject({
    message: "no key",
  });
  function* torn(): Generator<number> {
    yield 1;
    yield 2;
    throw new Error("torn");
  }
  expect(
    (await mapping(torn(), async (n) => (await turn(), n), { concurrency: 1 }).settled()).failures[0]?.error,
  ).toMatchObject({ message: "torn" });
  async function* tornLater(): AsyncGenerator<number> {
    yield 1;
    throw new Error("torn later");
  }
  expect((await mapping(tornLater(), async (n) => n).settled()).failures[0]?.error).toMatchObject({
    message: "torn later",
  });
});

test("retry and timeout apply to each item", async () => {
  const clock = new ManualClock();
  const attempts = new Map<number, number>();
  const pipeline = definePipeline("items", {}, (p) => ({
    all: p.map(
      "all",
      [1, 2, 3],
      {},
      async (n, _args, { attempt, mapIndex }) => {
        attempts.set(n, attempt);
        if (n === 2 && attempt < 3) throw new Error("again");
        if (n === 3 && attempt === 1) await new Promise(() => {});
        return `${n}@${mapIndex}`;
      },
      { retry: { maxAttempts: 3, initialMs: 10, factor: 1 }, timeoutMs: 100 },
    ),
  }));
  const run = pipeline.start({}, { clock });
  await clock.advance(500);
  expect(await run.result()).toEqual({ all: ["1@0", "2@1", "3@2"] });
  expect([...attempts]).toEqual([
    [1, 1],
    [2, 3],
    [3, 2],
  ]);
});

describe("what a map or reduce goes over", () => {
  const over = (value: unknown) =>
    definePipeline("over", {}, (p) => {
      const list = p.stage("list", {}, () => value as number[]);
      return {
        mapped: p.map("mapped", list, {}, (n) => n),
        reduced: p.reduce("reduced", list, "initial", () => "folded"),
      };
    });

  test("[RULE-103] an empty list gives [] and the initial value", async () => {
    expect(await over([]).run()).toEqual({ mapped: [], reduced: "initial" });
  });

  test.for([
    [42, "number"],
    [null, "null"],
    [undefined, "undefined"],
    [{}, "object"],
  ] as const)("[RULE-103] %s is a coded error", async ([value, got]) => {
    const report = await over(value).settled({}, { onFailure: "continue" });
    expect(report.failures.map(({ error }) => error)).toMatchObject([
      { code: "PIPELINE_NOT_ITERABLE", details: { stage: "mapped", got } },
      { code: "PIPELINE_NOT_ITERABLE", details: { stage: "reduced", got } },
    ]);
  });

  test("[RULE-103] sets, generators and async iterables work", async () => {
    expect(await mapping(new Set([1, 2]), (n) => n + 1).run()).toEqual({ all: [2, 3] });
    async function* source(): AsyncGenerator<number> {
      yield* [1, 2, 3];
    }
    expect(await mapping(source(), (n) => n + 1).run()).toEqual({ all: [2, 3, 4] });
  });
});

test("[SEED-25, RULE-104] reduce folds in the order of the items and awaits an async function", async () => {
  const pipeline = definePipeline("fold", {}, (p) => {
    const words = p.stage("words", {}, () => ["a", "b", "c"]);
    return {
      sync: p.reduce("sync", words, "", (text, word) => text + word),
      slow: p.reduce("slow", words, "", async (text, word) => (await turn(), text + word)),
    };
  });
  expect(await pipeline.run()).toEqual({ sync: "abc", slow: "abc" });
});

test("cancelling the run cancels the items in flight", async () => {
  const aborted: number[] = [];
  const run = mapping([1, 2], async (n, signal) => {
    signal.addEventListener("abort", () => aborted.push(n));
    return untilAborted(signal);
  }).start();
  await turn();
  run.cancel(new Error("stop"));
  expect((await run.settled()).status).toBe("cancelled");
  expect(aborted).toEqual([1, 2]);
});
