import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { weightProblems } from "../lib/weight.mjs";
import { scratch } from "./scratch.ts";

/** An unpacked tarball whose `dist/` has files of these sizes, one of them in a folder below. */
function tarball(first: number, second: number): string {
  const folder = scratch();
  mkdirSync(path.join(folder, "dist/below"), { recursive: true });
  writeFileSync(path.join(folder, "dist/index.js"), " ".repeat(first));
  writeFileSync(path.join(folder, "dist/below/index.d.ts"), " ".repeat(second));
  writeFileSync(path.join(folder, "README.md"), " ".repeat(500_000));
  return folder;
}

test("a package within its promise is fine, README not counted", () => {
  expect(weightProblems(tarball(150_000, 150_000), "@millrace/pipeline-core")).toEqual([]);
});

test("a byte too many anywhere in dist is named with both figures", () => {
  expect(weightProblems(tarball(150_001, 150_000), "@millrace/pipeline-core")).toEqual([
    "dist/ of @millrace/pipeline-core has 300001 bytes; it promises to stay within 300000",
  ]);
});

test("a package that promises nothing may weigh anything", () => {
  expect(weightProblems(tarball(900_000, 0), "@millrace/protocol")).toEqual([]);
});
