/** Reads one iterable, sync or async, and closes it exactly when its own end or failure has not done so. */
export class SourceReader<Item> {
  readonly #iterator: AsyncIterator<Item> | Iterator<Item | PromiseLike<Item>>;
  #reading = false;
  #finished = false;

  constructor(source: Iterable<Item | PromiseLike<Item>> | AsyncIterable<Item>) {
    this.#iterator = isAsync(source) ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  }

  /** The next item; one call at a time. */
  async next(): Promise<{ readonly done: true } | { readonly done: false; readonly item: Item }> {
    this.#reading = true;
    let result: IteratorResult<Item | PromiseLike<Item>, unknown>;
    try {
      result = await this.#iterator.next();
    } catch (error) {
      this.#finished = true;
      throw error;
    } finally {
      this.#reading = false;
    }
    if (result.done !== true) return { done: false, item: await result.value };
    this.#finished = true;
    return { done: true };
  }

  /**
   * Lets the source clean up; rejects if that fails. A source that is still busy with `next()` is told but not waited
   * for, since it may never answer; how its cleanup ends then concerns nobody.
   */
  async close(): Promise<void> {
    if (this.#finished || this.#iterator.return === undefined) return;
    this.#finished = true;
    const busy = this.#reading;
    const closing = Promise.resolve(this.#iterator.return());
    if (busy) void closing.catch(() => undefined);
    else await closing;
  }
}

/** Not by `in`, which a string refuses. */
function isAsync<Item>(source: Iterable<unknown> | AsyncIterable<Item>): source is AsyncIterable<Item> {
  return typeof (source as Partial<AsyncIterable<Item>>)[Symbol.asyncIterator] === "function";
}
