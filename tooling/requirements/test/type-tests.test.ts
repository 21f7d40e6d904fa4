import { expect, test } from "vitest";
import { asCitation, readTypeCitations } from "../src/type-tests.ts";
import { folderOf } from "./project.ts";

test("comments of type tests cite ids; each speaks for the lines up to the next", () => {
  const folder = folderOf({
    "test/a.test-d.ts": `// [A-1] first\nf(1);\nf(2); // [A-2, A-3] at the end of a line\nf(3);\n`,
    "test/deep/b.test-d.ts": `  // plain\n  // [A-1] again`,
    "test/c.test.ts": `// [A-4] no type test`,
    "src/d.test-d.ts": `// [A-5] not below test`,
  });
  expect(readTypeCitations(folder)).toEqual([
    { id: "A-1", file: "test/a.test-d.ts", line: 1, lastLine: 2 },
    { id: "A-2", file: "test/a.test-d.ts", line: 3, lastLine: 5 },
    { id: "A-3", file: "test/a.test-d.ts", line: 3, lastLine: 5 },
    { id: "A-1", file: "test/deep/b.test-d.ts", line: 2, lastLine: 2 },
  ]);
});

test("code that looks like a citation is none", () => {
  const folder = folderOf({ "test/a.test-d.ts": `const x = "[A-1]";\nconst url = "http://[A-2]";\n/* [A-3] */\n` });
  expect(readTypeCitations(folder)).toEqual([]);
});

test("a package without type tests has no such citations", () => {
  expect(readTypeCitations(folderOf({}))).toEqual([]);
});

test("as a citation it names file and line", () => {
  const citation = asCitation({ id: "A-1", file: "test/a.test-d.ts", line: 3, lastLine: 9 });
  expect(citation).toEqual({ id: "A-1", where: "test/a.test-d.ts:3", state: "typed" });
});
