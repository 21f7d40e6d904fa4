/** The messages of one batch, complete when the handler gets it: iterate with `for` or with `for await`. */
export class Batch<T> implements Iterable<T>, AsyncIterable<T> {
  readonly #items: readonly T[];

  constructor(items: readonly T[]) {
    this.#items = items;
  }

  get length(): number {
    return this.#items.length;
  }

  [Symbol.iterator](): Iterator<T, undefined> {
    return this.#items[Symbol.iterator]();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void> {
    yield* this.#items;
  }
}
