/** Shows up in a compiler error; its parameter is the message. */
export interface Problem<Message> {
  readonly "✖": Message;
}

/** The message of a {@link Problem} with two types: the one that was found and the one that is wanted. */
export interface WrongType<Message, Got, Want> {
  readonly message: Message;
  readonly got: Got;
  readonly want: Want;
}

/** The types of a stage, for inference. `args` is a function, so that a stage of any arguments fits `Stage`. */
export interface StageTypes<Args, Result, Outputs> {
  readonly args: (args: Args) => void;
  readonly result: Result;
  readonly outputs: Outputs;
}

/** `true` where names are not known literally. */
export type IsWide<Name> = string extends Name ? true : false;

export type IsAny<T> = 0 extends 1 & T ? true : false;

/** The type of an argument of a stage function. */
export type ValueOf<Args, Arg extends string> = Args extends { readonly [K in Arg]?: infer Value } ? Value : never;
