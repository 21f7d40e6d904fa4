import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { decodeReply, requestFrame } from "../../../src/wire/codec.ts";
import { frameHeaderBytes } from "../../../src/wire/frame.ts";
import { FrameReader } from "../../../src/wire/frame-reader.ts";
import { HybridClock } from "../../../src/wire/hybrid-clock.ts";
import type { DaemonReply, DaemonRequest, NodeEvent } from "../../../src/wire/messages.ts";
import { decodeNodeConfigReply, type FoundNode } from "../../../src/wire/node-config-reply.ts";

/** One connection to a daemon, a request at a time, with nothing of our node in between. */
export class RawConnection implements AsyncDisposable {
  readonly #socket: Socket;
  readonly #clock = new HybridClock();
  readonly #bodies: Uint8Array[] = [];
  #wake: (() => void) | undefined;
  /** Resolves when the daemon has hung up. */
  readonly closed: Promise<void>;

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.closed = new Promise((resolve) => socket.once("close", () => resolve()));
    const reader = new FrameReader({
      payloadOffset: () => undefined,
      onBody: (body) => {
        this.#bodies.push(body);
        this.#wake?.();
      },
    });
    socket.on("data", (chunk: Buffer) => reader.push(chunk));
    socket.on("error", () => undefined);
    socket.on("close", () => this.#wake?.());
  }

  static async open(port: number): Promise<RawConnection> {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    await once(socket, "connect");
    return new RawConnection(socket);
  }

  send(request: DaemonRequest): void {
    for (const part of requestFrame(request, this.#clock.now())) this.#socket.write(part);
  }

  write(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  /** The body of the next answer; `undefined` when the daemon has hung up. */
  async body(): Promise<Uint8Array | undefined> {
    while (this.#bodies.length === 0 && !this.#socket.closed) await new Promise<void>((wake) => (this.#wake = wake));
    return this.#bodies.shift();
  }

  async ask(request: DaemonRequest): Promise<DaemonReply | undefined> {
    this.send(request);
    const body = await this.body();
    return body && decodeReply(body);
  }

  /** Whether an answer waits to be read. */
  get isAnswered(): boolean {
    return this.#bodies.length > 0;
  }

  /** Half of a goodbye: what was written goes out, then the end. */
  end(): void {
    this.#socket.end();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.destroy();
    await this.closed;
  }
}

export const register = (dataflowId: string, nodeId: string): DaemonRequest & { readonly type: "register" } => ({
  type: "register",
  dataflowId,
  nodeId,
  doraVersion: "1.0.0",
  metadataVersion: 2,
});

export async function lookup(port: number, nodeId: string): Promise<FoundNode> {
  await using connection = await RawConnection.open(port);
  connection.send({ type: "nodeConfig", nodeId });
  return decodeNodeConfigReply((await connection.body()) as Uint8Array);
}

/** A dynamic node that has joined: its connection for events and its connection for everything else. */
export class RawNode implements AsyncDisposable {
  readonly events: RawConnection;
  readonly control: RawConnection;

  private constructor(events: RawConnection, control: RawConnection) {
    this.events = events;
    this.control = control;
  }

  static async join(lookupPort: number, nodeId: string): Promise<RawNode> {
    const { config } = await lookup(lookupPort, nodeId);
    const port = Number(config.daemonAddress?.split(":")[1]);
    const open = async (): Promise<RawConnection> => {
      const connection = await RawConnection.open(port);
      await connection.ask(register(config.dataflowId, nodeId));
      return connection;
    };
    const node = new RawNode(await open(), await open());
    const reply = await node.events.ask({ type: "subscribe" });
    if (reply?.type !== "result" || reply.error !== undefined) throw new Error(`subscribe: ${JSON.stringify(reply)}`);
    return node;
  }

  async nextEvents(): Promise<readonly NodeEvent[]> {
    const reply = await this.events.ask({ type: "nextEvent" });
    return reply?.type === "nextEvents" ? reply.events.map(({ event }) => event) : [];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.events[Symbol.asyncDispose]();
    await this.control[Symbol.asyncDispose]();
  }
}

/** A frame with this body. */
export function frameOf(body: Uint8Array): Uint8Array {
  const frame = Buffer.alloc(frameHeaderBytes + body.length);
  frame.writeBigUInt64LE(BigInt(body.length));
  frame.set(body, frameHeaderBytes);
  return frame;
}
