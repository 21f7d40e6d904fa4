import { malformedPayload, notEncodable } from "./conversion-error.ts";
import type { PayloadConverter } from "./converter.ts";
import { decodeEach, encodeEach } from "./each.ts";
import { createPayload, type Payload } from "./payload.ts";

const encoding = "json/plain";
const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * What `JSON.stringify` takes ↔ `json/plain`. It does not take functions and symbols.
 *
 * @throws `PROTOCOL_NOT_ENCODABLE` for a value that JSON refuses (BigInt, a cycle); `PROTOCOL_MALFORMED` for data that
 * is not JSON.
 */
export class JsonPlainPayloadConverter implements PayloadConverter {
  encode(values: readonly unknown[]): Payload[] | undefined {
    return encodeEach(values, (value) => {
      const text = stringify(value);
      return text === undefined ? undefined : createPayload(encoding, utf8.encode(text));
    });
  }

  decode(payloads: readonly Payload[]): unknown[] | undefined {
    return decodeEach(payloads, encoding, ({ data }): unknown => {
      try {
        return JSON.parse(fromUtf8.decode(data));
      } catch (cause) {
        throw malformedPayload(encoding, cause);
      }
    });
  }
}

/** `JSON.stringify` as it is: `undefined` for what JSON has no text for. */
function stringify(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch (cause) {
    throw notEncodable(encoding, cause);
  }
}
