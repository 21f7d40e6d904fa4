import { checkOptions } from "@millrace/protocol";
import type { ContextVar } from "./context.ts";
import type { DependencyInputMapper, KeyedInputMapper } from "./input-mapper.ts";
import { requireFunction } from "./internal/require-function.ts";
import { requireList, requireObject, requirePart } from "./internal/require-parts.ts";
import type {
  Need,
  NeedsNothing,
  NeedsOutput,
  NeedsParameter,
  NeedsParameters,
  NeedsStages,
  NeedsVariable,
} from "./need.ts";
import { Parameters, type ParameterValues } from "./parameters.ts";
import { requireLiteral } from "./ref.ts";
import { stageSlot } from "./stage-context.ts";
import type { StageTable } from "./stage-table.ts";
import type { Variables } from "./variables.ts";

/** Where the value of an input comes from. */
export interface InputBinding<Value = unknown, N extends Need = Need> {
  readonly kind: "immediate" | "contextual" | "callback";
  readonly needs: N;
  /** Determines the value now, in the running stage's context; throws what its mapper or callback throws. */
  get(): Value;
}

export interface MapperOptions<Mapper> {
  readonly mapper: Mapper;
}
export interface ContextVarOptions<T, View, Value> {
  readonly mapper: (variable: ContextVar<T, View>) => Value;
  /** `false` hands the mapper the context variable itself, so that it can choose what to do when it is unset. */
  readonly getFirst: false;
}
export type CallbackOptions<Args extends readonly unknown[], Result, Value> = {
  /** Turns what the function returned into the value; default: as it is. Promises are not awaited. */
  readonly mapper?: (result: Result) => Value;
} & (readonly [] extends Args ? { readonly args?: Args } : { readonly args: Args });
export interface UncalledOptions<Fn, Value> {
  readonly mapper: (fn: Fn) => Value;
  /** `false` hands the mapper the function itself. */
  readonly callFirst: false;
}

/** A value that a KeyedInputMapper picks of a known object or Map. */
export type KeyedValue<Source, Key extends string, Fallback> =
  Source extends ReadonlyMap<unknown, infer Value>
    ? Value | Fallback
    : Key extends keyof Source
      ? Source[Key] | Fallback
      : unknown;

/** A value known now; `null`, `undefined`, `0` and `""` are values like any other. A generator is none: runs share the value. */
function immediate<Value>(source: Value): InputBinding<Value, NeedsNothing>;
function immediate<Source, const Key extends string, Fallback>(
  source: Source,
  options: MapperOptions<KeyedInputMapper<Key, Fallback>>,
): InputBinding<KeyedValue<Source, Key, Fallback>, NeedsNothing>;
function immediate<Source, Value>(
  source: Source,
  options: MapperOptions<(source: Source) => Value>,
): InputBinding<Value, NeedsNothing>;
function immediate(source: unknown, options?: MapperOptions<unknown>): InputBinding<unknown, NeedsNothing> {
  requireLiteral(source, "an immediate binding");
  if (options === undefined) return binding("immediate", { kind: "nothing" }, () => source);
  const mapper = mapperOf(options, ["mapper"], "an immediate binding");
  return binding("immediate", { kind: "nothing" }, () => mapper(source));
}

/**
 * A value read from the context when the stage starts. A function over a Parameters object knows the types of its
 * values; it gets those of the run, and outside of a run those of the object itself.
 */
function contextual<const Name extends string, Fallback>(
  source: ContextVar<Parameters, ParameterValues> | Parameters<object, unknown>,
  options: MapperOptions<KeyedInputMapper<Name, Fallback>>,
): InputBinding<unknown, NeedsParameter<Name, Fallback>>;
function contextual<Fallback>(
  source: ContextVar<Variables, ParameterValues>,
  options: MapperOptions<KeyedInputMapper<string, Fallback>>,
): InputBinding<unknown, NeedsVariable<Fallback>>;
function contextual<const Stage extends string, const Output extends string, Fallback>(
  source: ContextVar<StageTable>,
  options: MapperOptions<DependencyInputMapper<Stage, Output, Fallback>>,
): InputBinding<unknown, NeedsOutput<Stage, Output, Fallback>>;
function contextual<Value>(
  source: ContextVar<StageTable>,
  options: MapperOptions<(stages: StageTable) => Value>,
): InputBinding<Value, NeedsStages>;
function contextual<Values extends object, Given, Value>(
  source: Parameters<Values, Given>,
  options: MapperOptions<(values: ParameterValues<Values>) => Value>,
): InputBinding<Value, NeedsParameters<Values>>;
function contextual<T, View, Value>(
  source: ContextVar<T, View>,
  options: ContextVarOptions<T, View, Value>,
): InputBinding<Value, NeedsNothing>;
function contextual<T, View, Value>(
  source: ContextVar<T, View>,
  options: MapperOptions<(value: View) => Value>,
): InputBinding<Value, NeedsNothing>;
function contextual(
  source: ContextVar<unknown> | Parameters<object, unknown>,
  options: MapperOptions<unknown> & { readonly getFirst?: boolean },
): InputBinding {
  const mapper = mapperOf(options, ["mapper", "getFirst"], "a contextual binding");
  if (source instanceof Parameters) {
    const needs = needsOf("PARAMETERS", mapper) ?? { kind: "parameters", parameters: source as unknown as Parameters };
    return binding("contextual", needs, () => mapper((stageSlot.get()?.parameters ?? source).values));
  }
  requirePart(source, { name: "string", view: "function" }, "the source of a contextual binding", "one of `context`");
  const uncalled = options.getFirst === false;
  const needs = uncalled && source.name !== "STAGES" ? undefined : needsOf(source.name, uncalled ? undefined : mapper);
  return binding("contextual", needs ?? { kind: "nothing" }, () => mapper(uncalled ? source : source.view()));
}

/** What a function returns that is called when the stage starts, with `args` if there are any. */
function callback<Result>(fn: () => Result): InputBinding<Result, NeedsNothing>;
function callback<Fn, Value>(fn: Fn, options: UncalledOptions<Fn, Value>): InputBinding<Value, NeedsNothing>;
function callback<const Args extends readonly unknown[], Result, Value = Result>(
  fn: (...args: Args) => Result,
  options: CallbackOptions<Args, Result, Value>,
): InputBinding<Value, NeedsNothing>;
function callback(
  fn: unknown,
  options: { readonly args?: readonly unknown[]; readonly mapper?: unknown; readonly callFirst?: boolean } = {},
): InputBinding<unknown, NeedsNothing> {
  const where = "a callback binding";
  requireFunction(fn, where);
  const call = fn as (...args: readonly unknown[]) => unknown;
  if (options.callFirst === false) {
    const mapper = mapperOf(options, ["mapper", "callFirst"], where);
    return binding("callback", { kind: "nothing" }, () => mapper(call));
  }
  const { args = [] } = options;
  requireList(args, `'args' of ${where}`);
  const mapper = mapperOf({ mapper: (value: unknown) => value, ...options }, ["args", "mapper", "callFirst"], where);
  return binding("callback", { kind: "nothing" }, () => mapper(call(...args)));
}

/** The three kinds of binding. `now` and `deferred` are older names of `immediate` and `contextual`. */
export const InputBinding: {
  readonly immediate: typeof immediate;
  readonly contextual: typeof contextual;
  readonly callback: typeof callback;
  readonly now: typeof immediate;
  readonly deferred: typeof contextual;
} = Object.freeze({ immediate, contextual, callback, now: immediate, deferred: contextual });

function mapperOf(options: { readonly mapper?: unknown }, known: readonly string[], where: string) {
  requireObject(options, `the options of ${where}`);
  checkOptions(options, known, where);
  requireFunction(options.mapper, `the mapper of ${where}`);
  return options.mapper as (value: unknown) => unknown;
}

/** What a mapper says of itself; `undefined` when it reads the pipeline in no way that matters to its wiring. */
function needsOf(variable: string, mapper: unknown): Need | undefined {
  const known = mapper as KeyedInputMapper | DependencyInputMapper | { readonly mapper?: undefined } | undefined;
  if (known?.mapper === "keyed" && variable !== "STAGES") {
    if (variable !== "PARAMETERS") return { kind: "variable" };
    return { kind: "parameter", name: known.fromKey, required: known.required, fallback: known.fallback };
  }
  if (variable !== "STAGES") return undefined;
  if (known?.mapper !== "dependency") return { kind: "stages" };
  const { fromStage, fromOutput, required, fallback } = known;
  return { kind: "output", stage: fromStage, output: fromOutput, required, fallback };
}

function binding<N extends Need>(kind: InputBinding["kind"], needs: N, get: () => unknown): InputBinding<unknown, N> {
  return Object.freeze({ kind, needs: Object.freeze(needs), get });
}
