import type { CancelTimer, Clock } from "@millrace/protocol";

/** What happens when an input falls silent, and when it speaks again. */
export interface InputWatchEvents {
  readonly onSilence: () => void;
  readonly onRecovery: () => void;
}

/**
 * The `input_timeout` of one input. It begins with the first message, since a source may need its time to start, and
 * looks at its clock only when a silence may be over, not for every message.
 */
export class InputWatch {
  readonly #timeoutMs: number;
  readonly #clock: Clock;
  readonly #events: InputWatchEvents;
  /** Whether the input is closed because of its silence. */
  silent = false;
  #lastMs = 0;
  #cancel: CancelTimer | undefined;

  constructor(timeoutMs: number, clock: Clock, events: InputWatchEvents) {
    this.#timeoutMs = timeoutMs;
    this.#clock = clock;
    this.#events = events;
  }

  /** After the message was put: the node sees the data first, then that the input lives again. */
  onMessage(): void {
    this.#lastMs = this.#clock.monotonic();
    this.#cancel ??= this.#clock.setTimer(this.#timeoutMs, this.#check);
    if (!this.silent) return;
    this.silent = false;
    this.#events.onRecovery();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  readonly #check = (): void => {
    this.#cancel = undefined;
    const leftMs = this.#lastMs + this.#timeoutMs - this.#clock.monotonic();
    if (leftMs > 0) {
      this.#cancel = this.#clock.setTimer(leftMs, this.#check);
      return;
    }
    this.silent = true;
    this.#events.onSilence();
  };
}
