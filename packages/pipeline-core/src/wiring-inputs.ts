/** The compile-time check of one stage: its inputs against the arguments of its function. */
import type { Input } from "./input.ts";
import type { NeedsNothing, NeedsParameters, NeedsStages, NeedsVariable } from "./need.ts";
import type { IsAny, IsWide, Problem, ValueOf, WrongType } from "./wiring-types.ts";

/**
 * Every required argument has an input, no input is foreign, and values that are known here have the right type. To be
 * intersected with the declaration as a whole: an intersection with the list of inputs would cost a stage ten times as
 * much to check. The arguments are `never` while the compiler has not inferred them yet.
 */
export type CheckInputs<Args, Inputs extends readonly Input[]> = [Args] extends [never]
  ? unknown
  : InputsProblem<InputsMessage<Args, Inputs[number]>>;

// The message goes through a parameter: written in place, a generic function around `Stage` would put off its answer.
type InputsProblem<Message> = [Message] extends [never] ? unknown : { readonly inputs: Problem<Message> };

/** For a stage without a declaration. */
export type CheckNoInputs<Args> = [MissingArgs<Args, never>] extends [never]
  ? unknown
  : Problem<NoInput<MissingArgs<Args, never>>>;

type InputsMessage<Args, I extends Input> = NoInput<MissingArgs<Args, I["asArg"]>> | InputMessage<Args, I>;

type NoInput<Name> = Name extends string ? `argument '${Name}' of the stage function has no input` : never;
type MissingArgs<Args, Given> = IsWide<Given> extends true ? never : Exclude<RequiredKeys<NonNullable<Args>>, Given>;
type RequiredKeys<T> =
  IsWide<keyof T> extends true ? never : { [K in keyof T]-?: {} extends Pick<T, K> ? never : K }[keyof T];

type InputMessage<Args, I> =
  IsAny<I> extends true
    ? never
    : I extends Input<infer Arg, infer Value, infer N>
      ? IsWide<Arg> extends true
        ? never
        : Arg extends ArgNames<Args>
          ? N extends NeedsNothing | NeedsParameters | NeedsStages
            ? ValueMessage<Args, Arg, Value>
            : N extends NeedsVariable<infer Fallback>
              ? ValueMessage<Args, Arg, Fallback>
              : never
          : `the stage function has no argument '${Arg}'`
      : never;

/** Distributes: an argument of one of the alternatives of a union is an argument. */
type ArgNames<Args> = Args extends unknown ? keyof Args : never;

type ValueMessage<Args, Arg extends string, Value> = [Value] extends [ValueOf<Args, Arg>]
  ? never
  : WrongType<`input '${Arg}' has a value of the wrong type`, Value, ValueOf<Args, Arg>>;
