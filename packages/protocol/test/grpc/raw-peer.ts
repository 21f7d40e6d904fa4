import { once } from "node:events";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import type { GrpcAddress } from "@millrace/protocol/grpc";
import { encodeFrame, frameType, literalHeaders, uint32, type Frame } from "./raw-client.ts";

export const flag = { endStream: 1, ack: 1, endHeaders: 4, padded: 8, priority: 32 } as const;

export const setting = { tableSize: 1, push: 2, streams: 3, window: 4, frameSize: 5, listSize: 6 } as const;

const prefaceBytes = 24;

/** Headers of a response, and its trailers, as HPACK. */
export const responseBlock: Buffer = literalHeaders({ ":status": "200", "content-type": "application/grpc+proto" });
export const trailerBlock: Buffer = literalHeaders({ "grpc-status": "0" });

/** A connection as a server sees it that sends exactly the frames it is told to, and answers nothing by itself. */
export class RawPeer {
  readonly socket: Socket;
  /** All frames that came, in order. */
  readonly frames: Frame[] = [];
  #rest: Buffer = Buffer.alloc(0);
  #skip = prefaceBytes;
  #listeners: (() => void)[] = [];

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on("data", (chunk: Buffer) => this.#read(chunk));
    socket.on("error", () => undefined);
    socket.on("close", () => this.#notify());
  }

  send(type: number, flags: number, stream: number, payload: Uint8Array = Buffer.alloc(0)): void {
    if (this.socket.writable) this.socket.write(encodeFrame(type, flags, stream, payload));
  }

  settings(...pairs: readonly (readonly [id: number, value: number])[]): void {
    const payload = pairs.map(([id, value]) => Buffer.concat([Buffer.from([0, id]), uint32(value)]));
    this.send(frameType.settings, 0, 0, Buffer.concat(payload));
  }

  headers(stream: number, block: Uint8Array = responseBlock, flags = 0): void {
    this.send(frameType.headers, flag.endHeaders | flags, stream, block);
  }

  trailers(stream: number): void {
    this.headers(stream, trailerBlock, flag.endStream);
  }

  /** A whole response. */
  answer(stream: number, body: Uint8Array): void {
    this.headers(stream);
    this.send(frameType.data, 0, stream, body);
    this.trailers(stream);
  }

  goaway(lastStream: number, code = 0): void {
    this.send(frameType.goaway, 0, 0, Buffer.concat([uint32(lastStream), uint32(code)]));
  }

  widen(stream: number, bytes: number): void {
    this.send(frameType.window, 0, stream, uint32(bytes));
  }

  reset(stream: number, code: number): void {
    this.send(frameType.reset, 0, stream, uint32(code));
  }

  /** The code of the next GOAWAY or of the next reset of a stream, whichever comes; "closed" if neither does. */
  async verdict(): Promise<string> {
    const isVerdict = ({ type }: Frame): boolean => type === frameType.goaway || type === frameType.reset;
    const frame = await this.waitFor(isVerdict).catch(() => undefined);
    if (frame === undefined) return "closed";
    const isReset = frame.type === frameType.reset;
    return `${isReset ? "reset" : "goaway"} ${frame.payload.readUInt32BE(isReset ? 0 : 4)}`;
  }

  /** The first frame that is like this, perhaps one that has come already. */
  async waitFor(isIt: (frame: Frame) => boolean): Promise<Frame> {
    for (;;) {
      const found = this.frames.find(isIt);
      if (found !== undefined) return found;
      if (this.socket.closed) throw new Error("the client closed the connection before such a frame came");
      // oxlint-disable-next-line no-await-in-loop
      await new Promise<void>((resolve) => this.#listeners.push(resolve));
    }
  }

  /** The beginning of the `nth` request, counted from 1. */
  async request(nth = 1): Promise<number> {
    const frame = await this.waitFor(({ type, stream }) => type === frameType.headers && stream === nth * 2 - 1);
    return frame.stream;
  }

  /** Resolves when the connection is closed. */
  async closed(): Promise<void> {
    if (!this.socket.closed) await once(this.socket, "close");
  }

  of(type: number): readonly Frame[] {
    return this.frames.filter((frame) => frame.type === type);
  }

  #read(chunk: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    if (this.#skip > 0) {
      if (this.#rest.length < this.#skip) return;
      this.#rest = this.#rest.subarray(this.#skip);
      this.#skip = 0;
    }
    while (this.#rest.length >= 9) {
      const end = 9 + this.#rest.readUIntBE(0, 3);
      if (this.#rest.length < end) break;
      this.frames.push({
        type: this.#rest.readUInt8(3),
        flags: this.#rest.readUInt8(4),
        stream: this.#rest.readUInt32BE(5),
        payload: this.#rest.subarray(9, end),
      });
      this.#rest = this.#rest.subarray(end);
    }
    this.#notify();
  }

  #notify(): void {
    for (const listener of this.#listeners.splice(0)) listener();
  }
}

/** Connections to a port of its own, in order. */
export class RawPeers implements AsyncDisposable {
  readonly #server: Server;
  readonly #peers: RawPeer[] = [];
  #listeners: (() => void)[] = [];

  private constructor(server: Server) {
    this.#server = server;
    server.on("connection", (socket: Socket) => {
      this.#peers.push(new RawPeer(socket));
      for (const listener of this.#listeners.splice(0)) listener();
    });
  }

  static async listen(): Promise<RawPeers> {
    const server = createServer({ allowHalfOpen: true, noDelay: true });
    const peers = new RawPeers(server);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return peers;
  }

  get address(): GrpcAddress {
    return { host: "127.0.0.1", port: (this.#server.address() as AddressInfo).port };
  }

  get count(): number {
    return this.#peers.length;
  }

  /** The `nth` connection, counted from 1. */
  async peer(nth = 1): Promise<RawPeer> {
    while (this.#peers.length < nth) {
      // oxlint-disable-next-line no-await-in-loop
      await new Promise<void>((resolve) => this.#listeners.push(resolve));
    }
    return this.#peers[nth - 1] as RawPeer;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { socket } of this.#peers) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
