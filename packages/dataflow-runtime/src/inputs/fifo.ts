/** A queue that gives up what was read without moving the rest each time. */
export class Fifo<T> implements Iterable<T> {
  #items: (T | undefined)[] = [];
  #head = 0;

  get size(): number {
    return this.#items.length - this.#head;
  }

  peek(): T | undefined {
    return this.#items[this.#head];
  }

  push(item: T): void {
    this.#items.push(item);
  }

  shift(): T | undefined {
    if (this.size === 0) return undefined;
    const item = this.#items[this.#head];
    this.#items[this.#head++] = undefined;
    // Dropping the read half at once costs each item one move at most.
    if (this.#head * 2 >= this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return item;
  }

  /** Takes out the first item that fits. */
  takeFirst(fits: (item: T) => boolean): T | undefined {
    const first = this.#items[this.#head];
    if (this.size > 0 && fits(first as T)) return this.shift();
    const at = this.#items.findIndex((item, index) => index > this.#head && fits(item as T));
    return at < 0 ? undefined : this.#items.splice(at, 1)[0];
  }

  /** Takes out all items that fit, in order. */
  takeAll(fits: (item: T) => boolean): T[] {
    const items = [...this];
    this.#items = items.filter((item) => !fits(item));
    this.#head = 0;
    return items.filter(fits);
  }

  *[Symbol.iterator](): Generator<T, void, undefined> {
    for (let at = this.#head; at < this.#items.length; at++) yield this.#items[at] as T;
  }
}
