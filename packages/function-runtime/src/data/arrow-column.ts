import type { ColumnType, TableColumn } from "./columns.ts";
import { scaled } from "./decimal.ts";
import { inferColumn } from "./infer-column.ts";
import { plainValue } from "./plain-value.ts";

/** A column's field as Apache Arrow and flechette describe it. The numbers are those of Arrow's format. */
export interface ArrowField {
  readonly name: string;
  readonly nullable?: boolean;
  readonly type: ArrowType;
}

interface ArrowType {
  readonly typeId: number;
  readonly bitWidth?: number;
  /** Apache Arrow's name, then flechette's. */
  readonly isSigned?: boolean;
  readonly signed?: boolean;
  readonly precision?: number;
  readonly scale?: number;
  readonly unit?: number;
  /** Of a dictionary: the type of its values. */
  readonly dictionary?: ArrowType;
}

export interface ArrowVector {
  readonly length: number;
  get?(index: number): unknown;
  at?(index: number): unknown;
}

const [dictionary, int, float, decimal, date, timestamp] = [-1, 2, 3, 7, 8, 10];

/** A column of an Arrow table with its own type where this package has it, else inferred from its values. */
export function arrowColumn(field: ArrowField, vector: ArrowVector): TableColumn {
  const own = field.type.typeId === dictionary ? (field.type.dictionary ?? field.type) : field.type;
  const values = Array.from({ length: vector.length }, (_, index) => {
    const value = (vector.get === undefined ? vector.at?.(index) : vector.get(index)) ?? null;
    return value === null ? null : plain(value, own);
  });
  const type = columnTypeOf(own);
  const inferred: TableColumn =
    type === undefined ? inferColumn(field.name, values) : { name: field.name, type, values };
  const nullable = field.nullable ?? true;
  if (type !== "decimal") return { ...inferred, nullable };
  return { ...inferred, nullable, scale: own.scale ?? 0, ...(own.precision && { precision: own.precision }) };
}

function columnTypeOf(type: ArrowType): ColumnType | undefined {
  const unsigned = (type.isSigned ?? type.signed) === false;
  switch (type.typeId) {
    case int:
      if (type.bitWidth === 64) return unsigned ? "uint64" : "int64";
      return type.bitWidth === 32 && unsigned ? "uint32" : "int32";
    case float:
      return type.precision === 2 ? "double" : "float";
    case 4:
    case 15:
    case 19:
      return "bytes";
    case 5:
    case 20:
      return "string";
    case 6:
      return "boolean";
    case decimal:
      return "decimal";
    case date:
      return "date";
    case timestamp:
      return (type.unit ?? 1) > 1 ? "timestamp_us" : "timestamp_ms";
    default:
      return undefined;
  }
}

/** One value as {@link ColumnType} says it, whichever of the libraries' forms it has. */
function plain(value: unknown, type: ArrowType): unknown {
  if (type.typeId === int && type.bitWidth === 64) return BigInt(value as number | bigint);
  if (type.typeId === decimal) return decimalText(value, type.scale ?? 0);
  if (type.typeId === timestamp && typeof value === "number" && (type.unit ?? 1) > 1) {
    // Both libraries give milliseconds with a fraction, which hold microseconds but no nanoseconds.
    return BigInt(Math.round(value * 1000));
  }
  if ((type.typeId === date || type.typeId === timestamp) && typeof value === "number") return new Date(value);
  return plainValue(value);
}

function decimalText(value: unknown, scale: number): string {
  if (typeof value === "number") return value.toFixed(scale);
  if (typeof value === "bigint") return scaled(value, scale);
  const words = value as Uint32Array;
  let digits = 0n;
  for (let index = words.length - 1; index >= 0; index--) digits = (digits << 32n) | BigInt(words[index] ?? 0);
  return scaled(BigInt.asIntN(words.length * 32, digits), scale);
}
