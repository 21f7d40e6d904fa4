import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { map, reduce, sink, sourceTransformer } from "@millrace/protocol/numaflow";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mapAnswer, reduceAnswer, sinkAnswer, transformAnswer } from "../../src/wire/engine/answer.ts";
import {
  endOfBatch,
  mapHandshake,
  mapRequest,
  reduceRequest,
  sinkHandshake,
  sinkRequest,
  sourceTransformHandshake,
  sourceTransformRequest,
  windowOf,
  type Outgoing,
} from "../../src/wire/engine/request.ts";
import { Message, MessageT, Response } from "../../src/index.ts";
import { LazyDatum } from "../../src/datum.ts";
import { mapResponse } from "../../src/wire/map.ts";
import { reduceResponse } from "../../src/wire/reduce.ts";
import { sinkResponses } from "../../src/wire/sink.ts";
import { sourceTransformResponse } from "../../src/wire/source-transform.ts";

const text = fc.string({ unit: "grapheme", maxLength: 6 });
const value = fc.uint8Array({ maxLength: 20 });
const instant = fc.record({ seconds: fc.bigInt({ min: -(10n ** 10n), max: 10n ** 10n }), nanos: fc.nat(999_999_999) });
const groups = fc.dictionary(text, fc.record({ keyValue: fc.dictionary(text, value, { maxKeys: 2 }) }), { maxKeys: 2 });

const outgoing: fc.Arbitrary<Outgoing> = fc.record({
  id: text,
  keys: fc.array(text, { maxLength: 3 }),
  value,
  eventTime: fc.option(instant, { nil: undefined }),
  watermark: fc.option(instant, { nil: undefined }),
  headers: fc.dictionary(text, text, { maxKeys: 2 }),
  metadata: fc.option(fc.record({ sysMetadata: groups, userMetadata: groups }), { nil: undefined }),
});

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** All that a handler can see of a datum, as plain data. */
function seen(source: ConstructorParameters<typeof LazyDatum>[0]): object {
  const { keys, eventTime, watermark, headers, userMetadata, systemMetadata, ...datum } = new LazyDatum(source);
  const plain = (given: typeof userMetadata): object =>
    Object.fromEntries(
      Object.entries(given).map(([group, entries]) => [
        group,
        Object.fromEntries(Object.entries(entries).map(([key, bytes]) => [key, hex(bytes)])),
      ]),
    );
  return {
    keys: [...keys],
    value: hex(datum.value),
    eventTime: eventTime.getTime(),
    watermark: watermark.getTime(),
    headers: { ...headers },
    userMetadata: plain(userMetadata),
    systemMetadata: plain(systemMetadata),
  };
}

describe("what the engine sends", () => {
  it("is seen by a handler as it was, for each kind", () => {
    fc.assert(
      fc.property(outgoing, (message) => {
        const window = windowOf({ seconds: 60n, nanos: 0 }, { seconds: 120n, nanos: 0 });
        const requests = [
          fromBinary(map.MapRequestSchema, toBinary(map.MapRequestSchema, mapRequest(message))).request,
          fromBinary(
            sourceTransformer.SourceTransformRequestSchema,
            toBinary(sourceTransformer.SourceTransformRequestSchema, sourceTransformRequest(message)),
          ).request,
          fromBinary(sink.SinkRequestSchema, toBinary(sink.SinkRequestSchema, sinkRequest(message))).request,
          fromBinary(
            reduce.ReduceRequestSchema,
            toBinary(reduce.ReduceRequestSchema, reduceRequest(message, window, 4)),
          ).payload,
        ];
        for (const request of requests) expect(request && seen(request)).toEqual(seen(message));
      }),
    );
  });

  it("carries its id", () => {
    const message: Outgoing = { id: "ü-1", keys: [], value: new Uint8Array(), headers: {} };
    expect(mapRequest(message).id).toBe("ü-1");
    expect(sourceTransformRequest(message).request?.id).toBe("ü-1");
    expect(sinkRequest(message).request?.id).toBe("ü-1");
  });

  it("[W-8] [H-3] begins with the engine's own handshakes, byte for byte", () => {
    expect(hex(toBinary(map.MapRequestSchema, mapHandshake))).toBe("1a020801");
    expect(hex(toBinary(sourceTransformer.SourceTransformRequestSchema, sourceTransformHandshake))).toBe("12020801");
    expect(hex(toBinary(sink.SinkRequestSchema, sinkHandshake))).toBe("1a020801");
    expect(hex(toBinary(sink.SinkRequestSchema, endOfBatch))).toBe("12020801");
  });

  it("names one window in one slot, and opens or appends to it", () => {
    const window = windowOf({ seconds: 1n, nanos: 5 }, { seconds: 2n, nanos: 0 });
    const message: Outgoing = { id: "", keys: ["k"], value: new Uint8Array(), headers: {} };
    for (const event of [0, 4] as const) {
      const sent = toBinary(reduce.ReduceRequestSchema, reduceRequest(message, window, event));
      const { operation, payload } = fromBinary(reduce.ReduceRequestSchema, sent);
      expect(operation?.event).toBe(event);
      expect(operation?.windows).toMatchObject([{ slot: "0", start: { seconds: 1n, nanos: 5 }, end: { seconds: 2n } }]);
      expect(payload?.keys).toEqual(["k"]);
    }
  });
});

describe("what a server answers", () => {
  const messages = fc.record({
    keys: fc.array(text, { maxLength: 3 }),
    value,
    tags: fc.array(text, { maxLength: 3 }),
    userMetadata: fc.option(fc.dictionary(text, fc.dictionary(text, value, { maxKeys: 2 }), { maxKeys: 2 }), {
      nil: undefined,
    }),
  });
  const toVtx = ({
    keys,
    value: bytes,
    tags,
    userMetadata,
  }: typeof messages extends fc.Arbitrary<infer T> ? T : never) =>
    Message.toVtx(keys, bytes, { tags, ...(userMetadata && { userMetadata }) });

  it("is read by the engine as the handler gave it: maps and reduces", () => {
    fc.assert(
      fc.property(messages, (given) => {
        const bytes = toBinary(map.MapResponseSchema, mapResponse("id", [toVtx(given)]));
        const [mapped] = fromBinary(map.MapResponseSchema, bytes).results.map(mapAnswer);
        expect(plainOf(mapped)).toEqual(plainOf(given));
        const window = windowOf({ seconds: 0n, nanos: 0 }, { seconds: 1n, nanos: 0 });
        const reduced = toBinary(reduce.ReduceResponseSchema, reduceResponse(window, toVtx(given)));
        const { result } = fromBinary(reduce.ReduceResponseSchema, reduced);
        expect(plainOf(result && reduceAnswer(result))).toEqual(plainOf(given));
      }),
    );
  });

  it("is read by the engine as the handler gave it: source transforms", () => {
    const time = fc.date({ min: new Date(-1e13), max: new Date(1e13), noInvalidDate: true });
    fc.assert(
      fc.property(messages, time, (given, eventTime) => {
        const { keys, value: bytes, tags } = given;
        const request = sourceTransformRequest({ id: "id", keys: [], value: bytes, headers: {} }).request;
        const response = sourceTransformResponse(request as NonNullable<typeof request>, [
          MessageT.toVtx(keys, bytes, eventTime, { tags }),
        ]);
        const sent = toBinary(sourceTransformer.SourceTransformResponseSchema, response);
        const [answer] = fromBinary(sourceTransformer.SourceTransformResponseSchema, sent).results.map(transformAnswer);
        expect(answer?.eventTime?.getTime()).toBe(eventTime.getTime());
        expect(plainOf(answer)).toEqual(plainOf({ ...given, userMetadata: undefined }));
      }),
    );
  });

  it("[W-19] is read by the engine as the handler gave it: sinks", () => {
    const responses = [
      Response.asSuccess("a"),
      Response.asFailure("b", "no ü"),
      Response.asFallback("c"),
      Response.asServe("d", Buffer.from("served")),
      Response.asOnSuccess("e"),
      Response.asOnSuccess(
        "f",
        Message.toVtx(["k"], Buffer.from("other"), { userMetadata: { g: { k: Buffer.from("v") } } }),
      ),
      Response.asNack("g"),
      Response.asNack("h", { reason: "r", maxDeliveries: 2, delayMs: 3, details: { x: "y" } }),
    ];
    const answers = [...sinkResponses(responses)].flatMap((response) =>
      fromBinary(sink.SinkResponseSchema, toBinary(sink.SinkResponseSchema, response)).results.map(sinkAnswer),
    );
    expect(answers.map((answer) => [answer?.id, answer?.status])).toEqual(
      responses.map(({ id, status }) => [id, status]),
    );
    expect(answers[1]?.error).toBe("no ü");
    expect(answers[0]?.error).toBeUndefined();
    expect(Buffer.from(answers[3]?.served ?? []).toString()).toBe("served");
    expect(answers[4]?.message).toBeUndefined();
    expect(answers[5]?.message?.keys).toEqual(["k"]);
    expect(Buffer.from(answers[5]?.message?.userMetadata?.["g"]?.["k"] ?? []).toString()).toBe("v");
    expect(answers[6]?.nackOptions ?? {}).toEqual({});
    expect(answers[7]?.nackOptions).toEqual({ reason: "r", maxDeliveries: 2, delayMs: 3, details: { x: "y" } });
  });
});

/** An answer or what it was made of, as plain data; no metadata and none of it are the same on the wire. */
function plainOf(
  given:
    | {
        readonly keys: readonly string[];
        readonly value: Uint8Array;
        readonly tags: readonly string[];
        readonly userMetadata: Message["userMetadata"];
      }
    | undefined,
): object | undefined {
  if (given === undefined) return undefined;
  const userMetadata = Object.entries(given.userMetadata ?? {}).map(([group, entries]) => [
    group,
    Object.entries(entries)
      .map(([key, bytes]) => `${key}=${hex(bytes)}`)
      .toSorted(),
  ]);
  return {
    keys: given.keys,
    value: hex(given.value),
    tags: given.tags,
    userMetadata: Object.fromEntries(userMetadata),
  };
}
