import type { SourceRecord } from "../../spec-components.ts";
import type { Feed } from "./feed.ts";

/** Reads an array or a generator: what it gives is at hand, so a batch is always as large as it may be. */
export class IterableFeed implements Feed {
  readonly #records: Iterator<SourceRecord>;
  #isReading = false;
  #state: "open" | "stopped" | "ended" = "open";

  constructor(records: Iterable<SourceRecord>) {
    this.#records = records[Symbol.iterator]();
  }

  read(most: number): readonly SourceRecord[] | undefined {
    const batch: SourceRecord[] = [];
    this.#isReading = true;
    while (batch.length < most && this.#isOpen) {
      const next = this.#records.next();
      if (next.done === true) this.#state = "ended";
      else batch.push(next.value);
    }
    this.#isReading = false;
    if (this.#state === "stopped") this.#close();
    return batch.length === 0 && !this.#isOpen ? undefined : batch;
  }

  stop(): void {
    if (!this.#isOpen) return;
    this.#state = "stopped";
    // A generator that aborts the run itself is still running: it is closed when it has given its record.
    if (!this.#isReading) this.#close();
  }

  // A method of its own: what a generator does may change the state while it is read.
  get #isOpen(): boolean {
    return this.#state === "open";
  }

  #close(): void {
    this.#state = "ended";
    this.#records.return?.();
  }
}
