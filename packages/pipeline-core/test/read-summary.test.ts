import { writeFileSync } from "node:fs";
import path from "node:path";
import { tempFolder } from "@millrace/protocol/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readSummary } from "../src/cli/read-summary.ts";
import { definePipeline, Parameters, PipelineError, summarize, type SummaryFormat } from "../src/index.ts";
import { thrownBy } from "./support/thrown.ts";

const formats: readonly SummaryFormat[] = ["text", "json", "markdown", "html"];
const inner = definePipeline("inner", { parameters: Parameters.define({ n: 1 }) }, (p) => ({
  n: p.stage("parse", { n: p.parameters.n }, ({ n }) => n),
}));
/** A run with everything that a summary can hold: a sub-pipeline, a map, logged inputs, an error with causes. */
const run = definePipeline("orders", { parameters: Parameters.define({ day: "monday" }) }, (p) => {
  const rows = p.stage("rows", { day: p.parameters.day }, () => [1, 2], { logged: ["day"] });
  const clean = p.pipeline("clean", inner, { n: 3 });
  const each = p.map("each", rows, { clean }, (n) => n);
  const bad = p.stage("bad", { each }, () => {
    throw new TypeError("no rows", { cause: new Error("closed", { cause: "by the peer" }) });
  });
  return { each, bad };
});
const whole = async (): Promise<unknown> =>
  JSON.parse(summarize(await run.settled({}, { onFailure: "continue" }), { format: "json" }));

/** What is wrong with what is no summary; `undefined` if it is one, of which every form can be made. */
function problemOf(value: unknown): string | undefined {
  try {
    for (const format of formats) summarize(value as never, { format });
    return undefined;
  } catch (error) {
    if (!PipelineError.is(error, "PIPELINE_SUMMARY_INVALID")) throw error;
    return error.message;
  }
}

type Fields = { [key: string]: unknown };
const stage = {
  id: "a",
  label: "a",
  kind: "task",
  status: "succeeded",
  attempts: 1,
  startedAt: 1,
  durationMs: 1,
  inputs: {},
  needs: [],
};
const good = {
  version: 1,
  pipeline: "p",
  runId: "r",
  status: "succeeded",
  startedAt: 0,
  endedAt: 1,
  durationMs: 1,
  parameters: {},
  outputs: {},
  counts: { succeeded: 1 },
  error: null,
  stages: [stage],
};
const withStage = (members: Fields): Fields => ({ ...good, stages: [{ ...stage, ...members }] });
const error = { type: "Error", message: "m" };

describe("what is no summary is told what is wrong, and where", () => {
  test("and what is one has no problem", async () => {
    expect(problemOf(good)).toBeUndefined();
    expect(problemOf(await whole())).toBeUndefined();
    expect(problemOf({ ...good, durationMs: null, endedAt: null, error, added: "by a later release" })).toBeUndefined();
  });

  test.each<[string, unknown]>([
    ["it is null, not an object", null],
    ["it is null, not an object", undefined],
    ["it is an array, not an object", []],
    ["it is 7, not an object", 7],
    ['it is "text", not an object', "text"],
    ["version is 2, not 1", { ...good, version: 2 }],
    ["pipeline is 1, not a text", { ...good, pipeline: 1 }],
    ["runId is undefined, not a text", { ...good, runId: undefined }],
    ['status is "done", not "running" or', { ...good, status: "done" }],
    ['startedAt is "now", not a time in milliseconds', { ...good, startedAt: "now" }],
    ["startedAt is 1e+300, not a time", { ...good, startedAt: 1e300 }],
    ["endedAt is undefined, not a time", { ...good, endedAt: undefined }],
    ["durationMs is -1, not a number of at least 0", { ...good, durationMs: -1 }],
    ["outputs is an array, not an object", { ...good, outputs: [] }],
    ["counts.failed is null, not a number", { ...good, counts: { failed: null } }],
    ["error is undefined, not an object", { ...good, error: undefined }],
    ["error.cause.message is undefined, not a text", { ...good, error: { ...error, cause: { type: "Error" } } }],
    ["stages is undefined, not a list", { ...good, stages: undefined }],
    ["stages[0] is null, not an object", { ...good, stages: [null] }],
    ["stages[0].id is 1, not a text", withStage({ id: 1 })],
    ['stages[0].kind is "loop", not "task" or "map"', withStage({ kind: "loop" })],
    ['stages[0].status is "done", not "pending" or', withStage({ status: "done" })],
    ["stages[0].items.done is undefined, not a number", withStage({ items: { started: 1 } })],
    ["stages[0].error.message is undefined, not a text", withStage({ error: { type: "Error" } })],
    ['stages[0].needs[0] is "x", not an object', withStage({ needs: ["x"] })],
    ['stages[0].needs[0].stage is "x", not the id of a stage', withStage({ needs: [{ stage: "x", kind: "data" }] })],
    ['stages[0].needs[0].kind is "x", not "data"', withStage({ needs: [{ stage: "a", kind: "x" }] })],
    ['stages[0].parent is "a", not a sub-pipeline before it', withStage({ parent: "a", kind: "pipeline" })],
    ['stages[1].id is "a", not an id that no other stage has', { ...good, stages: [stage, stage] }],
    [
      "not the end of a chain of causes",
      { ...good, error: Array.from({ length: 50 }).reduce((cause) => ({ ...error, cause }), error) },
    ],
    ["BigInt", { ...good, parameters: { n: 1n } }],
    [
      "circular",
      Object.assign(
        { ...good },
        {
          outputs: {
            get self() {
              return { self: this };
            },
          },
        },
      ),
    ],
  ])("%s", (problem, value) => {
    expect(problemOf(value)).toContain(problem);
    expect(problemOf(value)).toMatch(
      /^\[PIPELINE_SUMMARY_INVALID\] what summarize\(\) was given is no summary of a run: [^]+; give it what settled\(\) gives$/,
    );
  });

  test("a file is named; one that is torn, or not there, says why", async () => {
    await using folder = await tempFolder();
    const file = path.join(folder.path, "run.json");
    const text = JSON.stringify(await whole());
    writeFileSync(file, text);
    expect(readSummary(file)).toEqual(JSON.parse(text));
    for (const torn of [
      "",
      "{",
      text.slice(0, -1),
      text.slice(0, text.length / 2),
      `${text}}`,
      "null",
      "[1]",
      "\ufeff\u0000",
    ]) {
      writeFileSync(file, torn);
      const problem = thrownBy(() => readSummary(file));
      expect(problem).toMatchObject({ code: "PIPELINE_SUMMARY_INVALID", cause: expect.any(Error) });
      expect(problem.message).toContain(`'${file}' is no summary of a run: `);
    }
    expect(() => readSummary(`${file}.not`)).toThrow(/PIPELINE_SUMMARY_INVALID.+ENOENT/);
  });
});

/** The places of all values within a value, as paths. */
const placesOf = (value: unknown, path_: readonly string[] = []): readonly (readonly string[])[] =>
  typeof value === "object" && value !== null
    ? [path_, ...Object.entries(value).flatMap(([key, part]) => placesOf(part, [...path_, key]))]
    : [path_];

const replaced = (value: unknown, [key, ...below]: readonly string[], other: unknown): unknown => {
  if (key === undefined) return other;
  const copy: Fields = Array.isArray(value) ? ([...value] as never) : { ...(value as Fields) };
  copy[key] = replaced(copy[key], below, other);
  return copy;
};

test("whatever stands anywhere in a summary: a coded error, or all forms of it", async () => {
  const summary = await whole();
  const places = placesOf(summary);
  const seen = { fine: 0, refused: 0 };
  const odd = fc.oneof(
    fc.constantFrom(undefined, null, [], {}, 0, -1, 1e300, "", "x", true, [null], { a: null }, "__proto__"),
    fc.jsonValue(),
    fc.constantFrom(...places).map((place) => place.reduce<unknown>((at, key) => (at as Fields)[key], summary)),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...places), odd), { minLength: 1, maxLength: 2 }), (changes) => {
      const changed = changes.reduce<unknown>((value, [place, other]) => {
        try {
          return replaced(value, place, other);
        } catch {
          return value;
        }
      }, summary);
      seen[problemOf(changed) === undefined ? "fine" : "refused"]++;
    }),
    { numRuns: 1000 },
  );
  expect(seen.fine).toBeGreaterThan(0);
  expect(seen.refused).toBeGreaterThan(0);
});
