/** The compile-time checks of a string-keyed pipeline. `tsc` checks this file; nothing here runs. */
import {
  computed,
  context,
  dependency,
  DependencyInputMapper,
  immediate,
  Input,
  InputBinding,
  KeyedInputMapper,
  KeyedOutputMapper,
  param,
  Parameters,
  Pipeline,
  SequentialOutputMapper,
  Stage,
  type StandardSchema,
} from "../src/index.ts";

const parameters = Parameters.define(["free"], { source: "north", limit: 10 });
const total = (args: { n: number }): number => args.n;
const one = Stage(() => 1);
const load = Stage((args: { source: string }) => [args.source], { inputs: [param("source")] });
const mapped = Stage(() => ["a", 1] as const, { outputMapper: SequentialOutputMapper(["text", "size"]) });
const renamed = Stage(() => ({ a: "a", b: 1 }), { outputMapper: KeyedOutputMapper({ a: "text", b: "size" }) });
const other = Parameters.define({ other: 1 });

// [RULE-052, RULE-047] a stage that does not exist
const zzz = Stage(total, { inputs: [dependency("zzz", { asArg: "n" })] });
// @ts-expect-error: unknown stage 'zzz'
Pipeline("p", parameters, { stages: { a: zzz } });
const byMapper = InputBinding.deferred(context.STAGES, { mapper: DependencyInputMapper({ fromStage: "zzz" }) });
const longForm = Stage(total, { inputs: [Input({ asArg: "n", bind: byMapper })] });
// @ts-expect-error: in the long form
Pipeline("p", parameters, { stages: { longForm } });
const optional = Stage(total, { inputs: [dependency("zzz", { asArg: "n", required: false, default: 1 })] });
// @ts-expect-error: an optional input is no excuse
Pipeline("p", parameters, { stages: { optional } });
// @ts-expect-error: after an unknown stage
Pipeline("p", parameters, { stages: { one, two: Stage(() => 1, { after: ["one", "zzz"] }) } });

// [RULE-053, DEV-10] a parameter that was not declared
const unknownParameter = Stage(total, { inputs: [param("zzz", { asArg: "n" })] });
// @ts-expect-error: unknown parameter 'zzz'
Pipeline("p", parameters, { stages: { unknownParameter } });
const byKey = InputBinding.deferred(context.PARAMETERS, { mapper: KeyedInputMapper({ fromKey: "zzz" }) });
const longParameter = Stage(total, { inputs: [Input({ asArg: "n", bind: byKey })] });
// @ts-expect-error: in the long form
Pipeline("p", parameters, { stages: { longParameter } });
const optionalParameter = Stage(total, { inputs: [param("zzz", { asArg: "n", required: false, default: 1 })] });
// @ts-expect-error: an optional input is no excuse
Pipeline("p", parameters, { stages: { optionalParameter } });
const ofOther = Stage(total, { inputs: [computed(other, (values) => values.other, { asArg: "n" })] });
// @ts-expect-error: over a parameters object that is not the pipeline's
Pipeline("p", parameters, { stages: { ofOther } });
Pipeline("p", other, { stages: { ofOther } });

// [RULE-054] an output that the stage does not produce
const fromOutput = Stage(total, { inputs: [dependency("from", { asArg: "n", fromOutput: "zzz" })] });
// @ts-expect-error: a stage without an output mapper has `return` alone
Pipeline("p", parameters, { stages: { from: one, fromOutput } });
// @ts-expect-error: its outputs are text and size
Pipeline("p", parameters, { stages: { from: mapped, fromOutput } });
const fromReturn = Stage(total, { inputs: [dependency("from", { asArg: "n" })] });
Pipeline("p", parameters, { stages: { from: one, fromReturn } });
// @ts-expect-error: and not return
Pipeline("p", parameters, { stages: { from: mapped, fromReturn } });
const fromKey = Stage(total, { inputs: [dependency("from", { asArg: "n", fromOutput: "b" })] });
// @ts-expect-error: the key of the result is no output
Pipeline("p", parameters, { stages: { from: renamed, fromKey } });

// [RULE-057] a parameter or an output of the wrong type
// @ts-expect-error: a text for a number
Pipeline("p", parameters, { stages: { a: Stage(total, { inputs: [param("source", { asArg: "n" })] }) } });
// @ts-expect-error: a parameter of an unknown type
Pipeline("p", parameters, { stages: { a: Stage(total, { inputs: [param("free", { asArg: "n" })] }) } });
// @ts-expect-error: a list for a number
Pipeline("p", parameters, { stages: { load, from: load, fromReturn } });
const fromText = Stage(total, { inputs: [dependency("from", { asArg: "n", fromOutput: "text" })] });
// @ts-expect-error: output `text` of the sequential mapper is a text
Pipeline("p", parameters, { stages: { from: mapped, fromText } });
// @ts-expect-error: and so is that of the keyed mapper
Pipeline("p", parameters, { stages: { from: renamed, fromText } });
const limitOr = <const Default>(fallback: Default) =>
  Stage(total, { inputs: [param("limit", { asArg: "n", required: false, default: fallback })] });
Pipeline("p", parameters, { stages: { a: limitOr(5) } });
// @ts-expect-error: an optional input may be its default
Pipeline("p", parameters, { stages: { a: limitOr("none") } });
const limitOrNothing = Stage(total, { inputs: [param("limit", { asArg: "n", required: false })] });
// @ts-expect-error: which is undefined when none is given
Pipeline("p", parameters, { stages: { limitOrNothing } });
const oneOrNull = Stage(total, { inputs: [dependency("one", { asArg: "n", required: false, default: null })] });
// @ts-expect-error: of an output too
Pipeline("p", parameters, { stages: { one, oneOrNull } });

// What fits, fits.
Pipeline("p", parameters, {
  stages: {
    a: Stage(total, { inputs: [param("limit", { asArg: "n" })] }),
    b: Stage(total, { inputs: [param("limit", { asArg: "n", required: false, default: 5 })] }),
    c: Stage(total, { inputs: [dependency("mapped", { asArg: "n", fromOutput: "size" })], after: ["a"] }),
    d: Stage(total, { inputs: [dependency("renamed", { asArg: "n", fromOutput: "size" })] }),
    e: Stage((args: { n: number | null }) => args.n, {
      inputs: [dependency("a", { asArg: "n", required: false, default: null })],
    }),
    f: Stage(total, { inputs: [computed(parameters, (values) => values.limit, { asArg: "n" })] }),
    g: Stage(async (args: { rows: readonly string[] }) => args.rows, {
      inputs: [dependency("load", { asArg: "rows" })],
    }),
    h: Stage((args: { rows: readonly string[] }) => args.rows, { inputs: [dependency("g", { asArg: "rows" })] }),
    i: Stage((args: { unknown: unknown }) => args.unknown, { inputs: [param("free", { asArg: "unknown" })] }),
    mapped,
    renamed,
    load,
  },
});

// [RULE-058] stages that depend on each other in a cycle
const next = <const From extends string>(from: From) => Stage(total, { inputs: [dependency(from, { asArg: "n" })] });
Pipeline("p", parameters, {
  stages: {
    // @ts-expect-error: a waits for c
    a: next("c"),
    // @ts-expect-error: b waits for a
    b: next("a"),
    // @ts-expect-error: c waits for b
    c: next("b"),
    free: Stage(() => 1),
  },
});
// @ts-expect-error: a stage that waits for itself
Pipeline("p", parameters, { stages: { a: Stage(() => 1, { after: ["a"] }) } });
Pipeline("p", parameters, {
  stages: {
    // @ts-expect-error: in and out through `after`
    a: Stage(() => 1, { after: ["b"] }),
    // @ts-expect-error: in and out through an input
    b: next("a"),
  },
});

// Something else than a stage is none.
// @ts-expect-error: a function
Pipeline("p", parameters, { stages: { total } });
// @ts-expect-error: a number
Pipeline("p", parameters, { stages: { total: 5 } });
// @ts-expect-error: an unknown option
Pipeline("p", parameters, { stages: {}, zzz: 1 });

// What is known less exactly is left to the check at run time.
declare const anyStage: Stage;
declare const table: Readonly<Record<string, Stage>>;
declare const wide: string;
Pipeline("p", parameters, { stages: table });
Pipeline("p", parameters, {
  stages: { anyStage, total: Stage(total, { inputs: [dependency("anyStage", { asArg: "n" })] }) },
});
Pipeline("p", parameters, { stages: { a: Stage(total, { inputs: [dependency(wide, { asArg: "n" })] }) } });
Pipeline("p", parameters, { stages: { a: Stage(total, { inputs: [param(wide, { asArg: "n" })] }) } });
Pipeline("p", parameters, { stages: { a: Stage(() => 1, { after: [wide] }) } });
Pipeline("p", parameters, { stages: { a: next(wide) } });
Pipeline.unchecked("p", parameters, { stages: { a: next("zzz") } });

// A schema's output is what stages see.
declare const schema: StandardSchema<{ day: string }, { day: Date; limit: number }>;
const dated = Parameters.define(schema);
Pipeline("p", dated, { stages: { a: Stage((args: { day: Date }) => args.day, { inputs: [param("day")] }) } });
// @ts-expect-error: the day is a Date by then
Pipeline("p", dated, { stages: { a: Stage((args: { day: string }) => args.day, { inputs: [param("day")] }) } });

// Types of names without a default can be given.
Pipeline("p", Parameters.define<{ n: number }>(["n"]), { stages: { a: Stage(total, { inputs: [param("n")] }) } });
// @ts-expect-error: there is no `m`
Parameters.define<{ n: number }>(["m"]);

// Stages that are gathered one by one: arguments are checked.
const gathered = Pipeline.collect("p", parameters);
gathered.stage(total, { key: "total", inputs: [param("limit", { asArg: "n" })] }) satisfies typeof total;
gathered.stage(total, { key: "ten", defaults: { n: 10 } });
gathered.stage(() => 1);
// @ts-expect-error: argument 'n'
gathered.stage(total);
// @ts-expect-error: argument 'n', in a declaration
gathered.stage(total, { key: "total" });
// @ts-expect-error: a text for a number
gathered.stage(total, { key: "total", defaults: { n: "10" } });
// @ts-expect-error: an input for an argument that has a default
gathered.stage(total, { key: "total", inputs: [immediate(1, { asArg: "n" })], defaults: { n: 10 } });
