import { expectCode, leakCheck } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import type { DataflowResult } from "../../src/dataflow-result.ts";
import { runDataflow, startDataflow, type NodeFunction } from "../../src/run-dataflow.ts";
import { idle } from "./support/run.ts";
import { directory, script } from "./support/scripts.ts";

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe("processes that end", () => {
  const withPid =
    (pids: number[]): NodeFunction =>
    async (node) => {
      for await (const event of node)
        if (event.type === "INPUT" && event.id === "pid") pids.push(event.value.get(0) as number);
    };
  const mortal = (fields: object = {}): object => ({
    nodes: [
      { id: "mortal", ...script("mortal.ts"), outputs: ["pid"], ...fields },
      { id: "reader", path: "dynamic", inputs: { pid: "mortal/pid", stay: "dora/timer/secs/1000" } },
    ],
  });

  test("[ENG-12] one that is killed is brought back by its policy", async () => {
    const pids: number[] = [];
    const source = mortal({ restart_policy: "on-failure", max_restarts: 1 }) as Record<string, unknown>;
    await using running = await startDataflow(source, { directory, nodes: { reader: withPid(pids) } });
    await expect.poll(() => pids.length).toBe(1);
    process.kill(pids[0] as number, "SIGKILL");
    await expect.poll(() => pids.length).toBe(2);
    expect(running.stats().nodes.get("mortal")?.restarts).toBe(1);
    await running.close();
    expect(pids.some(isAlive)).toBe(false);
  });

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
    const source = { ...mortal({ health_check_timeout: 3 }), health_check_interval: 0.2 };
    await using running = await startDataflow(source, { directory, nodes: { reader: withPid(pids) } });
    await expect.poll(() => pids.length).toBe(1);
    process.kill(pids[0] as number, "SIGSTOP");
    await expect.poll(() => running.stats().nodes.get("mortal")?.state, { timeout: 30_000 }).toBe("failed");
    expect(running.stats().nodes.get("mortal")?.error).toContain("health_check_timeout");
    expect(isAlive(pids[0] as number)).toBe(false);
    await running.close();
  });

  test("[ENG-23] one that ends before it has connected fails the dataflow; the others get the error", async () => {
    let connected = false;
    const source = {
      nodes: [
        { id: "early", ...script("silent.ts") },
        { id: "echo", ...script("echo.ts"), inputs: { x: "other/out" }, outputs: ["echo"] },
        { id: "other", path: "dynamic", outputs: ["out"] },
      ],
    };
    const run: NodeFunction = async () => void (connected = true);
    const error = await expectCode(runDataflow(source, { directory, nodes: { other: run } }), "DATAFLOW_NODE_FAILED");
    expect(connected).toBe(false);
    expect(error.message).toContain('node "early" exited before initializing dora');
    const { failures } = (error.details as { readonly result: DataflowResult }).result;
    expect(failures.map(({ id }) => id).toSorted()).toEqual(["early", "echo", "other"]);
    expect(failures.find(({ id }) => id === "other")?.error).toContain("DATAFLOW_BARRIER_FAILED");
  });

  test("[ENG-31] an executable that does not exist is named with its place in the file, and nothing starts", async () => {
    const yaml = "nodes:\n  - id: here\n    path: dynamic\n  - id: gone\n    path: no-such-program\n";
    const error = await expectCode(
      startDataflow(yaml, { directory, nodes: { here: idle } }),
      "DATAFLOW_MISSING_EXECUTABLE",
    );
    expect(error.message).toContain("dataflow:4:");
    expect(error.message).toContain("'no-such-program'");
    const script = { nodes: [{ id: "a", path: "gone.ts" }] };
    const other = await expectCode(startDataflow(script, { directory }), "DATAFLOW_MISSING_EXECUTABLE");
    expect(other.message).toContain("gone.ts");
  });

  test("[ENG-31] a process that the system cannot start has failed", async () => {
    const env = { ...script("echo.ts").env, HUGE: "x".repeat(4_000_000) };
    const source = { nodes: [{ id: "big", ...script("echo.ts"), env }] };
    const running = await startDataflow(source, { directory });
    const { failures } = await running.finished;
    expect(failures[0]?.error).toContain("could not be started");
  });
});
