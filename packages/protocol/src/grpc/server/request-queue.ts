import type { Message } from "@bufbuild/protobuf";
import { deferred, type Deferred } from "../../internal/deferred.ts";
import { Fifo } from "../../internal/fifo.ts";
import type { CallReceiver } from "./route.ts";

/** What the queue needs of its call. */
interface Source {
  pause(): void;
  resume(): void;
}

/** So many bytes of messages may lie in the queue before the peer has to wait. */
const highBytes = 256 * 1024;
const lowBytes = 64 * 1024;

/** What a message takes beside its bytes, so that empty ones count as well. */
const overheadBytes = 128;

interface Queued {
  readonly message: Message;
  readonly bytes: number;
}

/** The requests of a call as the async iterable that connect's handlers read; what arrives meanwhile waits in it. */
export class RequestQueue<I extends Message> implements CallReceiver, AsyncIterableIterator<I> {
  readonly #source: Source;
  readonly #items = new Fifo<Queued>();
  readonly #takers = new Fifo<Deferred<IteratorResult<I, undefined>>>();
  #bytes = 0;
  #paused = false;
  #ended = false;
  #left = false;
  #failure: Error | undefined;

  constructor(source: Source) {
    this.#source = source;
  }

  message(message: Message, bytes: number): void {
    if (this.#left) return;
    const taker = this.#takers.shift();
    if (taker !== undefined) return taker.resolve({ done: false, value: message as I });
    this.#items.push({ message, bytes });
    this.#bytes += bytes + overheadBytes;
    if (this.#bytes >= highBytes && !this.#paused) {
      this.#paused = true;
      this.#source.pause();
    }
  }

  end(): void {
    this.#ended = true;
    for (const taker of this.#takers.drain()) taker.resolve({ done: true, value: undefined });
  }

  abort(reason: Error): void {
    this.#failure = reason;
    this.#items.drain();
    for (const taker of this.#takers.drain()) taker.reject(reason);
  }

  next(): Promise<IteratorResult<I, undefined>> {
    const item = this.#items.shift();
    if (item !== undefined) {
      this.#bytes -= item.bytes + overheadBytes;
      this.#resumeIfLow();
      return Promise.resolve({ done: false, value: item.message as I });
    }
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    if (this.#ended || this.#left) return Promise.resolve({ done: true, value: undefined });
    const taker = deferred<IteratorResult<I, undefined>>();
    this.#takers.push(taker);
    return taker.promise;
  }

  /** Nothing is read any more: what still comes is dropped, so that the peer is not held up. */
  leave(): void {
    this.#left = true;
    this.#items.drain();
    this.#bytes = 0;
    for (const taker of this.#takers.drain()) taker.resolve({ done: true, value: undefined });
    this.#resumeIfLow();
  }

  return(): Promise<IteratorResult<I, undefined>> {
    this.leave();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #resumeIfLow(): void {
    if (!this.#paused || this.#bytes > lowBytes) return;
    this.#paused = false;
    this.#source.resume();
  }
}
