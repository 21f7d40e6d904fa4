import type { PayloadConverter } from "./converter.ts";
import { decodeEach, encodeEach } from "./each.ts";
import { createPayload, type Payload } from "./payload.ts";

const encoding = "binary/plain";

/** `Uint8Array` (also as `Buffer`) ↔ `binary/plain`, without copying the bytes. */
export class BinaryPlainPayloadConverter implements PayloadConverter {
  encode(values: readonly unknown[]): Payload[] | undefined {
    return encodeEach(values, (value) => (value instanceof Uint8Array ? createPayload(encoding, value) : undefined));
  }

  decode(payloads: readonly Payload[]): Uint8Array[] | undefined {
    return decodeEach(payloads, encoding, ({ data }) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
}
