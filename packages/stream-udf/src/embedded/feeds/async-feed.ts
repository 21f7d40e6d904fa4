import type { Clock } from "@millrace/protocol";
import type { SourceRecord } from "../../spec-components.ts";
import type { Feed } from "./feed.ts";
import { WakeUp } from "./wake-up.ts";

/** How far an async source is read ahead. */
const readAhead = 1000;

/** Reads an async source a little ahead, so that it and the vertices work at the same time. */
export class AsyncFeed implements Feed {
  readonly #records: AsyncIterator<SourceRecord>;
  readonly #arrived: WakeUp;
  readonly #taken: WakeUp;
  #batch: SourceRecord[] = [];
  #state: "fresh" | "reading" | "ended" | "stopped" = "fresh";
  #failure: { readonly error: unknown } | undefined;

  constructor(records: AsyncIterable<SourceRecord>, clock: Clock) {
    this.#records = records[Symbol.asyncIterator]();
    this.#arrived = new WakeUp(clock);
    this.#taken = new WakeUp(clock);
  }

  async read(most: number, waitMs: number): Promise<readonly SourceRecord[] | undefined> {
    if (this.#state === "fresh") {
      this.#state = "reading";
      void this.#pump();
    }
    if (this.#batch.length === 0 && this.#state === "reading") await this.#arrived.wait(waitMs);
    // A turn of the event loop gathers what a quick source gives: else each record would be a batch of its own.
    if (this.#batch.length < most && this.#state === "reading") await new Promise(setImmediate);
    if (this.#state === "stopped") return undefined;
    if (this.#batch.length === 0) {
      if (this.#failure !== undefined) throw this.#failure.error;
      return this.#state === "ended" ? undefined : [];
    }
    const batch = this.#batch.splice(0, most);
    this.#taken.wake();
    return batch;
  }

  async stop(): Promise<void> {
    if (this.#state === "ended" || this.#state === "stopped") return;
    this.#state = "stopped";
    this.#arrived.wake();
    this.#taken.wake();
    // A generator that is waiting takes this only when it goes on, perhaps never.
    await this.#records.return?.();
  }

  async #pump(): Promise<void> {
    try {
      while (this.#state === "reading") {
        if (this.#batch.length >= readAhead) await this.#taken.wait(Infinity);
        const next = await this.#records.next();
        if (this.#state !== "reading") return;
        if (next.done === true) break;
        this.#batch.push(next.value);
        this.#arrived.wake();
      }
    } catch (error) {
      this.#failure = { error };
    }
    if (this.#state === "reading") this.#state = "ended";
    this.#arrived.wake();
  }
}
