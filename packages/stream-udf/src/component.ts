import type { Batch } from "./batch.ts";
import type { Datum, SinkDatum } from "./datum.ts";
import type { Message } from "./message.ts";
import type { MessageT } from "./message-t.ts";
import type { Metadata } from "./metadata.ts";
import type { Response } from "./response.ts";

export type MaybePromise<T> = T | Promise<T>;

/** What a handler may know about the call that it works for. */
export interface HandlerCall {
  /** Aborts when nobody waits for the answer any more: the engine went away, or the server was told to stop at once. */
  readonly signal: AbortSignal;
}

/** Answers one message with any number of messages; none means that it is done with. Any order of completion. */
export interface MapComponent {
  readonly kind: "map";
  handle(keys: readonly string[], datum: Datum, call: HandlerCall): MaybePromise<readonly Message[]>;
}

/** A map directly behind a source that also assigns event times. */
export interface SourceTransformComponent {
  readonly kind: "sourceTransform";
  handle(keys: readonly string[], datum: Datum, call: HandlerCall): MaybePromise<readonly MessageT[]>;
}

/** Called once for each key of each window; `datums` ends when the window closes. */
export interface ReduceComponent {
  readonly kind: "reduce";
  handle(
    keys: readonly string[],
    datums: AsyncIterable<Datum>,
    metadata: Metadata,
    call: HandlerCall,
  ): MaybePromise<readonly Message[]>;
}

/** Takes one batch and answers each of its messages exactly once. One batch at a time. */
export interface SinkComponent {
  readonly kind: "sink";
  handle(datums: Batch<SinkDatum>, call: HandlerCall): MaybePromise<readonly Response[]>;
}

/** What engines run, embedded or remote: bytes in, bytes out. Every face gives one. */
export type Component = MapComponent | SourceTransformComponent | ReduceComponent | SinkComponent;

export type ComponentKind = Component["kind"];

/** What a `define…` function gives. */
export interface Definition<C extends Component = Component> {
  readonly component: C;
}
