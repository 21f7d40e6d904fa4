import { describe, expect, test } from "vitest";
import { startWorkers } from "./run.ts";

describe("a worker that dies", () => {
  test("[THR-17] its memory is used again, its sender goes on, and its next life is sent to", async () => {
    const { running, texts } = await startWorkers(
      {
        source: { run: "until-stopped.ts", outputs: ["out"] },
        dies: {
          run: "die-once.ts",
          inputs: { in: "source/out" },
          outputs: ["out"],
          fields: { restart_policy: "on-failure" },
        },
      },
      { reads: "dies/out" },
    );
    await expect.poll(() => texts).toEqual(["1 20"]);
    const { nodes } = await running.stop();
    expect(nodes.get("dies")).toMatchObject({ ok: true, restarts: 1 });
    expect(nodes.get("source")).toMatchObject({ ok: true, restarts: 0 });
  });
});
