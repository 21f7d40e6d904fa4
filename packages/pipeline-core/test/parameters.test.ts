import { describe, expect, test } from "vitest";
import {
  context,
  definePipeline,
  Input,
  InputBinding,
  param,
  Parameters,
  Pipeline,
  Stage,
  type StandardSchema,
} from "../src/index.ts";
import { thrown, thrownBy } from "./support/thrown.ts";

const unknownParameter = expect.objectContaining({ code: "PIPELINE_UNKNOWN_PARAMETER" });
const unset = expect.objectContaining({ code: "PIPELINE_PARAMETER_UNSET" });

describe("declaring", () => {
  test("[RULE-023] names and defaults declare the union; a name without a default has no value", () => {
    const parameters = Parameters.define(["day", "hour"], { limit: 10, hour: 5 });
    expect(parameters.names.toSorted()).toEqual(["day", "hour", "limit"]);
    expect(parameters.has("day")).toBe(false);
    expect(parameters.get("hour")).toBe(5);
    expect(parameters.declares("day")).toBe(true);
    expect(parameters.declares("month")).toBe(false);
  });

  test("the types of names without a default can be given", () => {
    const parameters = Parameters.define<{ day: string; limit: number }>(["day"], { limit: 10 });
    expect(parameters.names).toEqual(["day", "limit"]);
    expect(parameters.set("day", "today").must("day")).toBe("today");
  });

  test("[DEV-08] texts that once meant 'nothing' are ordinary values", async () => {
    const parameters = Parameters.define({ a: "UNSET_PARAMETER", b: "UNBOUND" });
    expect(parameters.must("a")).toBe("UNSET_PARAMETER");
    const stage = Stage((args: { a: string; b: string }) => [args.a, args.b], { inputs: [param("a"), param("b")] });
    const pipeline = Pipeline("p", parameters, { stages: { stage } });
    expect(await pipeline.run({ b: "INPUT NOT FOUND" })).toEqual({ stage: ["UNSET_PARAMETER", "INPUT NOT FOUND"] });
  });

  test.each([[null], [5], ["day"]])("something else than names or defaults is refused: %j", (first) => {
    expect(() => Parameters.define(first as never)).toThrow(
      expect.objectContaining({ code: "PIPELINE_INVALID_ARGUMENT" }),
    );
  });
});

describe("setting", () => {
  test("[RULE-024] an undeclared name is refused with the nearest declared one", () => {
    const parameters = Parameters.define({ source: "north", limit: 1 });
    const error = thrownBy(() => parameters.set("sorce" as never, "south" as never));
    expect(error).toEqual(unknownParameter);
    expect(error.message).toContain("parameter 'sorce' was not declared; did you mean 'source'?");
    expect(() => parameters.delete("sorce" as never)).toThrow(unknownParameter);
  });

  test("[RULE-025] sets() is all or nothing", () => {
    const parameters = Parameters.define({ a: 1, b: 2 });
    expect(() => parameters.sets({ a: 10, zzz: 0 } as never)).toThrow(unknownParameter);
    expect(Object.fromEntries(parameters)).toEqual({ a: 1, b: 2 });
    parameters.sets({ a: 10, b: 20 });
    expect(Object.fromEntries(parameters)).toEqual({ a: 10, b: 20 });
  });

  test("[RULE-030] delete() unsets a parameter and leaves it declared", () => {
    const parameters = Parameters.define({ a: 1 });
    expect(parameters.delete("a")).toBe(true);
    expect(parameters.delete("a")).toBe(false);
    expect(parameters.has("a")).toBe(false);
    expect(parameters.names).toEqual(["a"]);
    expect(parameters.set("a", 2).get("a")).toBe(2);
  });

  test("[DEV-03] reset() brings the defaults back, and keeps the names", () => {
    const parameters = Parameters.define(["day"], { limit: 10 });
    parameters.sets({ day: "today", limit: 1 }).reset();
    expect(Object.fromEntries(parameters)).toEqual({ limit: 10 });
    expect(parameters.names).toEqual(["day", "limit"]);
    parameters.delete("limit");
    parameters.reset();
    expect(parameters.get("limit")).toBe(10);
  });
});

describe("reading", () => {
  const define = () => Parameters.define(["day"], { limit: 10, none: null });

  test("[RULE-026] get() of an unset parameter gives undefined or the fallback, also null", () => {
    const parameters = define();
    expect(parameters.get("day")).toBeUndefined();
    expect(parameters.get("day", "today")).toBe("today");
    expect(parameters.get("day", null)).toBeNull();
    expect(parameters.get("limit", 5)).toBe(10);
    expect(parameters.get("none", 5)).toBeNull();
  });

  test("[RULE-027] get() of an undeclared name throws, with and without a fallback", () => {
    const parameters = define();
    expect(() => parameters.get("zzz" as never)).toThrow(unknownParameter);
    expect(() => parameters.get("zzz" as never, 1)).toThrow(unknownParameter);
    expect(() => parameters.must("zzz" as never)).toThrow(unknownParameter);
  });

  test("[RULE-028] must() and a mapper's record throw for an unset parameter", () => {
    const parameters = define();
    expect(() => parameters.must("day")).toThrow(unset);
    expect(() => parameters.values.day).toThrow(unset);
    expect(() => parameters.values["zzz" as never]).toThrow(unknownParameter);
    expect(parameters.values.limit).toBe(10);
  });

  test("[RULE-029] has() never throws; has, iteration and size know the set ones alone", () => {
    const parameters = define();
    expect([parameters.has("limit"), parameters.has("day"), parameters.has("zzz")]).toEqual([true, false, false]);
    expect([...parameters]).toEqual([
      ["limit", 10],
      ["none", null],
    ]);
    expect(parameters.size).toBe(2);
  });

  test("a mapper's record is a read-only view of the set ones that can be copied, awaited and written as JSON", async () => {
    const { values } = Parameters.define(["day"], { limit: 10 });
    expect({ ...values }).toEqual({ limit: 10 });
    expect("day" in values).toBe(false);
    expect(JSON.stringify(values)).toBe('{"limit":10}');
    expect(await Promise.resolve(values)).toBe(values);
    expect(Reflect.set(values, "limit", 1)).toBe(false);
    expect(Reflect.deleteProperty(values, "limit")).toBe(false);
    expect(Reflect.defineProperty(values, "limit", { value: 1 })).toBe(false);
    expect(values.limit).toBe(10);
  });
});

describe("in a run", () => {
  const define = () => {
    const stage = Stage((args: { a: number; b: number }) => [args.a, args.b], { inputs: [param("a"), param("b")] });
    return Pipeline("p", Parameters.define({ a: 1, b: 2 }), { stages: { stage } });
  };

  test("[SEED-34] a given value replaces the default for that run alone", async () => {
    const pipeline = define();
    expect(await pipeline.run({ a: 10 })).toEqual({ stage: [10, 2] });
    expect(await pipeline.run()).toEqual({ stage: [1, 2] });
    expect(pipeline.graph.parameters.get("a")).toBe(1);
  });

  test("[RULE-119] undefined leaves a default as it is, and is a value where there is none", async () => {
    const given = Parameters.define<{ day: string; token: string | undefined }>(["day", "token"], { day: "monday" });
    const pipeline = definePipeline("p", { parameters: given }, (p) => ({
      both: p.stage("both", { ...p.parameters }, ({ day, token }) => [day, token]),
    }));
    expect(await pipeline.run({ day: undefined as never, token: undefined })).toEqual({ both: ["monday", undefined] });
    await expect(pipeline.run({ dya: undefined } as never)).rejects.toMatchObject({
      code: "PIPELINE_UNKNOWN_PARAMETER",
    });
  });

  test("what a stage sets is that run's alone", async () => {
    const set = Stage((_args: unknown, context) => context.parameters.set("a", 99).get("a"));
    const both = Pipeline("p", Parameters.define({ a: 1 }), { stages: { set } });
    expect(await both.run()).toEqual({ set: 99 });
    const look = Pipeline("p", both.graph.parameters, {
      stages: { look: Stage(() => context.parameters()?.get("a")) },
    });
    expect(await look.run()).toEqual({ look: 1 });
  });

  test("[RULE-032] an unknown name rejects before any stage starts", async () => {
    const started: string[] = [];
    const options = { onEvent: (event: { type: string }) => started.push(event.type) };
    expect(await thrown(define().run({ c: 1 } as never, options))).toEqual(unknownParameter);
    expect(started).not.toContain("stage_started");
  });

  test.each([[null], [5], ["a=1"], [[1]]])("something else than an object rejects: %j", async (given) => {
    expect(await thrown(define().run(given as never))).toMatchObject({ code: "PIPELINE_INVALID_ARGUMENT" });
  });
});

describe("declared by a schema", () => {
  interface Given {
    readonly day: string;
    readonly limit?: number;
  }
  interface Values {
    readonly day: Date;
    readonly limit: number;
    readonly note?: string;
  }
  const validate = (value: unknown) => {
    const { day, limit = 10 } = value as Partial<Given>;
    if (typeof day !== "string") return { issues: [{ message: "must be a text", path: ["day"] }] };
    if (limit < 0) return { issues: [{ message: "too small", path: [{ key: "limits" }, 0] }, { message: "unlucky" }] };
    return { value: { day: new Date(day), limit } };
  };
  const schema: StandardSchema<Given, Values> = { "~standard": { version: 1, vendor: "test", validate } };
  const see = () =>
    Stage((args: { day: Date; limit: number }) => [args.day.getUTCFullYear(), args.limit], {
      inputs: [param("day"), param("limit")],
    });
  const define = () => Pipeline("p", Parameters.define(schema), { stages: { see: see() } });

  test("[RULE-031] run() takes the input type and stages see the output", async () => {
    expect(await define().run({ day: "2024-05-01" })).toEqual({ see: [2024, 10] });
  });

  test("[RULE-031] issues reject with the path of each", async () => {
    const error = await thrown(define().run({ day: 1 as never }));
    expect(error).toMatchObject({
      code: "PIPELINE_PARAMETERS_INVALID",
      details: { issues: [{ message: "must be a text", path: ["day"] }] },
    });
    expect(error.message).toContain("day: must be a text");
    const several = await thrown(define().run({ day: "2024-05-01", limit: -1 }));
    expect(several.message).toContain("limits.0: too small; unlucky");
  });

  test("[RULE-031] a schema may be asynchronous", async () => {
    const later: StandardSchema<Given, Values> = {
      "~standard": { ...schema["~standard"], validate: async (value) => validate(value) },
    };
    const definition = Pipeline("p", Parameters.define(later), { stages: { see: see() } });
    expect(await definition.run({ day: "2024-05-01", limit: 1 })).toEqual({ see: [2024, 1] });
  });

  test("a field that the schema lets be absent reads as undefined, however it is bound", async () => {
    const parameters = Parameters.define(schema);
    const bind = InputBinding.contextual(parameters, { mapper: (values) => values.note });
    const notes = Stage((args: { a: string | undefined; b: string | undefined }) => [args.a, args.b], {
      inputs: [Input({ asArg: "a", bind }), param("note", { asArg: "b" })],
    });
    const definition = Pipeline("p", parameters, { stages: { notes } });
    expect(await definition.run({ day: "2024-05-01" })).toEqual({ notes: [undefined, undefined] });
  });

  test("a schema that gives no object is refused", async () => {
    const odd: StandardSchema<object, object> = {
      "~standard": { version: 1, vendor: "test", validate: () => ({ value: 5 as never }) },
    };
    const definition = Pipeline("p", Parameters.define(odd), { stages: {} });
    expect(await thrown(definition.run({}))).toMatchObject({ code: "PIPELINE_INVALID_ARGUMENT" });
  });
});
