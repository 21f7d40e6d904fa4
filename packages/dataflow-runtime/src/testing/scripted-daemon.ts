import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import type { NodeConfig } from "../node-config.ts";
import { decodeRequest, replyFrame } from "../wire/codec.ts";
import { FrameReader } from "../wire/frame-reader.ts";
import { HybridClock } from "../wire/hybrid-clock.ts";
import type { DaemonReply, DaemonRequest, NodeEvent } from "../wire/messages.ts";
import { requestPayloadOffset } from "../wire/payload-offset.ts";

/** What the daemon does with a request: a reply, bytes as they are, nothing at all, or hanging up. */
export type Answer = DaemonReply | readonly Uint8Array[] | "silence" | "hang up";

export interface Said {
  /** Connections in the order in which they were opened. */
  readonly connection: number;
  readonly request: DaemonRequest;
}

export const done: DaemonReply = { type: "result", error: undefined };

/** A daemon of one node that does what a test tells it. */
export class ScriptedDaemon implements AsyncDisposable {
  /** Everything that was asked, in order. */
  readonly said: Said[] = [];
  /** What is answered otherwise than by default. */
  script: (request: DaemonRequest, connection: number) => Answer | undefined = () => undefined;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #clock = new HybridClock();
  #connections = 0;
  #events: NodeEvent[] = [];
  #closed = false;
  /** The long poll. */
  #asking: Socket | undefined;
  readonly #watchers: (() => void)[] = [];

  private constructor() {
    this.#server = createServer({ noDelay: true }, (socket) => this.#serve(socket));
  }

  static async start(): Promise<ScriptedDaemon> {
    const daemon = new ScriptedDaemon();
    await new Promise<void>((resolve) => daemon.#server.listen(0, "127.0.0.1", resolve));
    return daemon;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  config(overrides: Partial<NodeConfig> = {}): NodeConfig {
    return {
      dataflowId: "0198f0a1-2b3c-7d4e-8f50-112233445566",
      nodeId: "js",
      inputs: new Map([["in", { source: "other/out", queueSize: 10, queuePolicy: "drop_oldest" }]]),
      outputs: ["out"],
      inputTypes: new Map(),
      outputTypes: new Map(),
      dataflowDescriptor: { nodes: [{ id: "js", path: "node" }] },
      dynamic: false,
      restartCount: 0,
      daemonAddress: `127.0.0.1:${this.port}`,
      ...overrides,
    };
  }

  emit(...events: readonly NodeEvent[]): void {
    this.#events.push(...events);
    this.#deliver();
  }

  /** No more events: the stream is closed. */
  endEvents(): void {
    this.#closed = true;
    this.#deliver();
  }

  /** The requests of a kind. */
  of<T extends DaemonRequest["type"]>(type: T): Extract<DaemonRequest, { readonly type: T }>[] {
    return this.said.map(({ request }) => request).filter((request) => request.type === type) as never;
  }

  /** When so many requests of a kind have come. */
  async until(type: DaemonRequest["type"], count = 1): Promise<void> {
    while (this.of(type).length < count) await new Promise<void>((resolve) => this.#watchers.push(resolve));
  }

  /** Cuts all connections without a word. */
  kill(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  get openConnections(): number {
    return this.#sockets.size;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(socket: Socket): void {
    const connection = this.#connections++;
    this.#sockets.add(socket);
    const reader = new FrameReader({
      onBody: (body) => this.#hear(socket, connection, decodeRequest(body).request),
      payloadOffset: requestPayloadOffset,
    });
    socket.on("data", (chunk) => reader.push(chunk));
    socket.on("error", () => undefined);
    socket.on("close", () => this.#sockets.delete(socket));
  }

  #hear(socket: Socket, connection: number, request: DaemonRequest): void {
    this.said.push({ connection, request });
    this.#answer(socket, request, this.script(request, connection));
    for (const watcher of this.#watchers.splice(0)) watcher();
  }

  #answer(socket: Socket, request: DaemonRequest, scripted: Answer | undefined): void {
    const answer = scripted ?? this.#default(socket, request);
    if (answer === "silence") return;
    if (answer === "hang up") return void socket.destroy();
    socket.write(Buffer.concat("type" in answer ? replyFrame(answer) : answer));
  }

  #default(socket: Socket, request: DaemonRequest): Answer {
    switch (request.type) {
      case "sendMessage":
      case "outputSent":
        return "silence";
      case "nextEvent":
        this.#asking = socket;
        this.#deliver();
        return "silence";
      case "eventStreamDropped":
        this.#answer(socket, request, done);
        this.endEvents();
        return "silence";
      case "extensionLoad":
        return { type: "extensionValue", value: undefined };
      default:
        return done;
    }
  }

  #deliver(): void {
    const socket = this.#asking;
    if (socket === undefined || (this.#events.length === 0 && !this.#closed)) return;
    this.#asking = undefined;
    const events = this.#events.map((event) => ({ event, timestamp: this.#clock.now() }));
    this.#events = [];
    socket.write(Buffer.concat(replyFrame({ type: "nextEvents", events })));
  }
}
