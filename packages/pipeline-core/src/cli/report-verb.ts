import type { MillraceCommand } from "@millrace/tooling-cli";
import type { SummaryFormat } from "../summarize.ts";
import { readSummary } from "./read-summary.ts";
import { summaryFile } from "./summary-file.ts";
import { summaryText } from "./summary-text.ts";

export function addReportVerb(command: MillraceCommand): void {
  command.verb({
    name: "report",
    summary: "Turn the JSON summary of a run into a page, Markdown or text",
    arguments: { summary: { summary: "A summary of a run as JSON, written with run --report" } },
    options: {
      format: {
        type: "string",
        summary: "What to make of it. Default: by the ending of --out, else html",
        choices: ["html", "markdown", "text"],
      },
      out: { type: "string", value: "file", summary: "Where to write it. Default: standard output" },
    },
    examples: ["millrace-pipeline report run.json --out run.html", "millrace-pipeline report run.json --format text"],
    run: ({ arguments: { summary: file }, options: { format, out }, verbose, print, note }) => {
      const summary = readSummary(file);
      if (out === undefined) print(summaryText(summary, format ?? "html", verbose));
      else {
        summaryFile(out, "--out", format as SummaryFormat | undefined).write(summary);
        note(`wrote ${out}`);
      }
      return { json: summary };
    },
  });
}
