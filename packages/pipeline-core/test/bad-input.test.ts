/* oxlint-disable unicorn/no-thenable, eslint/no-throw-literal, typescript/only-throw-error, promise/prefer-promise-reject-errors, typescript/prefer-promise-reject-errors -- what users do */
import { leakCheck } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import { definePipeline, Parameters, Pipeline, Stage, type RunOptions } from "../src/index.ts";
import { turn } from "./support/deferred.ts";

/** A pipeline of one stage that does `fn`. */
const one = (fn: () => unknown) => definePipeline("one", {}, (p) => ({ value: p.stage("value", {}, fn) }));
const failure = async (fn: () => unknown): Promise<unknown> => (await one(fn).settled()).failures[0]?.error;

describe("what a stage may throw or return", () => {
  test.for([[undefined], [null], [0], [""], ["text"], [{ some: "object" }], [Symbol("s")]])(
    "throwing %s fails the stage with it",
    async ([thrown]) => {
      expect(
        await failure(() => {
          throw thrown;
        }),
      ).toBe(thrown);
      expect(await failure(() => Promise.reject(thrown))).toBe(thrown);
    },
  );

  test("a thenable that throws, settles twice or never settles again is one outcome", async () => {
    const throwing = {
      then: () => {
        throw new Error("then threw");
      },
    };
    expect(await failure(() => throwing)).toMatchObject({ message: "then threw" });
    const twice = {
      then: (resolve: (value: number) => void) => {
        resolve(1);
        resolve(2);
      },
    };
    expect(await one(() => twice).run()).toEqual({ value: 1 });
  });

  test("an object whose getters throw is a value like any other", async () => {
    const hostile = {
      get name(): never {
        throw new Error("getter");
      },
    };
    const report = await one(() => hostile).settled();
    expect(report.status).toBe("succeeded");
    expect(report.outputs.value).toBe(hostile);
  });

  test("an error without message or stack is reported all the same", async () => {
    const bare = Object.create(Error.prototype) as Error;
    const report = await one(() => Promise.reject(bare)).settled();
    expect(report.error?.message).toContain("stage 'value' failed on attempt 1");
  });
});

describe("what a definition may be given", () => {
  test.for<[string, unknown]>([
    ["undefined", undefined],
    ["an object", {}],
    ["a promise", Promise.resolve(() => 1)],
    ["a number", 7],
  ])("%s in place of a function is refused with its stage", ([, fn]) => {
    expect(() => definePipeline("p", {}, (p) => ({ a: p.stage("a", {}, fn as never) }))).toThrow(
      expect.objectContaining({ code: "PIPELINE_NOT_A_FUNCTION" }),
    );
    expect(() => definePipeline("p", {}, (p) => ({ a: p.map("a", [], {}, fn as never) }))).toThrow(/map 'a'/);
    expect(() => definePipeline("p", {}, (p) => ({ a: p.reduce("a", [], 0, fn as never) }))).toThrow(/reduce 'a'/);
    expect(() => Stage(fn as never)).toThrow(expect.objectContaining({ code: "PIPELINE_NOT_A_FUNCTION" }));
  });

  test("[RULE-046] a cycle that the compiler could not see is refused with its path", () => {
    const cyclic = () =>
      Pipeline.unchecked("cyclic", Parameters.define(), {
        stages: {
          a: Stage(() => 1, { after: ["c"] }),
          b: Stage(() => 1, { after: ["a"] }),
          c: Stage(() => 1, { after: ["b"] }),
          free: Stage(() => 1),
        },
      });
    expect(cyclic).toThrow(expect.objectContaining({ code: "PIPELINE_CYCLE" }));
    expect(cyclic).toThrow(/a -> b -> c -> a|b -> c -> a -> b|c -> a -> b -> c/);
    expect(() =>
      Pipeline.unchecked("self", Parameters.define(), { stages: { a: Stage(() => 1, { after: ["a"] }) } }),
    ).toThrow("a -> a");
  });

  test("a builder that is used after its definition has ended is refused", () => {
    let leaked: { stage: (id: string, inputs: object, fn: () => number) => unknown } | undefined;
    definePipeline("p", {}, (p) => {
      leaked = p;
      return {};
    });
    expect(() => leaked?.stage("late", {}, () => 1)).toThrow(
      expect.objectContaining({ code: "PIPELINE_DEFINITION_CLOSED" }),
    );
  });

  test("an unknown parameter of the builder is refused with the nearest name", () => {
    expect(() =>
      definePipeline("p", { parameters: Parameters.define({ region: "x" }) }, (p) => ({
        a: (p.parameters as never as { regoin: never }).regoin,
      })),
    ).toThrow("did you mean 'region'?");
  });
});

describe("what a run may be given", () => {
  const fine = one(() => 1);

  test.for<[RunOptions | object, string]>([
    [{ concurency: 2 }, "did you mean 'concurrency'?"],
    [{ concurrency: 0 }, "'concurrency' must be"],
    [{ concurrency: 1.5 }, "'concurrency' must be"],
    [{ concurrency: Number.NaN }, "'concurrency' must be"],
    [{ onFailure: "explode" }, "'onFailure' must be one of"],
    [{ onExit: 7 }, "'onExit' must be one of"],
    [{ limits: { api: -1 } }, "'api' must be"],
    [{ limits: { api: 1 } }, "has no option 'api'"],
    [{ limits: null }, "'limits' of run of pipeline"],
    [{ onEvent: "log" }, "'onEvent'"],
    [{ onEvent: null }, "'onEvent' of run of pipeline"],
    [{ onEvent: {} }, "'onEvent' of run of pipeline"],
    [{ logger: {} }, "must be a Logger"],
    [{ logging: { console: 5 } }, "'logging.console' of run of pipeline"],
    [{ logging: { file: {} } }, "'logging.file' of run of pipeline"],
    [{ overrides: { vlaue: {} } }, "did you mean 'value'?"],
  ])("%j is refused: %s", async ([options, message]) => {
    expect(() => fine.start({}, options as RunOptions)).toThrow(message);
    await expect(fine.run({}, options as RunOptions)).rejects.toThrow(message);
  });

  test("options in the place of parameters are told where they belong", async () => {
    const pipeline = definePipeline("p", {}, (p) => ({ a: p.stage("a", {}, () => 1) }));
    await expect(pipeline.run({ progress: true })).rejects.toMatchObject({
      code: "PIPELINE_UNKNOWN_PARAMETER",
      message: expect.stringContaining(
        "parameter 'progress' was not declared; the options of a run are the second argument, as in run({}, options)",
      ),
    });
    const parameters = Parameters.define({ progress: 1 });
    const own = definePipeline("p", { parameters }, (p) => ({
      a: p.stage("a", { n: p.parameters.progress }, ({ n }) => n),
    }));
    expect(await own.run({ progress: 2 })).toEqual({ a: 2 });
  });

  test("[RULE-032] an unknown parameter rejects before any stage starts", async () => {
    let started = 0;
    const pipeline = definePipeline("p", { parameters: Parameters.define({ day: "mon" }) }, (p) => ({
      a: p.stage("a", {}, () => ++started),
    }));
    await expect(pipeline.run({ dya: "tue" } as never)).rejects.toMatchObject({
      code: "PIPELINE_UNKNOWN_PARAMETER",
      message: expect.stringContaining("did you mean 'day'?"),
    });
    const report = await pipeline.settled({ dya: "tue" } as never);
    expect(report).toMatchObject({
      status: "failed",
      error: { code: "PIPELINE_UNKNOWN_PARAMETER" },
      counts: { not_run: 1 },
    });
    expect(started).toBe(0);
  });

  test("a schema that throws, or is async and rejects, ends the run with its error", async () => {
    const schema = (validate: () => never) => ({
      "~standard": { version: 1 as const, vendor: "test", validate, types: undefined },
    });
    const refusing = schema(() => {
      throw new Error("broken schema");
    });
    const pipeline = definePipeline("p", { parameters: Parameters.define<object, object>(refusing) }, (p) => ({
      a: p.stage("a", {}, () => 1),
    }));
    await expect(pipeline.run({})).rejects.toThrow("broken schema");
  });
});

test("a throwing mapper fails its stage with stage, argument and cause, and nothing hangs", async () => {
  const { Input, InputBinding } = await import("../src/index.ts");
  const cause = new Error("mapper");
  const mapper = (): never => {
    throw cause;
  };
  const pipeline = Pipeline("p", Parameters.define(), {
    stages: {
      a: Stage(({ x }: { x: number }) => x, {
        inputs: [Input({ asArg: "x", bind: InputBinding.immediate(1, { mapper }) })],
        retry: { maxAttempts: 5, initialMs: 60_000 },
      }),
    },
  });
  const error = (await pipeline.settled()).failures[0];
  expect(error).toMatchObject({
    attempt: 1,
    error: { code: "PIPELINE_INPUT_UNBOUND", cause, details: { stage: "a", argument: "x" } },
  });
});

test("a stage that never ends holds nothing once the run is given up", async () => {
  const leaks = leakCheck();
  const run = definePipeline("endless", {}, (p) => ({
    a: p.stage("a", {}, () => new Promise<never>(() => {}), { timeoutMs: 60_000 }),
  })).start();
  await turn();
  run.cancel(new Error("given up"));
  await expect(run.result()).rejects.toThrow("given up");
  await leaks.assertClean();
});
