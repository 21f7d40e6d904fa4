import { startTimer } from "./internal/start-timer.ts";

/** Stops a timer; calling it again, or after the timer fired, does nothing. */
export type CancelTimer = () => void;

/** Time as the packages see it: real in production, manual in tests. */
export interface Clock {
  /** Wall time, milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /** Monotonic milliseconds with fractions, for durations. The origin is arbitrary. */
  monotonic(): number;
  /** Calls `callback` once, `delayMs` (≥ 0) from now. */
  setTimer(delayMs: number, callback: () => void): CancelTimer;
}

export const systemClock: Clock = Object.freeze({
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimer: (delayMs: number, callback: () => void): CancelTimer => startTimer(delayMs, callback),
});
