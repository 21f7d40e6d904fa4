import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkLinks } from "../src/links.ts";
import { parsePage } from "../src/page.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "millrace-links-"));
  for (const file of ["README.md", "src/a file.ts", "docs/index.md", "docs/guide/index.md", "docs/guide/use.md"]) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), "# Head\n");
  }
});
afterAll(() => rm(root, { recursive: true }));

/** The targets that lead nowhere, of links in the page. */
function brokenIn(file: string, ...targets: readonly string[]): string[] {
  const page = parsePage(file, `# Own\n\n${targets.map((target) => `[x](<${target}>)`).join("\n")}`);
  const others = ["README.md", "docs/index.md", "docs/guide/index.md", "docs/guide/use.md"].map((one) =>
    parsePage(one, "# Head\n"),
  );
  const pages = new Map([...others, page].map((one) => [one.file, one]));
  return checkLinks(page, pages, root).map(({ line }) => targets[line - 3]!);
}

describe("links of a README", () => {
  it("lead to files and folders, from the page or from the root", () => {
    expect(
      brokenIn(
        "src/README.md",
        "a file.ts",
        "a%20file.ts",
        "../README.md#head",
        "/docs/index.md",
        "../docs",
        "#own",
        "#",
      ),
    ).toEqual([]);
  });

  it("need the ending, an existing heading and the repository", () => {
    const targets = ["b.ts", "../docs/guide/use", "../README.md#tail", "#other", "../../etc"];
    expect(brokenIn("src/README.md", ...targets)).toEqual(targets);
  });

  it("to the web and to mail are left alone", () => {
    expect(brokenIn("README.md", "https://example.test/x", "mailto:a@example.test", "//example.test")).toEqual([]);
  });
});

describe("links of the documentation", () => {
  it("may leave out the ending and index, and begin at the site's root", () => {
    expect(
      brokenIn(
        "docs/guide/use.md",
        "./index.md",
        "./",
        "../",
        "/guide/use",
        "use",
        "use.html#own",
        "/",
        "/guide/#head",
      ),
    ).toEqual([]);
  });

  it("must lead to a page", () => {
    const targets = ["missing", "/src/a file.ts", "../guide/#tail", "missing.html"];
    expect(brokenIn("docs/guide/use.md", ...targets)).toEqual(targets);
  });
});
