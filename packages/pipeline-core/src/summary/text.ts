import { formatDuration, oneLine, renderTextTable } from "@millrace/tooling-report";
import { countsText } from "../observe/status-look.ts";
import type { RunSummary } from "./run-summary.ts";
import { errorLines, shortText, valuesText } from "./short-text.ts";
import { stageTable } from "./stage-table.ts";

const longestValue = 100;

/** A summary to read on a terminal or in a log. Ends with a line break. */
export function renderText(summary: RunSummary): string {
  const { pipeline, runId, status, durationMs, startedAt, parameters, outputs, counts, stages, error } = summary;
  const took = durationMs === null ? "" : ` in ${formatDuration(durationMs)}`;
  const failed = stages.filter((stage) => stage.error !== undefined && stage.status === "failed");
  const lines = [
    `${pipeline}: ${status}${took}, ${countsText(counts)}`,
    `run ${runId}, started ${new Date(startedAt).toISOString()}`,
    ...section("parameters", valuesText(parameters, longestValue)),
    ...(stages.length === 0 ? [] : ["", renderTextTable(stageTable(summary))]),
    ...list(
      "failures",
      failed.flatMap(({ id, attempts, error: why }) =>
        why === undefined ? [] : indent(`${id}, attempt ${attempts}`, errorLines(why)),
      ),
    ),
    ...list("error", error === null || failed.length > 0 ? [] : errorLines(error)),
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
