/** An array or a typed array. */
export type Sequence = ArrayLike<unknown> & object;

/** What {@link SequentialOutputMapper} makes of a result. */
export type SequentialOutputs<Keys extends readonly string[], Rest, Result> = {
  readonly [Index in Exclude<keyof Keys, keyof []> as Keys[Index] & string]: Index extends keyof Result
    ? Result[Index]
    : ElementOf<Result>;
} & (Rest extends "preserve" ? { readonly _extra: readonly ElementOf<Result>[] } : unknown);
type ElementOf<Result> = Result extends ArrayLike<infer Element> ? Element : unknown;

/** What {@link KeyedOutputMapper} makes of a result. */
export type KeyedOutputs<Keys extends Readonly<Record<string, string>>, Rest, Result> = {
  readonly [Key in keyof Keys as Keys[Key]]: Result extends ReadonlyMap<unknown, infer Value>
    ? Value
    : Key extends keyof Result
      ? Result[Key]
      : unknown;
} & (Rest extends "preserve" ? Omit<Result, keyof Keys> : unknown);

/** Stands for the outputs of a mapper until the type of the result is known; see {@link OutputsFrom}. */
export interface SequentialShape<Keys extends readonly string[], Rest> {
  readonly "~sequential": readonly [Keys, Rest];
}
export interface KeyedShape<Keys extends Readonly<Record<string, string>>, Rest> {
  readonly "~keyed": readonly [Keys, Rest];
}

/** The outputs of a stage whose function returns `Result`. */
export type OutputsFrom<Outputs, Result> =
  Outputs extends SequentialShape<infer Keys, infer Rest>
    ? SequentialOutputs<Keys, Rest, Result>
    : Outputs extends KeyedShape<infer Keys, infer Rest>
      ? KeyedOutputs<Keys, Rest, Result>
      : Outputs;
