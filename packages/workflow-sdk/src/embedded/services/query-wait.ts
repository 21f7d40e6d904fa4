import { randomUUID } from "node:crypto";
import type { ServerCore } from "../core.ts";
import type { PendingQuery, QueryOutcome } from "../engine/queries.ts";

/** How long, and until when, somebody waits for the answer to a query. */
export interface QueryWait {
  /** `Infinity` from callers without a deadline. */
  readonly ms: number;
  readonly signal: AbortSignal;
}

/**
 * Hands a query over, and waits for what comes of it.
 *
 * @param handOver gives what takes the query back
 * @returns `unanswered` also when the time is over or the caller is gone
 */
export function waitForQuery(
  { clock }: ServerCore,
  { ms, signal }: QueryWait,
  handOver: (pending: Omit<PendingQuery, "query">) => () => void,
): Promise<QueryOutcome> {
  return new Promise((resolve) => {
    const settle = (outcome: QueryOutcome): void => {
      takeBack();
      cancelTimer();
      signal.removeEventListener("abort", giveUp);
      resolve(outcome);
    };
    const giveUp = (): void => settle({ kind: "unanswered" });
    const cancelTimer = ms < Infinity ? clock.setTimer(Math.max(0, ms), giveUp) : (): void => undefined;
    const takeBack = handOver({ id: randomUUID(), settle });
    signal.addEventListener("abort", giveUp, { once: true });
    if (signal.aborted) giveUp();
  });
}
