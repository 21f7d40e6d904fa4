import { constants } from "node:os";
import { checkNumber, checkOptions } from "./options.ts";
import type { Runnable } from "./runnable.ts";

export interface ProcessSignalOptions {
  /** Default {@link processSignalDefaults}. */
  readonly signals?: readonly NodeJS.Signals[];
  /** The grace given to the runnable at the first signal. Default: the runnable's own. */
  readonly graceMs?: number;
  /** Ends the process after a second signal. Default `process.exit`. */
  readonly exit?: (code: number) => void;
}

export const processSignalDefaults: { readonly signals: readonly NodeJS.Signals[] } = Object.freeze({
  signals: Object.freeze(["SIGINT", "SIGTERM"] as const),
});

/**
 * Closes a runnable when the process is asked to end. The first signal closes it with grace, and the program then ends
 * as programs do, when nothing is left to do. The second forces it and exits with 128 + the signal's number; the third
 * exits at once. Dispose the result to remove the listeners; a runnable that a signal closed removes them by itself.
 */
export function handleProcessSignals(
  runnable: Pick<Runnable, "close">,
  options: ProcessSignalOptions = {},
): Disposable {
  checkOptions(options, ["signals", "graceMs", "exit"], "handleProcessSignals");
  const { signals = processSignalDefaults.signals, graceMs, exit = (code) => process.exit(code) } = options;
  if (graceMs !== undefined) checkNumber(graceMs, "graceMs", "handleProcessSignals", { min: 0 });

  let received = 0;
  const onSignal = (signal: NodeJS.Signals): void => {
    received++;
    const code = 128 + constants.signals[signal];
    if (received === 1) void runnable.close(graceMs === undefined ? {} : { graceMs }).finally(release);
    else if (received === 2) void runnable.close({ graceMs: 0 }).finally(() => exit(code));
    else exit(code);
  };
  const release = (): void => {
    for (const signal of signals) process.off(signal, onSignal);
  };
  for (const signal of signals) process.on(signal, onSignal);
  return { [Symbol.dispose]: release };
}
