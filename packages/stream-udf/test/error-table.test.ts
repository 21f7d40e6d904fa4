import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { UdfError, udfErrors } from "../src/index.ts";

const codes = Object.keys(udfErrors);

const textOf = (folder: string): string =>
  readdirSync(new URL(folder, import.meta.url), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.includes("error-table"))
    .map((file) => readFileSync(new URL(`${folder}${file}`, import.meta.url), "utf8"))
    .join("\n");

test("every code is provoked by a test that names it", () => {
  const tests = textOf("./");
  expect(codes.filter((code) => !tests.includes(`"${code}"`))).toEqual([]);
});

test("every code is raised somewhere", () => {
  const sources = textOf("../src/");
  expect(codes.filter((code) => !sources.includes(`"${code}"`))).toEqual([]);
});

test.each(Object.entries(udfErrors))("%s says in sentences what happened and what to do", (_code, entry) => {
  expect(entry.summary).toMatch(/^\S.*\.$/);
  expect(entry.remedy).toMatch(/^\S.*\.$/);
});

test("an error has its code, its name and its message", () => {
  const error = new UdfError("UDF_NO_HANDLER", "nothing");
  expect([error.name, error.code, error.message, error.retryable]).toEqual([
    "UdfError",
    "UDF_NO_HANDLER",
    "[UDF_NO_HANDLER] nothing",
    false,
  ]);
});
