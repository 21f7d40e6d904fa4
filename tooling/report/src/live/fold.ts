import type { Status } from "../status.ts";
import type { LiveItem } from "./model.ts";

/** A line of the tree: the node and the branch drawn before it. */
export interface TreeRow {
  readonly item: LiveItem;
  readonly branch: string;
}

/** What is on the screen and what is not. */
export interface FoldedTree {
  readonly shown: readonly TreeRow[];
  readonly folded: readonly LiveItem[];
}

/** What to keep when not all fits: first what needs a look, then what moves, then the rest. */
const importance: Readonly<Record<Status, number>> = {
  failed: 0,
  running: 1,
  warning: 2,
  cancelled: 3,
  pending: 4,
  skipped: 5,
  succeeded: 6,
};

/**
 * Chooses at most `limit` lines: all nodes if they fit; else the most important ones and what is above them, one
 * line less, so that a line can say what is missing.
 */
export function chooseRows(roots: readonly LiveItem[], limit: number): FoldedTree {
  const all = flatten(roots);
  if (all.length <= limit) return { shown: branches(roots, () => true), folded: [] };
  const kept = new Set<LiveItem>();
  for (const item of all.toSorted((a, b) => importance[a.status] - importance[b.status])) {
    const needed = withAncestors(item).filter((node) => !kept.has(node));
    if (kept.size + needed.length <= limit - 1) for (const node of needed) kept.add(node);
    if (kept.size >= limit - 1) break;
  }
  return { shown: branches(roots, (item) => kept.has(item)), folded: all.filter((item) => !kept.has(item)) };
}

function flatten(items: readonly LiveItem[]): LiveItem[] {
  return items.flatMap((item) => [item, ...flatten(item.children)]);
}

function withAncestors(item: LiveItem): LiveItem[] {
  return item.parent === undefined ? [item] : [...withAncestors(item.parent), item];
}

/** The kept nodes with their branches; roots have none. */
function branches(items: readonly LiveItem[], keep: (item: LiveItem) => boolean, lead?: string): TreeRow[] {
  const kept = items.filter(keep);
  return kept.flatMap((item, index) => {
    const last = index === kept.length - 1;
    const branch = lead === undefined ? "" : `${lead}${last ? "└─ " : "├─ "}`;
    const below = lead === undefined ? "" : `${lead}${last ? "   " : "│  "}`;
    return [{ item, branch }, ...branches(item.children, keep, below)];
  });
}
