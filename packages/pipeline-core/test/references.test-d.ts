/** The compile-time checks of the style of references. `tsc` checks this file; nothing here runs. */
import { expectTypeOf } from "vitest";
import {
  definePipeline,
  err,
  ok,
  optional,
  Parameters,
  PipelineError,
  settled,
  type MapOptions,
  type Ref,
  type Result,
} from "../src/index.ts";

const parameters = Parameters.define({ source: "north", limit: 10 });

definePipeline("p", { parameters }, (p) => {
  // [RULE-061, SEED-30, SEED-31] arguments of inline functions are inferred from references and values
  const rows = p.stage("rows", { source: p.parameters.source, twice: true }, ({ source, twice }) => {
    expectTypeOf(source).toEqualTypeOf<string>();
    expectTypeOf(twice).toEqualTypeOf<boolean>();
    return [{ id: 1, source }];
  });
  expectTypeOf(rows).toEqualTypeOf<Ref<{ id: number; source: string }[]>>();
  const first = p.stage("first", { rows }, async ({ rows: all }) => all[0] ?? { id: 0, source: "" });
  expectTypeOf(first).toEqualTypeOf<Ref<{ id: number; source: string }>>();
  p.stage("field", { id: first.out.id }, ({ id }) => expectTypeOf(id).toEqualTypeOf<number>());
  p.stage("context", {}, (_args, { signal }) => expectTypeOf(signal).toEqualTypeOf<AbortSignal>());
  const ids = p.map("ids", rows, { add: 1 }, (row, { add }) => row.id + add);
  expectTypeOf(ids).toEqualTypeOf<Ref<number[]>>();
  p.map("named", rows, {}, (row) => row.id, {
    key: (row, index) => {
      expectTypeOf(row).toEqualTypeOf<{ id: number; source: string }>();
      return `${row.source} ${index}`;
    },
  });
  const byId: MapOptions<{ id: number }> = { key: ({ id }) => String(id) };
  p.map("wider", rows, {}, (row) => row.id, byId);
  // @ts-expect-error: the items are no texts
  p.map("other", rows, {}, (row) => row.id, { key: (row: string) => row });
  const collected = p.map("collected", rows, {}, (row) => row.id, { onItemError: "collect" });
  expectTypeOf(collected).toEqualTypeOf<Ref<Result<number>[]>>();
  expectTypeOf(p.reduce("sum", ids, 0, (sum, id) => sum + id)).toEqualTypeOf<Ref<number>>();
  const grouped = p.reduce(
    "grouped",
    rows,
    () => new Map<string, number>(),
    (all, row) => all.set(row.source, row.id),
  );
  expectTypeOf(grouped).toEqualTypeOf<Ref<Map<string, number>>>();
  p.stage("kept", { id: optional(first.out.id, "none") }, ({ id }) =>
    expectTypeOf(id).toEqualTypeOf<number | string>(),
  );
  p.stage("settled", { first: settled(first) }, (args) => {
    if (args.first.ok) expectTypeOf(args.first.value.id).toEqualTypeOf<number>();
    return args.first.ok ? ok(1) : err("none");
  });
  const either = p.when(
    "either",
    p.stage("is", {}, () => true),
    () => ids,
  );
  expectTypeOf(either).toEqualTypeOf<Ref<number[] | undefined>>();

  // [RULE-063] a property of a reference
  // @ts-expect-error: there is none of this name
  p.stage("a", { id: first.out.zzz }, () => 1);
  // @ts-expect-error: nor of a parameter
  p.stage("b", { source: p.parameters.zzz }, () => 1);

  // [RULE-057, RULE-061] a value of the wrong type
  // @ts-expect-error: a number for a text
  p.stage("c", { text: first.out.id }, ({ text }: { text: string }) => text);
  const shout = (args: { text: string }): string => args.text.toUpperCase();
  // @ts-expect-error: in a function that is declared elsewhere
  p.stage("d", { text: p.parameters.limit }, shout);
  // @ts-expect-error: a plain value
  p.stage("e", { text: 5 }, shout);
  // @ts-expect-error: a list of texts in place of a text
  p.stage("f", { text: ["a"] }, shout);
  p.stage("g", { text: "a" }, shout);

  // [RULE-055, RULE-056] an argument without an input, and an argument that there is not
  // @ts-expect-error: `text` is missing
  p.stage("h", {}, shout);
  // @ts-expect-error: `zzz` is not an argument of the inline function
  p.stage("i", { text: "a" }, ({ zzz }) => zzz);

  // [RULE-052, RULE-058] a stage that does not exist, or not yet
  // @ts-expect-error: no such variable
  p.stage("j", { rows: missing }, () => 1);
  // @ts-expect-error: a reference is there only after its stage
  p.stage("k", { rows: later }, () => 1);
  const later = p.stage("later", {}, () => 1);

  // @ts-expect-error: a text cannot be mapped over as rows
  p.map("l", rows, {}, (row: { zzz: number }) => row.zzz);
  // @ts-expect-error: a number has no items
  p.map("m", p.parameters.limit, {}, (item) => item);
  // @ts-expect-error: the condition is a number
  p.when("n", p.parameters.limit, () => ids);
  // @ts-expect-error: `after` takes references
  p.stage("o", {}, () => 1, { after: ["rows"] });
  // @ts-expect-error: the accumulator is a number
  p.reduce("p", ids, 0, (sum, id) => `${sum}${id}`);
  return { rows, later };
});

const inner = definePipeline("inner", { parameters }, (p) => ({ limit: p.parameters.limit }));
definePipeline("outer", { parameters }, (p) => {
  // [RULE-067] parameters and outputs of a sub-pipeline
  expectTypeOf(p.pipeline("a", inner, { limit: 5 })).toEqualTypeOf<Ref<{ readonly limit: number }>>();
  // @ts-expect-error: of the wrong type
  p.pipeline("b", inner, { limit: "5" });
  // @ts-expect-error: an unknown one
  p.pipeline("c", inner, { zzz: 5 });
  p.pipeline("d", inner, { limit: 5 }, { label: "D", onUpstream: "all_done" });
  // @ts-expect-error: its stages have retries and timeouts, it has none itself
  p.pipeline("e", inner, { limit: 5 }, { retry: { maxAttempts: 3 } });
  return {};
});

// @ts-expect-error: outputs are references
definePipeline("p", {}, () => ({ text: "a" }));
// @ts-expect-error: an unknown option
definePipeline("p", { params: parameters }, () => ({}));

declare const caught: unknown;
if (PipelineError.is(caught)) expectTypeOf(caught).toEqualTypeOf<PipelineError>();
if (PipelineError.is(caught, "PIPELINE_RUN_FAILED"))
  expectTypeOf(caught.failures[0]?.stage).toEqualTypeOf<string | undefined>();
// @ts-expect-error: a code of another package
PipelineError.is(caught, "PROTOCOL_CYCLE");
