import { connect, type Socket } from "node:net";
import { DataflowError } from "../errors.ts";
import type { HlcTimestamp } from "../node-link.ts";
import { decodeReply, requestFrame } from "../wire/codec.ts";
import type { Frame } from "../wire/frame.ts";
import { FrameReader } from "../wire/frame-reader.ts";
import { FrameWriter } from "../wire/frame-writer.ts";
import type { DaemonReply, DaemonRequest } from "../wire/messages.ts";
import { malformed } from "../wire/malformed.ts";
import { replyPayloadOffset } from "../wire/payload-offset.ts";

/** How long the daemon may take to accept a connection. */
const connectTimeoutMs = 10_000;

interface Waiting {
  readonly resolve: (body: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

export interface ConnectionOptions {
  /** `host:port` */
  readonly address: string;
  /** What the connection is for, as messages name it. */
  readonly name: string;
  readonly now: () => HlcTimestamp;
  readonly onLost?: (error: DataflowError) => void;
}

/** One connection to the daemon: requests are answered in their order. While nobody waits, it does not hold the process. */
export class Connection {
  readonly #socket: Socket;
  readonly #options: ConnectionOptions;
  readonly #writer: FrameWriter;
  readonly #waiting: Waiting[] = [];
  #lost: Error | undefined;
  #ended = false;
  #holds = 0;

  private constructor(options: ConnectionOptions) {
    this.#options = options;
    const reader = new FrameReader({
      onBody: (body) => this.#answer(body),
      payloadOffset: replyPayloadOffset,
    });
    const { host, port } = splitAddress(options.address);
    this.#socket = connect({
      host,
      port,
      noDelay: true,
      // The kernel writes big messages straight to where they stay.
      onread: {
        buffer: () => reader.target(),
        callback: (bytes) => this.#read(() => reader.advance(bytes)),
      },
    });
    this.#writer = new FrameWriter(this.#socket);
    this.#socket.on("error", (error) => this.#lose(error));
    this.#socket.on("close", () => this.#lose(undefined));
  }

  /** @throws `DATAFLOW_NO_DAEMON` */
  static open(options: ConnectionOptions): Promise<Connection> {
    const connection = new Connection(options);
    const socket = connection.#socket;
    return new Promise((resolve, reject) => {
      const refuse = (cause: unknown): void => {
        socket.destroy();
        reject(noDaemon(options, cause));
      };
      socket.setTimeout(connectTimeoutMs, () => refuse(new Error(`no answer within ${connectTimeoutMs} ms`)));
      socket.once("error", refuse);
      socket.once("connect", () => {
        socket.off("error", refuse);
        socket.setTimeout(0);
        socket.unref();
        resolve(connection);
      });
    });
  }

  /**
   * @param holds whether the process waits for the answer
   * @throws `DATAFLOW_DAEMON_LOST`
   */
  async ask(request: DaemonRequest, holds = true): Promise<DaemonReply> {
    const body = await this.askRaw(request, holds);
    try {
      return decodeReply(body);
    } catch (error) {
      this.#lose(error as Error);
      throw error;
    }
  }

  /** {@link ask} for a reply that has a form of its own. */
  async askRaw(request: DaemonRequest, holds = true): Promise<Uint8Array> {
    const answer = new Promise<Uint8Array>((resolve, reject) => {
      void this.write(this.frame(request));
      this.#waiting.push({ resolve, reject });
    });
    if (holds) this.hold();
    try {
      return await answer;
    } finally {
      if (holds) this.release();
    }
  }

  /**
   * A request as bytes, stamped now.
   *
   * @throws `DATAFLOW_WIRE_TOO_LARGE`
   */
  frame(request: DaemonRequest): Frame {
    return requestFrame(request, this.#options.now());
  }

  /**
   * Writes a frame, after those that were written before.
   *
   * @returns what to wait for before writing more; `undefined`: nothing
   * @throws `DATAFLOW_DAEMON_LOST`
   */
  write(frame: Frame): Promise<void> | undefined {
    if (this.#lost !== undefined) throw this.#lost;
    return this.#writer.write(frame);
  }

  /** The process does not end before {@link release} was called as often. */
  hold(): void {
    if (this.#holds++ === 0) this.#socket.ref();
  }

  release(): void {
    if (--this.#holds === 0) this.#socket.unref();
  }

  /** Says no more; what was sent still arrives. */
  end(): void {
    this.#ended = true;
    this.#writer.flush();
    this.#socket.end(() => this.#socket.destroy());
  }

  /** @param reason what whoever still waits for an answer is told */
  destroy(reason: Error = closed(this.#options)): void {
    this.#ended = true;
    this.#fail(reason);
  }

  #answer(body: Uint8Array): void {
    const waiting = this.#waiting.shift();
    if (waiting === undefined) throw malformed(`the connection for ${this.#options.name}`, "a reply came unasked");
    waiting.resolve(body);
  }

  /** An error inside of the socket's callback would end the process. */
  #read(work: () => void): boolean {
    try {
      work();
    } catch (error) {
      this.#lose(error as Error);
    }
    return true;
  }

  #lose(cause: Error | undefined): void {
    if (this.#lost !== undefined) return;
    if (this.#ended) return this.#fail(closed(this.#options));
    const error = DataflowError.is(cause) ? cause : lost(this.#options, cause);
    this.#fail(error);
    this.#options.onLost?.(error);
  }

  #fail(error: Error): void {
    this.#lost ??= error;
    this.#socket.destroy();
    for (const { reject } of this.#waiting.splice(0)) reject(this.#lost);
  }
}

/** `host:port`, where a host of version 6 stands in brackets. */
function splitAddress(address: string): { readonly host: string; readonly port: number } {
  const colon = address.lastIndexOf(":");
  return { host: address.slice(0, colon).replace(/^\[(.*)\]$/, "$1"), port: Number(address.slice(colon + 1)) };
}

const noDaemon = ({ address, name }: ConnectionOptions, cause: unknown): DataflowError =>
  new DataflowError(
    "DATAFLOW_NO_DAEMON",
    `no daemon answers at ${address} (${name}): ${describe(cause)}; start the dataflow first, or give the port that its daemon listens at`,
    { cause },
  );

const lost = ({ address, name }: ConnectionOptions, cause: Error | undefined): DataflowError =>
  new DataflowError(
    "DATAFLOW_DAEMON_LOST",
    `the daemon at ${address} is gone: ${cause === undefined ? "it closed the connection" : describe(cause)} (${name}); its log, out/dora-daemon.txt, tells why`,
    { cause },
  );

const closed = ({ address }: ConnectionOptions): DataflowError =>
  new DataflowError("DATAFLOW_CLOSED", `the node has closed its connections to the daemon at ${address}`);

const describe = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
