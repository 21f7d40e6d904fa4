import { Code, ConnectError, type HandlerContext } from "@connectrpc/connect";
import { deferred, type Deferred } from "../../internal/deferred.ts";
import { Fifo } from "../../internal/fifo.ts";
import type { StreamCall, StreamHandler, StreamReceiver } from "../stream-handler.ts";

/** From so many unsent messages on, `send` says that the peer is slow. */
const highMessages = 1000;

/** A push-style handler as connect's bidi handler. */
export function overIterables<I, O>(
  open: StreamHandler<I, O>,
): (requests: AsyncIterable<I>, context: HandlerContext) => AsyncIterable<O> {
  return (requests, context) => {
    const call = new IterableCall<O>(context);
    const receiver = open(call);
    // The signal also aborts after a call that ended well.
    context.signal.addEventListener("abort", () => {
      if (!call.ended) receiver.abort(call.cut(context.signal.reason));
    });
    void feed(requests, call, receiver);
    return call;
  };
}

async function feed<I, O>(
  requests: AsyncIterable<I>,
  call: IterableCall<O>,
  receiver: StreamReceiver<I>,
): Promise<void> {
  try {
    for await (const request of requests) {
      await call.resumed();
      if (call.ended) return;
      receiver.message(request);
    }
    if (!call.ended) receiver.end();
  } catch (error) {
    // What the peer does to the requests is told by the signal.
    if (!call.signal.aborted) call.end(error);
  }
}

/** A call whose answers lie in a queue until connect takes them. */
class IterableCall<O> implements StreamCall<O>, AsyncIterableIterator<O> {
  readonly #context: HandlerContext;
  readonly #answers = new Fifo<O>();
  #taker: Deferred<IteratorResult<O, undefined>> | undefined;
  #drained = deferred<void>();
  #resumed: Deferred<void> | undefined;
  #failure: unknown;
  ended = false;

  constructor(context: HandlerContext) {
    this.#context = context;
  }

  get header(): Headers {
    return this.#context.requestHeader;
  }

  get signal(): AbortSignal {
    return this.#context.signal;
  }

  send(message: O): boolean {
    if (this.ended) return false;
    if (this.#taker === undefined) this.#answers.push(message);
    else this.#taker.resolve({ done: false, value: message });
    this.#taker = undefined;
    return this.#answers.size < highMessages;
  }

  async drained(): Promise<void> {
    if (this.#answers.size >= highMessages && !this.ended) await this.#drained.promise;
  }

  end(error?: unknown): void {
    if (this.ended) return;
    this.ended = true;
    this.#failure = error;
    this.#drained.resolve();
    this.resume();
    if (error === undefined) this.#taker?.resolve({ done: true, value: undefined });
    else this.#taker?.reject(error);
  }

  /** Ends a call whose peer is gone. */
  cut(reason: unknown): ConnectError {
    const error = reason instanceof ConnectError ? reason : new ConnectError("the call was cut off", Code.Canceled);
    this.end(error);
    return error;
  }

  pause(): void {
    this.#resumed ??= deferred<void>();
  }

  resume(): void {
    this.#resumed?.resolve();
    this.#resumed = undefined;
  }

  async resumed(): Promise<void> {
    if (this.#resumed !== undefined) await this.#resumed.promise;
  }

  async next(): Promise<IteratorResult<O, undefined>> {
    if (this.#answers.size > 0) {
      const value = this.#answers.shift() as O;
      if (this.#answers.size === 0) {
        this.#drained.resolve();
        this.#drained = deferred<void>();
      }
      return { done: false, value };
    }
    if (this.#failure !== undefined) throw this.#failure as Error;
    if (this.ended) return { done: true, value: undefined };
    this.#taker = deferred<IteratorResult<O, undefined>>();
    return this.#taker.promise;
  }

  /** connect takes no more: the call is over. */
  async return(): Promise<IteratorResult<O, undefined>> {
    this.end();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
