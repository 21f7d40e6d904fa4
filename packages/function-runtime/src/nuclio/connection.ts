import { once } from "node:events";
import type { Socket } from "node:net";
import type { FrameReader } from "./frames.ts";
import type { LineSink } from "./pending-call.ts";

/** Serves one message; never rejects. Nothing is returned when it is done already. */
export type ServeFrame = (frame: Buffer) => Promise<void> | undefined;

/**
 * One connection of a processor for events. They are served one after the other: answers do not name their event, so
 * that their order is all that the processor has.
 */
export class Connection implements LineSink {
  readonly #socket: Socket;
  readonly #gone = new AbortController();
  readonly #frames: Buffer[] = [];
  #serve: ServeFrame | undefined;
  #working: Promise<void> | undefined;

  /** @param broken told of bytes that are none of the protocol */
  constructor(socket: Socket, reader: FrameReader, broken: (error: unknown) => void) {
    this.#socket = socket;
    socket.on("close", () => this.#gone.abort(new Error("the processor is gone")));
    // From the beginning, since only a socket that is read tells its end.
    socket.on("data", (chunk: Buffer) => {
      try {
        for (const frame of reader.push(chunk)) this.#frames.push(frame);
      } catch (error) {
        broken(error);
      }
      this.#work();
    });
  }

  /** Aborts when the processor is gone. */
  get signal(): AbortSignal {
    return this.#gone.signal;
  }

  /** Whether the processor can be told anything; false as soon as a write has failed, before {@link signal} aborts. */
  get isOpen(): boolean {
    return this.#socket.writable;
  }

  /** Tells the processor that events may come, and serves them. */
  start(serve: ServeFrame): void {
    this.#serve = serve;
    this.send("s");
    this.#work();
  }

  send(line: string): void {
    if (this.#socket.writable) this.#socket.write(`${line}\n`);
  }

  /** Resolves when there is room for more. */
  async drained(): Promise<void> {
    if (!this.#socket.writableNeedDrain) return;
    await Promise.race([once(this.#socket, "drain"), once(this.#socket, "close")]);
  }

  /** Resolves when no event is at work. */
  async idle(): Promise<void> {
    await this.#working;
  }

  /** Resolves when all that was sent is out; nothing can be sent after. */
  async flush(): Promise<void> {
    if (this.#socket.writable) await new Promise<void>((resolve) => this.#socket.end(() => resolve()));
  }

  #work(): void {
    while (this.#serve !== undefined && this.#working === undefined) {
      const frame = this.#frames.shift();
      if (frame === undefined) break;
      this.#working = (this.#serve(frame) ?? this.#drainedAtOnce())?.then(() => {
        this.#working = undefined;
        this.#work();
      });
    }
    // Whoever sends more than one event at a time waits, and the chunk with those to come is not written over.
    if (this.#frames.length > 0) this.#socket.pause();
    else if (this.#socket.isPaused()) this.#socket.resume();
  }

  #drainedAtOnce(): Promise<void> | undefined {
    return this.#socket.writableNeedDrain ? this.drained() : undefined;
  }
}
