import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { RunReport } from "../run-report.ts";
import { summarize, type SummaryFormat } from "../summarize.ts";
import type { RunSummary } from "../summary/run-summary.ts";

const formats: Readonly<Record<string, SummaryFormat>> = { ".json": "json", ".md": "markdown", ".txt": "text" };

/** Writes a summary into a file, in the format that its ending names; HTML for all others. */
export function writeSummary(file: string, run: RunReport<object> | RunSummary, format?: SummaryFormat): void {
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  writeFileSync(file, summarize(run, { format: format ?? formats[path.extname(file).toLowerCase()] ?? "html" }));
}
