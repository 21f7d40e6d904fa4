import { expect, test } from "vitest";
import { parseManifest } from "../src/manifest.ts";

const row = { id: "A-1", source: "the document", text: "It works." };
const problemsOf = (...rows: readonly unknown[]): readonly string[] => parseManifest(JSON.stringify(rows)).problems;

test("rows without problems are taken as they are", () => {
  const rows = [row, { ...row, id: "A-2", later: "next year" }, { ...row, id: "B3-3", knownFailure: "slow" }];
  expect(parseManifest(JSON.stringify(rows))).toEqual({ requirements: rows, problems: [] });
});

test("an id is taken once", () => {
  expect(problemsOf(row, row)).toEqual(["A-1: the id is taken by a row above; give this one its own"]);
});

test.each(["", "  ", 7, null, true])("`later` and `knownFailure` need a reason, which %j is not", (reason) => {
  expect(problemsOf({ ...row, later: reason })).toEqual(["A-1: 'later' must give its reason as a text"]);
  expect(problemsOf({ ...row, knownFailure: reason })).toEqual(["A-1: 'knownFailure' must give its reason as a text"]);
});

test.each(["a-1", "A", "A-", "A1", "A-1b", "-1"])("'%s' is no id", (id) => {
  expect(problemsOf({ ...row, id })).toEqual([`row 1: '${id}' is no id; write it as SEED-07`]);
});

test("source, text and nothing unknown", () => {
  expect(problemsOf({ id: "A-1", text: "", note: "x" })).toEqual([
    "A-1: 'source' must be a text",
    "A-1: 'text' must be a text",
    "A-1: unknown key 'note'",
  ]);
});

test.each([null, 1, "A-1", []])("%j is no row", (value) => {
  expect(problemsOf(row, value)).toEqual(["row 2: it is not an object with id, source and text"]);
});

test("a manifest that is no array, or no JSON, is a problem and no crash", () => {
  expect(parseManifest("{}").problems).toEqual(["the manifest is not an array of rows"]);
  expect(parseManifest("[").problems).toEqual([expect.stringContaining("the manifest is not JSON")]);
});
