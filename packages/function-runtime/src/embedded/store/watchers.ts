import type { EntityRecord } from "../../entity.ts";
import type { EntityPlace } from "../../platform.ts";
import { placeText } from "./place.ts";

/** A reader that falls this far behind misses changes in between, never the last one. */
const longestBacklog = 256;

type Listener = (record: EntityRecord | undefined) => void;

/** Who is told when an entity changes. */
export class Watchers {
  readonly #listeners = new Map<string, Set<Listener>>();

  /** @param record absent: it is deleted. */
  changed(place: EntityPlace, record: EntityRecord | undefined): void {
    for (const listener of this.#listeners.get(placeText(place)) ?? []) listener(record);
  }

  /** Ends all watching. */
  close(): void {
    for (const listeners of this.#listeners.values()) for (const listener of listeners) listener(undefined);
  }

  /** `first`, then each change, until `signal` aborts or there is no such entity any more. */
  async *watch(place: EntityPlace, first: EntityRecord, signal: AbortSignal): AsyncGenerator<EntityRecord, void> {
    const backlog: EntityRecord[] = [first];
    let isOver: boolean = signal.aborted;
    let wake = (): void => undefined;
    const listener: Listener = (record) => {
      if (record === undefined) isOver = true;
      else backlog.push(record);
      if (backlog.length > longestBacklog) backlog.shift();
      wake();
    };
    const onAbort = (): void => {
      backlog.length = 0;
      listener(undefined);
    };
    const remove = this.#add(placeText(place), listener);
    signal.addEventListener("abort", onAbort, { once: true });
    try {
      for (;;) {
        const next = isOver && signal.aborted ? undefined : backlog.shift();
        if (next !== undefined) yield next;
        else if (isOver) return;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      signal.removeEventListener("abort", onAbort);
      remove();
    }
  }

  #add(key: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(key) ?? new Set();
    this.#listeners.set(key, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(key) === listeners) this.#listeners.delete(key);
    };
  }
}
