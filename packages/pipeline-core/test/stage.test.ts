import { describe, expect, test } from "vitest";
import {
  context,
  DEFAULT_OUTPUT_KEY,
  dependency,
  immediate,
  Input,
  InputBinding,
  param,
  Parameters,
  Pipeline,
  SequentialOutputMapper,
  Stage,
} from "../src/index.ts";
import { thrown } from "./support/thrown.ts";

describe("inputs", () => {
  test("[RULE-001] inputs are resolved in the order of the list, before the function is called", async () => {
    const order: string[] = [];
    const bind = (asArg: string) => Input({ asArg, bind: InputBinding.callback(() => order.push(asArg)) });
    await Stage((_args: object) => order.push("function"), {
      inputs: [bind("c"), bind("a"), bind("b")] as Input[],
    }).run();
    expect(order).toEqual(["c", "a", "b", "function"]);
  });

  test("[RULE-002] an override takes the place of a binding, which is not evaluated", async () => {
    const called: string[] = [];
    const stage = Stage((args: { x: number; y: number }) => args.x + args.y, {
      inputs: [
        Input({ asArg: "x", bind: InputBinding.callback(() => called.push("x")) }),
        Input({ asArg: "y", bind: InputBinding.callback(() => called.push("y")) }),
      ],
    });
    expect(await stage.run({ x: 40 })).toBe(41);
    expect(called).toEqual(["y"]);
    const pipeline = Pipeline("p", Parameters.define({}), { stages: { add: stage } });
    expect(await pipeline.run({}, { overrides: { add: { x: 40, y: 2 } } })).toEqual({ add: 42 });
    expect(called).toEqual(["y"]);
  });

  test("[SEED-15] an output of another stage is injected as an argument", async () => {
    const pipeline = Pipeline("p", Parameters.define({}), {
      stages: {
        double: Stage((args: { n: number }) => args.n * 2, { inputs: [dependency("one", { asArg: "n" })] }),
        one: Stage(() => 1),
      },
    });
    expect(await pipeline.run()).toEqual({ one: 1, double: 2 });
  });

  test("[UP-01] all inputs reach the function, and only the logged ones the record", async () => {
    const stage = Stage((args: { a: number; b: number }) => args.a + args.b, {
      inputs: [immediate(1, { asArg: "a", logged: true }), immediate(2, { asArg: "b" })],
    });
    const report = await stage.settled();
    expect(report.stages[0]?.value).toBe(3);
    expect(report.stages[0]?.logged).toEqual({ a: 1 });
  });
});

describe("outputs", () => {
  test("[RULE-004] without an output mapper the one output is DEFAULT_OUTPUT_KEY", async () => {
    expect(DEFAULT_OUTPUT_KEY).toBe("return");
    const pipeline = Pipeline("p", Parameters.define({}), {
      stages: {
        list: Stage(() => [1, 2]),
        see: Stage((args: { list: number[] }) => [args.list, context.STAGES.must().get("list")?.outputs], {
          inputs: [dependency("list", { asArg: "list", fromOutput: DEFAULT_OUTPUT_KEY })],
        }),
      },
    });
    expect((await pipeline.run()).see).toEqual([[1, 2], { [DEFAULT_OUTPUT_KEY]: [1, 2] }]);
  });

  test("[SEED-16, UP-14] an output mapper names parts of the result, and the caller gets the raw result", async () => {
    const pipeline = Pipeline("p", Parameters.define({}), {
      stages: {
        split: Stage(() => ["left", "right"] as const, { outputMapper: SequentialOutputMapper(["a", "b"]) }),
        take: Stage((args: { part: string }) => args.part, {
          inputs: [dependency("split", { asArg: "part", fromOutput: "b" })],
        }),
      },
    });
    expect(await pipeline.run()).toEqual({ split: ["left", "right"], take: "right" });
  });

  test("[RULE-003] a throwing output mapper fails the stage, which has no outputs", async () => {
    const report = await Stage(() => 1, {
      outputMapper: () => {
        throw new RangeError("no");
      },
    }).settled();
    expect(report.stages[0]).toMatchObject({ status: "failed", value: undefined, outputs: {} });
    expect(report.failures[0]?.error).toBeInstanceOf(RangeError);
  });

  test("[RULE-005] any function that gives an object is an output mapper", async () => {
    const report = await Stage(() => 3, { outputMapper: (n) => ({ double: n * 2, half: n / 2 }) }).settled();
    expect(report.stages[0]?.outputs).toEqual({ double: 6, half: 1.5 });
  });

  test.each([
    ["nothing", undefined],
    ["a number", 1],
    ["a list", [1]],
    ["a promise", Promise.resolve({ a: 1 })],
  ])("[RULE-005] an output mapper that gives %s is refused by name", async (_what, value) => {
    const error = await thrown(Stage(function split() {}, { outputMapper: () => value as object }).run());
    expect(error).toMatchObject({ code: "PIPELINE_OUTPUT_MISMATCH" });
    expect(error.message).toContain("output mapper of stage 'split'");
  });
});

describe("the function", () => {
  test("[RULE-006] receives the stage context as its second argument", async () => {
    const pipeline = Pipeline("p", Parameters.define({}), {
      stages: {
        see: Stage((_args: unknown, { runId, pipeline: name, stage, attempt, signal, logger }) => ({
          runId,
          name,
          stage,
          attempt,
          aborted: signal.aborted,
          logs: typeof logger.info,
        })),
      },
    });
    expect(await pipeline.run({}, { runId: "r1" })).toEqual({
      see: { runId: "r1", name: "p", stage: "see", attempt: 1, aborted: false, logs: "function" },
    });
  });

  test.each<[string, () => unknown]>([
    ["a promise as the function", () => Stage(Promise.resolve(1) as never)],
    ["no function at all", () => Stage(undefined as never)],
    ["a string as an output mapper", () => Stage(() => 1, { outputMapper: "rows" as never })],
    ["a mapper's result", () => InputBinding.immediate(1, { mapper: 2 as never })],
    ["no mapper", () => InputBinding.contextual(context.PARAMETERS, {} as never)],
    ["a callback's result", () => InputBinding.callback(Date.now() as never)],
    ["a mapper of a callback", () => InputBinding.callback(() => 1, { mapper: null as never })],
  ])("[RULE-007] %s is PIPELINE_NOT_A_FUNCTION", (_what, make) => {
    expect(make).toThrow(expect.objectContaining({ code: "PIPELINE_NOT_A_FUNCTION" }));
  });

  test("[DEV-12] may be sync or async; both are awaited before a dependant starts", async () => {
    const add = (args: { a: number; b: number }): number => args.a + args.b;
    const pipeline = Pipeline("p", Parameters.define({}), {
      stages: {
        sync: Stage(() => 1),
        later: Stage(async () => {
          await new Promise((resolve) => setImmediate(resolve));
          return 2;
        }),
        sum: Stage(add, { inputs: [dependency("sync", { asArg: "a" }), dependency("later", { asArg: "b" })] }),
      },
    });
    expect(await pipeline.run()).toEqual({ sync: 1, later: 2, sum: 3 });
  });
});

describe("alone, without a pipeline", () => {
  const greet = () =>
    Stage(
      function greet(args: { name: string; mark: string }) {
        return `hello ${args.name}${args.mark}`;
      },
      { inputs: [param("name"), immediate("!", { asArg: "mark" })] },
    );

  test("[UP-13] a stage gives its result, and the outputs { return: result }", async () => {
    const stage = Stage((args: { n: number }) => args.n + 1, { inputs: [immediate(1, { asArg: "n" })] });
    expect(await stage.run()).toBe(2);
    expect((await stage.settled()).stages[0]?.outputs).toEqual({ return: 2 });
  });

  test("[RULE-045] values for arguments can be given; other inputs are resolved", async () => {
    expect(await greet().run({ name: "you" })).toBe("hello you!");
    expect(await greet().run({ name: "you", mark: "?" })).toBe("hello you?");
  });

  test("[RULE-045] arguments without an input can be given too", async () => {
    expect(await Stage((args: { n?: number }) => args.n ?? 0).run({ n: 5 })).toBe(5);
  });

  test("[RULE-045] a binding that needs a pipeline fails with a coded error", async () => {
    const error = await thrown(greet().run());
    expect(error).toMatchObject({ code: "PIPELINE_INPUT_UNBOUND", details: { stage: "greet", argument: "name" } });
    const after = Stage((args: { x: string }) => args.x, {
      inputs: [dependency("clean", { asArg: "x" })],
      after: ["prepare"],
    });
    expect((await thrown(after.run())).message).toContain("stage 'clean' does not exist");
    expect(await after.run({ x: "given" })).toBe("given");
  });

  test("[RULE-045] it fails inside of a stage of a pipeline too, which it does not see", async () => {
    const pipeline = Pipeline("outer", Parameters.define({ name: "outer" }), {
      stages: { call: Stage(async () => [await thrown(greet().run()), context.STAGE.get()]) },
    });
    const [error, stage] = (await pipeline.run()).call;
    expect(error).toMatchObject({ code: "PIPELINE_INPUT_UNBOUND" });
    expect(stage).toBe("call");
  });

  test("[RULE-045] a function over a parameters object has the values of that object", async () => {
    const parameters = Parameters.define({ n: 20 });
    const bind = InputBinding.contextual(parameters, { mapper: (values) => values.n + 1 });
    expect(await Stage((args: { n: number }) => args.n, { inputs: [Input({ asArg: "n", bind })] }).run()).toBe(21);
  });

  test("[RULE-045] what the function throws is thrown", async () => {
    const boom = new Error("boom");
    const stage = Stage((): number => {
      throw boom;
    });
    expect(await thrown(stage.run())).toBe(boom);
  });
});

test("[SEED-40] one stage in two pipelines at once: neither sees the other's outputs", async () => {
  const read = Stage((args: { source: string }) => `rows of ${args.source}`, { inputs: [param("source")] });
  const shout = Stage((args: { rows: string }) => args.rows.toUpperCase(), {
    inputs: [dependency("read", { asArg: "rows" })],
  });
  const of = (source: string) => Pipeline(source, Parameters.define({ source }), { stages: { read, shout } });
  const [north, south] = await Promise.all([of("north").run(), of("south").run()]);
  expect(north).toEqual({ read: "rows of north", shout: "ROWS OF NORTH" });
  expect(south).toEqual({ read: "rows of south", shout: "ROWS OF SOUTH" });
  expect(Object.isFrozen(read)).toBe(true);
});
