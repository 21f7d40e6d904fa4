import { markup, type Markup } from "./markup.ts";
import { formatNumber } from "./value.ts";

/** Rows of a table, lines of a log and lanes of a timeline that a page shows: more makes it slow and nobody reads it. */
const longestList = 2000;

export interface LimitedList<Item> {
  readonly shown: readonly Item[];
  /** Says what is missing; `undefined` if nothing is. */
  readonly remark: Markup | undefined;
}

/** The first two thousand of a list. */
export function limitList<Item>(items: readonly Item[], what: string): LimitedList<Item> {
  if (items.length <= longestList) return { shown: items, remark: undefined };
  const text = `Only the first ${formatNumber(longestList)} of ${formatNumber(items.length)} ${what} are shown.`;
  return { shown: items.slice(0, longestList), remark: markup`<p class="note">${text}</p>` };
}
