import type { Clock } from "@millrace/protocol";
import type { LiveNode, LiveProgress } from "../live-tree.ts";
import { isSettled, type Status } from "../status.ts";
import { oneLine } from "../text-width.ts";

/** A node as the views see it: complete, its texts fit for one line. */
export interface LiveItem {
  readonly id: string;
  label: string;
  parent: LiveItem | undefined;
  readonly children: LiveItem[];
  status: Status;
  statusText: string;
  startedAt: number | undefined;
  endedAt: number | undefined;
  note: string;
  progress: LiveProgress | undefined;
}

/** What an update did. */
export interface LiveChange {
  readonly item: LiveItem;
  /** The status, or the engine's word for it, is another one than before. */
  readonly statusChanged: boolean;
}

/** All nodes, in the order in which they were first named. */
export class LiveModel {
  readonly roots: LiveItem[] = [];
  readonly #items = new Map<string, LiveItem>();
  readonly #clock: Clock;
  readonly #startedAt: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#startedAt = clock.now();
  }

  items(): Iterable<LiveItem> {
    return this.#items.values();
  }

  /** Milliseconds since the view began. */
  elapsedMs(): number {
    return this.#clock.now() - this.#startedAt;
  }

  /** Milliseconds that a node has run so far, or ran; `undefined` before it starts. */
  durationMs(item: LiveItem): number | undefined {
    if (item.startedAt === undefined) return undefined;
    return Math.max(0, (item.endedAt ?? this.#clock.now()) - item.startedAt);
  }

  update(node: LiveNode): LiveChange {
    const item = this.#item(node.id);
    const before = `${item.status} ${item.statusText}`;
    if (node.label !== undefined) item.label = oneLine(node.label);
    if (node.note !== undefined) item.note = oneLine(node.note).trim();
    if (node.progress !== undefined) item.progress = node.progress;
    if (node.parent !== undefined) this.#adopt(item, this.#item(node.parent));
    if (node.status !== undefined) this.#setStatus(item, node.status);
    if (node.statusText !== undefined) item.statusText = oneLine(node.statusText);
    if (node.startedAt !== undefined) item.startedAt = node.startedAt;
    if (node.endedAt !== undefined) item.endedAt = node.endedAt;
    return { item, statusChanged: before !== `${item.status} ${item.statusText}` };
  }

  #setStatus(item: LiveItem, status: Status): void {
    if (status !== item.status) item.statusText = status;
    item.status = status;
    if (status === "running") {
      item.startedAt ??= this.#clock.now();
      item.endedAt = undefined;
    } else if (isSettled(status)) item.endedAt ??= this.#clock.now();
  }

  #item(id: string): LiveItem {
    const known = this.#items.get(id);
    if (known !== undefined) return known;
    const item: LiveItem = {
      id,
      label: oneLine(id),
      parent: undefined,
      children: [],
      status: "pending",
      statusText: "pending",
      startedAt: undefined,
      endedAt: undefined,
      note: "",
      progress: undefined,
    };
    this.#items.set(id, item);
    this.roots.push(item);
    return item;
  }

  /** A second parent, or one that would close a circle, is ignored: a view must not fail the work that it shows. */
  #adopt(item: LiveItem, parent: LiveItem): void {
    if (item.parent !== undefined) return;
    for (let above: LiveItem | undefined = parent; above !== undefined; above = above.parent) {
      if (above === item) return;
    }
    item.parent = parent;
    // Most often the node was named just now, and is the last.
    this.roots.splice(this.roots.lastIndexOf(item), 1);
    parent.children.push(item);
  }
}
