/**
 * The compile-time check of string-keyed pipelines. Every `Problem` names its culprit; correct wiring resolves to
 * `unknown`, so that it adds nothing to the checked type.
 */
import type { Input, NeedsNothing, NeedsOutput, NeedsParameter, NeedsParameters } from "./input.ts";

/** Shows up in a compiler error; its parameter is the message. */
export interface Problem<Message> {
  readonly "✖": Message;
}

/** The types of a stage, for inference. */
export interface StageTypes<Args = unknown, Result = unknown, Outputs = unknown> {
  readonly args: Args;
  readonly result: Result;
  readonly outputs: Outputs;
}

/** As much of a stage as the checks read. */
export interface WiredStage {
  readonly "~types"?: StageTypes;
  readonly inputs: readonly Input[];
  readonly after: readonly string[];
}

type RequiredKeys<T> = { [K in keyof T]-?: {} extends Pick<T, K> ? never : K }[keyof T];

/** At the stage: every required argument has an input, no input is foreign, values known here have the right type. */
export type CheckInputs<Args, Inputs extends readonly Input[]> = {
  readonly [X in keyof Inputs]: CheckInput<Args, Inputs[X]>;
} & CheckMissing<Exclude<RequiredKeys<Args>, Inputs[number]["asArg"]>>;

type CheckMissing<Name> = [Name] extends [never]
  ? unknown
  : Problem<`argument '${Name & string}' of the stage function has no input`>;

type CheckInput<Args, I> =
  I extends Input<infer Arg, infer Value, infer N>
    ? Arg extends keyof Args
      ? N extends NeedsNothing | NeedsParameters
        ? [Value] extends [Args[Arg]]
          ? unknown
          : Problem<`input '${Arg}' has a value of the wrong type`>
        : unknown
      : Problem<`the stage function has no argument '${Arg}'`>
    : unknown;

/** At the pipeline: names exist, types of parameters and outputs fit the arguments, and there is no cycle. */
export type CheckStages<Values, Stages extends Readonly<Record<string, WiredStage>>> = [Circular<Stages>] extends [
  infer InCycle,
]
  ? {
      readonly [Name in keyof Stages]: Name extends InCycle
        ? [Exclude<Upstream<Stages[Name]>, keyof Stages>] extends [never]
          ? Problem<`stage '${Name & string}' is part of, or waits for, a dependency cycle`>
          : CheckStage<Values, Stages, Stages[Name]>
        : CheckStage<Values, Stages, Stages[Name]>;
    }
  : never;

type CheckStage<Values, Stages, S extends WiredStage> = [
  | InputProblem<Values, Stages, ArgsOf<S>, S["inputs"][number]>
  | UnknownStage<"after", Exclude<S["after"][number], keyof Stages>>,
] extends [infer Message]
  ? [Message] extends [never]
    ? unknown
    : Problem<Message>
  : never;

type ArgsOf<S> = S extends { readonly "~types"?: StageTypes<infer Args> } ? Args : never;
/** Output name → type. */
export type OutputsOf<S> = S extends { readonly "~types"?: StageTypes<unknown, unknown, infer Outputs> }
  ? Outputs
  : never;
/** What the stage function returns, awaited. */
export type ResultOf<S> = S extends { readonly "~types"?: StageTypes<unknown, infer Result> } ? Result : never;

type UnknownStage<Where extends string, Name> = Name extends string ? `${Where}: unknown stage '${Name}'` : never;

type InputProblem<Values, Stages, Args, I> =
  I extends Input<infer Arg, unknown, infer N>
    ? N extends NeedsOutput<infer Stage, infer Output, infer Fallback>
      ? Stage extends keyof Stages
        ? Output extends keyof OutputsOf<Stages[Stage]>
          ? Fit<Args, Arg, OutputsOf<Stages[Stage]>[Output] | Fallback, `output '${Output}' of stage '${Stage}'`>
          : `input '${Arg}': stage '${Stage}' has no output '${Output}'`
        : UnknownStage<`input '${Arg}'`, Stage>
      : N extends NeedsParameter<infer Name, infer Fallback>
        ? Name extends keyof Values
          ? Fit<Args, Arg, Values[Name] | Fallback, `parameter '${Name}'`>
          : `input '${Arg}': unknown parameter '${Name}'`
        : N extends NeedsParameters<infer Known>
          ? [Values] extends [Known]
            ? never
            : `input '${Arg}': its parameters object is not the pipeline's`
          : never
    : never;

type Fit<Args, Arg extends string, Got, What extends string> = Arg extends keyof Args
  ? [Got] extends [Args[Arg]]
    ? never
    : `input '${Arg}': ${What} has the wrong type`
  : never;

type Upstream<S extends WiredStage> =
  | S["after"][number]
  | (S["inputs"][number] extends infer I
      ? I extends Input<string, unknown, NeedsOutput<infer Stage>>
        ? Stage
        : never
      : never);

/** Kahn's algorithm: take out what waits for nothing, until nothing more comes out. Recurses once per level of the graph. */
type Circular<Stages extends Readonly<Record<string, WiredStage>>> = Stuck<{
  [Name in keyof Stages]: Upstream<Stages[Name]>;
}>;
type Stuck<Waits, Done = never> = [Ready<Waits, Done>] extends [never]
  ? Exclude<keyof Waits, Done>
  : Stuck<Waits, Done | Ready<Waits, Done>>;
type Ready<Waits, Done> = {
  [Name in keyof Waits]: Name extends Done ? never : [Exclude<Waits[Name], Done>] extends [never] ? Name : never;
}[keyof Waits];
