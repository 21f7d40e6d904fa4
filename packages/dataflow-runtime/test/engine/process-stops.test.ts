import { leakCheck } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import { startDataflow } from "../../src/run-dataflow.ts";
import { isAlive, mortalFlow, readPids } from "./support/mortal.ts";
import { directory, script } from "./support/scripts.ts";

describe("processes that are stopped", () => {
  test("[ENG-15] one that ignores the stop gets SIGTERM, which is no failure; one that ignores that is killed", async () => {
    const leaks = leakCheck({ settleMs: 5000 });
    const lines: string[] = [];
    const source = {
      nodes: [
        { id: "hang", ...script("talker.ts", "hang") },
        { id: "ignore", ...script("talker.ts", "ignore") },
      ],
    };
    const running = await startDataflow(source, { directory, onLog: ({ message }) => lines.push(message) });
    await expect.poll(() => lines.filter((line) => line === "a record")).toHaveLength(2);
    const { nodes } = await running.stop({ graceMs: 2000 });
    expect(nodes.get("hang")).toMatchObject({ ok: true });
    expect(lines).toContain("not me");
    expect(nodes.get("ignore")).toMatchObject({ ok: false, error: expect.stringContaining("did not stop within") });
    await leaks.assertClean();
  });

  test("[ENG-26] one that does not speak to the daemon within health_check_timeout is killed", async () => {
    const pids: number[] = [];
    const source = { ...mortalFlow({ health_check_timeout: 3 }), health_check_interval: 0.2 };
    await using running = await startDataflow(source, { directory, nodes: { reader: readPids(pids) } });
    await expect.poll(() => pids.length).toBe(1);
    process.kill(pids[0] as number, "SIGSTOP");
    await expect.poll(() => running.stats().nodes.get("mortal")?.state, { timeout: 30_000 }).toBe("failed");
    expect(running.stats().nodes.get("mortal")?.error).toContain("health_check_timeout");
    expect(isAlive(pids[0] as number)).toBe(false);
    await running.close();
  });
});
