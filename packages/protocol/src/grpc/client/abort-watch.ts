/** What ends with a signal. */
export interface Abortable {
  /** Its place among those that watch the signal; {@link watchAbort} and {@link unwatchAbort} keep it. */
  abortIndex: number;
  onAbort(reason: unknown): void;
}

const watches = new WeakMap<AbortSignal, AbortWatch>();

/** All that ends with one signal, behind a single listener. */
class AbortWatch {
  readonly #signal: AbortSignal;
  readonly #watching: Abortable[] = [];

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  add(one: Abortable): void {
    one.abortIndex = this.#watching.length;
    this.#watching.push(one);
    if (one.abortIndex === 0) this.#signal.addEventListener("abort", this);
  }

  remove(one: Abortable): void {
    const last = this.#watching.at(-1);
    if (last === undefined || this.#watching[one.abortIndex] !== one) return;
    this.#watching[one.abortIndex] = last;
    last.abortIndex = one.abortIndex;
    this.#watching.pop();
    if (this.#watching.length === 0) this.#signal.removeEventListener("abort", this);
  }

  handleEvent(): void {
    for (const one of this.#watching.slice()) one.onAbort(this.#signal.reason);
  }
}

/**
 * Tells `one` when the signal aborts. A listener for each would live on with others: of those that Node removes from a
 * long-lived signal, each keeps the ones that were added after it until the next full garbage collection.
 */
export function watchAbort(signal: AbortSignal, one: Abortable): void {
  let watch = watches.get(signal);
  if (watch === undefined) watches.set(signal, (watch = new AbortWatch(signal)));
  watch.add(one);
}

/** Not any more; harmless if it never did. */
export function unwatchAbort(signal: AbortSignal, one: Abortable): void {
  watches.get(signal)?.remove(one);
}
