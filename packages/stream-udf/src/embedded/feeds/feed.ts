import type { MaybePromise } from "../../component.ts";
import type { SourceRecord } from "../../spec-components.ts";

/** Where a source's records come from. */
export interface Feed {
  /**
   * The next records, at most `most`; none if nothing came within `waitMs`; `undefined` at the end.
   * Not called before the call before has answered.
   */
  read(most: number, waitMs: number): MaybePromise<readonly SourceRecord[] | undefined>;
  /**
   * No more is read: frees what the source holds. A read that waits ends with `undefined`. Throws or rejects with what
   * the source does; the promise may never settle.
   */
  stop(): MaybePromise<void>;
}
