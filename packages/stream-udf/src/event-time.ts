/** A point in time as it is on the wire: whole seconds since the epoch, and nanoseconds within the second. */
export interface Instant {
  readonly seconds: bigint;
  readonly nanos: number;
}

const maxDateMs = 8.64e15;

/**
 * A `Date` that remembers the nanoseconds that a `Date` has no room for. Handing an event time on unchanged keeps them:
 * the message leaves with the very instant it came with. Instants beyond the range of `Date` (some 270,000 years) read
 * as its nearest end, and leave unchanged as well.
 */
export class EventTime extends Date {
  /** The exact instant, as long as nobody changed the `Date`. */
  readonly instant: Instant;
  readonly #ms: number;

  constructor(instant: Instant) {
    const ms = Number(instant.seconds) * 1000 + Math.trunc(instant.nanos / 1e6);
    super(Math.max(-maxDateMs, Math.min(maxDateMs, ms)));
    this.instant = instant;
    this.#ms = this.getTime();
  }

  /** The instant of a `Date`: its own where it is an unchanged {@link EventTime}, else its milliseconds. */
  static instantOf(time: Date): Instant {
    if (time instanceof EventTime && time.getTime() === time.#ms) return time.instant;
    const ms = time.getTime();
    const seconds = Math.floor(ms / 1000);
    return { seconds: BigInt(seconds), nanos: (ms - seconds * 1000) * 1e6 };
  }
}
