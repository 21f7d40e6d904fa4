import { describe, expect, test } from "vitest";
import { DataflowError, DoraValue } from "../../src/index.ts";
import { random } from "./support/random.ts";
import { samples } from "./support/samples.ts";

/** Errors that a reader of a stranger's bytes may get. */
const allowed = new Set([
  "DATAFLOW_INVALID_ARROW",
  "DATAFLOW_UNSUPPORTED_ARROW",
  "DATAFLOW_VALUE_HAS_NULLS",
  "DATAFLOW_VALUE_WITHOUT_BYTES",
]);
const rounds = 400;
const slotsRead = 20;

/** Reads what a receiver may read. Errors that are not ours go on to the test. */
function read(stream: Uint8Array): "value" | "error" {
  const value = DoraValue.fromIpc(stream);
  const readers = [
    () => value.length,
    () => Array.from({ length: Math.min(value.length, slotsRead) }, (_, index) => value.get(index)),
    () => value.bytes,
    () => value.length < slotsRead && value.toArray(),
    () => DoraValue.fromArray(value.array).ipcLength,
  ];
  const failed = readers.filter((reader) => {
    try {
      reader();
      return false;
    } catch (error) {
      if (error instanceof DataflowError && allowed.has(error.code)) return true;
      throw error;
    }
  });
  return failed.length === 0 ? "value" : "error";
}

const interesting = [0, 1, 2, 7, 8, 0x7f, 0x80, 0xff];

/** Some bytes changed, or a word made extreme, or the end cut off. */
function mutate(stream: Uint8Array, next: (limit: number) => number): Uint8Array {
  const bytes = stream.slice();
  for (let count = next(4); count >= 0; count -= 1) {
    const at = next(bytes.length);
    const how = next(3);
    if (how === 0) bytes[at] = next(256);
    else if (how === 1) bytes[at] = interesting[next(interesting.length)] ?? 0;
    else bytes.fill(next(2) === 0 ? 0xff : 0x7f, at & ~3, (at & ~3) + 4);
  }
  return next(8) === 0 ? bytes.subarray(0, next(bytes.length)) : bytes;
}

/** Where our writer puts the body's length, the rows of a batch and the slots of its array in a batch's message. */
const bodyLength = 32;
const rowCount = 72;
const nodeLength = 96;

/** Where the last message begins that is not the end marker; the first one is the schema and has no body. */
function lastBatch(view: DataView): number {
  let last = 0;
  let at = 8 + view.getInt32(4, true);
  while (view.getInt32(at + 4, true) > 0) {
    last = at;
    at += 8 + view.getInt32(at + 4, true) + Number(view.getBigInt64(at + bodyLength, true));
  }
  return last;
}

describe.each(samples.map(({ name, value }, seed) => ({ name, stream: value.ipc(), seed })))(
  "$name",
  ({ stream, seed }) => {
    test("[DATA-60] a damaged stream is a value or a coded error", () => {
      const next = random(seed + 1);
      const seen = new Set<string>();
      for (let round = 0; round < rounds; round += 1) seen.add(read(mutate(stream, next)));

      expect(seen).toContain("error");
    });

    test("[DATA-61] a stream that ends early is a coded error", () => {
      const lengths = Array.from({ length: stream.length - 8 }, (_, length) => length + 1);
      const values = lengths.filter((length) => length % 3 === 0 && read(stream.subarray(0, length)) === "value");

      // What may be missing is the padding in front of the end marker.
      expect(values.filter((length) => stream.length - 8 - length >= 64)).toEqual([]);
    });

    test("[DATA-62] a length that the bytes do not have is a coded error, not an allocation", () => {
      const bytes = stream.slice();
      const view = new DataView(bytes.buffer);
      const batch = lastBatch(view);
      for (const place of [rowCount, nodeLength]) view.setBigInt64(batch + place, 2n ** 40n, true);

      expect(() => DoraValue.fromIpc(bytes).length).toThrow(/DATAFLOW_(INVALID|UNSUPPORTED)_ARROW/);
    });
  },
);
