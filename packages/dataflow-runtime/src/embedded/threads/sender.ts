import { serialize } from "node:v8";
import type { MessagePort } from "node:worker_threads";
import type { RawMetadata } from "../../node-link.ts";
import type { DoraValue } from "../../value.ts";
import { Backlog } from "./backlog.ts";
import { BellRope } from "./bell.ts";
import type { ChannelEnd } from "./channel.ts";
import { writeParameters } from "./parameters.ts";
import type { Errand } from "./mail.ts";
import type { Work } from "./pump.ts";
import { RecordWriter } from "./record-writer.ts";
import { RingWriter } from "./ring.ts";
import { ShapeWriter } from "./shape.ts";
import { sharedFromBytes } from "./size-class.ts";
import type { Slot } from "./slot.ts";
import type { ThreadMemory } from "./thread-memory.ts";

/** Buffers in shared memory begin at cache lines. */
const sharedAlignment = 64;
/** In the ring they begin where numbers of 8 bytes may. */
const ringAlignment = 8;

export interface SenderOptions {
  readonly memory: ThreadMemory;
  /** How many messages of an input may wait for room; the oldest beyond it are dropped. */
  readonly capacityOf: (input: number) => number;
  readonly onDropped: (input: number) => void;
  /** Something begins to wait: {@link Sender.run} is to be called when {@link Sender.isReady}. */
  readonly onWaiting: () => void;
}

/** The writing end of a channel. What finds no room waits here, in order. */
export class Sender implements Work {
  readonly #end: ChannelEnd;
  readonly #ring: RingWriter;
  readonly #record: RecordWriter;
  readonly #rope: BellRope;
  readonly #memory: ThreadMemory;
  readonly #shape = new ShapeWriter();
  readonly #backlog: Backlog;
  readonly #onWaiting: () => void;

  constructor(end: ChannelEnd, { memory, capacityOf, onDropped, onWaiting }: SenderOptions) {
    this.#end = end;
    this.#ring = new RingWriter(end.ring);
    this.#record = new RecordWriter(this.#ring, end.port);
    this.#rope = new BellRope(end.bell, end.port);
    this.#memory = memory;
    this.#backlog = new Backlog(capacityOf, onDropped);
    this.#onWaiting = onWaiting;
  }

  /** Whether the reader is gone; everything that is sent to it is lost. */
  get isClosed(): boolean {
    return this.#ring.isClosed;
  }

  /** Whether messages wait for room. */
  get isCrowded(): boolean {
    return this.#backlog.size > 0;
  }

  /** Whether {@link run} would do something. */
  get isReady(): boolean {
    return this.#backlog.size > 0 && (this.#ring.isClosed || this.#ring.isHalfEmpty);
  }

  /** Resolves when nothing waits any more, or the reader is gone. */
  room(): Promise<void> {
    return this.#backlog.emptied();
  }

  /** One message for an input of the reader. */
  send(input: number, metadata: RawMetadata, value: DoraValue | undefined): void {
    if (this.#ring.isClosed) return;
    const parameters = metadata.parameters.size === 0 ? undefined : writeParameters(metadata.parameters);
    const waits = this.#backlog.size > 0;
    const slot = value === undefined ? undefined : this.#place(value, waits);
    const type = value?.array.type;
    const shape = this.#shape;
    if (!waits && this.#record.writeInput({ input, metadata, parameters, type, slot, shape })) return this.#rope.ring();
    this.#defer(input, metadata, parameters, slot, value);
  }

  /** An event of the engine: anything that structured clone takes. */
  control(message: unknown): void {
    if (this.#ring.isClosed) return;
    const bytes = serialize(message);
    if (this.#backlog.size === 0 && this.#record.writeControl(bytes)) return this.#rope.ring();
    this.#wait({ write: () => this.#record.writeControl(bytes), drop: () => undefined });
  }

  /** Hands over what a ring cannot carry, such as an end of another channel. It comes in order with the rest. */
  errand(errand: unknown, transfer: readonly MessagePort[]): void {
    this.#end.port.postMessage({ kind: "errand", errand } satisfies Errand, transfer);
    this.control({ op: "errand" });
  }

  /** Writes what has waited, as far as there is room. */
  run(): number {
    if (this.#backlog.size === 0) return 0;
    if (this.#ring.isClosed) this.#backlog.clear();
    else if (this.#backlog.flush() > 0) this.#rope.ring();
    if (this.#backlog.size > 0) this.#ring.awaitRoom();
    return 0;
  }

  close(): void {
    this.#backlog.clear();
    this.#end.port.close();
  }

  /**
   * Fills the shape. Big data is put into a slot unless it lies in one already, and the slot is held for the reader.
   *
   * @param whole whether data in shared memory must stay there however small it is: its memory may not wait for us
   */
  #place(value: DoraValue, whole: boolean): Slot | undefined {
    const { array } = value;
    const shape = this.#shape;
    shape.pack(array, ringAlignment);
    if (shape.byteLength < sharedFromBytes && !whole) return undefined;
    const home = this.#memory.slotOf(shape.commonMemory);
    if (home !== undefined) {
      shape.locate(array);
      return this.#hold(home);
    }
    if (shape.byteLength < sharedFromBytes) return undefined;
    shape.pack(array, sharedAlignment);
    const known = this.#memory.placeOf(value);
    if (known !== undefined) return this.#hold(known);
    const slot = this.#memory.take(shape.byteLength);
    shape.copyTo(slot.bytes, 0);
    this.#memory.remember(value, slot);
    this.#hold(slot);
    this.#memory.release(slot);
    return slot;
  }

  #hold(slot: Slot): Slot {
    const { peer } = this.#end;
    slot.hold(peer);
    // If the reader died meanwhile, its holds may have been struck out before this one.
    if (this.#ring.isClosed) slot.forget(peer);
    return slot;
  }

  #defer(
    input: number,
    metadata: RawMetadata,
    parameters: Uint8Array | undefined,
    slot: Slot | undefined,
    value: DoraValue | undefined,
  ): void {
    const type = value?.array.type;
    const placed = slot === undefined ? undefined : this.#shape.copy();
    const write = (): boolean => {
      if (placed === undefined && value !== undefined) this.#shape.pack(value.array, ringAlignment);
      const shape = placed ?? this.#shape;
      return this.#record.writeInput({ input, metadata, parameters, type, slot, shape });
    };
    this.#wait({ message: { input, metadata }, write, drop: () => slot?.release(this.#end.peer, false) });
  }

  #wait(item: Parameters<Backlog["push"]>[0]): void {
    const isFirst = this.#backlog.size === 0;
    this.#backlog.push(item);
    this.#ring.awaitRoom();
    if (isFirst) this.#onWaiting();
  }
}
