/** What a thread must know of a slot to read it and to hold it. It travels by port: only so shared memory is shared. */
export interface SlotNotice {
  readonly kind: "slot";
  /** Who owns it and which it is: unique in the dataflow. */
  readonly key: number;
  readonly buffer: SharedArrayBuffer;
  /** Absent: the buffer is used once and left to the garbage collector. */
  readonly holds?: { readonly table: SharedArrayBuffer; readonly row: number };
}

/**
 * A shared buffer with a count of holds for each thread of the dataflow: `table[row × threads + thread]`. It may be
 * written again when all are zero. The counts are apart so that those of a thread that died can be struck out.
 */
export class Slot {
  readonly notice: SlotNotice;
  readonly bytes: Uint8Array;
  readonly #counts: Int32Array | undefined;
  /** How often the slot was given out; only its owner counts. */
  generation = 0;

  constructor(notice: SlotNotice, threads: number) {
    this.notice = notice;
    this.bytes = new Uint8Array(notice.buffer);
    const { holds } = notice;
    if (holds !== undefined) this.#counts = new Int32Array(holds.table, holds.row * threads * 4, threads);
  }

  get key(): number {
    return this.notice.key;
  }

  /** Whether its memory will be used again, so that who reads it must hold it. */
  get isCounted(): boolean {
    return this.#counts !== undefined;
  }

  hold(thread: number): void {
    if (this.#counts !== undefined) Atomics.add(this.#counts, thread, 1);
  }

  /** @param poison overwrites the memory when nobody else holds it: who still looks at it, sees it */
  release(thread: number, poison: boolean): void {
    if (this.#counts === undefined) return;
    // Only who holds it can give a hold to others: the only holder is alone with the memory.
    if (poison && this.#isHeldOnceBy(thread)) this.bytes.fill(poisonByte);
    Atomics.sub(this.#counts, thread, 1);
  }

  /** Strikes out the holds of a thread that is gone. */
  forget(thread: number): void {
    if (this.#counts !== undefined) Atomics.store(this.#counts, thread, 0);
  }

  get isFree(): boolean {
    const counts = this.#counts;
    if (counts === undefined) return false;
    for (let thread = 0; thread < counts.length; thread++) if (Atomics.load(counts, thread) !== 0) return false;
    return true;
  }

  #isHeldOnceBy(thread: number): boolean {
    const counts = this.#counts ?? new Int32Array();
    return counts.every((_, index) => Atomics.load(counts, index) === (index === thread ? 1 : 0));
  }
}

/** What poisoned memory is full of. */
export const poisonByte = 0xa5;
