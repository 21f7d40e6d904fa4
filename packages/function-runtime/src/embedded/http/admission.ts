/** What waits for its turn: called when it has come. */
export type Start = () => void;

/** Lets so many calls run at once, and so many more wait in the order of their coming. */
export class Admission {
  readonly #limit: number;
  readonly #queueSize: number;
  /** In the order of coming; a set, so that who goes away leaves at once. */
  readonly #waiting = new Set<Start>();
  #running = 0;

  constructor(limit: number, queueSize: number) {
    this.#limit = limit;
    this.#queueSize = queueSize;
  }

  get running(): number {
    return this.#running;
  }

  get queued(): number {
    return this.#waiting.size;
  }

  /** Whether there is a place now. Whoever got one, or was started later, must {@link leave} once. */
  enter(): boolean {
    if (this.#running >= this.#limit) return false;
    this.#running++;
    return true;
  }

  /** Starts it when a place is free; false: never, too many wait. */
  wait(start: Start): boolean {
    if (this.#waiting.size >= this.#queueSize) return false;
    this.#waiting.add(start);
    return true;
  }

  /** Whether it waited, and does so no longer. */
  giveUp(start: Start): boolean {
    return this.#waiting.delete(start);
  }

  leave(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#running--;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}
