import type { Http2Server } from "node:http2";
import type { TlsOptions } from "node:tls";
import { Code, ConnectError, type ConnectRouter } from "@connectrpc/connect";
import { silentLogger, type Logger } from "../logger.ts";
import { checkNumber, checkOptions } from "../options.ts";
import { ProtocolError } from "../protocol-error.ts";
import { createRunnable, runnableDefaults } from "../runnable.ts";
import type { CloseOptions, Runnable, RunOptions, RunScope, RunState } from "../runnable.ts";
import { deferred } from "../internal/deferred.ts";
import { checkAddress, describeAddress, type GrpcAddress } from "./address.ts";
import { loadHttp2 } from "./load-builtin.ts";
import { Connections } from "./server/connections.ts";
import type { GrpcImplementation, ServingCalls } from "./server/implementation.ts";
import { listen } from "./server/listen.ts";
import { ownImplementation } from "./server/own-implementation.ts";
import type { AddStream } from "./server/routes.ts";

/** Where a server listens. */
export type GrpcListen =
  | {
      /** A Unix socket, or a pipe on Windows. Its folder is made; a socket that a dead server left is taken over. */
      readonly path: string;
      /** The rights of the socket file, like `0o600`. Default: what the umask leaves. */
      readonly mode?: number;
    }
  | {
      /** Default `127.0.0.1`. */
      readonly host?: string;
      /** 0 for any free one. */
      readonly port: number;
      /** Certificate and key; for client certificates `ca`, `requestCert` and `rejectUnauthorized`. Default: no TLS. */
      readonly tls?: TlsOptions;
    };

export interface GrpcServerOptions {
  readonly listen: GrpcListen;
  /** Handlers as connect has them. Default: none. */
  readonly routes?: (router: ConnectRouter) => void;
  /** Push-style handlers for bidi methods. Default: none. */
  readonly streams?: (add: AddStream) => void;
  /** Larger requests end in `resource_exhausted`. Default {@link grpcServerDefaults}. */
  readonly readMaxBytes?: number;
  /** Larger responses end in `resource_exhausted`. Default {@link grpcServerDefaults}. */
  readonly writeMaxBytes?: number;
  /** Whether to compress responses for peers that take gzip. Requests in gzip are always read. Default `false`. */
  readonly compress?: boolean;
  /** With `compress`: smaller responses stay as they are. Default {@link grpcServerDefaults}. */
  readonly compressMinBytes?: number;
  /** How long open calls may take when the server closes. Default {@link runnableDefaults}. */
  readonly graceMs?: number;
  /** When a connection gets this old, its peer is asked to open another one. Default: never. */
  readonly maxConnectionAgeMs?: number;
  /** How long the calls of such a connection may take. Default: as long as they like. */
  readonly maxConnectionAgeGraceMs?: number;
  /** Gets the errors of handlers (`error`), and broken connections (`debug`). Default {@link silentLogger}. */
  readonly logger?: Logger;
  /** Default: our own. */
  readonly implementation?: GrpcImplementation;
}

export const grpcServerDefaults: {
  readonly readMaxBytes: number;
  readonly writeMaxBytes: number;
  readonly compressMinBytes: number;
} = Object.freeze({ readMaxBytes: 64 * 1024 * 1024, writeMaxBytes: 64 * 1024 * 1024, compressMinBytes: 1024 });

/** How much a peer may send ahead on one call. HTTP/2's 64 KiB block peers with larger messages. */
const streamWindowBytes = 4 * 1024 * 1024;

/**
 * The same for all calls of a connection: twice HTTP/2's own, so that the peer fills one half while we read the other,
 * and less than the buffers of a socket hold. Node reads nothing while a write waits for such a buffer: two Nodes with
 * large windows that send much to each other would wait for ever.
 */
const connectionWindowBytes = 128 * 1024;
const wideConnectionWindowBytes = 8 * 1024 * 1024;

/** Megabytes of buffers above which Node refuses streams. Its own 10 are less than one large message. */
const sessionMemoryMegabytes = 1024;

/**
 * How many calls a peer may cancel at once, and per second in the long run, before it loses its connection. Node's own
 * 1000 and 33 are for browsers; gRPC clients cancel whenever a deadline passes or a stream has told enough.
 */
const streamResetBurst = 10_000;
const streamResetRate = 5_000;

/** How long a forced server waits for its last answers to leave. */
const lastAnswersMs = 200;

/** A gRPC server. It runs once. */
export interface GrpcServer extends Runnable {
  /**
   * Listens, and serves until {@link close}.
   *
   * @throws `GRPC_ADDRESS_IN_USE`, `GRPC_LISTEN_FAILED`
   */
  start(): Promise<{ readonly address: GrpcAddress }>;
}

/**
 * A server that does not listen yet: `start()` or `run()` it.
 *
 * @throws `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`, `GRPC_SOCKET_PATH_TOO_LONG`; `GRPC_INVALID_ROUTE` from
 * `start()` or `run()`
 */
export function createGrpcServer(options: GrpcServerOptions): GrpcServer {
  return new Server(options);
}

const optionNames = [
  "listen",
  "routes",
  "streams",
  "readMaxBytes",
  "writeMaxBytes",
  "compress",
  "compressMinBytes",
  "graceMs",
  "maxConnectionAgeMs",
  "maxConnectionAgeGraceMs",
  "logger",
  "implementation",
] as const satisfies readonly (keyof GrpcServerOptions)[];

class Server implements GrpcServer {
  readonly #options: GrpcServerOptions;
  readonly #address: ReturnType<typeof checkAddress>;
  readonly #runnable: Runnable;
  readonly #listening = deferred<{ readonly address: GrpcAddress }>();
  #running: Promise<void> | undefined;

  constructor(options: GrpcServerOptions) {
    const where = "createGrpcServer";
    checkOptions(options, optionNames, where);
    if (options.listen === undefined) {
      throw new ProtocolError("PROTOCOL_INVALID_OPTION", `${where} needs 'listen': { path } or { host, port }`);
    }
    this.#address = checkAddress(options.listen, `'listen' of ${where}`, ["mode", "tls"]);
    for (const name of ["readMaxBytes", "writeMaxBytes", "compressMinBytes"] as const) {
      if (options[name] !== undefined) checkNumber(options[name], name, where, { min: 0 });
    }
    for (const name of ["maxConnectionAgeMs", "maxConnectionAgeGraceMs"] as const) {
      if (options[name] !== undefined) checkNumber(options[name], name, where, { min: 1 });
    }
    this.#options = options;
    this.#runnable = createRunnable((scope) => this.#serve(scope), {
      name: `gRPC server at ${describeAddress(this.#address)}`,
      graceMs: options.graceMs ?? runnableDefaults.graceMs,
    });
    // Who only runs the server gets its failure from there.
    this.#listening.promise.catch(() => undefined);
  }

  get state(): RunState {
    return this.#runnable.state;
  }

  start(): Promise<{ readonly address: GrpcAddress }> {
    const closedBefore = (): void => {
      const message = `the gRPC server at ${describeAddress(this.#address)} was closed before it listened; create a new one`;
      this.#listening.reject(new ProtocolError("PROTOCOL_ALREADY_RUN", message));
    };
    void this.run().then(closedBefore, (error: unknown) => this.#listening.reject(error));
    return this.#listening.promise;
  }

  async run(options: RunOptions = {}): Promise<void> {
    if (this.#running === undefined) return (this.#running = this.#runnable.run(options));
    checkOptions(options, ["signal"], "run of a gRPC server");
    const { signal } = options;
    const onAbort = (): void => void this.close();
    if (signal?.aborted) onAbort();
    signal?.addEventListener("abort", onAbort, { once: true });
    return this.#running.finally(() => signal?.removeEventListener("abort", onAbort));
  }

  close(options: CloseOptions = {}): Promise<void> {
    return this.#runnable.close(options);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #serve({ stopping, forced }: RunScope): Promise<void> {
    const options = this.#options;
    const { maxConnectionAgeMs = Infinity, maxConnectionAgeGraceMs = Infinity, logger = silentLogger } = options;
    const server = createHttp2Server(options.listen);
    const connections = new Connections(server, {
      connectionWindowBytes,
      wideConnectionWindowBytes,
      maxConnectionAgeMs,
      maxConnectionAgeGraceMs,
      logger,
    });
    const serving = await this.#attach(server, logger);
    const mode = "mode" in options.listen ? options.listen.mode : undefined;
    const address = await listen(server, this.#address, mode);
    const closed = new Promise<void>((resolve) => void server.once("close", resolve));
    this.#listening.resolve({ address });

    await aborted(stopping);
    server.close();
    connections.drain();
    await Promise.race([closed, aborted(forced)]);
    if (!forced.aborted) return;

    serving.interrupt(new ConnectError("the server is shutting down", Code.Unavailable));
    const timer = setTimeout(() => connections.destroy(), lastAnswersMs);
    await closed;
    clearTimeout(timer);
  }

  #attach(server: Http2Server, logger: Logger): Promise<ServingCalls> {
    const { compress = false, implementation = ownImplementation } = this.#options;
    const { readMaxBytes, writeMaxBytes, compressMinBytes } = { ...grpcServerDefaults, ...this.#options };
    const { routes = () => undefined, streams = () => undefined } = this.#options;
    return implementation.attach(server, {
      routes,
      streams,
      readMaxBytes,
      writeMaxBytes,
      compressMinBytes: compress ? compressMinBytes : Infinity,
      logger,
    });
  }
}

function createHttp2Server(where: GrpcListen): Http2Server {
  const options = {
    settings: { initialWindowSize: streamWindowBytes },
    maxSessionMemory: sessionMemoryMegabytes,
    streamResetBurst,
    streamResetRate,
  };
  if (!("tls" in where) || where.tls === undefined) return loadHttp2().createServer(options);
  return loadHttp2().createSecureServer({ ...where.tls, ...options });
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
