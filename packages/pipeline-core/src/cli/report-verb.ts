import type { MillraceCommand } from "@millrace/tooling-cli";
import { summarize, type SummaryFormat } from "../summarize.ts";
import { readSummary } from "./read-summary.ts";
import { writeSummary } from "./write-summary.ts";

export function addReportVerb(command: MillraceCommand): void {
  command.verb({
    name: "report",
    summary: "Turn the JSON summary of a run into a page, Markdown or text",
    arguments: { summary: { summary: "A summary of a run as JSON, written with run --report" } },
    options: {
      format: { type: "string", summary: "What to make of it", choices: ["html", "markdown", "text"], default: "html" },
      out: { type: "string", value: "file", summary: "Where to write it. Default: standard output" },
    },
    examples: ["millrace-pipeline report run.json --out run.html", "millrace-pipeline report run.json --format text"],
    run: ({ arguments: { summary: file }, options, print, note }) => {
      const summary = readSummary(file);
      const format = options.format as SummaryFormat;
      if (options.out === undefined) print(summarize(summary, { format }).trimEnd());
      else {
        writeSummary(options.out, summary, format);
        note(`wrote ${options.out}`);
      }
      return { json: summary };
    },
  });
}
