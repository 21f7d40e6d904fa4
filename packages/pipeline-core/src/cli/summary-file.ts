import { writeFileSync } from "node:fs";
import path from "node:path";
import { CliError } from "@millrace/tooling-cli";
import { PipelineError } from "../errors.ts";
import { makeFolder } from "../internal/make-folder.ts";
import { summarize, type SummaryFormat } from "../summarize.ts";
import type { RunSummary } from "../summary/run-summary.ts";

const formats: Readonly<Record<string, SummaryFormat>> = {
  ".html": "html",
  ".json": "json",
  ".md": "markdown",
  ".txt": "text",
};

/** A file that a summary is going to be written to. */
export interface SummaryFile {
  /** @throws PipelineError PIPELINE_SUMMARY_FILE */
  write(summary: RunSummary): void;
}

/**
 * Makes ready to write a summary, and finds out before a run whether it can be kept: the format is known, by name or by
 * the ending of the file, and the file's folder is there, made if need be.
 *
 * @throws CliError CLI_INVALID_OPTION for an ending that names no format; PipelineError PIPELINE_SUMMARY_FILE
 */
export function summaryFile(file: string, option: string, named?: SummaryFormat): SummaryFile {
  const format = named ?? formats[path.extname(file).toLowerCase()];
  if (format === undefined) {
    const endings = Object.keys(formats).join(", ");
    throw new CliError("CLI_INVALID_OPTION", `${option} '${file}' has none of the endings that work: ${endings}`);
  }
  attempt(file, () => makeFolder(path.dirname(path.resolve(file))));
  return { write: (summary) => attempt(file, () => writeFileSync(file, summarize(summary, { format }))) };
}

function attempt(file: string, work: () => void): void {
  try {
    work();
  } catch (cause) {
    throw new PipelineError(
      "PIPELINE_SUMMARY_FILE",
      `summary '${file}' cannot be written: ${(cause as Error).message}; correct the path, or make its folder writable`,
      { cause, details: { file } },
    );
  }
}
