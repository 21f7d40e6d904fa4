/** The compile-time checks of one stage. `tsc` checks this file; nothing here runs. */
import {
  callback,
  computed,
  context,
  immediate,
  Input,
  InputBinding,
  KeyedInputMapper,
  param,
  Parameters,
  Stage,
  variable,
} from "../src/index.ts";

interface Row {
  readonly id: number;
}
const load = (args: { source: string; limit: number }): readonly Row[] => [{ id: args.limit + args.source.length }];
const source = immediate("north", { asArg: "source" });
const limit = immediate(10, { asArg: "limit" });
const parameters = Parameters.define({ source: "north", limit: 10 });

Stage(load, { inputs: [source, limit] });
Stage(load, { inputs: [limit, source] });
Stage(() => 1);
Stage(() => 1, { timeoutMs: 5 });
Stage(async (args: { limit?: number }) => args.limit ?? 0);
Stage(async (args: { limit?: number }) => args.limit ?? 0, { inputs: [limit] });

// [RULE-055] an argument has no input
// @ts-expect-error: argument 'limit'
Stage(load, { inputs: [source] });
// @ts-expect-error: no inputs, in a declaration
Stage(load, { timeoutMs: 5 });
// @ts-expect-error: no inputs, without a declaration
Stage(load);
// @ts-expect-error: inputs are there, but none
Stage(load, { inputs: [] });
// @ts-expect-error: the context in between makes no difference
Stage((args: { source: string }, { signal }) => [args, signal], { timeoutMs: 5 });

// [RULE-056] an input is for no argument
// @ts-expect-error: argument 'zzz'
Stage(load, { inputs: [source, limit, immediate(1, { asArg: "zzz" })] });
// @ts-expect-error: the function takes nothing
Stage(() => 1, { inputs: [limit] });
// @ts-expect-error: a parameter for no argument
Stage(() => 1, { inputs: [param("source")] });

// [RULE-057] a value is of the wrong type
// @ts-expect-error: a number for a text
Stage(load, { inputs: [immediate(5, { asArg: "source" }), limit] });
// @ts-expect-error: the long form
Stage(load, { inputs: [Input({ asArg: "source", bind: InputBinding.now(5) }), limit] });
// @ts-expect-error: what a mapper makes of a value
Stage(load, { inputs: [Input({ asArg: "source", bind: InputBinding.now("5", { mapper: Number }) }), limit] });
// @ts-expect-error: what a callback returns
Stage(load, { inputs: [callback(() => 5, { asArg: "source" }), limit] });
// @ts-expect-error: a promise is not awaited
Stage(load, { inputs: [callback(async () => "north", { asArg: "source" }), limit] });
// @ts-expect-error: what is computed
Stage(load, { inputs: [computed(parameters, (values) => values.limit, { asArg: "source" }), limit] });
// @ts-expect-error: what is computed of the stages
Stage(load, { inputs: [computed(context.STAGES, (stages) => stages.ids, { asArg: "source" }), limit] });
// @ts-expect-error: the default of a variable
Stage(load, { inputs: [variable("source", { required: false, default: 5 }), limit] });
// @ts-expect-error: null where it is not expected
Stage(load, { inputs: [immediate(null, { asArg: "source" }), limit] });
const keyed = <T>(n: T) => InputBinding.now({ n }, { mapper: KeyedInputMapper({ fromKey: "n" }) });
Stage(load, { inputs: [source, Input({ asArg: "limit", bind: keyed(5) })] });
// @ts-expect-error: the keyed value of a known object
Stage(load, { inputs: [source, Input({ asArg: "limit", bind: keyed("5") })] });

// [RULE-060] a mapper over a parameters object infers the types of its values
computed(parameters, ({ source: text, limit: count }) => text.repeat(count), { asArg: "x" }) satisfies Input<
  "x",
  string
>;
// @ts-expect-error: such a value is a number
computed(parameters, (values) => values.limit.length, { asArg: "x" });
// @ts-expect-error: there is no such parameter
computed(parameters, (values) => values.zzz, { asArg: "x" });
// @ts-expect-error: over context.PARAMETERS the values are unknown
computed(context.PARAMETERS, (values) => values["source"].length, { asArg: "x" });
// @ts-expect-error: and so they fit no argument
Stage(load, { inputs: [computed(context.PARAMETERS, (values) => values["source"], { asArg: "source" }), limit] });

// Types that are wider than literals are left to the check at run time.
declare const inputs: Input[];
declare const names: readonly string[];
declare const wide: string;
Stage(load, { inputs });
Stage(load, { inputs: [source, limit], after: names });
Stage(load, { inputs: [Input({ asArg: wide, bind: InputBinding.now(1) })] });
Stage((args: Readonly<Record<string, number>>) => args, { inputs: [limit] });

// Functions of many kinds.
Stage(<T>(args: { source: T }): T => args.source, { inputs: [source] });
Stage((args: { kind: "a"; limit: number } | { kind: "b" }) => args.kind, {
  inputs: [immediate("a" as const, { asArg: "kind" }), limit],
});
Stage(
  function* generate(args: { limit: number }) {
    yield args.limit;
  },
  { inputs: [limit] },
);
Stage((args: { source: string }, { signal, logger }) => [args.source, signal, logger], { inputs: [source] });
Stage((args: { source: string | undefined }) => args.source, {
  inputs: [variable("source", { required: false })],
});
Stage((args: { limit: number }) => args.limit, { inputs: [limit], outputMapper: (n) => ({ half: n / 2 }) });

// A function that takes more than arguments and context, or returns what its mapper does not take, is none.
// @ts-expect-error: three parameters
Stage((args: { limit: number }, _context: object, more: number) => args.limit + more, { inputs: [limit] });
// @ts-expect-error: the mapper takes a text
Stage((args: { limit: number }) => args.limit, { inputs: [limit], outputMapper: (text: string) => ({ text }) });

// Any stage fits the general type, and runs alone with its own arguments.
const one: Stage = Stage(load, { inputs: [source, limit] });
const many: readonly Stage[] = [one, Stage(() => 1), Stage((args: { source: string }) => args, { inputs: [source] })];
void many;
void (Stage(load, { inputs: [source, limit] }).run({ limit: 5 }) satisfies Promise<readonly Row[]>);
// @ts-expect-error: a text for a number
void Stage(load, { inputs: [source, limit] }).run({ limit: "5" });

// Arguments of a callback.
const add = (a: number, b: number): number => a + b;
callback(add, { asArg: "sum", args: [1, 2] }) satisfies Input<"sum", number>;
// @ts-expect-error: `args` are missing
callback(add, { asArg: "sum" });
// @ts-expect-error: one too few
callback(add, { asArg: "sum", args: [1] });
// @ts-expect-error: of the wrong type
InputBinding.callback(add, { args: [1, "2"] });
// @ts-expect-error: the mapper gets a number
InputBinding.callback(add, { args: [1, 2], mapper: (sum) => sum.length });
// @ts-expect-error: the mapper gets the function
InputBinding.callback(add, { mapper: (fn) => fn.length.length, callFirst: false });
