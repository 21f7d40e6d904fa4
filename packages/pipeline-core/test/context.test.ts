import { describe, expect, test } from "vitest";
import { context, Parameters, Pipeline, Stage, Variables } from "../src/index.ts";
import { deferred } from "./support/deferred.ts";
import { thrownBy } from "./support/thrown.ts";

const pipelineOf = <T>(fn: () => T) =>
  Pipeline("p", Parameters.define({ source: "north" }), { stages: { s: Stage(fn) } });

const variables = ["PIPELINE", "PARAMETERS", "VARIABLES", "STAGES", "STAGE", "LOG"] as const;
const accessors = ["pipeline", "parameters", "variables", "stages", "stage", "logger", "signal", "runId"] as const;

describe("inside of a run", () => {
  test("[RULE-035] every variable has a value, and an accessor that gives the same", async () => {
    const definition = Pipeline("my pipeline", Parameters.define({ source: "north" }), {
      variables: new Variables({ seen: 1 }),
      stages: {
        look: Stage(() => {
          expect(context.PIPELINE.get()).toBe("my pipeline");
          expect(context.PARAMETERS.get()?.get("source")).toBe("north");
          expect(context.VARIABLES.get()?.get("seen")).toBe(1);
          expect(context.STAGES.get()?.ids).toEqual(["look"]);
          expect(context.STAGE.get()).toBe("look");
          expect(context.LOG.get()).toHaveProperty("info");
          expect(context.pipeline()).toBe(context.PIPELINE.must());
          expect(context.parameters()).toBe(context.PARAMETERS.must());
          expect(context.variables()).toBe(context.VARIABLES.must());
          expect(context.stages()).toBe(context.STAGES.must());
          expect(context.stage()).toBe(context.STAGE.must());
          expect(context.logger()).toHaveProperty("error");
          expect(context.signal()).toBe(context.must().signal);
          expect(context.runId()).toBe("r1");
        }),
      },
    });
    await definition.run({}, { runId: "r1" });
    expect(variables.map((name) => context[name].name)).toEqual([...variables]);
  });

  test("[SEED-19, SEED-35] a helper at any depth reads what no caller handed it", async () => {
    const deepest = async (): Promise<unknown> => {
      await Promise.resolve();
      return context.PARAMETERS.must().get("source");
    };
    const deeper = (): Promise<unknown> => deepest();
    expect(await pipelineOf(() => deeper()).run({ source: "south" })).toEqual({ s: "south" });
    expect(context.PARAMETERS.get()).toBeUndefined();
  });

  test("[RULE-037] it is visible after await, in timers, immediates and microtasks", async () => {
    const seen = pipelineOf(async () => {
      const found: unknown[] = [context.stage()];
      await Promise.resolve();
      found.push(context.stage());
      await new Promise<void>((resolve) => setTimeout(() => resolve(void found.push(context.stage())), 1));
      await new Promise<void>((resolve) => setImmediate(() => resolve(void found.push(context.stage()))));
      await new Promise<void>((resolve) => queueMicrotask(() => resolve(void found.push(context.stage()))));
      return found;
    });
    expect(await seen.run()).toEqual({ s: ["s", "s", "s", "s", "s"] });
  });

  test("[RULE-038] stages that run at the same time each see their own", async () => {
    const gate = deferred();
    let waiting = 0;
    const look = Stage(async () => {
      const before = context.STAGE.must();
      if (++waiting === 2) gate.resolve();
      await gate.promise;
      return [before, context.STAGE.must()];
    });
    const both = Pipeline("p", Parameters.define({}), { stages: { a: look, b: look } });
    expect(await both.run()).toEqual({ a: ["a", "a"], b: ["b", "b"] });
  });

  test("[RULE-039] a pipeline inside of a stage has its own context; the outer one is back afterwards", async () => {
    const inner = pipelineOf(() => [context.pipeline(), context.stage(), context.parameters()?.get("source")]);
    const outer = Pipeline("outer", Parameters.define({ source: "outer" }), {
      stages: {
        call: Stage(async () => {
          const found = await inner.run({ source: "inner" });
          return [found.s, context.pipeline(), context.stage(), context.parameters()?.get("source")];
        }),
      },
    });
    expect(await outer.run()).toEqual({ call: [["p", "s", "inner"], "outer", "call", "outer"] });
    expect(context.pipeline()).toBeUndefined();
  });
});

describe("outside of a run", () => {
  test.each(accessors)("[RULE-036, SEED-19] context.%s() is undefined", (accessor) => {
    expect(context[accessor]()).toBeUndefined();
  });

  test.each(variables)("[RULE-036] context.%s is undefined, and must() names it", (name) => {
    expect(context[name].get()).toBeUndefined();
    expect(context[name].view()).toBeUndefined();
    const error = thrownBy(() => context[name].must());
    expect(error).toMatchObject({ code: "PIPELINE_OUTSIDE_RUN" });
    expect(error.message).toContain(`context.${name} `);
  });

  test("[RULE-036] context.must() throws PIPELINE_OUTSIDE_RUN", () => {
    expect(() => context.must()).toThrow(expect.objectContaining({ code: "PIPELINE_OUTSIDE_RUN" }));
  });
});
