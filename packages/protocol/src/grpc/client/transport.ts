import {
  create,
  type DescMessage,
  type DescMethodBiDiStreaming,
  type DescMethodStreaming,
  type DescMethodUnary,
  type MessageInitShape,
  type MessageShape,
} from "@bufbuild/protobuf";
import type { ContextValues, StreamResponse, Transport, UnaryResponse } from "@connectrpc/connect";
import { checkNumber, checkOptions } from "../../options.ts";
import type { CloseOptions } from "../../runnable.ts";
import { OutputBuffer } from "../output-buffer.ts";
import type { StreamReceiver } from "../stream-handler.ts";
import type { CallOptions, CallSettings } from "./call.ts";
import { ClientConnection } from "./connection.ts";
import { interceptStream, interceptUnary } from "./intercept.ts";
import { createPlanner } from "./method-plan.ts";
import { checkTransportOptions, type CheckedOptions, type GrpcTransportOptions } from "./options.ts";
import { openCall, type ClientStreamCall } from "./push.ts";
import { callStream } from "./stream.ts";
import { callUnary } from "./unary.ts";

/** What {@link GrpcTransport.openStream} adds to a call. */
export interface OpenStreamOptions {
  readonly headers?: HeadersInit;
  /** Default: that of the transport; 0 for none. */
  readonly timeoutMs?: number;
  /** Aborting it cancels the call. */
  readonly signal?: AbortSignal;
}

/** Connect's `Transport` over one connection that is made when it is needed, and again when it was lost. */
export interface GrpcTransport extends Transport, AsyncDisposable {
  /**
   * Starts a bidi call whose answers are pushed into `receiver`, for streams with many small messages. Interceptors do
   * not see it. `receiver.end` tells of an end with status OK, `receiver.abort` of any other, with a `ConnectError`.
   * What `receiver.message` throws ends the call; what the other two throw goes to the transport's `logger`.
   */
  openStream<I extends DescMessage, O extends DescMessage>(
    method: DescMethodBiDiStreaming<I, O>,
    receiver: StreamReceiver<MessageShape<O>>,
    options?: OpenStreamOptions,
  ): ClientStreamCall<MessageShape<I>>;
  /**
   * Takes no new calls and gives those that are open `graceMs` (default 0) to end; then they are cut off. Resolves when
   * the connection is closed; calling it again is harmless.
   */
  close(options?: CloseOptions): Promise<void>;
}

/**
 * A client transport for connect's `createClient` (or `createGrpcClient`), over HTTP/2. Makes no connection until
 * the first call. Calls reject with `ConnectError`: `unavailable` if there is no server, with the error of Node as cause.
 *
 * @throws `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`, `GRPC_SOCKET_PATH_TOO_LONG`
 */
export function createGrpcTransport(options: GrpcTransportOptions): GrpcTransport {
  const checked = checkTransportOptions(options);
  return options.implementation?.createTransport(checked) ?? new Http2Transport(checked);
}

class Http2Transport implements GrpcTransport {
  readonly #options: CheckedOptions;
  readonly #settings: CallSettings;
  readonly #plan: ReturnType<typeof createPlanner>;
  readonly #baseUrl: string;

  constructor(options: CheckedOptions) {
    this.#options = options;
    const scheme = options.target.tls === undefined ? "http" : "https";
    this.#baseUrl = `${scheme}://${options.authority}`;
    this.#plan = createPlanner({ ...options, scheme });
    this.#settings = {
      connection: new ClientConnection(options),
      readMaxBytes: options.readMaxBytes,
      writeMaxBytes: options.writeMaxBytes,
      compressMinBytes: options.compress ? options.compressMinBytes : Infinity,
      unaryOut: new OutputBuffer(),
      logger: options.logger,
    };
  }

  unary<I extends DescMessage, O extends DescMessage>(
    method: DescMethodUnary<I, O>,
    signal: AbortSignal | undefined,
    timeoutMs: number | undefined,
    header: HeadersInit | undefined,
    input: MessageInitShape<I>,
    contextValues?: ContextValues,
  ): Promise<UnaryResponse<I, O>> {
    const plan = this.#plan(method);
    const call = this.#callOptions(signal, timeoutMs, header);
    const message = create(method.input, input);
    const { interceptors } = this.#options;
    if (interceptors.length === 0) return callUnary<I, O>(this.#settings, plan, call, message);
    const intercepted = { ...call, url: this.#baseUrl + plan.path, contextValues };
    return interceptUnary(interceptors, method, intercepted, message, (options, request) =>
      callUnary<I, O>(this.#settings, plan, options, request),
    );
  }

  stream<I extends DescMessage, O extends DescMessage>(
    method: DescMethodStreaming<I, O>,
    signal: AbortSignal | undefined,
    timeoutMs: number | undefined,
    header: HeadersInit | undefined,
    input: AsyncIterable<MessageInitShape<I>>,
    contextValues?: ContextValues,
  ): Promise<StreamResponse<I, O>> {
    const plan = this.#plan(method);
    const call = this.#callOptions(signal, timeoutMs, header);
    const { interceptors } = this.#options;
    if (interceptors.length === 0) return callStream<I, O>(this.#settings, plan, call, input);
    const intercepted = { ...call, url: this.#baseUrl + plan.path, contextValues };
    return interceptStream(interceptors, method, intercepted, toMessages(method.input, input), (options, messages) =>
      callStream<I, O>(this.#settings, plan, options, messages),
    );
  }

  openStream<I extends DescMessage, O extends DescMessage>(
    method: DescMethodBiDiStreaming<I, O>,
    receiver: StreamReceiver<MessageShape<O>>,
    options: OpenStreamOptions = {},
  ): ClientStreamCall<MessageShape<I>> {
    checkOptions(options, ["headers", "timeoutMs", "signal"], "openStream");
    const call = this.#callOptions(options.signal, options.timeoutMs, options.headers);
    return openCall(this.#settings, this.#plan(method), call, receiver);
  }

  close(options: CloseOptions = {}): Promise<void> {
    checkOptions(options, ["graceMs"], "close of a gRPC transport");
    const { graceMs = 0 } = options;
    checkNumber(graceMs, "graceMs", "close of a gRPC transport", { min: 0 });
    return this.#settings.connection.close(graceMs);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #callOptions(
    signal: AbortSignal | undefined,
    timeoutMs: number | undefined = this.#options.defaultTimeoutMs,
    header: HeadersInit | undefined,
  ): CallOptions {
    return {
      signal,
      timeoutMs: timeoutMs !== undefined && timeoutMs > 0 ? timeoutMs : undefined,
      header,
    };
  }
}

/** Callers may give plain objects in the place of messages; interceptors see messages. */
function toMessages<D extends DescMessage>(
  type: D,
  inputs: AsyncIterable<MessageInitShape<D>>,
): AsyncIterable<MessageShape<D>> {
  return {
    [Symbol.asyncIterator]() {
      const iterator = inputs[Symbol.asyncIterator]();
      const toResult = ({ done, value }: IteratorResult<MessageInitShape<D>>): IteratorResult<MessageShape<D>> =>
        done === true ? { done, value } : { done: false, value: create(type, value) };
      return {
        next: async () => toResult(await iterator.next()),
        return: async () => toResult((await iterator.return?.()) ?? { done: true, value: undefined }),
      };
    },
  };
}
