import { systemClock, type Clock, type Logger } from "@millrace/protocol";
import { memoryLogger } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import { definePipeline, Parameters, type PipelineDefinition, type RunOptions, type RunReport } from "../src/index.ts";
import { statuses } from "./support/statuses.ts";
import { thenable } from "./support/thenable.ts";
import { unhandledDuring, within } from "./support/within.ts";

/** The report of a run that must end, and leave no rejection unhandled. */
async function reportOf(definition: PipelineDefinition<object, unknown>, options: RunOptions = {}): Promise<RunReport> {
  let report: RunReport | undefined;
  const unhandled = await unhandledDuring(
    async () => (report = (await within(definition.settled({}, options))) as RunReport),
  );
  expect(unhandled).toEqual([]);
  return report as RunReport;
}

const broken = (what: string): never => {
  throw new Error(what);
};

describe("[RULE-083] what a user gave and what throws fails its stage, and the run ends", () => {
  const nonRetryable = (): boolean => broken("no answer");
  const retry = { maxAttempts: 3, initialMs: 0, nonRetryable };

  test.for([true, false])("[RULE-093] a predicate for retries, after a promise: %s", async (async) => {
    const fail = () => (async ? Promise.reject(new Error("first")) : broken("first"));
    const report = await reportOf(
      definePipeline("p", {}, (p) => ({ a: p.stage("a", {}, fail, { retry }), b: p.stage("b", {}, () => 1) })),
      { onFailure: "continue" },
    );
    expect(statuses(report)).toEqual({ a: "failed", b: "succeeded" });
    expect(report.failures[0]).toMatchObject({
      stage: "a",
      attempt: 1,
      error: { code: "PIPELINE_RETRY_RULE", cause: { message: "no answer" } },
    });
    expect(report.failures[0]?.error).toHaveProperty("message", expect.stringContaining("first"));
  });

  test("[RULE-093] a predicate for retries of items, which fail their map or are collected", async () => {
    const mapping = (onItemError: "fail" | "collect") =>
      definePipeline("p", {}, (p) => ({
        a: p.map("a", [1, 2], {}, async (n) => (n === 1 ? broken("first") : n), { retry, onItemError }),
      }));
    const error = { code: "PIPELINE_RETRY_RULE", cause: { message: "no answer" } };
    const failed = await reportOf(mapping("fail"));
    expect(failed.failures[0]?.error).toMatchObject({ code: "PIPELINE_ITEM_FAILED", cause: error });
    const collected = await reportOf(mapping("collect"));
    expect(collected.outputs).toMatchObject({
      a: [
        { ok: false, error },
        { ok: true, value: 2 },
      ],
    });
  });

  test("[RULE-065] the condition of a branch: a path that leads nowhere, a parameter without a value", async () => {
    const parameters = Parameters.define<{ go: boolean }>(["go"]);
    const pipeline = definePipeline("p", { parameters }, (p) => {
      const source = p.stage("source", {}, () => null as unknown as { deep: boolean });
      return {
        path: p.when("path", source.out.deep, (q) => q.stage("one", {}, () => 1)),
        unset: p.when("unset", p.parameters.go, (q) => q.stage("two", {}, () => 2)),
      };
    });
    const report = await reportOf(pipeline, {
      onFailure: "continue",
    });
    expect(statuses(report)).toMatchObject({ source: "succeeded", one: "failed", two: "failed" });
    for (const id of ["one", "two"]) {
      const error = report.stage(id)?.error as Error;
      expect(error).toMatchObject({ code: "PIPELINE_INPUT_UNBOUND", details: { stage: id } });
      expect(error.message).toContain(`condition of stage '${id}'`);
    }
    expect(report.error?.message).toContain("stage 'one' failed before it started");
  });

  const unreadableThen = thenable({ get: () => broken("then") });
  const throwingThen = thenable({ value: () => broken("late then") });
  const torn = {
    ok: true,
    get value(): never {
      return broken("value");
    },
  };

  test.for([
    ["a `then` that throws when read", () => unreadableThen, {}, "then"],
    ["a `then` that throws when called", () => throwingThen, {}, "late then"],
    ["a Result whose value throws", () => torn, { results: "unwrap" }, "value"],
    ["a Result whose value throws, later", async () => torn, { results: "unwrap" }, "value"],
  ] as const)("a result with %s", async ([, fn, options, message]) => {
    const report = await reportOf(
      definePipeline("p", {}, (p) => ({
        a: p.stage("a", {}, fn, options),
        m: p.map("m", [1], {}, fn, options),
      })),
      { onFailure: "continue" },
    );
    expect(statuses(report)).toEqual({ a: "failed", m: "failed" });
    expect(report.stage("a")?.error).toMatchObject({ message });
  });

  const unreadable = Object.defineProperty(new Error("hidden"), "message", { get: () => broken("unreadable") });
  const bare: unknown = Object.create(null);

  test.for([
    ["no text", bare],
    ["a message that throws", unreadable],
    [
      "nothing that can be read",
      new Proxy({}, { get: () => broken("trap"), getPrototypeOf: () => broken("trap"), has: () => broken("trap") }),
    ],
    ["undefined", undefined],
  ])("an error with %s", async ([, error]) => {
    const fail = (): never => {
      throw error;
    };
    const options = { retry: { maxAttempts: 2, initialMs: 0, nonRetryable: ["Nothing"] } };
    const logger = memoryLogger();
    const report = await reportOf(
      definePipeline("p", {}, (p) => ({
        a: p.stage("a", {}, fail, options),
        b: p.stage("b", {}, async () => fail(), options),
        c: p.stage("c", {}, () => ({ ok: false, error }), { results: "unwrap" }),
        m: p.map("m", [1], {}, async () => fail(), options),
        r: p.reduce("r", [1], 0, fail),
      })),
      { onFailure: "continue", logger },
    );
    expect(statuses(report)).toEqual({ a: "failed", b: "failed", c: "failed", m: "failed", r: "failed" });
    expect(report.error).toMatchObject({ code: "PIPELINE_RUN_FAILED" });
  });
});

test("[RULE-083] a clock that breaks ends the run as failed, with what the clock threw as the cause", async () => {
  const options = { retry: { maxAttempts: 2, initialMs: 5 } };
  const clock: Clock = { ...systemClock, setTimer: () => broken("no timers") };
  for (const timed of [options, { timeoutMs: 10 }]) {
    const report = await reportOf(
      definePipeline("p", {}, (p) => ({
        a: p.stage("a", {}, async () => broken("again"), timed),
        b: p.stage("b", {}, () => new Promise(() => {})),
      })),
      { clock },
    );
    expect(report.status).toBe("failed");
    expect(report.error).toMatchObject({ code: "PIPELINE_RUN_BROKEN", cause: { message: "no timers" } });
    expect(
      Object.values(statuses(report)).filter((status) => ["pending", "ready", "running"].includes(status)),
    ).toEqual([]);
  }
});

describe("[RULE-077] listeners and loggers that fail", () => {
  const fine = definePipeline("fine", {}, (p) => ({
    one: p.stage("one", {}, (_args, { logger }) => (logger.info({}, "hello"), 1)),
  }));

  test("an async listener whose promise rejects is logged, and the run goes on", async () => {
    const logger = memoryLogger();
    const onEvent = (): void => Promise.reject(new Error("listener")) as unknown as void;
    const report = await reportOf(fine, { logger, onEvent });
    expect(report.status).toBe("succeeded");
    const told = logger.records.filter(({ level, message }) => level === "error" && message.includes("listener"));
    expect(told.map(({ fields }) => fields["event"])).toEqual([
      "run_started",
      "stage_started",
      "stage_finished",
      "run_finished",
    ]);
  });

  test.for([true, false])(
    "a logger that throws fails neither stage nor run, and is told once; with a throwing listener: %s",
    async (listening) => {
      const throwing = (): never => broken("disk full");
      const logger: Logger = { debug: throwing, info: throwing, warn: throwing, error: throwing };
      const warnings: Error[] = [];
      const note = (warning: Error): void => void warnings.push(warning);
      process.on("warning", note);
      const heard: string[] = [];
      const report = await reportOf(fine, {
        logger,
        onEvent: [(event) => void heard.push(event.type), ...(listening ? [() => broken("listener")] : [])],
      });
      await new Promise((resolve) => setImmediate(resolve));
      process.off("warning", note);
      expect(report.status).toBe("succeeded");
      expect(heard).toEqual(["run_started", "stage_started", "stage_finished", "run_finished"]);
      const told = warnings.filter(({ message }) => message.includes("disk full"));
      expect(told.map(({ message }) => message)).toEqual([expect.stringContaining("pipeline 'fine'")]);
    },
  );
});
