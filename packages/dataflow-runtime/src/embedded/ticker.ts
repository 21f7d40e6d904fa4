import type { CancelTimer, Clock } from "@millrace/protocol";

/**
 * Calls `onTick` at once, then at every whole multiple of the interval. Ticks that were missed, because the thread was
 * busy or the interval is shorter than the system's timers (about 1 ms), are skipped.
 */
export function startTicker(intervalMs: number, clock: Clock, onTick: () => void): CancelTimer {
  const startMs = clock.monotonic();
  let ticks = 0;
  let cancel: CancelTimer = () => undefined;
  const tick = (): void => {
    const elapsedMs = clock.monotonic() - startMs;
    ticks = Math.max(ticks + 1, Math.floor(elapsedMs / intervalMs) + 1);
    cancel = clock.setTimer(Math.max(0, ticks * intervalMs - elapsedMs), tick);
    onTick();
  };
  tick();
  return () => cancel();
}
