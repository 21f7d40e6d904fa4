import type { ArrowArray } from "../../../src/arrow/arrow-array.ts";
import type { BuildInput } from "../../../src/arrow/build-input.ts";
import { array, arrowType, DoraValue, type ArrowType, type TypeInput } from "../../../src/index.ts";

/** A value of a type, and the slots that it must show. */
export interface Sample {
  readonly name: string;
  readonly value: DoraValue;
  readonly slots: readonly unknown[];
}

const built = (type: TypeInput, slots: readonly BuildInput[], shown: readonly unknown[] = slots): Sample => {
  const value = array(type, slots);
  return { name: nameOf(value.type), value, slots: shown };
};

const given = (source: ArrowArray, slots: readonly unknown[]): Sample => ({
  name: nameOf(source.type),
  value: DoraValue.fromArray(source),
  slots,
});

const nameOf = (type: ArrowType): string =>
  "unit" in type ? `${type.name} ${type.unit}` : type.name === "Union" ? `${type.name} ${type.mode}` : type.name;

const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);
const ints = (...values: readonly number[]): Uint8Array => new Uint8Array(Int32Array.from(values).buffer);
const longs = (...values: readonly bigint[]): Uint8Array => new Uint8Array(BigInt64Array.from(values).buffer);
const big = 2n ** 63n - 1n;

const primitives: readonly Sample[] = [
  built("Null", [null, null]),
  built("Boolean", [true, null, false, true, true, false, false, true, true]),
  built("Int8", [-128, null, 127]),
  built("Int16", [-32_768, null, 32_767]),
  built("Int32", [-(2 ** 31), null, 2 ** 31 - 1]),
  built("Int64", [-big - 1n, null, big]),
  built("UInt8", [0, null, 255]),
  built("UInt16", [0, null, 65_535]),
  built("UInt32", [0, null, 2 ** 32 - 1]),
  built("UInt64", [0n, null, 2n ** 64n - 1n]),
  built("Float16", [1.5, null, -0.25, 65_504]),
  built("Float32", [1.5, null, -0.25, Infinity]),
  built("Float64", [0.1, null, -1e300, NaN]),
];

const texts: readonly Sample[] = [
  built("Utf8", ["a", null, "", "äöü 漢字 🚀", "\uFEFF"]),
  built("LargeUtf8", ["a", null, "", "äöü 漢字 🚀"]),
  built("Binary", [bytes(1, 2), null, bytes(), bytes(255)]),
  built("LargeBinary", [bytes(1, 2), null, bytes(), bytes(255)]),
  built(arrowType.fixedSizeBinary(3), [bytes(1, 2, 3), null, bytes(4, 5, 6)]),
];

const times: readonly Sample[] = [
  built("Date32", [20_000, null, new Date("1969-12-31")], [20_000, null, -1]),
  built("Date64", [86_400_000n, null, new Date(-5)], [86_400_000n, null, -86_400_000n]),
  built(arrowType.time("s"), [1, null, 86_399]),
  built(arrowType.time("ms"), [1, null, 86_399_999]),
  built(arrowType.time("us"), [1n, null, 86_399_999_999n]),
  built(arrowType.time("ns"), [1n, null, 86_399_999_999_999n]),
  built(arrowType.timestamp("s"), [1n, null, -1n]),
  built(arrowType.timestamp("ms", "UTC"), [1n, null, new Date(7)], [1n, null, 7n]),
  built(arrowType.timestamp("us", "Europe/Rome"), [1n, null, new Date(7)], [1n, null, 7000n]),
  built(arrowType.timestamp("ns"), [1n, null, 1_700_000_000_000_000_001n]),
  built(arrowType.duration("s"), [1n, null, -1n]),
  built(arrowType.duration("ns"), [1n, null, big]),
  built({ name: "Interval", unit: "YearMonth" }, [13, null, -1]),
  built({ name: "Interval", unit: "DayTime" }, [{ days: 2, milliseconds: -3 }, null]),
  built({ name: "Interval", unit: "MonthDayNano" }, [{ months: 1, days: 2, nanoseconds: -3n }, null]),
];

const decimals: readonly Sample[] = [
  built(arrowType.decimal(9, 2, "Decimal32"), ["-12.34", null, "0.05"]),
  built(arrowType.decimal(18, 4, "Decimal64"), ["-12.3400", null, "99999999999999.0001"]),
  built(arrowType.decimal(38, 0), ["-1", null, "99999999999999999999999999999999999999"]),
  built(arrowType.decimal(76, 3, "Decimal256"), ["-0.001", null, `${"9".repeat(70)}.125`]),
];

const point = arrowType.struct({ x: "Float32", label: "Utf8" });

const nested: readonly Sample[] = [
  built(arrowType.list("Int32"), [[1, 2], null, [], [3, null]]),
  built(arrowType.largeList("Utf8"), [["a", "b"], null, []]),
  built(arrowType.fixedSizeList("Float32", 2), [[1, 2], null, [3, 4]]),
  built(point, [{ x: 1, label: "a" }, null, { x: null, label: null }]),
  built(arrowType.map("Utf8", "Int32"), [
    new Map([["a", 1]]),
    null,
    new Map([
      ["b", null],
      ["c", 3],
    ]),
  ]),
  built(arrowType.dictionary("Utf8"), ["x", "y", null, "x"]),
  built(arrowType.list(arrowType.list(point)), [[[{ x: 0.5, label: "deep" }], []], null]),
  built(arrowType.list(arrowType.dictionary("Utf8", "Int8")), [["x", "y"], ["x"]]),
];

const children = [array("Int32", [7, null, 9]).array, array("Utf8", ["a", "b", "c"]).array];
const fields = [arrowType.field("number", "Int32"), arrowType.field("text", "Utf8")];

/** Types that no plain values are built into; their buffers are written down. */
const rare: readonly Sample[] = [
  given(
    {
      type: { name: "Union", mode: "sparse", typeIds: [0, 1], children: fields },
      length: 3,
      nullCount: 0,
      validity: undefined,
      buffers: [bytes(0, 1, 0)],
      children,
    },
    [7, "b", 9],
  ),
  given(
    {
      type: { name: "Union", mode: "dense", typeIds: [0, 1], children: fields },
      length: 4,
      nullCount: 0,
      validity: undefined,
      buffers: [bytes(1, 0, 0, 1), ints(0, 0, 1, 2)],
      children,
    },
    ["a", 7, null, "c"],
  ),
  given(
    {
      type: { name: "Utf8View" },
      length: 3,
      nullCount: 1,
      validity: bytes(0b101),
      buffers: [viewSlots("short", 20), new TextEncoder().encode("....a text of 20 bytes")],
      children: [],
    },
    ["short", null, "a text of 20 bytes".padEnd(18)],
  ),
  given(
    {
      type: { name: "ListView", child: arrowType.field("item", "Int32") },
      length: 3,
      nullCount: 0,
      validity: undefined,
      buffers: [ints(1, 0, 0), ints(2, 1, 0)],
      children: [array("Int32", [1, 2, 3]).array],
    },
    [[2, 3], [1], []],
  ),
  given(
    {
      type: { name: "LargeListView", child: arrowType.field("item", "Int32") },
      length: 2,
      nullCount: 0,
      validity: undefined,
      buffers: [longs(1n, 0n), longs(2n, 1n)],
      children: [array("Int32", [1, 2, 3]).array],
    },
    [[2, 3], [1]],
  ),
  given(
    {
      type: {
        name: "RunEndEncoded",
        runEnds: arrowType.field("run_ends", "Int32", false),
        values: arrowType.field("values", "Utf8"),
      },
      length: 5,
      nullCount: 0,
      validity: undefined,
      buffers: [],
      children: [array("Int32", [2, 3, 5]).array, array("Utf8", ["a", null, "b"]).array],
    },
    ["a", "a", null, "b", "b"],
  ),
];

/** A short text inline, a null, and the rest of a buffer from its fifth byte on. */
function viewSlots(short: string, end: number): Uint8Array {
  const slots = Buffer.alloc(48);
  slots.writeInt32LE(short.length, 0);
  slots.write(short, 4);
  slots.writeInt32LE(18, 32);
  slots.write("a te", 36);
  slots.writeInt32LE(0, 40);
  slots.writeInt32LE(end - 16, 44);
  return new Uint8Array(slots);
}

export const samples: readonly Sample[] = [...primitives, ...texts, ...times, ...decimals, ...nested, ...rare];
