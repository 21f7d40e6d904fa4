import type { VisibilityRecord } from "./record.ts";

/** Where a run stands in a list. */
export type Place = Pick<VisibilityRecord, "startTimeMs" | "closeTimeMs" | "runId">;

/** The order of lists: open runs, then the last closed; the last started; and by run id. Negative if `a` is first. */
function comparePlaces(a: Place, b: Place): number {
  const closed = (b.closeTimeMs ?? Infinity) - (a.closeTimeMs ?? Infinity);
  if (closed !== 0 && !Number.isNaN(closed)) return closed;
  if (a.startTimeMs !== b.startTimeMs) return b.startTimeMs - a.startTimeMs;
  if (a.runId === b.runId) return 0;
  return a.runId < b.runId ? -1 : 1;
}

/** Records in the order of lists. New ones mostly come first, so they are kept from the last to the first. */
export class OrderedRecords {
  readonly #backwards: VisibilityRecord[] = [];

  insert(record: VisibilityRecord): void {
    this.#backwards.splice(this.#firstBefore(record), 0, record);
  }

  /** Replaces a record by one of the same place. */
  replace(record: VisibilityRecord): void {
    this.#backwards[this.#firstBefore(record) - 1] = record;
  }

  remove(place: Place): void {
    this.#backwards.splice(this.#firstBefore(place) - 1, 1);
  }

  /** The records behind a place, which need not be that of a record; all of them without a place. */
  *after(place: Place | undefined): Generator<VisibilityRecord> {
    let index = this.#backwards.length;
    if (place !== undefined) {
      index = this.#firstBefore(place);
      const here = this.#backwards[index - 1];
      if (here !== undefined && comparePlaces(here, place) === 0) index -= 1;
    }
    while (--index >= 0) yield this.#backwards[index] as VisibilityRecord;
  }

  /** The index of the first kept record that stands before `place` in lists. */
  #firstBefore(place: Place): number {
    let [low, high] = [0, this.#backwards.length];
    const last = this.#backwards[high - 1];
    if (last === undefined || comparePlaces(last, place) >= 0) return high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (comparePlaces(this.#backwards[middle] as VisibilityRecord, place) >= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
