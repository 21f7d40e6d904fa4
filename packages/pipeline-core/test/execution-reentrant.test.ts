import { describe, expect, test } from "vitest";
import { ManualClock } from "@millrace/protocol";
import { definePipeline, type PipelineEvent, type Run } from "../src/index.ts";
import { turn } from "./support/deferred.ts";
import { statuses } from "./support/statuses.ts";
import { within } from "./support/within.ts";

/** Runs `definition` and cancels it when it first tells of `type`; gives the events and the report, two turns after the end. */
async function cancelledAt(
  type: PipelineEvent["type"],
  definition: { start: (given: object, options: object) => Run<unknown> },
) {
  const events: string[] = [];
  const clock = new ManualClock();
  const run = definition.start(
    {},
    {
      clock,
      onEvent: (event: PipelineEvent) => {
        events.push("stage" in event ? `${event.type} ${event.stage}` : event.type);
        if (event.type === type) run.cancel(new Error("enough"));
      },
    },
  );
  const report = await within(run.settled());
  await turn();
  await turn();
  return { report, events, clock, started: events.filter((event) => event.startsWith("stage_started")) };
}

const pending = ["pending", "ready", "running"];

describe("[RULE-084] a listener that cancels the run", () => {
  test.for(["run_started", "stage_started", "stage_finished"] as const)(
    "at %s leaves no stage unfinished",
    async (type) => {
      const called: string[] = [];
      const pipeline = definePipeline("listening", {}, (p) => {
        const a = p.stage("a", {}, async () => void called.push("a"));
        const b = p.stage("b", { a }, async () => void called.push("b"));
        p.stage("c", {}, () => void called.push("c"));
        return { b };
      });
      const { report, events } = await cancelledAt(type, pipeline);
      expect(report.status).toBe("cancelled");
      expect(Object.values(statuses(report)).filter((status) => pending.includes(status))).toEqual([]);
      expect(events.at(-1)).toBe("run_finished");
      expect(events.filter((event) => event.startsWith("stage_finished"))).toHaveLength(3);
      expect(called).toEqual(type === "stage_finished" ? ["a", "c"] : []);
      expect(statuses(report)).toMatchObject({ b: "cancelled" });
    },
  );

  test("at stage_finished of the only stage that runs ends the run then, and those after it stay cancelled", async () => {
    const pipeline = definePipeline("chain", {}, (p) => {
      const a = p.stage("a", {}, async () => "a");
      return { b: p.stage("b", { a }, () => "never") };
    });
    const { report, events } = await cancelledAt("stage_finished", pipeline);
    expect(statuses(report)).toEqual({ a: "succeeded", b: "cancelled" });
    expect(events.slice(-3)).toEqual(["stage_finished a", "stage_finished b", "run_finished"]);
  });

  test("at stage_started of a stage that waited for its slot gives the slot back", async () => {
    const limit = { key: "one", max: 1 };
    const called: string[] = [];
    const child = definePipeline("child", {}, (p) => {
      for (const id of ["a", "b"]) p.stage(id, {}, async () => void called.push(id), { limit });
      return {};
    });
    const run: Run<unknown> = child.start(
      {},
      { onEvent: (event) => event.type === "stage_started" && event.stage === "b" && run.cancel() },
    );
    const report = await within(run.settled());
    expect(called).toEqual(["a"]);
    expect(statuses(report)).toEqual({ a: "succeeded", b: "cancelled" });
  });

  test.for(["stage", "item"] as const)("at stage_retrying of a %s leaves no timer behind", async (kind) => {
    const fail = (): Promise<never> => Promise.reject(new Error("again"));
    const options = { retry: { maxAttempts: 3, initialMs: 60_000 } };
    const pipeline = definePipeline("retrying", {}, (p) => ({
      a: kind === "stage" ? p.stage("a", {}, fail, options) : p.map("a", [1, 2], {}, fail, options),
    }));
    const { report, clock, started } = await cancelledAt("stage_retrying", pipeline);
    expect(statuses(report)).toEqual({ a: "cancelled" });
    expect(started).toEqual(["stage_started a"]);
    expect(clock.pendingTimers).toBe(0);
  });

  test("at stage_progress starts no further item", async () => {
    const called: number[] = [];
    const pipeline = definePipeline("progressing", {}, (p) => ({
      all: p.map("all", [1, 2, 3], {}, async (n) => void called.push(n), { concurrency: 1 }),
    }));
    const { report } = await cancelledAt("stage_progress", pipeline);
    expect(statuses(report)).toEqual({ all: "cancelled" });
    expect(called).toEqual([1]);
  });

  test("at stage_started of a sub-pipeline's stage keeps that stage from being called", async () => {
    let called = 0;
    const child = definePipeline("child", {}, (p) => ({ inner: p.stage("inner", {}, () => ++called) }));
    const pipeline = definePipeline("outer", {}, (p) => ({ sub: p.pipeline("sub", child, {}) }));
    const run: Run<unknown> = pipeline.start(
      {},
      { onEvent: (event) => event.type === "stage_started" && event.stage === "sub.inner" && run.cancel() },
    );
    const report = await within(run.settled());
    expect(report.status).toBe("cancelled");
    expect(called).toBe(0);
  });
});

test("a stage function may cancel its own run, and counts as cancelled", async () => {
  const run: Run<unknown> = definePipeline("own", {}, (p) => {
    const a = p.stage("a", {}, () => run.cancel(new Error("from inside")));
    return { b: p.stage("b", { a }, () => "never") };
  }).start();
  const report = await within(run.settled());
  expect(statuses(report)).toEqual({ a: "cancelled", b: "cancelled" });
});
