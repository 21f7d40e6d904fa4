import { formatDuration, type TextTable } from "@millrace/tooling-report";
import { statusText } from "../observe/status-look.ts";
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

/** `3`, or `2 of 3` while or where not all have ended well. */
export function itemsText({ items }: StageSummary): string {
  if (items === undefined) return "";
  return items.done === items.started ? String(items.done) : `${items.done} of ${items.started}`;
}

/** `fetch, each (optional)` */
function needsText({ needs }: StageSummary): string {
  return needs.map(({ stage, label }) => (label === undefined ? stage : `${stage} (${label})`)).join(", ");
}
