import { deserialize } from "node:v8";
import type { ArrowType } from "../../arrow/arrow-type.ts";
import type { RawMetadata } from "../../node-link.ts";
import { DoraValue } from "../../value.ts";
import type { Mail } from "./mail.ts";
import { readParameters } from "./parameters.ts";
import { align, flag, headLength, word } from "./record.ts";
import type { RingReader } from "./ring.ts";
import { ShapeReader } from "./shape.ts";
import type { ThreadMemory } from "./thread-memory.ts";

/** Small data is copied out of the ring into slabs of this size: one allocation serves hundreds of messages. */
const slabBytes = 32 * 1024;
/** Data from here on gets memory of its own. */
const ownFromBytes = 4 * 1024;
/** Below it, a loop is faster than a view and a copy. */
const loopBelowBytes = 256;

/** Who gets what a record says. */
export interface RecordHandler {
  readonly onInput: (input: number, metadata: RawMetadata, value: DoraValue | undefined) => void;
  readonly onControl: (message: unknown) => void;
}

/** Reads records, and remembers the types and the clock that the writer told of. */
export class RecordReader {
  readonly #ring: RingReader;
  readonly #mail: Mail;
  readonly #memory: ThreadMemory;
  readonly #types: ArrowType[] = [];
  readonly #shapes = new ShapeReader();
  #clock: Uint8Array = new Uint8Array(16);
  #slab = new Uint8Array(slabBytes);
  #slabWords = new Uint32Array(this.#slab.buffer);
  #slabAt = 0;

  constructor(ring: RingReader, mail: Mail, memory: ThreadMemory) {
    this.#ring = ring;
    this.#mail = mail;
    this.#memory = memory;
  }

  /** Reads the next record and hands it over. @returns whether there was one */
  read(handler: RecordHandler): boolean {
    const ring = this.#ring;
    const at = ring.next();
    if (at < 0) return false;
    const head = at >> 2;
    const kind = ring.uint32[head + word.kind] as number;
    if ((kind & flag.port) !== 0) this.#mail.collect();
    if ((kind & flag.input) === 0) {
      const message = deserialize(this.#serialized(kind, at + headLength, word.payload, head));
      ring.advance(0);
      handler.onControl(message);
      return true;
    }
    const time = ring.uint64[(at >> 3) + word.time / 2] as bigint;
    let next = at + headLength;
    if ((kind & flag.clock) !== 0) {
      this.#clock = ring.bytes.slice(next, next + 16);
      next += 16;
    }
    const shapeAt = next;
    next += align(ring.uint32[head + word.shape] as number);
    const parametersAt = next;
    const parameterBytes = ring.uint32[head + word.parameters] as number;
    next += align(parameterBytes);
    const hasParameters = parameterBytes > 0 || (kind & flag.parcel) !== 0;
    const parameters = readParameters(
      hasParameters ? this.#serialized(kind, parametersAt, word.parameters, head) : undefined,
    );
    const value = (kind & flag.value) === 0 ? undefined : this.#value(kind, head, shapeAt, next);
    const isShared = (kind & flag.shared) !== 0;
    ring.advance(isShared ? (ring.uint32[head + word.payload] as number) : 0);
    handler.onInput(kind >>> 16, { timestamp: { time, id: this.#clock }, parameters }, value);
    return true;
  }

  #value(kind: number, head: number, shapeAt: number, typeAt: number): DoraValue {
    const { uint32, bytes } = this.#ring;
    const typeBytes = uint32[head + word.typeText] as number;
    const number = uint32[head + word.type] as number;
    if (typeBytes > 0) {
      this.#types[number] = JSON.parse(Buffer.from(bytes.slice(typeAt, typeAt + typeBytes)).toString()) as ArrowType;
    }
    const type = this.#types[number] as ArrowType;
    const shape = shapeAt >> 2;
    if ((kind & flag.shared) === 0) {
      const payload = this.#copy(typeAt + align(typeBytes), uint32[head + word.payload] as number);
      return DoraValue.fromArray(this.#shapes.read(type, uint32, shape, payload));
    }
    const memory = this.#memory;
    const slot = memory.known(uint32[head + word.slot] as number);
    const array = this.#shapes.read(type, uint32, shape, slot.bytes);
    return slot.isCounted
      ? DoraValue.fromArray(array, { onRelease: () => memory.release(slot) })
      : DoraValue.fromArray(array);
  }

  #serialized(kind: number, at: number, length: number, head: number): Uint8Array {
    if ((kind & flag.parcel) !== 0) return this.#mail.parcel();
    return this.#ring.bytes.slice(at, at + (this.#ring.uint32[head + length] as number));
  }

  /** Memory of its own for data of the ring, aligned for all numbers. */
  #copy(at: number, byteLength: number): Uint8Array {
    const ring = this.#ring;
    if (byteLength >= ownFromBytes) return ring.bytes.slice(at, at + byteLength);
    const room = align(byteLength);
    if (this.#slabAt + room > slabBytes) {
      this.#slab = new Uint8Array(slabBytes);
      this.#slabWords = new Uint32Array(this.#slab.buffer);
      this.#slabAt = 0;
    }
    const start = this.#slabAt;
    this.#slabAt += room;
    if (byteLength < loopBelowBytes) {
      const words = this.#slabWords;
      const from = at >> 2;
      const to = start >> 2;
      for (let index = 0; index < room >> 2; index++) words[to + index] = ring.uint32[from + index] as number;
    } else this.#slab.set(ring.bytes.subarray(at, at + byteLength), start);
    return new Uint8Array(this.#slab.buffer, start, byteLength);
  }
}
