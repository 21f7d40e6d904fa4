import { Fifo } from "./fifo.ts";
import { SourceReader } from "./source-reader.ts";

export interface ConcurrentMapOptions {
  readonly concurrency: number;
  readonly window: number;
  readonly ordered: boolean;
  readonly signal: AbortSignal | undefined;
}

/** What `mapConcurrent` gives its function beside the item. */
export interface MapCall {
  /** The item's place in the source, from 0. */
  readonly index: number;
  /** Aborts when the map ends before this call does: another call failed, the consumer left, or it was aborted. */
  readonly signal: AbortSignal;
}

interface Slot<Result> {
  result: { readonly value: Result } | undefined;
}

/** The state of one `mapConcurrent`. */
export class ConcurrentMap<Item, Result> {
  readonly #source: SourceReader<Item>;
  readonly #fn: (item: Item, call: MapCall) => Result | PromiseLike<Result>;
  readonly #options: ConcurrentMapOptions;
  readonly #stop = new AbortController();
  /** What the consumer reads next: every slot in source order if ordered, else those that have a result. */
  readonly #slots = new Fifo<Slot<Result>>();
  #read = 0;
  #yielded = 0;
  #running = 0;
  #reading = false;
  #sourceEnded = false;
  #failure: { readonly error: unknown } | undefined;
  #wake: () => void = () => undefined;

  constructor(
    source: Iterable<Item | PromiseLike<Item>> | AsyncIterable<Item>,
    fn: (item: Item, call: MapCall) => Result | PromiseLike<Result>,
    options: ConcurrentMapOptions,
  ) {
    this.#source = new SourceReader(source);
    this.#fn = fn;
    this.#options = options;
  }

  async *results(): AsyncGenerator<Result, void, undefined> {
    const { signal } = this.#options;
    const onAbort = (): void => this.#fail(signal?.reason);
    if (signal?.aborted) onAbort();
    signal?.addEventListener("abort", onAbort);
    try {
      this.#fill();
      while (!(this.#sourceEnded && this.#read === this.#yielded)) {
        if (this.#failure !== undefined) throw this.#failure.error;
        const result = this.#slots.peek()?.result;
        if (result === undefined) {
          await new Promise<void>((resolve) => (this.#wake = resolve));
          continue;
        }
        this.#slots.shift();
        this.#yielded++;
        this.#fill();
        yield result.value;
      }
    } finally {
      signal?.removeEventListener("abort", onAbort);
      await this.#end();
    }
  }

  /** Reads one item after the other while there is room; each read asks for the next. */
  #fill(): void {
    const { concurrency, window } = this.#options;
    if (this.#reading || this.#sourceEnded || this.#failure !== undefined) return;
    if (this.#running >= concurrency || this.#read - this.#yielded >= window) return;
    this.#reading = true;
    this.#source.next().then(
      (next) => {
        this.#reading = false;
        if (next.done) this.#sourceEnded = true;
        else if (this.#failure === undefined) void this.#call(next.item);
        this.#fill();
        this.#wake();
      },
      (error: unknown) => this.#fail(error),
    );
  }

  async #call(item: Item): Promise<void> {
    const slot: Slot<Result> = { result: undefined };
    const index = this.#read++;
    this.#running++;
    if (this.#options.ordered) this.#slots.push(slot);
    try {
      slot.result = { value: await this.#fn(item, { index, signal: this.#stop.signal }) };
      if (!this.#options.ordered) this.#slots.push(slot);
    } catch (error) {
      this.#fail(error);
    }
    this.#running--;
    this.#fill();
    this.#wake();
  }

  /** The first failure counts; those that follow are mostly its consequences. */
  #fail(error: unknown): void {
    if (this.#failure !== undefined) return;
    this.#failure = { error };
    this.#stop.abort(error);
    this.#wake();
  }

  async #end(): Promise<void> {
    if (!this.#stop.signal.aborted) this.#stop.abort();
    try {
      await this.#source.close();
    } catch (error) {
      if (this.#failure === undefined) throw error;
    }
  }
}
