import type { MessagePort } from "node:worker_threads";
import type { ArrowType } from "../../arrow/arrow-type.ts";
import type { RawMetadata } from "../../node-link.ts";
import { DataflowError } from "../../errors.ts";
import { align, flag, headLength, word } from "./record.ts";
import type { RingWriter } from "./ring.ts";
import type { ShapeWriter } from "./shape.ts";
import type { Slot } from "./slot.ts";

/** Serialized parts beyond this go by the port. */
const parcelFromBytes = 64 * 1024;

export interface OutgoingInput {
  readonly input: number;
  readonly metadata: RawMetadata;
  /** {@link RawMetadata.parameters} as bytes; absent when there are none. */
  readonly parameters: Uint8Array | undefined;
  /** Absent: a message without data. */
  readonly type: ArrowType | undefined;
  /** Where the data lies; absent: it goes with the record. */
  readonly slot: Slot | undefined;
  readonly shape: ShapeWriter;
}

/** Writes records, and tells the other end of types, slots and clocks when it meets them for the first time. */
export class RecordWriter {
  readonly #ring: RingWriter;
  readonly #port: MessagePort;
  /** Numbers of types, by their text and by the objects that were met. */
  readonly #types = new Map<string, number>();
  readonly #typeObjects = new WeakMap<ArrowType, number>();
  readonly #told = new Map<number, SharedArrayBuffer>();
  #clock: Uint8Array | undefined;

  constructor(ring: RingWriter, port: MessagePort) {
    this.#ring = ring;
    this.#port = port;
  }

  /** @returns whether there was room; without, nothing has happened */
  writeInput({ input, metadata, parameters, type, slot, shape }: OutgoingInput): boolean {
    const ring = this.#ring;
    if (slot !== undefined && !ring.hasPayloadRoom) return false;
    const { timestamp } = metadata;
    const isNewClock = timestamp.id !== this.#clock;
    const isParcel = parameters !== undefined && parameters.byteLength >= parcelFromBytes;
    const parameterBytes = parameters === undefined || isParcel ? 0 : parameters.byteLength;
    const typeText = type === undefined || this.#typeObjects.has(type) ? undefined : this.#textOf(type);
    const shapeWords = type === undefined ? 0 : shape.wordCount;
    const dataBytes = type === undefined || slot !== undefined ? 0 : shape.byteLength;
    const typeBytes = typeText === undefined ? 0 : typeText.byteLength;
    const shapeAt = headLength + (isNewClock ? 16 : 0);
    const parametersAt = shapeAt + align(4 * shapeWords);
    const typeAt = parametersAt + align(parameterBytes);
    const dataAt = typeAt + align(typeBytes);
    const length = dataAt + align(dataBytes);
    if (length > ring.maxRecordBytes) throw tooLarge(length, ring.maxRecordBytes);
    const at = ring.reserve(length);
    if (at < 0) return false;
    const { uint32, bytes } = ring;
    const head = at >> 2;
    let flags = flag.input | (isNewClock ? flag.clock : 0);
    ring.uint64[(at >> 3) + word.time / 2] = timestamp.time;
    if (isNewClock) {
      bytes.set(timestamp.id, at + headLength);
      this.#clock = timestamp.id;
    }
    if (type !== undefined) {
      flags |= flag.value;
      const shapeHead = (at + shapeAt) >> 2;
      for (let index = 0; index < shapeWords; index++) uint32[shapeHead + index] = shape.words[index] as number;
      if (typeText !== undefined) {
        bytes.set(typeText, at + typeAt);
        this.#learn(type);
      }
      uint32[head + word.type] = this.#typeObjects.get(type) as number;
      if (slot === undefined) shape.copyTo(bytes, at + dataAt);
      else {
        flags |= flag.shared;
        if (this.#tell(slot)) flags |= flag.port;
        uint32[head + word.slot] = slot.key;
        ring.addPayload(shape.byteLength);
      }
    }
    if (isParcel) {
      this.#port.postMessage({ kind: "parcel", bytes: parameters });
      flags |= flag.parcel | flag.port;
    } else if (parameters !== undefined) bytes.set(parameters, at + parametersAt);
    uint32[head + word.length] = length;
    uint32[head + word.kind] = (input << 16) | flags;
    uint32[head + word.shape] = 4 * shapeWords;
    uint32[head + word.parameters] = parameterBytes;
    uint32[head + word.typeText] = typeBytes;
    uint32[head + word.payload] = type === undefined ? 0 : shape.byteLength;
    ring.commit(length);
    return true;
  }

  /** @returns as {@link writeInput} */
  writeControl(message: Uint8Array): boolean {
    const isParcel = message.byteLength >= parcelFromBytes;
    const inlineBytes = isParcel ? 0 : message.byteLength;
    const length = headLength + align(inlineBytes);
    const at = this.#ring.reserve(length);
    if (at < 0) return false;
    if (isParcel) this.#port.postMessage({ kind: "parcel", bytes: message });
    else this.#ring.bytes.set(message, at + headLength);
    const { uint32 } = this.#ring;
    const head = at >> 2;
    uint32[head + word.length] = length;
    // An event of the engine may come with something that was posted before it.
    uint32[head + word.kind] = flag.port | (isParcel ? flag.parcel : 0);
    uint32[head + word.payload] = inlineBytes;
    this.#ring.commit(length);
    return true;
  }

  /** Equal types that are different objects have one number. */
  #textOf(type: ArrowType): Uint8Array | undefined {
    const text = JSON.stringify(type);
    const number = this.#types.get(text);
    if (number === undefined) return Buffer.from(text);
    this.#typeObjects.set(type, number);
    return undefined;
  }

  #learn(type: ArrowType): void {
    const number = this.#types.size;
    this.#typeObjects.set(type, number);
    this.#types.set(JSON.stringify(type), number);
  }

  /** @returns whether the other end has to look at its port */
  #tell({ notice }: Slot): boolean {
    const isTold = notice.holds !== undefined && this.#told.get(notice.key) === notice.buffer;
    if (isTold) return false;
    this.#told.set(notice.key, notice.buffer);
    this.#port.postMessage(notice);
    return true;
  }
}

function tooLarge(bytes: number, limit: number): DataflowError {
  return new DataflowError(
    "DATAFLOW_TYPE_TOO_LARGE",
    `the type of the data takes ${bytes} bytes to describe and a thread takes ${limit} at most; send fewer columns at once`,
    { details: { bytes, limit } },
  );
}
