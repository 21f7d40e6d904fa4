const absent: unique symbol = Symbol("absent");

/** Values by position, from the first that was not taken on; as large as the widest window that it held. */
export class Ring {
  #places: unknown[] = Array.from({ length: 8 }, () => absent);
  #first = 0;

  /** Position of the value to be taken next: how many have been taken. */
  get taken(): number {
    return this.#first;
  }

  get ready(): boolean {
    return this.#places[this.#first & (this.#places.length - 1)] !== absent;
  }

  /** @param position not before {@link taken} */
  put(position: number, value: unknown): void {
    while (position - this.#first >= this.#places.length) this.#grow();
    this.#places[position & (this.#places.length - 1)] = value;
  }

  /** Only when {@link ready}. */
  take(): unknown {
    const place = this.#first++ & (this.#places.length - 1);
    const value = this.#places[place];
    this.#places[place] = absent;
    return value;
  }

  /** Lengths are powers of two, so that a place is found without a division. */
  #grow(): void {
    const before = this.#places;
    const after: unknown[] = Array.from({ length: before.length * 2 }, () => absent);
    for (let position = this.#first; position < this.#first + before.length; position++)
      after[position & (after.length - 1)] = before[position & (before.length - 1)];
    this.#places = after;
  }
}
