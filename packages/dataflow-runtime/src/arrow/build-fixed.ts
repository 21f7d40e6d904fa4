import type { ArrowType } from "./arrow-type.ts";
import { isNull, misfit, type BuildInput } from "./build-input.ts";
import { parseDecimal, writeBigInt } from "./decimal.ts";
import { toFloat16 } from "./float16.ts";
import { viewOf } from "./offsets.ts";
import { slotWidth } from "./slot-width.ts";

/** Writes one slot; false when the value does not fit. */
type SlotWriter = (value: BuildInput, offset: number) => boolean;

/** The data of a type whose slots have one width; `undefined` for all others. Null slots are zeros. */
export function buildFixed(type: ArrowType, slots: readonly BuildInput[]): Uint8Array | undefined {
  const width = slotWidth(type);
  if (width === undefined) return undefined;
  const data = new Uint8Array(width * slots.length);
  const write = slotWriter(type, data, width);
  slots.forEach((slot, index) => {
    if (!isNull(slot) && !write(slot, index * width)) throw misfit(type, slot, index);
  });
  return data;
}

function slotWriter(type: ArrowType, data: Uint8Array, width: number): SlotWriter {
  const view = viewOf(data);
  switch (type.name) {
    case "Float16":
      return (value, offset) => number(value, (each) => view.setUint16(offset, toFloat16(each), true));
    case "Float32":
      return (value, offset) => number(value, (each) => view.setFloat32(offset, each, true));
    case "Float64":
      return (value, offset) => number(value, (each) => view.setFloat64(offset, each, true));
    case "FixedSizeBinary":
      return (value, offset) => {
        if (!(value instanceof Uint8Array) || value.length !== width) return false;
        data.set(value, offset);
        return true;
      };
    case "Decimal32":
    case "Decimal64":
    case "Decimal128":
    case "Decimal256":
      return decimalWriter(type.precision, type.scale, view, width);
    case "Interval":
      return type.unit === "YearMonth" ? intWriter(view, 4, true) : intervalWriter(type.unit, view);
    case "Date32":
      return dateWriter(intWriter(view, width, true), (ms) => floorDivide(ms, dayMs));
    case "Date64":
      // Milliseconds, and yet whole days: the format wants them so.
      return dateWriter(intWriter(view, width, true), (ms) => floorDivide(ms, dayMs) * dayMs);
    case "Timestamp": {
      const perMs = perMillisecond[type.unit];
      return dateWriter(intWriter(view, width, true), (ms) => (perMs === 0n ? floorDivide(ms, 1000n) : ms * perMs));
    }
    default:
      return intWriter(view, width, !type.name.startsWith("U"));
  }
}

const dayMs = 86_400_000n;
/** 0 for what is longer. */
const perMillisecond = { s: 0n, ms: 1n, us: 1000n, ns: 1_000_000n };

function number(value: BuildInput, write: (value: number) => void): boolean {
  if (typeof value !== "number") return false;
  write(value);
  return true;
}

/** Whole numbers, given as number or bigint, inside of the range of the width. */
function intWriter(view: DataView, width: number, signed: boolean): SlotWriter {
  return width === 8 ? longWriter(view, signed) : shortWriter(view, width, signed);
}

function longWriter(view: DataView, signed: boolean): SlotWriter {
  return (value, offset) => {
    if (typeof value !== "bigint" && !(typeof value === "number" && Number.isInteger(value))) return false;
    const whole = BigInt(value);
    if ((signed ? BigInt.asIntN(64, whole) : BigInt.asUintN(64, whole)) !== whole) return false;
    view.setBigUint64(offset, BigInt.asUintN(64, whole), true);
    return true;
  };
}

function shortWriter(view: DataView, width: number, signed: boolean): SlotWriter {
  const values = 2 ** (width * 8);
  const min = signed ? -values / 2 : 0;
  return (value, offset) => {
    if (typeof value !== "number" && typeof value !== "bigint") return false;
    const whole = Number(value);
    if (!Number.isInteger(whole) || whole < min || whole >= min + values) return false;
    if (width === 4) view.setInt32(offset, whole, true);
    else if (width === 2) view.setInt16(offset, whole, true);
    else view.setInt8(offset, whole);
    return true;
  };
}

/** Dates are turned into counts of the unit; numbers are such counts already. */
function dateWriter(write: SlotWriter, countOf: (milliseconds: bigint) => bigint): SlotWriter {
  return (value, offset) => {
    if (!(value instanceof Date)) return write(value, offset);
    const time = value.getTime();
    return !Number.isNaN(time) && write(countOf(BigInt(time)), offset);
  };
}

const floorDivide = (value: bigint, divisor: bigint): bigint =>
  (value - (((value % divisor) + divisor) % divisor)) / divisor;

/** Decimals are given as text, `"12.34"`, or as whole numbers. */
function decimalWriter(precision: number, scale: number, view: DataView, width: number): SlotWriter {
  const limit = 10n ** BigInt(precision);
  return (value, offset) => {
    if (typeof value !== "string" && typeof value !== "bigint" && typeof value !== "number") return false;
    const unscaled = parseDecimal(String(value), scale);
    if (unscaled === undefined || unscaled >= limit || unscaled <= -limit) return false;
    writeBigInt(view, offset, width, unscaled);
    return true;
  };
}

function intervalWriter(unit: "DayTime" | "MonthDayNano", view: DataView): SlotWriter {
  const int = intWriter(view, 4, true);
  const long = intWriter(view, 8, true);
  return (value, offset) => {
    if (isNull(value) || typeof value !== "object") return false;
    const parts = value as Readonly<Record<string, BuildInput>>;
    return unit === "DayTime"
      ? int(parts["days"], offset) && int(parts["milliseconds"], offset + 4)
      : int(parts["months"], offset) && int(parts["days"], offset + 4) && long(parts["nanoseconds"], offset + 8);
  };
}
