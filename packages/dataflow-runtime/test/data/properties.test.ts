import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { BuildInput } from "../../src/arrow/build-input.ts";
import { fromFloat16, toFloat16 } from "../../src/arrow/float16.ts";
import { decimalText, parseDecimal } from "../../src/arrow/decimal.ts";
import { array, arrowType, DoraValue, type TypeInput } from "../../src/index.ts";

/** A type, and slots of it as they are shown again. */
interface Column {
  readonly type: TypeInput;
  readonly slots: readonly BuildInput[];
}

/** A type, and what makes one slot of it. */
interface Kind {
  readonly type: TypeInput;
  readonly slot: fc.Arbitrary<BuildInput>;
}

const bytes = fc.uint8Array({ maxLength: 20 });
const leaves: readonly Kind[] = [
  { type: "Boolean", slot: fc.boolean() },
  { type: "Int8", slot: fc.integer({ min: -128, max: 127 }) },
  { type: "UInt16", slot: fc.integer({ min: 0, max: 65_535 }) },
  { type: "Int32", slot: fc.integer() },
  { type: "Int64", slot: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }) },
  { type: "UInt64", slot: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }) },
  { type: "Float16", slot: fc.integer({ min: 0, max: 0x7bff }).map(fromFloat16) },
  { type: "Float32", slot: fc.float() },
  { type: "Float64", slot: fc.double() },
  { type: "Utf8", slot: fc.string({ unit: "grapheme" }) },
  { type: "LargeUtf8", slot: fc.string({ unit: "binary-ascii" }) },
  { type: "Binary", slot: bytes },
  { type: "LargeBinary", slot: bytes },
  { type: arrowType.fixedSizeBinary(4), slot: fc.uint8Array({ minLength: 4, maxLength: 4 }) },
  { type: arrowType.timestamp("ns", "UTC"), slot: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }) },
  {
    type: arrowType.decimal(38, 6),
    slot: fc.bigInt({ min: -(10n ** 37n), max: 10n ** 37n }).map((unscaled) => decimalText(unscaled, 6)),
  },
  { type: arrowType.dictionary("Utf8", "UInt16"), slot: fc.constantFrom("a", "b", "") },
];

const orNull = (slot: fc.Arbitrary<BuildInput>): fc.Arbitrary<BuildInput> => fc.option(slot, { freq: 4 });

function kind(depth: number): fc.Arbitrary<Kind> {
  const leaf = fc.constantFrom(...leaves);
  if (depth === 0) return leaf;
  const inner = kind(depth - 1);
  return fc.oneof(
    leaf,
    inner.map(({ type, slot }) => ({
      type: arrowType.list(type),
      slot: fc.array(orNull(slot), { maxLength: 4 }),
    })),
    inner.map(({ type, slot }) => ({
      type: arrowType.fixedSizeList(type, 3),
      slot: fc.array(orNull(slot), { minLength: 3, maxLength: 3 }),
    })),
    fc.tuple(inner, inner).map(([a, b]) => ({
      type: arrowType.struct({ a: a.type, b: b.type }),
      slot: fc.record({ a: orNull(a.slot), b: orNull(b.slot) }, { noNullPrototype: true }),
    })),
    inner.map(({ type, slot }) => ({
      type: arrowType.map("Utf8", type),
      slot: fc.array(fc.tuple(fc.string(), orNull(slot)), { maxLength: 3 }).map((entries) => new Map(entries)),
    })),
  );
}

const column: fc.Arbitrary<Column> = kind(2).chain(({ type, slot }) =>
  fc.array(orNull(slot), { maxLength: 12 }).map((slots) => ({ type, slots })),
);

test("[DATA-57] any array of any type is the same behind a stream, wherever the stream lies", () => {
  fc.assert(
    fc.property(column, fc.integer({ min: 0, max: 15 }), ({ type, slots }, shift) => {
      const value = array(type, slots) as DoraValue;
      const target = new Uint8Array(value.ipcLength + shift);
      value.writeIpc(target, shift);
      const decoded = DoraValue.fromIpc(target.subarray(shift));

      expect([...value]).toEqual(slots);
      expect([...decoded]).toEqual(slots);
      expect(decoded.as(type).type).toEqual(value.type);
      expect(DoraValue.fromArray(decoded.array).ipc()).toEqual(value.ipc());
    }),
    { numRuns: 300 },
  );
});

test("[DATA-58] 16-bit floats of every bit pattern keep their bits", () => {
  const patterns = Array.from({ length: 0x10000 }, (_, bits) => bits).filter(
    (bits) => !Number.isNaN(fromFloat16(bits)),
  );

  expect(patterns.map((bits) => toFloat16(fromFloat16(bits)))).toEqual(patterns);
  expect(fromFloat16(toFloat16(NaN))).toBeNaN();
});

test("[DATA-58] numbers become the nearest 16-bit float", () => {
  const nearest = (value: number): number => {
    const candidates = [-1, 0, 1].map((step) => fromFloat16(Math.min(Math.max(toFloat16(value) + step, 0), 0x7bff)));
    return Math.min(...candidates.map((candidate) => Math.abs(candidate - value)));
  };
  fc.assert(
    fc.property(fc.double({ min: 0, max: 65_504, noNaN: true }), (value) => {
      expect(Math.abs(fromFloat16(toFloat16(value)) - value)).toBe(nearest(value));
    }),
  );
});

test("[DATA-58] between two 16-bit floats the even one is taken", () => {
  expect([2049, 2051, 2053, -2051].map(toFloat16).map(fromFloat16)).toEqual([2048, 2052, 2052, -2052]);
});

test("[DATA-59] decimals keep every digit", () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 76n), max: 10n ** 76n }),
      fc.integer({ min: -5, max: 20 }),
      (unscaled, scale) => {
        expect(parseDecimal(decimalText(unscaled, scale), scale)).toBe(unscaled);
      },
    ),
  );
});
