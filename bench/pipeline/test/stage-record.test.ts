import { expect, test, vi } from "vitest";
import { StageRecords } from "../src/stage-record.ts";

test("the record kept by hand follows a stage that succeeds, and one that fails", async () => {
  const records = new StageRecords();
  const [well, badly] = [records.add("well"), records.add("badly")];
  expect(records.get("well")).toMatchObject({ status: "pending", attempts: 0 });
  const running = well.run(async () => 1);
  expect(records.get("well")).toMatchObject({ status: "running", attempts: 1 });
  expect(await running).toBe(1);
  const failing = badly.run(async () => {
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(records.get("well")).toMatchObject({ name: "well", status: "succeeded", attempts: 1 });
  expect(records.get("badly")).toMatchObject({ name: "badly", status: "failed", attempts: 1 });
  expect(well.endedAt).toBeGreaterThanOrEqual(well.startedAt);
  expect(records.get("nobody")).toBeUndefined();
});

test("a stage is given up after a minute, and one that ended leaves no timer behind", async () => {
  vi.useFakeTimers();
  const late = new StageRecords().add("late").run(() => new Promise(() => undefined));
  const [outcome] = await Promise.all([late.catch(String), vi.advanceTimersByTimeAsync(60_000)]);
  expect(outcome).toBe("Error: took longer than 60000 ms");
  await new StageRecords().add("stage").run(() => undefined);
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});
