import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withFiles } from "../descriptor/corpus-cases.ts";
import { story } from "../graph/story.ts";
import { runVerb } from "./support/run-verb.ts";

const inFolder = async (use: (file: string, folder: string) => Promise<void>): Promise<void> =>
  withFiles({ "story.yml": story }, async (folder) => use(join(folder, "story.yml"), folder));

test("[YAML-4] graph --mermaid prints the flowchart", async () => {
  await inFolder(async (file) => {
    const { code, stdout, stderr } = await runVerb(["graph", file, "--mermaid"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^flowchart TB\n/);
    expect(stdout).toContain("  detector -- bbox as boxes --> plot\n");
  });
});

test("[YAML-4] graph writes a page beside the dataflow, or where -o says", async () => {
  await inFolder(async (file, folder) => {
    expect(await runVerb(["graph", file])).toMatchObject({
      code: 0,
      stderr: expect.stringContaining("story-graph.html"),
    });
    expect(await readFile(join(folder, "story-graph.html"), "utf8")).toMatch(/^<!doctype html>/);
    await runVerb(["graph", file, "-o", join(folder, "g.html")]);
    expect(await readFile(join(folder, "g.html"), "utf8")).toContain("detector");
    await runVerb(["graph", file, "--mermaid", "-o", join(folder, "g.mmd")]);
    expect(await readFile(join(folder, "g.mmd"), "utf8")).toMatch(/^flowchart TB\n/);
  });
});

test("[YAML-4] graph says where it cannot write, and what is wrong with the dataflow", async () => {
  await inFolder(async (file) => {
    expect(await runVerb(["graph", file, "-o", "/nowhere/g.html"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("'/nowhere/g.html' cannot be written"),
    });
  });
  await withFiles({ "d.yml": "nodes: 5\n" }, async (folder) => {
    const { code, stderr } = await runVerb(["graph", join(folder, "d.yml")]);
    expect(code).toBe(1);
    expect(stderr).toContain("d.yml:1:8 nodes: it must be a list, not 5");
  });
});
