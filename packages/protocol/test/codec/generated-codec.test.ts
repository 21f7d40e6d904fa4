import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { generatedCodec } from "../../src/codec/generated-codec.ts";
import { KindsCodec } from "../../src/gen/kinds/kinds_codec.ts";
import { KindsSchema, type Kinds } from "../../src/gen/kinds/kinds_pb.ts";
import { ByteWriter } from "../../src/wire-codec.ts";
import { kindsSubject } from "./subjects.ts";

const bytesOf = (...parts: readonly (number | string | readonly number[])[]): Uint8Array =>
  new Uint8Array(parts.flatMap((part) => (typeof part === "string" ? [...Buffer.from(part)] : part)));

/** What it throws, as text. */
const errorOf = (work: () => unknown): string => {
  try {
    work();
    return "nothing";
  } catch (error) {
    return String(error);
  }
};

/** A message in a chunk of a stream, with others around it. */
const amid = (message: Uint8Array, before: readonly number[], after: readonly number[]): Kinds =>
  KindsCodec.read(bytesOf(before, [...message], after), before.length, before.length + message.length);

/** `depth` messages within each other, the innermost without content. */
const nested = (depth: number): Uint8Array => {
  let bytes: Uint8Array = new Uint8Array(0);
  for (let level = 1; level < depth; level++) {
    const length = bytes.length < 0x80 ? [bytes.length] : [(bytes.length & 0x7f) | 0x80, bytes.length >> 7];
    bytes = bytesOf(0x8a, 0x01, length, [...bytes]);
  }
  return bytes;
};

describe("reading", () => {
  test("never looks beyond the message's end", () => {
    // A length, a varint and a fixed number that would be complete with the bytes behind.
    for (const cut of [bytesOf(0x72, 3, "ab"), bytesOf(0x18, 0x80), bytesOf(0x4d, 1, 2, 3), bytesOf(0x0b)]) {
      expect(() => amid(cut, [1, 2], [0x63, 1, 0x0c, 0x0c])).toThrow(/premature|invalid|illegal|bounds/i);
    }
    expect(amid(bytesOf(0x72, 2, "ab"), [1, 2], [0x72, 1, 0x63]).string).toBe("ab");
  });

  test("gives views of the buffer, plain ones also of a Buffer", () => {
    const chunk = Buffer.from([0, 0x7a, 2, 7, 8, 0]);
    const { bytes } = KindsCodec.read(chunk, 1, 5);
    expect([...bytes]).toEqual([7, 8]);
    expect(bytes.buffer).toBe(chunk.buffer);
    expect(Object.getPrototypeOf(bytes)).toBe(Uint8Array.prototype);
  });

  test("merges a message that comes in parts", () => {
    const [first, second] = [
      create(KindsSchema, { child: { string: "kept", int32s: [1] } }),
      create(KindsSchema, { child: { int32: 5, int32s: [2] } }),
    ];
    const { child } = amid(bytesOf([...toBinary(KindsSchema, first)], [...toBinary(KindsSchema, second)]), [], []);
    expect(child).toEqual(create(KindsSchema, { string: "kept", int32: 5, int32s: [1, 2] }));
  });

  test("keeps unknown fields, groups among them, and writes them again", () => {
    // Field 2000: a group with a varint in it; then a text.
    const bytes = bytesOf([0x83, 0x7d, 0x08, 0x01, 0x84, 0x7d], [0x82, 0x7d, 2], "hi");
    const message = amid(bytes, [], []);
    expect(message.$unknown?.map(({ no, wireType }) => [no, wireType])).toEqual([
      [2000, 3],
      [2000, 2],
    ]);
    const to = new ByteWriter();
    KindsCodec.write(message, to);
    expect(to.buffer.slice(0, to.position)).toEqual(bytes);
  });

  test("reads a key that is the name of an object's prototype", () => {
    const message = create(KindsSchema);
    Object.defineProperty(message.stringsByString, "__proto__", { value: "x", enumerable: true });
    const read = amid(toBinary(KindsSchema, message), [], []);
    expect(Object.getOwnPropertyDescriptor(read.stringsByString, "__proto__")?.value).toBe("x");
    expect(Object.getPrototypeOf(read.stringsByString)).toBe(Object.prototype);
  });

  test("goes a hundred levels deep", () => {
    expect(kindsSubject.read(nested(100))).toEqual(fromBinary(KindsSchema, nested(100)));
    expect(() => kindsSubject.read(nested(101))).toThrow("nested too deep");
  });

  test.each([
    ["text that is not UTF-8", bytesOf(0x72, 2, 0xc3, 0x28)],
    ["a long text that is not UTF-8", bytesOf(0x72, 20, "0123456789012345678", 0xff)],
    ["a varint without an end", bytesOf(0x18, Array<number>(11).fill(0x80))],
    ["a tag of field 0", bytesOf(0x02, 0)],
    ["a tag of wire type 6", bytesOf(0x0e)],
    ["a tag of more than 32 bits", bytesOf(0xff, 0xff, 0xff, 0xff, 0x1f)],
    ["the end of a group that did not begin", bytesOf(0x84, 0x7d)],
    ["a group that another ends", bytesOf(0x83, 0x7d, 0x8c, 0x7d)],
    ["a length beyond the end", bytesOf(0x72, 0xff, 0xff, 0xff, 0xff, 0x0f)],
    ["too many levels", nested(101)],
    ["groups in groups", bytesOf(...Array.from({ length: 101 }, () => [0x83, 0x7d]))],
  ])("refuses %s, with the error of protobuf-es", (_, bytes) => {
    expect(errorOf(() => kindsSubject.read(bytes))).toContain("Error: ");
    const expected = errorOf(() => fromBinary(KindsSchema, bytes));
    expect(expected).toContain("Error: ");
    expect(errorOf(() => KindsCodec.read(bytes, 0, bytes.length))).toBe(expected);
  });

  test("of a range that the buffer does not have throws", () => {
    expect(() => KindsCodec.read(bytesOf(0x72, 5, "ab"), 0, 7)).toThrow("premature EOF");
  });
});

describe("writing", () => {
  test("continues where the buffer is, however small", () => {
    const message = create(KindsSchema, { string: "x".repeat(200), child: { child: { bytes: new Uint8Array(200) } } });
    const to = new ByteWriter(1);
    to.buffer[0] = 9;
    to.position = 1;
    KindsCodec.write(message, to);
    expect(to.buffer.slice(0, to.position)).toEqual(bytesOf(9, [...toBinary(KindsSchema, message)]));
  });

  test.each<[string, Partial<Record<keyof Kinds, unknown>>]>([
    ["a fraction for a whole number", { int32: 1.5 }],
    ["a number that does not fit", { uint32: -1 }],
    ["a long number that does not fit", { int64: 1n << 63n }],
    ["a negative number for an unsigned long one", { uint64: -1n }],
    ["a number too large for a float", { float: 1e39 }],
    ["a message of another type", { child: { $typeName: "kinds.Empty" } }],
    ["no list", { strings: undefined }],
    ["a text for a long number", { maybeUint64: "many" }],
  ])("refuses %s, with the error of protobuf-es, and leaves no trace", (_, wrong) => {
    const message = Object.assign(create(KindsSchema, { double: 1 }), wrong);
    const expected = errorOf(() => toBinary(KindsSchema, message));
    expect(expected).toContain("Error: ");
    const to = new ByteWriter();
    to.position = 3;
    expect(errorOf(() => KindsCodec.write(message, to))).toBe(expected);
    expect(to.position).toBe(3);
  });

  test.each<[string, Partial<Record<keyof Kinds, unknown>>]>([
    ["a number for a long one", { int64: 5 }],
    ["a text for a number", { maybeInt32: "5" }],
  ])("takes %s, as protobuf-es does", (_, odd) => {
    const message = Object.assign(create(KindsSchema), odd);
    const to = new ByteWriter();
    KindsCodec.write(message, to);
    expect(to.buffer.slice(0, to.position)).toEqual(toBinary(KindsSchema, message));
  });
});

test("functions that fail leave the message to protobuf-es", () => {
  const fail = (): never => {
    throw new Error("not this way");
  };
  const codec = generatedCodec(KindsSchema, fail, fail);
  const to = new ByteWriter();
  codec.write(create(KindsSchema, { int32: 7 }), to);
  expect([...to.buffer.subarray(0, to.position)]).toEqual([0x18, 7]);
  expect(codec.read(to.buffer, 0, to.position).int32).toBe(7);
});
