import { performance } from "node:perf_hooks";

/**
 * Instants that never repeat and never go back: microseconds since the epoch. What is made later sorts later, and an
 * instant says which of two changes it belongs to.
 */
export class Instants {
  #last = 0;

  /** ISO 8601 with six digits behind the second, so that texts sort as the times do. */
  next(): string {
    const now = Math.floor((performance.timeOrigin + performance.now()) * 1000);
    this.#last = Math.max(now, this.#last + 1);
    const micros = String(this.#last % 1000).padStart(3, "0");
    return `${new Date(Math.floor(this.#last / 1000)).toISOString().slice(0, -1)}${micros}Z`;
  }
}
