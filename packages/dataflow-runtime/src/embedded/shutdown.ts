import type { CancelTimer, Clock } from "@millrace/protocol";
import type { Seat } from "./seat.ts";

/** How nodes are brought to their end: asked, then terminated, then killed. */
export class Shutdown {
  readonly #seats: readonly Seat[];
  readonly #clock: Clock;
  readonly #timers = new Set<CancelTimer>();
  #terminateAtMs = Infinity;
  #cancel: CancelTimer | undefined;

  constructor(seats: readonly Seat[], clock: Clock) {
    this.#seats = seats;
    this.#clock = clock;
  }

  get isStopping(): boolean {
    return this.#terminateAtMs !== Infinity;
  }

  /** Asks all nodes to end within the grace. Another call may shorten it. */
  begin(graceMs: number): void {
    const isFirst = !this.isStopping;
    const atMs = this.#clock.monotonic() + graceMs;
    if (atMs >= this.#terminateAtMs) return;
    this.#terminateAtMs = atMs;
    this.#cancel?.();
    this.#cancel = this.#clock.setTimer(graceMs, () => {
      for (const seat of this.#seats) this.end(seat, graceMs / 2);
    });
    if (isFirst) for (const seat of this.#seats) this.tell(seat);
  }

  /** The node hears that it shall stop, and that nothing comes after. */
  tell(seat: Seat): void {
    seat.mayRestart = false;
    seat.inbox.push({ type: "stop" });
    seat.inbox.push({ type: "end" });
  }

  /** Terminates the life that the node has now, and kills it if that does not help within `killMs`. */
  end(seat: Seat, killMs: number): void {
    const { life } = seat;
    if (life === undefined) return;
    seat.wasTerminated = true;
    life.terminate();
    const cancel = this.#clock.setTimer(killMs, () => {
      this.#timers.delete(cancel);
      if (seat.life === life) life.kill();
    });
    this.#timers.add(cancel);
  }

  close(): void {
    this.#cancel?.();
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
  }
}
