import { existsSync, readdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { Mirror } from "../src/mirror.ts";
import type { Mutation } from "../src/mutation.ts";
import { read } from "./project.ts";
import { source, workspaceOf } from "./workspace.ts";

const swap: Mutation = { id: "A-1", file: "src/calc.ts", find: "a + b", replace: "$& - b", why: "" };

function mirrored(): { workspace: string; mirror: Mirror } {
  const workspace = workspaceOf([]);
  const mirror = new Mirror(workspace, "calc");
  onTestFinished(() => mirror.remove());
  return { workspace, mirror };
}

test("the package is a copy, all around it is linked", () => {
  const { workspace, mirror } = mirrored();
  expect(realpathSync(join(mirror.packageFolder, "src"))).toBe(join(mirror.packageFolder, "src"));
  expect(realpathSync(join(mirror.packageFolder, "../other"))).toBe(realpathSync(join(workspace, "packages/other")));
  const dependency = "node_modules/@fixture";
  expect(realpathSync(join(mirror.packageFolder, dependency))).toBe(
    realpathSync(join(workspace, "packages/calc", dependency)),
  );
});

test("a mutation is in the copy while the work runs, taken literally, and gone afterwards", async () => {
  const { workspace, mirror } = mirrored();
  const seen = await mirror.whileMutated(swap, () => Promise.resolve(read(mirror.packageFolder, "src/calc.ts")));
  expect(seen).toBe(source.replace("a + b", "$$& - b"));
  expect(read(mirror.packageFolder, "src/calc.ts")).toBe(source);
  expect(read(workspace, "packages/calc/src/calc.ts")).toBe(source);
});

test("a mutation is taken back when the work fails", async () => {
  const { mirror } = mirrored();
  await expect(mirror.whileMutated(swap, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(read(mirror.packageFolder, "src/calc.ts")).toBe(source);
});

test("remove takes the mirror away and leaves what it links to", () => {
  const workspace = workspaceOf([]);
  const mirror = new Mirror(workspace, "calc");
  mirror.remove();
  expect(existsSync(join(mirror.packageFolder, "../.."))).toBe(false);
  expect(readdirSync(join(workspace, "packages")).toSorted()).toEqual(["calc", "other"]);
  expect(existsSync(join(workspace, "packages/calc/node_modules/@fixture/other/index.js"))).toBe(true);
});
