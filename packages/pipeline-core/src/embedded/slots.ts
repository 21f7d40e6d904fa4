import type { KeyedLimit } from "../stage-options.ts";
import { sliceMs } from "./pace.ts";

interface Waiter {
  readonly limit: KeyedLimit | undefined;
  readonly wake: () => void;
  /** Its place among all that wait. */
  readonly ticket: number;
  next: Waiter | undefined;
}

/** Who waits for one key, or for the whole run alone; the first in front. */
interface Line {
  first: Waiter;
  last: Waiter;
}

/** Counts what runs, over a whole run and per key of a limit, and wakes who waits, first come first served. */
export class Slots {
  readonly #capacity: number;
  readonly #maxima: ReadonlyMap<string, number>;
  readonly #blocked = new Set<() => void>();
  readonly #keyed = new Map<string, number>();
  readonly #lines = new Map<string | undefined, Line>();
  #tickets = 0;
  #used = 0;
  #waking = false;

  /** @param maxima replaces the maximum of a limit, by its key */
  constructor(capacity: number, maxima: Readonly<Record<string, number>> = {}) {
    this.#capacity = capacity;
    this.#maxima = new Map(Object.entries(maxima));
  }

  get full(): boolean {
    return this.#used >= this.#capacity;
  }

  /** Takes a slot, if one is free that nobody else waits for. */
  tryAcquire(limit: KeyedLimit | undefined): boolean {
    if (!this.#hasRoom(limit) || (this.#lines.size > 0 && this.#lines.has(limit?.key))) return false;
    this.#take(limit);
    return true;
  }

  /** Calls `wake` with a slot already taken, now or when one is free. */
  acquire(limit: KeyedLimit | undefined, wake: () => void): void {
    if (this.tryAcquire(limit)) {
      wake();
      return;
    }
    const waiter: Waiter = { limit, wake, ticket: this.#tickets++, next: undefined };
    const line = this.#lines.get(limit?.key);
    if (line === undefined) this.#lines.set(limit?.key, { first: waiter, last: waiter });
    else line.last = line.last.next = waiter;
  }

  release(limit: KeyedLimit | undefined): void {
    this.#used--;
    if (limit !== undefined) this.#count(limit, -1);
    // What is woken may end at once and release in its turn: the loop that wakes goes on then, so that no stack grows.
    if (this.#waking || (this.#lines.size === 0 && this.#blocked.size === 0)) return;
    this.#waking = true;
    this.#wakeAll();
  }

  /** Calls `callback` once, when the run as a whole has room again; no slot is taken for it. */
  whenFree(callback: () => void): void {
    this.#blocked.add(callback);
  }

  #hasRoom(limit: KeyedLimit | undefined): boolean {
    if (this.#used >= this.#capacity) return false;
    if (limit === undefined) return true;
    return (this.#keyed.get(limit.key) ?? 0) < (this.#maxima.get(limit.key) ?? limit.max);
  }

  #take(limit: KeyedLimit | undefined): void {
    if (limit !== undefined) this.#count(limit, 1);
    this.#used++;
  }

  #count({ key }: KeyedLimit, change: 1 | -1): void {
    this.#keyed.set(key, (this.#keyed.get(key) ?? 0) + change);
  }

  #wakeAll(): void {
    const until = performance.now() + sliceMs;
    for (let woken = 1, wake = this.#admitNext(); wake !== undefined; wake = this.#admitNext(), woken++) {
      wake();
      if (woken % 64 > 0 || performance.now() < until) continue;
      setImmediate(() => this.#wakeAll());
      return;
    }
    this.#waking = false;
    if (this.#blocked.size === 0 || this.full) return;
    const callbacks = [...this.#blocked];
    this.#blocked.clear();
    for (const callback of callbacks) callback();
  }

  /** Takes a slot for the first of those that wait for one that is free. */
  #admitNext(): (() => void) | undefined {
    let next: Line | undefined;
    for (const line of this.#lines.values())
      if ((next === undefined || line.first.ticket < next.first.ticket) && this.#hasRoom(line.first.limit)) next = line;
    if (next === undefined) return undefined;
    const { first } = next;
    if (first.next === undefined) this.#lines.delete(first.limit?.key);
    else next.first = first.next;
    this.#take(first.limit);
    return first.wake;
  }
}
