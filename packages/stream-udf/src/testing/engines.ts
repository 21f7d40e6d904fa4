import type { MapAnswer, SinkAnswer, TransformAnswer } from "../answer.ts";
import type { CallEnding } from "../embedded/engine/endings.ts";
import type { IntervalWindow } from "../metadata.ts";
import type { ServerInfo } from "../server-info.ts";
import type { EngineMessage } from "./engine-message.ts";

/** A mini engine that has reached its server. Closing it closes the connection. */
export interface MiniEngine extends AsyncDisposable {
  /** What the server says of itself; absent where no file was waited for. */
  readonly info: ServerInfo | undefined;
  /** How its calls end. */
  readonly ending: CallEnding;
  /** Asks once more, as the engine's liveness probe does. */
  isReady(): Promise<boolean>;
}

/** The answer to one request. */
export interface Answered<Answer> {
  readonly id: string;
  /** None: the input counts as done. */
  readonly results: readonly Answer[];
}

interface EachEngine<Answer> extends MiniEngine {
  /**
   * One call: handshake, all messages with the window in flight, and the end of the call when each is answered. The
   * answers come in the order in which the server gave them.
   *
   * @throws `UDF_ENGINE_CALL_FAILED` with the server's status and stack in `details`; `UDF_ENGINE_PROTOCOL` for an
   * answer to nothing, a second answer, a missing handshake, a call that ends too early; `UDF_ENGINE_TIMEOUT`
   */
  send(messages: Iterable<EngineMessage>): Promise<readonly Answered<Answer>[]>;
}

export interface MapEngine extends EachEngine<MapAnswer> {
  readonly kind: "map";
}

export interface SourceTransformEngine extends EachEngine<TransformAnswer> {
  readonly kind: "sourceTransform";
}

export interface SinkEngine extends MiniEngine {
  readonly kind: "sink";
  /**
   * One call: handshake, then each batch with its end of transmission; the next is sent when the server has ended the
   * one before. Gives the answers batch by batch.
   *
   * @throws as {@link MapEngine.send}; `UDF_ENGINE_PROTOCOL` too if a message of a batch is not answered exactly once
   */
  send(batches: Iterable<readonly EngineMessage[]>): Promise<readonly (readonly SinkAnswer[])[]>;
}

/** A window of a reduce: its bounds, and what happened in it. */
export interface EngineWindow extends IntervalWindow {
  readonly messages: Iterable<EngineMessage>;
}

export interface ReduceEngine extends MiniEngine {
  readonly kind: "reduce";
  /**
   * A call for each window, all at the same time: its messages, the close of the book, and the results up to the end of
   * the window, which must come once and last.
   *
   * @throws as {@link MapEngine.send}
   */
  send(windows: Iterable<EngineWindow>): Promise<readonly (readonly MapAnswer[])[]>;
}
