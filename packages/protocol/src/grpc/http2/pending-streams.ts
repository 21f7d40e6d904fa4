import { Fifo } from "../../internal/fifo.ts";
import type { Http2Stream } from "./http2-stream.ts";

/** Fewer dead streams than this are not worth a walk. */
const fewest = 64;

/** Streams that wait for their turn to begin. Those that were given up meanwhile do not gather. */
export class PendingStreams {
  readonly #line = new Fifo<Http2Stream>();
  /** No fewer than there are: one that had left the line before it was closed is counted too. */
  #dead = 0;

  /** How many there are, given up or not. */
  get size(): number {
    return this.#line.size;
  }

  push(stream: Http2Stream): void {
    this.#line.push(stream);
  }

  /** The next that is still wanted. */
  shift(): Http2Stream | undefined {
    for (;;) {
      const stream = this.#line.shift();
      if (stream === undefined || !stream.closed) return stream;
      if (this.#dead > 0) this.#dead--;
    }
  }

  drain(): Http2Stream[] {
    this.#dead = 0;
    return this.#line.drain().filter(({ closed }) => !closed);
  }

  /** One of them was closed. */
  onClosed(): void {
    this.#dead++;
    if (this.#dead < fewest || this.#dead * 2 < this.#line.size) return;
    for (const stream of this.drain()) this.#line.push(stream);
  }
}
