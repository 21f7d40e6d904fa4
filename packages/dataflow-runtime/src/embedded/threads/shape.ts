import type { ArrowArray } from "../../arrow/arrow-array.ts";
import type { ArrowType } from "../../arrow/arrow-type.ts";
import { childFields } from "../../arrow/child-fields.ts";

const hasValidity = 1;
const hasDictionary = 2;

/**
 * The form of an array in whole numbers, without its data: lengths, and where each buffer lies. One form for all types,
 * since the type itself is told once.
 */
export class ShapeWriter {
  /** The numbers; those from {@link wordCount} on are of an earlier array, since emptying a list costs more than it. */
  readonly words: number[] = [];
  wordCount = 0;
  /** The buffers, and where each is to lie; as many as {@link #bufferCount}. */
  readonly #buffers: Uint8Array[] = [];
  readonly #offsets: number[] = [];
  #bufferCount = 0;
  /** Bytes from the first buffer to the end of the last. */
  byteLength = 0;
  #alignment = 8;
  #inPlace = false;

  /** Lays the buffers one after another, at multiples of `alignment`. */
  pack(array: ArrowArray, alignment: number): void {
    this.#begin(false);
    this.#alignment = alignment;
    this.#add(array);
  }

  /** Leaves the buffers where they are: offsets count from the start of their common memory. */
  locate(array: ArrowArray): void {
    this.#begin(true);
    this.#add(array);
  }

  /** The numbers alone, for data that lies in a slot. */
  copy(): ShapeWriter {
    const copy = new ShapeWriter();
    copy.words.push(...this.words.slice(0, this.wordCount));
    copy.wordCount = this.wordCount;
    copy.byteLength = this.byteLength;
    return copy;
  }

  /** The memory that all buffers lie in, if they have one in common. */
  get commonMemory(): ArrayBufferLike | undefined {
    const memory = this.#bufferCount === 0 ? undefined : this.#buffers[0]?.buffer;
    for (let index = 1; index < this.#bufferCount; index++) {
      if (this.#buffers[index]?.buffer !== memory) return undefined;
    }
    return memory;
  }

  /** Copies the buffers behind `start`, as {@link pack} has laid them. */
  copyTo(target: Uint8Array, start: number): void {
    for (let index = 0; index < this.#bufferCount; index++) {
      target.set(this.#buffers[index] as Uint8Array, start + (this.#offsets[index] as number));
    }
  }

  #begin(inPlace: boolean): void {
    this.wordCount = 0;
    this.#bufferCount = 0;
    this.byteLength = 0;
    this.#inPlace = inPlace;
  }

  #add({ length, nullCount, validity, buffers, children, dictionary }: ArrowArray): void {
    this.#word(length);
    this.#word(nullCount);
    this.#word((validity === undefined ? 0 : hasValidity) | (dictionary === undefined ? 0 : hasDictionary));
    this.#word(buffers.length);
    this.#word(children.length);
    if (validity !== undefined) this.#place(validity);
    for (let index = 0; index < buffers.length; index++) this.#place(buffers[index] as Uint8Array);
    for (let index = 0; index < children.length; index++) this.#add(children[index] as ArrowArray);
    if (dictionary !== undefined) this.#add(dictionary);
  }

  #place(buffer: Uint8Array): void {
    const step = this.#alignment;
    const offset = this.#inPlace ? buffer.byteOffset : Math.ceil(this.byteLength / step) * step;
    this.byteLength = this.#inPlace ? this.byteLength + buffer.byteLength : offset + buffer.byteLength;
    this.#word(offset);
    this.#word(buffer.byteLength);
    this.#buffers[this.#bufferCount] = buffer;
    this.#offsets[this.#bufferCount++] = offset;
  }

  #word(value: number): void {
    this.words[this.wordCount++] = value;
  }
}

/** Makes an array of what {@link ShapeWriter} wrote: `words` from index `at` on, over `payload`. */
export class ShapeReader {
  #words: Uint32Array = new Uint32Array();
  #at = 0;
  #payload: Uint8Array = new Uint8Array();

  read(type: ArrowType, words: Uint32Array, at: number, payload: Uint8Array): ArrowArray {
    this.#words = words;
    this.#at = at;
    this.#payload = payload;
    return this.#array(type);
  }

  #array(type: ArrowType): ArrowArray {
    const length = this.#next();
    const nullCount = this.#next();
    const flags = this.#next();
    const bufferCount = this.#next();
    const childCount = this.#next();
    const validity = (flags & hasValidity) === 0 ? undefined : this.#buffer();
    const buffers: Uint8Array[] = [];
    for (let left = bufferCount; left > 0; left--) buffers.push(this.#buffer());
    const children: ArrowArray[] = [];
    for (let index = 0; index < childCount; index++) {
      children.push(this.#array(childFields(type)[index]?.type ?? { name: "Null" }));
    }
    const array = { type, length, nullCount, validity, buffers, children };
    if ((flags & hasDictionary) === 0 || type.name !== "Dictionary") return array;
    return { ...array, dictionary: this.#array(type.value) };
  }

  #next(): number {
    return this.#words[this.#at++] as number;
  }

  #buffer(): Uint8Array {
    const offset = this.#next();
    const byteLength = this.#next();
    const { buffer, byteOffset } = this.#payload;
    return new Uint8Array(buffer, byteOffset + offset, byteLength);
  }
}
