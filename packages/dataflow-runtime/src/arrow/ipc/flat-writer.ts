/** A field of a table that is to be written: nothing, a number of a width in bytes, or something that is pointed to. */
export type FlatField = undefined | { readonly width: 1 | 2 | 4 | 8; readonly value: number | bigint } | FlatTarget;

export type FlatTarget =
  | { readonly table: readonly FlatField[] }
  | { readonly text: string }
  | { readonly tables: readonly (readonly FlatField[])[] }
  | { readonly ints: readonly number[] };

/** Writes flatbuffers front to back: a table, then all that it points to. Meant for schemas, which are written once. */
export class FlatWriter {
  #bytes = Buffer.alloc(256);
  #end = 0;

  /** The bytes so far. */
  get bytes(): Uint8Array {
    return new Uint8Array(this.#bytes.subarray(0, this.#end));
  }

  /** Takes `size` zero bytes at a multiple of `alignment` and gives their position. */
  take(size: number, alignment: number): number {
    const at = Math.ceil(this.#end / alignment) * alignment;
    this.#end = at + size;
    while (this.#end > this.#bytes.length) this.#bytes = Buffer.concat([this.#bytes, Buffer.alloc(this.#bytes.length)]);
    return at;
  }

  /** Writes a target and sets the offset at `from` to it. */
  point(from: number, target: FlatTarget): void {
    const at = this.#write(target);
    this.#bytes.writeUInt32LE(at - from, from);
  }

  #write(target: FlatTarget): number {
    if ("table" in target) return this.#table(target.table);
    if ("text" in target) return this.#text(target.text);
    if ("ints" in target) return this.#ints(target.ints);
    const at = this.take(4 + target.tables.length * 4, 4);
    this.#bytes.writeUInt32LE(target.tables.length, at);
    target.tables.forEach((fields, index) => this.point(at + 4 + index * 4, { table: fields }));
    return at;
  }

  #table(fields: readonly FlatField[]): number {
    const vtableLength = 4 + fields.length * 2;
    const vtable = this.take(vtableLength, 2);
    const at = this.take(4, 8);
    this.#bytes.writeInt32LE(at - vtable, at);
    const targets: { readonly at: number; readonly target: FlatTarget }[] = [];
    fields.forEach((field, index) => {
      if (field === undefined) return;
      const position = "width" in field ? this.#number(field.width, field.value) : this.take(4, 4);
      this.#bytes.writeUInt16LE(position - at, vtable + 4 + index * 2);
      if (!("width" in field)) targets.push({ at: position, target: field });
    });
    this.#bytes.writeUInt16LE(vtableLength, vtable);
    this.#bytes.writeUInt16LE(this.#end - at, vtable + 2);
    for (const { at: position, target } of targets) this.point(position, target);
    return at;
  }

  #number(width: 1 | 2 | 4 | 8, value: number | bigint): number {
    const at = this.take(width, width);
    if (width === 8) this.#bytes.writeBigInt64LE(BigInt(value), at);
    else this.#bytes.writeIntLE(Number(value), at, width);
    return at;
  }

  #text(value: string): number {
    const length = Buffer.byteLength(value);
    // Flatbuffers end texts with a zero byte that the length does not count.
    const at = this.take(4 + length + 1, 4);
    this.#bytes.writeUInt32LE(length, at);
    this.#bytes.write(value, at + 4);
    return at;
  }

  #ints(values: readonly number[]): number {
    const at = this.take(4 + values.length * 4, 4);
    this.#bytes.writeUInt32LE(values.length, at);
    values.forEach((value, index) => this.#bytes.writeInt32LE(value, at + 4 + index * 4));
    return at;
  }
}
