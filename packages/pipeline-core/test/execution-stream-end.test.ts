import { memoryLogger } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import { definePipeline, ExitPipeline } from "../src/index.ts";
import { turn } from "./support/deferred.ts";
import { statuses } from "./support/statuses.ts";
import { thenable } from "./support/thenable.ts";
import { unhandledDuring, within } from "./support/within.ts";

/** Gives 0, 1, 2, and then nothing for ever. As an async generator would, `return()` waits for the pending `next()`. */
function idleSource() {
  const state = { asked: 0, closed: 0 };
  const never = new Promise<never>(() => {});
  const source: AsyncIterable<number> = {
    [Symbol.asyncIterator]: () => ({
      next: () => (state.asked < 3 ? Promise.resolve({ done: false, value: state.asked++ }) : (state.asked++, never)),
      return: () => (state.closed++, never),
    }),
  };
  return { source, state };
}

describe("[RULE-084] over a source that has gone silent", () => {
  const reading = (source: AsyncIterable<number>) =>
    definePipeline("silent", {}, (p) => {
      const items = p.map("items", source, {}, (n) => n, { stream: true });
      return { sum: p.reduce("sum", items, 0, (sum, n) => sum + n) };
    });

  test.for(["stream", "list", "reduce"] as const)("a run with a %s of it can be cancelled", async (kind) => {
    const { source, state } = idleSource();
    const pipeline = definePipeline("silent", {}, (p) =>
      kind === "reduce"
        ? { a: p.reduce("a", source, 0, (sum, n) => sum + n) }
        : kind === "list"
          ? { a: p.map("a", source, {}, (n) => n) }
          : {
              a: p.reduce(
                "a",
                p.map("items", source, {}, (n) => n, { stream: true }),
                0,
                (sum, n) => sum + n,
              ),
            },
    );
    const run = pipeline.start();
    for (let turns = 0; turns < 5; turns++) await turn();
    const reason = new Error("enough");
    run.cancel(reason);
    await expect(within(run.result(), 2000)).rejects.toBe(reason);
    expect(new Set(Object.values(statuses(await run.settled())))).toEqual(new Set(["cancelled"]));
    expect(state.closed).toBe(1);
  });

  test("a run can be closed", async () => {
    const { source, state } = idleSource();
    const run = reading(source).start();
    for (let turns = 0; turns < 5; turns++) await turn();
    await within(run.close(), 2000);
    expect(state).toEqual({ asked: 4, closed: 1 });
  });

  test("[RULE-095] a consumer can time out, and the stream ends with it although others go on", async () => {
    const { source, state } = idleSource();
    let closedBefore: number | undefined;
    const pipeline = definePipeline("late", {}, (p) => {
      const items = p.map("items", source, {}, (n) => n, { stream: true });
      const slow = p.stage(
        "slow",
        { items },
        async ({ items }) => {
          for await (const _ of items);
        },
        { timeoutMs: 20 },
      );
      return {
        other: p.stage("other", {}, () => void (closedBefore = state.closed), {
          after: [slow],
          onUpstream: "all_done",
        }),
      };
    });
    const report = await within(pipeline.settled({}, { onFailure: "continue" }));
    expect(statuses(report)).toEqual({ items: "succeeded", slow: "failed", other: "succeeded" });
    expect(report.failures[0]?.error).toMatchObject({ code: "PIPELINE_STAGE_TIMEOUT" });
    expect(closedBefore).toBe(1);
  });

  test("a consumer that returns while its next() is pending ends it", async () => {
    const { source, state } = idleSource();
    const pipeline = definePipeline("broken-off", {}, (p) => {
      const items = p.map("items", source, {}, (n) => n, { stream: true });
      return {
        last: p.stage("last", { items }, async ({ items }) => {
          const iterator = items[Symbol.asyncIterator]();
          for (let n = 0; n < 3; n++) await iterator.next();
          const pending = iterator.next();
          await turn();
          await iterator.return?.();
          return pending;
        }),
      };
    });
    expect(await within(pipeline.run())).toEqual({ last: { done: true, value: undefined } });
    expect(state.closed).toBe(1);
  });

  test("[RULE-080] a failure elsewhere that aborts the run cancels the stream and its consumer", async () => {
    const { source } = idleSource();
    const pipeline = definePipeline("aborted", {}, (p) => {
      const items = p.map("items", source, {}, (n) => n, { stream: true });
      const sum = p.reduce("sum", items, 0, (sum, n) => sum + n);
      const bad = p.stage("bad", {}, async () => (await turn(), await turn(), Promise.reject(new Error("bad"))));
      return { sum, bad };
    });
    const report = await within(pipeline.settled({}, { onFailure: "abort" }), 2000);
    expect(statuses(report)).toEqual({ items: "cancelled", sum: "cancelled", bad: "failed" });
  });
});

test.for([true, false])(
  "what comes from a source after its map was cancelled is dropped, be it an error (%s)",
  async (fails) => {
    const next = Promise.withResolvers<IteratorResult<number>>();
    let started = 0;
    const source: AsyncIterable<number> = { [Symbol.asyncIterator]: () => ({ next: () => next.promise }) };
    const unhandled = await unhandledDuring(async () => {
      const run = definePipeline("late", {}, (p) => ({ all: p.map("all", source, {}, () => ++started) })).start();
      await turn();
      run.cancel(new Error("enough"));
      await within(run.settled());
      if (fails) next.reject(new Error("late"));
      else next.resolve({ done: false, value: 1 });
      await turn();
    });
    expect(started).toBe(0);
    expect(unhandled).toEqual([]);
  },
);

describe("[RULE-103] a source that misbehaves fails its map, and nothing hangs", () => {
  const misbehaving: Readonly<Record<string, () => Iterator<number> | AsyncIterator<number>>> = {
    "throws undefined": () => ({
      next: () => {
        throw undefined as unknown as Error;
      },
    }),
    "rejects with undefined": () => ({
      next: async () => {
        throw undefined as unknown as Error;
      },
    }),
    "gives no result object": () => ({ next: () => undefined as never }),
    "promises no result object": () => ({ next: () => Promise.resolve(null as never) }),
    "has a throwing `then`": () => ({
      next: () =>
        thenable({
          get: () => {
            throw new Error("then");
          },
        }) as never,
    }),
    "has a throwing `value`": () => ({
      next: () => ({
        done: false,
        get value(): never {
          throw new Error("value");
        },
      }),
    }),
  };

  test.for(
    Object.entries(misbehaving).flatMap(([what, make]) => [true, false].map((stream) => ({ what, stream, make }))),
  )("one that $what, streaming: $stream", async ({ make, stream }) => {
    const over = { [Symbol.asyncIterator]: make } as AsyncIterable<number>;
    const pipeline = definePipeline("misbehaving", {}, (p) => {
      const all = p.map("all", over, {}, (n) => n, { stream });
      return {
        read: p.stage("read", { all }, async ({ all }) => {
          for await (const _ of all as Iterable<number> | AsyncIterable<number>);
        }),
      };
    });
    const unhandled = await unhandledDuring(async () => {
      const report = await within(pipeline.settled());
      expect(statuses(report)).toEqual({ all: "failed", read: stream ? "failed" : "upstream_failed" });
    });
    expect(unhandled).toEqual([]);
  });

  test("one whose return() throws or rejects is told in the log, and the map ends as it would", async () => {
    for (const close of [
      () => Promise.reject(new Error("no end")),
      () => {
        throw new Error("no end");
      },
    ]) {
      const logger = memoryLogger();
      const over = { [Symbol.asyncIterator]: () => ({ next: () => ({ done: false, value: 1 }), return: close }) };
      const pipeline = definePipeline("unclosed", {}, (p) => {
        const all = p.map("all", over as unknown as AsyncIterable<number>, {}, (n) => n, { stream: true });
        return {
          first: p.stage("first", { all }, async ({ all }) => {
            for await (const n of all) return n;
            return 0;
          }),
        };
      });
      const unhandled = await unhandledDuring(async () => {
        expect(await within(pipeline.run({}, { logger }))).toEqual({ first: 1 });
      });
      expect(unhandled).toEqual([]);
      expect(logger.records.filter(({ level, fields }) => level === "warn" && fields["stage"] === "all")).toHaveLength(
        1,
      );
    }
  });
});

test("a source sees the context of its map, however far it has come", async () => {
  const { context } = await import("../src/index.ts");
  const seen = new Set<string | undefined>();
  async function* source(): AsyncGenerator<number> {
    for (let n = 0; n < 20; n++) {
      seen.add(context.stage());
      yield n;
    }
  }
  const pipeline = definePipeline("seen", {}, (p) => {
    const items = p.map("items", { [Symbol.asyncIterator]: source }, {}, async (n) => (await turn(), n), {
      stream: true,
      concurrency: 2,
    });
    return { sum: p.reduce("sum", items, 0, async (sum, n) => (await turn(), sum + n)) };
  });
  await within(pipeline.run());
  expect([...seen]).toEqual(["items"]);
});

test("[RULE-086] an exit from an item of a stream ends the run, whether or not its consumer passes it on", async () => {
  const pipeline = definePipeline("exits", {}, (p) => {
    const items = p.map("items", [1, 2, 3], {}, async (n) => (n === 2 ? Promise.reject(new ExitPipeline("two")) : n), {
      stream: true,
    });
    const read = p.stage("read", { items }, async ({ items }) => {
      try {
        for await (const _ of items);
      } catch {
        return "caught";
      }
      return "read";
    });
    return { next: p.stage("next", { read }, async () => (await turn(), "ran")) };
  });
  expect((await within(pipeline.settled())).status).toBe("exited");
});

test.for([4, Number.POSITIVE_INFINITY])(
  "[RULE-101] a stream with a window of %s gives its items in order, however they end",
  async (concurrency) => {
    const count = 300;
    const pipeline = definePipeline("ordered", {}, (p) => {
      const items = p.map(
        "items",
        Array.from({ length: count }, (_, n) => n),
        {},
        async (n) => {
          for (let turns = 0; turns < (n * 7) % 5; turns++) await turn();
          return n;
        },
        { stream: true, concurrency },
      );
      return {
        list: p.stage("list", { items }, async ({ items }) => {
          const list: number[] = [];
          for await (const n of items) list.push(n);
          return list;
        }),
      };
    });
    expect(await within(pipeline.run(), 20_000)).toEqual({ list: Array.from({ length: count }, (_, n) => n) });
  },
);
