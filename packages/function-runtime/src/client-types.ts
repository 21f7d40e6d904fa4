import type { AnyFunction } from "./handler.ts";
import type { Reserved } from "./handler-call.ts";

/** What `handler()` remembers of a function's types. */
interface Typed<Given, Value> {
  readonly "~types"?: { readonly given: Given; readonly value: Value };
}

type ArgumentsOf<Fn extends AnyFunction> = Parameters<Fn> extends readonly [] ? object : Parameters<Fn>[0];

/** The arguments that no caller gives. */
type ReservedName = keyof Reserved | "project" | "run";

type Plain<Type> = { [Name in keyof Type]: Type[Name] };

/** The parameters that a caller gives: what the schema takes, or what the function itself takes of a caller. */
export type GivenOf<Fn extends AnyFunction> =
  Fn extends Typed<infer Given, unknown> ? (unknown extends Given ? PlainGivenOf<Fn> : Given) : PlainGivenOf<Fn>;

type PlainGivenOf<Fn extends AnyFunction> = Plain<Omit<ArgumentsOf<Fn>, ReservedName>>;

/** What a function returns, once it is there. */
type ReturnedOf<Fn extends AnyFunction> = Awaited<ReturnType<Fn>>;

/** The pieces of a function that streams; `never` for others. */
export type PieceOf<Fn extends AnyFunction> =
  ReturnedOf<Fn> extends AsyncIterable<infer Piece> | Generator<infer Piece> ? Piece : never;

/** What a call brings: of a function that streams all of its pieces, texts and bytes joined. */
export type AnswerOf<Fn extends AnyFunction> = [PieceOf<Fn>] extends [never] ? ReturnedOf<Fn> : Joined<PieceOf<Fn>>;

type Joined<Piece> = [Piece] extends [string] ? string : [Piece] extends [Uint8Array] ? Uint8Array : Piece[];

/** Parameters may be left out where none is required. */
export type CallArguments<Given, Options> =
  Record<never, never> extends Given ? [parameters?: Given, options?: Options] : [parameters: Given, options?: Options];
