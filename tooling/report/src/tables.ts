import { alignmentOf, type Alignment } from "./alignment.ts";
import { displayWidth, oneLine, pad, truncate } from "./text-width.ts";

/** A value in a table of text. Absent values are empty. */
export type TextValue = string | number | boolean | null | undefined;

export interface TextColumn {
  readonly label: string;
  /** Default: `"end"` where all values that there are are numbers, else `"start"`. */
  readonly align?: "start" | "end";
}

/** A table for {@link renderTextTable} and {@link renderMarkdownTable}. */
export interface TextTable {
  readonly columns: readonly TextColumn[];
  /** One value a column, in their order. */
  readonly rows: readonly (readonly TextValue[])[];
}

export interface TextTableOptions {
  /** Columns that a line may take; the widest columns are cut until it fits. Default: no limit. */
  readonly width?: number;
}

/** Aligned columns under a line of headings, for a terminal or a log. No trailing spaces, no last line break. */
export function renderTextTable(table: TextTable, options: TextTableOptions = {}): string {
  const columns = table.columns.map((column, index) => {
    const cells = [column.label, ...table.rows.map((row) => textOf(row[index]))].map(oneLine);
    return { cells, align: alignOf(table, index), width: Math.max(...cells.map(displayWidth)) };
  });
  fit(columns, options.width ?? Infinity);
  const line = (row: number): string =>
    columns
      .map(({ cells, align, width }) => pad(truncate(cells[row]!, width), width, align))
      .join("  ")
      .trimEnd();
  const rule = columns.map(({ width }) => "─".repeat(width)).join("  ");
  return [line(0), rule, ...table.rows.map((_, row) => line(row + 1))].join("\n");
}

/** A table as Markdown, its cells escaped. No last line break. */
export function renderMarkdownTable(table: TextTable): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    line(table.columns.map(({ label }) => escapeMarkdown(label))),
    line(table.columns.map((_, index) => (alignOf(table, index) === "end" ? "---:" : "---"))),
    ...table.rows.map((row) => line(table.columns.map((_, index) => escapeMarkdown(textOf(row[index]))))),
  ].join("\n");
}

function textOf(value: TextValue): string {
  return value === null || value === undefined ? "" : String(value);
}

function alignOf({ columns, rows }: TextTable, index: number): Alignment {
  return columns[index]?.align ?? alignmentOf(rows.map((row) => row[index]));
}

/** Takes columns away from the widest ones, down to three each. */
function fit(columns: { width: number }[], width: number): void {
  let excess = columns.reduce((sum, column) => sum + column.width, 2 * (columns.length - 1)) - width;
  while (excess > 0) {
    const widest = columns.reduce((a, b) => (b.width > a.width ? b : a));
    if (widest.width <= 3) return;
    widest.width--;
    excess--;
  }
}

/** Everything that Markdown or HTML in it would read as more than text. */
function escapeMarkdown(text: string): string {
  return oneLine(text)
    .trim()
    .replaceAll(/[\\`*_[\]|~#]/g, String.raw`\$&`)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
