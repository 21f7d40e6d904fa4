import { formatDuration, oneLine, renderTextTable } from "@millrace/tooling-report";
import type { ErrorRecord } from "../observe/error-record.ts";
import type { RunSummary } from "./run-summary.ts";
import { errorLines, shortText, stackText, valuesText } from "./short-text.ts";
import { attemptText, stagesText, stageTable } from "./stage-table.ts";

const longestValue = 100;

/** A summary to read on a terminal or in a log, errors with their stacks on request. Ends with a line break. */
export function renderText(summary: RunSummary, stacks: boolean = false): string {
  const { pipeline, runId, status, durationMs, startedAt, parameters, outputs, stages, error } = summary;
  const took = durationMs === null ? "" : ` in ${formatDuration(durationMs)}`;
  const linesOf = (why: ErrorRecord): readonly string[] => (stacks ? stackText(why).split("\n") : errorLines(why));
  const failed = stages.filter((stage) => stage.error !== undefined && stage.status === "failed");
  const lines = [
    `${pipeline}: ${status}${took}, ${stagesText(summary)}`,
    `run ${runId}, started ${new Date(startedAt).toISOString()}`,
    ...section("parameters", valuesText(parameters, longestValue)),
    ...(stages.length === 0 ? [] : ["", renderTextTable(stageTable(summary))]),
    ...list(
      "failures",
      failed.flatMap((stage) => {
        const attempt = attemptText(stage);
        const head = attempt === "" ? stage.id : `${stage.id}, attempt ${attempt}`;
        return stage.error === undefined ? [] : indent(head, linesOf(stage.error));
      }),
    ),
    ...list("error", error === null || failed.length > 0 ? [] : linesOf(error)),
    ...list(
      "outputs",
      Object.entries(outputs).map(([name, value]) => `${name} = ${shortText(value, longestValue)}`),
    ),
  ];
  return `${lines.map((line) => line.split("\n").map(oneLine).join("\n")).join("\n")}\n`;
}

const section = (title: string, text: string): string[] => (text === "" ? [] : [`${title} ${text}`]);

const list = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  ${oneLine(line)}`)];

const indent = (head: string, lines: readonly string[]): string[] => [head, ...lines.map((line) => `  ${line}`)];
