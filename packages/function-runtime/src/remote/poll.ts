import { sleep, type Clock } from "@millrace/protocol";

export interface PollOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** The longest pause. */
  readonly longestMs: number;
}

const firstPauseMs = 250;
const growth = 1.5;

/**
 * Looks again and again: soon while something happens, ever more seldom while nothing does. Ends when `look` gives
 * `"done"`, and without a word when the signal aborts.
 */
export async function* poll<T>(
  look: () => Promise<{ readonly news?: T } | "done">,
  { clock, signal, longestMs }: PollOptions,
): AsyncGenerator<T> {
  let pauseMs = Math.min(firstPauseMs, longestMs);
  while (!signal.aborted) {
    let seen: Awaited<ReturnType<typeof look>>;
    try {
      seen = await look();
    } catch (error) {
      if (signal.aborted) return;
      throw error;
    }
    if (seen === "done") return;
    if (seen.news === undefined) pauseMs = Math.min(pauseMs * growth, longestMs);
    else {
      pauseMs = Math.min(firstPauseMs, longestMs);
      yield seen.news;
    }
    if (await paused(pauseMs, clock, signal)) return;
  }
}

/** Whether the pause was cut short by the signal. */
async function paused(ms: number, clock: Clock, signal: AbortSignal): Promise<boolean> {
  try {
    await sleep(ms, { clock, signal });
    return false;
  } catch (error) {
    if (signal.aborted) return true;
    throw error;
  }
}
