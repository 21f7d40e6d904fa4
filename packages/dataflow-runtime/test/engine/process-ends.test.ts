import { expectCode } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import type { DataflowResult } from "../../src/dataflow-result.ts";
import { runDataflow, startDataflow, type NodeFunction } from "../../src/run-dataflow.ts";
import { isAlive, mortalFlow, readPids } from "./support/mortal.ts";
import { idle } from "./support/run.ts";
import { directory, script } from "./support/scripts.ts";

describe("processes that end", () => {
  test("[ENG-12] one that is killed is brought back by its policy", async () => {
    const pids: number[] = [];
    const source = mortalFlow({ restart_policy: "on-failure", max_restarts: 1 });
    await using running = await startDataflow(source, { directory, nodes: { reader: readPids(pids) } });
    await expect.poll(() => pids.length).toBe(1);
    process.kill(pids[0] as number, "SIGKILL");
    await expect.poll(() => pids.length).toBe(2);
    expect(running.stats().nodes.get("mortal")?.restarts).toBe(1);
    await running.close();
    expect(pids.some(isAlive)).toBe(false);
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
    for (const { error: why } of failures.filter(({ id }) => id !== "early")) {
      expect(why).toMatch(/^did not begin: \[DATAFLOW_BARRIER_FAILED\] node "early" .* before the dataflow begins$/);
    }
  });

  test("[ENG-5] what one has sent before it was gone still arrives, also when it must wait for room", async () => {
    const got: unknown[] = [];
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    const source = {
      nodes: [
        { id: "abrupt", ...script("abrupt.ts"), outputs: ["out"] },
        {
          id: "reader",
          path: "dynamic",
          inputs: { x: { source: "abrupt/out", queue_size: 5, queue_policy: "backpressure" } },
        },
      ],
    };
    const reader: NodeFunction = async (node) => {
      await gate;
      for await (const event of node) if (event.type === "INPUT") got.push(event.value.get(0));
    };
    const running = await startDataflow(source, { directory, nodes: { reader } });
    await expect.poll(() => running.stats().edges[0]?.pending).toBe(5);
    go();
    await running.finished;
    expect(got).toEqual(Array.from({ length: 201 }, (_, at) => at));
  });

  test("[ENG-23] a node with a restart policy is not brought back into a dataflow that cannot begin", async () => {
    const fields = { restart_policy: "always" };
    const source = {
      nodes: [
        { id: "early", ...script("silent.ts") },
        { id: "other", path: "dynamic", ...fields },
      ],
    };
    const running = await startDataflow(source, { directory, nodes: { other: idle } });
    const { nodes } = await running.finished;
    expect(nodes.get("other")).toMatchObject({ ok: false, restarts: 0 });
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
