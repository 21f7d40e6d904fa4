import { setImmediate as nextTurn } from "node:timers/promises";
import {
  create,
  type DescMessage,
  type DescMethod,
  type DescMethodStreaming,
  type DescMethodUnary,
  type Message,
  type MessageInitShape,
  type MessageShape,
} from "@bufbuild/protobuf";
import { Code, ConnectError, type StreamResponse, type Transport, type UnaryResponse } from "@connectrpc/connect";
import type { Clock, Logger } from "@millrace/protocol";
import { shuttingDown } from "../service-errors.ts";
import { InProcessContext } from "./in-process-context.ts";
import { cross, crossError } from "./message-crossing.ts";
import { findHandler, type ServedService } from "./service-table.ts";

export interface InProcessTransportOptions {
  readonly services: readonly ServedService[];
  readonly clock: Clock;
  /** Gets the errors of handlers that are no answers. */
  readonly logger: Logger;
  /** Larger requests are refused. */
  readonly requestBytes: number;
  /** Aborted when the server is closed: all calls end, and new ones are refused. */
  readonly closed: AbortSignal;
}

/**
 * Calls the services of this process. What they get and give has been through the codec, as on a wire: nobody holds a
 * message of somebody else, and what cannot be sent is not there.
 */
export class InProcessTransport implements Transport {
  readonly #options: InProcessTransportOptions;

  constructor(options: InProcessTransportOptions) {
    this.#options = options;
  }

  async unary<I extends DescMessage, O extends DescMessage>(
    method: DescMethodUnary<I, O>,
    signal: AbortSignal | undefined,
    timeoutMs: number | undefined,
    header: HeadersInit | undefined,
    input: MessageInitShape<I>,
  ): Promise<UnaryResponse<I, O>> {
    const call = new Ending(this.#options, signal, timeoutMs);
    try {
      // As on a wire, other work has its turn: a worker whose tasks fail at once would keep all timers waiting.
      await call.race(nextTurn());
      const { answer, context } = this.#open(method, call, header, input);
      const message = await call.race(Promise.resolve(answer as MessageInitShape<O>));
      return {
        stream: false,
        service: method.parent,
        method,
        header: context.responseHeader,
        trailer: context.responseTrailer,
        message: cross<O>(method.parent, method.output, create<O>(method.output, message), Infinity),
      };
    } catch (error) {
      throw this.#fail(error, method);
    } finally {
      call.end();
    }
  }

  async stream<I extends DescMessage, O extends DescMessage>(
    method: DescMethodStreaming<I, O>,
    signal: AbortSignal | undefined,
    timeoutMs: number | undefined,
    header: HeadersInit | undefined,
    input: AsyncIterable<MessageInitShape<I>>,
  ): Promise<StreamResponse<I, O>> {
    if (method.methodKind !== "server_streaming") {
      throw new ConnectError(
        `${method.name} takes a stream of requests, which no service here does`,
        Code.Unimplemented,
      );
    }
    const call = new Ending(this.#options, signal, timeoutMs);
    try {
      const { value } = (await input[Symbol.asyncIterator]().next()) as IteratorResult<MessageInitShape<I>, undefined>;
      if (value === undefined) throw new ConnectError(`${method.name} takes one request`, Code.InvalidArgument);
      const { answer, context } = this.#open(method, call, header, value);
      return {
        stream: true,
        service: method.parent,
        method,
        header: context.responseHeader,
        trailer: context.responseTrailer,
        message: answers(method, call, answer as AsyncIterable<MessageInitShape<O>>),
      };
    } catch (error) {
      call.end();
      throw this.#fail(error, method);
    }
  }

  #fail(error: unknown, method: DescMethod): ConnectError {
    if (!(error instanceof ConnectError))
      this.#options.logger.error({ error, method: method.name }, "a handler failed");
    return crossError(error);
  }

  #open<I extends DescMessage>(
    method: DescMethodUnary<I> | DescMethodStreaming<I>,
    call: Ending,
    header: HeadersInit | undefined,
    input: MessageInitShape<I>,
  ): { readonly answer: unknown; readonly context: InProcessContext } {
    const { services, clock, requestBytes, closed } = this.#options;
    if (closed.aborted) throw shuttingDown();
    call.signal.throwIfAborted();
    const handler = findHandler(services, method);
    if (handler === undefined) {
      throw new ConnectError(`there is no service ${method.parent.typeName} here`, Code.Unimplemented);
    }
    const request: Message = cross<I>(method.parent, method.input, create<I>(method.input, input), requestBytes);
    const context = new InProcessContext({ method, signal: call.signal, untilMs: call.untilMs, header, clock });
    return { answer: handler(request, context), context };
  }
}

async function* answers<I extends DescMessage, O extends DescMessage>(
  method: DescMethodStreaming<I, O>,
  call: Ending,
  source: AsyncIterable<MessageInitShape<O>>,
): AsyncGenerator<MessageShape<O>> {
  const iterator = source[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { done, value } = await call.race(iterator.next());
      if (done === true) return;
      yield cross<O>(method.parent, method.output, create<O>(method.output, value), Infinity);
    }
  } catch (error) {
    throw crossError(error);
  } finally {
    call.end();
    // Nobody waits for a handler that goes on, and what it throws now is an answer to nobody.
    iterator.return?.().catch(() => undefined);
  }
}

/** Ends a call when its caller, its time or the server does. */
class Ending {
  readonly untilMs: number;
  readonly #controller = new AbortController();
  readonly #stop: (() => void)[] = [];

  constructor(
    { clock, closed }: InProcessTransportOptions,
    signal: AbortSignal | undefined,
    timeoutMs: number | undefined,
  ) {
    this.untilMs = timeoutMs === undefined || timeoutMs <= 0 ? Infinity : clock.monotonic() + timeoutMs;
    this.#follow(signal, () => canceled(signal?.reason));
    this.#follow(closed, shuttingDown);
    if (this.untilMs < Infinity) {
      const late = (): void =>
        this.#abort(new ConnectError("the call took longer than its timeout", Code.DeadlineExceeded));
      this.#stop.push(clock.setTimer(this.untilMs - clock.monotonic(), late));
    }
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** The answer, or the end of the call if that comes first. */
  race<T>(answer: Promise<T>): Promise<T> {
    const { signal } = this;
    return new Promise((resolve, reject) => {
      const onAbort = (): void => reject(signal.reason as ConnectError);
      if (signal.aborted) onAbort();
      signal.addEventListener("abort", onAbort, { once: true });
      answer.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
    });
  }

  /** The handler's signal fires after its answer too, as on a wire. */
  end(): void {
    this.#abort(canceled(undefined));
  }

  #abort(reason: ConnectError): void {
    for (const stop of this.#stop.splice(0)) stop();
    this.#controller.abort(reason);
  }

  #follow(signal: AbortSignal | undefined, reason: () => ConnectError): void {
    if (signal === undefined) return;
    const onAbort = (): void => this.#abort(reason());
    if (signal.aborted) return onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    this.#stop.push(() => signal.removeEventListener("abort", onAbort));
  }
}

function canceled(reason: unknown): ConnectError {
  const text = reason instanceof Error ? reason.message : "the call was canceled";
  return new ConnectError(text, Code.Canceled, undefined, undefined, reason);
}
