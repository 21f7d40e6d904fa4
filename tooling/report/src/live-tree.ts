import { checkOptions, systemClock, type Clock } from "@millrace/protocol";
import { readEnv } from "./env.ts";
import { LiveModel } from "./live/model.ts";
import { PlainView } from "./live/plain-view.ts";
import { TerminalView } from "./live/terminal-view.ts";
import type { Status } from "./status.ts";

/** How far a node is. Without `total` only the count is shown. */
export interface LiveProgress {
  readonly done: number;
  readonly total?: number;
  /** What is counted: `"items"`. Default: nothing is said. */
  readonly unit?: string;
}

/** One line of the tree. */
export interface LiveNode {
  /** Unique in the tree. */
  readonly id: string;
  /** What is shown. Default: the id. */
  readonly label?: string;
  /** Id of the node that this one is shown under; it need not be known yet. Fixed once given. Default: none. */
  readonly parent?: string;
  /** Default `"pending"`. */
  readonly status?: Status;
  /** The engine's own word for the status: `"cached"`. Default: the status. */
  readonly statusText?: string;
  /** Wall time in milliseconds. Default: when the node became `"running"` in this view. */
  readonly startedAt?: number;
  /** Wall time in milliseconds. Default: when the node settled in this view. */
  readonly endedAt?: number;
  /** A few words behind the status: the reason of a failure, the number of rows. `""` removes it. */
  readonly note?: string;
  readonly progress?: LiveProgress;
}

/** What the view writes to: `process.stderr`, or a fake in tests. */
export interface LiveStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

export interface LiveTreeOptions {
  /** First line of the view. Default: none. */
  readonly title?: string;
  /** Default `process.stderr`. */
  readonly stream?: LiveStream;
  /** Default: the system's. */
  readonly clock?: Clock;
  /** Redraw in place (`true`) or print one line per change of status (`false`). Default: whether `stream` is a terminal. */
  readonly interactive?: boolean;
  /** Default: only where the view is interactive and `NO_COLOR` is not set. */
  readonly color?: boolean;
}

/** A view of running work; it never throws because of what it is told, and never keeps the terminal altered. */
export interface LiveTree extends Disposable {
  /** Adds the node, or changes the members that are given. */
  update(node: LiveNode): void;
  /** Prints lines that stay, above the tree. */
  log(text: string): void;
  /** Draws the last state and a summary line, and ends the view; later calls of anything do nothing. */
  finish(summary?: string): void;
}

/**
 * Shows a tree of work while it runs. On a terminal it redraws in place, at most ten times a second, cut to the
 * terminal's width and folded to its height; elsewhere it prints one plain line per change of status.
 *
 * The view draws on while a node is `"running"`, which keeps the process alive: call `finish` (or `using`).
 *
 * @throws `PROTOCOL_UNKNOWN_OPTION`
 */
export function liveTree(options: LiveTreeOptions = {}): LiveTree {
  checkOptions(options, ["title", "stream", "clock", "interactive", "color"], "liveTree");
  const { title = "", stream = process.stderr, clock = systemClock } = options;
  const interactive = options.interactive ?? stream.isTTY === true;
  const color = options.color ?? (interactive && !readEnv().noColor);
  const model = new LiveModel(clock);
  const settings = { title, stream, clock, color, model };
  const view = interactive ? new TerminalView(settings) : new PlainView(settings);
  let live = true;
  const finish = (summary?: string): void => {
    if (!live) return;
    live = false;
    view.finish(summary);
  };
  return {
    update: (node) => {
      if (live) view.changed(model.update(node));
    },
    log: (text) => {
      if (live) view.log(text);
    },
    finish,
    [Symbol.dispose]: () => finish(),
  };
}
