import { graphView, type EdgeKind, type ViewNode } from "../graph-view/graph-view.ts";
import { preview, type JsonValue } from "../internal/preview.ts";
import { errorRecord, type ErrorRecord } from "../observe/error-record.ts";
import { findStage } from "../observe/find-stage.ts";
import { rounded } from "../observe/rounded.ts";
import type { RunReport, StageRecord } from "../run-report.ts";
import type { RunStatus, StageStatus } from "../status.ts";

/** Values by name; long ones are cut and say so. */
export type ShortValues = Readonly<Record<string, JsonValue>>;

/**
 * The record of a run as plain data: what `summarize(report, { format: "json" })` writes. Members are added, never
 * renamed, within a version. Times are milliseconds since 1970, durations milliseconds.
 */
export interface RunSummary {
  /** Of this form; 1. */
  readonly version: 1;
  readonly pipeline: string;
  readonly runId: string;
  readonly status: RunStatus;
  readonly startedAt: number;
  /** `null` while the run goes on. */
  readonly endedAt: number | null;
  readonly durationMs: number | null;
  readonly parameters: ShortValues;
  readonly outputs: ShortValues;
  /** Of the pipeline itself; stages of sub-pipelines are not counted. */
  readonly counts: Readonly<Partial<Record<StageStatus, number>>>;
  /** Why the run did not succeed. */
  readonly error: ErrorRecord | null;
  /** In declaration order, those of a sub-pipeline behind the stage that runs it. */
  readonly stages: readonly StageSummary[];
}

export interface StageSummary {
  /** In the whole run: stage `parse` of the sub-pipeline `clean` is `clean.parse`. */
  readonly id: string;
  readonly label: string;
  readonly kind: ViewNode["kind"];
  /** The stage that runs the sub-pipeline that it belongs to. */
  readonly parent?: string;
  readonly status: StageStatus;
  readonly attempts: number;
  /** `null` if it never started. */
  readonly startedAt: number | null;
  readonly durationMs: number | null;
  /** Of a map: items that were started, those that have a result, and attempts that were made again. */
  readonly items?: { readonly started: number; readonly done: number; readonly retries?: number };
  /** Values of the inputs that are declared as logged. */
  readonly inputs: ShortValues;
  /** What it returned; absent unless it succeeded with a value. */
  readonly output?: JsonValue;
  /** Of a long message or stack the beginning. */
  readonly error?: ErrorRecord;
  /** What it waited for, and why. */
  readonly needs: readonly { readonly stage: string; readonly kind: EdgeKind; readonly label?: string }[];
}

/** The summary of a run that has ended, or of one that goes on. */
export function summaryOf(report: RunReport): RunSummary {
  const { runId, pipeline, status, startedAt, endedAt, durationMs, counts, error } = report;
  const view = graphView(report.graph);
  const needs = Map.groupBy(view.edges, ({ to }) => to);
  const statuses = new Map<string, StageStatus>();
  const stages = view.nodes.map((node) => {
    const record = findStage(report, node.id);
    const stage = stageSummary(node, record, statuses, needs.get(node.id) ?? []);
    statuses.set(node.id, stage.status);
    return stage;
  });
  return {
    version: 1,
    pipeline,
    runId,
    status,
    startedAt,
    endedAt: roundedOrNull(endedAt),
    durationMs: roundedOrNull(durationMs),
    parameters: shortValues(report.parameters),
    outputs: shortValues(report.outputs),
    counts,
    error: error === undefined ? null : shortError(errorRecord(error)),
    stages,
  };
}

function stageSummary(
  { id, label, kind, parent }: ViewNode,
  record: StageRecord | undefined,
  statuses: ReadonlyMap<string, StageStatus>,
  needs: readonly { readonly from: string; readonly kind: EdgeKind; readonly label?: string }[],
): StageSummary {
  const { items, error, value } = record ?? {};
  return {
    id,
    label,
    kind,
    ...(parent === undefined ? {} : { parent }),
    status: record?.status ?? unstarted(statuses.get(parent ?? "")),
    attempts: record?.attempts ?? 0,
    startedAt: roundedOrNull(record?.startedAt),
    durationMs: roundedOrNull(record?.durationMs),
    ...(items === undefined ? {} : { items: { ...items } }),
    inputs: shortValues(record?.logged ?? {}),
    // What a map gives is a list, or a stream that its consumer has emptied.
    ...(value === undefined
      ? {}
      : { output: items === undefined || Array.isArray(value) ? preview(value) : streamText(items.done) }),
    // Something can be thrown that is undefined.
    ...(error === undefined && record?.status !== "failed" ? {} : { error: shortError(errorRecord(error)) }),
    needs: needs.map(({ from, kind: why, label: named }) => ({
      stage: from,
      kind: why,
      ...(named === undefined ? {} : { label: named }),
    })),
  };
}

const streamText = (items: number): string => `[stream of ${items} ${items === 1 ? "item" : "items"}]`;

/** The status of a stage whose sub-pipeline never started: its fate is that of the stage above. */
function unstarted(above: StageStatus | undefined): StageStatus {
  return above === undefined || above === "failed" || above === "succeeded" ? "not_run" : above;
}

const shortValues = (values: Readonly<Record<string, unknown>>): ShortValues =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, preview(value)]));

/** Characters of a message and of a stack. */
const longest = { message: 2000, stack: 4000 };

/** Messages may hold whole documents: of them, and of stacks, the beginning is enough. */
function shortError({ message, stack, cause, ...rest }: ErrorRecord): ErrorRecord {
  return {
    ...rest,
    message: cut(message, longest.message),
    ...(stack === undefined ? {} : { stack: cut(stack, longest.stack) }),
    ...(cause === undefined
      ? {}
      : { cause: typeof cause === "string" ? cut(cause, longest.message) : shortError(cause) }),
  };
}

const cut = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length)}… (${text.length} characters)`;

const roundedOrNull = (ms: number | undefined): number | null => (ms === undefined ? null : rounded(ms));
