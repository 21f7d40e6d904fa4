import { ManualClock, MillraceError } from "@millrace/protocol";
import { afterEach, expect, test, vi } from "vitest";
import { definePipeline, type RetryPolicy } from "../src/index.ts";

afterEach(() => vi.restoreAllMocks());

/** Fails `failures` times, then gives the attempt. Notes when each attempt began. */
function flaky(retry: RetryPolicy, failures: number, clock: ManualClock, error: unknown = new Error("flaky")) {
  const begun: number[] = [];
  const pipeline = definePipeline("flaky", {}, (p) => ({
    value: p.stage(
      "value",
      {},
      (_args, { attempt }) => {
        begun.push(clock.monotonic());
        if (attempt <= failures) throw error;
        return attempt;
      },
      { retry },
    ),
  }));
  return { begun, run: pipeline.start({}, { clock }) };
}

test("[RULE-090] a failing stage is tried again until maxAttempts", async () => {
  const clock = new ManualClock();
  const good = flaky({ maxAttempts: 3, initialMs: 10 }, 2, clock);
  await clock.advance(1000);
  expect(await good.run.result()).toEqual({ value: 3 });
  const bad = flaky({ maxAttempts: 3, initialMs: 10 }, 9, clock);
  await clock.advance(1000);
  const report = await bad.run.settled();
  expect(report.failures).toMatchObject([{ stage: "value", attempt: 3 }]);
  expect(bad.begun).toHaveLength(3);
});

test("[RULE-091] the delay grows by the factor up to its maximum", async () => {
  const clock = new ManualClock();
  const { begun, run } = flaky({ maxAttempts: 5, initialMs: 100, factor: 3, maxMs: 500 }, 4, clock);
  await clock.advance(5000);
  await run.result();
  expect(begun).toEqual([0, 100, 400, 900, 1400]);
});

test("[RULE-092] full jitter draws each delay from 0 to its value", async () => {
  vi.spyOn(Math, "random").mockReturnValueOnce(0.25).mockReturnValueOnce(0.5);
  const clock = new ManualClock();
  const { begun, run } = flaky({ maxAttempts: 3, initialMs: 100, factor: 2, jitter: "full" }, 2, clock);
  await clock.advance(5000);
  await run.result();
  expect(begun).toEqual([0, 25, 125]);
});

test.for([
  ["name", ["RangeError"], new RangeError("no")],
  ["code", ["APP_GONE"], new MillraceError("APP_GONE", "gone")],
  ["code of Node's", ["ENOENT"], Object.assign(new Error("no such file"), { code: "ENOENT" })],
  ["predicate", (error: unknown) => error instanceof SyntaxError, new SyntaxError("no")],
] as const)("[RULE-093] an error that is not retryable by its %s fails at once", async ([, nonRetryable, error]) => {
  const clock = new ManualClock();
  const { begun, run } = flaky({ maxAttempts: 3, initialMs: 1, nonRetryable }, 3, clock, error);
  await clock.advance(100);
  expect((await run.settled()).failures[0]?.error).toBe(error);
  expect(begun).toHaveLength(1);
  const other = flaky({ maxAttempts: 3, initialMs: 1, nonRetryable }, 3, clock);
  await clock.advance(100);
  await other.run.settled();
  expect(other.begun).toHaveLength(3);
});

test("[RULE-094] waiting for a retry ends at once when the run is cancelled", async () => {
  const clock = new ManualClock();
  const { run } = flaky({ maxAttempts: 3, initialMs: 60_000 }, 2, clock);
  await clock.advance(10);
  expect(clock.pendingTimers).toBe(1);
  run.cancel(new Error("enough"));
  expect((await run.settled()).status).toBe("cancelled");
  expect(clock.pendingTimers).toBe(0);
});

test("[RULE-009] a callback is called once per attempt, never when the pipeline is defined", async () => {
  const { Input, InputBinding, Parameters, Pipeline, Stage } = await import("../src/index.ts");
  let calls = 0;
  const clock = new ManualClock();
  const pipeline = Pipeline("callback", Parameters.define(), {
    stages: {
      value: Stage(
        ({ call }: { call: number }) => {
          if (call < 3) throw new Error("again");
          return call;
        },
        {
          inputs: [Input({ asArg: "call", bind: InputBinding.callback(() => ++calls) })],
          retry: { maxAttempts: 5, initialMs: 1 },
        },
      ),
    },
  });
  expect(calls).toBe(0);
  const run = pipeline.start({}, { clock });
  await clock.advance(100);
  expect(await run.result()).toEqual({ value: 3 });
  expect(calls).toBe(3);
});
