import { Code } from "@connectrpc/connect";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EnvelopeReader, joinEnvelope, prefixBytes, writePrefix } from "../../src/grpc/envelope.ts";

interface Taken {
  readonly flags: number;
  readonly text: string;
}

function readerOf(maxBytes = Infinity): { readonly reader: EnvelopeReader; readonly taken: Taken[] } {
  const taken: Taken[] = [];
  const reader = new EnvelopeReader(maxBytes, (flags, from, start, end) => {
    taken.push({ flags, text: Buffer.from(from.subarray(start, end)).toString("latin1") });
  });
  return { reader, taken };
}

const message = fc.record({
  flags: fc.constantFrom(0, 1),
  text: fc.oneof(
    fc.string({ unit: "binary-ascii", maxLength: 30 }),
    fc.constantFrom("x".repeat(300), "y".repeat(70_000)),
  ),
});

const join = ({ flags, text }: Taken): Uint8Array => joinEnvelope(flags, Buffer.from(text, "latin1"));

/** Cuts bytes at these places. */
function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const borders = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return borders.slice(1).map((end, index) => bytes.subarray(borders[index], end));
}

/** The chunks as Node hands them over: in one buffer, `gap` bytes from each other. */
function inOneBuffer(chunks: readonly Uint8Array[], gaps: readonly number[]): Uint8Array[] {
  const gapAt = (index: number): number => gaps[index % gaps.length] ?? 9;
  const total = chunks.reduce((sum, chunk, index) => sum + chunk.length + gapAt(index), 0);
  const buffer = new ArrayBuffer(total);
  let at = 0;
  return chunks.map((chunk, index) => {
    at += gapAt(index);
    const view = new Uint8Array(buffer, at, chunk.length);
    view.set(chunk);
    at += chunk.length;
    return view;
  });
}

describe("an envelope reader", () => {
  test("hands over what was sent, wherever it was cut, and however the pieces lie in memory", () => {
    fc.assert(
      fc.property(
        fc.array(message, { maxLength: 20 }),
        fc.array(fc.nat({ max: 200_000 }), { maxLength: 12 }),
        fc.array(fc.constantFrom(9, 9, 9, 0, 1, 100), { maxLength: 5 }),
        fc.boolean(),
        (messages, places, gaps, together) => {
          const body = Buffer.concat(messages.map(join));
          const pieces = cut(body, places);
          const chunks = together ? inOneBuffer(pieces, gaps) : pieces.map((piece) => Uint8Array.from(piece));
          const { reader, taken } = readerOf();
          for (const chunk of chunks) reader.push(chunk);
          expect(taken).toEqual(messages);
          expect(reader.incomplete).toBe(false);
        },
      ),
    );
  });

  test("leaves messages that it handed over before as they are", () => {
    const kept: Uint8Array[] = [];
    const reader = new EnvelopeReader(Infinity, (_, from, start, end) => kept.push(from.subarray(start, end)));
    const bodies = Array.from({ length: 50 }, (_, index) => Buffer.alloc(1000, index + 1));
    const pieces = cut(Buffer.concat(bodies.map((body) => joinEnvelope(0, body))), [16_384, 32_768, 49_152]);
    for (const chunk of inOneBuffer(pieces, [9])) reader.push(chunk);
    expect(kept.map((bytes) => Buffer.from(bytes))).toEqual(bodies);
  });

  test("copies nothing of a message that lies in one chunk, or over the border of neighbouring frames", () => {
    const buffers: ArrayBufferLike[] = [];
    const reader = new EnvelopeReader(Infinity, (_, from) => buffers.push(from.buffer));
    const pieces = cut(Buffer.concat([1, 2, 3].map((fill) => joinEnvelope(0, Buffer.alloc(100, fill)))), [120, 210]);
    const chunks = inOneBuffer(pieces, [9]);
    for (const chunk of chunks) reader.push(chunk);
    expect(buffers).toHaveLength(3);
    expect(buffers.every((buffer) => buffer === chunks[0]?.buffer)).toBe(true);
  });

  test("does not touch what other streams sent in between", () => {
    const { reader, taken } = readerOf();
    const [first, second] = inOneBuffer(cut(joinEnvelope(0, Buffer.from("0123456789")), [8]), [40]) as [
      Uint8Array,
      Uint8Array,
    ];
    const between = new Uint8Array(first.buffer, first.byteOffset + first.length, 40).fill(7);
    reader.push(first);
    reader.push(second);
    expect(taken.map(({ text }) => text)).toEqual(["0123456789"]);
    expect([...between].every((byte) => byte === 7)).toBe(true);
  });

  test("tells whether a message is not complete", () => {
    const { reader } = readerOf();
    expect(reader.incomplete).toBe(false);
    for (const byte of joinEnvelope(0, Buffer.from("ab")).subarray(0, 6)) {
      reader.push(Uint8Array.of(byte));
      expect(reader.incomplete).toBe(true);
    }
    reader.push(Buffer.from("b"));
    expect(reader.incomplete).toBe(false);
  });

  test.each([[[]], [[3]], [[5]], [[5, 7]]])("refuses a message above the limit, cut at %j", (places) => {
    const { reader, taken } = readerOf(10);
    const body = Buffer.concat([joinEnvelope(0, Buffer.alloc(10)), joinEnvelope(0, Buffer.alloc(11))]);
    const push = (): void => {
      for (const piece of cut(
        body,
        places.map((place) => place + 15),
      ))
        reader.push(Uint8Array.from(piece));
    };
    expect(push).toThrow(expect.objectContaining({ code: Code.ResourceExhausted }));
    expect(taken).toHaveLength(1);
  });

  test("takes no memory for a length alone", () => {
    const { reader } = readerOf();
    const prefix = new Uint8Array(prefixBytes);
    writePrefix(prefix, 0, 0, 0xffff_fff0);
    const before = process.memoryUsage().arrayBuffers;
    reader.push(prefix);
    reader.push(Uint8Array.of(1));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
  });
});

test("a prefix is flags and a length in four bytes", () => {
  const bytes = new Uint8Array(7);
  writePrefix(bytes, 1, 1, 0xfedcba98);
  expect([...bytes]).toEqual([0, 1, 0xfe, 0xdc, 0xba, 0x98, 0]);
});
