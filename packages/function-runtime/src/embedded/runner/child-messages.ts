import type { EntityRecord, JsonValue } from "../../entity.ts";

/** What a child process is told first. */
export interface ChildStart {
  readonly type: "start";
  /** As it is once it is RUNNING: its spec has everything of its function and task. */
  readonly run: EntityRecord;
  /** The folder of the store: file contents are written and read there directly. */
  readonly root: string;
}

/** What a platform answers to the process of a run. */
export type PlatformAnswer =
  /** The value of a call. */
  | { readonly type: "value"; readonly id: number; readonly value: unknown }
  /** One value of a stream. */
  | { readonly type: "item"; readonly id: number; readonly value: unknown }
  /** A stream has no more. */
  | { readonly type: "end"; readonly id: number }
  /** A call or stream failed. */
  | { readonly type: "error"; readonly id: number; readonly error: SentError };

/** What the process of a run asks of its platform. */
export type PlatformRequest =
  /** A method of the platform is called, or a stream of it is opened. */
  | {
      readonly type: "call" | "stream";
      readonly id: number;
      readonly method: string;
      readonly args: readonly unknown[];
    }
  /** Nobody reads that stream any more. */
  | { readonly type: "cancel"; readonly id: number };

/** From the runner to the process of a run. */
export type ToChild =
  | ChildStart
  /** The run is to end: its deadline has come, or it was stopped. */
  | { readonly type: "abort"; readonly reason: string }
  | PlatformAnswer;

/** From the process of a run to the runner. */
export type FromChild =
  | PlatformRequest
  | ReadyMessage
  /** The work is done; the process is about to end. */
  | { readonly type: "done"; readonly products: ChildProducts }
  | { readonly type: "failed"; readonly error: SentError };

/** A service answers. */
export interface ReadyMessage {
  readonly type: "ready";
  /** `http://127.0.0.1:40123` */
  readonly url: string;
  readonly port: number;
}

/** What a run leaves. */
export interface ChildProducts {
  readonly outputs?: Readonly<Record<string, string>>;
  readonly results?: Readonly<Record<string, JsonValue>>;
}

/** An error on its way to another process. */
export interface SentError {
  readonly name: string;
  readonly message: string;
  /** Of a coded error. */
  readonly code?: string;
  readonly stack?: string;
}
