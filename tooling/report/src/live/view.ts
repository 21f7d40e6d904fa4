import type { Clock } from "@millrace/protocol";
import type { LiveStream } from "../live-tree.ts";
import { formatDuration } from "../duration.ts";
import { countStatuses } from "../status.ts";
import type { LiveChange, LiveModel } from "./model.ts";

/** The two ways to show a {@link LiveModel}: redrawn on a terminal, line by line elsewhere. */
export interface LiveView {
  changed(change: LiveChange): void;
  log(text: string): void;
  finish(summary?: string): void;
}

export interface LiveViewSettings {
  readonly title: string;
  readonly stream: LiveStream;
  readonly clock: Clock;
  readonly color: boolean;
  readonly model: LiveModel;
}

/** `12 succeeded, 1 failed in 3.4 s`, counting the nodes without children: those above them only group. */
export function summaryOf(model: LiveModel): string {
  const leaves = [...model.items()].filter(({ children }) => children.length === 0);
  return `${countStatuses(leaves.map(({ status }) => status))} in ${formatDuration(model.elapsedMs())}`;
}
