import type { ArrowField, ArrowType } from "../arrow-type.ts";
import { childFields } from "../child-fields.ts";
import { invalidArrow, unsupportedArrow } from "../invalid-arrow.ts";
import { bool, int16, int64, string, table, tableAt, uint8, vector, type FlatTable } from "./flat-reader.ts";
import { messageHeader, version4, version5, typeId } from "./format.ts";
import { readInt, readType } from "./read-type.ts";

/** What a schema message says about its one column. */
export interface StreamSchema {
  readonly type: ArrowType;
  /** The number under which the values of each `Dictionary` type in it come. */
  readonly dictionaryIds: ReadonlyMap<ArrowType, bigint>;
}

/** Deeper or wider schemas are nobody's data; shared tables could make small bytes into endless fields. */
const limits = { depth: 64, fields: 10_000 };

/** Reads the metadata of a stream's first message. */
export function readSchema(view: DataView): StreamSchema {
  const message = tableAt(view, 0);
  const version = int16(message, 0);
  if (version !== version4 && version !== version5) throw unsupportedArrow(`metadata version V${version + 1}`);
  const header = table(message, 2);
  if (uint8(message, 1) !== messageHeader.schema || header === undefined) throw invalidArrow("no schema at its start");
  if (int16(header, 0) !== 0) throw unsupportedArrow("big-endian data");
  const fields = vector(header, 1, 4);
  if (fields.count !== 1) throw unsupportedArrow(`${fields.count} columns; a message has exactly one`);
  const dictionaryIds = new Map<ArrowType, bigint>();
  const budget = { fields: limits.fields };
  const { type } = readField(tableAt(view, fields.at), dictionaryIds, budget, 0);
  if (version === version4 && hasUnion(type)) throw unsupportedArrow("unions of metadata version V4");
  return { type, dictionaryIds };
}

/** Unions had validity bitmaps until V5. */
const hasUnion = (type: ArrowType): boolean =>
  type.name === "Union" ||
  (type.name === "Dictionary" && hasUnion(type.value)) ||
  childFields(type).some((field) => hasUnion(field.type));

function readField(
  field: FlatTable,
  dictionaryIds: Map<ArrowType, bigint>,
  budget: { fields: number },
  depth: number,
): ArrowField {
  budget.fields -= 1;
  if (depth > limits.depth || budget.fields < 0) throw unsupportedArrow("a schema this deep or wide");
  const { count, at } = vector(field, 5, 4);
  const children = Array.from({ length: Math.min(count, limits.fields) }, (_, index) =>
    readField(tableAt(field.view, at + index * 4), dictionaryIds, budget, depth + 1),
  );
  const value = fieldType(field, children);
  return { name: string(field, 0) ?? "", nullable: bool(field, 1), type: encoded(field, value, dictionaryIds) };
}

function fieldType(field: FlatTable, children: readonly ArrowField[]): ArrowType {
  const details = table(field, 3);
  if (details === undefined) throw invalidArrow("a field without a type");
  const id = uint8(field, 2);
  return readType(id, details, children, id === typeId.Timestamp ? string(details, 1) : undefined);
}

/** The type of a field's slots, which may be indices into a dictionary of values. */
function encoded(field: FlatTable, value: ArrowType, dictionaryIds: Map<ArrowType, bigint>): ArrowType {
  const encoding = table(field, 4);
  if (encoding === undefined) return value;
  const indexTable = table(encoding, 1);
  const index = indexTable === undefined ? ({ name: "Int32" } as const) : readInt(indexTable);
  const type: ArrowType = { name: "Dictionary", index, value, ordered: bool(encoding, 2) };
  dictionaryIds.set(type, int64(encoding, 0));
  return type;
}
