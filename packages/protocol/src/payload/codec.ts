import type { MaybePromise } from "../internal/drive.ts";
import type { Payload } from "./payload.ts";

/**
 * Turns payloads into other payloads, whatever is in them: compressed, encrypted, kept elsewhere. It works after the
 * converter on the way out and before it on the way in. `decode` passes payloads on that are not its own.
 */
export interface PayloadCodec {
  /** @param context what the caller tells of where the payloads belong; undefined if it tells nothing. */
  encode(payloads: readonly Payload[], context?: unknown): MaybePromise<readonly Payload[]>;
  /** @param context as for `encode`. */
  decode(payloads: readonly Payload[], context?: unknown): MaybePromise<readonly Payload[]>;
}

/** Several codecs as one: encodes in their order, decodes in the reverse. */
export class CodecChain implements PayloadCodec {
  readonly #codecs: readonly PayloadCodec[];

  constructor(codecs: readonly PayloadCodec[]) {
    this.#codecs = [...codecs];
  }

  async encode(payloads: readonly Payload[], context?: unknown): Promise<readonly Payload[]> {
    let encoded = payloads;
    for (const codec of this.#codecs) encoded = await codec.encode(encoded, context);
    return encoded;
  }

  async decode(payloads: readonly Payload[], context?: unknown): Promise<readonly Payload[]> {
    let decoded = payloads;
    for (const codec of this.#codecs.toReversed()) decoded = await codec.decode(decoded, context);
    return decoded;
  }
}
