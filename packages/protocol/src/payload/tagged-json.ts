import { ProtocolError } from "../protocol-error.ts";
import { checkOptions } from "../options.ts";
import { TaggedDecoder } from "./tagged/decode.ts";
import { TaggedEncoder } from "./tagged/encode.ts";
import type { TaggedTree } from "./tagged/tree.ts";

export interface TaggedOptions {
  /**
   * Sorts the keys of objects and leaves out stacks, so that equal data gives equal text, fit for hashing. The order
   * in a Map or Set stays: it is part of the value. Default `false`.
   */
  readonly canonical?: boolean;
  /** Whether errors keep their stacks. Default: unless `canonical`. */
  readonly stacks?: boolean;
}

/**
 * Writes a value as JSON that {@link decodeTagged} reads back: plain data, `undefined`, BigInt, NaN, ±Infinity, -0,
 * Date, Map, Set, typed arrays, ArrayBuffer, DataView, Buffer, RegExp, URL, and errors with cause, code and details.
 *
 * A tagged value is `{ "$": tag, "v": … }`; a plain object with a key `$` of its own is written under the tag `object`.
 * Of an unknown error its built-in class, name, message, stack, cause and its own primitive properties are kept. Holes
 * of arrays become `undefined`, null prototypes become ordinary ones, and what is shared is written twice.
 *
 * @throws `PROTOCOL_NOT_ENCODABLE` (function, symbol, instance of another class), `PROTOCOL_CYCLE`,
 * `PROTOCOL_TOO_DEEP` (1000 levels), each with the path, such as `$.orders[3].callback`.
 */
export function encodeTagged(value: unknown, options: TaggedOptions = {}): string {
  return JSON.stringify(toTagged(value, options));
}

/**
 * Reads what {@link encodeTagged} wrote. Keys such as `__proto__` become ordinary own properties.
 *
 * @throws `PROTOCOL_MALFORMED` or `PROTOCOL_TOO_DEEP`, whatever the text is.
 */
export function decodeTagged(text: string): unknown {
  let tree: TaggedTree;
  try {
    tree = JSON.parse(text) as TaggedTree;
  } catch (cause) {
    throw new ProtocolError("PROTOCOL_MALFORMED", `tagged JSON is not JSON: ${(cause as Error).message}`, { cause });
  }
  return fromTagged(tree);
}

/** {@link encodeTagged} up to the text: a tree of JSON values. */
export function toTagged(value: unknown, options: TaggedOptions = {}): TaggedTree {
  checkOptions(options, ["canonical", "stacks"], "encodeTagged");
  const { canonical = false, stacks = !canonical } = options;
  return new TaggedEncoder({ canonical, stacks }).encode(value);
}

/** {@link decodeTagged} after the text: takes a tree of JSON values, which it neither keeps nor changes. */
export function fromTagged(tree: TaggedTree): unknown {
  return new TaggedDecoder().decode(tree);
}
