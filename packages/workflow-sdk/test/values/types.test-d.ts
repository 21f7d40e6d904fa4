import { describe, expectTypeOf, test } from "vitest";
import {
  ApplicationFailure,
  DataConverter,
  defineSearchAttributeKey,
  NamespaceNotFoundError,
  RpcError,
  TypedSearchAttributes,
  type Payload,
  type PayloadCodec,
  type PayloadConverter,
  type RpcErrorCode,
  type SerializationContext,
} from "../../src/index.ts";

describe("search attributes", () => {
  const count = defineSearchAttributeKey("count", "INT");
  const tags = defineSearchAttributeKey("tags", "KEYWORD_LIST");

  // [VAL-26]
  test("values have the type of their key", () => {
    const attributes = new TypedSearchAttributes([
      { key: count, value: 1 },
      { key: tags, value: ["a"] },
    ]);
    expectTypeOf(attributes.get(count)).toEqualTypeOf<number | undefined>();
    expectTypeOf(attributes.get(tags)).toEqualTypeOf<readonly string[] | undefined>();
    // @ts-expect-error -- a text is no whole number
    void new TypedSearchAttributes([{ key: count, value: "1" }]);
    // @ts-expect-error -- only an update removes
    void new TypedSearchAttributes([{ key: count, value: null }]);
    void attributes.updateCopy([{ key: count, value: null }]);
    // @ts-expect-error -- there is no such type
    defineSearchAttributeKey("x", "NUMBER");
  });
});

describe("converters and codecs", () => {
  // [VAL-5]
  test("may name the context that they want", () => {
    class ByNamespace implements PayloadCodec, PayloadConverter {
      encode(values: readonly unknown[], context?: SerializationContext): Payload[] {
        expectTypeOf(context?.namespace).toEqualTypeOf<string | undefined>();
        return values as Payload[];
      }
      decode(payloads: readonly Payload[], _more?: unknown, _context?: SerializationContext): Payload[] {
        return [...payloads];
      }
    }
    void new DataConverter({ payloadConverter: new ByNamespace(), codecs: [new ByNamespace()] });
    // @ts-expect-error -- it is `codecs`
    void new DataConverter({ payloadCodecs: [] });
  });
});

describe("errors", () => {
  test("narrow to what they tell", () => {
    const error: unknown = undefined;
    if (NamespaceNotFoundError.is(error)) expectTypeOf(error.namespace).toEqualTypeOf<string>();
    if (RpcError.is(error)) expectTypeOf(error.code).toEqualTypeOf<RpcErrorCode>();
    if (error instanceof ApplicationFailure) expectTypeOf(error.details).toEqualTypeOf<readonly unknown[]>();
    // @ts-expect-error -- durations are milliseconds
    void new ApplicationFailure("m", { nextRetryDelay: "1 minute" });
  });
});
