/** The types of what runs take and give, in both styles. `tsc` checks this file; nothing here runs. */
import { expectTypeOf } from "vitest";
import {
  definePipeline,
  dependency,
  immediate,
  KeyedOutputMapper,
  param,
  Parameters,
  Pipeline,
  SequentialOutputMapper,
  Stage,
  type PipelineDefinition,
  type StandardSchema,
} from "../src/index.ts";

type Runs = Pick<PipelineDefinition<never, unknown>, "run">;
type GivesOf<Definition extends Runs> = Awaited<ReturnType<Definition["run"]>>;
type TakesOf<Definition extends Runs> = globalThis.Parameters<Definition["run"]>[0];

const parameters = Parameters.define(["free"], { source: "north", limit: 10 });

// [RULE-059] the result of each stage is what its function returns, awaited
const pipeline = Pipeline("p", parameters, {
  stages: {
    load: Stage(async (args: { source: string }) => [args.source], { inputs: [param("source")] }),
    count: Stage((args: { rows: readonly string[] }) => args.rows.length, {
      inputs: [dependency("load", { asArg: "rows" })],
    }),
    split: Stage(() => ["a", 1] as const, { outputMapper: SequentialOutputMapper(["text", "size"]) }),
    nothing: Stage(() => {}),
  },
});
interface Results {
  readonly load: string[];
  readonly count: number;
  readonly split: readonly ["a", 1];
  readonly nothing: void;
}
expectTypeOf<GivesOf<typeof pipeline>>().toEqualTypeOf<Results>();
expectTypeOf<Awaited<ReturnType<typeof pipeline.settled>>["outputs"]>().toEqualTypeOf<Partial<Results>>();
// @ts-expect-error: there is no such stage
void pipeline.run().then((results) => results.zzz);

// [RULE-059, RULE-023] run() takes the declared parameters, each optional
expectTypeOf<TakesOf<typeof pipeline>>().toEqualTypeOf<
  Partial<{ free: unknown; source: string; limit: number }> | undefined
>();
// @ts-expect-error: an unknown parameter
void pipeline.run({ zzz: 1 });
// @ts-expect-error: of the wrong type
void pipeline.run({ limit: "10" });
void pipeline.run({ limit: 5 });

// [RULE-059, RULE-031] with a schema it takes the schema's input, required where the schema does
declare const schema: StandardSchema<{ day: string; limit?: number }, { day: Date; limit: number }>;
const dated = Pipeline("p", Parameters.define(schema), {
  stages: { day: Stage((args: { day: Date }) => args.day, { inputs: [param("day")] }) },
});
void dated.run({ day: "2024-05-01" });
// @ts-expect-error: the day is required
void dated.run();
// @ts-expect-error: as a text
void dated.run({ day: new Date() });
const open = Pipeline("p", Parameters.define({}), { stages: {} });
void open.run();

// [SEED-16] the outputs of mappers have types of their own
const sequential = SequentialOutputMapper(["text", "size"]);
expectTypeOf(sequential(["a", 1] as const)).toEqualTypeOf<{ readonly text: "a"; readonly size: 1 }>();
expectTypeOf(sequential([1, 2])).toEqualTypeOf<{ readonly text: number; readonly size: number }>();
const preserving = SequentialOutputMapper(["text"], { unexpected: "preserve" });
expectTypeOf(preserving(["a", "b"])["_extra"]).toEqualTypeOf<readonly string[]>();
const keyed = KeyedOutputMapper({ a: "text" });
expectTypeOf(keyed({ a: "x", b: 1 })).toEqualTypeOf<{ readonly text: string }>();
expectTypeOf(keyed(new Map([["a", 1]]))).toEqualTypeOf<{ readonly text: number }>();
const keeping = KeyedOutputMapper({ a: "text" }, { unexpected: "preserve" });
expectTypeOf(keeping({ a: "x", b: 1 }).b).toEqualTypeOf<number>();
Pipeline("p", parameters, {
  stages: {
    split: Stage(() => ["a", 1, 2], { outputMapper: SequentialOutputMapper(["first"], { unexpected: "preserve" }) }),
    rest: Stage((args: { rest: readonly (string | number)[] }) => args.rest, {
      inputs: [dependency("split", { asArg: "rest", fromOutput: "_extra" })],
    }),
  },
});
// @ts-expect-error: a sequence is wanted
Stage(() => 5, { outputMapper: sequential });
// @ts-expect-error: an object is wanted
Stage(() => 5, { outputMapper: keyed });

// [RULE-062] outputs by name, in the style of references
const defined = definePipeline("p", { parameters }, (p) => {
  const rows = p.stage("rows", { source: p.parameters.source }, async ({ source }) => [{ id: 1, source }]);
  return { rows, limit: p.parameters.limit, ids: p.map("ids", rows, {}, (row) => row.id) };
});
expectTypeOf<GivesOf<typeof defined>>().toEqualTypeOf<{
  readonly rows: { id: number; source: string }[];
  readonly limit: number;
  readonly ids: number[];
}>();

// Both styles give one kind of definition.
expectTypeOf(pipeline).toExtend<PipelineDefinition<never, unknown>>();
expectTypeOf(defined).toExtend<PipelineDefinition<never, unknown>>();
const generated = Pipeline.unchecked("p", parameters, { stages: {} });
expectTypeOf<GivesOf<typeof generated>>().toEqualTypeOf<Readonly<Record<string, unknown>>>();
const gathered = Pipeline.collect("p", parameters);
gathered.stage((args: { n: number }) => args.n, { key: "n", inputs: [immediate(1, { asArg: "n" })] });
const built = gathered.build();
expectTypeOf<TakesOf<typeof built>>().toEqualTypeOf<TakesOf<typeof pipeline>>();
