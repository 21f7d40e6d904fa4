import { describe, expect, it } from "vitest";
import { readDataflow } from "../../src/descriptor/read-dataflow.ts";
import { graphHtml } from "../../src/graph/html.ts";
import { readCases, readVerdicts, withFiles } from "../descriptor/corpus-cases.ts";
import { storyPlan, storyStats } from "./story.ts";

describe("a dataflow as a page", () => {
  it("[YAML-3] draws every node, timer and log source, and names the edges", async () => {
    const page = graphHtml(await storyPlan());
    for (const text of ["camera", "detector", "plot", "every 33.3 ms", "logs/info/detector", "image [Image]"])
      expect(page).toContain(text);
    expect(page).toContain("bbox as boxes");
    expect(page).not.toContain("dropped");
    expect(page).not.toContain("<moving>");
  });

  it("[YAML-3] adds rates, drops, states and restarts when they are counted", async () => {
    const page = graphHtml(await storyPlan(), storyStats());
    expect(page).toContain("image · 30/s · 180 dropped");
    expect(page).toContain("bbox as boxes · 12/s");
    expect(page).toContain("running · 2 restarts");
  });

  it.each([
    ["failed", "is-failed"],
    ["restarting", "is-warning"],
    ["finished", "is-succeeded"],
    ["waiting", "is-pending"],
    ["detached", "is-skipped"],
  ] as const)("[YAML-3] shows a node that is %s", async (state, look) => {
    expect(graphHtml(await storyPlan(), storyStats(state))).toContain(`class="node ${look}"`);
  });

  it("[YAML-3] tells why a node failed, and what the file has that cannot run here", async () => {
    expect(graphHtml(await storyPlan(), storyStats("failed"))).toContain("exit code 1");
    const plan = await readDataflow({ nodes: [{ id: "a", path: "dynamic", cpu_affinity: [0] }] });
    expect(graphHtml(plan)).toContain("does not pin nodes to cores");
  });

  it("[YAML-3] is the same page for the same dataflow", async () => {
    expect(graphHtml(await storyPlan())).toBe(graphHtml(await storyPlan()));
  });

  it("[YAML-3] is made of every dataflow that dora accepts", async () => {
    const accepted = new Set((await readVerdicts()).filter((verdict) => verdict.accepted).map(({ name }) => name));
    const cases = (await readCases()).filter(({ name }) => accepted.has(name));
    expect(cases.length).toBeGreaterThan(100);
    for (const { files } of cases)
      await withFiles(files, async (folder) => {
        const plan = await readDataflow(`${folder}/dataflow.yml`, { env: { HOME: "/home/mill" } });
        expect(graphHtml(plan)).toMatch(/^<!doctype html>/);
      });
  });
});
