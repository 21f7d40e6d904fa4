import type { Status } from "../status.ts";
import type { LiveItem, LiveModel } from "./model.ts";

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
const mostImportantFirst: readonly Status[] = [
  "failed",
  "running",
  "warning",
  "cancelled",
  "pending",
  "skipped",
  "succeeded",
];

/**
 * Chooses at most `limit` lines: all nodes if they fit; else the most important ones and what is above them, one
 * line less, so that a line can say what is missing.
 */
export function chooseRows(model: LiveModel, limit: number): FoldedTree {
  const all = [...model.items()];
  if (all.length <= limit) return { shown: branches(model.roots, () => true), folded: [] };
  const kept = new Set<LiveItem>();
  for (const status of mostImportantFirst) {
    for (const item of all) {
      if (kept.size >= limit - 1) break;
      if (item.status === status) keep(item, kept, limit - 1);
    }
  }
  return { shown: branches(model.roots, (item) => kept.has(item)), folded: all.filter((item) => !kept.has(item)) };
}

/** Adds a node and those above it, if all of them still fit. */
function keep(item: LiveItem, kept: Set<LiveItem>, limit: number): void {
  const added: LiveItem[] = [];
  for (let node: LiveItem | undefined = item; node !== undefined && !kept.has(node); node = node.parent) {
    added.push(node);
  }
  if (kept.size + added.length <= limit) for (const node of added) kept.add(node);
}

/** The kept nodes with their branches; roots have none. */
function branches(items: readonly LiveItem[], isKept: (item: LiveItem) => boolean, lead?: string): TreeRow[] {
  const kept = items.filter(isKept);
  return kept.flatMap((item, index) => {
    const last = index === kept.length - 1;
    const branch = lead === undefined ? "" : `${lead}${last ? "└─ " : "├─ "}`;
    const below = lead === undefined ? "" : `${lead}${last ? "   " : "│  "}`;
    return [{ item, branch }, ...branches(item.children, isKept, below)];
  });
}
