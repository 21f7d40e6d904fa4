import type { Socket } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import { FunctionError } from "../errors.ts";

/** A reply as the processor reads it. */
export interface MockReply {
  readonly statusCode: number;
  readonly contentType: string;
  /** Only text values survive in the processor; here everything is kept as it came. */
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
  readonly bodyEncoding: string;
  /** Of batches. */
  readonly eventId?: string;
  /** The parts in which the body came, if it was streamed (1.15 and newer). */
  readonly parts?: readonly Buffer[];
}

export interface MockLog {
  readonly level: string;
  readonly message: string;
  readonly datetime: string;
  readonly with: Readonly<Record<string, unknown>>;
}

/** What all connections of a processor collect. */
export interface MockRecords {
  readonly logs: MockLog[];
  /** Seconds. */
  readonly metrics: number[];
}

type Answer = MockReply | readonly MockReply[];
interface Waiter {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/** A connection for events as the processor keeps it: lines come, and answers belong to events by their order. */
export class MockConnection {
  readonly #socket: Socket;
  readonly #records: MockRecords;
  readonly #waiters: Waiter[] = [];
  readonly started: Promise<void>;
  #start: { resolve(): void; reject(error: Error): void } | undefined;
  #parts: Buffer[] = [];
  #stream: { readonly head: MockReply; readonly parts: Buffer[] } | undefined;

  constructor(socket: Socket, records: MockRecords) {
    this.#socket = socket;
    this.#records = records;
    this.started = new Promise((resolve, reject) => (this.#start = { resolve, reject }));
    // Whoever waits for it is told; it may be that nobody does.
    this.started.catch(() => undefined);
    socket.on("data", (chunk: Buffer) => this.#read(chunk));
    socket.on("error", () => undefined);
    socket.on("close", () => this.#fail("the wrapper closed the connection"));
  }

  /** Sends bytes in pieces of so many bytes each, or at once, and waits for `answers` answers. */
  async exchange(bytes: Buffer, answers: number, pieceBytes: number = bytes.length): Promise<readonly Answer[]> {
    const all = Array.from({ length: answers }, () => this.#answer());
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      this.#socket.write(bytes.subarray(at, at + pieceBytes));
      // So that the wrapper may see the pieces one by one.
      if (pieceBytes < bytes.length) await turn();
    }
    return Promise.all(all);
  }

  close(): void {
    this.#socket.destroy();
  }

  #answer(): Promise<Answer> {
    return new Promise((resolve, reject) => this.#waiters.push({ resolve, reject }));
  }

  #read(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, start)) {
      const line = Buffer.concat([...this.#parts, chunk.subarray(start, end)]);
      this.#parts = [];
      start = end + 1;
      try {
        this.#line(String.fromCharCode(line[0] ?? 0), line.subarray(1).toString("utf8"));
      } catch (error) {
        this.#fail(error instanceof Error ? error.message : String(error));
      }
    }
    if (start < chunk.length) this.#parts.push(chunk.subarray(start));
  }

  #line(type: string, payload: string): void {
    switch (type) {
      case "s":
        this.#start?.resolve();
        return;
      case "l":
        this.#records.logs.push(JSON.parse(payload) as MockLog);
        return;
      case "m":
        this.#records.metrics.push((JSON.parse(payload) as { duration: number }).duration);
        return;
      case "r":
        this.#stream = undefined;
        this.#deliver(replies(JSON.parse(payload)));
        return;
      case "c": {
        const head = replyOf(JSON.parse(payload));
        this.#stream = { head, parts: [head.body] };
        return;
      }
      case "b":
        this.#streamed().parts.push(Buffer.from(payload, "base64"));
        return;
      case "e": {
        const { head, parts } = this.#streamed();
        this.#stream = undefined;
        this.#deliver({ ...head, body: Buffer.concat(parts), parts });
        return;
      }
      default:
        throw broken(`a line of type '${type}', which no processor knows`);
    }
  }

  #streamed(): { readonly head: MockReply; readonly parts: Buffer[] } {
    if (this.#stream === undefined) throw broken("a part of a stream that has not begun");
    return this.#stream;
  }

  #deliver(answer: Answer): void {
    const waiter = this.#waiters.shift();
    if (waiter === undefined) throw broken("an answer that no event waits for");
    waiter.resolve(answer);
  }

  #fail(why: string): void {
    const error = broken(why);
    this.#start?.reject(error);
    for (const waiter of this.#waiters.splice(0)) waiter.reject(error);
  }
}

const broken = (what: string): FunctionError => new FunctionError("FUNCTION_MOCK_PROCESSOR", what);

interface WireReply {
  readonly status_code: number;
  readonly content_type: string;
  readonly headers?: Readonly<Record<string, unknown>> | null;
  readonly body: string;
  readonly body_encoding: string;
  readonly event_id?: string;
}

const replies = (value: unknown): Answer =>
  Array.isArray(value) ? value.map((item) => replyOf(item as WireReply)) : replyOf(value as WireReply);

const replyOf = (wire: WireReply): MockReply => {
  const {
    status_code: statusCode,
    content_type: contentType,
    body,
    body_encoding: bodyEncoding,
    event_id: eventId,
  } = wire;
  if (bodyEncoding !== "text" && bodyEncoding !== "base64") throw broken(`unknown body encoding '${bodyEncoding}'`);
  const bytes = Buffer.from(body ?? "", bodyEncoding === "text" ? "utf8" : "base64");
  const reply = { statusCode, contentType, headers: wire.headers ?? {}, body: bytes, bodyEncoding };
  return eventId === undefined ? reply : { ...reply, eventId };
};
