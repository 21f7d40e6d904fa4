import { isThenable } from "../internal/is-thenable.ts";
import type { Activation } from "./activation.ts";
import { iteratorOf } from "./iterate.ts";

/** One item; `undefined` at the end. */
export type NextItem = { readonly value: unknown } | undefined;

/** What a map goes over. The user's iterator runs inside of the map's context, and nobody waits for it to close. */
export class ItemSource {
  /** Nothing more is to be had: it came to its end, threw, or was closed. */
  done = false;
  readonly #container: Activation;
  readonly #iterator: Iterator<unknown> | AsyncIterator<unknown>;

  /** @throws PipelineError PIPELINE_NOT_ITERABLE */
  constructor(container: Activation, over: unknown) {
    this.#container = container;
    this.#iterator = iteratorOf(container.stage, over);
  }

  /** Throws, or rejects with, what the iterator throws. */
  next(): NextItem | Promise<NextItem> {
    try {
      const result = this.#container.host.enter(this.#container, advance, this.#iterator);
      if (!isThenable(result)) return this.#read(result);
      return Promise.resolve(result).then(
        (settled) => this.#read(settled),
        (error: unknown) => this.#fail(error),
      );
    } catch (error) {
      return this.#fail(error);
    }
  }

  /** Tells the iterator that nobody will read on. One that waits for its own source may never answer. */
  close(): void {
    if (this.done) return;
    this.done = true;
    const { host, stage } = this.#container;
    const tell = (error: unknown): void =>
      host.logger.warn({ stage, err: error }, "the source of a map failed to close; the map ends without it");
    try {
      const closing = host.enter(this.#container, close, this.#iterator);
      if (isThenable(closing)) Promise.resolve(closing).then(undefined, tell);
    } catch (error) {
      tell(error);
    }
  }

  #read(result: IteratorResult<unknown>): NextItem {
    if (result.done !== true) return result;
    this.done = true;
    return undefined;
  }

  #fail(error: unknown): never {
    this.done = true;
    throw error;
  }
}

const advance = (iterator: Iterator<unknown> | AsyncIterator<unknown>): ReturnType<typeof iterator.next> =>
  iterator.next();
const close = (iterator: Iterator<unknown> | AsyncIterator<unknown>): unknown => iterator.return?.();
