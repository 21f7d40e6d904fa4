import type { MaybePromise } from "./component.ts";
import { checkNack } from "./internal/check-nack.ts";
import type { MetadataGroups } from "./user-metadata.ts";
import type { NackOptions } from "./nack-options.ts";

/** A result of a typed handler that goes on to the next vertices. */
export interface Forward<Out, Tag extends string = never> {
  readonly value: Out;
  /** Default: those of the input. `[]` for none. */
  readonly keys?: readonly string[];
  /** Edges with tag conditions compare these; the definition declares which there are. Default: none. */
  readonly tags?: readonly Tag[];
  /** Travels with the message. Default: none; what came with the input is not carried on. */
  readonly userMetadata?: MetadataGroups;
  /** Not of a map or a reduce: a source transform alone assigns event times. */
  readonly eventTime?: never;
  /** Misspelt {@link keys}. */
  readonly key?: never;
  /** Misspelt {@link tags}. */
  readonly tag?: never;
}

/** Says that the input is done with: nothing goes on. */
export interface Drop {
  readonly verdict: "drop";
}

/** A result that says what is to become of the input instead of giving a value. */
export type Verdict = Drop | { readonly verdict: "nack"; readonly options: NackOptions } | { readonly verdict: "fail" };

/** The input counts as done, and nothing goes on. Returning nothing says the same. */
export const drop: Drop = Object.freeze({ verdict: "drop" });

/** The input failed: the vertex' retry strategy decides. Needs a Numaflow after 1.8.3. */
export const fail: Verdict = Object.freeze({ verdict: "fail" });

/**
 * Hands the input back to the source, to be delivered again. Needs Numaflow 1.8.2.
 *
 * @throws `UDF_INVALID_NACK`
 */
export const nack = (options: NackOptions = {}): Verdict =>
  Object.freeze({ verdict: "nack", options: checkNack(options, "nack") });

/** What a typed handler may return: one result, several, or nothing. */
export type Results<Result> = MaybePromise<Result | readonly Result[] | undefined | void>;
