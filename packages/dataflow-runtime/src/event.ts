import type { Metadata } from "./metadata.ts";
import type { DoraValue } from "./value.ts";

/** The node shall end: somebody asked for it, or nothing will come any more. */
export interface StopEvent {
  readonly kind: "dora";
  readonly type: "STOP";
  readonly id: "MANUAL" | "ALL_INPUTS_CLOSED";
}

/** A message for one of the node's inputs. */
export interface InputEvent {
  readonly kind: "dora";
  readonly type: "INPUT";
  /** The input's name in the dataflow file. */
  readonly id: string;
  /** The data as an Arrow array, read in place. Empty for timers and messages without data. */
  readonly value: DoraValue;
  /** The data as bytes, made when it is first asked for. */
  readonly data: Uint8Array;
  readonly metadata: Metadata;
}

/** The source of an input has ended, or was silent for longer than the input's `input_timeout`. */
export interface InputClosedEvent {
  readonly kind: "dora";
  readonly type: "INPUT_CLOSED";
  readonly id: string;
}

/** An input that was closed because of its `input_timeout` lives again. */
export interface InputRecoveredEvent {
  readonly kind: "dora";
  readonly type: "INPUT_RECOVERED";
  readonly id: string;
}

/** A node that sends to this one was started again; `id` is that node. */
export interface NodeRestartedEvent {
  readonly kind: "dora";
  readonly type: "NODE_RESTARTED";
  readonly id: string;
}

/** A node that sends to this one ended with a failure; `id` is that node. */
export interface NodeFailedEvent {
  readonly kind: "dora";
  readonly type: "NODE_FAILED";
  readonly id: string;
  readonly value: {
    readonly sourceNodeId: string;
    readonly error: string;
    /** The inputs of this node that get nothing any more. */
    readonly affectedInputIds: readonly string[];
  };
}

/** The code of an operator shall be loaded again; `id` is the operator. */
export interface ReloadEvent {
  readonly kind: "dora";
  readonly type: "RELOAD";
  readonly id: string | undefined;
}

/** A parameter of the node was set from outside; `value` is its JSON value. */
export interface ParamUpdateEvent {
  readonly kind: "dora";
  readonly type: "PARAM_UPDATE";
  readonly id: string;
  readonly value: unknown;
}

export interface ParamDeletedEvent {
  readonly kind: "dora";
  readonly type: "PARAM_DELETED";
  readonly id: string;
}

/** Something went wrong: waiting took too long, a merged source failed, or the engine is gone (the stream then ends). */
export interface ErrorEvent {
  readonly kind: "dora";
  readonly type: "ERROR";
  readonly error: Error;
}

/** The engine sent what this version does not know. */
export interface UnknownEvent {
  readonly kind: "dora";
  readonly type: "UNKNOWN";
  readonly detail: string;
}

/** An item of a source that was merged into the node's events; `id` is the name that the source was merged under. */
export interface ExternalEvent<T = unknown> {
  readonly kind: "external";
  readonly type: "EXTERNAL";
  readonly id: string;
  readonly value: T;
}

/** What the engine tells a node or an operator. */
export type DoraEvent =
  | StopEvent
  | InputEvent
  | InputClosedEvent
  | InputRecoveredEvent
  | NodeRestartedEvent
  | NodeFailedEvent
  | ReloadEvent
  | ParamUpdateEvent
  | ParamDeletedEvent
  | ErrorEvent
  | UnknownEvent;

/** What a node reads: the engine's events, and those of merged sources. */
export type NodeEvent = DoraEvent | ExternalEvent;
