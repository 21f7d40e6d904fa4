import fc from "fast-check";
import type { Payload } from "@millrace/protocol/payload";

/** Payloads with any metadata and data; `encoding` is not among the codecs' own. */
const payload: fc.Arbitrary<Payload> = fc
  .record({
    encoding: fc.constantFrom("json/plain", "binary/plain", ""),
    metadata: fc.dictionary(fc.string({ unit: "grapheme" }), fc.uint8Array({ maxLength: 200 }), { maxKeys: 4 }),
    data: fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.nat(3000).map((length) => new Uint8Array(length)),
    ),
  })
  .map(({ encoding, metadata, data }) => ({
    metadata: { ...metadata, encoding: new TextEncoder().encode(encoding) },
    data,
  }));

export const payloads: fc.Arbitrary<Payload[]> = fc.array(payload, { maxLength: 4 });
