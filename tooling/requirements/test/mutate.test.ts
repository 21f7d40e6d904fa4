import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { read, runMutate } from "./project.ts";
import { mutation, source, workspaceOf } from "./workspace.ts";

const breakAdd = mutation("A-1", "a + b", "a - b");
const breakEven = mutation("A-2", "=== 0", "=== 1");

test("mutations that citing tests notice: exit code 0, one row each, and the checkout stays as it was", async () => {
  const workspace = workspaceOf([breakAdd, breakEven, mutation("A-5", ": string => `<${n}>`", ": number => n")]);
  const { exitCode, output } = await runMutate(workspace, "calc", "--seed", "1");
  expect(output).toContain("calc: 3 of 3 ids with a mutation, drawn with --seed 1; 10 ids in all");
  expect(output).toMatch(/killed +A-1 +1 of 2 tests +src\/calc\.ts +breaks A-1/);
  expect(output).toMatch(/killed +A-2 +1 of 1 tests/);
  expect(output).toMatch(/killed +A-5 +1 of 1 type tests/);
  expect(output).toContain("3 of 3 mutations noticed");
  expect(exitCode).toBe(0);
  expect(read(workspace, "packages/calc/src/calc.ts")).toBe(source);
});

test("a mutant that survives: exit code 1, and the others are judged nevertheless", async () => {
  const { exitCode, output } = await runMutate(workspaceOf([breakEven, mutation("A-3", "a + b", "0")]), "calc");
  expect(output).toMatch(/survived +A-3 +0 of 1 tests/);
  expect(output).toMatch(/killed +A-2/);
  expect(output).toContain("1 of 2 mutations noticed");
  expect(exitCode).toBe(1);
});

test("only the lines of a type test that cites the id count", async () => {
  const loose = mutation("A-8", "label = (n: number)", "label = (n: number | string)");
  const wrongId = { ...loose, id: "A-5" };
  expect((await runMutate(workspaceOf([loose]), "calc")).output).toMatch(/killed +A-8/);
  expect((await runMutate(workspaceOf([wrongId]), "calc")).output).toMatch(/survived +A-5/);
});

test.each<[string, object, RegExp]>([
  ["uncited", mutation("A-9", "a + b", "0"), /uncited +A-9 +no test/],
  ["uncited, its test is skipped", mutation("A-6", "a + b", "0"), /uncited +A-6/],
  ["red", mutation("A-7", "a + b", "0"), /red +A-7 +1 of 1 before the mutation/],
  ["broken", mutation("A-1", "a + b", "a +"), /broken +A-1 +\S.*rror/],
  ["survived, though a test of A-10 fails", mutation("A-1", "return i;", "return 7;"), /survived +A-1 +0 of 2 tests/],
])("a mutation whose verdict is %s proves nothing", async (_verdict, row, line) => {
  const { exitCode, output } = await runMutate(workspaceOf([row]), "calc");
  expect(output).toMatch(line);
  expect(output).toContain("0 of 1 mutations noticed");
  expect(exitCode).toBe(1);
});

test("no mutations at all prove nothing", async () => {
  const { exitCode, output } = await runMutate(workspaceOf([]), "calc");
  expect(output).toContain("0 of 0 mutations noticed");
  expect(exitCode).toBe(1);
});

test("--count draws that many ids, the same ones for the same seed", async () => {
  const workspace = workspaceOf([breakAdd, breakEven, mutation("A-4", "i += 1", "i += 3")]);
  const rowsOf = async (): Promise<string[]> => {
    const { output } = await runMutate(workspace, "calc", "--seed", "7", "--count", "2");
    return output.split("\n").filter((line) => line.startsWith("killed"));
  };
  const rows = await rowsOf();
  expect(rows).toHaveLength(2);
  expect(await rowsOf()).toEqual(rows);
});

test("rows that do not apply stop the run before anything is mutated", async () => {
  const stale = mutation("A-1", "a * b", "0");
  const { exitCode, output } = await runMutate(workspaceOf([breakEven, stale]), "calc");
  expect(output).toContain("row 2: A-1: 'find' occurs 0 times in 'src/calc.ts', not once");
  expect(output).not.toContain("killed");
  expect(exitCode).toBe(2);
});

test.each<[readonly string[], string]>([
  [[], "there is no packages/<package>/test/mutations.json here"],
  [["clac"], "there is no packages/clac/test/mutations.json here"],
  [["../packages"], "there is no packages/../packages/test/mutations.json here"],
  [["calc", "--seed", "x"], "--seed must be a whole number, at least 0, and is 'x'"],
  [["calc", "--count", "0"], "--count must be a whole number, at least 1, and is '0'"],
  [["calc", "--loud"], "--loud"],
])("%j is refused with exit code 2 and the usage", async (args, message) => {
  const { exitCode, output } = await runMutate(workspaceOf([breakAdd]), ...args);
  expect(output).toContain(message);
  expect(output).toContain("usage: node");
  expect(exitCode).toBe(2);
});

test("a package without a manifest is refused", async () => {
  const workspace = workspaceOf([breakAdd]);
  rmSync(join(workspace, "packages/calc/requirements.json"));
  const { exitCode, output } = await runMutate(workspace, "calc");
  expect(output).toContain("requirements.json");
  expect(exitCode).toBe(2);
});

test("a manifest or mutations that are no JSON, or wrong, are refused with what is wrong", async () => {
  const workspace = workspaceOf([breakAdd]);
  writeFileSync(join(workspace, "packages/calc/requirements.json"), "[{}]");
  const wrong = await runMutate(workspace, "calc");
  expect(wrong).toMatchObject({ exitCode: 2, output: expect.stringContaining("row 1: 'id' must be a text") });
  writeFileSync(join(workspace, "packages/calc/test/mutations.json"), "[");
  const broken = await runMutate(workspace, "calc");
  expect(broken).toMatchObject({ exitCode: 2, output: expect.stringContaining("JSON") });
});
