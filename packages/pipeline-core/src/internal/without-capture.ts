let depth = 0;

/** True while something prints that must pass every capture of output: a log sink, a progress view, a listener. */
export const captureSuspended = (): boolean => depth > 0;

/** Calls `fn`, whose prints are not captured, even inside of a stage of a run that captures. */
export function withoutCapture<T>(fn: () => T): T {
  depth++;
  try {
    return fn();
  } finally {
    depth--;
  }
}
