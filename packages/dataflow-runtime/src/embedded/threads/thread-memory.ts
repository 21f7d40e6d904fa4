import type { DoraValue } from "../../value.ts";
import { Pool, type PoolOptions } from "./pool.ts";
import { Slot, type SlotNotice } from "./slot.ts";

export interface ThreadMemoryOptions extends PoolOptions {
  /** Overwrites what was released, so that a test finds who still reads it. */
  readonly poison: boolean;
}

/** The shared memory that one thread knows: its own pool, and the slots of others that it was told of. */
export class ThreadMemory {
  readonly thread: number;
  readonly pool: Pool;
  readonly #options: ThreadMemoryOptions;
  readonly #known = new Map<number, Slot>();
  readonly #byBuffer = new WeakMap<ArrayBufferLike, Slot>();
  /** Values that were copied into a slot: a second consumer of the same message gets the same memory. */
  readonly #placed = new WeakMap<DoraValue, { readonly slot: Slot; readonly generation: number }>();
  readonly #drafts = new Set<Slot>();
  readonly #forgotten: FinalizationRegistry<Slot>;

  constructor(options: ThreadMemoryOptions) {
    this.#options = options;
    this.thread = options.thread;
    this.pool = new Pool(options);
    this.#forgotten = new FinalizationRegistry((slot) => this.#endDraft(slot));
  }

  /** A slot of this thread's pool, held by this thread until {@link release}. */
  take(byteLength: number): Slot {
    const slot = this.pool.take(byteLength);
    this.#byBuffer.set(slot.notice.buffer, slot);
    return slot;
  }

  /** Memory of the pool for a message that is to be written in place. It goes back when the message was read. */
  draft(byteLength: number): Uint8Array {
    const slot = this.take(byteLength);
    const bytes = new Uint8Array(slot.notice.buffer, 0, byteLength);
    this.#drafts.add(slot);
    // It may never be sent: who was to fill it has thrown.
    this.#forgotten.register(bytes, slot, slot);
    return bytes;
  }

  /** The value was sent: if it is a draft, from now on only its readers hold it. */
  endDraftOf(value: DoraValue): void {
    if (this.#drafts.size === 0) return;
    const slot = this.slotOf(value.array.buffers[0]?.buffer);
    if (slot === undefined) return;
    this.#forgotten.unregister(slot);
    this.#endDraft(slot);
  }

  #endDraft(slot: Slot): void {
    if (this.#drafts.delete(slot)) this.release(slot);
  }

  release(slot: Slot): void {
    slot.release(this.thread, this.#options.poison);
  }

  /** The slot whose memory this is. */
  slotOf(memory: ArrayBufferLike | undefined): Slot | undefined {
    return memory === undefined ? undefined : this.#byBuffer.get(memory);
  }

  /** Where the value was copied to, if it is still there. */
  placeOf(value: DoraValue): Slot | undefined {
    const place = this.#placed.get(value);
    return place?.slot.generation === place?.generation ? place?.slot : undefined;
  }

  remember(value: DoraValue, slot: Slot): void {
    this.#placed.set(value, { slot, generation: slot.generation });
  }

  learn(notice: SlotNotice): void {
    const slot = new Slot(notice, this.#options.threads);
    this.#known.set(notice.key, slot);
    this.#byBuffer.set(notice.buffer, slot);
  }

  /** A slot that this thread was told of before; one that is used once is told of each time. */
  known(key: number): Slot {
    const slot = this.#known.get(key) as Slot;
    if (!slot.isCounted) this.#known.delete(key);
    return slot;
  }
}
