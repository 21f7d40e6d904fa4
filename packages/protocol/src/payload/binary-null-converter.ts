import type { PayloadConverter } from "./converter.ts";
import { decodeEach, encodeEach } from "./each.ts";
import { createPayload, type Payload } from "./payload.ts";

const encoding = "binary/null";

/** `undefined` ↔ `binary/null`, without data. (`null` is a JSON value and goes as `json/plain`.) */
export class BinaryNullPayloadConverter implements PayloadConverter {
  encode(values: readonly unknown[]): Payload[] | undefined {
    return encodeEach(values, (value) => (value === undefined ? createPayload(encoding, new Uint8Array()) : undefined));
  }

  decode(payloads: readonly Payload[]): undefined[] | undefined {
    return decodeEach(payloads, encoding, () => undefined);
  }
}
