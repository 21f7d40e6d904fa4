import { expect, test } from "vitest";
import { LiveStats } from "../../src/cli/live-stats.ts";
import type { DataflowStats } from "../../src/stats.ts";
import { storyStats } from "../graph/story.ts";

function shown(stats: () => DataflowStats, isTTY: boolean): string {
  let text = "";
  const stream = { isTTY, columns: 120, rows: 40, write: (more: string) => void (text += more) };
  const view = new LiveStats("story.yml", stream, stats);
  view.log({ timestamp: "", level: "info", nodeId: "plot", stream: "stdout", message: "two cats" });
  view[Symbol.dispose]();
  return text;
}

test("[YAML-8] on a terminal: nodes with states, inputs with rates and drops, logs above", () => {
  const text = shown(storyStats, true);
  expect(text).toContain("plot info: two cats");
  expect(text).toMatch(/detector.+running.+2 restarts · 120 sent/);
  expect(text).toMatch(/image ← camera\/image.+30\/s.+300 messages · 180 dropped/);
  expect(text).toMatch(/boxes ← detector\/bbox.+12\/s/);
});

test("[YAML-8] elsewhere: a line for each change of a node's state, and none for what flows", () => {
  let state: "running" | "failed" = "running";
  const text = shown(() => {
    const stats = storyStats(state);
    state = "failed";
    return stats;
  }, false);
  expect(text.split("\n").filter((line) => line.includes("detector"))).toEqual([
    "▶ detector running: 2 restarts · 120 sent",
    expect.stringMatching(/^✖ detector failed in .+: 2 restarts · 120 sent · exit code 1$/),
  ]);
  expect(text).not.toContain("/s");
});
