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

/** More places than this are given back as soon as they are free. */
const keptPlaces = 4096;

class DeadlineQueue {
  readonly #clock: Clock;
  /** What waits, from `#head` up to `#tail`, and until when. Places are used again, so that a short queue costs no garbage. */
  #timed: Timed[] = [];
  #times: number[] = [];
  #head = 0;
  #tail = 0;
  #cancel: CancelTimer | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  push(timed: Timed, at: number): void {
    this.#dropSettled();
    this.#timed[this.#tail] = timed;
    this.#times[this.#tail++] = at;
    // A function that was busy for longer than its timeout is late already.
    this.#cancel ??= this.#clock.setTimer(Math.max(0, at - this.#clock.monotonic()), () => this.#fire());
  }

  clear(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#timed = [];
    this.#times = [];
    this.#head = this.#tail = 0;
  }

  /** What has another deadline than the recorded one has ended, or began another attempt. */
  #dropSettled(): void {
    while (this.#head < this.#tail && this.#timed[this.#head]?.deadline !== this.#times[this.#head]) this.#head++;
    if (this.#head > keptPlaces) {
      this.#timed.splice(0, this.#head);
      this.#times.splice(0, this.#head);
      this.#tail -= this.#head;
      this.#head = 0;
    } else if (this.#head === this.#tail) {
      this.#head = this.#tail = 0;
    }
  }

  #fire(): void {
    this.#cancel = undefined;
    const now = this.#clock.monotonic();
    for (this.#dropSettled(); this.#head < this.#tail; this.#dropSettled()) {
      const timed = this.#timed[this.#head] as Timed;
      const at = this.#times[this.#head] as number;
      // Timers may fire a fraction early; half a millisecond is within what a timeout promises.
      if (at - now > 0.5) {
        this.#cancel = this.#clock.setTimer(at - now, () => this.#fire());
        return;
      }
      timed.deadline = 0;
      timed.expire();
    }
  }
}
