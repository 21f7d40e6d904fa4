import { randomBytes } from "node:crypto";
import type { HlcTimestamp } from "../node-link.ts";
import { highHalf, joinHalves, lowHalf } from "./uint64.ts";

/** Times from further in the future are not followed (`UHLC_MAX_DELTA_MS` of dora's clock). */
const maxClockDeltaMs = 500;

/** The low bits of a time are a counter for stamps of the same moment. */
const counterMask = 0xfffffff0;
const two32 = 2 ** 32;

export interface HybridClockOptions {
  /** Wall time in milliseconds since 1970, with fractions. Default: the system's, in steps of microseconds. */
  readonly nowMs?: () => number;
  /** 16 bytes, not all zero. Default: random. */
  readonly id?: Uint8Array;
}

/**
 * A hybrid logical clock: wall time that never repeats and never goes back, and that is ahead of every time it was
 * shown. The algorithm and the form of a time (32 bits of seconds since 1970, 32 of fraction) are those of dora's
 * clock, the crate `uhlc`.
 */
export class HybridClock {
  readonly id: Uint8Array;
  readonly #nowMs: () => number;
  #high = 0;
  #low = 0;
  #nowHigh = 0;
  #nowLow = 0;

  constructor(options: HybridClockOptions = {}) {
    this.#nowMs = options.nowMs ?? preciseNow();
    this.id = options.id ?? randomId();
  }

  /** A time that this clock never gave before. */
  now(): HlcTimestamp {
    this.#read();
    if (isLater(this.#nowHigh, this.#nowLow, this.#high, (this.#low & counterMask) >>> 0)) {
      this.#high = this.#nowHigh;
      this.#low = this.#nowLow;
    } else this.#increment();
    return { time: joinHalves(this.#high, this.#low), id: this.id };
  }

  /**
   * Takes note of a time that came with a message: what this clock gives from now on is later.
   *
   * @returns whether it was believed
   */
  update(timestamp: HlcTimestamp): boolean {
    this.#read();
    const high = highHalf(timestamp.time);
    const low = lowHalf(timestamp.time);
    const aheadMs = (high - this.#nowHigh) * 1000 + ((low - this.#nowLow) / two32) * 1000;
    if (aheadMs > maxClockDeltaMs) return false;
    const nowIsLast =
      !isLater(high, low, this.#nowHigh, this.#nowLow) && !isLater(this.#high, this.#low, this.#nowHigh, this.#nowLow);
    if (nowIsLast) {
      this.#high = this.#nowHigh;
      this.#low = this.#nowLow;
      return true;
    }
    if (isLater(high, low, this.#high, this.#low)) {
      this.#high = high;
      this.#low = low;
    }
    this.#increment();
    return true;
  }

  /** The wall's time, without the counter's bits. */
  #read(): void {
    const ms = this.#nowMs();
    this.#nowHigh = Math.floor(ms / 1000);
    this.#nowLow = ((((ms - this.#nowHigh * 1000) / 1000) * two32) & counterMask) >>> 0;
  }

  #increment(): void {
    this.#low = (this.#low + 1) >>> 0;
    if (this.#low === 0) this.#high++;
  }
}

const isLater = (high: number, low: number, thanHigh: number, thanLow: number): boolean =>
  high > thanHigh || (high === thanHigh && low > thanLow);

function randomId(): Uint8Array {
  const id = new Uint8Array(randomBytes(16));
  // All zero is no id for dora.
  if (id.every((byte) => byte === 0)) id[0] = 1;
  return id;
}

/** The system's time is read in whole milliseconds; the time since the start in microseconds. */
function preciseNow(): () => number {
  let originMs = performance.timeOrigin;
  return () => {
    const ms = originMs + performance.now();
    const skewMs = Date.now() - ms;
    // Somebody has set the clock, or the machine slept.
    if (Math.abs(skewMs) < 2) return ms;
    originMs += skewMs;
    return ms + skewMs;
  };
}
