import { existsSync } from "node:fs";
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dependenciesOf, findPages, packageOf, publishedPackages, repositoryRoot } from "../src/workspace.ts";

let root: string;
beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "millrace-workspace-")));
  const files: Readonly<Record<string, string>> = {
    "README.md": "",
    "SECURITY.md": "",
    "docs/index.md": "",
    "docs/guide/deep/page.md": "",
    "docs/node_modules/x/README.md": "",
    "docs/.vitepress/dist/page.md": "",
    "packages/wheel/package.json": `{ "name": "@millrace/wheel" }`,
    "packages/wheel/README.md": "",
    "packages/wheel/CHANGELOG.md": "",
    "packages/wheel/node_modules/plain/package.json": "{}",
    "packages/wheel/node_modules/@scope/one/package.json": "{}",
    "packages/wheel/node_modules/.bin/tool": "",
    "packages/wheel/node_modules/plain/README.md": "",
    "packages/empty/notes.txt": "",
    "packages/stone/package.json": `{ "name": "@millrace/stone" }`,
    "examples/flour/README.md": "",
    "examples/flour/out/README.md": "",
    "examples/flour/test/fixtures/README.md": "",
  };
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
});
afterAll(() => rm(root, { recursive: true }));

describe("findPages", () => {
  it("finds the pages of the root, of docs, and every README that is ours", async () => {
    expect(await findPages(root)).toEqual([
      "README.md",
      "SECURITY.md",
      "docs/guide/deep/page.md",
      "docs/index.md",
      "examples/flour/README.md",
      "packages/wheel/README.md",
    ]);
  });
});

describe("packages", () => {
  it("that pages may import are those with a manifest", async () => {
    expect(await publishedPackages(root)).toEqual([
      { name: "@millrace/stone", folder: "packages/stone" },
      { name: "@millrace/wheel", folder: "packages/wheel" },
    ]);
  });

  it("own the files below them", () => {
    expect(packageOf(root, "packages/wheel/docs/deep/page.md")?.name).toBe("@millrace/wheel");
    expect(packageOf(root, "packages/empty/README.md")).toBeUndefined();
    expect(packageOf(root, "README.md")).toBeUndefined();
  });

  it("can import what was linked for them", async () => {
    const wheel = packageOf(root, "packages/wheel/README.md")!;
    const links = await dependenciesOf(root, wheel);
    expect([...links.keys()].toSorted()).toEqual(["@scope/one", "plain"]);
    expect(links.get("@scope/one")).toBe(join(root, "packages/wheel/node_modules/@scope/one"));
    expect(await dependenciesOf(root, { name: "x", folder: "packages/stone" })).toEqual(new Map());
  });
});

it("the repository's root is where its settings are", () => {
  expect(existsSync(join(repositoryRoot(), "pnpm-workspace.yaml"))).toBe(true);
});
