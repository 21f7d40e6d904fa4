import { create, createRegistry } from "@bufbuild/protobuf";
import { StringValueSchema } from "@bufbuild/protobuf/wkt";
import { expectCode } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import {
  BinaryNullPayloadConverter,
  BinaryPlainPayloadConverter,
  BinaryProtoPayloadConverter,
  CompositePayloadConverter,
  createPayload,
  createPayloadConverter,
  DataConverter,
  encodingOf,
  JsonPlainPayloadConverter,
  JsonProtoPayloadConverter,
  PayloadConverter,
  V8PayloadConverter,
  type Payload,
} from "../../src/index.ts";

const payload = createPayload("test/plain", new Uint8Array([1]));

/** A data converter whose payload converter answers what it is told. */
function answering(answer: unknown): DataConverter {
  const payloadConverter: PayloadConverter = { encode: () => answer as Payload, decode: () => answer };
  return new DataConverter({ payloadConverter });
}

describe("a payload converter", () => {
  test("[SEED-23] takes lists, and gives lists of the same length, at once or later", async () => {
    const given: unknown[] = [];
    const late: PayloadConverter = {
      encode: async (values) => {
        given.push(values);
        return values.map(() => payload);
      },
      decode: async (payloads) => {
        given.push(payloads);
        return payloads.map((_, index) => index);
      },
    };
    const converter = new DataConverter({ payloadConverter: late });
    expect(await converter.toPayloads(["a", "b"])).toEqual([payload, payload]);
    expect(await converter.fromPayloads([payload, payload])).toEqual([0, 1]);
    expect(given).toEqual([
      ["a", "b"],
      [payload, payload],
    ]);
  });

  test("[SEED-23] may give one for the whole list", async () => {
    expect(await answering(payload).toPayloads([1, 2, 3])).toEqual([payload]);
    expect(await answering("all").fromPayloads([payload, payload])).toEqual(["all"]);
  });

  test("[SEED-23] gives undefined for what it does not convert", async () => {
    await expectCode(() => answering(undefined).toPayloads([1]), "PROTOCOL_NO_CONVERTER");
    await expectCode(() => answering(undefined).fromPayloads([payload]), "PROTOCOL_UNKNOWN_ENCODING");
  });

  test.each([[[]], [[payload, payload, payload]], [["text"]], ["text"], [null]])(
    "[SEED-23] that gives %o for two values has a defect",
    async (answer) => {
      await expectCode(() => answering(answer).toPayloads([1, 2]), "PROTOCOL_CONVERTER_RESULT");
    },
  );

  test("[SEED-23] that gives other than two values for two payloads has a defect", async () => {
    await expectCode(() => answering([1]).fromPayloads([payload, payload]), "PROTOCOL_CONVERTER_RESULT");
    await expectCode(() => answering([1, 2, 3]).fromPayloads([payload, payload]), "PROTOCOL_CONVERTER_RESULT");
  });

  test("[SEED-23] lets its errors reach the caller", async () => {
    const reason = new TypeError("broke");
    const raise = (): never => {
      throw reason;
    };
    const converter = new DataConverter({ payloadConverter: { encode: raise, decode: async () => raise() } });
    await expect(converter.toPayloads([1])).rejects.toBe(reason);
    await expect(converter.fromPayloads([payload])).rejects.toBe(reason);
  });
});

test("[SEED-24] a composite asks its converters in their order", async () => {
  const asked: string[] = [];
  const named = (name: string, takes: (value: unknown) => boolean): PayloadConverter => ({
    encode: ([value]) => {
      asked.push(name);
      return takes(value) ? createPayload(name, new Uint8Array()) : undefined;
    },
    decode: ([read]) => (read && encodingOf(read) === name ? name : undefined),
  });
  const payloadConverter = new CompositePayloadConverter([
    named("numbers", (value) => typeof value === "number"),
    named("all", () => true),
  ]);
  const converter = new DataConverter({ payloadConverter });
  const payloads = await converter.toPayloads(["text", 1]);
  expect(payloads.map(encodingOf)).toEqual(["all", "numbers"]);
  expect(asked).toEqual(["numbers", "all", "numbers"]);
  expect(await converter.fromPayloads(payloads)).toEqual(["all", "numbers"]);
});

test("[SEED-25, SEED-27] the default converts null, bytes, protobuf as JSON, protobuf as bytes, JSON, in this order", async () => {
  expect(PayloadConverter.default.converters.map((part) => part.constructor)).toEqual([
    BinaryNullPayloadConverter,
    BinaryPlainPayloadConverter,
    JsonProtoPayloadConverter,
    BinaryProtoPayloadConverter,
    JsonPlainPayloadConverter,
  ]);
  expect(DataConverter.default.payloadConverter).toBe(PayloadConverter.default);
  const registry = createRegistry(StringValueSchema);
  const converter = new DataConverter({ payloadConverter: createPayloadConverter({ registry }) });
  const values = [undefined, new Uint8Array([1]), create(StringValueSchema, { value: "v" }), { a: 1 }];
  const payloads = await converter.toPayloads(values);
  expect(payloads.map(encodingOf)).toEqual(["binary/null", "binary/plain", "json/protobuf", "json/plain"]);
  expect(await converter.fromPayloads(payloads)).toEqual(values);
});

test("[SEED-26] values that only JavaScript reads have a converter of their own, outside of the default", async () => {
  const values = [new Map([[1, new Set([2n])]]), new Date(0), /x/g];
  const opted = new DataConverter({ payloadConverter: new V8PayloadConverter() });
  const payloads = await opted.toPayloads(values);
  expect(await opted.fromPayloads(payloads)).toEqual(values);
  await expectCode(() => DataConverter.default.fromPayloads(payloads), "PROTOCOL_UNKNOWN_ENCODING");
});
