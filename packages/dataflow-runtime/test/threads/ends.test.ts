import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { startDataflow } from "../../src/run-dataflow.ts";
import { startWorkers } from "./run.ts";

const end = (way: string): Parameters<typeof startWorkers>[0] => ({ end: { run: `end.ts ${way}`, outputs: ["out"] } });

describe("the end of a worker", () => {
  test.each([
    ["its script runs to its end", "run", { ok: true }, ""],
    ["it exits with 0", "exit-0", { ok: true }, ""],
    ["it exits", "exit", { ok: false, error: expect.stringContaining("exited with code 7") }, ""],
    ["it throws", "throw", { ok: false }, "TypeError: the script has failed"],
    ["a promise of it is rejected", "reject", { ok: false }, "Error: nobody caught this"],
  ])("[THR-14][THR-16] %s: its status is the node's, and what it sent has arrived", async (_, way, exit, quote) => {
    const { running, texts } = await startWorkers(end(way), { reads: "end/out" });
    const { nodes } = await running.finished;
    expect(nodes.get("end")).toMatchObject(exit);
    expect(nodes.get("end")?.error ?? "").toContain(quote);
    expect(texts).toEqual(["last words"]);
  });

  test("[THR-15] it is told to stop, and ends by itself", async () => {
    const { running } = await startWorkers({
      source: { run: "until-stopped.ts", outputs: ["out"] },
      sum: { run: "sum.ts", inputs: { in: "source/out" }, outputs: ["out"] },
    });
    await expect.poll(() => running.stats().edges[0]?.messages).toBeGreaterThan(5);
    expect((await running.stop()).ok).toBe(true);
  });

  test("[THR-15] it does not listen, and is ended after its grace", async () => {
    const { running, texts } = await startWorkers(end("stuck"), { reads: "end/out" });
    await expect.poll(() => texts).toEqual(["last words"]);
    const { nodes } = await running.stop({ graceMs: 50 });
    expect(nodes.get("end")).toMatchObject({ id: "end" });
  });

  test("[THR-15] it stands still for longer than its health_check_timeout, and is ended", async () => {
    const { running } = await startWorkers({
      end: { run: "end.ts stuck", outputs: ["out"], fields: { health_check_timeout: 0.2 } },
    });
    const { ok, nodes } = await running.finished;
    expect(ok).toBe(false);
    expect(nodes.get("end")?.error).toContain("health_check_timeout");
  });

  test("[THR-15] an idle one is healthy, and ends when it is told to", async () => {
    const { running, texts } = await startWorkers(end("idle"), { reads: "end/out" });
    await expect.poll(() => texts).toEqual(["last words"]);
    expect((await running.stop()).ok).toBe(true);
  });

  test("[THR-13] flags that a worker does not take are a failed node", async () => {
    const script = fileURLToPath(new URL("nodes/say.ts", import.meta.url));
    const running = await startDataflow({ nodes: [{ id: "one", path: "node", args: `--no-such-flag ${script}` }] });
    const { nodes } = await running.finished;
    expect(nodes.get("one")?.error).toMatch(/could not be started in a worker: .*--no-such-flag/);
  });

  test("[THR-13] a script that cannot be loaded is a failed node", async () => {
    const { running } = await startWorkers({ broken: { run: "broken.mjs" } });
    const { ok, nodes } = await running.finished;
    expect(ok).toBe(false);
    expect(nodes.get("broken")?.error).toMatch(/exited with code 1: .*no-such-module/);
  });
});
