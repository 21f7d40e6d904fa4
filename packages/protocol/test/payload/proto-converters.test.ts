import { create, createRegistry, equals } from "@bufbuild/protobuf";
import {
  anyPack,
  DurationSchema,
  StructSchema,
  TimestampSchema,
  AnySchema,
  type Timestamp,
} from "@bufbuild/protobuf/wkt";
import fc from "fast-check";
import { beforeEach, describe, expect, test, vi } from "vitest";
import {
  BinaryProtoPayloadConverter,
  createPayload,
  createPayloadConverter,
  encodingOf,
  JsonProtoPayloadConverter,
  metadataText,
  PayloadConverter,
  type Payload,
} from "@millrace/protocol/payload";
import { expectCode } from "@millrace/protocol/testing";
import { codeOf } from "../fixtures/code-of.ts";

const registry = createRegistry(TimestampSchema, DurationSchema, AnySchema);
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const noon = create(TimestampSchema, { seconds: 43_200n, nanos: 5_000_000 });

const forms = [
  { form: "json/protobuf", Converter: JsonProtoPayloadConverter },
  { form: "binary/protobuf", Converter: BinaryProtoPayloadConverter },
] as const;

describe.each(forms)("$form", ({ form, Converter }) => {
  const converter = new Converter({ registry });

  test("gives messages back, with their type's name on the way", async () => {
    const messages = [noon, create(DurationSchema, { seconds: 3n }), create(AnySchema, anyPack(TimestampSchema, noon))];
    const payloads = (await converter.encode(messages)) ?? [];
    expect(payloads.map(encodingOf)).toEqual([form, form, form]);
    expect(payloads.map((payload) => metadataText(payload, "messageType"))).toEqual(
      messages.map(({ $typeName }) => $typeName),
    );
    expect(await converter.decode(payloads)).toStrictEqual(messages);
  });

  test("takes messages alone, and reads its own encoding alone", () => {
    for (const value of [{}, null, "text", { $typeName: 1 }]) expect(converter.encode([noon, value])).toBeUndefined();
    expect(converter.decode([createPayload("json/plain", utf8("1"))])).toBeUndefined();
    expect(converter.encode([undefined])).toBeUndefined();
  });

  test("names a message that the registry does not hold", async () => {
    const error = await expectCode(() => converter.encode([create(StructSchema)]), "PROTOCOL_UNKNOWN_MESSAGE_TYPE");
    expect(error.message).toContain('no message "google.protobuf.Struct"');
    const payload = createPayload(form, utf8("{}"), { messageType: "orders.v1.Order" });
    expect((await expectCode(() => converter.decode([payload]), "PROTOCOL_UNKNOWN_MESSAGE_TYPE")).details).toEqual({
      typeName: "orders.v1.Order",
    });
    await expectCode(() => new Converter().encode([noon]), "PROTOCOL_UNKNOWN_MESSAGE_TYPE");
  });

  test("takes a schema for a type hint in place of the registry", async () => {
    const payloads = (await converter.encode([noon])) ?? [];
    const bare = new Converter();
    expect(await bare.decode(payloads, [TimestampSchema])).toEqual([noon]);
    for (const hint of [undefined, null, "Timestamp", DurationSchema]) {
      await expectCode(() => bare.decode(payloads, [hint]), "PROTOCOL_UNKNOWN_MESSAGE_TYPE");
    }
  });

  test("refuses data that is no such message, whatever it is", async () => {
    const codes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 32 }),
        fc.constantFrom("Timestamp", "Duration", "Any"),
        async (data, name) => {
          const payload = createPayload(form, data, { messageType: `google.protobuf.${name}` });
          codes.add(await codeOf(() => converter.decode([payload])));
        },
      ),
      { numRuns: 500 },
    );
    expect([...codes].filter((code) => code !== "none")).toEqual(["PROTOCOL_MALFORMED"]);
  });

  test("refuses a message that has no such form", async () => {
    const beyond = create(TimestampSchema, { seconds: 10n ** 15n });
    Object.assign(beyond, { nanos: "many" });
    await expectCode(async () => converter.encode([beyond]), "PROTOCOL_NOT_ENCODABLE");
  });

  test("checks its options", async () => {
    await expectCode(() => new Converter({ registy: registry } as object), "PROTOCOL_UNKNOWN_OPTION");
  });
});

describe("the form on the wire", () => {
  const timestamp = (seconds: bigint): Timestamp => create(TimestampSchema, { seconds });

  test("is protobuf's JSON", async () => {
    const [payload] = (await new JsonProtoPayloadConverter({ registry }).encode([noon])) ?? [];
    expect(payload?.data).toEqual(utf8('"1970-01-01T12:00:00.005Z"'));
  });

  test("is protobuf's bytes", async () => {
    const [payload] = (await new BinaryProtoPayloadConverter({ registry }).encode([timestamp(1n)])) ?? [];
    expect(payload?.data).toEqual(new Uint8Array([8, 1]));
  });

  test("keeps every timestamp", async () => {
    const seconds = fc.bigInt({ min: -62_135_596_800n, max: 253_402_300_799n });
    await fc.assert(
      fc.asyncProperty(seconds, fc.integer({ min: 0, max: 999_999_999 }), async (whole, nanos) => {
        const message = create(TimestampSchema, { seconds: whole, nanos });
        for (const { Converter } of forms) {
          const converter = new Converter({ registry });
          const [back] = (await converter.decode((await converter.encode([message])) ?? [])) as [Timestamp];
          expect(equals(TimestampSchema, back, message)).toBe(true);
        }
      }),
    );
  });
});

describe("loading protobuf-es", () => {
  beforeEach(() => {
    vi.resetModules();
  });

  test.each(["JsonProtoPayloadConverter", "BinaryProtoPayloadConverter"] as const)(
    "%s answers late the first time, at once afterwards",
    async (name) => {
      const fresh = await import("@millrace/protocol/payload");
      const converter = new fresh[name]({ registry });
      const first = converter.encode([noon]);
      expect(first).toBeInstanceOf(Promise);
      await first;
      expect(converter.encode([noon])).toBeInstanceOf(Array);
      expect(converter.decode(converter.encode([noon]) as Payload[])).toEqual([noon]);
    },
  );

  test("can be done beforehand, for callers who cannot wait", async () => {
    const fresh = await import("@millrace/protocol/payload");
    await new fresh.BinaryProtoPayloadConverter().load();
    expect(fresh.createPayloadConverter({ registry }).encode([noon])).toBeInstanceOf(Array);
  });
});

describe("among the default converters", () => {
  test("a message goes as JSON, since that comes first", async () => {
    const converter = createPayloadConverter({ registry });
    const payloads = await converter.encode([noon, { plain: 1 }]);
    expect(payloads.map(encodingOf)).toEqual(["json/protobuf", "json/plain"]);
    expect(await converter.decode(payloads)).toEqual([noon, { plain: 1 }]);
  });

  test("a message in bytes, as others may send it, is read as well", async () => {
    const payloads = (await new BinaryProtoPayloadConverter({ registry }).encode([noon])) ?? [];
    expect(await createPayloadConverter({ registry }).decode(payloads)).toEqual([noon]);
    expect(await PayloadConverter.default.decode(payloads, [TimestampSchema])).toEqual([noon]);
  });

  test("without a registry a message is refused, not written as something else", async () => {
    await expectCode(() => PayloadConverter.default.encode([noon]), "PROTOCOL_UNKNOWN_MESSAGE_TYPE");
  });
});
