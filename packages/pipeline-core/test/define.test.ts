import { describe, expect, test } from "vitest";
import { context, definePipeline, Parameters, Variables, type PipelineBuilder } from "../src/index.ts";
import { thrown, thrownBy } from "./support/thrown.ts";

const getData = async (a: { source: string; forDay: string }): Promise<string> => `${a.source} for day ${a.forDay}`;

const example = () =>
  definePipeline("my pipeline", { parameters: Parameters.define({ source1: "north", source2: "south" }) }, (p) => {
    const forDay = "2024-05-01";
    const data1 = p.stage("get_data1", { source: p.parameters.source2, forDay }, getData);
    const data2 = p.stage("get_data2", { source: p.parameters.source1, forDay }, getData);
    const combined = p.stage("combine_data", { data1, data2 }, (a) => ({ text: `${a.data1} and ${a.data2}` }));
    const valid = p.stage(
      "validate_data",
      { text: combined.out.text, source: p.parameters.source1 },
      ({ text, source }) => text.includes(source),
    );
    return { valid, text: combined.out.text };
  });

test("[RULE-062] the seed's example in this style resolves to its named outputs", async () => {
  const pipeline = example();
  expect(await pipeline.run({ source1: "east" })).toEqual({
    valid: true,
    text: "south for day 2024-05-01 and east for day 2024-05-01",
  });
  expect(pipeline.name).toBe("my pipeline");
  expect(pipeline.graph.nodes.map((node) => node.id)).toEqual([
    "get_data1",
    "get_data2",
    "combine_data",
    "validate_data",
  ]);
});

test("[DEV-13] a plain value among the inputs is an immediate input", async () => {
  const definition = definePipeline("p", {}, (p) => ({
    sum: p.stage("sum", { a: 1, list: [2, 3], none: undefined }, ({ a, list, none }) => [a, ...list, none]),
  }));
  expect(await definition.run()).toEqual({ sum: [1, 2, 3, undefined] });
});

test("variables and the context work as in the other style", async () => {
  const definition = definePipeline("p", { variables: new Variables({ n: 1 }) }, (p) => {
    const set = p.stage("set", {}, (_args, { variables }) => void variables.set("n", 2));
    return { n: p.stage("n", {}, () => context.VARIABLES.must().get("n"), { after: [set] }) };
  });
  expect(await definition.run()).toEqual({ n: 2 });
  expect(await definition.run()).toEqual({ n: 2 });
});

test("the definition is frozen, and so is what it is made of", () => {
  const pipeline = example();
  const { graph } = pipeline;
  const parts = [pipeline, graph, graph.nodes, graph.nodes[0], graph.nodes[0]?.inputs, graph.nodes[0]?.options];
  expect(parts.map((part) => Object.isFrozen(part))).toEqual(parts.map(() => true));
});

describe("refused when it is defined", () => {
  type Builder = PipelineBuilder<{ day: string }>;
  const define = (build: (p: Builder) => unknown) =>
    definePipeline("p", { parameters: Parameters.define({ day: "today" }) }, build as (p: Builder) => object as never);

  test("[DEV-14] two stages with one id", () => {
    const twice = (p: Builder) => ({ a: p.stage("a", {}, () => 1), b: p.stage("a", {}, () => 2) });
    const error = thrownBy(() => define(twice));
    expect(error).toMatchObject({ code: "PIPELINE_DUPLICATE_STAGE", details: { stage: "a" } });
  });

  test.each<[string, string, (p: Builder) => unknown]>([
    ["PIPELINE_INVALID_NAME", "a malformed id", (p) => ({ a: p.stage("a b", {}, () => 1) })],
    ["PIPELINE_INVALID_NAME", "a malformed argument", (p) => ({ a: p.stage("a", { "x y": 1 }, () => 1) })],
    ["PIPELINE_NOT_A_FUNCTION", "no function", (p) => ({ a: p.stage("a", {}, 5 as never) })],
    ["PIPELINE_NOT_A_FUNCTION", "a branch that is none", (p) => ({ a: p.when("a", true as never, 5 as never) })],
    ["PIPELINE_INVALID_ARGUMENT", "inputs that are none", (p) => ({ a: p.stage("a", null as never, () => 1) })],
    ["PIPELINE_INVALID_ARGUMENT", "options that are none", (p) => ({ a: p.stage("a", {}, () => 1, null as never) })],
    [
      "PIPELINE_INVALID_ARGUMENT",
      "`after` that is no list",
      (p) => ({ a: p.stage("a", {}, () => 1, { after: 5 as never }) }),
    ],
    ["PIPELINE_INVALID_ARGUMENT", "outputs that are none", () => undefined],
    ["PIPELINE_INVALID_ARGUMENT", "a sub-pipeline that is none", (p) => ({ a: p.pipeline("a", {} as never, {}) })],
    [
      "PIPELINE_INVALID_ARGUMENT",
      "options of a map that are none",
      (p) => ({ a: p.map("a", [1], {}, (n) => n, null as never) }),
    ],
    ["PIPELINE_INVALID_ARGUMENT", "no lists to zip", (p) => ({ a: p.zip("a", null as never) })],
    [
      "PIPELINE_INVALID_ARGUMENT",
      "no functions to broadcast to",
      (p) => p.broadcast("a", p.parameters.day, null as never),
    ],
    [
      "PIPELINE_UNKNOWN_ARGUMENT",
      "`logged` that names no input",
      (p) => ({ a: p.stage("a", { x: 1 }, () => 1, { logged: ["y"] }) }),
    ],
    [
      "PIPELINE_FOREIGN_REF",
      "`after` of something else than stages",
      (p) => ({ a: p.stage("a", {}, () => 1, { after: [p.parameters.day] }) }),
    ],
    [
      "PROTOCOL_UNKNOWN_OPTION",
      "an unknown option",
      (p) => ({ a: p.stage("a", {}, () => 1, { timeout: 5 } as never) }),
    ],
    [
      "PROTOCOL_INVALID_OPTION",
      "a wrong concurrency",
      (p) => ({ a: p.map("a", [1], {}, (n) => n, { concurrency: 0 }) }),
    ],
  ])("%s for %s", (code, _what, build) => {
    expect(() => define(build)).toThrow(expect.objectContaining({ code }));
  });

  test.each<[string, string, () => unknown]>([
    ["PIPELINE_INVALID_NAME", "an empty name", () => definePipeline("", {}, () => ({}))],
    ["PIPELINE_INVALID_ARGUMENT", "no options", () => definePipeline("p", null as never, () => ({}))],
    [
      "PIPELINE_INVALID_ARGUMENT",
      "no parameters",
      () => definePipeline("p", { parameters: { a: 1 } as never }, () => ({})),
    ],
    [
      "PIPELINE_INVALID_ARGUMENT",
      "no variables",
      () => definePipeline("p", { variables: { a: 1 } as never }, () => ({})),
    ],
    ["PIPELINE_NOT_A_FUNCTION", "no function", () => definePipeline("p", {}, {} as never)],
    ["PROTOCOL_UNKNOWN_OPTION", "an unknown option", () => definePipeline("p", { params: 1 } as never, () => ({}))],
  ])("%s for %s", (code, _what, call) => {
    expect(call).toThrow(expect.objectContaining({ code }));
  });
});

test("an unknown parameter given to run() rejects", async () => {
  expect(await thrown(example().run({ source3: "west" } as never))).toMatchObject({
    code: "PIPELINE_UNKNOWN_PARAMETER",
  });
});

test("all parameters at once can be the inputs of a stage", async () => {
  const pipeline = definePipeline("whole", { parameters: Parameters.define({ a: 1, b: 2 }) }, (p) => ({
    sum: p.stage("sum", p.parameters, ({ a, b }) => a + b),
  }));
  expect(await pipeline.run({ b: 5 })).toEqual({ sum: 6 });
});

test("a reference that is used as its value says so: in a template string, in arithmetic, inside of an input", async () => {
  const using = (use: (city: unknown) => unknown) =>
    definePipeline("p", { parameters: Parameters.define({ city: "Bern" }) }, (p) => ({
      a: p.stage("a", { x: use(p.parameters.city) }, ({ x }) => JSON.stringify(x)),
    }));
  const unresolved = expect.objectContaining({ code: "PIPELINE_REF_UNRESOLVED" });
  expect(() => using((city) => `https://${city as string}/`)).toThrow(unresolved);
  expect(() => using((city) => (city as number) + 1)).toThrow(
    "parameter 'city' has no value while the pipeline is defined",
  );
  expect((await using((city) => [city]).settled()).failures[0]?.error).toMatchObject({
    code: "PIPELINE_REF_UNRESOLVED",
  });
});
