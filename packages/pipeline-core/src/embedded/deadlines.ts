import type { CancelTimer, Clock } from "@millrace/protocol";

/** What a deadline watches. */
export interface Timed {
  /** Clock time, in monotonic milliseconds, at which it is late; 0 when it no longer matters. */
  deadline: number;
  expire(): void;
}

/**
 * Timeouts for very many short activities: durations repeat, so entries of one duration form a queue in the order of
 * their deadlines and one timer serves the queue. Adding costs an array push; nothing is removed early.
 */
export class Deadlines {
  readonly #clock: Clock;
  readonly #queues = new Map<number, DeadlineQueue>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(timed: Timed, durationMs: number, now: number): void {
    timed.deadline = now + durationMs;
    let queue = this.#queues.get(durationMs);
    if (queue === undefined) this.#queues.set(durationMs, (queue = new DeadlineQueue(this.#clock)));
    queue.push(timed, timed.deadline);
  }

  /** Stops all timers. */
  clear(): void {
    for (const queue of this.#queues.values()) queue.clear();
  }
}

class DeadlineQueue {
  readonly #clock: Clock;
  #entries: { readonly timed: Timed; readonly at: number }[] = [];
  #head = 0;
  #cancel: CancelTimer | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  push(timed: Timed, at: number): void {
    this.#dropSettled();
    this.#entries.push({ timed, at });
    this.#cancel ??= this.#clock.setTimer(at - this.#clock.monotonic(), () => this.#fire());
  }

  clear(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#entries = [];
    this.#head = 0;
  }

  /** An entry whose deadline is not the recorded one has ended, or began another attempt. */
  #dropSettled(): void {
    const entries = this.#entries;
    while (this.#head < entries.length && entries[this.#head]?.timed.deadline !== entries[this.#head]?.at) this.#head++;
    if (this.#head === entries.length || this.#head > 4096) {
      entries.splice(0, this.#head);
      this.#head = 0;
    }
  }

  #fire(): void {
    this.#cancel = undefined;
    const now = this.#clock.monotonic();
    for (this.#dropSettled(); this.#head < this.#entries.length; this.#dropSettled()) {
      const entry = this.#entries[this.#head];
      if (entry === undefined) break;
      // Timers may fire a fraction early; half a millisecond is within what a timeout promises.
      if (entry.at - now > 0.5) {
        this.#cancel = this.#clock.setTimer(entry.at - now, () => this.#fire());
        return;
      }
      entry.timed.deadline = 0;
      entry.timed.expire();
    }
  }
}
