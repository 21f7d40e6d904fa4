import { formatDuration } from "../duration.ts";
import { countStatuses, statusLooks, type Status } from "../status.ts";
import { displayWidth, truncate } from "../text-width.ts";
import { chooseRows } from "./fold.ts";
import type { LiveItem, LiveModel } from "./model.ts";

export interface DrawOptions {
  readonly title: string;
  readonly summary: string;
  readonly color: boolean;
  /** Counts frames, so that the spinner turns. */
  readonly frame: number;
  readonly columns: number;
  /** Lines that the frame may have. */
  readonly rows: number;
}

const spinner = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const gray = 90;
const bold = 1;

/** One frame: title, tree, a line about what does not fit, summary. */
export function drawTree(model: LiveModel, options: DrawOptions): string[] {
  const title = options.title === "" ? [] : [[{ text: options.title, sgr: bold }]];
  const { shown, folded } = chooseRows(model, Math.max(1, options.rows - title.length - 1));
  const lines: Span[][] = [...title, ...shown.map((row) => nodeLine(model, row.item, row.branch, options.frame))];
  if (folded.length > 0) {
    const counts = countStatuses(folded.map(({ status }) => status));
    lines.push([{ text: `… ${folded.length} more: ${counts}`, sgr: gray }]);
  }
  lines.push([{ text: options.summary, sgr: bold }]);
  return lines.map((line) => paint(cut(line, options.columns), options.color));
}

interface Span {
  readonly text: string;
  readonly sgr?: number;
}

function nodeLine(model: LiveModel, item: LiveItem, branch: string, frame: number): Span[] {
  const { status } = item;
  const { sgr } = statusLooks[status];
  const lead: Span[] = branch === "" ? [] : [{ text: branch, sgr: gray }];
  const line: Span[] = [...lead, { text: `${glyphOf(status, frame)} `, sgr }, { text: item.label }];
  if (item.progress !== undefined) line.push({ text: `  ${progressBar(item.progress)}`, sgr: 36 });
  line.push({ text: `  ${item.statusText}`, sgr });
  const durationMs = model.durationMs(item);
  if (durationMs !== undefined) line.push({ text: ` ${formatDuration(durationMs)}`, sgr: gray });
  if (item.note !== "") line.push({ text: ` · ${item.note}`, sgr: gray });
  return line;
}

function glyphOf(status: Status, frame: number): string {
  return status === "running" ? spinner[frame % spinner.length]! : statusLooks[status].glyph;
}

const barCells = 12;

function progressBar({ done, total, unit }: NonNullable<LiveItem["progress"]>): string {
  const counted = unit === undefined ? "" : ` ${unit}`;
  if (total === undefined || !(total > 0)) return `${done}${counted}`;
  const full = Math.round(Math.min(1, Math.max(0, done / total)) * barCells);
  // A total is a guess where the work grows while it goes on.
  return `${"━".repeat(full)}${"┄".repeat(barCells - full)} ${done}/${Math.max(done, total)}${counted}`;
}

/** Cuts a line to the width, at the first span that does not fit. */
function cut(line: readonly Span[], columns: number): Span[] {
  const kept: Span[] = [];
  let left = columns;
  for (const span of line) {
    const width = displayWidth(span.text);
    kept.push(width <= left ? span : { ...span, text: truncate(span.text, left) });
    left -= width;
    if (left <= 0) break;
  }
  return kept;
}

function paint(line: readonly Span[], color: boolean): string {
  return line.map(({ text, sgr }) => (color && sgr !== undefined ? `\u001b[${sgr}m${text}\u001b[0m` : text)).join("");
}
