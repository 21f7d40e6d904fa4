import type { ArrowField, ArrowType } from "../arrow-type.ts";
import { childFields } from "../child-fields.ts";
import { unsupportedArrow } from "../invalid-arrow.ts";
import { FlatWriter, type FlatField } from "./flat-writer.ts";
import { messageHeader, padded, version5 } from "./format.ts";
import { flag, typeTable } from "./write-type.ts";

/** What dora calls the one column of a message. */
const columnName = "data";

/**
 * The bytes of a stream's schema message, for one nullable column of a type. Its dictionaries are numbered from 0 as
 * they end in a walk down the type: those inside of the values of another one come before it.
 */
export function schemaMessage(type: ArrowType): Uint8Array {
  const writer = new FlatWriter();
  const schema: readonly FlatField[] = [
    { width: 2, value: 0 },
    { tables: [fieldTable({ name: columnName, type, nullable: true }, { next: 0 })] },
  ];
  writer.point(writer.take(4, 4), {
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

function fieldTable({ name, type, nullable }: ArrowField, dictionaries: { next: number }): readonly FlatField[] {
  const { id, fields } = typeTable(type);
  const stored = type.name === "Dictionary" ? type.value : type;
  if (stored.name === "Dictionary") throw unsupportedArrow("a dictionary of dictionaries");
  const children = childFields(stored).map((child) => fieldTable(child, dictionaries));
  return [
    { text: name },
    flag(nullable),
    { width: 1, value: id },
    { table: fields },
    dictionaryTable(type, dictionaries),
    { tables: children },
  ];
}

function dictionaryTable(type: ArrowType, dictionaries: { next: number }): FlatField {
  if (type.name !== "Dictionary") return undefined;
  const id = dictionaries.next;
  dictionaries.next = id + 1;
  return { table: [{ width: 8, value: id }, { table: typeTable(type.index).fields }, flag(type.ordered)] };
}
