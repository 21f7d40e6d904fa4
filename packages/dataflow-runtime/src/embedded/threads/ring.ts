/** Bytes before the records: each counter has a cache line of its own, so that the two sides do not fight for one. */
const headBytes = 512;
/** Indices of 32-bit words. */
const tailWord = 0;
const headWord = 16;
const waitingWord = 32;
const closedWord = 48;
const payloadReadWord = 64;

/** 1 MiB: some thousands of small messages. */
const ringCapacityBytes: number = 1 << 20;
/** Shared memory beside the ring that may wait unread. */
const payloadLimitKiB = 64 * 1024;

/** @param capacityBytes a power of two */
export const createRing = (capacityBytes: number = ringCapacityBytes): SharedArrayBuffer =>
  new SharedArrayBuffer(headBytes + capacityBytes);

/** Tells the writer of a ring that nobody reads any more. */
export function closeRing(memory: SharedArrayBuffer): void {
  Atomics.store(new Int32Array(memory), closedWord, 1);
}

/** Both sides' view of the memory. Positions only grow, modulo 2^32; records begin at multiples of 8. */
class RingMemory {
  readonly words: Int32Array;
  readonly capacity: number;
  /** The records. */
  readonly bytes: Uint8Array;
  readonly uint32: Uint32Array;
  readonly uint64: BigUint64Array;

  constructor(memory: SharedArrayBuffer) {
    this.capacity = memory.byteLength - headBytes;
    this.words = new Int32Array(memory, 0, headBytes / 4);
    this.bytes = new Uint8Array(memory, headBytes);
    this.uint32 = new Uint32Array(memory, headBytes);
    this.uint64 = new BigUint64Array(memory, headBytes);
  }

  get isClosed(): boolean {
    return Atomics.load(this.words, closedWord) !== 0;
  }
}

/** The writing side: one thread. A record is reserved, filled in and committed. */
export class RingWriter extends RingMemory {
  #tail = 0;
  /** The reader's position as this side saw it last. */
  #head = 0;
  #payloadKiB = 0;

  /** The largest record: two always fit. */
  get maxRecordBytes(): number {
    return this.capacity / 2;
  }

  /**
   * @param bytes a multiple of 8
   * @returns where the record begins in {@link bytes}; -1 when there is no room
   */
  reserve(bytes: number): number {
    const at = this.#tail & (this.capacity - 1);
    const skip = at + bytes > this.capacity ? this.capacity - at : 0;
    if (!this.#hasRoom(skip + bytes)) return -1;
    if (skip === 0) return at;
    // A length of nothing: go on at the start.
    this.uint32[at >> 2] = 0;
    this.#tail = (this.#tail + skip) | 0;
    return 0;
  }

  commit(bytes: number): void {
    this.#tail = (this.#tail + bytes) | 0;
    Atomics.store(this.words, tailWord, this.#tail);
  }

  /** Whether the unread records refer to less memory than they may. */
  get hasPayloadRoom(): boolean {
    return (this.#payloadKiB - Atomics.load(this.words, payloadReadWord)) >>> 0 <= payloadLimitKiB;
  }

  /** Whether it is worth trying again after there was no room. */
  get isHalfEmpty(): boolean {
    return this.hasPayloadRoom && this.#hasRoom(this.maxRecordBytes);
  }

  addPayload(bytes: number): void {
    this.#payloadKiB = (this.#payloadKiB + toKiB(bytes)) | 0;
  }

  /** Asks the reader to ring when it has read something; look once more after it. */
  awaitRoom(): void {
    Atomics.store(this.words, waitingWord, 1);
  }

  #hasRoom(bytes: number): boolean {
    const limit = this.capacity - bytes;
    if ((this.#tail - this.#head) >>> 0 <= limit) return true;
    this.#head = Atomics.load(this.words, headWord);
    return (this.#tail - this.#head) >>> 0 <= limit;
  }
}

/** The reading side: one thread. */
export class RingReader extends RingMemory {
  #head = 0;
  #published = 0;
  /** The writer's position as this side saw it last. */
  #tail = 0;
  #payloadKiB = 0;
  #length = 0;

  get isReady(): boolean {
    return this.#head !== Atomics.load(this.words, tailWord);
  }

  /** Where the next record begins in {@link bytes}; -1 when there is none. It stays until {@link advance}. */
  next(): number {
    for (;;) {
      if (this.#head === this.#tail) {
        this.#tail = Atomics.load(this.words, tailWord);
        if (this.#head === this.#tail) return -1;
      }
      const at = this.#head & (this.capacity - 1);
      this.#length = this.uint32[at >> 2] as number;
      if (this.#length !== 0) return at;
      this.#head = (this.#head + this.capacity - at) | 0;
    }
  }

  /** The record was read; its room is given back some time before a quarter of the ring is unclaimed. */
  advance(payloadBytes: number): void {
    this.#head = (this.#head + this.#length) | 0;
    if (payloadBytes > 0) this.#payloadKiB = (this.#payloadKiB + toKiB(payloadBytes)) | 0;
    if ((this.#head - this.#published) >>> 0 >= this.capacity >> 2) this.publish();
  }

  /** Gives back the room of all that was read. */
  publish(): void {
    this.#published = this.#head;
    Atomics.store(this.words, payloadReadWord, this.#payloadKiB);
    Atomics.store(this.words, headWord, this.#head);
  }

  /** Whether the writer asked to be rung; asked once for each time. */
  takeWriterWaits(): boolean {
    return Atomics.load(this.words, waitingWord) !== 0 && Atomics.exchange(this.words, waitingWord, 0) !== 0;
  }
}

const toKiB = (bytes: number): number => Math.ceil(bytes / 1024);
