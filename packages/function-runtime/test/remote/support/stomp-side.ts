import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { stompFrames, stompText, type StompFrame } from "../../../src/remote/stomp.ts";

type Answer = (frame: StompFrame) => StompFrame | "hang up" | undefined;

/** Core's side of a WebSocket with STOMP, for one client at a time. */
export class StompSide {
  readonly frames: StompFrame[] = [];
  readonly paths: (string | undefined)[] = [];
  #socket: Duplex | undefined;
  readonly #answer: Answer;

  constructor(answer: Answer = usual) {
    this.#answer = answer;
  }

  /** Takes the handshake (RFC 6455), then frames of text. */
  readonly onUpgrade = (request: IncomingMessage, socket: Duplex): void => {
    this.paths.push(request.url);
    const key = request.headers["sec-websocket-key"] ?? "";
    const accept = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\nSec-WebSocket-Protocol: v12.stomp\r\n\r\n`,
    );
    this.#socket = socket;
    socket.on("data", (chunk: Buffer) => this.#take(chunk));
    socket.on("error", () => undefined);
  };

  send(frame: StompFrame): void {
    const text = Buffer.from(stompText(frame));
    const size = text.length < 126 ? [text.length] : [126, text.length >> 8, text.length & 255];
    this.#socket?.write(Buffer.concat([Buffer.from([0x81, ...size]), text]));
  }

  hangUp(): void {
    this.#socket?.destroy();
  }

  #take(chunk: Buffer): void {
    let rest = chunk;
    while (rest.length >= 6) {
      const long = (rest.readUInt8(1) & 127) === 126;
      const size = long ? rest.readUInt16BE(2) : rest.readUInt8(1) & 127;
      const start = long ? 4 : 2;
      const mask = rest.subarray(start, start + 4);
      const text = rest.subarray(start + 4, start + 4 + size).map((byte, index) => byte ^ (mask[index % 4] ?? 0));
      if ((rest.readUInt8(0) & 15) === 8) return this.hangUp();
      for (const frame of stompFrames(Buffer.from(text).toString())) {
        this.frames.push(frame);
        const answer = this.#answer(frame);
        if (answer === "hang up") return this.hangUp();
        if (answer !== undefined) this.send(answer);
      }
      rest = rest.subarray(start + 4 + size);
    }
  }
}

const usual = ({ command }: StompFrame): StompFrame | undefined =>
  command === "CONNECT" ? { command: "CONNECTED", headers: { version: "1.2" }, body: "" } : undefined;

/** What Core says when an entity has changed. */
export const message = (subscription: string): StompFrame => ({
  command: "MESSAGE",
  headers: { subscription, destination: subscription, "message-id": "1" },
  body: '{"action":"UPDATE"}',
});
