// @boundaries-ignore the bytes are the contract's, and stand with it; the build takes them in
import vectors from "../../../../proto/vectors/dora/messages.json" with { type: "json" };

/** A message of dora's wire and its bytes. */
export interface GoldenVector {
  /** What it is, such as `"Register, 1.0.0"`. */
  readonly name: string;
  /** From a node, or from its daemon. */
  readonly as: "request" | "reply";
  /** Its fields; bytes and times are hexadecimal. */
  readonly message: Readonly<Record<string, unknown>>;
  /** The body of the frame in hexadecimal, without its length of 8 bytes. */
  readonly hex: string;
}

/** What dora's own message crate 1.1.0 writes, and what its nodes and daemon were seen to send: for codecs to judge by. */
export const goldenVectors: readonly GoldenVector[] = vectors.vectors as readonly GoldenVector[];
