import { sizeClass } from "./size-class.ts";
import { Slot } from "./slot.ts";

/** How many buffers a pool counts holds for. */
const slotCount = 512;
const pageBytes = 4096;
const keysPerThread = 65_536;
/** Keys of buffers that are used once; they come round when the ones before are long forgotten. */
const onceCount = keysPerThread - slotCount;

/** Memory for the counts of a pool's slots, for so many threads. */
export const poolTable = (threads: number): SharedArrayBuffer => new SharedArrayBuffer(slotCount * threads * 4);

/** Strikes out the holds of a thread that is gone, in all slots of a pool. */
export function forgetThread(table: SharedArrayBuffer, thread: number, threads: number): void {
  const counts = new Int32Array(table);
  for (let at = thread; at < counts.length; at += threads) Atomics.store(counts, at, 0);
}

export interface PoolOptions {
  /** The number of the thread that owns the pool. */
  readonly thread: number;
  /** How many numbers of threads there are. */
  readonly threads: number;
  /** The memory of the counts, of {@link poolTable}. */
  readonly table: SharedArrayBuffer;
  /** What the pool keeps at most; beyond it, buffers are made for one message and then collected. */
  readonly maxBytes: number;
}

/**
 * The shared buffers into which one thread writes what it sends. Whoever reads one holds it; a buffer that nobody holds
 * is written again. Buffers are never given back to the system: fresh memory costs ten times as much as a copy.
 */
export class Pool {
  readonly #options: PoolOptions;
  readonly #bySize = new Map<number, Slot[]>();
  #rows = 0;
  readonly #spareRows: number[] = [];
  #bytes = 0;
  #once = 0;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** What it keeps, in use or not. */
  get byteLength(): number {
    return this.#bytes;
  }

  /** A buffer of at least so many bytes, held once by its owner. Its bytes are what the last message left there. */
  take(byteLength: number): Slot {
    const { thread } = this.#options;
    const size = sizeClass(byteLength);
    const slots = this.#bySize.get(size) ?? [];
    this.#bySize.set(size, slots);
    let slot = slots.find(({ isFree }) => isFree);
    if (slot === undefined) {
      slot = this.#create(size);
      if (slot.isCounted) slots.push(slot);
    }
    slot.generation++;
    slot.hold(thread);
    return slot;
  }

  #create(size: number): Slot {
    const { maxBytes, thread, threads, table } = this.#options;
    while (this.#bytes + size > maxBytes && this.#evict(size)) continue;
    const buffer = new SharedArrayBuffer(size);
    const row = this.#bytes + size > maxBytes ? undefined : this.#spareRow();
    if (row === undefined) {
      this.#once = (this.#once + 1) % onceCount;
      return new Slot({ kind: "slot", key: thread * keysPerThread + slotCount + this.#once, buffer }, threads);
    }
    this.#bytes += size;
    const key = thread * keysPerThread + row;
    const slot = new Slot({ kind: "slot", key, buffer, holds: { table, row } }, threads);
    // The system gives memory at the first touch of a page, which is not to be while somebody waits for a message.
    for (let at = 0; at < size; at += pageBytes) slot.bytes[at] = 0;
    return slot;
  }

  #spareRow(): number | undefined {
    return this.#spareRows.pop() ?? (this.#rows < slotCount ? this.#rows++ : undefined);
  }

  /** Gives up a free buffer of another size. Its key is given to another buffer, which others are told of. */
  #evict(exceptSize: number): boolean {
    for (const [size, slots] of this.#bySize) {
      const index = size === exceptSize ? -1 : slots.findIndex(({ isFree }) => isFree);
      if (index < 0) continue;
      for (const slot of slots.splice(index, 1)) {
        slot.generation++;
        this.#spareRows.push(slot.notice.holds?.row ?? 0);
      }
      this.#bytes -= size;
      return true;
    }
    return false;
  }
}
