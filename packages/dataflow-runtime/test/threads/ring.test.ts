import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { closeRing, createRing, RingReader, RingWriter } from "../../src/embedded/threads/ring.ts";

const capacity = 1024;
const headBytes = 8;

const pairOf = (): { writer: RingWriter; reader: RingReader; memory: SharedArrayBuffer } => {
  const memory = createRing(capacity);
  return { memory, writer: new RingWriter(memory), reader: new RingReader(memory) };
};

/** A record of `bytes` bytes that says `number`. */
function write(writer: RingWriter, bytes: number, number: number): boolean {
  const at = writer.reserve(bytes);
  if (at < 0) return false;
  writer.uint32[at >> 2] = bytes;
  writer.bytes.fill(number & 0xff, at + headBytes, at + bytes);
  writer.uint32[(at >> 2) + 1] = number;
  writer.commit(bytes);
  return true;
}

function read(reader: RingReader): { bytes: number; number: number } | undefined {
  const at = reader.next();
  if (at < 0) return undefined;
  const [bytes, number] = reader.uint32.subarray(at >> 2, (at >> 2) + 2) as unknown as [number, number];
  const body = reader.bytes.subarray(at + headBytes, at + bytes);
  expect(body.every((byte) => byte === (number & 0xff))).toBe(true);
  reader.advance(0);
  return { bytes, number };
}

describe("a ring", () => {
  test("[THR-1] gives what was written, in order, whoever runs ahead", () => {
    const sizes = fc.integer({ min: 1, max: 64 }).map((words) => words * headBytes);
    fc.assert(
      fc.property(fc.array(fc.tuple(sizes, fc.nat(3), fc.nat(3)), { minLength: 50, maxLength: 200 }), (steps) => {
        const { writer, reader } = pairOf();
        const expected: number[] = [];
        let number = 0;
        for (const [bytes, writes, reads] of steps) {
          for (let left = writes; left > 0; left--) if (write(writer, bytes, number)) expected.push(number++);
          for (let left = reads; left > 0; left--) {
            const record = read(reader);
            expect(record?.number).toBe(expected.shift());
          }
          reader.publish();
        }
        for (const rest of expected) expect(read(reader)?.number).toBe(rest);
        expect(read(reader)).toBeUndefined();
      }),
      { numRuns: 100 },
    );
  });

  test("[THR-1] goes round many times", () => {
    const { writer, reader } = pairOf();
    for (let number = 0; number < 10_000; number++) {
      expect(write(writer, 8 * (1 + (number % 60)), number)).toBe(true);
      expect(read(reader)?.number).toBe(number);
      reader.publish();
    }
  });

  test("[THR-2] has no room before something was read", () => {
    const { writer, reader } = pairOf();
    let number = 0;
    while (write(writer, 256, number)) number++;
    expect(number).toBe(4);
    expect(writer.isHalfEmpty).toBe(false);
    read(reader);
    read(reader);
    reader.publish();
    expect(writer.isHalfEmpty).toBe(true);
    expect(write(writer, 256, number)).toBe(true);
  });

  test("[THR-2] a record of half the ring always finds room when all is read", () => {
    const { writer, reader } = pairOf();
    for (let round = 0; round < 20; round++) {
      expect(write(writer, 8 * (1 + round), round)).toBe(true);
      read(reader);
      reader.publish();
      expect(write(writer, writer.maxRecordBytes, round)).toBe(true);
      read(reader);
      reader.publish();
    }
  });

  test("[THR-2] memory beside the ring counts too", () => {
    const { writer, reader } = pairOf();
    const bytes = 48 * 2 ** 20;
    for (let number = 0; number < 2; number++) {
      expect(writer.hasPayloadRoom).toBe(true);
      write(writer, 64, number);
      writer.addPayload(bytes);
    }
    expect(writer.hasPayloadRoom).toBe(false);
    reader.next();
    reader.advance(bytes);
    reader.publish();
    expect(writer.hasPayloadRoom).toBe(true);
  });

  test("[THR-17] tells the writer that the reader is gone", () => {
    const { writer, memory } = pairOf();
    expect(writer.isClosed).toBe(false);
    closeRing(memory);
    expect(writer.isClosed).toBe(true);
  });
});
