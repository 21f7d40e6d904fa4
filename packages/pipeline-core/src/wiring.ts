/**
 * The compile-time check of string-keyed pipelines, where they are assembled. Every `Problem` names its culprit;
 * correct wiring adds nothing to the checked type, and what is not known literally (ids, names and inputs in variables
 * of a wider type) is left to the check at run time.
 */
import type { Input } from "./input.ts";
import type { NeedsOutput, NeedsParameter, NeedsParameters } from "./need.ts";
import type { IsAny, IsWide, Problem, StageTypes, ValueOf, WrongType } from "./wiring-types.ts";

/** As much of a stage as the checks read. */
interface WiredStage {
  readonly "~types"?: object;
  readonly inputs: readonly Input[];
  readonly after: readonly string[];
}

/**
 * Names exist, types of parameters and outputs fit the arguments, and there is no cycle. To be intersected with the
 * options of the pipeline.
 */
export type CheckStages<Values, Stages> =
  IsWide<keyof Stages> extends true ? unknown : { readonly stages: CheckEach<Values, Stages, InCycle<Stages>> };

type CheckEach<Values, Stages, Circular> = {
  readonly [Name in keyof Stages]: CheckStage<Name & string, Values, Stages, Stages[Name], Circular>;
};

type CheckStage<Name extends string, Values, Stages, S, Circular> = S extends WiredStage
  ? [
      | InputProblem<Values, Stages, ArgsOf<S>, S["inputs"][number]>
      | AfterProblem<S["after"][number], Stages>
      | CycleProblem<Name, S, Circular>,
    ] extends [infer Message]
    ? [Message] extends [never]
      ? unknown
      : Problem<Message>
    : never
  : Problem<`'${Name}' is not a Stage`>;

type ArgsOf<S> = S extends { readonly "~types"?: StageTypes<infer Args, unknown, unknown> } ? Args : never;
type OutputsOf<S> = S extends { readonly "~types"?: StageTypes<never, unknown, infer Outputs> } ? Outputs : never;
/** What the stage function returns, awaited. */
export type ResultOf<S> = S extends { readonly "~types"?: StageTypes<never, infer Result, unknown> } ? Result : never;

type AfterProblem<Name, Stages> = Name extends keyof Stages ? never : UnknownStage<"after", Name>;
type UnknownStage<Where extends string, Name> =
  IsWide<Name> extends true ? never : `${Where}: unknown stage '${Name & string}'`;

type InputProblem<Values, Stages, Args, I> =
  IsAny<I> extends true
    ? never
    : I extends Input<infer Arg, unknown, infer N>
      ? IsWide<Arg> extends true
        ? never
        : N extends NeedsOutput<infer Stage, infer Output, infer Fallback>
          ? Stage extends keyof Stages
            ? OutputProblem<Args, Arg, Stage & string, Output, Fallback, OutputsOf<Stages[Stage]>>
            : UnknownStage<`input '${Arg}'`, Stage>
          : N extends NeedsParameter<infer Name, infer Fallback>
            ? ParameterProblem<Args, Arg, Name & string, Fallback, Values>
            : N extends NeedsParameters<infer Known>
              ? [Values] extends [Known]
                ? never
                : `input '${Arg}': its parameters object is not the pipeline's`
              : never
      : never;

type OutputProblem<
  Args,
  Arg extends string,
  Stage extends string,
  Output extends string,
  Fallback,
  Outputs,
> = Output extends keyof Outputs
  ? Fit<Args, Arg, Outputs[Output] | Fallback, `output '${Output}' of stage '${Stage}'`>
  : [keyof Outputs] extends [never]
    ? never
    : IsWide<Output> extends true
      ? never
      : `input '${Arg}': stage '${Stage}' has no output '${Output}'`;

type ParameterProblem<Args, Arg extends string, Name extends string, Fallback, Values> = Name extends keyof Values
  ? Fit<Args, Arg, Values[Name] | Fallback, `parameter '${Name}'`>
  : IsWide<Name> extends true
    ? never
    : `input '${Arg}': unknown parameter '${Name}'`;

type Fit<Args, Arg extends string, Got, What extends string> = [Got] extends [ValueOf<Args, Arg>]
  ? never
  : WrongType<`input '${Arg}': ${What} has the wrong type`, Got, ValueOf<Args, Arg>>;

type Upstream<S> = S extends WiredStage ? S["after"][number] | StageOf<S["inputs"][number]> : never;
type StageOf<I> = I extends Input<string, unknown, NeedsOutput<infer Stage>> ? Stage : never;

type CycleProblem<Name, S, Circular> = Name extends Circular
  ? `dependency cycle: stage '${Name & string}' waits for stage '${Extract<Upstream<S>, Circular> & string}'`
  : never;

/** The stages that are part of a cycle, or wait for one. */
type InCycle<Stages> = Endless<{ readonly [Name in keyof Stages]: Extract<Upstream<Stages[Name]>, keyof Stages> }>;

/**
 * `Jump` replaces what a stage waits for by what that waits for in turn, so that after k rounds a stage waits for those
 * at a distance of 2^k. Without a cycle nothing is left after a few rounds: they grow with the logarithm of the depth,
 * where one step a level would exhaust the compiler's recursion.
 */
type Endless<Waits extends Record<keyof Waits, keyof Waits>, Rounds extends readonly unknown[] = []> = [
  Waits[keyof Waits],
] extends [never]
  ? never
  : Rounds["length"] extends 14
    ? { [Name in keyof Waits]: [Waits[Name]] extends [never] ? never : Name }[keyof Waits]
    : Endless<Jump<Waits>, [...Rounds, unknown]>;
type Jump<Waits extends Record<keyof Waits, keyof Waits>> = { readonly [Name in keyof Waits]: Waits[Waits[Name]] };
