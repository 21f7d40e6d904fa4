import { expect, test } from "vitest";
import {
  callback,
  computed,
  context,
  dependency,
  DependencyInputMapper,
  immediate,
  Input,
  InputBinding,
  KeyedInputMapper,
  param,
  Parameters,
  Pipeline,
  Stage,
  variable,
  Variables,
} from "../src/index.ts";

const parameters = Parameters.define(["unset"], { source: "north", limit: 10 });

/** What of an input decides its wiring, and the value that it gives in a run. */
async function reading(input: Input): Promise<object> {
  const { asArg, logged, bind } = input;
  const { results } = await Pipeline.unchecked("p", parameters, {
    variables: new Variables({ total: 3 }),
    stages: {
      clean: Stage(() => ({ rows: [1], count: 1 }), { outputMapper: (result): object => result }),
      plain: Stage(() => "plain"),
      take: Stage((args: object) => Object.values(args)[0] as unknown, { inputs: [input] }),
    },
  }).settled();
  return { asArg, logged, kind: bind.kind, needs: bind.needs, result: results["take"] };
}

const parameter = (options: KeyOptions) =>
  InputBinding.contextual(context.PARAMETERS, { mapper: KeyedInputMapper(options) });
const ofVariables = (options: KeyOptions) =>
  InputBinding.contextual(context.VARIABLES, { mapper: KeyedInputMapper(options) });
const output = (options: StageOptions) =>
  InputBinding.contextual(context.STAGES, { mapper: DependencyInputMapper(options) });
type Optional = { readonly required?: boolean; readonly default?: unknown };
type KeyOptions = Optional & { readonly fromKey: string };
type StageOptions = Optional & { readonly fromStage: string; readonly fromOutput?: string };

const power = (base: number, exponent: number): number => base ** exponent;
const describeSource = ({ source, limit }: { readonly source: string; readonly limit: number }) => `${source} ${limit}`;
const names = (values: Readonly<Record<string, unknown>>): readonly string[] => Object.keys(values);
const optional = { default: "none", required: false } as const;

test.each<[id: string, what: string, short: () => Input, long: () => Input, value: unknown]>([
  [
    "RULE-040",
    "param, whose asArg is its name",
    () => param("source"),
    () => Input({ asArg: "source", bind: parameter({ fromKey: "source" }) }),
    "north",
  ],
  [
    "RULE-040",
    "param with asArg, default, required and logged",
    () => param("unset", { asArg: "day", logged: true, ...optional }),
    () => Input({ asArg: "day", logged: true, bind: parameter({ fromKey: "unset", ...optional }) }),
    "none",
  ],
  [
    "RULE-041",
    "variable, whose asArg is its name",
    () => variable("total"),
    () => Input({ asArg: "total", bind: ofVariables({ fromKey: "total" }) }),
    3,
  ],
  [
    "RULE-041",
    "variable with asArg, default, required and logged",
    () => variable("unset", { asArg: "n", logged: true, ...optional }),
    () => Input({ asArg: "n", logged: true, bind: ofVariables({ fromKey: "unset", ...optional }) }),
    "none",
  ],
  [
    "RULE-042",
    "dependency",
    () => dependency("plain", { asArg: "x" }),
    () => Input({ asArg: "x", bind: output({ fromStage: "plain" }) }),
    "plain",
  ],
  [
    "RULE-042",
    "dependency with fromOutput and logged",
    () => dependency("clean", { asArg: "x", fromOutput: "rows", logged: true }),
    () => Input({ asArg: "x", logged: true, bind: output({ fromStage: "clean", fromOutput: "rows" }) }),
    [1],
  ],
  [
    "RULE-042",
    "dependency with default and required",
    () => dependency("clean", { asArg: "x", fromOutput: "gone", ...optional }),
    () => Input({ asArg: "x", bind: output({ fromStage: "clean", fromOutput: "gone", ...optional }) }),
    "none",
  ],
  [
    "RULE-043",
    "immediate",
    () => immediate(5, { asArg: "n", logged: true }),
    () => Input({ asArg: "n", logged: true, bind: InputBinding.immediate(5) }),
    5,
  ],
  [
    "RULE-043",
    "callback",
    () => callback(() => 5, { asArg: "n" }),
    () => Input({ asArg: "n", bind: InputBinding.callback(() => 5) }),
    5,
  ],
  [
    "RULE-043",
    "callback with args and logged",
    () => callback(power, { asArg: "n", args: [2, 10], logged: true }),
    () => Input({ asArg: "n", logged: true, bind: InputBinding.callback(power, { args: [2, 10] }) }),
    1024,
  ],
  [
    "RULE-044",
    "computed over a parameters object",
    () => computed(parameters, describeSource, { asArg: "x" }),
    () => Input({ asArg: "x", bind: InputBinding.contextual(parameters, { mapper: describeSource }) }),
    "north 10",
  ],
  [
    "RULE-044",
    "computed over a context variable",
    () => computed(context.VARIABLES, names, { asArg: "x", logged: true }),
    () => Input({ asArg: "x", logged: true, bind: InputBinding.contextual(context.VARIABLES, { mapper: names }) }),
    ["total"],
  ],
])("[%s] %s equals its long form", async (_id, _what, short, long, value) => {
  expect(await reading(short())).toEqual(await reading(long()));
  expect(await reading(short())).toMatchObject({ result: { ok: true, value } });
});

test.each<[string, () => unknown]>([
  ["immediate", () => immediate(1, { asArg: "x", fromOutput: "y" } as never)],
  ["param", () => param("x", { asarg: "y" } as never)],
  ["variable", () => variable("x", { fallback: 1 } as never)],
  ["dependency", () => dependency("x", { asArg: "y", output: "z" } as never)],
  ["computed", () => computed(parameters, () => 1, { asArg: "x", required: true } as never)],
  ["callback", () => callback(() => 1, { asArg: "x", arguments: [] } as never)],
])("[RULE-049] %s refuses an unknown option", (where, make) => {
  expect(make).toThrow(expect.objectContaining({ code: "PROTOCOL_UNKNOWN_OPTION" }));
  expect(make).toThrow(where);
});

test("[UP-41] stages made in a loop, a function as output mapper, fromOutput and a lambda over parameters", async () => {
  const settings = Parameters.define({ words: ["a", "bb", "ccc"], sign: "!" });
  const shout = (args: { word: string; times: number; sign: string }) => ({
    text: args.word.repeat(args.times) + args.sign,
    size: args.word.length * args.times + args.sign.length,
  });
  const shouts = Object.fromEntries(
    [0, 1, 2].map((index) => [
      `shout${index}`,
      Stage(shout, {
        inputs: [
          computed(settings, ({ words }) => words[index] ?? "", { asArg: "word", logged: true }),
          immediate(index + 1, { asArg: "times" }),
          param("sign"),
        ],
        outputMapper: ({ text, size }) => ({ text, size }),
      }),
    ]),
  );
  const pipeline = Pipeline.unchecked("shouts", settings, {
    stages: {
      join: Stage((args: Readonly<Record<string, string>>) => Object.values(args).join(" "), {
        inputs: [0, 1, 2].map((index) => dependency(`shout${index}`, { asArg: `part${index}`, fromOutput: "text" })),
      }),
      ...shouts,
    },
  });
  const report = await pipeline.settled({ sign: "?" });
  expect(report.outputs).toEqual({
    shout0: { text: "a?", size: 2 },
    shout1: { text: "bbbb?", size: 5 },
    shout2: { text: "ccccccccc?", size: 10 },
    join: "a? bbbb? ccccccccc?",
  });
  expect(report.stage("shout1")?.logged).toEqual({ word: "bb" });
});
