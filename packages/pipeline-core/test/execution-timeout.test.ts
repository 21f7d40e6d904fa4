import { ManualClock } from "@millrace/protocol";
import { expect, test } from "vitest";
import { definePipeline } from "../src/index.ts";
import { memoryLogger } from "@millrace/protocol/testing";
import { deferred, turn, untilAborted } from "./support/deferred.ts";

test("[RULE-095] an attempt longer than timeoutMs has its signal aborted and fails", async () => {
  const clock = new ManualClock();
  const reasons: unknown[] = [];
  const pipeline = definePipeline("slow", {}, (p) => ({
    slow: p.stage(
      "slow",
      {},
      async (_args, { signal }) => {
        signal.addEventListener("abort", () => reasons.push(signal.reason));
        await untilAborted(signal);
      },
      { timeoutMs: 100 },
    ),
  }));
  const run = pipeline.start({}, { clock });
  await clock.advance(99);
  expect(reasons).toEqual([]);
  await clock.advance(1);
  const report = await run.settled();
  expect(report.failures[0]?.error).toMatchObject({
    code: "PIPELINE_STAGE_TIMEOUT",
    retryable: true,
    details: { stage: "slow", timeoutMs: 100 },
  });
  expect(reasons).toEqual([report.failures[0]?.error]);
  expect(clock.pendingTimers).toBe(0);
});

test("[RULE-096] a stage that ignores its signal is given up after graceMs; its late result is ignored and logged", async () => {
  const clock = new ManualClock();
  const logger = memoryLogger();
  const gate = deferred<string>();
  const pipeline = definePipeline("deaf", {}, (p) => ({
    deaf: p.stage("deaf", {}, (_args, { signal }) => (void signal.aborted, gate.promise), {
      timeoutMs: 100,
      graceMs: 50,
    }),
  }));
  const run = pipeline.start({}, { clock, logger });
  let ended = false;
  void run.settled().then(() => (ended = true));
  await clock.advance(149);
  expect(ended).toBe(false);
  await clock.advance(1);
  const report = await run.settled();
  expect(report.status).toBe("failed");
  gate.resolve("too late");
  await turn();
  expect(report.stage("deaf")?.value).toBeUndefined();
  expect(logger.records.some((record) => record.level === "warn" && record.fields["stage"] === "deaf")).toBe(true);
});

test("a stage that never read its signal cannot react, and is given up at once", async () => {
  const clock = new ManualClock();
  const pipeline = definePipeline("blind", {}, (p) => ({
    blind: p.stage("blind", {}, () => new Promise<never>(() => {}), { timeoutMs: 100 }),
  }));
  const run = pipeline.start({}, { clock });
  await clock.advance(100);
  expect((await run.settled()).failures[0]?.error).toMatchObject({ code: "PIPELINE_STAGE_TIMEOUT" });
});

test("each attempt has the whole timeout", async () => {
  const clock = new ManualClock();
  const pipeline = definePipeline("again", {}, (p) => ({
    value: p.stage(
      "value",
      {},
      (_args, { attempt }) => (attempt === 1 ? new Promise<number>(() => {}) : Promise.resolve(attempt)),
      {
        timeoutMs: 100,
        retry: { maxAttempts: 2, initialMs: 10 },
      },
    ),
  }));
  const run = pipeline.start({}, { clock });
  await clock.advance(110);
  expect(await run.result()).toEqual({ value: 2 });
});

test("thousands of stages with different timeouts each end at their own", async () => {
  const clock = new ManualClock();
  const count = 3000;
  const pipeline = definePipeline("many", {}, (p) => {
    for (let index = 0; index < count; index++) {
      const quick = index % 3 === 0;
      p.stage(`s${index}`, {}, () => (quick ? Promise.resolve(1) : new Promise<number>(() => {})), {
        timeoutMs: index % 2 === 0 ? 100 : 200,
      });
    }
    return {};
  });
  let started = 0;
  const run = pipeline.start(
    {},
    { clock, onFailure: "continue", onEvent: (event) => event.type === "stage_started" && started++ },
  );
  while (started < count) await turn();
  await clock.advance(150);
  await clock.advance(50);
  const report = await run.settled();
  for (const [index, stage] of report.stages.entries()) {
    const [status, durationMs] = index % 3 === 0 ? ["succeeded", 0] : ["failed", index % 2 === 0 ? 100 : 200];
    expect(stage).toMatchObject({ status, durationMs });
  }
  expect(clock.pendingTimers).toBe(0);
});
