import { inspect } from "node:util";
import { MillraceError } from "@millrace/protocol";
import { describe, expect, test } from "vitest";
import { PipelineError, definePipeline, optional, settled } from "../src/index.ts";
import { deferred, turn, untilAborted } from "./support/deferred.ts";
import { statuses } from "./support/statuses.ts";

const boom = (): never => {
  throw new Error("boom");
};

/** `slow` runs, `bad` fails beside it, `below` needs `bad`, `late` waits for `slow`. */
const mixed = (release: Promise<void>, aborts: string[] = []) =>
  definePipeline("mixed", {}, (p) => {
    const slow = p.stage("slow", {}, async (_args, { signal }) => {
      signal.addEventListener("abort", () => aborts.push("slow"));
      await Promise.race([release, untilAborted(signal)]);
      return "slow";
    });
    const bad = p.stage("bad", {}, boom);
    const below = p.stage("below", { bad }, () => "never");
    const late = p.stage("late", {}, () => "late", { after: [slow] });
    return { below, slow, late };
  });

describe("failure policies", () => {
  test("[RULE-079, DEV-01] by default nothing new starts and running stages end", async () => {
    const release = deferred();
    const run = mixed(release.promise).start();
    await turn();
    release.resolve();
    const report = await run.settled();
    expect(report.status).toBe("failed");
    expect(statuses(report)).toEqual({ bad: "failed", below: "upstream_failed", slow: "succeeded", late: "not_run" });
  });

  test("[RULE-080] 'abort' aborts the signals of running stages too", async () => {
    const aborts: string[] = [];
    const pipeline = definePipeline("abort", {}, (p) => {
      const slow = p.stage("slow", {}, async (_args, { signal }) => {
        signal.addEventListener("abort", () => aborts.push("slow"));
        await untilAborted(signal);
      });
      const bad = p.stage("bad", {}, async () => (await turn(), boom()));
      return { slow, bad };
    });
    const report = await pipeline.settled({}, { onFailure: "abort" });
    expect(aborts).toEqual(["slow"]);
    expect(statuses(report)).toEqual({ slow: "cancelled", bad: "failed" });
    expect(report.status).toBe("failed");
  });

  test("[RULE-081, RULE-071] 'continue' runs all but what depends on the failed stage", async () => {
    const report = await mixed(Promise.resolve()).settled({}, { onFailure: "continue" });
    expect(statuses(report)).toEqual({ bad: "failed", below: "upstream_failed", slow: "succeeded", late: "succeeded" });
    expect(report.status).toBe("failed");
    expect(report.outputs).toEqual({ slow: "slow", late: "late" });
  });
});

test("[RULE-082, DEV-02] run() rejects with each failure, the first in its message", async () => {
  const pipeline = definePipeline("two", {}, (p) => ({ a: p.stage("a", {}, boom), b: p.stage("b", {}, boom) }));
  const error = await pipeline.run({}, { onFailure: "continue" }).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(PipelineError);
  const { code, message, failures, run } = error as PipelineError;
  expect(code).toBe("PIPELINE_RUN_FAILED");
  expect(message).toContain("stage 'a' failed on attempt 1: boom");
  expect(failures.map(({ stage, attempt }) => [stage, attempt])).toEqual([
    ["a", 1],
    ["b", 1],
  ]);
  expect(failures[0]?.error).toMatchObject({ message: "boom" });
  expect(run?.status).toBe("failed");
  expect(JSON.stringify(error)).toContain("PIPELINE_RUN_FAILED");
});

test("[RULE-082] an error that is printed with all that it has tells its cause once", async () => {
  const pipeline = definePipeline("once", {}, (p) => ({ a: p.stage("a", {}, boom) }));
  const error = await pipeline.run().catch((caught: unknown) => caught);
  const printed = inspect(error, { depth: 10 });
  expect(printed).toMatch(/^PipelineError: \[PIPELINE_RUN_FAILED\] pipeline 'once' failed/);
  expect(printed.match(/Error: boom/g)).toHaveLength(1);
  expect(printed).not.toContain("failures");
});

test("PipelineError.is knows the errors of this package, and narrows to their members", () => {
  const error: unknown = new PipelineError("PIPELINE_RUN_FAILED", "x", { failures: [] });
  if (!PipelineError.is(error)) throw new Error("not recognised");
  expect(error.failures).toEqual([]);
  expect(PipelineError.is(new MillraceError("PIPELINE_RUN_FAILED", "x"))).toBe(false);
});

test("[RULE-083] settled() never rejects and has a Result for each stage", async () => {
  const report = await mixed(Promise.resolve()).settled({}, { onFailure: "continue" });
  expect(report.results["slow"]).toEqual({ ok: true, value: "slow" });
  expect(report.results["bad"]).toMatchObject({ ok: false, error: { message: "boom" } });
  expect(report.results["below"]).toMatchObject({ ok: false, error: { code: "PIPELINE_STAGE_UNFINISHED" } });
});

describe("consumers that cope", () => {
  const coping = (fail: boolean) =>
    definePipeline("coping", {}, (p) => {
      const risky = p.stage("risky", {}, () => (fail ? boom() : 42));
      const value = p.stage("value", { risky: optional(risky, 7) }, ({ risky }) => risky);
      const result = p.stage("result", { risky: settled(risky) }, ({ risky }) =>
        risky.ok ? risky.value : String(risky.error),
      );
      return { value, result };
    });

  test("[SEED-31] optional() hands over the fallback when the stage has no value", async () => {
    expect(await coping(true).run()).toMatchObject({ value: 7 });
    expect(await coping(false).run()).toMatchObject({ value: 42 });
  });

  test("[SEED-30] settled() hands over a Result in both cases", async () => {
    expect(await coping(true).run()).toMatchObject({ result: "Error: boom" });
    expect(await coping(false).run()).toMatchObject({ result: 42 });
  });

  test("a failure that only such consumers see does not fail the run", async () => {
    const report = await coping(true).settled();
    expect(report.status).toBe("succeeded");
    expect(statuses(report)).toEqual({ risky: "failed", value: "succeeded", result: "succeeded" });
  });

  test("one consumer that needs the value is enough to fail it", async () => {
    const pipeline = definePipeline("half", {}, (p) => {
      const risky = p.stage("risky", {}, (): number => boom());
      p.stage("copes", { risky: optional(risky, 7) }, ({ risky }) => risky);
      return { needs: p.stage("needs", { risky }, ({ risky }) => risky) };
    });
    expect((await pipeline.settled()).status).toBe("failed");
  });
});

describe("onUpstream", () => {
  const after = (onUpstream: "all_success" | "all_done" | "one_success", goodToo: boolean) =>
    definePipeline("rules", {}, (p) => {
      const bad = p.stage("bad", {}, boom);
      const other = p.stage("other", {}, () => (goodToo ? 1 : boom()));
      return { last: p.stage("last", {}, () => "ran", { after: [bad, other], onUpstream }) };
    }).settled({}, { onFailure: "continue" });

  test.for([
    ["all_success", true, "upstream_failed"],
    ["all_done", false, "succeeded"],
    ["one_success", true, "succeeded"],
    ["one_success", false, "upstream_failed"],
  ] as const)("[RULE-075] %s with one good upstream %s gives %s", async ([rule, goodToo, status]) => {
    expect(statuses(await after(rule, goodToo))["last"]).toBe(status);
  });
});

test("[RULE-069] results: 'unwrap' takes the value out of a Result and fails for an error", async () => {
  const pipeline = (ok: boolean) =>
    definePipeline("unwrap", {}, (p) => ({
      value: p.stage(
        "value",
        {},
        () => (ok ? { ok: true as const, value: 1 } : { ok: false as const, error: new RangeError("no") }),
        { results: "unwrap" },
      ),
    }));
  expect(await pipeline(true).run()).toEqual({ value: 1 });
  const report = await pipeline(false).settled();
  expect(report.failures[0]?.error).toMatchObject({ code: "PIPELINE_STAGE_RETURNED_ERROR", cause: { message: "no" } });
});
