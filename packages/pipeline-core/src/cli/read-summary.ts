import { readFileSync } from "node:fs";
import { PipelineError } from "../errors.ts";
import { stageStatuses } from "../status.ts";
import type { RunSummary } from "../summary/run-summary.ts";

/**
 * The summary of a run that was written as JSON.
 *
 * @throws PipelineError PIPELINE_SUMMARY_INVALID
 */
export function readSummary(file: string): RunSummary {
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    checkSummary(value);
    return value as RunSummary;
  } catch (cause) {
    throw new PipelineError(
      "PIPELINE_SUMMARY_INVALID",
      `'${file}' is no summary of a run: ${(cause as Error).message}; write one with 'run --report <file>.json'`,
      { cause, details: { file } },
    );
  }
}

type Fields = Readonly<Record<string, unknown>>;

function checkSummary(value: unknown): void {
  const summary = fields(value, "it");
  if (summary["version"] !== 1) throw new TypeError(`its version is ${JSON.stringify(summary["version"])}, not 1`);
  for (const key of ["pipeline", "runId", "status"]) text(summary, key, "it");
  number(summary, "startedAt", "it");
  for (const key of ["parameters", "outputs", "counts"]) fields(summary[key], `'${key}'`);
  for (const [index, stage] of list(summary["stages"], "'stages'").entries()) checkStage(stage, `stage ${index}`);
  const ids = new Set((summary["stages"] as readonly Fields[]).map((stage) => stage["id"]));
  for (const stage of summary["stages"] as readonly Fields[]) {
    const named = [
      stage["parent"] ?? stage["id"],
      ...(stage["needs"] as readonly Fields[]).map((need) => need["stage"]),
    ];
    const unknown = named.find((id) => !ids.has(id));
    if (unknown !== undefined) throw new TypeError(`stage '${String(stage["id"])}' names a stage that is not in it`);
  }
}

function checkStage(value: unknown, where: string): void {
  const stage = fields(value, where);
  for (const key of ["id", "label", "kind"]) text(stage, key, where);
  if (!stageStatuses.includes(stage["status"] as never)) throw new TypeError(`${where} has an unknown status`);
  number(stage, "attempts", where);
  fields(stage["inputs"], `'inputs' of ${where}`);
  for (const need of list(stage["needs"], `'needs' of ${where}`)) text(fields(need, where), "stage", where);
  if (stage["error"] !== undefined) text(fields(stage["error"], where), "message", `the error of ${where}`);
}

function fields(value: unknown, where: string): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw new TypeError(`${where} is not an object`);
}

function list(value: unknown, where: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new TypeError(`${where} is not a list`);
}

function text(of: Fields, key: string, where: string): void {
  if (typeof of[key] !== "string") throw new TypeError(`${where} has no text '${key}'`);
}

function number(of: Fields, key: string, where: string): void {
  if (typeof of[key] !== "number") throw new TypeError(`${where} has no number '${key}'`);
}
