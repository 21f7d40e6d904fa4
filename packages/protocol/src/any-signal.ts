/** A signal that follows others; dispose it to let go of them. */
export interface SignalUnion extends Disposable {
  readonly signal: AbortSignal;
}

/**
 * A signal that aborts when the first of `signals` does, with that one's reason; `undefined` entries are skipped. The
 * listeners on `signals` go when one aborts or at disposal, so that a long-lived signal does not gather them.
 */
export function anySignal(...signals: readonly (AbortSignal | undefined)[]): SignalUnion {
  const controller = new AbortController();
  const followed = new Map<AbortSignal, () => void>();
  const release = (): void => {
    for (const [signal, onAbort] of followed) signal.removeEventListener("abort", onAbort);
    followed.clear();
  };
  for (const signal of signals) {
    if (signal === undefined || followed.has(signal)) continue;
    const onAbort = (): void => {
      release();
      controller.abort(signal.reason);
    };
    if (signal.aborted) {
      onAbort();
      break;
    }
    signal.addEventListener("abort", onAbort);
    followed.set(signal, onAbort);
  }
  return { signal: controller.signal, [Symbol.dispose]: release };
}
