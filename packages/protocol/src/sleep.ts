import { systemClock, type Clock } from "./clock.ts";
import { abortReason } from "./internal/abort-reason.ts";
import { checkNumber, checkOptions } from "./options.ts";

export interface SleepOptions {
  /** Default {@link systemClock}. */
  readonly clock?: Clock;
  /** Aborting it ends the sleep: the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Resolves `ms` (≥ 0) from now. Leaves neither timer nor listener behind, however it ends. */
export async function sleep(ms: number, options: SleepOptions = {}): Promise<void> {
  checkOptions(options, ["clock", "signal"], "sleep");
  checkNumber(ms, "ms", "sleep", { min: 0 });
  const { clock = systemClock, signal } = options;
  signal?.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const onAbort = (): void => {
      cancel();
      if (signal !== undefined) reject(abortReason(signal));
    };
    const cancel = clock.setTimer(ms, () => {
      signal?.removeEventListener("abort", onAbort);
      resolve();
    });
    signal?.addEventListener("abort", onAbort, { once: true });
  });
}
