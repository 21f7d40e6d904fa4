import { getEventListeners } from "node:events";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ManualClock, mapConcurrent, sleep, type MapCall, type MapConcurrentOptions } from "@millrace/protocol";
import { collect, expectCode } from "@millrace/protocol/testing";

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const never = (): Promise<never> => new Promise(() => undefined);

/** A source that tells how far it was read and whether it was closed. */
function numbers(until = Infinity): AsyncIterable<number> & { read: number; closed: boolean } {
  return {
    read: 0,
    closed: false,
    async *[Symbol.asyncIterator]() {
      try {
        for (; this.read < until;) yield this.read++;
      } finally {
        this.closed = true;
      }
    },
  };
}

describe("mapConcurrent", () => {
  test("maps iterables of every kind", async () => {
    const double = (item: number): number => item * 2;
    const options = { concurrency: 2 };
    expect(await collect(mapConcurrent([1, 2, 3], double, options))).toEqual([2, 4, 6]);
    expect(await collect(mapConcurrent(new Set([1, Promise.resolve(2)]), double, options))).toEqual([2, 4]);
    expect(await collect(mapConcurrent(numbers(3), async (item) => double(item), options))).toEqual([0, 2, 4]);
    expect(await collect(mapConcurrent([], double, options))).toEqual([]);
  });

  test("tells the function the place of its item", async () => {
    const seen = await collect(mapConcurrent("ab", (letter, { index }) => `${letter}${index}`, { concurrency: 1 }));
    expect(seen).toEqual(["a0", "b1"]);
  });

  test("yields in the order of the items, or of the results", async () => {
    const clock = new ManualClock();
    const slowFirst = async (item: number): Promise<number> => {
      await sleep(item === 0 ? 30 : 10, { clock });
      return item;
    };
    const ordered = collect(mapConcurrent([0, 1, 2], slowFirst, { concurrency: 3 }));
    const unordered = collect(mapConcurrent([0, 1, 2], slowFirst, { concurrency: 3, ordered: false }));
    await clock.advance(30);
    expect([await ordered, await unordered]).toEqual([
      [0, 1, 2],
      [1, 2, 0],
    ]);
  });

  test("reads nothing before the first read, and no further ahead than the window", async () => {
    const source = numbers();
    const results = mapConcurrent(source, (item) => item, { concurrency: 2, window: 3 });
    await turn();
    expect(source.read).toBe(0);
    await results.next();
    await turn();
    expect(source.read).toBe(4);
    await results.next();
    await turn();
    expect(source.read).toBe(5);
    await results.return();
    expect(source.closed).toBe(true);
  });

  test("keeps working on others while the first is slow, as far as the window goes", async () => {
    const clock = new ManualClock();
    const started: number[] = [];
    const work = async (item: number): Promise<number> => {
      started.push(item);
      await sleep(item === 0 ? 100 : 10, { clock });
      return item;
    };
    const all = collect(mapConcurrent([0, 1, 2, 3, 4, 5], work, { concurrency: 2, window: 4 }));
    await clock.advance(90);
    expect(started).toEqual([0, 1, 2, 3]);
    await clock.advance(100);
    expect(await all).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test("yields what is there while the source makes it wait", async () => {
    const source = (async function* () {
      yield 1;
      await never();
    })();
    const results = mapConcurrent(source, (item) => item, { concurrency: 4 });
    expect(await results.next()).toEqual({ done: false, value: 1 });
    await results.return();
  });

  test("keeps order, concurrency and window, whatever takes how long", async () => {
    const times = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 20 });
    const limits = fc.record({
      concurrency: fc.integer({ min: 1, max: 5 }),
      window: fc.integer({ min: 1, max: 6 }),
      ordered: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(times, limits, async (durations, options) => {
        let [running, most, read, got, ahead] = [0, 0, 0, 0, 0];
        const source = function* (): Generator<number> {
          for (const [index] of durations.entries()) {
            ahead = Math.max(ahead, ++read - got);
            yield index;
          }
        };
        const work = async (index: number): Promise<number> => {
          most = Math.max(most, ++running);
          for (let turns = durations[index] ?? 0; turns > 0; turns--) await turn();
          running--;
          return index;
        };
        const results: number[] = [];
        for await (const result of mapConcurrent(source(), work, options)) {
          results.push(result);
          got++;
        }
        const wanted = [...durations.keys()];
        expect(options.ordered ? results : results.toSorted((a, b) => a - b)).toEqual(wanted);
        expect(most).toBeLessThanOrEqual(options.concurrency);
        // The result that is being handed over has left the window already.
        expect(ahead).toBeLessThanOrEqual(options.window + 1);
      }),
      { numRuns: 60 },
    );
  });
});

describe("the first failure", () => {
  test("of the function ends the map, closes the source and tells the other calls", async () => {
    const source = numbers();
    const error = new Error("item 1 is bad");
    const reasons: unknown[] = [];
    const work = async (item: number, { signal }: MapCall): Promise<number> => {
      signal.addEventListener("abort", () => reasons.push(signal.reason));
      await turn();
      if (item === 1) throw error;
      return never();
    };
    await expect(collect(mapConcurrent(source, work, { concurrency: 3 }))).rejects.toBe(error);
    expect(reasons).toEqual([error, error, error]);
    expect([source.closed, source.read]).toEqual([true, 3]);
  });

  test("of the function may be synchronous", async () => {
    const fail = (): never => {
      throw new Error("bad");
    };
    await expect(collect(mapConcurrent([1], fail, { concurrency: 1 }))).rejects.toThrow("bad");
  });

  test("of the source ends the map; a source that failed is not closed again", async () => {
    let returned = false;
    const iterator: AsyncIterator<number> = {
      next: () => Promise.reject(new Error("source broke")),
      return: async () => ({ done: (returned = true), value: undefined }),
    };
    const source = { [Symbol.asyncIterator]: () => iterator };
    await expect(collect(mapConcurrent(source, (item) => item, { concurrency: 1 }))).rejects.toThrow("source broke");
    expect(returned).toBe(false);
  });

  test("of a promised item ends the map and closes its source", async () => {
    let closed = false;
    const source = (function* () {
      try {
        yield Promise.reject(new Error("item broke"));
      } finally {
        closed = true;
      }
    })();
    await expect(collect(mapConcurrent(source, (item) => item, { concurrency: 1 }))).rejects.toThrow("item broke");
    expect(closed).toBe(true);
  });

  test("counts: neither later ones nor that of the source's cleanup", async () => {
    const source = (async function* () {
      try {
        yield* [0, 1];
        await turn();
        yield 2;
      } finally {
        // oxlint-disable-next-line no-unsafe-finally -- what is tested
        throw new Error("cleanup");
      }
    })();
    // Both calls fail in the same turn.
    const gate = turn();
    const work = async (item: number): Promise<never> => {
      await gate;
      throw new Error(`item ${item}`);
    };
    await expect(collect(mapConcurrent(source, work, { concurrency: 2 }))).rejects.toThrow("item 0");
  });
});

describe("leaving early", () => {
  test("closes the source, and tells the calls that run", async () => {
    const source = numbers();
    const signals: AbortSignal[] = [];
    const work = (item: number, { signal }: MapCall): number | Promise<never> => {
      signals.push(signal);
      return item === 0 ? 0 : never();
    };
    expect(await collect(mapConcurrent(source, work, { concurrency: 2 }), 1)).toEqual([0]);
    expect(source.closed).toBe(true);
    expect(signals.length).toBeGreaterThan(1);
    expect(signals.every((signal) => signal.aborted)).toBe(true);
  });

  test.each<[string, () => Promise<never>]>([
    [
      "throws",
      () => {
        throw new Error("cleanup");
      },
    ],
    ["rejects with", () => Promise.reject(new Error("cleanup"))],
  ])("throws what the source's cleanup %s", async (_how, cleanup) => {
    const source = { [Symbol.asyncIterator]: () => ({ next: async () => ({ value: 1 }), return: cleanup }) };
    // With a window of one the source is at rest while the first result is handed over.
    const results = mapConcurrent(source, (item) => item, { concurrency: 1, window: 1 });
    await results.next();
    await turn();
    await expect(results.return()).rejects.toThrow("cleanup");
  });

  test("does not wait for a source that never answers", async () => {
    const source = {
      [Symbol.asyncIterator]: () => ({ next: never, return: () => Promise.reject(new Error("too late")) }),
    };
    const controller = new AbortController();
    const results = mapConcurrent(source, (item) => item, { concurrency: 1, signal: controller.signal });
    const next = results.next();
    await turn();
    controller.abort("enough");
    await expect(next).rejects.toBe("enough");
  });
});

describe("a signal", () => {
  test("stops the map with its reason and is let go", async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const source = numbers();
    const results = collect(mapConcurrent(source, never, { concurrency: 2, signal }));
    await turn();
    controller.abort("enough");
    await expect(results).rejects.toBe("enough");
    expect(source.closed).toBe(true);
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });

  test("that has aborted before keeps the source unread", async () => {
    const source = numbers();
    const results = mapConcurrent(source, (item) => item, { concurrency: 2, signal: AbortSignal.abort("before") });
    await expect(results.next()).rejects.toBe("before");
    expect(source.read).toBe(0);
  });

  test("is let go when the map ends by itself", async () => {
    const { signal } = new AbortController();
    await collect(mapConcurrent([1, 2], (item) => item, { concurrency: 2, signal }));
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });
});

test("options are checked at the call", async () => {
  const map = (options: object) => () => mapConcurrent([1], (item) => item, options as MapConcurrentOptions);
  await expectCode(map({}), "PROTOCOL_INVALID_OPTION");
  await expectCode(map({ concurrency: 0 }), "PROTOCOL_INVALID_OPTION");
  await expectCode(map({ concurrency: 1, window: 0 }), "PROTOCOL_INVALID_OPTION");
  await expectCode(map({ concurency: 1 }), "PROTOCOL_UNKNOWN_OPTION");
});
