import { describe, expect, test } from "vitest";
import {
  context,
  dependency,
  immediate,
  param,
  Parameters,
  Pipeline,
  SequentialOutputMapper,
  Variables,
} from "../src/index.ts";
import { thrownBy } from "./support/thrown.ts";

const collect = () => Pipeline.collect("p", Parameters.define({ source: "north" }));

test("stages are gathered where their functions are written, and the functions stay what they are", async () => {
  const pipeline = collect();
  function load({ source }: { source: string }): readonly string[] {
    return [source, source];
  }
  expect(pipeline.stage(load, { inputs: [param("source")] })).toBe(load);
  const clean = pipeline.stage(({ rows }: { rows: readonly string[] }) => rows.slice(1), {
    key: "clean",
    inputs: [dependency("load", { asArg: "rows" })],
  });
  expect(clean({ rows: ["a", "b"] })).toEqual(["b"]);
  const definition = pipeline.build();
  expect(await definition.run({ source: "south" })).toEqual({ load: ["south", "south"], clean: ["south"] });
  expect(Object.isFrozen(definition)).toBe(true);
});

test("a function without arguments needs no declaration; its name is the stage's id", async () => {
  const pipeline = collect();
  pipeline.stage(function now() {
    return 5;
  });
  expect(await pipeline.build().run()).toEqual({ now: 5 });
});

test("order of declaration does not matter; after, output mapper and options count", async () => {
  const pipeline = Pipeline.collect("p", Parameters.define({}), { variables: new Variables({ n: 1 }) });
  const order: string[] = [];
  pipeline.stage(
    function last({ part }: { part: number }) {
      order.push("last");
      return [part, context.VARIABLES.must().get("n")];
    },
    { inputs: [dependency("pair", { asArg: "part", fromOutput: "b" })], after: ["other"] },
  );
  pipeline.stage(() => order.push("other"), { key: "other", label: "the other" });
  pipeline.stage(() => [1, 2] as const, { key: "pair", outputMapper: SequentialOutputMapper(["a", "b"]) });
  const report = await pipeline.build().settled();
  expect(report.outputs["last"]).toEqual([2, 1]);
  expect(order).toEqual(["other", "last"]);
  expect(report.stage("other")?.label).toBe("the other");
});

describe("defaults", () => {
  test("[DEV-13] are immediate inputs and reach the function", async () => {
    const pipeline = collect();
    pipeline.stage(
      function page({ source, size, first }: { source: string; size: number; first?: number }) {
        return [source, size, first];
      },
      { inputs: [param("source")], defaults: { size: 10, first: 0 } },
    );
    const definition = pipeline.build();
    expect(await definition.run()).toEqual({ page: ["north", 10, 0] });
    expect(await definition.run({}, { overrides: { page: { size: 5 } } })).toEqual({ page: ["north", 5, 0] });
  });

  test("[DEV-14] an argument with an input and a default is refused", () => {
    const add = () =>
      collect().stage((args: { n: number }) => args.n, {
        key: "n",
        inputs: [immediate(1, { asArg: "n" })] as never,
        defaults: { n: 2 },
      });
    expect(add).toThrow(expect.objectContaining({ code: "PIPELINE_DUPLICATE_ARGUMENT" }));
  });
});

describe("refused when a stage is added", () => {
  test("[DEV-14] a second stage with the same id", () => {
    const pipeline = collect();
    pipeline.stage(() => 1, { key: "load" });
    const error = thrownBy(() => pipeline.stage(function load() {}));
    expect(error).toMatchObject({ code: "PIPELINE_DUPLICATE_STAGE", details: { stage: "load" } });
    expect(error.message).toContain("stage 'load' cannot be added to pipeline 'p'");
  });

  test("a stage after build(), whose definition it would not reach", () => {
    const pipeline = collect();
    pipeline.build();
    expect(() => pipeline.stage(() => 1, { key: "late" })).toThrow(
      expect.objectContaining({ code: "PIPELINE_DEFINITION_CLOSED", details: { stage: "late" } }),
    );
  });

  test.each<[string, string, (pipeline: ReturnType<typeof collect>) => unknown]>([
    [
      "PIPELINE_INVALID_NAME",
      "a function without a name",
      (p) =>
        p.stage(
          (
            () => () =>
              1
          )(),
        ),
    ],
    ["PIPELINE_INVALID_NAME", "a malformed key", (p) => p.stage(() => 1, { key: "a b" })],
    ["PIPELINE_NOT_A_FUNCTION", "no function", (p) => p.stage(5 as never)],
    ["PIPELINE_INVALID_ARGUMENT", "no declaration", (p) => p.stage(() => 1, null as never)],
    ["PIPELINE_INVALID_ARGUMENT", "inputs that are no list", (p) => p.stage(() => 1, { key: "a", inputs: 5 as never })],
    [
      "PIPELINE_INVALID_ARGUMENT",
      "defaults that are none",
      (p) => p.stage(() => 1, { key: "a", defaults: 5 as never }),
    ],
    ["PROTOCOL_UNKNOWN_OPTION", "an unknown option", (p) => p.stage(() => 1, { key: "a", name: "b" } as never)],
  ])("%s for %s", (code, _what, add) => {
    expect(() => add(collect())).toThrow(expect.objectContaining({ code }));
  });
});

test("build() checks the wiring, and can be called again when the missing stage is there", async () => {
  const pipeline = collect();
  pipeline.stage((args: { rows: number }) => args.rows, {
    key: "report",
    inputs: [dependency("clean", { asArg: "rows" })],
  });
  expect(() => pipeline.build()).toThrow(expect.objectContaining({ code: "PIPELINE_UNKNOWN_STAGE" }));
  pipeline.stage(() => 3, { key: "clean" });
  expect(await pipeline.build().run()).toEqual({ report: 3, clean: 3 });
});
