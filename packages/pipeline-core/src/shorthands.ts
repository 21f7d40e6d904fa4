/** Inputs in one call each. Every one gives the `Input` that its long form gives, and is checked as that is. */
import { checkOptions } from "@millrace/protocol";
import { context, type ContextVar } from "./context.ts";
import { Input } from "./input.ts";
import { InputBinding } from "./input-binding.ts";
import {
  DependencyInputMapper,
  KeyedInputMapper,
  type DependencyInputMapperOptions,
  type FallbackOf,
  type KeyedInputMapperOptions,
  type OutputOf,
} from "./input-mapper.ts";
import { requireObject } from "./internal/require-parts.ts";
import type { NeedsNothing, NeedsOutput, NeedsParameter, NeedsParameters, NeedsVariable } from "./need.ts";
import type { Parameters, ParameterValues } from "./parameters.ts";

/** What every shorthand takes. */
export interface ArgOptions<Arg extends string = string> {
  readonly asArg: Arg;
  /** Whether the value goes into the log records of the stage. Default `false`. */
  readonly logged?: boolean;
}

/** Options of {@link param} and {@link variable}. `asArg` defaults to the name. */
export type NamedOptions = Partial<ArgOptions> & Omit<KeyedInputMapperOptions, "fromKey">;

/** Options of {@link dependency}. */
export type DependencyOptions = ArgOptions & Omit<DependencyInputMapperOptions, "fromStage">;

/** Options of {@link callback}; `args` are what the function is called with. */
export type CallOptions<Arg extends string, Args extends readonly unknown[]> = ArgOptions<Arg> &
  (readonly [] extends Args ? { readonly args?: Args } : { readonly args: Args });

type ArgOf<Name extends string, Options> = Options extends { readonly asArg: infer Arg extends string } ? Arg : Name;

/** A value known now. */
export function immediate<const Arg extends string, Value>(
  value: Value,
  options: ArgOptions<Arg>,
): Input<Arg, Value, NeedsNothing> {
  return Input({ ...only(options, [], "immediate"), bind: InputBinding.immediate(value) });
}

/** A parameter of the pipeline. */
export function param<const Name extends string, const Options extends NamedOptions = {}>(
  name: Name,
  options: Options = {} as Options,
): Input<ArgOf<Name, Options>, unknown, NeedsParameter<Name, FallbackOf<Options>>> {
  return named(name, options, "param", (mapper) => InputBinding.contextual(context.PARAMETERS, { mapper })) as never;
}

/** A variable, with the value that it has when the stage starts. */
export function variable<const Name extends string, const Options extends NamedOptions = {}>(
  name: Name,
  options: Options = {} as Options,
): Input<ArgOf<Name, Options>, unknown, NeedsVariable<FallbackOf<Options>>> {
  return named(name, options, "variable", (mapper) => InputBinding.contextual(context.VARIABLES, { mapper })) as never;
}

/** An output of another stage; without `fromOutput` what its function returned, provided it has no output mapper. */
export function dependency<const Stage extends string, const Options extends DependencyOptions>(
  fromStage: Stage,
  options: Options,
): Input<Options["asArg"], unknown, NeedsOutput<Stage, OutputOf<Options>, FallbackOf<Options>>> {
  const {
    asArg,
    logged = false,
    ...rest
  }: DependencyOptions = only(options, ["fromOutput", "default", "required"], "dependency");
  const bind = InputBinding.contextual(context.STAGES, { mapper: DependencyInputMapper({ fromStage, ...rest }) });
  return Input({ asArg, logged, bind }) as never;
}

/** A function over the parameters, whose types it knows by their object, or over a context variable. */
export function computed<const Arg extends string, Values extends object, Given, Value>(
  source: Parameters<Values, Given>,
  mapper: (values: ParameterValues<Values>) => Value,
  options: ArgOptions<Arg>,
): Input<Arg, Value, NeedsParameters<Values>>;
export function computed<const Arg extends string, T, View, Value>(
  source: ContextVar<T, View>,
  mapper: (value: View) => Value,
  options: ArgOptions<Arg>,
): Input<Arg, Value, NeedsNothing>;
export function computed(
  source: Parameters | ContextVar<unknown>,
  mapper: (value: never) => unknown,
  options: ArgOptions,
): Input {
  return Input({
    ...only(options, [], "computed"),
    bind: InputBinding.contextual(source as ContextVar<unknown>, { mapper: mapper as (value: unknown) => unknown }),
  });
}

/** What a function returns that is called when the stage starts. */
export function callback<const Arg extends string, const Args extends readonly unknown[], Result>(
  fn: (...args: Args) => Result,
  options: CallOptions<Arg, Args>,
): Input<Arg, Result, NeedsNothing> {
  const { asArg, logged = false, ...rest }: ArgOptions<Arg> = only(options, ["args"], "callback");
  return Input({ asArg, logged, bind: InputBinding.callback(fn, rest as never) });
}

function named(
  name: string,
  options: NamedOptions,
  where: string,
  bind: (mapper: KeyedInputMapper) => InputBinding,
): Input {
  const { asArg = name, logged = false, ...rest } = only(options, ["default", "required"], where);
  return Input({ asArg, logged, bind: bind(KeyedInputMapper({ fromKey: name, ...rest })) });
}

function only<Options extends object>(options: Options, more: readonly string[], where: string): Options {
  requireObject(options, `the options of ${where}`);
  checkOptions(options, ["asArg", "logged", ...more], where);
  return options;
}
