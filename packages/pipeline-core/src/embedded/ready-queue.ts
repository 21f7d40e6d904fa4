/**
 * Stages that may start. Without a limit on concurrency the order hardly matters and first in, first out is cheapest;
 * with one, stages leave in declaration order, so that every run starts them in the same order.
 */
export interface ReadyQueue {
  readonly size: number;
  push(index: number): void;
  /** Only when `size` > 0. */
  shift(): number;
}

/** A ring: a stage is in the queue once at most, so there is room for all. */
export class FifoQueue implements ReadyQueue {
  readonly #ring: Int32Array;
  #head = 0;
  #size = 0;

  /** @param capacity number of stages */
  constructor(capacity: number) {
    this.#ring = new Int32Array(capacity);
  }

  get size(): number {
    return this.#size;
  }

  push(index: number): void {
    const end = this.#head + this.#size++;
    this.#ring[end < this.#ring.length ? end : end - this.#ring.length] = index;
  }

  shift(): number {
    const index = this.#ring[this.#head] as number;
    this.#size--;
    this.#head = this.#head + 1 < this.#ring.length ? this.#head + 1 : 0;
    return index;
  }
}

/** A binary heap with the smallest index on top. */
export class OrderedQueue implements ReadyQueue {
  readonly #heap: number[] = [];

  get size(): number {
    return this.#heap.length;
  }

  push(index: number): void {
    const heap = this.#heap;
    let at = heap.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((heap[parent] as number) <= index) break;
      heap[at] = heap[parent] as number;
      at = parent;
    }
    heap[at] = index;
  }

  shift(): number {
    const heap = this.#heap;
    const top = heap[0] as number;
    const last = heap.pop() as number;
    if (heap.length === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && (heap[child + 1] as number) < (heap[child] as number)) child++;
      if ((heap[child] as number) >= last) break;
      heap[at] = heap[child] as number;
      at = child;
    }
    heap[at] = last;
    return top;
  }
}
