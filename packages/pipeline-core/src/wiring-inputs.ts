/** The compile-time check of one stage: its inputs against the arguments of its function. */
import type { Input } from "./input.ts";
import type { NeedsNothing, NeedsParameters, NeedsVariable } from "./need.ts";
import type { IsWide, Problem, ValueOf, WrongType } from "./wiring-types.ts";

/** Every required argument has an input, no input is foreign, and values that are known here have the right type. */
export type CheckInputs<Args, Inputs extends readonly Input[]> = {
  readonly [X in keyof Inputs]: CheckInput<Args, Inputs[X]>;
} & CheckMissing<MissingArgs<Args, Inputs[number]["asArg"]>>;

/** For a stage without a declaration. */
export type CheckNoInputs<Args> = CheckMissing<MissingArgs<Args, never>>;

/** For a declaration without `inputs`: makes them required when an argument is. */
export type RequireInputs<Args, Inputs extends readonly Input[]> = Inputs extends readonly []
  ? [MissingArgs<Args, never>] extends [never]
    ? unknown
    : { readonly inputs: readonly Input[] & CheckNoInputs<Args> }
  : unknown;

type MissingArgs<Args, Given> = IsWide<Given> extends true ? never : Exclude<RequiredKeys<NonNullable<Args>>, Given>;
type RequiredKeys<T> =
  IsWide<keyof T> extends true ? never : { [K in keyof T]-?: {} extends Pick<T, K> ? never : K }[keyof T];

type CheckMissing<Name> = [Name] extends [never]
  ? unknown
  : Problem<`argument '${Name & string}' of the stage function has no input`>;

type CheckInput<Args, I> =
  I extends Input<infer Arg, infer Value, infer N>
    ? IsWide<Arg> extends true
      ? unknown
      : Arg extends ArgNames<Args>
        ? N extends NeedsNothing | NeedsParameters
          ? CheckValue<Args, Arg, Value>
          : N extends NeedsVariable<infer Fallback>
            ? CheckValue<Args, Arg, Fallback>
            : unknown
        : Problem<`the stage function has no argument '${Arg}'`>
    : unknown;

/** Distributes: an argument of one of the alternatives of a union is an argument. */
type ArgNames<Args> = Args extends unknown ? keyof Args : never;

type CheckValue<Args, Arg extends string, Value> = [Value] extends [ValueOf<Args, Arg>]
  ? unknown
  : Problem<WrongType<`input '${Arg}' has a value of the wrong type`, Value, ValueOf<Args, Arg>>>;
