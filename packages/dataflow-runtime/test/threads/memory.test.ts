import { runInNewContext } from "node:vm";
import { setFlagsFromString } from "node:v8";
import { afterEach, describe, expect, test } from "vitest";
import { forgetThread, poolTable } from "../../src/embedded/threads/pool.ts";
import { sharedFromBytes, sizeClass } from "../../src/embedded/threads/size-class.ts";
import { poisonByte } from "../../src/embedded/threads/slot.ts";
import { ThreadMemory } from "../../src/embedded/threads/thread-memory.ts";
import { DoraValue } from "../../src/value.ts";
import { memoryOf, metadataOf, pairOf, type Pair, threads } from "./support.ts";

const big = 100_000;
const open: Pair[] = [];
const connect = (...args: Parameters<typeof pairOf>): Pair => {
  const pair = pairOf(...args);
  open.push(pair);
  return pair;
};
afterEach(() => {
  for (const pair of open.splice(0)) pair.close();
});

function through({ sender, receiver, got }: Pair, value: DoraValue): DoraValue {
  sender.send(0, metadataOf(), value);
  receiver.run();
  return got.pop()?.value as DoraValue;
}

const bytes = (fill: number, length: number = big): DoraValue => DoraValue.from(new Uint8Array(length).fill(fill));

describe("shared memory", () => {
  test("[THR-5] consumers of one output read one buffer", () => {
    const from = memoryOf(1);
    const value = bytes(1);
    const [one, two] = [connect(from, memoryOf(2)), connect(from, memoryOf(3))].map((pair) => through(pair, value));
    expect(one?.bytes[0]).toBe(1);
    expect(from.pool.byteLength).toBe(sizeClass(big));
    // The same memory, in what two threads would see of it.
    (one as DoraValue).bytes[5] = 99;
    expect(two?.bytes[5]).toBe(99);
  });

  test("[THR-6] a value that is passed on shares its buffer", () => {
    const [a, b, c] = [memoryOf(1), memoryOf(2), memoryOf(3)] as const;
    const first = through(connect(a, b), bytes(1));
    const second = through(connect(b, c), first);
    const part = through(connect(c, a), DoraValue.from(second.bytes.subarray(1000, 90_000)));
    expect(b.pool.byteLength + c.pool.byteLength).toBe(0);
    expect(part.length).toBe(89_000);
    first.bytes[1000] = 42;
    expect(second.bytes[1000]).toBe(42);
    expect(part.bytes[0]).toBe(42);
  });

  test("[THR-7] is used again when the last reader is done, and not before", () => {
    const [a, b, c] = [memoryOf(1), memoryOf(2), memoryOf(3)] as const;
    const [toB, toC] = [connect(a, b), connect(a, c)];
    const value = bytes(1);
    const [one, two] = [through(toB, value), through(toC, value)];
    one.release();
    expect(through(toB, bytes(2)).bytes[0]).toBe(2);
    expect(two.bytes[0]).toBe(1);
    expect(a.pool.byteLength).toBe(2 * sizeClass(big));
    two.release();
    through(toB, bytes(3));
    expect(a.pool.byteLength).toBe(2 * sizeClass(big));
    expect(() => two.bytes).toThrow(expect.objectContaining({ code: "DATAFLOW_VALUE_RELEASED" }));
  });

  test("[THR-7] a value that was passed on is held by its last reader alone", () => {
    const [a, b, c] = [memoryOf(1), memoryOf(2), memoryOf(3)] as const;
    const toB = connect(a, b);
    const first = through(toB, bytes(1));
    const second = through(connect(b, c), first);
    first.release();
    expect(through(toB, bytes(2)).bytes[0]).toBe(2);
    expect(second.bytes[0]).toBe(1);
  });

  test("[THR-7] the sender's array is free as soon as it was sent", () => {
    const own = new Uint8Array(big).fill(1);
    const { sender, receiver, got } = connect(memoryOf(1), memoryOf(2));
    sender.send(0, metadataOf(), DoraValue.from(own));
    own.fill(2);
    receiver.run();
    expect(got[0]?.value?.bytes[0]).toBe(1);
  });

  test("[THR-8] retain keeps it until release", () => {
    const a = memoryOf(1);
    const toB = connect(a, memoryOf(2));
    const kept = through(toB, bytes(1)).retain();
    kept.release();
    through(toB, bytes(2)).release();
    expect(kept.bytes[0]).toBe(1);
    kept.release();
    through(toB, bytes(3));
    expect(a.pool.byteLength).toBe(2 * sizeClass(big));
  });

  test("[THR-8] a value that was retained and forgotten comes back by garbage collection", async () => {
    const a = memoryOf(1, { maxBytes: 3 * sizeClass(big) });
    const toB = connect(a, memoryOf(2));
    for (let frame = 0; frame < 3; frame++) through(toB, bytes(frame)).retain();
    expect(through(toB, bytes(9)).borrowed).toBe(false);
    setFlagsFromString("--expose-gc");
    const gc = runInNewContext("gc") as () => void;
    const isRoomy = (): boolean => {
      gc();
      return through(toB, bytes(9)).borrowed;
    };
    await expect.poll(isRoomy).toBe(true);
  });

  test("[THR-9] poison overwrites what nobody holds any more", () => {
    const [a, b, c] = [memoryOf(1, { poison: true }), memoryOf(2, { poison: true }), memoryOf(3, { poison: true })];
    const value = bytes(1);
    const [one, two] = [through(connect(a, b), value), through(connect(a, c), value)];
    const [viewOfOne, viewOfTwo] = [one.bytes, two.bytes];
    one.release();
    expect(viewOfTwo[0]).toBe(1);
    two.release();
    expect(viewOfOne[0]).toBe(poisonByte);
    expect(viewOfTwo.every((byte) => byte === poisonByte)).toBe(true);
  });

  test("[THR-10] beyond its limit a pool makes memory for one message, which is the reader's for good", () => {
    const a = memoryOf(1, { maxBytes: 3 * sizeClass(big) });
    const toB = connect(a, memoryOf(2));
    const values = Array.from({ length: 10 }, (_, index) => through(toB, bytes(index)));
    expect(a.pool.byteLength).toBe(3 * sizeClass(big));
    expect(values.map((value) => value.bytes[0])).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(values.map(({ borrowed }) => borrowed)).toEqual([true, true, true, ...Array<boolean>(7).fill(false)]);
  });

  test("[THR-10] a full pool gives up free buffers of another size first", () => {
    const a = memoryOf(1, { maxBytes: 2 ** 20 });
    const toB = connect(a, memoryOf(2));
    through(toB, bytes(1, 900_000)).release();
    const values = [1, 2, 3, 4, 5].map((fill) => through(toB, bytes(fill, 150_000)));
    expect(values.every(({ borrowed }) => borrowed)).toBe(true);
    expect(values.map((value) => value.bytes[149_999])).toEqual([1, 2, 3, 4, 5]);
    expect(a.pool.byteLength).toBeLessThanOrEqual(2 ** 20);
  });

  test("[THR-11] a draft is sent without a copy, and is its reader's alone then", () => {
    const a = memoryOf(1);
    const toB = connect(a, memoryOf(2));
    const draft = a.draft(big);
    draft.fill(7);
    const value = DoraValue.from(draft);
    const got = through(toB, value);
    a.endDraftOf(value);
    draft[3] = 8;
    expect([got.bytes[0], got.bytes[3], got.length]).toEqual([7, 8, big]);
    expect(a.pool.byteLength).toBe(sizeClass(big));
    got.release();
    a.draft(big);
    expect(a.pool.byteLength).toBe(sizeClass(big));
  });

  test("[THR-11] a small draft goes with its message, and its buffer is free at once", () => {
    const a = memoryOf(1);
    const value = DoraValue.from(a.draft(10).fill(4));
    const got = through(connect(a, memoryOf(2)), value);
    a.endDraftOf(value);
    expect([...got.bytes]).toEqual(Array<number>(10).fill(4));
    a.draft(10);
    expect(a.pool.byteLength).toBe(sharedFromBytes);
  });

  test("[THR-12] thousands of frames need two buffers", () => {
    const a = memoryOf(1);
    const toB = connect(a, memoryOf(2));
    let last: DoraValue | undefined;
    for (let frame = 0; frame < 5000; frame++) {
      const value = DoraValue.from(a.draft(big));
      const got = through(toB, value);
      a.endDraftOf(value);
      last?.release();
      last = got;
    }
    expect(a.pool.byteLength).toBe(2 * sizeClass(big));
  });

  test("[THR-17] what a thread held that died is used again", () => {
    const table = poolTable(threads);
    const a = new ThreadMemory({ thread: 1, threads, table, maxBytes: 2 ** 26, poison: false });
    const toB = connect(a, memoryOf(2));
    for (let frame = 0; frame < 4; frame++) through(toB, bytes(frame));
    forgetThread(table, 2, threads);
    const toC = connect(a, memoryOf(3));
    for (let frame = 0; frame < 4; frame++) through(toC, bytes(frame));
    expect(a.pool.byteLength).toBe(4 * sizeClass(big));
  });
});

describe("size classes", () => {
  test("waste at most a fifth", () => {
    for (let bytes = sharedFromBytes; bytes < 2 ** 30; bytes = Math.ceil(bytes * 1.01)) {
      const size = sizeClass(bytes);
      expect(size).toBeGreaterThanOrEqual(bytes);
      expect((size - bytes) / size).toBeLessThanOrEqual(0.2);
      expect(size % 4096).toBe(0);
    }
  });
});
