import { ManualClock } from "@millrace/protocol";
import { memoryLogger } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import { definePipeline, type PipelineEvent } from "../src/index.ts";

const pipeline = definePipeline("events", {}, (p) => {
  const flaky = p.stage(
    "flaky",
    {},
    (_args, { attempt }) => {
      if (attempt === 1) throw new Error("again");
      return [1, 2];
    },
    { retry: { maxAttempts: 2, initialMs: 10 } },
  );
  const all = p.map("all", flaky, {}, (n) => n);
  return {
    bad: p.stage("bad", { all }, () => Promise.reject(new Error("bad"))),
    next: p.stage("next", {}, () => 1, { after: [all] }),
  };
});

const told = (event: PipelineEvent): string => {
  if (event.type === "run_finished") return `${event.type} ${event.status}`;
  if (event.type === "run_started") return event.type;
  if (event.type === "stage_progress") return `${event.stage} ${event.done}/${event.total}`;
  if (event.type === "stage_finished") return `${event.stage} ${event.status} ${event.attempt}`;
  return event.type === "stage_retrying"
    ? `${event.stage} retrying in ${event.delayMs}`
    : `${event.stage} started ${event.attempt}`;
};

test("[RULE-077] events tell of the run and each change of a stage, in order", async () => {
  const clock = new ManualClock({ nowMs: 1000 });
  const events: PipelineEvent[] = [];
  const run = pipeline.start({}, { clock, onFailure: "continue", onEvent: (event) => void events.push(event) });
  await clock.advance(100);
  await run.settled();
  expect(events.map(told)).toEqual([
    "run_started",
    "flaky started 1",
    "flaky retrying in 10",
    "flaky started 2",
    "flaky succeeded 2",
    "all started 1",
    "all 1/2",
    "all 2/2",
    "all succeeded 1",
    "bad started 1",
    "next started 1",
    "next succeeded 1",
    "bad failed 1",
    "run_finished failed",
  ]);
  expect(events.every((event) => event.runId === run.runId && event.pipeline === "events")).toBe(true);
  expect(events.map((event) => event.time)).toEqual(events.map((event) => event.time).toSorted((a, b) => a - b));
  expect(events[0]?.time).toBe(1000);
  expect(events.at(-1)?.time).toBe(1010);
});

test("[RULE-077] stages that never started are told too, before the end of the run", async () => {
  const events: string[] = [];
  const stopping = definePipeline("stops", {}, (p) => {
    const bad = p.stage("bad", {}, (): number => {
      throw new Error("bad");
    });
    return { below: p.stage("below", { bad }, () => 1), beside: p.stage("beside", {}, () => 1) };
  });
  await stopping.settled({}, { onEvent: (event) => void events.push(told(event)) });
  expect(events.slice(-3)).toEqual(["below upstream_failed 0", "beside not_run 0", "run_finished failed"]);
});

test("[RULE-077] events that a listener causes come after the one that it heard, for all listeners", async () => {
  const heard: string[] = [];
  const cancelling = definePipeline("cancelling", {}, (p) => ({ a: p.stage("a", {}, () => 1) }));
  const run = cancelling.start(
    {},
    {
      onEvent: [
        (event) => event.type === "run_started" && run.cancel(new Error("at once")),
        (event) => void heard.push(event.type),
      ],
    },
  );
  expect((await run.settled()).status).toBe("cancelled");
  expect(heard).toEqual(["run_started", "stage_finished", "run_finished"]);
});

test("[RULE-077] a throwing listener is logged, and neither the run nor the other listeners suffer", async () => {
  const logger = memoryLogger();
  let heard = 0;
  const fine = definePipeline("fine", {}, (p) => ({ one: p.stage("one", {}, () => 1) }));
  const throwing = (): void => {
    throw new Error("listener");
  };
  expect(await fine.run({}, { logger, onEvent: [throwing, () => void heard++] })).toEqual({ one: 1 });
  expect(heard).toBe(4);
  expect(logger.records.filter((record) => record.level === "error")).toHaveLength(4);
});

test("the record of a run says when each stage started and ended, how often it was tried, and what it gave", async () => {
  const clock = new ManualClock({ nowMs: 5000 });
  const run = pipeline.start({}, { clock, onFailure: "continue", runId: "run-1" });
  await clock.advance(100);
  const report = await run.settled();
  expect(report).toMatchObject({
    runId: "run-1",
    pipeline: "events",
    status: "failed",
    startedAt: 5000,
    endedAt: 5010,
    durationMs: 10,
  });
  expect(report.stage("flaky")).toMatchObject({
    kind: "task",
    attempts: 2,
    startedAt: 5000,
    endedAt: 5010,
    durationMs: 10,
    value: [1, 2],
  });
  expect(report.stage("all")).toMatchObject({ kind: "map", items: { started: 2, done: 2 } });
  expect(report.stage("missing")).toBeUndefined();
  expect(report.counts).toEqual({ succeeded: 3, failed: 1 });
});
