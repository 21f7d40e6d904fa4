import type { ArrowType, TimeUnit } from "../arrow/arrow-type.ts";
import type { ArrowScalar } from "../arrow/type-values.ts";

const perSecond: Readonly<Record<TimeUnit, bigint>> = { s: 1n, ms: 1000n, us: 1_000_000n, ns: 1_000_000_000n };
const digits: Readonly<Record<TimeUnit, number>> = { s: 0, ms: 3, us: 6, ns: 9 };
const dayMs = 86_400_000;

/** A slot as dora's test files write it: bytes in hexadecimal, times as text, big integers as `bigint`. */
export function dataJson(type: ArrowType, value: ArrowScalar): unknown {
  if (value === null) return null;
  switch (type.name) {
    case "Float16":
    case "Float32":
    case "Float64":
      return Number.isFinite(value) ? value : `${value as number}`;
    case "Binary":
    case "LargeBinary":
    case "FixedSizeBinary":
      return Buffer.from(value as Uint8Array).toString("hex");
    case "Date32":
      return new Date(Number(value) * dayMs).toISOString().slice(0, 10);
    case "Timestamp":
      return timeText(BigInt(value as bigint | number), type.unit);
    case "List":
    case "LargeList":
    case "FixedSizeList":
      return Array.from(value as Iterable<ArrowScalar>, (item) => dataJson(type.child.type, item));
    case "Struct": {
      const fields = value as Readonly<Record<string, ArrowScalar>>;
      return Object.fromEntries(
        type.children.map((child) => [child.name, dataJson(child.type, fields[child.name] ?? null)]),
      );
    }
    default:
      return value;
  }
}

/** Without a zone, and with as many digits as the unit has. */
function timeText(count: bigint, unit: TimeUnit): string {
  const inSecond = perSecond[unit];
  const fraction = ((count % inSecond) + inSecond) % inSecond;
  const seconds = (count - fraction) / inSecond;
  const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  return fraction === 0n ? whole : `${whole}.${String(fraction).padStart(digits[unit], "0")}`;
}
