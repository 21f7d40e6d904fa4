import { checkOneOf, checkOptions } from "@millrace/protocol";
import type { RunReport } from "./run-report.ts";
import { renderSummaryHtml } from "./summary/html.ts";
import { renderMarkdown } from "./summary/markdown.ts";
import { requireSummary } from "./summary/require-summary.ts";
import { summaryOf, type RunSummary } from "./summary/run-summary.ts";
import { renderText } from "./summary/text.ts";

/** `text` for a terminal · `json`: a {@link RunSummary} · `markdown` with the graph in Mermaid · `html`: one file */
export type SummaryFormat = "text" | "json" | "markdown" | "html";

const summaryFormats: readonly SummaryFormat[] = Object.freeze(["text", "json", "markdown", "html"] as const);

export interface SummarizeOptions {
  /** Default `"text"`. */
  readonly format?: SummaryFormat;
}

/**
 * The summary of a run: its facts, a row for each stage, failures, logged inputs, results and the graph. Takes the
 * report of a run, or the parsed JSON form of an earlier summary. Long values are cut; whatever stages returned or
 * threw is escaped.
 *
 * @throws `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`, PIPELINE_SUMMARY_INVALID for what is neither
 */
export function summarize(run: RunReport<object> | RunSummary, options: SummarizeOptions = {}): string {
  checkOptions(options, ["format"], "summarize");
  const { format = "text" } = options;
  checkOneOf(format, "format", "summarize", summaryFormats);
  const summary = isReport(run)
    ? summaryOf(run)
    : requireSummary(run, "what summarize() was given", "give it what settled() gives");
  switch (format) {
    case "text":
      return renderText(summary);
    case "json":
      return `${JSON.stringify(summary, undefined, 2)}\n`;
    case "markdown":
      return renderMarkdown(summary);
    case "html":
      return renderSummaryHtml(summary);
  }
}

const isReport = (run: RunReport<object> | RunSummary): run is RunReport<object> =>
  typeof (run as Partial<RunReport> | null)?.stage === "function";
