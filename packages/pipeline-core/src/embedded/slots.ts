import type { KeyedLimit } from "../stage-options.ts";

interface Waiter {
  readonly limit: KeyedLimit | undefined;
  readonly wake: () => void;
}

/** Counts what runs, over a whole run and per key of a limit, and wakes who waits, first come first served. */
export class Slots {
  readonly #capacity: number;
  readonly #maxima: Readonly<Record<string, number>>;
  readonly #blocked = new Set<() => void>();
  readonly #keyed = new Map<string, number>();
  #waiters: Waiter[] = [];
  #used = 0;

  /** @param maxima replaces the maximum of a limit, by its key */
  constructor(capacity: number, maxima: Readonly<Record<string, number>> = {}) {
    this.#capacity = capacity;
    this.#maxima = maxima;
  }

  get full(): boolean {
    return this.#used >= this.#capacity;
  }

  tryAcquire(limit: KeyedLimit | undefined): boolean {
    if (this.#used >= this.#capacity) return false;
    if (limit !== undefined) {
      const used = this.#keyed.get(limit.key) ?? 0;
      if (used >= (this.#maxima[limit.key] ?? limit.max)) return false;
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
    const next = this.#waiters.length === 0 ? -1 : this.#waiters.findIndex((waiter) => this.tryAcquire(waiter.limit));
    if (next >= 0) this.#waiters.splice(next, 1)[0]?.wake();
    if (this.#blocked.size === 0 || this.full) return;
    const callbacks = [...this.#blocked];
    this.#blocked.clear();
    for (const callback of callbacks) callback();
  }

  /** Calls `callback` once, when the run as a whole has room again; no slot is taken for it. */
  whenFree(callback: () => void): void {
    this.#blocked.add(callback);
  }
}
