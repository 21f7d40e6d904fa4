import type { Message } from "@bufbuild/protobuf";
import { Fifo } from "../../internal/fifo.ts";

/** More messages than this are not read from the server until some were taken. */
const fullAt = 256;
const roomyAt = 128;

/** What fills a queue. */
export interface QueueSource {
  pause(): void;
  resume(): void;
  /** Nobody takes any more. */
  abandon(): void;
}

interface Take {
  readonly resolve: (result: IteratorResult<Message, undefined>) => void;
  readonly reject: (error: unknown) => void;
}

const done: IteratorResult<Message, undefined> = Object.freeze({ done: true, value: undefined });

/** The messages of a response, from the call that brings them to the loop that takes them. */
export class ResponseQueue {
  readonly #source: QueueSource;
  readonly #messages = new Fifo<Message>();
  readonly #takes = new Fifo<Take>();
  #paused = false;
  #ended = false;
  #failure: { readonly error: unknown } | undefined;

  constructor(source: QueueSource) {
    this.#source = source;
  }

  push(message: Message): void {
    if (this.#ended) return;
    const take = this.#takes.shift();
    if (take !== undefined) return take.resolve({ done: false, value: message });
    this.#messages.push(message);
    if (this.#paused || this.#messages.size < fullAt) return;
    this.#paused = true;
    this.#source.pause();
  }

  /** The messages that are there are still taken; then the error, once. */
  end(error: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    if (error !== undefined) this.#failure = { error };
    for (const take of this.#takes.drain()) this.#settle(take);
  }

  next(): Promise<IteratorResult<Message, undefined>> {
    const message = this.#messages.shift();
    if (message === undefined) {
      return new Promise((resolve, reject) => {
        if (this.#ended) this.#settle({ resolve, reject });
        else this.#takes.push({ resolve, reject });
      });
    }
    if (this.#paused && this.#messages.size <= roomyAt) {
      this.#paused = false;
      this.#source.resume();
    }
    return Promise.resolve({ done: false, value: message });
  }

  /** Drops what is there, and tells the source. */
  abandon(): void {
    this.#messages.drain();
    this.#failure = undefined;
    const wasEnded = this.#ended;
    this.end(undefined);
    if (!wasEnded) this.#source.abandon();
  }

  #settle(take: Take): void {
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure === undefined) take.resolve(done);
    else take.reject(failure.error);
  }
}
