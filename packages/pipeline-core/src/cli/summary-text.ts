import { summarize, type SummaryFormat } from "../summarize.ts";
import type { RunSummary } from "../summary/run-summary.ts";
import { renderText } from "../summary/text.ts";

/** A summary to print; of text, which has room for it, `verbose` makes one with the stacks of errors. */
export function summaryText(summary: RunSummary, format: string, verbose: boolean): string {
  const text =
    format === "text" ? renderText(summary, verbose) : summarize(summary, { format: format as SummaryFormat });
  return text.trimEnd();
}
