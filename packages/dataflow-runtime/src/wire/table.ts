import type { Field } from "./field.ts";
import type { PostcardReader } from "./postcard-reader.ts";
import type { PostcardWriter } from "./postcard-writer.ts";

interface Message {
  readonly type: string;
}

/** What is no field of the wire. */
type Aside = "type" | "unknownTag";
type FieldsOf<M> = { readonly [Name in Exclude<keyof M, Aside>]: Field<M[Name]> };

/** The messages of one enum in the order of their tags, each with its fields in the order of the wire. */
export type Table<M extends Message> = {
  readonly [Type in M["type"]]: FieldsOf<Extract<M, { readonly type: Type }>>;
};

/** A tag that the table does not know: a later dora has appended a message. */
export class UnknownTag {
  readonly tag: number;
  constructor(tag: number) {
    this.tag = tag;
  }
}

export interface TableCodec<M extends Message> {
  readonly write: (writer: PostcardWriter, message: M) => void;
  readonly read: (reader: PostcardReader) => M | UnknownTag;
}

/** @param reserved a tag that the table leaves out */
export function tableCodec<M extends Message>(table: Table<M>, reserved?: number): TableCodec<M> {
  const rows = Object.entries(table as Readonly<Record<string, Readonly<Record<string, Field<unknown>>>>>).map(
    ([type, fields], position) => {
      const tag = reserved !== undefined && position >= reserved ? position + 1 : position;
      return { type, tag, fields: Object.entries(fields) };
    },
  );
  const byType = new Map(rows.map((row) => [row.type, row]));
  const byTag = new Map(rows.map((row) => [row.tag, row]));
  return {
    write: (writer, message) => {
      const { tag, fields } = byType.get(message.type) as (typeof rows)[number];
      writer.varint(tag);
      const values = message as unknown as Readonly<Record<string, unknown>>;
      for (const [name, field] of fields) field.write(writer, values[name]);
    },
    read: (reader) => {
      const tag = reader.varint();
      const row = byTag.get(tag);
      if (row === undefined) return new UnknownTag(tag);
      const message: Record<string, unknown> = { type: row.type };
      for (const [name, field] of row.fields) message[name] = field.read(reader);
      return message as unknown as M;
    },
  };
}
