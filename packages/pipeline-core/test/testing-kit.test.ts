import { AssertionError } from "node:assert";
import { expectCode } from "@millrace/protocol/testing";
import { expect, expectTypeOf, test } from "vitest";
import {
  context,
  definePipeline,
  dependency,
  Input,
  InputBinding,
  Parameters,
  param,
  SequentialOutputMapper,
  Stage,
  variable,
  type StageContext,
} from "../src/index.ts";
import { expectRun, ManualClock, recordEvents, replaceStages, runStage } from "../src/testing.ts";

const load = Stage(
  async (args: { source: string; rows: readonly number[] }, { logger, variables }: StageContext) => {
    logger.info({ source: args.source }, "loading");
    variables.set("seen", args.rows.length);
    return [args.source, args.rows.length] as const;
  },
  {
    inputs: [param("source"), dependency("fetch", { asArg: "rows" })],
    outputMapper: SequentialOutputMapper(["from", "count"]),
    after: ["somewhere"],
  },
);

test("runStage runs a stage with parameters, variables and the stages before it", async () => {
  const run = await runStage(
    load,
    {},
    { parameters: { source: "north" }, stages: { fetch: [1, 2, 3] }, variables: { seen: 0, kept: "x" } },
  );
  expectTypeOf(run.value).toEqualTypeOf<readonly [string, number]>();
  expect(run.value).toEqual(["north", 3]);
  expect(run.outputs).toEqual({ from: "north", count: 3 });
  expect(run.variables).toEqual({ seen: 3, kept: "x" });
  expect(run.record).toMatchObject({ id: "stage", status: "succeeded", attempts: 1 });
  expect(run.logs.map(({ message }) => message)).toEqual(["stage started", "loading", "stage finished"]);
});

test("arguments take the place of inputs; named outputs of stages before can be given", async () => {
  const stage = Stage((args: { left: unknown; day: unknown; total: unknown }) => [args.left, args.day, args.total], {
    inputs: [
      dependency("split", { asArg: "left", fromOutput: "left" }),
      Input({
        asArg: "day",
        bind: InputBinding.callback(() => {
          throw new Error("not evaluated");
        }),
      }),
      variable("total"),
    ],
  });
  const { value } = await runStage(
    stage,
    { day: "friday" },
    { outputs: { split: { left: 1, right: 2 } }, variables: { total: 7 }, id: "named" },
  );
  expect(value).toEqual([1, "friday", 7]);
});

test("a bare function runs with its arguments and a full context", async () => {
  const seen = await runStage(
    (args: { n: number }, stage) => {
      expect(context.STAGE.must()).toBe("stage");
      return { n: args.n + 1, run: stage.runId, aborted: stage.signal.aborted, of: stage.pipeline };
    },
    { n: 1 },
    { runId: "r1" },
  );
  expect(seen.value).toEqual({ n: 2, run: "r1", aborted: false, of: "test" });
});

test("what the stage throws comes out after its retries, which run on the clock that is given", async () => {
  const clock = new ManualClock();
  let calls = 0;
  const flaky = Stage(
    () => {
      calls++;
      throw new TypeError(`call ${calls}`);
    },
    { retry: { maxAttempts: 3, initialMs: 60_000 } },
  );
  const outcome = runStage(flaky, {}, { clock }).catch((error: unknown) => error);
  await clock.advance(180_000);
  expect(await outcome).toMatchObject({ name: "TypeError", message: "call 3" });
});

test("an input from a stage that is not given, and an unknown option, are coded errors", async () => {
  await expectCode(runStage(load, {}, { parameters: { source: "x" } }), "PIPELINE_UNKNOWN_STAGE");
  await expectCode(runStage(load, {}, { stage: {} } as never), "PROTOCOL_UNKNOWN_OPTION");
  await expectCode(runStage(load, {}, { stages: { fetch: [] } }), "PIPELINE_UNKNOWN_PARAMETER");
});

test("an aborted signal ends the stage with its reason", async () => {
  const signal = AbortSignal.abort(new RangeError("enough"));
  await expect(runStage(() => 1, undefined as never, { signal })).rejects.toThrow("enough");
});

const inner = definePipeline("inner", { parameters: Parameters.define({ n: 1 }) }, (p) => ({
  n: p.stage("parse", { n: p.parameters.n }, ({ n }) => n),
}));
const pipeline = definePipeline("orders", {}, (p) => {
  const rows = p.stage("fetch", {}, (): number[] => {
    throw new Error("no network in tests");
  });
  const doubled = p.map("double", rows, {}, (n) => n * 2);
  const clean = p.pipeline("clean", inner, { n: 5 });
  return { sum: p.reduce("sum", doubled, 0, (sum, n) => sum + n), clean };
});

test("replaceStages puts functions in the place of stages of any kind", async () => {
  const offline = replaceStages(pipeline, { fetch: () => [1, 2, 3], clean: (args: { n: number }) => ({ n: -args.n }) });
  expect(await offline.run()).toEqual({ sum: 12, clean: { n: -5 } });
  const shorter = replaceStages(pipeline, { fetch: () => undefined, double: () => [100] });
  expect(await shorter.run()).toMatchObject({ sum: 100 });
  await expect(pipeline.run()).rejects.toThrow("no network in tests");
  expect(() => replaceStages(pipeline, { fecth: () => 1 })).toThrow(
    "[PIPELINE_UNKNOWN_STAGE] replaceStages names stage 'fecth', which pipeline 'orders' does not have; did you mean 'fetch'?",
  );
  expect(() => replaceStages(pipeline, { fetch: 1 as never })).toThrow("[PIPELINE_NOT_A_FUNCTION]");
});

test("what stands in for a map, a reduce or a zip gets what that goes over, and waits for it", async () => {
  const lists = definePipeline("lists", {}, (p) => {
    const letters = p.stage("letters", {}, async () => ["a", "b"]);
    const stream = p.map("stream", letters, {}, (letter) => letter.toUpperCase(), { stream: true });
    const rows = p.zip("rows", { letter: letters });
    return {
      text: p.reduce("text", stream, "", (text, letter) => text + letter),
      twice: p.map("twice", letters, { n: 2 }, (letter, { n }) => letter.repeat(n)),
      rows,
    };
  });
  const replaced = replaceStages(lists, {
    text: async ({ over }: { over: AsyncIterable<string> }) => {
      let text = "";
      for await (const letter of over) text += `${letter}-`;
      return text;
    },
    twice: (args: object) => [args],
    rows: (args: object) => [args],
  });
  expect(await replaced.run()).toEqual({
    text: "A-B-",
    twice: [{ n: 2, over: ["a", "b"] }],
    rows: [{ letter: ["a", "b"] }],
  });
  // One that reads no stream is a reader all the same.
  expect(await replaceStages(lists, { text: () => "none" }).run()).toMatchObject({ text: "none" });
});

test("recordEvents keeps events, tells them by kind and the order of starts", async () => {
  const recorder = recordEvents();
  const offline = replaceStages(pipeline, { fetch: () => [1] });
  await offline.run({}, { onEvent: recorder.listen });
  expect(recorder.started).toEqual(["fetch", "clean", "double", "clean.parse", "sum"]);
  expect(recorder.of("stage_progress")).toMatchObject([{ stage: "double", done: 1, total: 1 }]);
  expect(recorder.events.at(-1)?.type).toBe("run_finished");
});

test("expectRun passes what holds, and shows the run's summary with what does not", async () => {
  const report = await pipeline.settled({}, { onFailure: "continue" });
  expectRun(report)
    .status("failed")
    .stages({ fetch: "failed", double: "upstream_failed", "clean.parse": "succeeded" })
    .outputs({ clean: { n: 5 } })
    .failure("fetch", "no network")
    .failure("fetch", /^no .+ tests$/);
  const message = (check: () => unknown): string => {
    try {
      check();
    } catch (error) {
      return error instanceof AssertionError ? error.message : "another error";
    }
    return "nothing was thrown";
  };
  expect(message(() => expectRun(report).status("succeeded"))).toMatch(
    /^the run failed, expected succeeded\n\norders: failed in /,
  );
  expect(message(() => expectRun(report).stages({ sum: "succeeded" }))).toMatch(/^stage 'sum' is upstream_failed/);
  expect(message(() => expectRun(report).stages({ zzz: "succeeded" }))).toMatch(/^stage 'zzz' is absent/);
  expect(message(() => expectRun(report).outputs({ clean: { n: 6 } }))).toMatch(/^output 'clean' is not as expected/);
  expect(message(() => expectRun(report).failure("fetch", "disk"))).toMatch(/^stage 'fetch' did not fail with disk/);
  expect(message(() => expectRun(report).failure("clean", "disk"))).toMatch(/^stage 'clean' did not fail/);
});

test("expectRun knows errors by their code", async () => {
  const slow = definePipeline("slow", {}, (p) => ({
    a: p.stage("a", {}, async () => new Promise((resolve) => setTimeout(resolve, 1000).unref()), { timeoutMs: 1 }),
  }));
  const report = await slow.settled();
  expectRun(report).failure("a", "PIPELINE_STAGE_TIMEOUT");
  expect(() => expectRun(report).failure("a", "PIPELINE_CYCLE")).toThrow("did not fail with PIPELINE_CYCLE");
});
