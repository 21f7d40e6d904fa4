import { systemClock, type Clock } from "@millrace/protocol";
import { UdfError } from "../../errors.ts";

/** How long a handler may take; `undefined` for as long as it likes. */
export interface HandlerLimit {
  readonly timeoutMs: number | undefined;
  readonly clock?: Clock;
}

/**
 * The promise of a handler, or `UDF_HANDLER_TIMEOUT` where it takes too long. What is at hand already is never late,
 * so handlers that await nothing have no timer.
 */
export function within<T>({ timeoutMs, clock = systemClock }: HandlerLimit, answer: Promise<T>): Promise<T> {
  if (timeoutMs === undefined) return answer;
  return new Promise((resolve, reject) => {
    const cancel = clock.setTimer(timeoutMs, () => {
      const message = `the handler has not answered within ${timeoutMs} ms; raise handlerTimeoutMs if it is only slow`;
      reject(new UdfError("UDF_HANDLER_TIMEOUT", message, { details: { timeoutMs } }));
    });
    answer.then(
      (value) => {
        cancel();
        resolve(value);
      },
      (error: unknown) => {
        cancel();
        reject(error);
      },
    );
  });
}
