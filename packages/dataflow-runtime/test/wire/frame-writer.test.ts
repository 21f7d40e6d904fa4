import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { FrameWriter } from "../../src/wire/frame-writer.ts";

/** Keeps what one call of the system would write; with `slow`, takes nothing until told. */
function sink(slow = false): { stream: Writable; writes: string[]; release: () => void } {
  const writes: string[] = [];
  let waiting: (() => void) | undefined;
  const take = (chunks: readonly Uint8Array[], done: () => void): void => {
    writes.push(Buffer.concat(chunks).toString());
    if (slow) waiting = done;
    else done();
  };
  const stream = new Writable({
    highWaterMark: 10,
    decodeStrings: false,
    write: (chunk: Uint8Array, _encoding, done) => take([chunk], done),
    writev: (chunks, done) =>
      take(
        chunks.map(({ chunk }) => chunk as Uint8Array),
        done,
      ),
  });
  return { stream, writes, release: () => waiting?.() };
}

const frame = (text: string): readonly Uint8Array[] => [Buffer.from(text)];

test("[WIRE-11] the first frame of a turn leaves at once, those after it together", async () => {
  const { stream, writes } = sink();
  const writer = new FrameWriter(stream);
  void writer.write(frame("a"));
  expect(writes).toEqual(["a"]);
  void writer.write(frame("b"));
  void writer.write(frame("c"));
  expect(writes).toEqual(["a"]);
  await Promise.resolve();
  expect(writes).toEqual(["a", "bc"]);
  void writer.write(frame("d"));
  expect(writes).toEqual(["a", "bc", "d"]);
});

test("[WIRE-11] the pieces of a frame are one write, and a big piece is not copied", async () => {
  const chunks: Uint8Array[] = [];
  const stream = new Writable({
    writev: (items, done) => {
      chunks.push(...items.map(({ chunk }) => chunk as Uint8Array));
      done();
    },
  });
  const big = Buffer.alloc(20_000, "x");
  void new FrameWriter(stream).write([Buffer.from("head"), big, Buffer.from("tail")]);
  expect(chunks).toHaveLength(3);
  expect(chunks[1]).toBe(big);
});

test("[WIRE-39] a write that the socket does not take asks the sender to wait until it does", async () => {
  const { stream, release } = sink(true);
  const writer = new FrameWriter(stream);
  const pressure = writer.write(frame("more than ten bytes"));
  expect(pressure).toBeInstanceOf(Promise);
  release();
  await pressure;
  expect(writer.write(frame("x"))).toBeUndefined();
});

test("[WIRE-38] who waits for a socket that is destroyed waits no longer", async () => {
  const { stream } = sink(true);
  const pressure = new FrameWriter(stream).write(frame("more than ten bytes"));
  stream.destroy();
  await expect(pressure).resolves.toBeUndefined();
});
