import { expect, it } from "vitest";
import { openTemp } from "../store/temp-dir.ts";
import { job, logOf, textOf } from "./run-job.ts";

it("[STO-31] what a job says is in its log, line by line, with time and stream", async () => {
  const platform = await openTemp();
  const before = Date.now();
  const run = await job(platform, "speak");
  const lines = await logOf(platform, run);
  expect(lines.filter(({ stream }) => stream === "stdout").map(({ text }) => text)).toEqual([
    "to stdout",
    "without an end",
  ]);
  expect(lines.filter(({ stream }) => stream === "stderr").map(({ text }) => text)).toEqual(["to stderr"]);
  expect(lines.some(({ stream }) => stream === "system")).toBe(true);
  for (const { time } of lines) expect(time).toBeGreaterThanOrEqual(before);
});

it("[STO-34] [SEED-43] resources.mem limits the heap, and who comes to it fails so", async () => {
  const platform = await openTemp();
  const run = await job(platform, "eatsMemory", { resources: { mem: "48Mi" } });
  expect(run.status.state).toBe("ERROR");
  expect(run.status.message).toContain("FUNCTION_RUN_OUT_OF_MEMORY");
  expect(run.status.message).toContain("48 MiB");
  const odd = await job(platform, "noop", { resources: { mem: "much" } });
  expect(odd.status.message).toContain("resources.mem 'much'");
});

it("[STO-35] what a function leaves open does not keep its process, nor what it started", async () => {
  const platform = await openTemp();
  const run = await job(platform, "leaks");
  expect(run.status.state).toBe("COMPLETED");
  const { output_0: pid } = run.status["results"] as { readonly output_0: number };
  await expect.poll(() => isAlive(pid)).toBe(false);
});

it("[STO-36] a flood of output is bounded in memory and on disk", async () => {
  const platform = await openTemp({ maxLogBytes: 1_000_000 });
  const before = process.memoryUsage().rss;
  const run = await job(platform, "floods", { parameters: { lines: 300_000 } });
  expect(run.status.state).toBe("COMPLETED");
  expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
  const lines = await logOf(platform, run);
  expect(lines.length).toBeLessThan(10_000);
  expect(lines.at(-1)?.text).toMatch(/^\d+ more lines were dropped/);
});

it("[STO-37] [SEED-46] envs and secrets are in the environment of the run, with the project and the run", async () => {
  const platform = await openTemp();
  await platform.setSecret("p", "TOKEN", "tok-123456");
  const envs = [{ name: "OWN", value: "own value" }];
  const run = await job(platform, "environment", { envs, secrets: ["TOKEN"] });
  const { output_0: text } = run.status["results"] as { readonly output_0: string };
  expect(JSON.parse(text)).toEqual(["own value", "tok-123456", "p", run.id, process.env["PATH"]]);
  const missing = await job(platform, "environment", { secrets: ["NONE"] });
  expect(missing.status).toMatchObject({ state: "ERROR", message: expect.stringContaining("'NONE'") });
});

it("[STO-38] [SEED-47] values of secrets are masked in lines, across pieces of them, and in the message", async () => {
  const platform = await openTemp();
  await platform.setSecret("p", "TOKEN", "tok-123456");
  const run = await job(platform, "tellsSecrets", { secrets: ["TOKEN"] });
  const text = await textOf(platform, run);
  expect(text).toContain("the token is ***!");
  expect(text).toContain("in pieces *** it is");
  expect(text).not.toContain("tok-123456");
  expect(run.status.message).toBe("Error: failed with ***");
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
