import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  BinaryNullPayloadConverter,
  BinaryPlainPayloadConverter,
  createPayload,
  encodingOf,
  JsonPlainPayloadConverter,
  metadataText,
  V8PayloadConverter,
  type Payload,
} from "@millrace/protocol/payload";
import { expectCode } from "@millrace/protocol/testing";
import { codeOf } from "../fixtures/code-of.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const other = createPayload("other/encoding", new Uint8Array());

describe("createPayload", () => {
  test("writes encoding and metadata as UTF-8", () => {
    const payload = createPayload("json/plain", utf8("1"), { messageType: "ä.B" });
    expect(payload).toEqual({
      metadata: { encoding: utf8("json/plain"), messageType: utf8("ä.B") },
      data: utf8("1"),
    });
    expect([encodingOf(payload), metadataText(payload, "messageType")]).toEqual(["json/plain", "ä.B"]);
  });

  test("metadata that is absent reads as empty text", () => {
    expect(encodingOf({ metadata: {}, data: new Uint8Array() })).toBe("");
    expect(metadataText(other, "toString")).toBe("");
  });
});

describe("BinaryNullPayloadConverter", () => {
  const converter = new BinaryNullPayloadConverter();

  test("takes undefined alone", () => {
    expect(converter.encode([undefined, undefined])).toEqual(
      Array(2).fill(createPayload("binary/null", new Uint8Array())),
    );
    for (const value of [null, 0, "", {}]) expect(converter.encode([undefined, value])).toBeUndefined();
  });

  test("reads its own encoding alone", () => {
    const payload = createPayload("binary/null", new Uint8Array());
    expect(converter.decode([payload, payload])).toEqual([undefined, undefined]);
    expect(converter.decode([payload, other])).toBeUndefined();
  });
});

describe("BinaryPlainPayloadConverter", () => {
  const converter = new BinaryPlainPayloadConverter();

  test("takes bytes as they are, Buffers included", () => {
    const bytes = new Uint8Array([0, 255]);
    const payloads = converter.encode([bytes, Buffer.from("hi")]);
    expect(payloads?.map(encodingOf)).toEqual(["binary/plain", "binary/plain"]);
    expect(payloads?.[0]?.data).toBe(bytes);
    expect(converter.decode(payloads ?? [])).toStrictEqual([bytes, utf8("hi")]);
  });

  test("takes nothing else", () => {
    for (const value of [new ArrayBuffer(1), new Uint16Array(1), [1], "text", undefined]) {
      expect(converter.encode([value])).toBeUndefined();
    }
    expect(converter.decode([other])).toBeUndefined();
  });
});

describe("JsonPlainPayloadConverter", () => {
  const converter = new JsonPlainPayloadConverter();

  test("writes what JSON.stringify writes", () => {
    const [payload] = converter.encode([{ a: [1, null], at: new Date(0), gone: undefined }]) ?? [];
    expect(payload).toEqual(createPayload("json/plain", utf8('{"a":[1,null],"at":"1970-01-01T00:00:00.000Z"}')));
  });

  test("gives JSON values back", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue({ stringUnit: "grapheme" })), (values) => {
        // JSON itself has no -0.
        const plain = values.map((value): unknown => JSON.parse(JSON.stringify(value)));
        expect(converter.decode(converter.encode(values) ?? [])).toEqual(plain);
      }),
    );
  });

  test("does not take what JSON has no text for", () => {
    for (const value of [undefined, () => 1, Symbol("s")]) expect(converter.encode([1, value])).toBeUndefined();
    expect(converter.decode([other])).toBeUndefined();
  });

  test("refuses what JSON refuses, with the reason", async () => {
    const cycle: unknown[] = [];
    cycle.push(cycle);
    const error = await expectCode(() => converter.encode([10n]), "PROTOCOL_NOT_ENCODABLE");
    expect(error.message).toContain("BigInt");
    expect(error.cause).toBeInstanceOf(TypeError);
    expect((await expectCode(() => converter.encode([cycle]), "PROTOCOL_NOT_ENCODABLE")).message).not.toContain("\n");
  });

  test.each([utf8(""), utf8("{"), new Uint8Array([34, 255, 34])])("refuses the data %o", async (data) => {
    const error = await expectCode(() => converter.decode([createPayload("json/plain", data)]), "PROTOCOL_MALFORMED");
    expect(error.details).toEqual({ encoding: "json/plain" });
  });
});

describe("V8PayloadConverter", () => {
  const converter = new V8PayloadConverter();

  test("keeps what structured cloning keeps, identity included", () => {
    const shared = new Map<string, unknown>([["at", new Date(1)]]);
    shared.set("self", shared);
    const payloads = converter.encode([[shared, shared], undefined, 10n]);
    expect(payloads.map(encodingOf)).toEqual(["binary/v8", "binary/v8", "binary/v8"]);
    const [pair, nothing, big] = (converter.decode(payloads) ?? []) as [Map<string, unknown>[], unknown, unknown];
    expect(pair[0]).toBe(pair[1]);
    expect(pair[0]?.get("self")).toBe(pair[0]);
    expect([pair[0]?.get("at"), nothing, big]).toEqual([new Date(1), undefined, 10n]);
  });

  test("refuses functions, and data that is not its own", async () => {
    await expectCode(() => converter.encode([{ run: () => 1 }]), "PROTOCOL_NOT_ENCODABLE");
    expect(converter.decode([other])).toBeUndefined();
    await expectCode(() => converter.decode([createPayload("binary/v8", utf8("text"))]), "PROTOCOL_MALFORMED");
  });
});

describe("any bytes under any encoding", () => {
  const converters = [
    new BinaryNullPayloadConverter(),
    new BinaryPlainPayloadConverter(),
    new JsonPlainPayloadConverter(),
    new V8PayloadConverter(),
  ];
  const encoding = fc.oneof(fc.constantFrom("binary/null", "binary/plain", "json/plain", "binary/v8"), fc.string());
  // What V8 writes begins with FF and its version; without it nothing further would be reached.
  const version = new V8PayloadConverter().encode([null])[0]?.data.slice(0, 2) ?? new Uint8Array();
  const data = fc.oneof(
    fc.uint8Array({ maxLength: 64 }),
    fc.uint8Array({ maxLength: 64 }).map((tail) => new Uint8Array([...version, ...tail])),
  );

  test("are decoded, left alone or refused by code", async () => {
    const codes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(encoding, data, async (name, bytes) => {
        const payload: Payload = createPayload(name, bytes);
        for (const converter of converters) {
          codes.add(await codeOf(() => converter.decode([payload])));
        }
      }),
      { numRuns: 2000 },
    );
    expect(codes).toEqual(new Set(["none", "PROTOCOL_MALFORMED"]));
  });
});
