import * as official from "@temporalio/common";
import { describe, expect, test } from "vitest";
import {
  ActivityCancellationDetails,
  arrayFromPayloads,
  convertOptionalToPayload,
  createPayloadValidationError,
  cutoffStackTrace,
  defaultPayloadConverter,
  errorCode,
  errorMessage,
  FAILURE_SOURCE,
  msNumberToTs,
  msOptionalToNumber,
  msOptionalToTs,
  msToNumber,
  msToTs,
  noopMetricMeter,
  optionalTsToDate,
  optionalTsToMs,
  str,
  toPayloadsWithContext,
  tsToDate,
  tsToMs,
  u8,
  type Duration,
  type MetricMeter,
  type PayloadConverter,
  type SerializationContext,
  type Timestamp,
} from "../../src/common-face.ts";
import { DataConverter } from "../../src/data-converter.ts";

const durations: readonly Duration[] = ["1 minute", "1.5h", "250ms", "0s", "30 days", 1, 999, 1500, 86_400_000];

/** An official time with its seconds in the form of this package. */
const bigSeconds = ({ seconds, nanos }: official.Timestamp): object => ({ seconds: BigInt(String(seconds)), nanos });

describe("[FACE-13] times and durations", () => {
  test("are those of the official functions", () => {
    for (const duration of durations) {
      expect(msToNumber(duration)).toBe(official.msToNumber(duration));
      expect(msToTs(duration)).toEqual(bigSeconds(official.msToTs(duration)));
      expect(msOptionalToTs(duration)).toEqual(msNumberToTs(msToNumber(duration)));
      const theirs = official.msToTs(duration);
      const ours: Timestamp = msToTs(duration);
      expect(tsToMs(ours)).toBe(official.tsToMs(theirs));
      expect(tsToDate(ours)).toEqual(official.tsToDate(theirs));
      expect(optionalTsToMs(ours)).toBe(official.optionalTsToMs(theirs));
      expect(optionalTsToDate(ours)).toEqual(official.optionalTsToDate(theirs));
    }
  });

  test("may be left out", () => {
    expect([msOptionalToNumber(undefined), msOptionalToNumber("2s")]).toEqual([undefined, 2000]);
    expect([msOptionalToTs(undefined), msOptionalToTs(null)]).toEqual([undefined, undefined]);
    expect([optionalTsToMs(undefined), optionalTsToMs(null)]).toEqual([undefined, undefined]);
    expect([optionalTsToDate(undefined), optionalTsToDate(null)]).toEqual([undefined, undefined]);
    expect([tsToMs({}), tsToMs({ seconds: null, nanos: 1_999_999 })]).toEqual([0, 1]);
  });

  test("that are none are refused", () => {
    expect(() => msToNumber("a while" as "1s")).toThrow("WORKFLOW_INVALID_OPTION");
    expect(() => msNumberToTs(Number.NaN)).toThrow("WORKFLOW_INVALID_TIME");
    expect(() => tsToMs(undefined)).toThrow("WORKFLOW_INVALID_TIME");
  });

  test("before 1970 have nanoseconds that count forwards", () => {
    expect(msNumberToTs(-1)).toEqual({ seconds: -1n, nanos: 999_000_000 });
    expect(tsToMs(msNumberToTs(-1))).toBe(-1);
  });
});

describe("[FACE-13] small things", () => {
  test("bytes and texts go there and back", () => {
    expect(u8("ä€")).toEqual(new Uint8Array(official.u8("ä€")));
    expect(str(u8("ä€"))).toBe("ä€");
  });

  test("errors tell message and code, as far as they have them", () => {
    const coded = Object.assign(new Error("m"), { code: "ENOENT" });
    for (const thrown of [coded, new Error("m"), Object.assign(new Error("m"), { code: 5 }), "text", 7, null, {}]) {
      expect(errorMessage(thrown)).toBe(official.errorMessage(thrown));
      expect(errorCode(thrown)).toBe(official.errorCode(thrown));
    }
  });

  test("a value that is not there is no payload", () => {
    expect(convertOptionalToPayload(defaultPayloadConverter, undefined)).toBeUndefined();
    expect(convertOptionalToPayload(defaultPayloadConverter, null)).toBeNull();
    expect(convertOptionalToPayload(defaultPayloadConverter, 0)).toEqual(defaultPayloadConverter.toPayload(0));
  });

  test("converters hear what each value belongs to", () => {
    const seen: unknown[] = [];
    const converter: PayloadConverter = {
      toPayload: (value, context) => {
        seen.push([value, context]);
        return defaultPayloadConverter.toPayload(value);
      },
      fromPayload: (payload) => defaultPayloadConverter.fromPayload(payload),
    };
    const context: SerializationContext = { type: "workflow", namespace: "n", workflowId: "w" };
    const payloads = toPayloadsWithContext(converter, context, ["a", 1]);
    expect(arrayFromPayloads(converter, payloads)).toEqual(["a", 1]);
    expect(seen).toEqual([
      ["a", context],
      [1, context],
    ]);
    expect(toPayloadsWithContext(converter, context, [])).toBeUndefined();
  });

  test("a payload that is not as it should be makes a failure for good", () => {
    for (const details of [undefined, null, { field: "id" }]) {
      const { message, type, nonRetryable, details: given } = official.createPayloadValidationError(details);
      const failure = createPayloadValidationError(details);
      expect(failure).toMatchObject({ message, type, nonRetryable, details: given });
    }
  });

  test("failures say which SDK wrote them, and stack traces can be cut", async () => {
    const failure = await DataConverter.default.encodeFailure(new Error("m"));
    expect(failure.source).toBe(FAILURE_SOURCE);
    expect(FAILURE_SOURCE).toBe(official.FAILURE_SOURCE);
    const stack = "Error: m\n    at mine (/app/mine.js:1:1)";
    expect(cutoffStackTrace(stack)).toBe(official.cutoffStackTrace(stack));
    expect(cutoffStackTrace()).toBe("");
  });

  test("details of a cancellation are false where nothing is said", () => {
    const given = { cancelRequested: true, workerShutdown: true };
    expect(new ActivityCancellationDetails(given)).toEqual(new official.ActivityCancellationDetails(given));
    expect(Object.values(new ActivityCancellationDetails())).not.toContain(true);
  });

  test("the meter that records nothing gives metrics of every kind", () => {
    const meter: MetricMeter = noopMetricMeter;
    const facts = (all: MetricMeter | official.MetricMeter): unknown => {
      const tagged = all.withTags({ team: "orders" });
      const counter = tagged.createCounter("c", "1", "counts");
      const upDown = tagged.createUpDownCounter?.("u");
      const histogram = tagged.createHistogram("h", "float");
      const gauge = tagged.createGauge("g");
      counter.withTags({ a: 1 }).add(1);
      upDown?.withTags({ a: 1 }).add(-1);
      histogram.withTags({ a: true }).record(1.5);
      gauge.withTags({ a: "b" }).set(2);
      return [counter, upDown, histogram, gauge].map((metric) => {
        const { name, unit, description, kind, valueType } = metric as official.Metric;
        return { name, unit, description, kind, valueType };
      });
    };
    expect(facts(meter)).toEqual(facts(official.noopMetricMeter));
  });
});
