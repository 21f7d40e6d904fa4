/** A table by lists of keys. Lists are equal if their keys are: `["a", "b"]` is neither `["a:b"]` nor `["ab"]`. */
export class KeyTable<T> {
  /** Most lists have one key, which needs no text made of it. */
  readonly #single = new Map<string, T>();
  readonly #others = new Map<string, T>();
  readonly #values: T[] = [];

  get(keys: readonly string[]): T | undefined {
    return keys.length === 1 ? this.#single.get(keys[0] as string) : this.#others.get(JSON.stringify(keys));
  }

  /** Adds keys that are not in the table yet. */
  add(keys: readonly string[], value: T): void {
    this.#values.push(value);
    if (keys.length === 1) this.#single.set(keys[0] as string, value);
    else this.#others.set(JSON.stringify(keys), value);
  }

  /** In the order in which they were added. */
  values(): readonly T[] {
    return this.#values;
  }
}
