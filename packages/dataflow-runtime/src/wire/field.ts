import type { PostcardReader } from "./postcard-reader.ts";
import type { PostcardWriter } from "./postcard-writer.ts";
import { readUuid, writeUuid } from "./uuid.ts";

/** How one field of a message is written and read. */
export interface Field<T> {
  readonly write: (writer: PostcardWriter, value: T) => void;
  readonly read: (reader: PostcardReader) => T;
}

export const text: Field<string> = {
  write: (writer, value) => writer.text(value),
  read: (reader) => reader.text(),
};

export const bool: Field<boolean> = {
  write: (writer, value) => writer.bool(value),
  read: (reader) => reader.bool(),
};

export const uint16: Field<number> = {
  write: (writer, value) => writer.varint(value),
  read: (reader) => reader.varint(16),
};

export const uuid: Field<string> = { write: writeUuid, read: readUuid };

/** Short bytes that outlive the frame. */
export const bytes: Field<Uint8Array> = {
  write: (writer, value) => writer.bytes(value),
  read: (reader) => reader.bytes().slice(),
};

/** A message's data: an enum of one kind, and read in place. */
export const payload: Field<Uint8Array> = {
  write: (writer, value) => {
    writer.varint(0);
    writer.bytes(value);
  },
  read: (reader) => {
    const tag = reader.varint();
    if (tag !== 0) throw reader.malformed(`has data of kind ${tag} where only kind 0 is known`);
    return reader.payload();
  },
};

/** Signed 64 bits. */
export const int64: Field<number | bigint> = {
  write: (writer, value) => writer.int64(value),
  read: (reader) => reader.int64(),
};

export const float64: Field<number> = {
  write: (writer, value) => writer.float64(value),
  read: (reader) => reader.float64(),
};

export const optional = <T>(field: Field<T>): Field<T | undefined> => ({
  write: (writer, value) => {
    writer.bool(value !== undefined);
    if (value !== undefined) field.write(writer, value);
  },
  read: (reader) => (reader.bool() ? field.read(reader) : undefined),
});

export const list = <T>(field: Field<T>): Field<readonly T[]> => ({
  write: (writer, values) => {
    writer.varint(values.length);
    for (const value of values) field.write(writer, value);
  },
  read: (reader) => Array.from({ length: reader.count() }, () => field.read(reader)),
});
