import { DataflowError } from "../errors.ts";
import type { NodeEvent } from "../event.ts";

/** Items of an outside source, one at a time: the next is asked for when the last was read. */
export class MergedSource {
  readonly #id: string;
  readonly #iterator: AsyncIterator<unknown>;
  readonly #onEvent: () => void;
  #event: NodeEvent | undefined;
  #closed = false;

  constructor(source: AsyncIterable<unknown>, id: string, onEvent: () => void) {
    this.#id = id;
    this.#iterator = source[Symbol.asyncIterator]();
    this.#onEvent = onEvent;
    void this.#fetch();
  }

  get waiting(): boolean {
    return this.#event !== undefined;
  }

  take(): NodeEvent | undefined {
    const event = this.#event;
    if (event === undefined) return undefined;
    this.#event = undefined;
    if (event.type !== "ERROR") void this.#fetch();
    return event;
  }

  /** Nobody reads it any more. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#event = undefined;
    // A source that fails at its end fails for nobody.
    void this.#iterator.return?.().then(undefined, () => undefined);
  }

  async #fetch(): Promise<void> {
    try {
      const { done, value } = await this.#iterator.next();
      if (done === true) this.#closed = true;
      else this.#put({ kind: "external", type: "EXTERNAL", id: this.#id, value });
    } catch (cause) {
      const message = `the source '${this.#id}', merged into the events of this node, failed: ${String(cause)}`;
      this.#put({
        kind: "dora",
        type: "ERROR",
        error: new DataflowError("DATAFLOW_SOURCE_FAILED", message, { cause }),
      });
    }
  }

  #put(event: NodeEvent): void {
    if (this.#closed) return;
    this.#event = event;
    this.#onEvent();
  }
}
