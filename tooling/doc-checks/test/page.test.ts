import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { examplesOf } from "../src/example.ts";
import { parsePage } from "../src/page.ts";

const fixture = (name: string): Promise<string> => readFile(join(import.meta.dirname, "fixtures", name), "utf8");

describe("parsePage", () => {
  it("gives blocks their lines, their language and their code without the indentation", () => {
    const page = parsePage(
      "a.md",
      "# A\n\n1. x\n\n   ```ts:line-numbers no-run\n   let a;\n     b;\n   ```\n\n~~~\nplain\n~~~\n",
    );
    expect(page.blocks).toEqual([
      expect.objectContaining({
        line: 6,
        indent: 3,
        language: "ts",
        code: "let a;\n  b;",
        marks: expect.objectContaining({ noRun: true }),
      }),
    ]);
  });

  it("keeps the lines behind the settings at the head", () => {
    const page = parsePage("a.md", "---\ntitle: a\n---\n[x](y)\n");
    expect(page.links).toEqual([{ line: 4, column: 1, target: "y" }]);
    expect(page.anchors.size).toBe(0);
  });

  it("finds links, images and definitions, and none in code", () => {
    const { links } = parsePage("a.md", "[a](b) ![c](d) `[e](f)`\n\n[g]: h\n\n    [i](j)\n");
    expect(links.map(({ target }) => target)).toEqual(["b", "d", "h"]);
  });

  it("names headings as GitHub does", async () => {
    const { anchors } = parsePage("packages/x/README.md", await fixture("site.md"));
    expect([...anchors]).toEqual(["ünits--quotes-2-of-them", "3-steps", "chosen", "code-in-a-link"]);
  });

  it("names headings of the documentation as its site does", async () => {
    const { anchors } = parsePage("docs/site.md", await fixture("site.md"));
    expect([...anchors]).toEqual(["units-quotes-2-of-them", "_3-steps", "chosen", "code-in-a-link"]);
  });

  it("counts headings of the same name", () => {
    expect([...parsePage("a.md", "# A\n# A\n# A 1\n# A").anchors]).toEqual(["a", "a-1", "a-1-1", "a-2"]);
  });
});

describe("examplesOf", () => {
  const problemsOf = (text: string): string[] =>
    examplesOf(parsePage("a.md", text)).problems.map(({ line, message }) => `${line} ${message}`);

  it("leaves the words of other languages alone", () => {
    expect(problemsOf("```sh whatever\nls\n```\n\n```js anything\n1\n```\n")).toEqual([]);
  });

  it("wants an output block behind a program, and one name a file", () => {
    const must = "a block marked 'output' must follow a program, one a program";
    expect(problemsOf("```text output\na\n```\n")).toEqual([`1 ${must}`]);
    expect(problemsOf("```ts no-run\na\n```\n```text output\na\n```\n")).toEqual([`4 ${must}`]);
    expect(problemsOf("```ts file=a.ts\n1\n```\n```json file=a.ts\n1\n```\n")).toEqual([
      "4 two blocks of the page are named 'a.ts'",
    ]);
  });
});
