/** The number of the engine's own thread. */
export const engineThread = 0;

/** Numbers for the threads of a dataflow: each has a column in the counts of all pools. */
export class ThreadNumbers {
  readonly count: number;
  readonly #used = new Set<number>([engineThread]);
  #last = engineThread;

  /** @param workers how many live at once at most; a number is given again as late as possible */
  constructor(workers: number) {
    this.count = 2 * workers + 8;
  }

  take(): number {
    do this.#last = (this.#last + 1) % this.count;
    while (this.#used.has(this.#last));
    this.#used.add(this.#last);
    return this.#last;
  }

  giveBack(thread: number): void {
    this.#used.delete(thread);
  }
}
