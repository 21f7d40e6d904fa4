import { describe, expect, test } from "vitest";
import { ExitPipeline, definePipeline, Parameters, Pipeline, Stage, PipelineError } from "../src/index.ts";
import { deferred, turn, untilAborted } from "./support/deferred.ts";
import { statuses } from "./support/statuses.ts";

const exiting = (exit: ExitPipeline, attempts: number[] = []) =>
  definePipeline("exits", {}, (p) => {
    const first = p.stage("first", {}, () => "done");
    const stop = p.stage(
      "stop",
      { first },
      (_args, { attempt }): string => {
        attempts.push(attempt);
        throw exit;
      },
      { retry: { maxAttempts: 3, initialMs: 0 } },
    );
    const rest = p.stage("rest", { stop }, () => "never");
    return { first, stop, rest };
  });

test("[RULE-086, DEV-01] ExitPipeline ends the run as exited, and run() resolves", async () => {
  const pipeline = exiting(new ExitPipeline("enough"));
  expect(await pipeline.run()).toMatchObject({ first: "done" });
  const report = await pipeline.settled();
  expect(report.status).toBe("exited");
  expect(statuses(report)).toEqual({ first: "succeeded", stop: "succeeded", rest: "not_run" });
  expect(report.error).toBeUndefined();
});

test("[RULE-088] its value becomes the value of the stage", async () => {
  expect(await exiting(new ExitPipeline("enough", { value: "partial" })).run()).toEqual({
    first: "done",
    stop: "partial",
  });
});

test("[RULE-087] with error: true the run has failed", async () => {
  const exit = new ExitPipeline("broken", { error: true });
  const error = (await exiting(exit)
    .run()
    .catch((caught: unknown) => caught)) as PipelineError;
  expect(error).toMatchObject({ code: "PIPELINE_RUN_EXITED", cause: exit });
  expect(error.message).toContain("stage 'stop'");
  expect(error.run?.status).toBe("failed");
});

test("[RULE-089] it is never retried", async () => {
  const attempts: number[] = [];
  await exiting(new ExitPipeline(), attempts).settled();
  expect(attempts).toEqual([1]);
});

describe("running stages at an exit", () => {
  const pipeline = (gate: Promise<void>, aborts: string[]) =>
    definePipeline("beside", {}, (p) => ({
      slow: p.stage("slow", {}, async (_args, { signal }) => {
        signal.addEventListener("abort", () => aborts.push("slow"));
        await Promise.race([gate, untilAborted(signal)]);
        return "slow";
      }),
      stop: p.stage("stop", {}, async () => {
        await turn();
        throw new ExitPipeline();
      }),
    }));

  test("[DEV-01] drain by default", async () => {
    const [gate, aborts] = [deferred(), [] as string[]];
    const run = pipeline(gate.promise, aborts).start();
    await turn();
    await turn();
    gate.resolve();
    expect(statuses(await run.settled())).toEqual({ slow: "succeeded", stop: "succeeded" });
    expect(aborts).toEqual([]);
  });

  test("[DEV-01] are aborted with onExit: 'abort'", async () => {
    const aborts: string[] = [];
    const report = await pipeline(deferred().promise, aborts).settled({}, { onExit: "abort" });
    expect(statuses(report)).toEqual({ slow: "cancelled", stop: "succeeded" });
    expect(aborts).toEqual(["slow"]);
    expect(report.status).toBe("exited");
  });
});

test("an exit from an item of a map ends the run", async () => {
  const pipeline = definePipeline("item", {}, (p) => {
    const all = p.map("all", [1, 2, 3], {}, async (n) => {
      if (n === 2) throw new ExitPipeline("at two");
      return n;
    });
    return { next: p.stage("next", { all }, () => "never") };
  });
  const report = await pipeline.settled();
  expect(report.status).toBe("exited");
  expect(statuses(report)["next"]).toBe("not_run");
});

test.for([false, true])("[RULE-086, RULE-087] an exit from an output mapper ends the run, error: %s", async (error) => {
  const outputMapper = (): { readonly n: number } => {
    throw new ExitPipeline("enough", { error });
  };
  const report = await Pipeline("mapped", Parameters.define(), {
    stages: {
      stop: Stage(() => 1, { outputMapper, retry: { maxAttempts: 3, initialMs: 0 } }),
      rest: Stage(() => 2, { after: ["stop"] }),
    },
  }).settled();
  expect(report.status).toBe(error ? "failed" : "exited");
  expect(statuses(report)).toEqual({ stop: error ? "failed" : "succeeded", rest: "not_run" });
  expect(report.stage("stop")?.attempts).toBe(1);
  expect(PipelineError.is(report.error, "PIPELINE_RUN_EXITED")).toBe(error);
});

test("an exit is recognised across copies of the class by its brand", () => {
  expect(ExitPipeline.is(new ExitPipeline())).toBe(true);
  expect(ExitPipeline.is(new Error("no"))).toBe(false);
  expect(ExitPipeline.is({ [Symbol.for("@millrace/pipeline-core/exit")]: true })).toBe(true);
});
