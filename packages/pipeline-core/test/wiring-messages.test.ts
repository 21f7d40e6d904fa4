import { beforeAll, describe, expect, test } from "vitest";
import { compile, compilers, type Compilation, type CompilerVersion } from "./support/compile.ts";

const names =
  "computed, context, dependency, DependencyInputMapper, definePipeline, immediate, Input, InputBinding, " +
  "KeyedInputMapper, KeyedOutputMapper, param, Parameters, Pipeline, SequentialOutputMapper, Stage, variable";
const prelude = `import { ${names} } from "@millrace/pipeline-core";
const total = (args: { n: number }): number => args.n;
const parameters = Parameters.define({ source: "north", limit: 10 });
`;

const stageOf = (input: string): string => `Stage(total, { inputs: [${input}] })`;
const pipelineOf = (stages: string): string => `Pipeline("p", parameters, { stages: { ${stages} } });`;

/** What is wrong → a program, and what the compiler's message must say. */
const cases: Readonly<Record<string, readonly [program: string, ...says: string[]]>> = {
  "an unknown stage": [
    pipelineOf(`a: ${stageOf('dependency("zzz", { asArg: "n" })')}`),
    `Problem<"input 'n': unknown stage 'zzz'">`,
  ],
  "an unknown stage in the long form": [
    `const bind = InputBinding.deferred(context.STAGES, { mapper: DependencyInputMapper({ fromStage: "zzz" }) });
    ${pipelineOf(`a: ${stageOf('Input({ asArg: "n", bind })')}`)}`,
    `Problem<"input 'n': unknown stage 'zzz'">`,
  ],
  "an unknown stage in `after`": [
    pipelineOf('a: Stage(() => 1, { after: ["zzz"] })'),
    `Problem<"after: unknown stage 'zzz'">`,
  ],
  "an unknown parameter": [
    pipelineOf(`a: ${stageOf('param("zzz", { asArg: "n" })')}`),
    `Problem<"input 'n': unknown parameter 'zzz'">`,
  ],
  "an unknown parameter in the long form": [
    `const bind = InputBinding.deferred(context.PARAMETERS, { mapper: KeyedInputMapper({ fromKey: "zzz" }) });
    ${pipelineOf(`a: ${stageOf('Input({ asArg: "n", bind })')}`)}`,
    `Problem<"input 'n': unknown parameter 'zzz'">`,
  ],
  "an unknown optional parameter": [
    pipelineOf(`a: ${stageOf('param("zzz", { asArg: "n", required: false, default: 1 })')}`),
    `Problem<"input 'n': unknown parameter 'zzz'">`,
  ],
  "a parameters object of another pipeline": [
    `const other = Parameters.define({ n: 1 });
    ${pipelineOf(`a: ${stageOf('computed(other, (values) => values.n, { asArg: "n" })')}`)}`,
    `Problem<"input 'n': its parameters object is not the pipeline's">`,
  ],
  "an unknown output": [
    pipelineOf(`one: Stage(() => 1), a: ${stageOf('dependency("one", { asArg: "n", fromOutput: "zzz" })')}`),
    `Problem<"input 'n': stage 'one' has no output 'zzz'">`,
  ],
  "the whole result of a stage with an output mapper": [
    `const one = Stage(() => [1], { outputMapper: SequentialOutputMapper(["first"]) });
    ${pipelineOf(`one, a: ${stageOf('dependency("one", { asArg: "n" })')}`)}`,
    `Problem<"input 'n': stage 'one' has no output 'return'">`,
  ],
  "an argument without an input": [
    'Stage((args: { n: number; rows: string[] }) => args, { inputs: [immediate(1, { asArg: "n" })] });',
    `Problem<"argument 'rows' of the stage function has no input">`,
  ],
  "a declaration without inputs": [
    "Stage(total, { timeoutMs: 5 });",
    "Property 'inputs' is missing",
    `Problem<"argument 'n' of the stage function has no input">`,
  ],
  "no declaration": ["Stage(total);", `Problem<"argument 'n' of the stage function has no input">`],
  "an input for no argument": [
    'Stage(total, { inputs: [immediate(1, { asArg: "n" }), immediate(1, { asArg: "zzz" })] });',
    `Problem<"the stage function has no argument 'zzz'">`,
  ],
  "an input of a function that takes nothing": [
    'Stage(() => 1, { inputs: [immediate(1, { asArg: "zzz" })] });',
    `Problem<"the stage function has no argument 'zzz'">`,
  ],
  "a value of the wrong type": [
    'Stage(total, { inputs: [immediate("a", { asArg: "n" })] });',
    `WrongType<"input 'n' has a value of the wrong type", string, number>`,
  ],
  "a parameter of the wrong type": [
    pipelineOf(`a: ${stageOf('param("source", { asArg: "n" })')}`),
    `WrongType<"input 'n': parameter 'source' has the wrong type", string, number>`,
  ],
  "a default of the wrong type": [
    pipelineOf(`a: ${stageOf('param("limit", { asArg: "n", required: false, default: "none" })')}`),
    `WrongType<"input 'n': parameter 'limit' has the wrong type", number | "none", number>`,
  ],
  "an output of the wrong type": [
    pipelineOf(`one: Stage(() => "a"), a: ${stageOf('dependency("one", { asArg: "n" })')}`),
    `WrongType<"input 'n': output 'return' of stage 'one' has the wrong type", string, number>`,
  ],
  "a named output of the wrong type": [
    `const one = Stage(() => ({ a: "a" }), { outputMapper: KeyedOutputMapper({ a: "text" }) });
    ${pipelineOf(`one, a: ${stageOf('dependency("one", { asArg: "n", fromOutput: "text" })')}`)}`,
    `WrongType<"input 'n': output 'text' of stage 'one' has the wrong type", string, number>`,
  ],
  "a cycle": [
    pipelineOf(`a: ${stageOf('dependency("b", { asArg: "n" })')}, b: ${stageOf('dependency("a", { asArg: "n" })')}`),
    `Problem<"dependency cycle: stage 'a' waits for stage 'b'">`,
    `Problem<"dependency cycle: stage 'b' waits for stage 'a'">`,
  ],
  "a stage that waits for itself": [
    pipelineOf('a: Stage(() => 1, { after: ["a"] })'),
    `Problem<"dependency cycle: stage 'a' waits for stage 'a'">`,
  ],
  "something else than a stage": [pipelineOf("a: total"), `Problem<"'a' is not a Stage">`],
  "several problems of one stage": [
    pipelineOf(`a: Stage(total, { inputs: [dependency("yyy", { asArg: "n" })], after: ["zzz"] })`),
    "input 'n': unknown stage 'yyy'",
    "after: unknown stage 'zzz'",
  ],
  "a field that a result does not have": [
    `definePipeline("p", { parameters }, (p) => ({
      a: p.stage("a", { n: p.stage("one", {}, () => ({ size: 1 })).out.zzz }, ({ n }) => n),
    }));`,
    "Property 'zzz' does not exist on type '{ readonly size: Ref<number>; }'",
  ],
  "a parameter that a builder does not have": [
    'definePipeline("p", { parameters }, (p) => ({ a: p.stage("a", { n: p.parameters.limt }, ({ n }) => n) }));',
    "Property 'limt' does not exist",
    "Did you mean 'limit'?",
  ],
  "a reference of the wrong type": [
    'definePipeline("p", { parameters }, (p) => ({ a: p.stage("a", { n: p.parameters.source }, total) }));',
    "'string' is not assignable to type 'number'",
  ],
};

/** Parts that a library of stages would export; the compiler must be able to write their types down. */
const library = `${prelude}
export const byKey = KeyedInputMapper({ fromKey: "limit" });
export const byStage = DependencyInputMapper({ fromStage: "one" });
export const first = SequentialOutputMapper(["first"]);
export const renamed = KeyedOutputMapper({ a: "text" });
export const inputs = [
  immediate(1, { asArg: "a" }),
  param("limit", { asArg: "b" }),
  dependency("one", { asArg: "c", required: false }),
  computed(parameters, (values) => values.limit, { asArg: "d" }),
  computed(context.STAGES, (stages) => stages.ids, { asArg: "e" }),
  variable("f"),
] as const;
export const one = Stage(() => [1], { outputMapper: first });
export const two = Stage(total, { inputs: [dependency("one", { asArg: "n", fromOutput: "first" })] });
export const stages = { one, two };
export const pipeline = Pipeline("p", parameters, { stages });
export const collector = Pipeline.collect("p", parameters);
export const defined = definePipeline("p", { parameters }, (p) => ({ limit: p.parameters.limit }));
export const report = pipeline.settled();
export const { graph } = pipeline;
export const [node] = graph.nodes;
export const operation = node?.operation;
`;

const fileOf = (name: string): string => `${name.replaceAll(/\W+/g, "-")}.ts`;
const typeTests = ["results", "references", "wiring-stage", "wiring-pipeline"].map((name) => `test/${name}.test-d.ts`);

describe.each(Object.keys(compilers) as CompilerVersion[])("TypeScript %s", (version) => {
  let compilation: Compilation;
  beforeAll(async () => {
    const programs = Object.entries(cases).map(
      ([name, [program]]) => [fileOf(name), `${prelude}${program}\n`] as const,
    );
    const good = `${prelude}${pipelineOf(`one: Stage(() => 1), a: ${stageOf('dependency("one", { asArg: "n" })')}`)}\n`;
    compilation = await compile(
      version,
      { ...Object.fromEntries(programs), "good.ts": good, "library.ts": library },
      typeTests,
    );
  }, 120_000);

  test.each(Object.entries(cases))("says what is wrong: %s", (name, [, ...says]) => {
    const message = compilation.diagnostics[fileOf(name)] ?? "no error";
    for (const text of says) expect(message).toContain(text);
  });

  test("accepts the type tests, the sources and a program without a mistake", () => {
    const expected = new Set(Object.keys(cases).map(fileOf));
    const others = Object.entries(compilation.diagnostics).filter(([file]) => !expected.has(file));
    expect(others).toEqual([]);
  });
});
