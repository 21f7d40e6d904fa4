import type { Parameters } from "./parameters.ts";

/** What an input needs of the pipeline around its stage; the compiler checks it where the pipeline is assembled. */
export type Need = NeedsNothing | NeedsParameter | NeedsOutput | NeedsParameters | NeedsVariable | NeedsStages;

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
  readonly parameters: Parameters;
  /** Type only. */
  readonly values?: Values;
}

/** A variable: its name and type are known only when the stage starts. */
export interface NeedsVariable<Fallback = unknown> {
  readonly kind: "variable";
  /** Type only. */
  readonly fallback?: Fallback;
}

/** A function over the stage table: what it reads is unknown, so it runs after every stage declared before. */
export interface NeedsStages {
  readonly kind: "stages";
}
