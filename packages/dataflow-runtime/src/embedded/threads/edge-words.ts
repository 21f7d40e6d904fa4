/** Indices of the words; the reader's have a cache line of their own. */
const messagesWord = 0;
const droppedByWriterWord = 1;
const takenWord = 16;
const droppedByReaderWord = 17;
const waitingWord = 32;
/** How many messages are to be gone until the waiting writer is rung. */
const wakeAtWord = 33;
/** Index of the 64-bit floats. */
const bytesFloat = 1;

/** The memory of an edge's counters. */
export const createEdgeWords = (): SharedArrayBuffer => new SharedArrayBuffer(256);

export interface EdgeCounts {
  readonly messages: number;
  readonly bytes: number;
  readonly dropped: number;
  readonly taken: number;
}

/** What flows from one output to one input, counted by both of its threads. */
export class EdgeWords {
  readonly #words: Int32Array;
  readonly #floats: Float64Array;

  constructor(memory: SharedArrayBuffer) {
    this.#words = new Int32Array(memory);
    this.#floats = new Float64Array(memory);
  }

  /** The writer has sent a message. */
  sent(bytes: number): void {
    Atomics.add(this.#words, messagesWord, 1);
    this.#floats[bytesFloat] = (this.#floats[bytesFloat] as number) + bytes;
  }

  /** The writer has dropped one that found no room. */
  dropped(): void {
    Atomics.add(this.#words, droppedByWriterWord, 1);
  }

  /** The reader's node has taken a message. @returns whether the writer has waited for this one */
  taken(): boolean {
    const taken = Atomics.add(this.#words, takenWord, 1) + 1;
    if (Atomics.load(this.#words, waitingWord) === 0) return false;
    const gone = taken + Atomics.load(this.#words, droppedByReaderWord);
    if (((gone - Atomics.load(this.#words, wakeAtWord)) | 0) < 0) return false;
    return Atomics.exchange(this.#words, waitingWord, 0) !== 0;
  }

  /** What was just taken was thrown away by the reader's queue. */
  untaken(): void {
    Atomics.sub(this.#words, takenWord, 1);
    Atomics.add(this.#words, droppedByReaderWord, 1);
  }

  /** Asks to be rung when no more than `pending` messages wait; look once more after it. */
  awaitPending(pending: number): void {
    const arrive = Atomics.load(this.#words, messagesWord) - Atomics.load(this.#words, droppedByWriterWord);
    Atomics.store(this.#words, wakeAtWord, arrive - pending);
    Atomics.store(this.#words, waitingWord, 1);
  }

  /** Messages that the reader's node has not taken. */
  get pending(): number {
    const { messages, dropped, taken } = this.counts;
    return messages - dropped - taken;
  }

  get counts(): EdgeCounts {
    const word = (index: number): number => Atomics.load(this.#words, index);
    return {
      messages: word(messagesWord),
      bytes: this.#floats[bytesFloat] as number,
      dropped: word(droppedByWriterWord) + word(droppedByReaderWord),
      taken: word(takenWord),
    };
  }
}
