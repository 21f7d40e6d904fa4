import type { ServerCore } from "../core.ts";
import type { Run } from "../engine/run.ts";

export interface WaitOptions {
  readonly until: () => boolean;
  readonly ms: number;
  readonly signal: AbortSignal;
}

/** Resolves when the run is as it should be, the time is over, or the signal is aborted. */
export function waitForChange({ clock }: ServerCore, run: Run, { until, ms, signal }: WaitOptions): Promise<void> {
  if (until() || ms <= 0 || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      unwatch();
      cancelTimer();
      signal.removeEventListener("abort", end);
      resolve();
    };
    const unwatch = run.watch(() => {
      if (until()) end();
    });
    const cancelTimer = clock.setTimer(ms, end);
    signal.addEventListener("abort", end, { once: true });
  });
}
