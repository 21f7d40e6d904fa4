import { ManualClock } from "@millrace/protocol";
import { leakCheck } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import { definePipeline, Parameters, PipelineError } from "../src/index.ts";
import { turn, untilAborted } from "./support/deferred.ts";
import { statuses } from "./support/statuses.ts";
import { thrownBy } from "./support/thrown.ts";
import { within } from "./support/within.ts";

const waiting = (aborts: unknown[] = []) =>
  definePipeline("waiting", {}, (p) => {
    const waits = p.stage("waits", {}, async (_args, { signal }) => {
      signal.addEventListener("abort", () => aborts.push(signal.reason));
      return untilAborted(signal);
    });
    return { next: p.stage("next", { waits }, () => "never") };
  });

describe("aborting the signal of a run", () => {
  test("[RULE-084] aborts running stages, starts no others, and run() rejects with the reason", async () => {
    const controller = new AbortController();
    const aborts: unknown[] = [];
    const reason = new Error("user pressed stop");
    const result = waiting(aborts).run({}, { signal: controller.signal });
    await turn();
    controller.abort(reason);
    await expect(result).rejects.toBe(reason);
    expect(aborts).toEqual([reason]);
  });

  test("[RULE-084] gives a report with the status cancelled", async () => {
    const controller = new AbortController();
    const settled = waiting().settled({}, { signal: controller.signal });
    await turn();
    controller.abort();
    const report = await settled;
    expect(report.status).toBe("cancelled");
    expect(statuses(report)).toEqual({ waits: "cancelled", next: "cancelled" });
    expect(report.error).toMatchObject({ code: "PIPELINE_RUN_CANCELLED" });
  });
});

test("[RULE-085] a signal aborted beforehand cancels the run before any stage starts", async () => {
  let started = 0;
  const pipeline = definePipeline("never", {}, (p) => ({ a: p.stage("a", {}, () => ++started) }));
  const report = await pipeline.settled({}, { signal: AbortSignal.abort() });
  expect(report.status).toBe("cancelled");
  expect(started).toBe(0);
});

test("cancel() without a reason rejects with a coded error, and again does nothing", async () => {
  const run = waiting().start();
  await turn();
  run.cancel();
  run.cancel(new Error("second"));
  const error = await run.result().catch((caught: unknown) => caught);
  expect(PipelineError.is(error, "PIPELINE_RUN_CANCELLED")).toBe(true);
});

describe("[RULE-084] a schema of parameters that never answers", () => {
  const validate = (): Promise<never> => new Promise(() => {});
  const parameters = Parameters.define({ "~standard": { version: 1 as const, vendor: "test", validate } });
  const pipeline = definePipeline("unanswered", { parameters }, (p) => ({ a: p.stage("a", {}, () => 1) }));

  test.for(["cancel", "close", "signal"] as const)("does not keep a run from being ended by %s", async (how) => {
    const controller = new AbortController();
    const run = pipeline.start({}, { signal: controller.signal });
    await turn();
    if (how === "signal") controller.abort();
    else void run[how]();
    const report = await within(run.settled());
    expect(report.status).toBe("cancelled");
    expect(statuses(report)).toEqual({ a: "cancelled" });
  });
});

test.for([
  ["signal", {}],
  ["clock", { now: () => 0 }],
] as const)("start() refuses a %s that is none", ([option, value]) => {
  const refused = thrownBy(() => waiting().start({}, { [option]: value }));
  expect(refused).toMatchObject({ code: "PIPELINE_INVALID_ARGUMENT" });
  expect(refused.message).toContain(`'${option}' of run of pipeline 'waiting'`);
});

test("cancel() right after start(), before the first stage, cancels too", async () => {
  const run = waiting().start();
  run.cancel(new Error("at once"));
  expect(statuses(await run.settled())).toEqual({ waits: "cancelled", next: "cancelled" });
});

test("disposing a run cancels it and waits for its end", async () => {
  const aborts: unknown[] = [];
  const run = waiting(aborts).start();
  await turn();
  await run[Symbol.asyncDispose]();
  expect(aborts).toHaveLength(1);
  await run.close();
});

test("close() with a grace lets the run end by itself, and cancels it when it does not", async () => {
  const clock = new ManualClock();
  const quick = definePipeline("quick", {}, (p) => ({ a: p.stage("a", {}, async () => (await turn(), 1)) })).start(
    {},
    { clock },
  );
  await quick.close({ graceMs: 100 });
  expect((await quick.settled()).status).toBe("succeeded");
  expect(clock.pendingTimers).toBe(0);
  const slow = waiting().start({}, { clock });
  const closed = slow.close({ graceMs: 100 });
  await clock.advance(99);
  await clock.advance(1);
  await closed;
  expect((await slow.settled()).status).toBe("cancelled");
});

test("close() refuses options that it does not know, and leaves the run alone", async () => {
  const clock = new ManualClock();
  const run = waiting().start({}, { clock });
  await expect(run.close({ grace: 100 } as never)).rejects.toMatchObject({ code: "PROTOCOL_UNKNOWN_OPTION" });
  await expect(run.close({ graceMs: -1 })).rejects.toMatchObject({ code: "PROTOCOL_INVALID_OPTION" });
  const closed = run.close({ graceMs: 100 });
  await clock.advance(99);
  expect(clock.pendingTimers).toBe(1);
  await clock.advance(1);
  await closed;
});

test("a handle that nobody asks for its result does not crash the process", async () => {
  const rejections: unknown[] = [];
  const note = (reason: unknown): void => void rejections.push(reason);
  process.on("unhandledRejection", note);
  definePipeline("fails", {}, (p) => ({ a: p.stage("a", {}, () => Promise.reject(new Error("unseen"))) })).start();
  await turn();
  await turn();
  process.off("unhandledRejection", note);
  expect(rejections).toEqual([]);
});

test("[SEED-44] nothing keeps the process alive after a run: no timer, listener or handle", async () => {
  const controller = new AbortController();
  const leaks = leakCheck();
  for (let round = 0; round < 20; round++) {
    const pipeline = definePipeline("clean", {}, (p) => {
      const a = p.stage("a", {}, async (_args, { signal }) => (signal.throwIfAborted(), turn()), { timeoutMs: 60_000 });
      const list = p.map("list", [1, 2, 3], { a }, async (n) => n, { timeoutMs: 60_000, retry: { maxAttempts: 2 } });
      return {
        sum: p.reduce(
          "sum",
          p.map("stream", list, {}, (n) => n, { stream: true }),
          0,
          (sum, n) => sum + n,
        ),
      };
    });
    expect(await pipeline.run({}, { signal: controller.signal })).toEqual({ sum: 6 });
  }
  await leaks.assertClean();
});
