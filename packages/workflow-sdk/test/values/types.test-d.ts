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
        void context?.namespace;
        return values as Payload[];
      }
      decode(payloads: readonly Payload[], _more?: unknown, _context?: SerializationContext): Payload[] {
        return [...payloads];
      }
    }
    expectTypeOf(new ByNamespace()).toExtend<PayloadCodec & PayloadConverter>();
    // @ts-expect-error -- it is `codecs`
    void new DataConverter({ payloadCodecs: [] });
  });
});

describe("errors", () => {
  test("narrow to what they tell", () => {
    const namespaceOf = (error: unknown) => NamespaceNotFoundError.is(error) && error.namespace;
    const codeOf = (error: unknown) => RpcError.is(error) && error.code;
    const detailsOf = (error: unknown) => error instanceof ApplicationFailure && error.details;
    expectTypeOf(namespaceOf).returns.toEqualTypeOf<string | false>();
    expectTypeOf(codeOf).returns.toEqualTypeOf<RpcErrorCode | false>();
    expectTypeOf(detailsOf).returns.toEqualTypeOf<readonly unknown[] | false>();
    // @ts-expect-error -- durations are milliseconds
    void new ApplicationFailure("m", { nextRetryDelay: "1 minute" });
  });
});
