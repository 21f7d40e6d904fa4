import { describe, expect, test } from "vitest";
import { f64, i64, readTraceContext, writeTraceContext, type ParameterInput } from "../../src/index.ts";
import { EventMetadata, parametersToSend } from "../../src/metadata.ts";
import type { TypedParameter } from "../../src/parameter.ts";
import { expectCode } from "./support/expect-code.ts";

const sent = (key: string, value: unknown): TypedParameter | undefined =>
  parametersToSend({ [key]: value as ParameterInput }).get(key);

/** 2026-01-02T03:04:05.500Z. */
const hlc = { time: (1_767_323_045n << 32n) + (1n << 31n), id: new Uint8Array(16) };

const received = (parameters: Readonly<Record<string, TypedParameter>>): EventMetadata =>
  new EventMetadata({ timestamp: hlc, parameters: new Map(Object.entries(parameters)) });

describe("parameters that are sent", () => {
  test.each<[string, ParameterInput, TypedParameter]>([
    ["a truth", true, { kind: "bool", value: true }],
    ["a text", "a", { kind: "string", value: "a" }],
    ["a whole number", 3, { kind: "integer", value: 3 }],
    ["a fraction", 3.5, { kind: "float", value: 3.5 }],
    ["a whole number beyond 2^53", 2 ** 60, { kind: "float", value: 2 ** 60 }],
    ["minus zero", -0, { kind: "float", value: -0 }],
    ["no number", NaN, { kind: "float", value: NaN }],
    ["a bigint", -(2n ** 63n), { kind: "integer", value: -(2n ** 63n) }],
    ["a float that is whole", f64(3), { kind: "float", value: 3 }],
    ["an integer", i64(3n), { kind: "integer", value: 3n }],
    ["whole numbers", [1, 2n], { kind: "listInteger", value: [1, 2n] }],
    ["numbers of which one is a fraction", [1, 2.5], { kind: "listFloat", value: [1, 2.5] }],
    ["floats that are whole", f64([1, 2]), { kind: "listFloat", value: [1, 2] }],
    ["no integers", i64([]), { kind: "listInteger", value: [] }],
    ["texts", ["a", "b"], { kind: "listString", value: ["a", "b"] }],
    ["an empty list", [], { kind: "listString", value: [] }],
    ["a date", new Date(0), { kind: "timestamp", value: "1970-01-01T00:00:00.000Z" }],
  ])("[DATA-25] %s", (_, input, typed) => {
    expect(sent("key", input)).toEqual(typed);
  });

  test.each<[string, unknown]>([
    ["an object", { request_id: "a" }],
    ["null", null],
    ["undefined", undefined],
    ["a function", () => 1],
    ["a typed array", Float32Array.of(1)],
    ["a mixed list", [1, "a"]],
    ["truths", [true]],
    ["lists in a list", [[1]]],
    ["an invalid date", new Date(NaN)],
    ["a bigint beyond 64 bits", 2n ** 63n],
    ["a bigint beyond 64 bits in a list", [1n, 2n ** 64n]],
    ["a bigint beside a fraction", [1n, 0.5]],
    ["an integer that is rounded", i64(2 ** 60)],
    ["an integer that is no integer", i64(0.5)],
  ])("[DATA-26] %s is refused by its name", (_, value) => {
    expectCode(() => sent("speed", value), "DATAFLOW_INVALID_PARAMETER", /the parameter 'speed' /);
  });

  test.each(["_framing", "_schema_hash", "__dora_startup_ack"])("[DATA-27] %s is dora's own", (key) => {
    expectCode(() => sent(key, "a"), "DATAFLOW_INVALID_PARAMETER", /keeps for itself/);
  });
});

describe("metadata that is received", () => {
  test("[DATA-28] the time stands apart from the parameters", () => {
    const metadata = received({ timestamp: { kind: "string", value: "mine" } });

    expect(metadata.timestamp).toEqual(new Date("2026-01-02T03:04:05.500Z"));
    expect(metadata.hlc).toBe(hlc);
    expect(metadata.parameters).toEqual({ timestamp: "mine" });
  });

  test("[DATA-29] whole numbers are exact, times are dates, and what links write is not shown", () => {
    const metadata = received({
      _framing: { kind: "string", value: "arrow-ipc" },
      _schema_hash: { kind: "integer", value: 1 },
      small: { kind: "integer", value: 3n },
      big: { kind: "integer", value: 2n ** 60n },
      list: { kind: "listInteger", value: [1n, 2n ** 60n] },
      at: { kind: "timestamp", value: "2026-01-02T03:04:05.678900957Z" },
      never: { kind: "timestamp", value: "no time" },
    });

    expect(metadata.parameters).toEqual({
      small: 3,
      big: 2n ** 60n,
      list: [1, 2n ** 60n],
      at: new Date("2026-01-02T03:04:05.678Z"),
      never: "no time",
    });
  });

  const parameters: Readonly<Record<string, TypedParameter>> = {
    truth: { kind: "bool", value: true },
    whole: { kind: "float", value: 2 },
    exact: { kind: "integer", value: 2n ** 60n },
    none: { kind: "listInteger", value: [] },
    floats: { kind: "listFloat", value: [1, 2] },
    texts: { kind: "listString", value: ["a"] },
    at: { kind: "timestamp", value: "2026-01-02T03:04:05.678900957Z" },
    open_telemetry_context: { kind: "string", value: "traceparent:00-1-2-01\n" },
  };

  test("[DATA-30] forward() sends every parameter with the kind that it had, and not the time", () => {
    const metadata = received({
      ...parameters,
      timestamp: { kind: "timestamp", value: "2026-01-02T03:04:05Z" },
      _framing: { kind: "string", value: "arrow-ipc" },
      _schema_hash: { kind: "string", value: "1" },
    });
    const expected = new Map(Object.entries(parameters));

    expect(parametersToSend(metadata.forward())).toEqual(expected);
    expect(parametersToSend(metadata)).toEqual(expected);
  });

  test("[DATA-30] metadata that somebody else made is forwarded as well", () => {
    const { timestamp, parameters: plain } = received(parameters);
    const made = { timestamp, hlc, parameters: plain, forward: () => ({ seq: 1 }) };

    expect(parametersToSend(made)).toEqual(new Map([["seq", { kind: "integer", value: 1 }]]));
  });

  test("[DATA-30] what is forwarded can be added to", () => {
    const metadata = received({ seq: { kind: "integer", value: 1 }, id: { kind: "string", value: "a" } });

    expect(parametersToSend({ ...metadata.forward(), seq: 2 })).toEqual(
      new Map([
        ["seq", { kind: "integer", value: 2 }],
        ["id", { kind: "string", value: "a" }],
      ]),
    );
  });

  test("[DATA-31] dates do not lose a millisecond to the clock's fractions", () => {
    const times = Array.from({ length: 1000 }, (_, ms) => {
      const time = (1n << 32n) + (BigInt(ms) << 32n) / 1000n;
      return new EventMetadata({ timestamp: { time, id: hlc.id }, parameters: new Map() }).timestamp.getTime();
    });

    expect(times).toEqual(Array.from({ length: 1000 }, (_, ms) => 1000 + ms));
  });
});

describe("tracing context", () => {
  const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  test("[DATA-32] each entry has its line, the name before the first colon", () => {
    const written = writeTraceContext({ traceparent, tracestate: "a=b:c" });

    expect(written).toEqual({ open_telemetry_context: `traceparent:${traceparent}\ntracestate:a=b:c\n` });
    expect(readTraceContext(written)).toEqual({ traceparent, tracestate: "a=b:c" });
  });

  test("[DATA-32] baggage is not carried on, and no context is an empty one", () => {
    expect(writeTraceContext({ baggage: "k=v" })).toEqual({ open_telemetry_context: "" });
    expect(readTraceContext({})).toEqual({});
    expect(readTraceContext({ open_telemetry_context: "" })).toEqual({});
    expect(readTraceContext({ open_telemetry_context: "nothing\n:x\na:b" })).toEqual({ a: "b" });
  });

  test("[DATA-33] an entry cannot forge another", () => {
    const forged = { traceparent: "a\ntracestate:b" };

    expectCode(() => writeTraceContext(forged), "DATAFLOW_INVALID_PARAMETER", /"traceparent" that does not fit/);
    expectCode(() => writeTraceContext({ "a:b": "c" }), "DATAFLOW_INVALID_PARAMETER", /"a:b" that does not fit/);
  });
});
