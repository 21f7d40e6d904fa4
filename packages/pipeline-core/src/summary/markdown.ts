import { formatDuration, oneLine, renderMarkdownTable } from "@millrace/tooling-report";
import { renderMermaid } from "../graph-view/mermaid.ts";
import type { RunSummary, ShortValues } from "./run-summary.ts";
import { errorLines, shortText } from "./short-text.ts";
import { attemptText, stagesText, stageTable } from "./stage-table.ts";
import { viewOfSummary } from "./view-of-summary.ts";

const longestValue = 200;

/** A summary for a pull request, an issue or a wiki, the graph as a Mermaid block. Ends with a line break. */
export function renderMarkdown(summary: RunSummary): string {
  const { pipeline, runId, status, durationMs, startedAt, parameters, outputs, stages, error } = summary;
  const failed = stages.filter((stage) => stage.status === "failed");
  const failures = failed.map((stage) => [
    stage.id,
    attemptText(stage),
    stage.error === undefined ? "" : errorLines(stage.error).join(" — "),
  ]);
  const facts = [
    ["status", status],
    ["duration", durationMs === null ? "" : formatDuration(durationMs)],
    ["stages", stagesText(summary)],
    ["started", new Date(startedAt).toISOString()],
    ["run", runId],
    ...(error === null || failed.length > 0 ? [] : [["error", errorLines(error).join(" — ")]]),
  ];
  const parts = [
    `# ${escaped(pipeline)}`,
    table(["", ""], facts),
    ...(stages.length === 0 ? [] : ["## Stages", renderMarkdownTable(stageTable(summary))]),
    ...(failures.length === 0 ? [] : ["## Failures", table(["stage", "attempt", "error"], failures)]),
    ...values("Parameters", parameters),
    ...values("Outputs", outputs),
    ...(stages.length === 0 ? [] : ["## Graph", `\`\`\`mermaid\n${renderMermaid(viewOfSummary(summary), "LR")}\`\`\``]),
  ];
  return `${parts.join("\n\n")}\n`;
}

function values(title: string, shown: ShortValues): string[] {
  const rows = Object.entries(shown).map(([name, value]) => [name, shortText(value, longestValue)]);
  return rows.length === 0 ? [] : [`## ${title}`, table(["name", "value"], rows)];
}

const table = (labels: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  renderMarkdownTable({ columns: labels.map((label) => ({ label })), rows });

/** A heading may hold what Markdown or HTML would read as more than text. */
const escaped = (text: string): string => oneLine(text).replaceAll(/[\\`*_[\]<>&#|~]/g, String.raw`\$&`);
