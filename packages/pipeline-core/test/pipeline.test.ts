import { describe, expect, test } from "vitest";
import {
  computed,
  dependency,
  immediate,
  param,
  Parameters,
  Pipeline,
  Stage,
  Variables,
  type PipelineDefinition,
} from "../src/index.ts";
import { deferred } from "./support/deferred.ts";
import { thrown, thrownBy } from "./support/thrown.ts";

const none = Parameters.define({});
const one = Stage(() => 1);
const increment = (from: string) =>
  Stage((args: { n: number }) => args.n + 1, { inputs: [dependency(from, { asArg: "n" })] });
const make = (stages: object, parameters: Parameters = none) =>
  Pipeline.unchecked("p", parameters, { stages: stages as never });

describe("order", () => {
  test("[DEV-07, SEED-21] a chain runs in the order of its data, whatever the order of declaration", async () => {
    const pipeline = Pipeline("p", none, {
      stages: {
        three: Stage((args: { n: number }) => args.n + 1, { inputs: [dependency("two", { asArg: "n" })] }),
        two: Stage((args: { n: number }) => args.n + 1, { inputs: [dependency("one", { asArg: "n" })] }),
        one,
      },
    });
    expect(await pipeline.run()).toEqual({ one: 1, two: 2, three: 3 });
  });

  test("[SEED-22] `after` makes a stage wait for one from which it takes nothing", async () => {
    const gate = deferred();
    const order: string[] = [];
    const pipeline = Pipeline("p", none, {
      stages: {
        second: Stage(() => order.push("second"), { after: ["first"] }),
        first: Stage(async () => {
          await gate.promise;
          order.push("first");
        }),
        other: Stage(() => gate.resolve()),
      },
    });
    await pipeline.run();
    expect(order).toEqual(["first", "second"]);
  });
});

describe("runs of one definition", () => {
  test("[DEV-04] a second run never sees an output of the first, and definitions are frozen", async () => {
    const first = Stage(
      (args: { fail: boolean }): string => {
        if (args.fail) throw new Error("no");
        return "from run one";
      },
      { inputs: [param("fail")] },
    );
    const read = Stage((args: { text: string }) => args.text, {
      inputs: [dependency("first", { asArg: "text", required: false, default: "nothing" })],
    });
    const pipeline = Pipeline("p", Parameters.define({ fail: false }), { stages: { first, read } });
    expect(await pipeline.run()).toEqual({ first: "from run one", read: "from run one" });
    expect(await pipeline.run({ fail: true })).toEqual({ read: "nothing" });
    const { graph } = pipeline;
    const parts = [pipeline, first, first.inputs, graph, graph.nodes, graph.nodes[0], graph.nodes[0]?.inputs];
    expect(parts.map((part) => Object.isFrozen(part))).toEqual(parts.map(() => true));
  });

  test("[DEV-05] runs at the same time see neither parameters, variables nor outputs of each other", async () => {
    const gate = deferred();
    let entered = 0;
    const pipeline = Pipeline("p", Parameters.define({ source: "north" }), {
      variables: new Variables({ seen: "nobody" }),
      stages: {
        enter: Stage(
          async (args: { source: string }, context) => {
            context.variables.set("seen", args.source);
            if (++entered === 20) gate.resolve();
            await gate.promise;
            return args.source;
          },
          { inputs: [param("source")] },
        ),
        look: Stage(
          (args: { mine: string }, { parameters, variables }) => [
            args.mine,
            parameters.get("source"),
            variables.get("seen"),
          ],
          { inputs: [dependency("enter", { asArg: "mine" })] },
        ),
      },
    });
    const sources = Array.from({ length: 20 }, (_, index) => `source ${index}`);
    const results = await Promise.all(sources.map((source) => pipeline.run({ source })));
    expect(results.map((result) => result.look)).toEqual(sources.map((source) => [source, source, source]));
  });

  test("[DEV-06] overrides reach the named stage alone", async () => {
    const show = (args: { text: string }): string => args.text;
    const inputs = [immediate("as bound", { asArg: "text" })] as const;
    const pipeline = Pipeline("p", none, { stages: { a: Stage(show, { inputs }), b: Stage(show, { inputs }) } });
    expect(await pipeline.run({}, { overrides: { a: { text: "given" } } })).toEqual({ a: "given", b: "as bound" });
    const nothing = await pipeline.run({}, { overrides: { a: { text: undefined } } });
    expect(nothing).toEqual({ a: undefined, b: "as bound" });
  });

  test("[DEV-06] an override of an unknown stage or argument is an error with the nearest name", async () => {
    const pipeline: PipelineDefinition<object, unknown> = make({ first: one, second: increment("first") });
    const error = await thrown(pipeline.run({}, { overrides: { secnd: { n: 1 } } }));
    expect(error).toMatchObject({ code: "PIPELINE_UNKNOWN_STAGE" });
    expect(error.message).toContain("did you mean 'second'?");
    const argument = await thrown(pipeline.run({}, { overrides: { second: { m: 1 } } }));
    expect(argument).toMatchObject({ code: "PIPELINE_UNKNOWN_ARGUMENT", details: { stage: "second", argument: "m" } });
  });
});

describe("[SEED-42] a definition is made of parts", () => {
  test("[SEED-42] a copy of the stages with one exchanged is a new pipeline with all other wiring", async () => {
    const stages = { load: one, clean: increment("load"), report: increment("clean") };
    expect(await make(stages).run()).toEqual({ load: 1, clean: 2, report: 3 });
    const changed = { ...stages, clean: Stage((args: { n: number }) => args.n * 100, { inputs: stages.clean.inputs }) };
    expect(await make(changed).run()).toEqual({ load: 1, clean: 100, report: 101 });
    expect(await make(stages).run()).toEqual({ load: 1, clean: 2, report: 3 });
  });
});

describe("checks when a pipeline is made", () => {
  test("[RULE-046] a cycle is refused with its path", () => {
    const error = thrownBy(() => make({ free: one, a: increment("c"), b: increment("a"), c: increment("b") }));
    expect(error).toMatchObject({ code: "PIPELINE_CYCLE" });
    expect(error.message).toMatch(/a -> b -> c -> a|b -> c -> a -> b|c -> a -> b -> c/);
    expect(() => make({ self: Stage(() => 1, { after: ["self"] }) })).toThrow("self -> self");
  });

  test("[RULE-047] an input or `after` that names a missing stage is refused with the nearest id", () => {
    const input = thrownBy(() => make({ clean: one, report: increment("claen") }));
    expect(input).toMatchObject({ code: "PIPELINE_UNKNOWN_STAGE", details: { stage: "report", unknown: "claen" } });
    expect(input.message).toContain("did you mean 'clean'?");
    const after = thrownBy(() => make({ clean: one, report: Stage(() => 1, { after: ["claen"] }) }));
    expect(after).toMatchObject({ code: "PIPELINE_UNKNOWN_STAGE" });
    expect(after.message).toContain("'report' of pipeline 'p' is to run after stage 'claen'");
  });

  test("a required input from an undeclared parameter is refused with the nearest name", () => {
    const parameters = Parameters.define({ source: "north" }) as unknown as Parameters;
    const stage = (name: string) => ({
      s: Stage((args: { x: unknown }) => args.x, { inputs: [param(name, { asArg: "x" })] }),
    });
    const error = thrownBy(() => make(stage("sorce"), parameters));
    expect(error).toMatchObject({ code: "PIPELINE_UNKNOWN_PARAMETER", details: { stage: "s", parameter: "sorce" } });
    expect(error.message).toContain("did you mean 'source'?");
    expect(make(stage("source"), parameters).name).toBe("p");
  });

  test("a function over a parameters object whose names the pipeline does not declare is refused", () => {
    const other = Parameters.define({ day: "today" });
    const stage = Stage((args: { x: string }) => args.x, {
      inputs: [computed(other, ({ day }) => day, { asArg: "x" })],
    });
    const error = thrownBy(() => make({ stage }));
    expect(error).toMatchObject({ code: "PIPELINE_UNKNOWN_PARAMETER", details: { stage: "stage", parameter: "day" } });
    expect(make({ stage }, Parameters.define({ day: "any", hour: 1 }) as unknown as Parameters).name).toBe("p");
  });

  test("[DEV-10] an optional input from an undeclared parameter gives the default", async () => {
    const take = Stage((args: { x: unknown; y: unknown }) => [args.x, args.y], {
      inputs: [
        param("zzz", { asArg: "x", required: false, default: "none" }),
        param("yyy", { asArg: "y", required: false }),
      ],
    });
    expect(await make({ take }).run()).toEqual({ take: ["none", undefined] });
  });

  test("an optional input from a missing stage or output gives the default", async () => {
    const inputs = [
      dependency("zzz", { asArg: "x", required: false, default: 1 }),
      dependency("one", { asArg: "y", fromOutput: "zzz", required: false, default: 2 }),
    ] as const;
    const take = Stage((args: { x: number; y: number }) => [args.x, args.y], { inputs });
    expect((await make({ one, take }).run())["take"]).toEqual([1, 2]);
  });

  test("[DEV-14] two inputs of one stage for one argument are refused", () => {
    const twice = () =>
      Stage((args: { x: number }) => args.x, { inputs: [immediate(1, { asArg: "x" }), immediate(2, { asArg: "x" })] });
    expect(twice).toThrow(expect.objectContaining({ code: "PIPELINE_DUPLICATE_ARGUMENT", details: { argument: "x" } }));
  });

  test.each<[string, () => unknown]>([
    ["a pipeline", () => Pipeline("p", none, { stages: {}, variabels: 1 } as never)],
    ["a stage", () => Stage(() => 1, { timeoutMS: 5 } as never)],
    ["a retry", () => Stage(() => 1, { retry: { maxAttempts: 1, initial: 1 } as never })],
    ["a run", () => make({}).start({}, { concurency: 1 } as never)],
  ])("[RULE-049] an unknown option of %s is refused, and the message says where", (where, call) => {
    const error = thrownBy(call);
    expect(error).toMatchObject({ code: "PROTOCOL_UNKNOWN_OPTION" });
    expect(error.message).toContain(where.split(" ")[1]);
  });

  test.each([[""], [" "], ["a\nb"], ["x".repeat(201)], [5], [undefined]])(
    "[RULE-050] %j is no name of a pipeline",
    (name) => {
      expect(() => Pipeline(name as string, none, { stages: {} })).toThrow(
        expect.objectContaining({ code: "PIPELINE_INVALID_NAME" }),
      );
    },
  );

  test.each([[""], ["1st"], ["a b"], ["a..b"], ["ä"], ["x".repeat(201)]])(
    "[RULE-050] %j is no name of a stage, parameter or argument",
    (name) => {
      const refused = expect.objectContaining({ code: "PIPELINE_INVALID_NAME" });
      expect(() => make({ [name]: one })).toThrow(refused);
      expect(() => Parameters.define([name])).toThrow(refused);
      expect(() => Parameters.define({ [name]: 1 })).toThrow(refused);
      expect(() => immediate(1, { asArg: name })).toThrow(refused);
    },
  );

  test("[RULE-050] '__proto__' is no name: it would be lost on the way", () => {
    expect(() => immediate(1, { asArg: "__proto__" })).toThrow("'__proto__' is taken");
    expect(() => Parameters.define(["__proto__"])).toThrow("'__proto__' is taken");
  });

  test.each<[string, string, () => unknown]>([
    [
      "a function as a stage",
      "stage 'load' of pipeline 'p' must be made by Stage, got a function",
      () => make({ load: () => 1 }),
    ],
    ["a number as a stage", "stage 'load' of pipeline 'p'", () => make({ load: 5 })],
    ["stages as a list", "'stages' of pipeline 'p' must be an object, got an array", () => make([one])],
    ["no options", "the third argument of pipeline 'p'", () => Pipeline("p", none, undefined as never)],
    [
      "no parameters",
      "the second argument of pipeline 'p' must be made by Parameters.define",
      () => Pipeline("p", { a: 1 } as never, { stages: {} }),
    ],
    [
      "no variables",
      "'variables' of pipeline 'p'",
      () => Pipeline("p", none, { stages: {}, variables: { a: 1 } as never }),
    ],
    ["inputs that are no list", "'inputs' of stage", () => Stage(() => 1, { inputs: { x: 1 } as never })],
    ["an input that is none", "input 0 of stage", () => Stage(() => 1, { inputs: [5] as never })],
    ["null as an input", "input 0 of stage", () => Stage(() => 1, { inputs: [null] as never })],
    ["`after` that is no list", "'after' of stage", () => Stage(() => 1, { after: "one" as never })],
    ["a declaration that is none", "the second argument of stage", () => Stage(() => 1, null as never)],
  ])("%s is refused in words", (_what, words, call) => {
    const error = thrownBy(call);
    expect(error).toMatchObject({ code: "PIPELINE_INVALID_ARGUMENT" });
    expect(error.message).toContain(words);
  });
});
