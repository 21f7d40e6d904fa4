/**
 * A bidi call as its handler (or, on a client, its caller) writes to it. Nothing here throws: a message that cannot be
 * sent ends the call with an error, and after the end of a call nothing has an effect.
 */
export interface StreamCall<O> {
  /** The peer's headers. Made when it is read first. */
  readonly header: Headers;
  /**
   * Aborts when the call ends otherwise than by {@link end}: canceled by the peer, cut off, deadline passed, server
   * closed, a message that cannot be read or sent, an error of the receiver. Its reason is a `ConnectError`. Made when
   * it is read first.
   */
  readonly signal: AbortSignal;
  /**
   * Sends a message; those of one turn of the event loop leave in one write. The message is encoded at once and may be
   * changed afterwards. One that cannot be encoded, or is larger than `writeMaxBytes`, ends the call: the peer gets
   * what was sent before and the error as status; {@link signal} and the receiver are aborted with it, once, before
   * this returns (or, from within the handler that opens the call, as soon as there is a receiver).
   *
   * @returns `false` if the peer reads slower than we write: wait for {@link drained}. Until then no messages are read
   * from the peer, so that a handler that answers what it gets may ignore it. Also `false` if the call has ended.
   */
  send(message: O): boolean;
  /** Resolves when what was sent has left, or the call has ended. */
  drained(): Promise<void>;
  /** Ends the call: with status OK, or with what `toConnectError` makes of the error. */
  end(error?: unknown): void;
  /** Reads no more from the peer. Messages that have arrived already, some 64 KiB, may still be handed over. */
  pause(): void;
  /** Reads on. */
  resume(): void;
}

/** Takes what the peer sends. What `message` and `end` throw ends the call, as a message that cannot be sent does. */
export interface StreamReceiver<I> {
  /**
   * Byte fields are views of the chunk that arrived, up to 64 KiB, and keep it alive: copy what is to be kept for long.
   */
  message(message: I): void;
  /** The peer has sent all. A Node client that cancels seems to end first. */
  end(): void;
  /** The call is over and nothing can be sent; the reason is a `ConnectError`. Once, and not after `call.end()`. */
  abort(reason: Error): void;
}

/** Starts serving a bidi call. Nothing is received before it has returned. */
export type StreamHandler<I, O> = (call: StreamCall<O>) => StreamReceiver<I>;
