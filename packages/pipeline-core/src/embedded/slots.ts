import type { KeyedLimit } from "../stage-options.ts";

interface Waiter {
  readonly limit: KeyedLimit | undefined;
  readonly wake: () => void;
}

/** Counts what runs, over a whole run and per key of a limit, and wakes who waits, first come first served. */
export class Slots {
  readonly #capacity: number;
  readonly #keyed = new Map<string, number>();
  #waiters: Waiter[] = [];
  #used = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get full(): boolean {
    return this.#used >= this.#capacity;
  }

  tryAcquire(limit: KeyedLimit | undefined): boolean {
    if (this.#used >= this.#capacity) return false;
    if (limit !== undefined) {
      const used = this.#keyed.get(limit.key) ?? 0;
      if (used >= limit.max) return false;
      this.#keyed.set(limit.key, used + 1);
    }
    this.#used++;
    return true;
  }

  /** Calls `wake` with a slot already taken, now or when one is free. */
  acquire(limit: KeyedLimit | undefined, wake: () => void): void {
    if (this.tryAcquire(limit)) wake();
    else this.#waiters.push({ limit, wake });
  }

  release(limit: KeyedLimit | undefined): void {
    this.#used--;
    if (limit !== undefined) this.#keyed.set(limit.key, (this.#keyed.get(limit.key) ?? 1) - 1);
    if (this.#waiters.length === 0) return;
    const next = this.#waiters.findIndex((waiter) => this.tryAcquire(waiter.limit));
    if (next >= 0) this.#waiters.splice(next, 1)[0]?.wake();
  }

  /** Forgets all who wait; they are never woken. */
  clear(): void {
    this.#waiters = [];
  }
}
