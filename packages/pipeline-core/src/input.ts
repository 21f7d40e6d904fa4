import type { ContextVar } from "./context.ts";
import { PipelineError } from "./errors.ts";
import type { DependencyInputMapper, KeyedInputMapper } from "./input-mapper.ts";
import { requireName } from "./internal/names.ts";
import { requireFunction } from "./internal/require-function.ts";
import { Parameters, type ParameterValues } from "./parameters.ts";
import { stageSlot } from "./stage-context.ts";
import type { StageTable } from "./stage-table.ts";

/** What an input needs of the pipeline around its stage; the compiler checks it where the pipeline is assembled. */
export type Need = NeedsNothing | NeedsParameter | NeedsOutput | NeedsParameters | NeedsStages;
export interface NeedsNothing {
  readonly kind: "nothing";
}
export interface NeedsParameter<Name extends string = string, Fallback = unknown> {
  readonly kind: "parameter";
  readonly name: Name;
  readonly required: boolean;
  readonly fallback: Fallback;
}
export interface NeedsOutput<Stage extends string = string, Output extends string = string, Fallback = unknown> {
  readonly kind: "output";
  readonly stage: Stage;
  readonly output: Output;
  readonly required: boolean;
  readonly fallback: Fallback;
}
/** A function over the values of a known parameters object. */
export interface NeedsParameters<Values = unknown> {
  readonly kind: "parameters";
  /** Type only. */
  readonly values?: Values;
}
/** A function over the stage table: what it reads is unknown, so it runs after every stage declared before. */
export interface NeedsStages {
  readonly kind: "stages";
}

/** Where the value of an input comes from. */
export interface InputBinding<Value = unknown, N extends Need = Need> {
  readonly kind: "immediate" | "contextual" | "callback";
  readonly needs: N;
  /** Determines the value now, in the running stage's context. */
  get(): Value;
}

export interface ImmediateOptions<Source, Value> {
  readonly mapper?: (source: Source) => Value;
}
export interface ContextualOptions<Mapper> {
  readonly mapper: Mapper;
}
export interface ContextVarOptions<T, View, Value> {
  readonly mapper: (variable: ContextVar<T, View>) => Value;
  /** `false` hands the mapper the context variable itself, so that it can choose what to do when it is unset. */
  readonly getFirst: false;
}
export interface CallbackOptions<Result, Value> {
  readonly mapper?: (result: Result) => Value;
}
export interface UncalledOptions<Fn, Value> {
  readonly mapper: (fn: Fn) => Value;
  /** `false` hands the mapper the function itself. */
  readonly callFirst: false;
}

/** A value known now; `null`, `undefined`, `0` and `""` are values like any other. */
function immediate<Value>(source: Value): InputBinding<Value, NeedsNothing>;
function immediate<Source, Value>(
  source: Source,
  options: ImmediateOptions<Source, Value>,
): InputBinding<Value, NeedsNothing>;
function immediate(
  source: unknown,
  options: ImmediateOptions<unknown, unknown> = {},
): InputBinding<unknown, NeedsNothing> {
  const { mapper } = options;
  if (mapper !== undefined) requireFunction(mapper, "the mapper of an immediate binding");
  return binding("immediate", { kind: "nothing" }, () => (mapper === undefined ? source : mapper(source)));
}

/** A value read from the context when the stage starts. */
function contextual<const Name extends string, Fallback>(
  variable: ContextVar<Parameters, ParameterValues>,
  options: ContextualOptions<KeyedInputMapper<Name, Fallback>>,
): InputBinding<unknown, NeedsParameter<Name, Fallback>>;
function contextual<const Stage extends string, const Output extends string, Fallback>(
  variable: ContextVar<StageTable>,
  options: ContextualOptions<DependencyInputMapper<Stage, Output, Fallback>>,
): InputBinding<unknown, NeedsOutput<Stage, Output, Fallback>>;
function contextual<Values extends object, Given, Value>(
  parameters: Parameters<Values, Given>,
  options: ContextualOptions<(values: ParameterValues<Values>) => Value>,
): InputBinding<Value, NeedsParameters<Values>>;
function contextual<T, View, Value>(
  variable: ContextVar<T, View>,
  options: ContextVarOptions<T, View, Value>,
): InputBinding<Value, NeedsNothing>;
function contextual<T, View, Value>(
  variable: ContextVar<T, View>,
  options: ContextualOptions<(value: View) => Value>,
): InputBinding<Value, NeedsNothing>;
function contextual(
  source: ContextVar<unknown> | Parameters<object, unknown>,
  options: { readonly mapper: unknown; readonly getFirst?: boolean },
): InputBinding {
  requireFunction(options.mapper, "the mapper of a contextual binding");
  const mapper = options.mapper as (value: unknown) => unknown;
  if (source instanceof Parameters) {
    return binding("contextual", { kind: "parameters" }, () => mapper((stageSlot.get()?.parameters ?? source).values));
  }
  if (options.getFirst === false) return binding("contextual", needsOf(source, mapper), () => mapper(source));
  return binding("contextual", needsOf(source, mapper), () => mapper(source.view()));
}

/** The result of a function that is called when the stage starts. */
function callback<Result>(fn: () => Result): InputBinding<Result, NeedsNothing>;
function callback<Result, Value>(
  fn: () => Result,
  options: CallbackOptions<Result, Value>,
): InputBinding<Value, NeedsNothing>;
function callback<Fn, Value>(fn: Fn, options: UncalledOptions<Fn, Value>): InputBinding<Value, NeedsNothing>;
function callback(
  fn: unknown,
  options: { readonly mapper?: unknown; readonly callFirst?: boolean } = {},
): InputBinding<unknown, NeedsNothing> {
  requireFunction(fn, "a callback binding");
  if (options.mapper !== undefined) requireFunction(options.mapper, "the mapper of a callback binding");
  const call = fn;
  const mapper = options.mapper as ((value: unknown) => unknown) | undefined;
  return binding("callback", { kind: "nothing" }, () => {
    const value = options.callFirst === false ? call : call();
    return mapper === undefined ? value : mapper(value);
  });
}

/** The three kinds of binding. `now` and `deferred` are older names of `immediate` and `contextual`. */
export const InputBinding: {
  readonly immediate: typeof immediate;
  readonly contextual: typeof contextual;
  readonly callback: typeof callback;
  readonly now: typeof immediate;
  readonly deferred: typeof contextual;
} = Object.freeze({ immediate, contextual, callback, now: immediate, deferred: contextual });

/** One argument of a stage function and where its value comes from. */
export interface Input<Arg extends string = string, Value = unknown, N extends Need = Need> {
  readonly asArg: Arg;
  readonly bind: InputBinding<Value, N>;
  /** Whether the value goes into the log records of the stage. */
  readonly logged: boolean;
  /** `{ [asArg]: value }`, determined now. */
  get(): Readonly<Record<Arg, Value>>;
}

export interface InputOptions<Arg extends string, Value, N extends Need> {
  readonly asArg: Arg;
  readonly bind: InputBinding<Value, N>;
  /** Default `false`. */
  readonly logged?: boolean;
}

export function Input<const Arg extends string, Value, N extends Need>(
  options: InputOptions<Arg, Value, N>,
): Input<Arg, Value, N> {
  const { asArg, bind, logged = false } = options;
  requireName("argument", asArg);
  if (typeof bind?.get !== "function") {
    throw new PipelineError(
      "PIPELINE_INPUT_UNBOUND",
      `input '${asArg}' is bound to nothing; give it a binding of InputBinding`,
      {
        details: { argument: asArg },
      },
    );
  }
  return Object.freeze({ asArg, bind, logged, get: () => ({ [asArg]: bind.get() }) as Record<Arg, Value> });
}

function needsOf(source: ContextVar<unknown>, mapper: unknown): Need {
  const known = mapper as KeyedInputMapper | DependencyInputMapper | { readonly mapper?: undefined };
  if (source.name === "PARAMETERS" && known.mapper === "keyed") {
    return { kind: "parameter", name: known.fromKey, required: known.required, fallback: known.fallback };
  }
  if (source.name !== "STAGES") return { kind: "nothing" };
  if (known.mapper !== "dependency") return { kind: "stages" };
  const { fromStage, fromOutput, required, fallback } = known;
  return { kind: "output", stage: fromStage, output: fromOutput, required, fallback };
}

function binding<N extends Need>(kind: InputBinding["kind"], needs: N, get: () => unknown): InputBinding<unknown, N> {
  return Object.freeze({ kind, needs: Object.freeze(needs), get });
}
