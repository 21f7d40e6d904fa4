import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  BinaryNullPayloadConverter,
  BinaryPlainPayloadConverter,
  BinaryProtoPayloadConverter,
  CompositePayloadConverter,
  createPayload,
  decodePayloads,
  encodeValues,
  encodingOf,
  JsonPlainPayloadConverter,
  JsonProtoPayloadConverter,
  PayloadConverter,
  V8PayloadConverter,
  type Payload,
} from "@millrace/protocol/payload";
import { expectCode } from "@millrace/protocol/testing";

const payload = createPayload("test/plain", new Uint8Array([1]));

/** A converter that gives what it is told. */
class Canned implements PayloadConverter {
  readonly #result: unknown;
  constructor(result: unknown) {
    this.#result = result;
  }
  encode(): Payload[] {
    return this.#result as Payload[];
  }
  decode(): unknown {
    return this.#result;
  }
}

/** The same answers, later. */
class Late implements PayloadConverter {
  readonly #inner: PayloadConverter;
  constructor(inner: PayloadConverter) {
    this.#inner = inner;
  }
  async encode(values: readonly unknown[]): Promise<Payload | readonly Payload[] | undefined> {
    await Promise.resolve();
    return this.#inner.encode(values);
  }
  async decode(payloads: readonly Payload[], typeHints?: readonly unknown[]): Promise<unknown> {
    await Promise.resolve();
    return this.#inner.decode(payloads, typeHints);
  }
}

class Throwing implements PayloadConverter {
  encode(): never {
    throw new TypeError("encoder broke");
  }
  decode(): never {
    throw new TypeError("decoder broke");
  }
}

describe("a converter's answer to a list", () => {
  test("may be a list of the same length", async () => {
    expect(await encodeValues(new Canned([payload, payload]), [1, 2])).toEqual([payload, payload]);
    expect(await decodePayloads(new Canned(["a", "b"]), [payload, payload])).toEqual(["a", "b"]);
    expect(await encodeValues(new Canned([]), [])).toEqual([]);
  });

  test("may be one for all", async () => {
    expect(await encodeValues(new Canned(payload), [1, 2, 3])).toEqual([payload]);
    expect(await decodePayloads(new Canned("all"), [payload, payload])).toEqual(["all"]);
    expect(await decodePayloads(new Canned(null), [payload])).toEqual([null]);
  });

  test("may be a list of one that is a list", async () => {
    expect(await decodePayloads(new Canned([["a", "b"]]), [payload])).toEqual([["a", "b"]]);
    expect(await decodePayloads(new Canned([undefined]), [payload])).toEqual([undefined]);
  });

  test("may be undefined, which says that it does not convert these", async () => {
    await expectCode(() => encodeValues(new Canned(undefined), [1]), "PROTOCOL_NO_CONVERTER");
    const error = await expectCode(() => decodePayloads(new Canned(undefined), [payload]), "PROTOCOL_UNKNOWN_ENCODING");
    expect(error.message).toContain('"test/plain"');
    await expectCode(() => decodePayloads(new Canned(undefined), []), "PROTOCOL_NO_CONVERTER");
  });

  test.each([[[]], [[payload]], [[payload, payload, payload]]])(
    "may not be a list of another length: %o",
    async (result) => {
      const encoding = await expectCode(() => encodeValues(new Canned(result), [1, 2]), "PROTOCOL_CONVERTER_RESULT");
      expect(encoding.message).toContain(`encode of Canned gave ${result.length} results for 2`);
      const decoding = await expectCode(
        () => decodePayloads(new Canned(result), [payload, payload]),
        "PROTOCOL_CONVERTER_RESULT",
      );
      expect(decoding.details).toEqual({ direction: "decode", given: result.length, wanted: 2 });
    },
  );

  test.each([
    null,
    1,
    "text",
    true,
    {},
    { metadata: {} },
    { data: new Uint8Array() },
    { metadata: null, data: new Uint8Array() },
  ])("may not be something that is no payload: %o", async (result) => {
    await expectCode(() => encodeValues(new Canned(result), [1]), "PROTOCOL_CONVERTER_RESULT");
    await expectCode(() => encodeValues(new Canned([result]), [1]), "PROTOCOL_CONVERTER_RESULT");
  });

  test("may come later, and is held to the same", async () => {
    expect(await encodeValues(new Late(new Canned(payload)), [1, 2])).toEqual([payload]);
    expect(await decodePayloads(new Late(new Canned(["a"])), [payload])).toEqual(["a"]);
    await expectCode(() => encodeValues(new Late(new Canned([])), [1]), "PROTOCOL_CONVERTER_RESULT");
    await expectCode(() => decodePayloads(new Late(new Canned([])), [payload]), "PROTOCOL_CONVERTER_RESULT");
    await expectCode(() => encodeValues(new Late(new Canned(undefined)), [1]), "PROTOCOL_NO_CONVERTER");
  });

  test("may be an error, which reaches the caller as it is", async () => {
    expect(() => encodeValues(new Throwing(), [1])).toThrow(TypeError);
    expect(() => decodePayloads(new Throwing(), [payload])).toThrow("decoder broke");
    await expect(encodeValues(new Late(new Throwing()), [1])).rejects.toThrow("encoder broke");
  });
});

describe("CompositePayloadConverter", () => {
  const composite = new CompositePayloadConverter([new BinaryNullPayloadConverter(), new JsonPlainPayloadConverter()]);

  test("asks in order, for each value by itself", () => {
    const payloads = composite.encode([undefined, 1, undefined]) as Payload[];
    expect(payloads.map(encodingOf)).toEqual(["binary/null", "json/plain", "binary/null"]);
    expect(composite.decode(payloads)).toEqual([undefined, 1, undefined]);
  });

  test("is synchronous as long as its parts are", async () => {
    expect(composite.encode([1])).toBeInstanceOf(Array);
    const late = new CompositePayloadConverter([
      new BinaryNullPayloadConverter(),
      new Late(new JsonPlainPayloadConverter()),
    ]);
    expect(late.encode([undefined])).toBeInstanceOf(Array);
    const payloads = late.encode([undefined, 1]);
    expect(payloads).toBeInstanceOf(Promise);
    expect(await late.decode(await payloads)).toEqual([undefined, 1]);
  });

  test("goes on to the next when one does not convert, later or now", async () => {
    const mixed = new CompositePayloadConverter([
      new Late(new Canned(undefined)),
      new Canned(undefined),
      new Canned(payload),
    ]);
    expect(await mixed.encode([1])).toEqual([payload]);
  });

  test("says when none does", async () => {
    const error = await expectCode(() => composite.encode([1, () => 1]), "PROTOCOL_NO_CONVERTER");
    expect(error.message).toContain("a function");
    expect(
      (await expectCode(() => new CompositePayloadConverter([]).encode([new Map()]), "PROTOCOL_NO_CONVERTER")).message,
    ).toContain("an instance of Map");
    const unknown = await expectCode(() => composite.decode([payload]), "PROTOCOL_UNKNOWN_ENCODING");
    expect(unknown.details).toEqual({ encoding: "test/plain" });
  });

  test("holds its parts to their contract and lets their errors through", async () => {
    await expectCode(() => new CompositePayloadConverter([new Canned([])]).encode([1]), "PROTOCOL_CONVERTER_RESULT");
    await expectCode(
      () => new CompositePayloadConverter([new Canned([1, 2])]).decode([payload]),
      "PROTOCOL_CONVERTER_RESULT",
    );
    expect(() => new CompositePayloadConverter([new Throwing()]).encode([1])).toThrow("encoder broke");
  });

  test("hands each type hint to the decoder of its payload", () => {
    const hints: unknown[] = [];
    const listening: PayloadConverter = {
      encode: () => undefined,
      decode: (payloads, typeHints) => {
        hints.push(typeHints);
        return [payloads.length];
      },
    };
    expect(new CompositePayloadConverter([listening]).decode([payload, payload], ["first"])).toEqual([1, 1]);
    expect(hints).toEqual([["first"], [undefined]]);
  });

  test("tells its parts of the context that it is given", async () => {
    const seen: unknown[] = [];
    const curious: PayloadConverter = {
      encode: (_values, context) => {
        seen.push(context);
        return payload;
      },
      decode: (_payloads, _typeHints, context) => {
        seen.push(context);
        return "value";
      },
    };
    const converter = new CompositePayloadConverter([curious]);
    await decodePayloads(converter, await encodeValues(converter, [1], "where"), undefined, "there");
    expect(seen).toEqual(["where", "there"]);
  });

  test("flattens composites within it, so that a miss goes on", () => {
    const nested = new CompositePayloadConverter([
      new CompositePayloadConverter([new BinaryNullPayloadConverter()]),
      new JsonPlainPayloadConverter(),
    ]);
    expect(nested.converters.map((part) => part.constructor.name)).toEqual([
      "BinaryNullPayloadConverter",
      "JsonPlainPayloadConverter",
    ]);
    expect((nested.encode([1]) as Payload[]).map(encodingOf)).toEqual(["json/plain"]);
  });
});

describe("PayloadConverter.default", () => {
  test("has its parts in the order that all SDKs share, without V8's own form", () => {
    expect(PayloadConverter.default.converters.map((part) => part.constructor)).toEqual([
      BinaryNullPayloadConverter,
      BinaryPlainPayloadConverter,
      JsonProtoPayloadConverter,
      BinaryProtoPayloadConverter,
      JsonPlainPayloadConverter,
    ]);
    expect(Object.isFrozen(PayloadConverter)).toBe(true);
  });

  test.each<[unknown, string]>([
    [undefined, "binary/null"],
    [null, "json/plain"],
    [new Uint8Array([1]), "binary/plain"],
    [{ a: 1 }, "json/plain"],
    ["text", "json/plain"],
  ])("writes %o as %s", (value, encoding) => {
    const payloads = PayloadConverter.default.encode([value]) as Payload[];
    expect(payloads.map(encodingOf)).toEqual([encoding]);
    expect(PayloadConverter.default.decode(payloads)).toStrictEqual([value]);
  });

  test("gives lists of any mixture back", async () => {
    const value = fc.oneof(
      fc.constant(undefined),
      fc.uint8Array(),
      fc.jsonValue().map((json): unknown => JSON.parse(JSON.stringify(json))),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(value), async (values) => {
        expect(
          await decodePayloads(PayloadConverter.default, await encodeValues(PayloadConverter.default, values)),
        ).toEqual(values);
      }),
    );
  });

  test("reads V8's form only when asked to", async () => {
    const payloads = new V8PayloadConverter().encode([new Map([[1, 2]])]);
    await expectCode(() => PayloadConverter.default.decode(payloads), "PROTOCOL_UNKNOWN_ENCODING");
    const opted = new CompositePayloadConverter([new V8PayloadConverter(), PayloadConverter.default]);
    expect(opted.decode(payloads)).toEqual([new Map([[1, 2]])]);
  });
});
