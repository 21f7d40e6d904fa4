/** A list that handlers fill and return. */
export interface Appendable<T> extends Iterable<T> {
  append(item: T): void;
  /** Everything that was appended, in order. */
  items(): readonly T[];
}

export class AppendableList<T> implements Appendable<T> {
  readonly #items: T[];

  /** The list belongs to it from now on. */
  constructor(items: T[]) {
    this.#items = items;
  }

  append(item: T): void {
    this.#items.push(item);
  }

  items(): readonly T[] {
    return this.#items;
  }

  [Symbol.iterator](): Iterator<T, undefined> {
    return this.#items[Symbol.iterator]();
  }
}
