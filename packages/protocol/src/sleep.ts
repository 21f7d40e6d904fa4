import { systemClock, type Clock } from "./clock.ts";
import { checkNumber, checkOptions } from "./options.ts";

export interface SleepOptions {
  /** Default {@link systemClock}. */
  readonly clock?: Clock;
  /** Aborting it ends the sleep: the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Resolves `ms` (≥ 0) from now. Leaves neither timer nor listener behind, however it ends. */
export function sleep(ms: number, options: SleepOptions = {}): Promise<void> {
  checkOptions(options, ["clock", "signal"], "sleep");
  checkNumber(ms, "ms", "sleep", { min: 0 });
  const { clock = systemClock, signal } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const onAbort = (): void => {
      cancel();
      reject(signal?.reason);
    };
    const cancel = clock.setTimer(ms, () => {
      signal?.removeEventListener("abort", onAbort);
      resolve();
    });
    signal?.addEventListener("abort", onAbort, { once: true });
  });
}
