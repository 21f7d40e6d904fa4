import { formatDuration } from "../duration.ts";
import { isSettled, statusLooks } from "../status.ts";
import { linesOf, oneLine } from "../text-width.ts";
import type { LiveChange, LiveItem } from "./model.ts";
import { summaryOf, type LiveView, type LiveViewSettings } from "./view.ts";

/** One line per change of status, for logs and pipes: no escape sequences, nothing is ever rewritten. */
export class PlainView implements LiveView {
  readonly #settings: LiveViewSettings;

  constructor(settings: LiveViewSettings) {
    this.#settings = settings;
    if (settings.title !== "") this.#print(oneLine(settings.title));
  }

  changed({ item, statusChanged }: LiveChange): void {
    if (!statusChanged) return;
    const durationMs = isSettled(item.status) ? this.#settings.model.durationMs(item) : undefined;
    const duration = durationMs === undefined ? "" : ` in ${formatDuration(durationMs)}`;
    const note = item.note === "" ? "" : `: ${item.note}`;
    this.#print(`${statusLooks[item.status].glyph} ${pathOf(item)} ${item.statusText}${duration}${note}`);
  }

  log(text: string): void {
    for (const line of linesOf(text)) this.#print(line);
  }

  finish(summary: string = summaryOf(this.#settings.model)): void {
    this.#print(oneLine(summary));
  }

  #print(line: string): void {
    this.#settings.stream.write(`${line}\n`);
  }
}

function pathOf(item: LiveItem): string {
  return item.parent === undefined ? item.label : `${pathOf(item.parent)} › ${item.label}`;
}
