import type { CancelTimer, Clock } from "@millrace/protocol";

interface Entry {
  readonly key: object;
  readonly dueMs: number;
  /** The how-manieth timer it is. */
  readonly order: number;
  readonly callback: () => void;
}

/** Wall clocks are put forward while we sleep; no sleep is longer than this. */
const longestSleepMs = 5_000;

/**
 * One timer for each key, by wall time, all on one timer of the clock. They fire in the order of their times; those of
 * the same time in the order in which they were set.
 */
export class Timers {
  readonly #clock: Clock;
  readonly #heap: Entry[] = [];
  readonly #current = new Map<object, Entry>();
  #count = 0;
  #cancel: CancelTimer | undefined;
  #armedMs = Infinity;
  #closed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** How many keys have one. */
  get size(): number {
    return this.#current.size;
  }

  /** Calls back once, at `dueMs` or as soon after it as it can; replaces the timer that the key had. */
  set(key: object, dueMs: number, callback: () => void): void {
    if (this.#closed) return;
    const entry = { key, dueMs, order: this.#count++, callback };
    this.#current.set(key, entry);
    this.#push(entry);
    this.#arm();
  }

  /** A key without a timer is no error. */
  clear(key: object): void {
    this.#current.delete(key);
    if (this.#heap.length > 64 && this.#heap.length > 4 * this.#current.size) this.#sweep();
  }

  /** No timer fires any more. */
  close(): void {
    this.#closed = true;
    this.#cancel?.();
    this.#current.clear();
    this.#heap.length = 0;
  }

  #arm(): void {
    const next = this.#peek();
    if (next === undefined || next.dueMs >= this.#armedMs) return;
    this.#cancel?.();
    this.#armedMs = next.dueMs;
    const delayMs = Math.min(Math.max(0, next.dueMs - this.#clock.now()), longestSleepMs);
    this.#cancel = this.#clock.setTimer(delayMs, () => this.#fire());
  }

  #fire(): void {
    this.#cancel = undefined;
    this.#armedMs = Infinity;
    const nowMs = this.#clock.now();
    for (let next = this.#peek(); next !== undefined && next.dueMs <= nowMs; next = this.#peek()) {
      this.#pop();
      this.#current.delete(next.key);
      next.callback();
    }
    this.#arm();
  }

  /** The next one that nobody cleared or replaced. */
  #peek(): Entry | undefined {
    for (;;) {
      const top = this.#heap[0];
      if (top === undefined || this.#current.get(top.key) === top) return top;
      this.#pop();
    }
  }

  #sweep(): void {
    const live = [...this.#current.values()];
    this.#heap.length = 0;
    for (const entry of live) this.#push(entry);
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let at = heap.length;
    for (;;) {
      const above = (at - 1) >> 1;
      const parent = heap[above];
      if (at === 0 || parent === undefined || !isBefore(entry, parent)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = entry;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      const left = heap[2 * at + 1];
      const right = heap[2 * at + 2];
      if (left === undefined) break;
      const goesRight = right !== undefined && isBefore(right, left);
      const smaller = goesRight ? right : left;
      if (!isBefore(smaller, last)) break;
      heap[at] = smaller;
      at = 2 * at + (goesRight ? 2 : 1);
    }
    heap[at] = last;
  }
}

const isBefore = (a: Entry, b: Entry): boolean => a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.order < b.order);
