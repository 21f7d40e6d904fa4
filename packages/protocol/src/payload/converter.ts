import type { MaybePromise } from "../internal/drive.ts";
import type { Payload } from "./payload.ts";

/**
 * Turns values into payloads and back. Both directions take a list, may be synchronous or not, and give
 *
 * - a list as long as the one given, or
 * - one result for the whole list, or
 * - `undefined`: this converter does not convert these.
 *
 * Anything else is an error, `PROTOCOL_CONVERTER_RESULT`; what a converter throws reaches the caller. A result that is
 * an array is always the list: a single value that is itself an array is given as a list of one.
 */
export interface PayloadConverter {
  /** @param context what the caller tells of where the values belong; undefined if it tells nothing. */
  encode(values: readonly unknown[], context?: unknown): MaybePromise<Payload | readonly Payload[] | undefined>;
  /**
   * @param typeHints for each payload what the reader expects, such as a protobuf message's schema.
   * @param context what the caller tells of where the payloads belong; undefined if it tells nothing.
   */
  decode(payloads: readonly Payload[], typeHints?: readonly unknown[], context?: unknown): MaybePromise<unknown>;
}
