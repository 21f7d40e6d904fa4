import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkDocs, findPages, formatProblem, repositoryRoot, type Check } from "../src/index.ts";

const root = repositoryRoot();
const folder = join(root, "tooling/doc-checks/.cache/test");
const fixture = (name: string): string => `tooling/doc-checks/test/fixtures/${name}`;
const check = (...names: readonly string[]): Promise<Check[]> =>
  checkDocs({ root, pages: names.map(fixture), folder, timeoutMs: 5_000 });

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("a good page", () => {
  it("passes: programs, files beside them, fragments, links", async () => {
    const checks = await check("good.md");
    expect(checks.flatMap(({ problems }) => problems.map(formatProblem))).toEqual([]);
    expect(checks.map(({ title }) => title.replace(fixture(""), ""))).toEqual([
      "good.md links and marks",
      "good.md:15 program",
      "good.md:31 checked",
      "good.md:39 program",
      "good.md:55 checked",
      "good.md:59 fragment",
    ]);
  });
});

describe("a bad page", () => {
  let problems: string[];
  beforeAll(async () => {
    const checks = await check("bad.md", "good.md");
    problems = checks
      .flatMap((one) => one.problems)
      .map((problem) => formatProblem({ ...problem, file: problem.file.replace(fixture(""), "") }));
  });
  const at = (place: string): string[] => problems.filter((problem) => problem.startsWith(`bad.md:${place}`));

  it("is told the place of a wrong type, in an indented block too", () => {
    expect(at("6:7 ")).toEqual(["bad.md:6:7 TS2322: Type 'string' is not assignable to type 'number'."]);
    expect(at("13:12 ")).toEqual([
      expect.stringContaining("TS2305: Module '\"@millrace/protocol\"' has no exported member"),
    ]);
  });

  it("is told the place of what a program throws", () => {
    expect(at("17 ")).toEqual([expect.stringMatching(/ends with 1\n[^]*bad\.md:18[^]*no water/)]);
  });

  it("is told which promised line is not printed", () => {
    expect(at("23 ")).toEqual(["bad.md:23 'two' is not printed; printed from there on:\n    one\n    three"]);
    expect(at("33 ")).toEqual(["bad.md:33 printed is 'second', not 'third'"]);
  });

  it("is told of a fragment that does not parse", () => {
    expect(at("37:")).toContain("bad.md:37:7 TS1134: Variable declaration expected.");
  });

  it("is told of wrong marks", () => {
    expect(at("40 ")).toEqual(["bad.md:40 unknown mark 'norun'; did you mean 'no-run'?"]);
    expect(at("48 ")).toEqual(["bad.md:48 a block marked 'output' must follow a program, one a program"]);
    expect(at("56 ")).toEqual(["bad.md:56 'file=../escape.ts' must be a plain file name"]);
  });

  it("is told of a program that does not end", () => {
    expect(at("53 ")).toEqual(["bad.md:53 does not end within 5 s; mark it 'no-run' if it shall not"]);
  });

  it("is told of links that lead nowhere", () => {
    expect(at("3:")).toEqual([
      "bad.md:3:1 the link './missing.md' leads nowhere; correct it, or add the file",
      expect.stringMatching(/^bad\.md:3:26 '.*good\.md' has no heading '#missing'; it has #a-good-page, /),
      expect.stringMatching(/^bad\.md:3:59 '.*bad\.md' has no heading '#a-bad-pag'; it has #a-bad-page$/),
      "bad.md:3:84 the link '../../../../../etc/passwd' leads nowhere; correct it, or add the file",
    ]);
  });

  it("is told nothing else", () => {
    const listed = ["3:", "6:", "13:", "17 ", "23 ", "33 ", "37:", "40 ", "45 ", "48 ", "53 ", "56 "];
    expect(problems.filter((problem) => !listed.some((place) => problem.startsWith(`bad.md:${place}`)))).toEqual([]);
    expect(at("45 ")).toEqual(["bad.md:45 printed is 'mistyped', not 'two outputs'"]);
  });
});

describe("findPages", () => {
  it("finds READMEs and the documentation, and no page of a dependency or a fixture", async () => {
    const pages = await findPages(root);
    expect(pages).toEqual(expect.arrayContaining(["tooling/doc-checks/README.md", "docs/index.md"]));
    expect(pages.filter((page) => /node_modules|fixtures|\.cache|CHANGELOG/.test(page))).toEqual([]);
    expect(pages).toEqual(pages.toSorted());
  });
});
