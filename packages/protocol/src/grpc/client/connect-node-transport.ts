import {
  fromBinary,
  toBinary,
  type DescMessage,
  type DescMethodBiDiStreaming,
  type DescMethodStreaming,
  type DescMethodUnary,
  type MessageInitShape,
  type MessageShape,
} from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import type { ContextValues, Interceptor, StreamResponse, Transport, UnaryResponse } from "@connectrpc/connect";
import { BoundedQueue } from "../../bounded-queue.ts";
import { loadConnectNode } from "../load-connect-node.ts";
import type { StreamReceiver } from "../stream-handler.ts";
import { dial } from "./dial.ts";
import { endReceiver } from "./end-receiver.ts";
import { canceled, unavailable } from "./errors.ts";
import type { CheckedOptions } from "./options.ts";
import type { ClientStreamCall } from "./push.ts";
import type { GrpcTransport, OpenStreamOptions } from "./transport.ts";

/** connect's own limit. */
const mostBytes = 0xffff_ffff;

/** So many pushed messages may wait to be taken by connect-node. */
const blockedAt = 256;

/** Errors of sockets, which connect-node reports as `internal`. */
const lostConnection: ReadonlySet<unknown> = new Set(["ENOENT", "ECONNREFUSED", "ECONNRESET", "EPIPE", "ECANCELED"]);

interface Loaded {
  readonly transport: Transport;
  readonly abort: (reason: Error) => void;
}

/**
 * The transport of `@connectrpc/connect-node`, an optional peer, with the options of ours: several times slower, and
 * kept as a second opinion. It has no pauses between attempts to connect, and closes without grace.
 */
export class ConnectNodeTransport implements GrpcTransport {
  readonly #options: CheckedOptions;
  #loading: Promise<Loaded> | undefined;
  #closed = false;

  constructor(options: CheckedOptions) {
    this.#options = options;
  }

  async unary<I extends DescMessage, O extends DescMessage>(
    method: DescMethodUnary<I, O>,
    signal: AbortSignal | undefined,
    timeoutMs: number | undefined,
    header: HeadersInit | undefined,
    input: MessageInitShape<I>,
    contextValues?: ContextValues,
  ): Promise<UnaryResponse<I, O>> {
    const { transport } = await this.#load();
    return transport.unary(method, signal, timeoutMs, header, input, contextValues);
  }

  async stream<I extends DescMessage, O extends DescMessage>(
    method: DescMethodStreaming<I, O>,
    signal: AbortSignal | undefined,
    timeoutMs: number | undefined,
    header: HeadersInit | undefined,
    input: AsyncIterable<MessageInitShape<I>>,
    contextValues?: ContextValues,
  ): Promise<StreamResponse<I, O>> {
    const { transport } = await this.#load();
    return transport.stream(method, signal, timeoutMs, header, input, contextValues);
  }

  openStream<I extends DescMessage, O extends DescMessage>(
    method: DescMethodBiDiStreaming<I, O>,
    receiver: StreamReceiver<MessageShape<O>>,
    { headers, timeoutMs, signal }: OpenStreamOptions = {},
  ): ClientStreamCall<MessageShape<I>> {
    const requests = new BoundedQueue<MessageInitShape<I>>({ capacity: blockedAt });
    const controller = new AbortController();
    const signals = signal === undefined ? controller.signal : AbortSignal.any([signal, controller.signal]);
    let header = new Headers();
    let trailer = new Headers();
    let running = Promise.resolve();
    const run = async (): Promise<void> => {
      const response = await this.stream(method, signals, timeoutMs, headers, generate(requests));
      ({ header, trailer } = response);
      for await (const message of response.message) {
        receiver.message(message);
        await running;
      }
    };
    const cancel = (reason: unknown): void => controller.abort(canceled(reason));
    const finish = (error?: ConnectError): void =>
      endReceiver(receiver, error, `/${method.parent.typeName}/${method.name}`, this.#options.logger);
    run().then(
      () => finish(),
      (error: unknown) => {
        cancel(error);
        finish(ConnectError.from(error, Code.Internal));
      },
    );
    let written: Promise<void> = Promise.resolve();
    let release = (): void => undefined;
    return {
      get header() {
        return header;
      },
      get trailer() {
        return trailer;
      },
      send(message) {
        try {
          // connect-node encodes it later, when it may have been changed.
          const copy = fromBinary(method.input, toBinary(method.input, message)) as MessageInitShape<I>;
          written = requests.push(copy).catch(() => undefined);
        } catch (error) {
          cancel(ConnectError.from(error, Code.Internal));
          return false;
        }
        return requests.size < blockedAt;
      },
      drained: () => written,
      end: () => requests.close(),
      cancel,
      pause() {
        running = new Promise((resolve) => (release = resolve));
      },
      resume: () => release(),
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#loading === undefined) return;
    const { abort } = await this.#loading;
    abort(new ConnectError("the transport was closed", Code.Canceled));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #load(): Promise<Loaded> {
    if (this.#closed) return Promise.reject(new ConnectError("the transport was closed", Code.Canceled));
    return (this.#loading ??= load(this.#options));
  }
}

/** connect wants iterators that can be thrown into. */
async function* generate<T>(items: AsyncIterable<T>): AsyncGenerator<T> {
  yield* items;
}

async function load(options: CheckedOptions): Promise<Loaded> {
  const { compressionGzip, createGrpcTransport, Http2SessionManager } = await loadConnectNode();
  const { target, authority, defaultTimeoutMs } = options;
  const baseUrl = `${target.tls === undefined ? "http" : "https"}://${authority}`;
  const sessionManager = new Http2SessionManager(
    baseUrl,
    {
      pingIntervalMs: options.keepaliveMs,
      pingTimeoutMs: options.keepaliveTimeoutMs,
      pingIdleConnection: options.keepaliveWithoutCalls,
      idleConnectionTimeoutMs: options.idleTimeoutMs,
    },
    { createConnection: () => dial(target), settings: { initialWindowSize: options.streamWindowBytes } },
  );
  const transport = createGrpcTransport({
    baseUrl,
    sessionManager,
    interceptors: [...options.interceptors, sameErrors],
    readMaxBytes: Math.min(options.readMaxBytes, mostBytes),
    writeMaxBytes: Math.min(options.writeMaxBytes, mostBytes),
    compressMinBytes: Math.min(options.compressMinBytes, mostBytes),
    acceptCompression: [compressionGzip],
    ...(options.compress ? { sendCompression: compressionGzip } : {}),
    ...(defaultTimeoutMs === undefined ? {} : { defaultTimeoutMs }),
  });
  return { transport, abort: (reason) => sessionManager.abort(reason) };
}

/** Without a server a call is `unavailable`, as it is with ours. */
const sameErrors: Interceptor = (next) => async (request) => {
  try {
    return await next(request);
  } catch (error) {
    const { cause } = ConnectError.from(error);
    if (cause instanceof Error && lostConnection.has((cause as NodeJS.ErrnoException).code)) {
      throw unavailable(`the connection was lost: ${cause.message}`, cause);
    }
    throw error;
  }
};
