import { seededRandom } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import { type FrameReader, LengthReader, LineReader } from "../../src/nuclio/frames.ts";

const withLength = (text: string): Buffer => {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};

const readers: readonly [name: string, make: () => FrameReader, frame: (text: string) => Buffer][] = [
  ["lines", () => new LineReader(), (text) => Buffer.from(`${text}\n`)],
  ["lengths", () => new LengthReader(), withLength],
];

test.each(readers)("[NUC-8, NUC-9] messages are the same whatever the pieces: %s", (_, make, frame) => {
  const texts = ["a", "é".repeat(300), "{}", "x".repeat(70_000), "last"];
  const bytes = Buffer.concat(texts.map(frame));
  const random = seededRandom("pieces");
  for (let round = 0; round < 50; round++) {
    const reader = make();
    const seen: string[] = [];
    for (let at = 0; at < bytes.length;) {
      const size = random.pick([1, 2, 3, 4, 5, 100, 65_536, bytes.length]);
      const chunk = Buffer.from(bytes.subarray(at, at + size));
      seen.push(...reader.push(chunk).map((message) => message.toString("utf8")));
      // Sockets read the next chunk into the same buffer.
      chunk.fill(0);
      at += size;
    }
    expect(seen).toEqual(texts);
  }
});

test("[NUC-8] what is left over waits for more", () => {
  const reader = new LengthReader();
  expect(reader.push(Buffer.from([0, 0]))).toEqual([]);
  expect(reader.push(Buffer.from([0, 2, 65]))).toEqual([]);
  expect(reader.push(Buffer.from([66])).map(String)).toEqual(["AB"]);
});
