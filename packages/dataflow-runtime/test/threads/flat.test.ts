import { expect, test } from "vitest";
import { startWorkers } from "./run.ts";

const megabytes = (): number => process.memoryUsage().rss / 1e6;

test("[THR-12] memory stays flat while thousands of frames pass through workers", async () => {
  const waits = { queue_size: 4, queue_policy: "backpressure" };
  const frames = 2000;
  const bytes = 500_000;
  const { running, texts } = await startWorkers(
    {
      source: { run: `source.ts ${frames} ${bytes} raw`, outputs: ["out"] },
      sum: { run: "sum.ts", inputs: { in: { source: "source/out", ...waits } }, outputs: ["out"] },
    },
    { reads: "sum/out" },
  );
  await expect.poll(() => running.stats().edges[0]?.messages).toBeGreaterThan(50);
  const before = megabytes();
  expect((await running.finished).ok).toBe(true);
  expect(texts[0]).toMatch(/^2000 /);
  // A gigabyte has passed.
  expect(megabytes() - before).toBeLessThan(100);
});
