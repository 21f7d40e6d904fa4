import { ManualClock } from "@millrace/protocol";
import { expect, test } from "vitest";
import { context, definePipeline, type StageContext } from "../src/index.ts";
import { deferred, turn } from "./support/deferred.ts";
import { statuses } from "./support/statuses.ts";
import { within } from "./support/within.ts";

test("[RULE-095] a signal that is read for the first time after the timeout is aborted, with the error of the timeout", async () => {
  const clock = new ManualClock();
  let seen: StageContext | undefined;
  const pipeline = definePipeline("late", {}, (p) => ({
    late: p.stage("late", {}, (_args, stage) => ((seen = stage), new Promise<never>(() => {})), { timeoutMs: 100 }),
  }));
  const run = pipeline.start({}, { clock });
  await clock.advance(100);
  const report = await within(run.settled());
  expect(seen?.signal.aborted).toBe(true);
  expect(seen?.signal.reason).toBe(report.failures[0]?.error);
});

test("[RULE-084] a signal that is read for the first time after the run was cancelled is aborted, with its reason", async () => {
  const gate = deferred();
  const reasons: unknown[] = [];
  const after = async (stage: StageContext): Promise<void> => {
    await gate.promise;
    reasons.push(stage.signal.reason);
  };
  const pipeline = definePipeline("late", {}, (p) => ({
    stage: p.stage("stage", {}, (_args, stage) => after(stage)),
    items: p.map("items", [1], {}, (_n, _args, stage) => after(stage)),
  }));
  const run = pipeline.start();
  await turn();
  const reason = new Error("enough");
  run.cancel(reason);
  await within(run.settled());
  gate.resolve();
  await turn();
  expect(reasons).toEqual([reason, reason]);
});

test("the signal of an attempt that ended by itself does not abort later", async () => {
  let seen: StageContext | undefined;
  const pipeline = definePipeline("fine", {}, (p) => {
    p.stage("fine", {}, (_args, stage) => void (seen = stage));
    return { waits: p.stage("waits", {}, () => new Promise<never>(() => {})) };
  });
  const run = pipeline.start();
  await turn();
  run.cancel();
  await within(run.settled());
  expect(seen?.signal.aborted).toBe(false);
});

test.for(["stage", "item"] as const)(
  "[RULE-006] an attempt that was given up sees itself and not the next one, in a %s",
  async (kind) => {
    const clock = new ManualClock();
    const gate = deferred();
    const seen: StageContext[] = [];
    const later: (readonly [attempt: number, aborted: boolean, same: boolean])[] = [];
    const fn = async (stage: StageContext): Promise<number> => {
      seen.push(stage);
      const { attempt } = stage;
      await gate.promise;
      later.push([stage.attempt, stage.signal.aborted, context.must() === stage]);
      return attempt;
    };
    const options = { timeoutMs: 100, retry: { maxAttempts: 2, initialMs: 10 } };
    const pipeline = definePipeline("stale", {}, (p) => ({
      value:
        kind === "stage"
          ? p.stage("value", {}, (_args, stage) => fn(stage), options)
          : p.map("value", [1], {}, (_n, _args, stage) => fn(stage), options),
    }));
    const run = pipeline.start({}, { clock });
    await clock.advance(110);
    gate.resolve();
    const { value } = await within(run.result());
    expect(value).toEqual(kind === "stage" ? 2 : [2]);
    expect(later).toEqual([
      [1, true, true],
      [2, false, true],
    ]);
    expect(seen[0]).not.toBe(seen[1]);
    expect(seen[0]?.signal).not.toBe(seen[1]?.signal);
  },
);

test("[RULE-090] a stage may be tried more often than 65 535 times", async () => {
  const pipeline = definePipeline("patient", {}, (p) => ({
    value: p.stage(
      "value",
      {},
      (_args, { attempt }) => (attempt <= 65_536 ? Promise.reject(new Error("again")) : attempt),
      {
        retry: { maxAttempts: 70_000, initialMs: 0 },
      },
    ),
  }));
  let clockTimers: (() => void)[] = [];
  // A clock whose timers fire at the next turn, so that the test does not wait a millisecond for each attempt.
  const clock = {
    now: () => 0,
    monotonic: () => 0,
    setTimer: (_delayMs: number, callback: () => void) => {
      clockTimers.push(callback);
      if (clockTimers.length === 1)
        setImmediate(() => {
          const due = clockTimers;
          clockTimers = [];
          for (const fire of due) fire();
        });
      return () => void (clockTimers = clockTimers.filter((other) => other !== callback));
    },
  };
  const report = await within(pipeline.settled({}, { clock }), 30_000);
  expect(report.outputs).toEqual({ value: 65_537 });
  expect(report.stage("value")?.attempts).toBe(65_537);
});

test.for([
  ["stop", "failed"],
  ["abort", "failed"],
] as const)(
  "[RULE-094] with onFailure %s a stage that waits for its next attempt has %s with its last error",
  async ([onFailure, status]) => {
    const clock = new ManualClock();
    const events: string[] = [];
    const gate = deferred();
    const pipeline = definePipeline("stopped", {}, (p) => {
      const flaky = p.stage(
        "flaky",
        {},
        (): number => {
          throw new Error("flaky");
        },
        { retry: { maxAttempts: 3, initialMs: 60_000 } },
      );
      const below = p.stage("below", { flaky }, () => 1);
      const bad = p.stage("bad", {}, async () => (await gate.promise, Promise.reject(new Error("bad"))));
      return { below, bad };
    });
    const run = pipeline.start(
      {},
      {
        clock,
        onFailure,
        onEvent: (event) => event.type === "stage_finished" && events.push(`${event.stage} ${event.status}`),
      },
    );
    await clock.advance(10);
    gate.resolve();
    const report = await within(run.settled());
    expect(statuses(report)).toEqual({ flaky: status, below: "upstream_failed", bad: "failed" });
    expect(report.stage("flaky")).toMatchObject({ attempts: 1, error: { message: "flaky" }, endedAt: 10 });
    expect(report.failures.map(({ stage }) => stage)).toEqual(["flaky", "bad"]);
    expect(events.toSorted()).toEqual(["bad failed", "below upstream_failed", "flaky failed"]);
    expect(clock.pendingTimers).toBe(0);
  },
);

test("[RULE-094] a stage that waits for its next attempt when the run is cancelled is cancelled, and keeps its last error", async () => {
  const clock = new ManualClock();
  const pipeline = definePipeline("cancelled", {}, (p) => ({
    flaky: p.stage(
      "flaky",
      {},
      (): number => {
        throw new Error("flaky");
      },
      { retry: { maxAttempts: 3, initialMs: 60_000 } },
    ),
  }));
  const run = pipeline.start({}, { clock });
  await clock.advance(10);
  run.cancel(new Error("enough"));
  const report = await within(run.settled());
  expect(report.stage("flaky")).toMatchObject({ status: "cancelled", attempts: 1, error: { message: "flaky" } });
  expect(report.failures).toEqual([]);
});
