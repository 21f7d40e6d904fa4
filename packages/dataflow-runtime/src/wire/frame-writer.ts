import { Buffer } from "node:buffer";
import type { Writable } from "node:stream";
import type { Frame } from "./frame.ts";

/** Small frames of one turn are joined up to here: one packet, one call of the system. */
const joinBytes = 16 * 1024;

/**
 * Writes frames to a socket. The first one of a turn is written at once, so that a lone message does not wait for
 * anything; those that follow in the same turn go together when it ends.
 */
export class FrameWriter {
  readonly #socket: Writable;
  #batch: Uint8Array[] = [];
  #inTurn = false;
  #drained: Promise<void> | undefined;

  constructor(socket: Writable) {
    this.#socket = socket;
  }

  /** @returns what to wait for before writing more, when the peer reads too slowly */
  write(frame: Frame): Promise<void> | undefined {
    if (this.#inTurn) this.#batch.push(...frame);
    else {
      this.#inTurn = true;
      queueMicrotask(() => this.#endTurn());
      this.#put(frame);
    }
    return this.#socket.writableNeedDrain ? (this.#drained ??= this.#drain()) : undefined;
  }

  /** Writes what is left of the turn. */
  flush(): void {
    const batch = this.#batch;
    if (batch.length === 0) return;
    this.#batch = [];
    this.#put(batch);
  }

  #endTurn(): void {
    this.#inTurn = false;
    this.flush();
  }

  #put(pieces: readonly Uint8Array[]): void {
    const [first] = pieces;
    if (pieces.length === 1) {
      this.#socket.write(first);
      return;
    }
    this.#socket.cork();
    for (const piece of joined(pieces)) this.#socket.write(piece);
    this.#socket.uncork();
  }

  /** Until the socket takes more, or is gone: whoever waits then learns it from the connection. */
  #drain(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.#socket.off("drain", done);
        this.#socket.off("close", done);
        this.#drained = undefined;
        resolve();
      };
      this.#socket.once("drain", done);
      this.#socket.once("close", done);
    });
  }
}

/** Runs of small pieces become one. */
function* joined(pieces: readonly Uint8Array[]): Generator<Uint8Array> {
  let run: Uint8Array[] = [];
  let runBytes = 0;
  for (const piece of pieces) {
    if (runBytes > 0 && runBytes + piece.length > joinBytes) {
      yield Buffer.concat(run);
      run = [];
      runBytes = 0;
    }
    if (piece.length > joinBytes) yield piece;
    else {
      run.push(piece);
      runBytes += piece.length;
    }
  }
  if (runBytes > 0) yield Buffer.concat(run);
}
