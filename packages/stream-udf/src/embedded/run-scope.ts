import type { Clock, Logger } from "@millrace/protocol";

/** What all parts of a run share. */
export interface Scope {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Aborts when sources are to give no more. */
  readonly stopping: AbortSignal;
  /** Aborts when everything is to end at once: another part failed, or the grace after `stopping` is over. */
  readonly forced: AbortSignal;
  /** How many messages each source gives at most. */
  readonly maxMessages: number;
  /** What becomes of windows that are open when the source ends. */
  readonly openWindows: "close" | "discard";
  readonly engineQuirks: boolean;
}
