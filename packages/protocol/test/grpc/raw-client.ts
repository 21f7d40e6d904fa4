import { once } from "node:events";
import { connect, type NetConnectOpts, type Socket } from "node:net";
import { toBinary } from "@bufbuild/protobuf";
import { NoteSchema, type Note } from "./echo-service.ts";

export const frameType = { data: 0, headers: 1, reset: 3, settings: 4, ping: 6, goaway: 7, window: 8 } as const;
export const endStream = 1;
const endHeaders = 4;
const ack = 1;

/** An HTTP/2 frame as it came. */
export interface Frame {
  readonly type: number;
  readonly flags: number;
  readonly stream: number;
  readonly payload: Buffer;
}

/**
 * An HTTP/2 client that sends exactly the frames it is told to, as no library would: resets without an end, torn
 * frames, garbage, windows that never open. It acknowledges settings and pings and does nothing else by itself.
 */
export class RawClient implements AsyncDisposable {
  readonly socket: Socket;
  /** All frames that came, in order. */
  readonly frames: Frame[] = [];
  #rest: Buffer = Buffer.alloc(0);
  #listeners = new Set<() => void>();
  #lastStream = -1;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on("data", (chunk) => this.#read(chunk));
    socket.on("error", () => undefined);
    socket.on("close", () => this.#notify());
  }

  /** Connects, and exchanges settings. */
  static async connect(
    where: NetConnectOpts,
    settings: readonly (readonly [number, number])[] = [],
  ): Promise<RawClient> {
    const client = new RawClient(connect(where));
    await once(client.socket, "connect");
    client.socket.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    const payload = Buffer.alloc(settings.length * 6);
    for (const [index, [id, value]] of settings.entries()) {
      payload.writeUInt16BE(id, index * 6);
      payload.writeUInt32BE(value, index * 6 + 2);
    }
    client.send(frameType.settings, 0, 0, payload);
    await client.waitFor((frame) => frame.type === frameType.settings);
    return client;
  }

  /** Begins a call, and gives its stream. */
  open(path: string, headers: Readonly<Record<string, string>> = {}, flags = 0): number {
    const stream = (this.#lastStream += 2);
    const block = {
      ":method": "POST",
      ":scheme": "http",
      ":path": path,
      ":authority": "localhost",
      te: "trailers",
      "content-type": "application/grpc",
      ...headers,
    };
    this.send(frameType.headers, flags | endHeaders, stream, literalHeaders(block));
    return stream;
  }

  send(type: number, flags: number, stream: number, payload: Uint8Array = Buffer.alloc(0)): void {
    this.socket.write(encodeFrame(type, flags, stream, payload));
  }

  data(stream: number, payload: Uint8Array, flags = 0): void {
    this.send(frameType.data, flags, stream, payload);
  }

  /** Resets as Go and Rust do when they cancel: without an end before it. */
  reset(stream: number, code = 8): void {
    this.send(frameType.reset, 0, stream, uint32(code));
  }

  /** Lets the server send more: on a stream, or with 0 on the connection. */
  widen(stream: number, bytes: number): void {
    this.send(frameType.window, 0, stream, uint32(bytes));
  }

  /** The first frame that is like this, perhaps one that has come already. */
  async waitFor(isIt: (frame: Frame) => boolean): Promise<Frame> {
    for (;;) {
      const found = this.frames.find(isIt);
      if (found !== undefined) return found;
      if (this.socket.closed) throw new Error("the server closed the connection before such a frame came");
      // oxlint-disable-next-line no-await-in-loop
      await new Promise<void>((resolve) => this.#listeners.add(resolve));
    }
  }

  /** Resolves when the server has closed the connection. */
  async closed(): Promise<void> {
    if (!this.socket.closed) await once(this.socket, "close");
  }

  of(stream: number): readonly Frame[] {
    return this.frames.filter((frame) => frame.stream === stream);
  }

  /** How many bytes of DATA came on a stream. */
  received(stream: number): number {
    const sizes = this.of(stream).map(({ type, payload }) => (type === frameType.data ? payload.length : 0));
    return sizes.reduce((sum, size) => sum + size, 0);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.destroy();
    await this.closed();
  }

  #read(chunk: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    while (this.#rest.length >= 9) {
      const end = 9 + this.#rest.readUIntBE(0, 3);
      if (this.#rest.length < end) break;
      const frame: Frame = {
        type: this.#rest.readUInt8(3),
        flags: this.#rest.readUInt8(4),
        stream: this.#rest.readUInt32BE(5),
        payload: this.#rest.subarray(9, end),
      };
      this.#rest = this.#rest.subarray(end);
      this.frames.push(frame);
      const wantsAck = frame.type === frameType.settings || frame.type === frameType.ping;
      if (wantsAck && (frame.flags & ack) === 0) {
        this.send(frame.type, ack, 0, frame.type === frameType.ping ? frame.payload : undefined);
      }
    }
    this.#notify();
  }

  #notify(): void {
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    for (const listener of listeners) listener();
  }
}

export function encodeFrame(type: number, flags: number, stream: number, payload: Uint8Array): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** A message of the test service as it travels: prefix and bytes. */
export function envelope(note: Note, flags = 0): Buffer {
  const message = toBinary(NoteSchema, note);
  return Buffer.concat([Buffer.from([flags]), uint32(message.length), message]);
}

/** HPACK without any of its savings: each header literal, nothing indexed. */
export function literalHeaders(headers: Readonly<Record<string, string>>): Buffer {
  const literal = (text: string): Buffer => {
    const bytes = Buffer.from(text, "latin1");
    // Lengths from 127 on take a second byte; the tests have none above 254.
    const length = bytes.length < 127 ? [bytes.length] : [127, bytes.length - 127];
    return Buffer.concat([Buffer.from(length), bytes]);
  };
  return Buffer.concat(
    Object.entries(headers).flatMap(([name, value]) => [Buffer.from([0]), literal(name), literal(value)]),
  );
}

export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
