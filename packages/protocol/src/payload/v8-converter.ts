import { deserialize, serialize } from "node:v8";
import { malformedPayload, notEncodable } from "./conversion-error.ts";
import type { PayloadConverter } from "./converter.ts";
import { decodeEach } from "./each.ts";
import { createPayload, type Payload } from "./payload.ts";

const encoding = "binary/v8";

/**
 * What the structured clone algorithm takes ↔ `binary/v8`, cycles and shared references included. Opt-in, and never part of
 * the default: only Node reads it, and only from writers that you trust.
 *
 * @throws `PROTOCOL_NOT_ENCODABLE` for a function or symbol; `PROTOCOL_MALFORMED` for data that V8 does not read.
 */
export class V8PayloadConverter implements PayloadConverter {
  encode(values: readonly unknown[]): Payload[] {
    return values.map((value) => {
      try {
        return createPayload(encoding, new Uint8Array(serialize(value)));
      } catch (cause) {
        throw notEncodable(encoding, cause);
      }
    });
  }

  decode(payloads: readonly Payload[]): unknown[] | undefined {
    return decodeEach(payloads, encoding, ({ data }): unknown => {
      try {
        return deserialize(data);
      } catch (cause) {
        throw malformedPayload(encoding, cause);
      }
    });
  }
}
