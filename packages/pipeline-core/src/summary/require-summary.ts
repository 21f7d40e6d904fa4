import { PipelineError } from "../errors.ts";
import { kindOf } from "../internal/kind-of.ts";
import { isObject } from "../internal/require-parts.ts";
import { runStatuses, stageStatuses } from "../status.ts";
import type { RunSummary, StageSummary } from "./run-summary.ts";

/**
 * A copy of what claims to be a summary of a run: of a file, or of somebody who has read one.
 *
 * @param what names it in the message
 * @throws PipelineError PIPELINE_SUMMARY_INVALID that says what is wrong, and where
 */
export function requireSummary(value: unknown, what: string, advice?: string): RunSummary {
  try {
    // Values that JSON cannot tell, circles and depths without end are found here.
    const summary: unknown = JSON.parse(JSON.stringify(value) ?? "null");
    summaryForm(summary, "it");
    checkStages((summary as RunSummary).stages);
    return summary as RunSummary;
  } catch (cause) {
    throw invalidSummary(what, cause, advice);
  }
}

export function invalidSummary(
  what: string,
  cause: unknown,
  advice: string = "write one with 'run --report <file>.json'",
): PipelineError {
  return new PipelineError(
    "PIPELINE_SUMMARY_INVALID",
    `${what} is no summary of a run: ${(cause as Error).message}; ${advice}`,
    { cause },
  );
}

/** Throws unless a value has a form; `at` is where it stands. */
type Form = (value: unknown, at: string) => void;

const refuse = (at: string, value: unknown, wanted: string): never => {
  const shown = typeof value === "string" || typeof value === "number" ? JSON.stringify(value) : kindOf(value);
  throw new TypeError(`${at} is ${shown.length > 40 ? kindOf(value) : shown}, not ${wanted}`);
};
const form =
  (wanted: string, fits: (value: unknown) => boolean): Form =>
  (value, at) => {
    if (!fits(value)) refuse(at, value, wanted);
  };
const oneOf = (...values: readonly unknown[]): Form =>
  form(values.map((value) => JSON.stringify(value)).join(" or "), (value) => values.includes(value));
const text = form("a text", (value) => typeof value === "string");
const count = form("a number of at least 0", (value) => typeof value === "number" && value >= 0);
const time = form("a time in milliseconds", (value) => typeof value === "number" && Math.abs(value) <= 8.64e15);
const anything: Form = () => undefined;
const or =
  (exception: null | undefined, other: Form): Form =>
  (value, at) => {
    if (value !== exception) other(value, at);
  };
const values =
  (each: Form): Form =>
  (value, at) => {
    if (!isObject(value)) return refuse(at, value, "an object");
    for (const [key, part] of Object.entries(value)) each(part, `${at}.${key}`);
  };
const list =
  (each: Form): Form =>
  (value, at) => {
    if (!Array.isArray(value)) return refuse(at, value, "a list");
    for (const [index, part] of value.entries()) each(part, `${at}[${index}]`);
  };
const members =
  (forms: Readonly<Record<string, Form>>): Form =>
  (value, at) => {
    if (!isObject(value)) return refuse(at, value, "an object");
    for (const [key, each] of Object.entries(forms))
      each((value as Readonly<Record<string, unknown>>)[key], at === "it" ? key : `${at}.${key}`);
  };

const errorForm: Form = members({
  type: text,
  message: text,
  code: or(undefined, text),
  stack: or(undefined, text),
  cause: (value, at) => {
    if (at.length > 200) refuse(at, value, "the end of a chain of causes");
    if (value !== undefined && typeof value !== "string") errorForm(value, at);
  },
});

const stageForm: Form = members({
  id: text,
  label: text,
  kind: oneOf("task", "map", "reduce", "zip", "when", "pipeline"),
  parent: or(undefined, text),
  status: oneOf(...stageStatuses),
  attempts: count,
  startedAt: or(null, time),
  durationMs: or(null, count),
  items: or(undefined, members({ started: count, done: count, retries: or(undefined, count) })),
  inputs: values(anything),
  error: or(undefined, errorForm),
  needs: list(
    members({
      stage: text,
      kind: oneOf("data", "optional", "branch", "condition", "order"),
      label: or(undefined, text),
    }),
  ),
});

const summaryForm: Form = members({
  version: oneOf(1),
  pipeline: text,
  runId: text,
  status: oneOf(...runStatuses),
  startedAt: time,
  endedAt: or(null, time),
  durationMs: or(null, count),
  parameters: values(anything),
  outputs: values(anything),
  counts: values(count),
  error: or(null, errorForm),
  stages: list(stageForm),
});

/** Stages name each other: a sub-pipeline before its stages, and what a stage needs anywhere. */
function checkStages(stages: readonly StageSummary[]): void {
  const known = new Set(stages.map(({ id }) => id));
  const [seen, pipelines] = [new Set<string>(), new Set<string>()];
  for (const [index, { id, kind, parent, needs }] of stages.entries()) {
    const at = `stages[${index}]`;
    if (seen.has(id)) refuse(`${at}.id`, id, "an id that no other stage has");
    if (parent !== undefined && !pipelines.has(parent)) refuse(`${at}.parent`, parent, "a sub-pipeline before it");
    for (const [place, { stage }] of needs.entries())
      if (!known.has(stage)) refuse(`${at}.needs[${place}].stage`, stage, "the id of a stage");
    seen.add(id);
    if (kind === "pipeline") pipelines.add(id);
  }
}
