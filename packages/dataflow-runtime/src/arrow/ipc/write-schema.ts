import type { ArrowField, ArrowType } from "../arrow-type.ts";
import { childFields } from "../child-fields.ts";
import { flag, typeTable } from "./write-type.ts";
import { FlatWriter, type FlatField } from "./flat-writer.ts";
import { messageHeader, padded, version5 } from "./format.ts";

/** What dora calls the one column of a message. */
const columnName = "data";

/**
 * The bytes of a stream's schema message, for one nullable column of a type. Dictionaries are numbered in the order of
 * `dictionaryTypes`.
 */
export function schemaMessage(type: ArrowType): Uint8Array {
  const ids = new Map(dictionaryTypes(type).map((each, id) => [each, id]));
  const schema: readonly FlatField[] = [
    { width: 2, value: 0 },
    { tables: [fieldTable({ name: columnName, type, nullable: true }, ids)] },
  ];
  const writer = new FlatWriter();
  const root = writer.take(4, 4);
  writer.point(root, {
    table: [
      { width: 2, value: version5 },
      { width: 1, value: messageHeader.schema },
      { table: schema },
      { width: 8, value: 0 },
    ],
  });
  const metadata = writer.bytes;
  const message = new Uint8Array(padded(8 + metadata.length));
  const view = new DataView(message.buffer);
  view.setUint32(0, 0xffff_ffff, true);
  view.setUint32(4, message.length - 8, true);
  message.set(metadata, 8);
  return message;
}

/** All dictionary types in a type, those inside of the values of another one first: so readers need their values. */
function dictionaryTypes(type: ArrowType): readonly ArrowType[] {
  if (type.name === "Dictionary") return [...dictionaryTypes(type.value), type];
  return childFields(type).flatMap((field) => dictionaryTypes(field.type));
}

function fieldTable({ name, type, nullable }: ArrowField, ids: ReadonlyMap<ArrowType, number>): readonly FlatField[] {
  const { id, fields } = typeTable(type);
  const children = childFields(type.name === "Dictionary" ? type.value : type);
  return [
    { text: name },
    flag(nullable),
    { width: 1, value: id },
    { table: fields },
    dictionaryTable(type, ids),
    { tables: children.map((child) => fieldTable(child, ids)) },
  ];
}

function dictionaryTable(type: ArrowType, ids: ReadonlyMap<ArrowType, number>): FlatField {
  if (type.name !== "Dictionary") return undefined;
  return {
    table: [{ width: 8, value: ids.get(type) ?? 0 }, { table: typeTable(type.index).fields }, flag(type.ordered)],
  };
}
