import type { MapAnswer, SinkAnswer } from "../answer.ts";
import type { MaybePromise } from "../component.ts";
import type { Flowing } from "./flowing.ts";

/** Calls a map or a source transform with the messages of a batch; the answers are in the order of the messages. */
export interface EachCaller<Answer> {
  call(batch: readonly Flowing[]): MaybePromise<readonly (readonly Answer[])[]>;
}

/** Calls a sink with a batch; the answers may be in any order. */
export interface SinkCaller {
  call(batch: readonly Flowing[]): MaybePromise<readonly SinkAnswer[]>;
}

/** From `startMs` (inclusive) to `endMs` (exclusive), in event time. */
export interface Window {
  readonly startMs: number;
  readonly endMs: number;
}

/** The calls of a reduce for one window: one for each list of keys. */
export interface WindowCaller {
  add(message: Flowing): void;
  /** Resolves when the handlers have read so much that more may be added; `undefined` if they have already. */
  ready(): Promise<void> | undefined;
  /** Tells the handlers that this is all, and gives what they answer. */
  close(): Promise<readonly MapAnswer[]>;
  /** The window will never close: lets the handlers go. */
  discard(reason: Error): void;
}

export interface ReduceCaller {
  open(window: Window): MaybePromise<WindowCaller>;
}
