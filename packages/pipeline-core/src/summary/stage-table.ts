import { formatDuration, type TextTable } from "@millrace/tooling-report";
import { countsText, statusText } from "../observe/status-look.ts";
import type { RunSummary, StageSummary } from "./run-summary.ts";
import { shortText, valuesText } from "./short-text.ts";

const longestValue = 40;

/** A row a stage, for text and Markdown. Columns that no stage fills are left out. */
export function stageTable({ stages }: RunSummary): TextTable {
  const columns: readonly { readonly label: string; readonly cell: (stage: StageSummary) => string | number }[] = [
    { label: "stage", cell: ({ id }) => id },
    { label: "status", cell: ({ status }) => statusText(status) },
    { label: "attempts", cell: ({ attempts }) => attempts },
    { label: "duration", cell: ({ durationMs }) => (durationMs === null ? "" : formatDuration(durationMs)) },
    { label: "items", cell: itemsText },
    { label: "inputs", cell: ({ inputs }) => valuesText(inputs, longestValue) },
    { label: "output", cell: ({ output }) => (output === undefined ? "" : shortText(output, longestValue)) },
    { label: "needs", cell: needsText },
  ];
  const filled = columns.filter(({ cell }) => stages.some((stage) => cell(stage) !== ""));
  return {
    columns: filled.map(({ label }) => (label === "duration" ? { label, align: "end" } : { label })),
    rows: stages.map((stage) => filled.map(({ cell }) => cell(stage))),
  };
}

/** On which attempt a stage failed; nothing where that is its items', or that of stages below, which their errors tell. */
export const attemptText = ({ kind, attempts }: StageSummary): string =>
  kind === "map" || kind === "pipeline" ? "" : String(attempts);

/** `3`, or `2 done of 3 started` where not all have a result; `3, 1 retry` where some were tried again. */
export function itemsText({ items }: StageSummary): string {
  if (items === undefined) return "";
  const { started, done, retries = 0 } = items;
  const all = done === started ? String(done) : `${done} done of ${started} started`;
  return retries === 0 ? all : `${all}, ${retries === 1 ? "1 retry" : `${retries} retries`}`;
}

/** `3 succeeded, 1 failed`, of the pipeline itself, and how many stages its sub-pipelines have. */
export function stagesText({ counts, stages }: RunSummary): string {
  const below = stages.filter(({ parent }) => parent !== undefined).length;
  return below === 0 ? countsText(counts) : `${countsText(counts)}, and ${below} in sub-pipelines`;
}

/** `fetch, each (optional)` */
function needsText({ needs }: StageSummary): string {
  return needs.map(({ stage, label }) => (label === undefined ? stage : `${stage} (${label})`)).join(", ");
}
