import type { Clock } from "@millrace/protocol";
import type { Bell } from "./bell.ts";

export interface PollOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** The longest pause. */
  readonly longestMs: number;
  /** Whoever knows of news rings it. */
  readonly bell: Bell;
}

const firstPauseMs = 250;
const growth = 1.5;

/**
 * Looks again and again: soon while something happens, ever more seldom while nothing does. Ends when `look` gives
 * `"done"`, and without a word when the signal aborts.
 */
export async function* poll<T>(
  look: () => Promise<{ readonly news?: T } | "done">,
  { clock, signal, longestMs, bell }: PollOptions,
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
    await bell.pause(pauseMs, clock, signal);
  }
}
