/** Node fires a longer timeout at once, after a warning. */
export const longestTimeoutMs: number = 2 ** 31 - 1;

/**
 * A timeout of any length; one of `Infinity` never fires.
 *
 * @param holds whether the process waits for it
 * @returns what stops it, also after it fired
 */
export function startTimer(delayMs: number, callback: () => void, holds: boolean = true): () => void {
  let timer: NodeJS.Timeout;
  const arm = (remainingMs: number): void => {
    timer =
      remainingMs > longestTimeoutMs
        ? setTimeout(() => arm(remainingMs - longestTimeoutMs), longestTimeoutMs)
        : setTimeout(callback, remainingMs);
    if (!holds) timer.unref();
  };
  arm(delayMs);
  return () => clearTimeout(timer);
}
