import type { Socket } from "node:net";
import type { Logger } from "@millrace/protocol";
import { DataflowError } from "../../errors.ts";
import { decodeRequest } from "../../wire/codec.ts";
import type { Frame } from "../../wire/frame.ts";
import { FrameReader } from "../../wire/frame-reader.ts";
import { FrameWriter } from "../../wire/frame-writer.ts";
import type { DaemonRequest, StampedRequest } from "../../wire/messages.ts";
import { requestPayloadOffset } from "../../wire/payload-offset.ts";

/** A frame that has begun must not stand still for longer. */
const stalledFrameMs = 30_000;

/** What answers the requests of one connection. */
export interface RequestHandler {
  /**
   * The frame to answer with; nothing for requests that have no answer; `"close"` ends the connection. Requests of a
   * connection come one after another: the next one when the promise has settled.
   */
  readonly handle: (request: StampedRequest) => Answer | Promise<Answer>;
  /** The peer is gone. */
  readonly closed: () => void;
}

export type Answer = Frame | "close" | undefined;

/**
 * One connection of a node: frames in, answers out, strictly in order. What cannot be read ends this connection alone;
 * a request of a later dora is not answered, as dora's daemon does.
 */
export class Connection {
  readonly #socket: Socket;
  readonly #logger: Logger;
  readonly #handler: RequestHandler;
  readonly #reader: FrameReader;
  readonly #writer: FrameWriter;
  readonly #waiting: StampedRequest[] = [];
  #busy = false;
  #paused = false;

  constructor(socket: Socket, handler: RequestHandler, logger: Logger) {
    this.#socket = socket;
    this.#handler = handler;
    this.#logger = logger;
    this.#reader = new FrameReader({ onBody: (body) => this.#onBody(body), payloadOffset: requestPayloadOffset });
    this.#writer = new FrameWriter(socket);
    socket.setNoDelay(true);
    socket.setTimeout(stalledFrameMs, () => this.#onIdle());
    socket.on("data", (chunk) => this.#onData(chunk));
    socket.on("error", (error) => logger.debug({ error }, "a connection of a node broke"));
    socket.on("end", () => this.#onEnd());
    socket.on("close", () => handler.closed());
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #onData(chunk: Uint8Array): void {
    try {
      this.#reader.push(chunk);
    } catch (error) {
      this.#refuse(error);
    }
  }

  #onBody(body: Uint8Array): void {
    try {
      this.#waiting.push(decodeRequest(body));
    } catch (error) {
      if (!DataflowError.is(error, "DATAFLOW_WIRE_UNKNOWN_TAG")) throw error;
      this.#logger.warn({ error }, "a node sent a request that this version does not know; it gets no answer");
      return;
    }
    this.#next();
  }

  #next(): void {
    while (!this.#busy) {
      const request = this.#waiting.shift();
      if (request === undefined) return;
      const answer = this.#handler.handle(request);
      if (answer instanceof Promise) this.#wait(answer, request.request);
      else this.#write(answer);
    }
  }

  #wait(answer: Promise<Answer>, { type }: DaemonRequest): void {
    this.#busy = true;
    // A sender that must wait for room is held back by its own socket. The others must be heard when they hang up.
    if (type === "sendMessage") this.#pause(true);
    answer.then(
      (value) => {
        this.#busy = false;
        this.#pause(false);
        this.#write(value);
        this.#next();
      },
      (error: unknown) => this.#refuse(error),
    );
  }

  #pause(paused: boolean): void {
    if (paused === this.#paused) return;
    this.#paused = paused;
    if (paused) this.#socket.pause();
    else this.#socket.resume();
  }

  #write(answer: Answer): void {
    if (answer === undefined || this.#socket.destroyed) return;
    if (answer === "close") return this.destroy();
    // A node that asks one thing at a time cannot make answers pile up.
    void this.#writer.write(answer);
  }

  #refuse(error: unknown): void {
    this.#logger.error({ error }, "a connection of a node was closed: what it sent cannot be read");
    this.destroy();
  }

  #onIdle(): void {
    if (!this.#reader.within || this.#paused) return;
    this.#logger.error({ afterMs: stalledFrameMs }, "a connection of a node was closed: a frame began and did not end");
    this.destroy();
  }

  #onEnd(): void {
    if (this.#reader.within) this.#logger.warn({}, "a connection of a node ended within a frame");
  }
}
