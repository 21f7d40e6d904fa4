/** Why a signal aborted. Callers throw it as it is: wrapped, the one who aborted would not know it again. */
export function abortReason(signal: AbortSignal): Error {
  return signal.reason as Error;
}
