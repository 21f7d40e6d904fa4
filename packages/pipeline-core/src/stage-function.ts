import type { StageContext } from "./stage-context.ts";

/** A function that can be a stage. It takes one object with its arguments, and the context of the stage. */
export type AnyStageFunction = (args: never, context: StageContext) => unknown;

/** The arguments of a stage function; `unknown` when it takes none. */
export type ArgsOf<Fn> = Fn extends (args: infer Args, context: StageContext) => unknown ? Args : never;

/** What a stage function returns, awaited. */
export type ResultOf<Fn extends AnyStageFunction> = Awaited<ReturnType<Fn>>;
