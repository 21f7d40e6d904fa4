import { createCipheriv } from "node:crypto";
import { deflateSync, inflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  AesGcmCodec,
  CodecChain,
  CompressionCodec,
  compressionDefaults,
  createPayload,
  encodingOf,
  metadataText,
  type Payload,
  type PayloadCodec,
} from "@millrace/protocol/payload";
import { expectCode, seededRandom } from "@millrace/protocol/testing";
import { writePayload } from "../../src/payload/payload-wire.ts";
import { codeOf } from "../fixtures/code-of.ts";
import { payloads } from "./payloads.ts";

const large = createPayload("json/plain", new TextEncoder().encode(JSON.stringify("x".repeat(5000))));
const small = createPayload("json/plain", new TextEncoder().encode("1"));
const keys: Record<string, Uint8Array> = {
  old: seededRandom("old").bytes(16),
  middle: seededRandom("middle").bytes(24),
  new: seededRandom("new").bytes(32),
};
const key = (keyId: string): Uint8Array | undefined => keys[keyId];
const aes = new AesGcmCodec({ keyId: "new", key });

async function one(
  list: Promise<readonly Payload[]> | PromiseLike<readonly Payload[]> | readonly Payload[],
): Promise<Payload> {
  const [payload] = await list;
  if (payload === undefined) throw new Error("no payload came out");
  return payload;
}

describe.each<[string, PayloadCodec]>([
  ["compression", new CompressionCodec({ minBytes: 0 })],
  ["AES-GCM", aes],
  ["a chain of both", new CodecChain([new CompressionCodec(), aes])],
  ["an empty chain", new CodecChain([])],
])("%s", (_name, codec) => {
  test("gives payloads back as they were", async () => {
    await fc.assert(
      fc.asyncProperty(payloads, async (list) => {
        expect(await codec.decode(await codec.encode(list))).toEqual(list);
      }),
    );
  });

  test("passes on what it did not write", async () => {
    expect(await codec.decode([small, large])).toEqual([small, large]);
  });

  test("refuses any other bytes under its encodings by code", async () => {
    const encoding = fc.constantFrom("binary/zlib", "binary/encrypted");
    await fc.assert(
      fc.asyncProperty(encoding, fc.uint8Array({ maxLength: 64 }), async (name, data) => {
        const code = await codeOf(() => codec.decode([createPayload(name, data, { "encryption-key-id": "new" })]));
        expect(["none", "PROTOCOL_MALFORMED", "PROTOCOL_DECRYPTION_FAILED"]).toContain(code);
      }),
    );
  });
});

describe("CompressionCodec", () => {
  test("writes the deflated payload message, as other SDKs' codecs do", async () => {
    const packed = await one(new CompressionCodec().encode([large]));
    expect(encodingOf(packed)).toBe("binary/zlib");
    expect(packed.data.length).toBeLessThan(100);
    expect(new Uint8Array(inflateSync(packed.data))).toEqual(writePayload(large));
  });

  test("leaves alone what is small or does not shrink", async () => {
    const noise = createPayload("binary/plain", seededRandom(1).bytes(compressionDefaults.minBytes));
    expect(await new CompressionCodec().encode([small, noise])).toEqual([small, noise]);
  });

  test("refuses few bytes that hold too many", async () => {
    const bomb = createPayload("binary/zlib", deflateSync(Buffer.alloc(100_000)));
    const error = await expectCode(
      new CompressionCodec({ maxBytes: 99_999 }).decode([bomb]),
      "PROTOCOL_PAYLOAD_TOO_LARGE",
    );
    expect(error.message).toContain("grows beyond 99999 bytes");
    expect(
      encodingOf(
        await one(new CompressionCodec({ maxBytes: 10_000 }).decode(await new CompressionCodec().encode([large]))),
      ),
    ).toBe("json/plain");
  });

  test("refuses what is not deflated, and what is no payload when inflated", async () => {
    const codec = new CompressionCodec();
    await expectCode(codec.decode([createPayload("binary/zlib", large.data)]), "PROTOCOL_MALFORMED");
    await expectCode(
      codec.decode([createPayload("binary/zlib", deflateSync(Buffer.from([0x0a, 0xff])))]),
      "PROTOCOL_MALFORMED",
    );
  });

  test("checks its options", async () => {
    await expectCode(() => new CompressionCodec({ minBytes: -1 }), "PROTOCOL_INVALID_OPTION");
    await expectCode(() => new CompressionCodec({ maxBytes: 0 }), "PROTOCOL_INVALID_OPTION");
    await expectCode(() => new CompressionCodec({ level: 9 } as object), "PROTOCOL_UNKNOWN_OPTION");
  });
});

describe("AesGcmCodec", () => {
  test("hides the payload whole and names its key", async () => {
    const sealed = await one(aes.encode([large]));
    expect(encodingOf(sealed)).toBe("binary/encrypted");
    expect(metadataText(sealed, "encryption-key-id")).toBe("new");
    expect(Buffer.from(sealed.data).includes("json/plain")).toBe(false);
    expect(await one(aes.encode([large]))).not.toEqual(sealed);
  });

  test("reads nonce, cipher text and tag, as other SDKs' samples write them", async () => {
    const nonce = Buffer.alloc(12, 7);
    const cipher = createCipheriv("aes-256-gcm", keys["new"] ?? "", nonce);
    const data = Buffer.concat([nonce, cipher.update(writePayload(small)), cipher.final(), cipher.getAuthTag()]);
    expect(await aes.decode([createPayload("binary/encrypted", data, { "encryption-key-id": "new" })])).toEqual([
      small,
    ]);
  });

  test.each(["old", "middle", "new"])("still reads what was sealed with the key '%s'", async (keyId) => {
    const sealed = await new AesGcmCodec({ keyId, key: async (id) => key(id) }).encode([small]);
    expect(await aes.decode(sealed)).toEqual([small]);
  });

  test("says which key it lacks, and which has a wrong length", async () => {
    const lost = await new AesGcmCodec({ keyId: "lost", key: () => keys["new"] }).encode([small]);
    expect((await expectCode(aes.decode(lost), "PROTOCOL_UNKNOWN_KEY")).message).toContain("no key 'lost'");
    await expectCode(new AesGcmCodec({ keyId: "lost", key }).encode([small]), "PROTOCOL_UNKNOWN_KEY");
    const short = new AesGcmCodec({ keyId: "short", key: () => new Uint8Array(8) });
    expect((await expectCode(short.encode([small]), "PROTOCOL_INVALID_OPTION")).message).toContain("not 8");
  });

  test("notices every changed bit", async () => {
    const sealed = await one(aes.encode([small]));
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.data.length * 8 - 1), async (bit) => {
        const data = sealed.data.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
        await expectCode(aes.decode([{ ...sealed, data }]), "PROTOCOL_DECRYPTION_FAILED");
      }),
    );
    await expectCode(aes.decode([{ ...sealed, data: sealed.data.slice(0, 27) }]), "PROTOCOL_DECRYPTION_FAILED");
  });
});

describe("CodecChain", () => {
  test("encodes in order and decodes in reverse", async () => {
    const named = (name: string): PayloadCodec => ({
      encode: (list) => list.map((payload) => createPayload(`${encodingOf(payload)}>${name}`, payload.data)),
      decode: async (list) =>
        list.map((payload) => createPayload(encodingOf(payload).replace(new RegExp(`>${name}$`), ""), payload.data)),
    });
    const chain = new CodecChain([named("a"), named("b")]);
    const encoded = await chain.encode([small]);
    expect(encoded.map(encodingOf)).toEqual(["json/plain>a>b"]);
    expect(await chain.decode(encoded)).toEqual([small]);
  });

  test("tells each codec of the context that it is given", async () => {
    const seen: unknown[] = [];
    const curious: PayloadCodec = {
      encode: (payloads, context) => {
        seen.push(context);
        return payloads;
      },
      decode: (payloads, context) => {
        seen.push(context);
        return payloads;
      },
    };
    const chain = new CodecChain([curious, curious]);
    await chain.decode(await chain.encode([], "where"), "there");
    expect(seen).toEqual(["where", "where", "there", "there"]);
  });
});
