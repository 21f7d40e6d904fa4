import type { CancelTimer, Clock } from "@millrace/protocol";

/** One waits, another wakes it: at most one waiter at a time. */
export class WakeUp {
  readonly #clock: Clock;
  #wake: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves when {@link wake} is called, or after `waitMs`. */
  wait(waitMs: number): Promise<void> {
    return new Promise((resolve) => {
      let cancel: CancelTimer | undefined;
      this.#wake = () => {
        cancel?.();
        this.#wake = undefined;
        resolve();
      };
      if (waitMs < Infinity) cancel = this.#clock.setTimer(waitMs, this.#wake);
    });
  }

  wake(): void {
    this.#wake?.();
  }
}
