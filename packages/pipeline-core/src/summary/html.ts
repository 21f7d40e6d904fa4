import {
  formatDuration,
  renderHtml,
  type GraphEdge,
  type HtmlSection,
  type Row,
  type TimelineSpan,
} from "@millrace/tooling-report";
import { lookOf, runLookOf, statusText } from "../observe/status-look.ts";
import type { RunSummary, ShortValues, StageSummary } from "./run-summary.ts";
import { errorLines, errorText, shortText, stackText, valuesText } from "./short-text.ts";
import { itemsText, stagesText } from "./stage-table.ts";

const longestValue = 200;

/** One self-contained page: facts, graph, timeline, stages with their inputs, outputs and errors. */
export function renderSummaryHtml(summary: RunSummary): string {
  const { pipeline, runId, status, startedAt, durationMs, parameters, outputs, error, stages } = summary;
  const items = stages.reduce((sum, stage) => sum + (stage.items?.done ?? 0), 0);
  const retries = stages.reduce((sum, stage) => sum + Math.max(0, stage.attempts - 1) + (stage.items?.retries ?? 0), 0);
  const sections: HtmlSection[] = [
    {
      kind: "cards",
      cards: [
        { label: "Duration", value: durationMs === null ? "goes on" : formatDuration(durationMs) },
        {
          label: "Stages",
          value: stages.filter(({ parent }) => parent === undefined).length,
          note: stagesText(summary),
        },
        ...(items === 0 ? [] : [{ label: "Items done", value: items }]),
        ...(retries === 0 ? [] : [{ label: "Retries", value: retries, status: "warning" as const }]),
      ],
    },
    ...(error === null ? [] : [{ kind: "text", title: "Error", text: errorLines(error).join("\n") } as const]),
    ...(stages.length === 0 ? [] : [graphSection(stages), timelineSection(stages), tableSection(stages)]),
    ...valuesSection("Parameters", parameters),
    ...valuesSection("Outputs", outputs),
  ];
  return renderHtml({
    title: pipeline,
    subtitle: `Run ${runId}, started ${new Date(startedAt).toISOString()}`,
    status: runLookOf(status),
    statusText: status,
    sections,
    footer: "Millrace pipeline-core",
  });
}

function graphSection(stages: readonly StageSummary[]): HtmlSection {
  const needs = stages.flatMap(({ id, needs: own }): GraphEdge[] =>
    own.map(({ stage, kind, label }) => ({
      from: stage,
      to: id,
      ...(kind === "data" ? {} : { dashed: true }),
      ...(label === undefined ? {} : { label }),
    })),
  );
  // The page draws no boxes in boxes: a dashed edge leads from a sub-pipeline to its first stages.
  const below = stages.flatMap(({ id, parent, needs: own }): GraphEdge[] =>
    parent === undefined || own.length > 0 ? [] : [{ from: parent, to: id, dashed: true, label: "runs" }],
  );
  return {
    kind: "graph",
    title: "Graph",
    nodes: stages.map(({ id, label, parent, status, durationMs }) => ({
      id,
      label: parent === undefined ? label : `${parent}.${label}`,
      status: lookOf(status),
      statusText: statusText(status),
      ...(durationMs === null ? {} : { note: formatDuration(durationMs) }),
    })),
    edges: [...needs, ...below],
  };
}

function timelineSection(stages: readonly StageSummary[]): HtmlSection {
  return {
    kind: "timeline",
    title: "Timeline",
    spans: stages.flatMap(({ id, label, status, startedAt, durationMs }): TimelineSpan[] =>
      startedAt === null || durationMs === null
        ? []
        : [
            {
              lane: id,
              label,
              status: lookOf(status),
              statusText: statusText(status),
              startMs: startedAt,
              endMs: startedAt + durationMs,
            },
          ],
    ),
  };
}

function tableSection(stages: readonly StageSummary[]): HtmlSection {
  return {
    kind: "table",
    title: "Stages",
    columns: [
      { label: "Stage" },
      { label: "Status" },
      { label: "Attempts" },
      { label: "Duration", format: "duration" },
      { label: "Items", align: "end" },
      { label: "Inputs", format: "code" },
      { label: "Output", format: "code" },
    ],
    rows: stages.map(rowOf),
  };
}

function rowOf(stage: StageSummary): Row {
  const { id, status, attempts, durationMs, inputs, output, error } = stage;
  const look = { status: lookOf(status), text: statusText(status) };
  const details = [
    ...Object.entries(inputs).map(([name, value]) => `${name} = ${JSON.stringify(value, undefined, 2)}`),
    ...(output === undefined ? [] : [`returned ${JSON.stringify(output, undefined, 2)}`]),
    ...(error === undefined ? [] : [stackText(error)]),
  ];
  const result = error === undefined ? (output === undefined ? "" : shortText(output, 60)) : errorText(error);
  return {
    cells: [id, look, attempts, durationMs, itemsText(stage), valuesText(inputs, 60), result],
    ...(details.length === 0 ? {} : { details: details.join("\n") }),
  };
}

function valuesSection(title: string, values: ShortValues): HtmlSection[] {
  const pairs = Object.entries(values).map(([name, value]) => [name, shortText(value, longestValue)] as const);
  return pairs.length === 0 ? [] : [{ kind: "key-values", title, pairs }];
}
