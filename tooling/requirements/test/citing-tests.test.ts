import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCitingTests } from "../src/citing-tests.ts";
import { folderOf, gatedFiles } from "./project.ts";

const limitMs = 60_000;
const body = `import { writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
test("[A-1, B-2] one", () => {});
test("[A-10] ten", () => writeFileSync("ten-ran", ""));
test("[B-2] red", () => expect(1).toBe(2));
test.skip("[A-1] skipped", () => {});
describe("[A-1] group", () => test("cites nothing", () => {}));
`;
const project = (): string => folderOf(gatedFiles([], { "a.test.ts": body, "b.test.ts": body }));

test("only tests whose own titles cite the id are told, and no test of another id runs", async () => {
  const folder = project();
  const { tests, hung, loadError } = await runCitingTests(folder, ["A-1"], limitMs, ["test/a.test.ts"]);
  expect(tests).toEqual([{ file: join("test", "a.test.ts"), title: "[A-1, B-2] one", passed: true }]);
  expect({ hung, loadError }).toEqual({ hung: false, loadError: undefined });
  expect(existsSync(join(folder, "ten-ran"))).toBe(false);
});

test("several ids in all files, passed and failed", async () => {
  const { tests } = await runCitingTests(project(), ["A-10", "B-2"], limitMs);
  const summary = tests.map(({ file, title, passed }) => `${file} ${title} ${passed}`).toSorted();
  expect(summary).toEqual(
    ["a", "b"].flatMap((name) => [
      `${join("test", name)}.test.ts [A-1, B-2] one true`,
      `${join("test", name)}.test.ts [A-10] ten true`,
      `${join("test", name)}.test.ts [B-2] red false`,
    ]),
  );
});

test("when nothing loads there are no tests, and the reason is told", async () => {
  const folder = folderOf(gatedFiles([], { "a.test.ts": `import "./missing.ts";\n${body}` }));
  const { tests, loadError } = await runCitingTests(folder, ["A-1"], limitMs);
  expect(tests).toEqual([]);
  expect(loadError).toContain("missing.ts");
});

test("a report of an earlier run is not taken for this one", async () => {
  const folder = project();
  await runCitingTests(folder, ["A-1"], limitMs);
  const { tests, hung } = await runCitingTests(folder, ["A-1"], 1);
  expect({ tests, hung }).toEqual({ tests: [], hung: true });
});
