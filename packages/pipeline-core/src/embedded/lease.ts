import type { KeyedLimit } from "../stage-options.ts";
import type { Slots } from "./slots.ts";

/**
 * The slot of something that runs, while it waits for others that may need it: for the next item of a stream above all.
 * Who waits for a slot never holds one, neither of the run nor of a limit, so that nobody waits in a circle.
 */
export class Lease {
  readonly #slots: Slots;
  readonly #limit: KeyedLimit | undefined;
  #held = true;
  #waiting = 0;
  #ended = false;

  /** Of a slot that has been taken. */
  constructor(slots: Slots, limit: KeyedLimit | undefined) {
    this.#slots = slots;
    this.#limit = limit;
  }

  /** What `promise` gives; others may have the slot until then. */
  async waitFor<T>(promise: Promise<T>): Promise<T> {
    this.#waiting++;
    this.#giveBack();
    try {
      return await promise;
    } finally {
      this.#waiting--;
      await this.#takeAgain();
    }
  }

  /** It does not run any more. */
  end(): void {
    this.#ended = true;
    this.#giveBack();
  }

  #giveBack(): void {
    if (!this.#held) return;
    this.#held = false;
    this.#slots.release(this.#limit);
  }

  /** As long as it waits for anything else it runs without, since nobody knows which of the two it does. */
  #takeAgain(): Promise<void> | undefined {
    const wanted = (): boolean => !this.#held && !this.#ended && this.#waiting === 0;
    if (!wanted()) return undefined;
    return new Promise((resolve) => {
      this.#slots.acquire(this.#limit, () => {
        if (wanted()) this.#held = true;
        else this.#slots.release(this.#limit);
        resolve();
      });
    });
  }
}
