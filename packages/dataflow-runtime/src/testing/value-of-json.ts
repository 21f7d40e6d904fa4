import type { ArrowType, TimeUnit } from "../arrow/arrow-type.ts";
import { readDataType } from "../recording/read-data-type.ts";
import { DoraValue, type DataInput } from "../value.ts";

const perSecond: Readonly<Record<TimeUnit, bigint>> = { s: 1n, ms: 1000n, us: 1_000_000n, ns: 1_000_000_000n };
const digits: Readonly<Record<TimeUnit, number>> = { s: 0, ms: 3, us: 6, ns: 9 };

/**
 * The value that a test file writes as JSON, with its `data_type` or the type that its items have.
 *
 * @throws TypeError, or what {@link DoraValue.from} throws
 */
export function valueOfJson(data: unknown, dataType: unknown): DoraValue | undefined {
  if (data === undefined || data === null) return undefined;
  const items = Array.isArray(data) ? (data as readonly unknown[]) : [data];
  if (dataType === undefined || dataType === null)
    return DoraValue.from(items.map((item) => wholeAsInt64(item)) as never);
  const type = readDataType(dataType);
  return DoraValue.from(items.map((item) => slotOf(type, item)) as unknown as DataInput, type);
}

/** Without a type, whole numbers are Int64, as for the reader that dora uses. */
const wholeAsInt64 = (item: unknown): unknown => (Number.isInteger(item) ? BigInt(item as number) : item);

/** The other way of what recordings write. */
function slotOf(type: ArrowType, item: unknown): unknown {
  if (item === null) return null;
  switch (type.name) {
    case "Float16":
    case "Float32":
    case "Float64":
      return Number(item);
    case "Int64":
    case "UInt64":
    case "Duration":
      return BigInt(item as number);
    case "Binary":
    case "LargeBinary":
    case "FixedSizeBinary":
      return new Uint8Array(Buffer.from(item as string, "hex"));
    case "Date32":
    case "Date64":
      return typeof item === "string" ? new Date(item) : item;
    case "Timestamp":
      return typeof item === "string" ? countOf(item, type.unit) : BigInt(item as number);
    case "List":
    case "LargeList":
    case "FixedSizeList":
      return (item as readonly unknown[]).map((each) => slotOf(type.child.type, each));
    case "Struct": {
      const fields = item as Readonly<Record<string, unknown>>;
      return Object.fromEntries(type.children.map(({ name, type: of }) => [name, slotOf(of, fields[name] ?? null)]));
    }
    default:
      return item;
  }
}

/** A time as text, `2026-01-02T03:04:05.678901`, as a count of its unit. */
function countOf(text: string, unit: TimeUnit): bigint {
  const [, whole = "", fraction = ""] = /^([^.Z]+)(?:\.(\d+))?Z?$/u.exec(text.replace(" ", "T")) ?? [];
  const seconds = BigInt(Date.parse(`${whole}Z`)) / 1000n;
  const rest = digits[unit] === 0 ? "0" : fraction.padEnd(digits[unit], "0").slice(0, digits[unit]);
  return seconds * perSecond[unit] + BigInt(rest);
}
