import { CliError, type MillraceCommand, type OutputStream } from "@millrace/tooling-cli";
import type { RunOptions } from "../run-options.ts";
import { summaryOf } from "../summary/run-summary.ts";
import { givenParameters } from "./given-parameters.ts";
import { choosePipeline, loadPipelines } from "./load-module.ts";
import { moduleArgument, pipelineOption } from "./shared-options.ts";
import { summaryFile } from "./summary-file.ts";
import { summaryText } from "./summary-text.ts";

const text = (summary: string, value = "file") => ({ type: "string", value, summary }) as const;

export function addRunVerb(command: MillraceCommand): void {
  command.verb({
    name: "run",
    summary: "Run a pipeline",
    arguments: { module: moduleArgument },
    options: {
      pipeline: pipelineOption,
      param: { type: "strings", short: "p", value: "name=value", summary: "Set a parameter; may be repeated" },
      params: text("Set parameters from a JSON file"),
      concurrency: { type: "number", summary: "Stages and items that may run at once. Default: all" },
      onFailure: {
        type: "string",
        summary: "What a failed stage does to the others",
        choices: ["stop", "abort", "continue"],
        default: "stop",
      },
      log: { type: "string", summary: "Print records, prints of stages among them", choices: ["pretty", "json"] },
      logLevel: { type: "string", summary: "Lowest level of records", choices: ["debug", "info", "warn", "error"] },
      logFile: text("Append records to a file, as JSON lines"),
      report: text("Write a summary: .html, .json, .md or .txt"),
      summary: { type: "string", summary: "How to print it", choices: ["text", "json", "markdown"], default: "text" },
      quiet: { type: "boolean", summary: "Show no progress" },
    },
    examples: [
      "millrace-pipeline run pipeline.ts --param day=monday --report run.html",
      "PIPELINE_PARAM_DAY=monday millrace-pipeline run pipeline.ts --log json",
    ],
    run: async ({ arguments: { module }, options, signal, stderr, json, verbose, print, note }) => {
      const { definition } = choosePipeline(await loadPipelines(module), options.pipeline);
      const given = await givenParameters(definition.graph.parameters, { file: options.params, flags: options.param });
      const kept = options.report === undefined ? undefined : summaryFile(options.report, "--report");
      const report = await definition.settled(given, { signal, ...settings(options, stderr, json) });
      const summary = summaryOf(report);
      print(summaryText(summary, options.summary, verbose));
      if (kept !== undefined) {
        kept.write(summary);
        note(`wrote ${options.report}`);
      }
      return { ok: report.status === "succeeded" || report.status === "exited", json: summary };
    },
  });
}

interface Settings {
  readonly concurrency: number | undefined;
  readonly onFailure: string;
  readonly log: string | undefined;
  readonly logLevel: string | undefined;
  readonly logFile: string | undefined;
  readonly quiet: boolean;
}

/** Choices of the command line are those of the options. */
function settings(
  { concurrency, onFailure, log, logLevel, logFile, quiet }: Settings,
  stderr: OutputStream,
  json: boolean,
): RunOptions {
  if (concurrency !== undefined && !(Number.isSafeInteger(concurrency) && concurrency > 0))
    throw new CliError("CLI_INVALID_OPTION", `--concurrency must be a whole number of at least 1, not ${concurrency}`);
  // JSON lines are for programs, and a line per change beside a line per record tells all twice.
  const progress = !quiet && (log === undefined || (log === "pretty" && stderr.isTTY === true));
  const logging = {
    console: log ?? false,
    file: logFile ?? false,
    ...(logLevel === undefined ? {} : { level: logLevel }),
  } as NonNullable<RunOptions["logging"]>;
  return {
    onFailure: onFailure as NonNullable<RunOptions["onFailure"]>,
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(progress ? { progress: { stream: stderr } } : {}),
    ...(log !== undefined || logFile !== undefined
      ? { logging, captureOutput: "stdio" }
      : json
        ? { logger: printsTo(stderr), captureOutput: "stdio" }
        : {}),
  };
}

/** With --json standard output holds the document alone; what stages print goes where all else goes. */
function printsTo(stderr: OutputStream): NonNullable<RunOptions["logger"]> {
  const print: NonNullable<RunOptions["logger"]>["info"] = (fields, message) => {
    if ("stream" in fields) stderr.write(`${message}\n`);
  };
  return { debug: () => undefined, info: print, warn: print, error: () => undefined };
}
