import { describe, expect, test } from "vitest";
import {
  putBool,
  putBytes,
  putDouble,
  putFixed32,
  putFixed64,
  putFloat,
  putInt32,
  putInt64,
  putSfixed32,
  putSfixed64,
  putSint32,
  putSint64,
  putString,
  putUint32,
  putUint64,
} from "../../src/codec/put-scalar.ts";
import { WireReader } from "../../src/codec/wire-reader.ts";
import { ByteWriter } from "../../src/wire-codec.ts";

type Put<T> = (to: ByteWriter, value: T) => void;
type Read = "int32" | "int64" | "uint32" | "uint64" | "sint32" | "sint64" | "bool" | "string" | "bytes";
type ReadFixed = "fixed32" | "fixed64" | "sfixed32" | "sfixed64" | "float" | "double";

const put = <T>(write: Put<T>, value: T): Buffer => {
  // Too small at first, so that every function has to make room.
  const to = new ByteWriter(0);
  write(to, value);
  return Buffer.from(to.buffer.subarray(0, to.position));
};

const read = (method: Read | ReadFixed | "key", bytes: Uint8Array): unknown => {
  const from = new WireReader().open(bytes, 0, bytes.length);
  const value = from[method]();
  expect(from.position).toBe(bytes.length);
  return value;
};

/** A kind's name, its writer, and values with the bytes that the encoding's specification gives them. */
const kinds: readonly [Read | ReadFixed, Put<never>, readonly (readonly [unknown, string])[]][] = [
  [
    "uint32",
    putUint32,
    [
      [0, "00"],
      [127, "7f"],
      [128, "8001"],
      [300, "ac02"],
      [0xffffffff, "ffffffff0f"],
    ],
  ],
  [
    "int32",
    putInt32,
    [
      [1, "01"],
      [0x7fffffff, "ffffffff07"],
      [-1, "ffffffffffffffffff01"],
      [-0x80000000, "80808080f8ffffffff01"],
    ],
  ],
  [
    "sint32",
    putSint32,
    [
      [0, "00"],
      [-1, "01"],
      [1, "02"],
      [0x7fffffff, "feffffff0f"],
      [-0x80000000, "ffffffff0f"],
    ],
  ],
  [
    "uint64",
    putUint64,
    [
      [0n, "00"],
      [128n, "8001"],
      [1n << 53n, "8080808080808010"],
      [(1n << 64n) - 1n, "ffffffffffffffffff01"],
    ],
  ],
  [
    "int64",
    putInt64,
    [
      [1n, "01"],
      [0xffffffffn, "ffffffff0f"],
      [-2n, "feffffffffffffffff01"],
      [-(1n << 63n), "80808080808080808001"],
    ],
  ],
  [
    "sint64",
    putSint64,
    [
      [-1n, "01"],
      [1n, "02"],
      [(1n << 63n) - 1n, "feffffffffffffffff01"],
      [-(1n << 63n), "ffffffffffffffffff01"],
    ],
  ],
  [
    "bool",
    putBool,
    [
      [true, "01"],
      [false, "00"],
    ],
  ],
  [
    "fixed32",
    putFixed32,
    [
      [1, "01000000"],
      [0xffffffff, "ffffffff"],
    ],
  ],
  [
    "sfixed32",
    putSfixed32,
    [
      [-1, "ffffffff"],
      [-0x80000000, "00000080"],
    ],
  ],
  [
    "fixed64",
    putFixed64,
    [
      [1n, "0100000000000000"],
      [(1n << 64n) - 1n, "ffffffffffffffff"],
    ],
  ],
  [
    "sfixed64",
    putSfixed64,
    [
      [-1n, "ffffffffffffffff"],
      [-(1n << 63n), "0000000000000080"],
    ],
  ],
  [
    "float",
    putFloat,
    [
      [1, "0000803f"],
      [-0, "00000080"],
      [Number.NEGATIVE_INFINITY, "000080ff"],
    ],
  ],
  [
    "double",
    putDouble,
    [
      [1, "000000000000f03f"],
      [-0, "0000000000000080"],
      [5e-324, "0100000000000000"],
    ],
  ],
  [
    "string",
    putString,
    [
      ["", "00"],
      ["testing", "0774657374696e67"],
      ["ä", "02c3a4"],
      ["😀", "04f09f9880"],
    ],
  ],
  [
    "bytes",
    putBytes,
    [
      [new Uint8Array(0), "00"],
      [new Uint8Array([1, 255]), "0201ff"],
    ],
  ],
];

describe.each(kinds)("%s", (name, write, values) => {
  test.each(values)("%s is %s", (value, hex) => {
    expect(put(write, value as never).toString("hex")).toBe(hex);
    expect(read(name, Buffer.from(hex, "hex"))).toStrictEqual(value);
  });
});

describe("reading", () => {
  test.each<[Read, string, unknown]>([
    ["uint32", "80808080808080808000", 0],
    ["uint32", "ffffffffffffffffff01", 0xffffffff],
    ["int32", "ffffffff0f", -1],
    ["bool", "8002", true],
    ["bool", "80808080808080808000", false],
    ["bool", "80808080808040", true],
  ])("%s takes the longer form %s", (name, hex, value) => {
    expect(read(name, Buffer.from(hex, "hex"))).toBe(value);
  });
});

describe("texts", () => {
  // Around the lengths at which reading and writing go another way.
  const lengths = [1, 2, 3, 4, 5, 7, 8, 9, 11, 12, 13, 15, 16, 17, 42, 43, 127, 128, 5461, 5462, 16_383, 16_384];

  test.each(lengths)("of %i characters, of one to three bytes each", (length) => {
    for (const last of ["z", "ß", "語"]) {
      const text = "abcdefghij".repeat(length / 10 + 1).slice(1, length) + last;
      for (const whole of [text, last.repeat(length)]) {
        const bytes = put(putString, whole);
        expect(bytes.subarray(-Buffer.byteLength(whole)).toString()).toBe(whole);
        expect(read("string", bytes)).toBe(whole);
        expect(read("key", bytes)).toBe(whole);
      }
    }
  });

  test("keep what looks like a mark of byte order, or like damage", () => {
    for (const text of ["\uFEFFtext", "\uFEFF", "a\uFFFDb", `${"x".repeat(30)}\uFFFD`]) {
      expect(read("string", put(putString, text))).toBe(text);
    }
  });

  test("lose a lone surrogate, as everywhere in UTF-8", () => {
    expect(read("string", put(putString, "a\uD800b"))).toBe("a\uFFFDb");
    expect(read("string", put(putString, `${"x".repeat(50)}\uDC00`))).toBe(`${"x".repeat(50)}\uFFFD`);
  });

  test.each(["c328", "ff", "eda080", "f8888080", "e29d", "c0af"])("are not made of %s", (hex) => {
    for (const padding of ["", "x".repeat(40)]) {
      const text = Buffer.concat([Buffer.from(padding), Buffer.from(hex, "hex")]);
      expect(() => read("string", put(putBytes, text))).toThrow(TypeError);
      expect(() => read("key", put(putBytes, text))).toThrow(TypeError);
    }
  });

  test("of keys are told apart, however alike", () => {
    // The same length, first, middle and last letter: the same place where a known key is looked for.
    const keys = Array.from({ length: 50 }, (_, index) => `k${String(index).padStart(3, "0")}-x-abcd`);
    for (const key of [...keys, ...keys.toReversed(), ...keys]) expect(read("key", put(putString, key))).toBe(key);
  });
});
