import type { Line } from "./count.ts";
import { classes } from "./quake.ts";
import { lateOf, type Run } from "./run.ts";
import type { Check } from "./verify.ts";

/** The table of days and classes, as Markdown. */
export function tableOf(lines: readonly Line[]): string {
  const days = [...new Set(lines.map(({ day }) => day))].toSorted();
  const rows = days.map((day) => {
    const ofDay = lines.filter((line) => line.day === day);
    const counts = classes.map((each) => ofDay.find((line) => line.class === each)?.count ?? 0);
    const [strongest] = ofDay.map((line) => line.strongest).toSorted((a, b) => b.magnitude - a.magnitude);
    const total = counts.reduce((sum, each) => sum + each, 0);
    return [day, ...counts.map(String), String(total), `${strongest?.magnitude.toFixed(1)} ${strongest?.place}`];
  });
  return markdown(["day", ...classes, "all", "strongest"], rows);
}

/** What waiting for late records is worth. */
export function patienceOf(runs: readonly (readonly [string, Run])[]): string {
  const rows = runs.map(([maxDelay, run]) => {
    const counted = run.lines.reduce((sum, { count }) => sum + count, 0);
    return [maxDelay, String(counted), String(lateOf(run))];
  });
  return markdown(["maxDelay", "counted", "too late"], rows);
}

export const tellChecks = (checks: readonly Check[]): string =>
  checks.map(({ claim, holds }) => `  ${holds ? "✔" : "✘"} ${claim}`).join("\n");

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => (isNumber(cell) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join(" | ")} |`;
  return [line(head), `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...rows.map(line)].join("\n");
}

const isNumber = (cell: string): boolean => /^\d+$/u.test(cell);
