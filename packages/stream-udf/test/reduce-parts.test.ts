import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DatumQueue } from "../src/internal/datum-queue.ts";
import { KeyTable } from "../src/internal/key-table.ts";
import { datumOf, textOf } from "./support/handlers.ts";

function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
}

describe("KeyTable", () => {
  test("[R-10] lists of keys meet only if they are equal", () => {
    const key = fc.oneof(fc.string(), fc.constantFrom("", ":", ",", '"', '","', "a", "a:b", "[", "]"));
    fc.assert(
      fc.property(fc.uniqueArray(fc.array(key), { selector: (keys) => JSON.stringify(keys) }), (lists) => {
        const table = new KeyTable<number>();
        for (const [index, keys] of lists.entries()) table.add(keys, index);
        expect(lists.map((keys) => table.get([...keys]))).toEqual(lists.map((_, index) => index));
        expect(table.values()).toEqual(lists.map((_, index) => index));
      }),
    );
  });
});

describe("DatumQueue", () => {
  const queueOf = () => {
    const reads: number[] = [];
    return { reads, queue: new DatumQueue((count) => reads.push(count)) };
  };

  test("what is pushed before and after reading begins arrives in order", async () => {
    const { queue } = queueOf();
    const seen: string[] = [];
    queue.push(datumOf("a"));
    const reading = (async () => {
      for await (const { value } of queue) seen.push(textOf(value));
    })();
    for (const value of ["b", "c"]) {
      queue.push(datumOf(value));
      await Promise.resolve();
    }
    queue.close();
    await reading;
    expect(seen).toEqual(["a", "b", "c"]);
  });

  test("says what lies in it and what does not", async () => {
    const { queue, reads } = queueOf();
    const iterator = queue[Symbol.asyncIterator]();
    const waiting = iterator.next();
    expect(queue.push(datumOf("a"))).toBe(false);
    expect(queue.push(datumOf("b"))).toBe(true);
    await waiting;
    await iterator.next();
    expect(reads).toEqual([1]);
  });

  test("a handler that leaves drops the rest, and what comes later", async () => {
    const { queue, reads } = queueOf();
    for (const value of ["a", "b", "c"]) queue.push(datumOf(value));
    for await (const _ of queue) break;
    expect([reads, queue.push(datumOf("d"))]).toEqual([[1, 2], false]);
  });

  test("after a failure every read rejects with it, also one that waits", async () => {
    const { queue } = queueOf();
    const iterator = queue[Symbol.asyncIterator]();
    const waiting = iterator.next();
    const reason = new Error("gone");
    queue.fail(reason);
    queue.close();
    await expect(waiting).rejects.toBe(reason);
    await expect(iterator.next()).rejects.toBe(reason);
    expect(queue.push(datumOf("a"))).toBe(false);
  });

  test("keeps no datum that was read, also while it is never empty", async () => {
    const { queue } = queueOf();
    const iterator = queue[Symbol.asyncIterator]();
    const read: WeakRef<object>[] = [];
    const fill = (count: number): void => {
      for (let nth = 0; nth < count; nth++) queue.push(datumOf("x"));
    };
    const take = async (): Promise<void> => {
      const next = await iterator.next();
      if (next.done !== true) read.push(new WeakRef(next.value));
    };
    fill(250);
    for (let round = 0; round < 20; round++) {
      fill(250);
      for (let nth = 0; nth < 250; nth++) await take();
    }
    // What a turn of the loop has looked at is kept until the turn is over.
    await new Promise(setImmediate);
    collectGarbage();
    expect(read.filter((each) => each.deref() !== undefined).length).toBeLessThan(10);
    expect((await iterator.next()).done).toBe(false);
  });

  test("reads that wait at the same time get what comes, in their order", async () => {
    const { queue } = queueOf();
    const iterator = queue[Symbol.asyncIterator]();
    const reads = Array.from({ length: 4 }, () => iterator.next());
    for (const value of ["a", "b"]) queue.push(datumOf(value));
    queue.close();
    const given = await Promise.all(reads);
    expect(given.map(({ value }) => value && textOf(value.value))).toEqual(["a", "b", undefined, undefined]);
  });

  test("reads that wait reject together", async () => {
    const { queue } = queueOf();
    const iterator = queue[Symbol.asyncIterator]();
    const reads = Promise.allSettled([iterator.next(), iterator.next()]);
    queue.fail("gone");
    expect(await reads).toEqual([1, 2].map(() => ({ status: "rejected", reason: "gone" })));
  });

  test("a read that waits ends when the handler leaves", async () => {
    const { queue } = queueOf();
    const iterator = queue[Symbol.asyncIterator]();
    const waiting = iterator.next();
    await iterator.return?.();
    expect((await waiting).done).toBe(true);
  });

  test("a queue at its end stays there", async () => {
    const { queue } = queueOf();
    const iterator = queue[Symbol.asyncIterator]();
    const waiting = iterator.next();
    queue.close();
    expect([(await waiting).done, (await iterator.next()).done, queue.push(datumOf("a"))]).toEqual([true, true, false]);
  });
});
