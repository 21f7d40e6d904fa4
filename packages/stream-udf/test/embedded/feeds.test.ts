import { ManualClock, systemClock } from "@millrace/protocol";
import { describe, expect, it } from "vitest";
import { AsyncFeed } from "../../src/embedded/feeds/async-feed.ts";
import { GeneratorFeed } from "../../src/embedded/feeds/generator-feed.ts";
import { IterableFeed } from "../../src/embedded/feeds/iterable-feed.ts";
import { WakeUp } from "../../src/embedded/feeds/wake-up.ts";
import type { GeneratorPlan } from "../../src/embedded/spec/plan.ts";

describe("a feed of things at hand", () => {
  it("gives full batches, then what is left, then nothing", () => {
    const feed = new IterableFeed(["a", "b", "c"]);
    expect(feed.read(2)).toEqual(["a", "b"]);
    expect(feed.read(2)).toEqual(["c"]);
    expect(feed.read(2)).toBeUndefined();
    expect(feed.read(2)).toBeUndefined();
  });

  it("gives an exact last batch, and then notices the end", () => {
    const feed = new IterableFeed(["a", "b"]);
    expect(feed.read(2)).toEqual(["a", "b"]);
    expect(feed.read(2)).toBeUndefined();
  });

  it("is closed once, when it is stopped", () => {
    let closed = 0;
    function* records(): Generator<string> {
      try {
        for (;;) yield "x";
      } finally {
        closed++;
      }
    }
    const feed = new IterableFeed(records());
    expect(feed.read(1)).toEqual(["x"]);
    feed.stop();
    feed.stop();
    expect(closed).toBe(1);
    expect(feed.read(1)).toBeUndefined();
  });

  it("may be stopped by what it reads from, and keeps what it has read", () => {
    let closed = 0;
    const stop = { now: (): void => undefined };
    function* records(): Generator<string> {
      try {
        yield "a";
        stop.now();
        yield "b";
        yield "c";
      } finally {
        closed++;
      }
    }
    const feed = new IterableFeed(records());
    stop.now = () => feed.stop();
    expect(feed.read(10)).toEqual(["a", "b"]);
    expect(closed).toBe(1);
    expect(feed.read(10)).toBeUndefined();
  });

  it("does not close what has ended by itself", () => {
    let closed = 0;
    const source = {
      [Symbol.iterator]: () => ({
        next: () => ({ done: true as const, value: undefined }),
        return: () => {
          closed++;
          return { done: true as const, value: undefined };
        },
      }),
    };
    const feed = new IterableFeed(source);
    expect(feed.read(1)).toBeUndefined();
    feed.stop();
    expect(closed).toBe(0);
  });
});

describe("a feed of things to come", () => {
  it("gives what has come, and reads on meanwhile", async () => {
    async function* records(): AsyncGenerator<string> {
      for (let n = 0; n < 10; n++) yield String(n);
    }
    const feed = new AsyncFeed(records(), systemClock);
    expect(await feed.read(4, 1000)).toEqual(["0", "1", "2", "3"]);
    expect(await feed.read(100, 1000)).toEqual(["4", "5", "6", "7", "8", "9"]);
    expect(await feed.read(100, 1000)).toBeUndefined();
  });

  it("gives nothing if nothing comes in time, and goes on", async () => {
    const clock = new ManualClock();
    const { promise, resolve } = Promise.withResolvers<void>();
    async function* records(): AsyncGenerator<string> {
      await promise;
      yield "late";
    }
    const feed = new AsyncFeed(records(), clock);
    const first = feed.read(10, 500);
    await clock.advance(500);
    expect(await first).toEqual([]);
    const second = feed.read(10, 500);
    resolve();
    expect(await second).toEqual(["late"]);
  });

  it("reads no more than a thousand ahead", async () => {
    let given = 0;
    async function* records(): AsyncGenerator<string> {
      for (;;) yield String(given++);
    }
    const feed = new AsyncFeed(records(), systemClock);
    await feed.read(1, 1000);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(given).toBeLessThanOrEqual(1002);
    expect(await feed.read(5000, 1000)).toHaveLength(1000);
    await feed.stop();
  });

  it("gives what came before a failure, then the failure", async () => {
    const boom = new Error("boom");
    async function* records(): AsyncGenerator<string> {
      yield "a";
      throw boom;
    }
    const feed = new AsyncFeed(records(), systemClock);
    expect(await feed.read(10, 1000)).toEqual(["a"]);
    await expect(feed.read(10, 1000)).rejects.toBe(boom);
  });

  it("ends a read that waits when it is stopped", async () => {
    let closed = false;
    const source: AsyncIterable<string> = {
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise(() => undefined),
        return: async () => {
          closed = true;
          return { done: true, value: undefined };
        },
      }),
    };
    const feed = new AsyncFeed(source, systemClock);
    const waiting = feed.read(10, Infinity);
    await feed.stop();
    expect(await waiting).toBeUndefined();
    expect(closed).toBe(true);
  });
});

describe("a generator", () => {
  const plan: GeneratorPlan = {
    rpu: 3,
    durationMs: 1000,
    msgSize: 2,
    keyCount: 0,
    value: 5,
    valueBlob: undefined,
  };

  it("gives its messages at once, and the next when their time has come", async () => {
    const clock = new ManualClock();
    const feed = new GeneratorFeed(plan, clock);
    expect(await feed.read(2, 100)).toEqual([
      { value: '{"id":0,"value":5,"padding":"00"}', keys: [] },
      { value: '{"id":1,"value":5,"padding":"00"}', keys: [] },
    ]);
    expect(await feed.read(2, 100)).toHaveLength(1);
    const early = feed.read(2, 100);
    await clock.advance(100);
    expect(await early).toEqual([]);
    const next = feed.read(5, Infinity);
    await clock.advance(900);
    expect(await next).toHaveLength(3);
  });

  it("makes up for no time that was missed", async () => {
    const clock = new ManualClock();
    const feed = new GeneratorFeed(plan, clock);
    await feed.read(3, 0);
    await clock.advance(10_000);
    expect(await feed.read(100, 0)).toHaveLength(3);
    expect(await feed.read(100, 0)).toHaveLength(3);
    const waiting = feed.read(100, 10);
    await clock.advance(10);
    expect(await waiting).toEqual([]);
  });

  it("ends when it is stopped, also while it waits", async () => {
    const feed = new GeneratorFeed(plan, new ManualClock());
    await feed.read(3, 0);
    const waiting = feed.read(3, Infinity);
    feed.stop();
    expect(await waiting).toBeUndefined();
    expect(await feed.read(3, 0)).toBeUndefined();
  });
});

describe("a wake-up call", () => {
  it("comes when it is called, or when its time has come", async () => {
    const clock = new ManualClock();
    const wakeUp = new WakeUp(clock);
    const called = wakeUp.wait(1000);
    wakeUp.wake();
    await called;
    expect(clock.pendingTimers).toBe(0);
    const timed = wakeUp.wait(1000);
    await clock.advance(1000);
    await timed;
    wakeUp.wake();
    const patient = wakeUp.wait(Infinity);
    expect(clock.pendingTimers).toBe(0);
    wakeUp.wake();
    await expect(patient).resolves.toBeUndefined();
  });
});
