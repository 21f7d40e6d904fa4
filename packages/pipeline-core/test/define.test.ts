import { describe, expect, test } from "vitest";
import {
  context,
  definePipeline,
  dependency,
  KeyedOutputMapper,
  Parameters,
  Pipeline,
  SequentialOutputMapper,
  Stage,
  toMermaid,
  Variables,
  type PipelineBuilder,
} from "../src/index.ts";
import { replaceStages } from "../src/testing.ts";
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

test("[DEV-04] the definition is frozen, and so is what it is made of", () => {
  const pipeline = example();
  expect(Object.isFrozen(pipeline)).toBe(true);
  expect(changeable(pipeline.graph)).toEqual([]);
});

test("[DEV-04] so is all that a definition of any kind of stage is made of, and nothing that is the user's own", async () => {
  const rows = [{ n: 1 }];
  const retry = { maxAttempts: 2, nonRetryable: ["RangeError"] };
  const limit = { key: "api", max: 2 };
  const inner = definePipeline("inner", { parameters: Parameters.define({ n: 1 }) }, (p) => ({ n: p.parameters.n }));
  const pipeline = definePipeline("p", { parameters: Parameters.define({ yes: true }) }, (p) => {
    const one = p.stage("one", { rows }, (args) => args.rows.length, { retry, limit });
    const all = p.map("all", rows, { one }, (row) => row.n, { retry, after: [one] });
    const sum = p.reduce("sum", all, 0, (total, n) => total + n);
    const zipped = p.zip("zipped", { all, rows });
    const sub = p.pipeline("sub", inner, { n: sum });
    const chosen = p.when("chosen", p.parameters.yes, (q) => q.stage("deep", { n: sub.out.n }, ({ n }) => n));
    return { chosen, first: zipped.out[0] as (typeof zipped.out)[number], sub };
  });
  const mine = new Set<unknown>([rows, rows[0], pipeline.graph.parameters, pipeline.graph.variables]);
  mine.add(inner.graph.parameters).add(inner.graph.variables);
  expect(changeable(pipeline.graph, mine)).toEqual([]);
  for (const own of [rows, rows[0], retry, retry.nonRetryable, limit]) expect(Object.isFrozen(own)).toBe(false);
  limit.max = 0;
  retry.maxAttempts = 0;
  expect(pipeline.graph.nodes[0]?.options).toMatchObject({ retry: { maxAttempts: 2 }, limit: { max: 2 } });
  expect(await pipeline.run()).toMatchObject({ chosen: 1 });
});

test("[DEV-04] so is a definition by names", () => {
  const pipeline = Pipeline("names", Parameters.define({ n: 1 }), {
    stages: {
      a: Stage(() => ({ k: 1 }), { outputMapper: KeyedOutputMapper({ k: "one" }), retry: { maxAttempts: 2 } }),
      b: Stage(({ one }: { one: unknown }) => [one, 2], {
        inputs: [dependency("a", { asArg: "one", fromOutput: "one" })],
        outputMapper: SequentialOutputMapper(["first", "second"]),
        after: ["a"],
      }),
    },
  });
  expect(changeable(pipeline.graph)).toEqual([]);
});

/** The paths of all objects below a value that can be changed; functions of users are their own. */
function changeable(value: unknown, except: ReadonlySet<unknown> = new Set(), path = "graph"): string[] {
  if (typeof value === "function") return "outputs" in value ? changeable(value.outputs, except, path) : [];
  if (typeof value !== "object" || value === null || except.has(value)) return [];
  if (value instanceof Parameters || value instanceof Variables) return [];
  const below = Object.entries(value).flatMap(([key, part]) => changeable(part, except, `${path}.${key}`));
  return Object.isFrozen(value) ? below : [path, ...below];
}

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
      "PIPELINE_INVALID_ARGUMENT",
      "a number of retries",
      (p) => ({ a: p.stage("a", {}, () => 1, { retry: 3 as never }) }),
    ],
    ["PIPELINE_INVALID_ARGUMENT", "a bare limit", (p) => ({ a: p.stage("a", {}, () => 1, { limit: 3 as never }) })],
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

test.each<[RegExp, (p: PipelineBuilder) => unknown]>([
  [
    /the third argument of definePipeline\('p'\) is async; add stages and return references without waiting/,
    async (p) => ({ a: p.stage("a", {}, () => 1) }),
  ],
  [/the third argument of definePipeline\('p'\) is async/, async () => Promise.reject(new Error("unheard"))],
  [
    /the third argument of definePipeline\('p'\) returns stage 'a' alone; .+ as in \{ result: ref \}/,
    (p) => p.stage("a", {}, () => 1),
  ],
  [
    /a branch of when 'w' is async; add stages/,
    (p) => ({
      w: p.when(
        "w",
        p.stage("yes", {}, () => true),
        (async () => p.stage("b", {}, () => 1)) as never,
      ),
    }),
  ],
])("refused with what to return instead: %s", (message, build) => {
  const define = () => definePipeline("p", {}, build as never);
  expect(define).toThrow(expect.objectContaining({ code: "PIPELINE_INVALID_ARGUMENT" }));
  expect(define).toThrow(message);
});

test.each<[string, (p: PipelineBuilder) => unknown]>([
  ['write p.stage("a", {}, fn)', (p) => p.stage("a", () => 1, undefined as never)],
  ['write p.map("a", items, {}, fn)', (p) => p.map("a", [1], (n: number) => n, undefined as never)],
  ['write p.reduce("a", items, 0, fn)', (p) => p.reduce("a", [1], ((n: number) => n) as never, undefined as never)],
  [
    "'retry' of stage 'a' must be an object such as { maxAttempts: 3 }, got a number",
    (p) => p.stage("a", {}, () => 1, { retry: 3 as never }),
  ],
  ["did you mean 'maxAttempts'?", (p) => p.stage("a", {}, () => 1, { retry: { attempts: 3 } as never })],
  [
    "'limit' of stage 'a' must be an object such as { key: 'api', max: 3 }, got a string",
    (p) => p.stage("a", {}, () => 1, { limit: "api" as never }),
  ],
  ["'label' of stage 'a' must be a text, got a number", (p) => p.stage("a", {}, () => 1, { label: 5 as never })],
  [
    "'key' of limit of stage 'a' must be a text, got undefined",
    (p) => p.stage("a", {}, () => 1, { limit: { max: 1 } as never }),
  ],
  [
    "'nonRetryable' of retry of stage 'a' must be an array, got a string",
    (p) => p.stage("a", {}, () => 1, { retry: { maxAttempts: 2, nonRetryable: "TypeError" as never } }),
  ],
])("what is in the wrong place or form is told how to be written: %s", (message, build) => {
  expect(() => definePipeline("p", {}, (p) => (build(p as unknown as PipelineBuilder), {}))).toThrow(message);
});

test("[RULE-049] a sub-pipeline takes none of the options that its stages have themselves", () => {
  const inner = definePipeline("inner", {}, (p) => ({ a: p.stage("a", {}, () => 1) }));
  for (const option of ["retry", "timeoutMs", "graceMs", "limit", "results", "logged"])
    expect(() => definePipeline("p", {}, (p) => ({ s: p.pipeline("s", inner, {}, { [option]: undefined }) }))).toThrow(
      `[PROTOCOL_UNKNOWN_OPTION] pipeline stage 's' has no option '${option}'`,
    );
});

test("[DEV-14] a stage that is named like one of a sub-pipeline beside it is refused", () => {
  const inner = definePipeline("inner", {}, (p) => ({ b: p.stage("b", {}, () => 1) }));
  const beside = (id: string, sub: string) =>
    definePipeline("p", {}, (p) => {
      p.stage(id, {}, () => 2);
      return { sub: p.pipeline(sub, inner, {}) };
    });
  expect(thrownBy(() => beside("a.b", "a"))).toMatchObject({
    code: "PIPELINE_DUPLICATE_STAGE",
    message: expect.stringContaining("stage 'a.b' of pipeline 'p' is named like a stage of its sub-pipeline 'a'"),
    details: { stage: "a.b", pipeline: "a" },
  });
  expect(() => beside("x.y.b", "x.y")).toThrow("sub-pipeline 'x.y'");
  expect(() => beside("a.c.d", "a")).toThrow("sub-pipeline 'a'");
  for (const [id, sub] of [
    ["a", "a.b"],
    ["ab", "a"],
    ["a-b.c", "a"],
  ] as const)
    expect(toMermaid(beside(id, sub))).toContain("subgraph");
});

describe("a limit that a pipeline and its sub-pipelines share", () => {
  const limited = (name: string, max: number) =>
    definePipeline(name, {}, (p) => ({ call: p.stage("call", {}, () => 1, { limit: { key: "api", max } }) }));
  const outer = (inner: ReturnType<typeof limited>, max: number) =>
    definePipeline("outer", {}, (p) => {
      p.pipeline(
        "deep",
        definePipeline("middle", {}, (q) => ({ x: q.pipeline("inner", inner, {}) })),
        {},
      );
      return { own: p.stage("own", {}, () => 1, { limit: { key: "api", max } }) };
    });

  test("[RULE-074] has one maximum", () => {
    expect(() => outer(limited("a", 2), 2)).not.toThrow();
    const error = thrownBy(() => outer(limited("a", 2), 3));
    expect(error).toMatchObject({ code: "PIPELINE_LIMIT_CONFLICT" });
    expect(error.message).toContain(
      "stages 'deep.inner.call' and 'own' give limit 'api' different maxima, 2 and 3; use one",
    );
    const beside = (): unknown =>
      definePipeline("beside", {}, (p) => ({
        a: p.pipeline("a", limited("a", 1), {}),
        b: p.pipeline("b", limited("b", 2), {}),
      }));
    expect(beside).toThrow("stages 'a.call' and 'b.call'");
  });
});

test("stages may have the names that every object has", async () => {
  const pipeline = definePipeline("p", {}, (p) => {
    const made = p.stage("constructor", { name: "mine", length: 5 }, (args) => args);
    return { constructor: made, toString: p.stage("toString", { made }, (args) => args.made.name) };
  });
  expect(await pipeline.run({}, { overrides: { toString: {} } })).toEqual({
    constructor: { name: "mine", length: 5 },
    toString: "mine",
  });
  const replaced = replaceStages(pipeline, { toString: ({ made }: { made: { name: string } }) => `${made.name}!` });
  expect(await replaced.run()).toMatchObject({ toString: "mine!" });
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

test("a reference that is used as its value says so: in a template string and in arithmetic", () => {
  const using = (use: (city: unknown) => unknown) =>
    definePipeline("p", { parameters: Parameters.define({ city: "Bern" }) }, (p) => ({
      a: p.stage("a", { x: use(p.parameters.city) }, ({ x }) => JSON.stringify(x)),
    }));
  const unresolved = expect.objectContaining({ code: "PIPELINE_REF_UNRESOLVED" });
  expect(() => using((city) => `https://${city as string}/`)).toThrow(unresolved);
  expect(() => using((city) => (city as number) + 1)).toThrow(
    "parameter 'city' has no value while the pipeline is defined",
  );
  expect(() => using((city) => JSON.stringify({ city }))).toThrow(unresolved);
});
