import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { rpcErrors } from "../../src/index.ts";

const textOf = (folder: string): string =>
  readdirSync(new URL(folder, import.meta.url), { encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.includes("error-table"))
    .map((file) => readFileSync(new URL(folder + file, import.meta.url), "utf8"))
    .join("\n");

test("every code has a class", () => {
  const sources = textOf("../../src/rpc-errors/");
  expect(Object.keys(rpcErrors).filter((code) => !sources.includes(`"${code}"`))).toEqual([]);
});

test("every code is provoked by a test that names it, or its status", () => {
  const tests = textOf("./");
  const named = (code: string): boolean => tests.includes(`"${code}"`) || tests.includes(`"${code.slice(4)}"`);
  expect(Object.keys(rpcErrors).filter((code) => !named(code))).toEqual([]);
});

test.each(Object.entries(rpcErrors))("%s says in sentences what happened and what to do", (_code, entry) => {
  expect(entry.summary).toMatch(/^\S.*\.$/);
  expect(entry.remedy).toMatch(/^\S.*\.$/);
});
