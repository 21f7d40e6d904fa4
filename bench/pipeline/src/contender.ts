import type { Levels } from "./topology.ts";

/** What is known of a stage after the run; every contender keeps at least this. */
export interface StageView {
  readonly name: string;
  readonly status: string;
  /** Milliseconds, whatever their origin. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly attempts: number;
}

/** Reads one stage's record; holding it holds the record of the whole run. */
export type RecordReader = (name: string) => StageView | undefined;

/** What each stage does: nothing. One function for all, so that only the stages themselves are measured. */
export type NoOp = () => unknown;

/** One library, used as its documentation shows, with a name, a status, a timeout and a record for each stage. */
export interface Contender {
  /** Builds the definition; what it returns runs it. */
  define(levels: Levels, noOp: NoOp): () => Promise<RecordReader>;
}

/** The timeout of every stage: long enough never to strike. */
export const timeoutMs = 60_000;
