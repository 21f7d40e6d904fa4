import { anySignal, sleep, type Clock } from "@millrace/protocol";

/** Cuts pauses short; a ring while nobody pauses counts for the next pause. */
export class Bell {
  #rung = new AbortController();

  ring(): void {
    this.#rung.abort();
  }

  /** Resolves after `ms`, at a ring, or when the signal aborts. */
  async pause(ms: number, clock: Clock, signal: AbortSignal): Promise<void> {
    const ends = anySignal(signal, this.#rung.signal);
    try {
      await sleep(ms, { clock, signal: ends.signal });
    } catch (error) {
      if (!ends.signal.aborted) throw error;
    } finally {
      ends[Symbol.dispose]();
      if (this.#rung.signal.aborted) this.#rung = new AbortController();
    }
  }
}
