import { expectCode } from "@millrace/protocol/testing";
import { describe, expect, test, vi } from "vitest";
import {
  ApplicationFailure,
  createPayload,
  DataConverter,
  encodingOf,
  RawValue,
  type Payload,
  type PayloadCodec,
} from "../../src/index.ts";
import { searchAttributesOf, wireSearchAttributes } from "../../src/wire/search-attributes.ts";
import { Recorder, Reversing } from "./codecs.ts";

const context = { type: "workflow", namespace: "default", workflowId: "w" } as const;

describe("values", () => {
  test("[VAL-1] become payloads and come back", async () => {
    const converter = new DataConverter();
    const values = [undefined, null, new Uint8Array([1, 2]), { a: [1, "x"] }];
    const payloads = await converter.toPayloads(values);
    expect(payloads.map(encodingOf)).toEqual(["binary/null", "json/plain", "binary/plain", "json/plain"]);
    expect(await converter.fromPayloads(payloads)).toEqual(values);
    expect(await converter.fromPayload(await converter.toPayload("one"))).toBe("one");
    expect(await converter.toPayloads([])).toEqual([]);
    expect(await converter.fromPayloads([])).toEqual([]);
  });

  test("[VAL-1] a data converter is made from its options, or taken as it is", () => {
    const converter = new DataConverter();
    expect(DataConverter.from(converter)).toBe(converter);
    expect(DataConverter.from(undefined)).toBe(DataConverter.default);
    const codec = new Reversing();
    expect(DataConverter.from({ codecs: [codec] }).codecs).toEqual([codec]);
  });

  test("an option that there is not is refused", async () => {
    await expectCode(() => new DataConverter({ codec: [] } as never), "PROTOCOL_UNKNOWN_OPTION");
  });

  test("[VAL-2] by name have a payload each, whatever their names", async () => {
    const converter = new DataConverter({ codecs: [new Reversing()] });
    const values = JSON.parse('{"a":1,"__proto__":{"x":2},"constructor":null}') as Record<string, unknown>;
    const fields = await converter.toPayloadFields(values, context);
    expect(Object.keys(fields)).toEqual(["a", "__proto__", "constructor"]);
    const back = await converter.fromPayloadFields(fields, context);
    expect(JSON.stringify(back)).toBe(JSON.stringify(values));
  });
});

describe("raw values", () => {
  test("[VAL-3] pass the converter by, and not the codecs", async () => {
    const converter = new DataConverter({ codecs: [new Reversing()] });
    const raw = createPayload("strange/encoding", new Uint8Array([1, 2, 3]));
    const payloads = await converter.toPayloads(["before", new RawValue(raw), "after"]);
    expect(payloads[1]).toMatchObject({ metadata: raw.metadata, data: new Uint8Array([3, 2, 1]) });
    const values = await converter.fromPayloads(payloads, undefined, [undefined, RawValue]);
    expect(values).toEqual(["before", new RawValue(raw), "after"]);
    await expectCode(() => converter.fromPayloads(payloads), "PROTOCOL_UNKNOWN_ENCODING");
  });

  test("[VAL-3] may be of a second copy of the package, as search attributes and data converters may", async () => {
    vi.resetModules();
    const second = await import("../../src/index.ts");
    const raw = createPayload("strange/encoding", new Uint8Array([1]));
    const [payload] = await new DataConverter().toPayloads([new second.RawValue(raw)]);
    expect(payload).toBe(raw);
    expect(await new DataConverter().fromPayload(raw, undefined, second.RawValue)).toEqual(new RawValue(raw));
    const codec = new Reversing();
    expect(DataConverter.from(new second.DataConverter({ codecs: [codec] })).codecs).toEqual([codec]);
    const pairs = [{ key: second.defineSearchAttributeKey("a", "INT"), value: 1 }];
    const message = wireSearchAttributes(new second.TypedSearchAttributes(pairs));
    expect(searchAttributesOf(message).getAll()).toEqual(pairs);
  });
});

describe("codecs", () => {
  test("[VAL-4] are applied in order, and in the reverse order on the way back", async () => {
    const calls: string[] = [];
    const converter = new DataConverter({ codecs: [new Recorder("a", calls), new Recorder("b", calls)] });
    await converter.fromPayloads(await converter.toPayloads([1, 2]));
    expect(calls).toEqual(["a encode 2", "b encode 2", "b decode 2", "a decode 2"]);
  });

  test("[VAL-5] are told where the payloads belong, as converters are", async () => {
    const seen: unknown[] = [];
    const converter = new DataConverter({
      payloadConverter: {
        encode: (_values, given) => {
          seen.push(given);
          return createPayload("binary/null", new Uint8Array());
        },
        decode: (_payloads, _hints, given) => {
          seen.push(given);
          return "value";
        },
      },
      codecs: [new Recorder("codec", [], seen)],
    });
    const activity = { type: "activity", namespace: "n", activityId: "a", isLocal: false } as const;
    await converter.fromPayloads(await converter.toPayloads([1], activity), activity);
    await converter.decodeFailure(
      await converter.encodeFailure(ApplicationFailure.retryable("", "", 1), context),
      context,
    );
    expect(seen).toEqual([activity, activity, activity, activity, context, context, context, context]);
  });

  test.each([
    ["no list", () => undefined as never],
    ["too few", () => []],
    ["too many", (payloads: readonly Payload[]) => [...payloads, ...payloads]],
    ["something else", () => [{ data: "text" } as never]],
  ])("[VAL-6] that give %s are refused", async (_what, give) => {
    const broken: PayloadCodec = { encode: give, decode: give };
    const converter = new DataConverter({ codecs: [broken] });
    await expectCode(() => converter.toPayloads([1]), "WORKFLOW_CODEC_RESULT");
    const payload = await new DataConverter().toPayload(1);
    await expectCode(() => converter.fromPayload(payload), "WORKFLOW_CODEC_RESULT");
  });

  test("[VAL-6] that throw without a code get one; what has a meaning of its own is left as it is", async () => {
    const throwing = (reason: unknown): DataConverter => {
      const raise = (): never => {
        throw reason;
      };
      return new DataConverter({ codecs: [{ encode: raise, decode: raise }] });
    };
    const cause = new TypeError("no key");
    const error = await expectCode(() => throwing(cause).toPayloads([1]), "WORKFLOW_CODEC_FAILED");
    expect(error.cause).toBe(cause);
    await expectCode(() => throwing("just text").toPayloads([1]), "WORKFLOW_CODEC_FAILED");
    const failure = ApplicationFailure.nonRetryable("not with this tenant");
    await expect(throwing(failure).toPayloads([1])).rejects.toBe(failure);
    await expect(throwing(error).toPayloads([1])).rejects.toBe(error);
  });

  test("see nothing where there is nothing", async () => {
    const calls: string[] = [];
    const converter = new DataConverter({ codecs: [new Recorder("a", calls)] });
    await converter.toPayloads([]);
    await converter.decodeFailure(await converter.encodeFailure(new Error("plain")));
    expect(calls).toEqual([]);
  });
});
