import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { common } from "@millrace/protocol/temporal";
import { createPayload, type Payload } from "@millrace/protocol/payload";
import { expectCode } from "@millrace/protocol/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DataConverter, type Priority, type RetryPolicy } from "../../src/index.ts";
import { fieldsOf, wireHeader, wireMemo } from "../../src/wire/payload-fields.ts";
import { checkPayloadsBytes, payloadsBytes } from "../../src/wire/payload-size.ts";
import { payloadsOf, wirePayload, wirePayloads, wirePayloadsOrNone } from "../../src/wire/payloads.ts";
import { priorityOf, wirePriority } from "../../src/wire/priority.ts";
import { retryPolicyOf, wireRetryPolicy } from "../../src/wire/retry-policy.ts";
import { dateOf, durationOf, msOf, timeMsOf, timestampOf } from "../../src/wire/time.ts";
import { metadataTexts, wireUserMetadata } from "../../src/wire/user-metadata.ts";
import { Reversing } from "./codecs.ts";

const payload = createPayload("json/plain", new TextEncoder().encode("1"));

describe("times", () => {
  test("[VAL-27] durations keep their nanoseconds, in both directions from zero", () => {
    expect(durationOf(1500.25)).toMatchObject({ seconds: 1n, nanos: 500_250_000 });
    expect(durationOf(-1500)).toMatchObject({ seconds: -1n, nanos: -500_000_000 });
    expect(durationOf(0.1)).toMatchObject({ seconds: 0n, nanos: 100_000 });
    expect(msOf(durationOf(315_576_000_000_000))).toBe(315_576_000_000_000);
    expect(msOf(undefined)).toBeUndefined();
  });

  test("[VAL-27] durations and times come back", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e15, max: 1e14 }), (micros) => {
        expect(msOf(durationOf(micros / 1000))).toBeCloseTo(micros / 1000, 3);
        const nanos = durationOf(micros / 1000).nanos;
        expect(Math.abs(nanos)).toBeLessThan(1e9);
      }),
    );
    fc.assert(
      fc.property(
        fc.date({ noInvalidDate: true, min: new Date("0001-01-01"), max: new Date("9999-12-31") }),
        (date) => {
          const timestamp = timestampOf(date);
          expect(timestamp.nanos).toBeGreaterThanOrEqual(0);
          expect(dateOf(timestamp)).toEqual(date);
          expect(timeMsOf(timestampOf(date.getTime()))).toBe(date.getTime());
        },
      ),
    );
  });

  test("[VAL-27] what is no time is refused", async () => {
    for (const ms of [NaN, Infinity, -Infinity, 1e18]) await expectCode(() => durationOf(ms), "WORKFLOW_INVALID_TIME");
    for (const time of [new Date(NaN), Infinity, 1e16, -1e16])
      await expectCode(() => timestampOf(time), "WORKFLOW_INVALID_TIME");
  });
});

describe("retry policies", () => {
  const full: RetryPolicy = {
    initialIntervalMs: 500,
    backoffCoefficient: 1.5,
    maximumIntervalMs: 60_000.5,
    maximumAttempts: 7,
    nonRetryableErrorTypes: ["NoMoney"],
  };

  test("[VAL-28] come back, and leave to the server what they do not say", () => {
    const message = wireRetryPolicy(full);
    const bytes = toBinary(common.RetryPolicySchema, message);
    expect(retryPolicyOf(fromBinary(common.RetryPolicySchema, bytes))).toEqual(full);
    expect(toBinary(common.RetryPolicySchema, wireRetryPolicy({}))).toHaveLength(0);
    expect(retryPolicyOf(wireRetryPolicy({}))).toEqual({});
    expect(retryPolicyOf(undefined)).toBeUndefined();
  });

  test.each([Infinity, 2 ** 31])("[VAL-28] %d attempts are unlimited on the wire", (maximumAttempts) => {
    expect(wireRetryPolicy({ maximumAttempts }).maximumAttempts).toBe(0);
  });

  test.each<[RetryPolicy, string]>([
    [{ initialIntervalMs: 0 }, "WORKFLOW_INVALID_RETRY_POLICY"],
    [{ initialIntervalMs: -1 }, "PROTOCOL_INVALID_OPTION"],
    [{ maximumIntervalMs: Infinity }, "WORKFLOW_INVALID_RETRY_POLICY"],
    [{ maximumIntervalMs: 500 }, "WORKFLOW_INVALID_RETRY_POLICY"],
    [{ initialIntervalMs: 10, maximumIntervalMs: 9 }, "WORKFLOW_INVALID_RETRY_POLICY"],
    [{ backoffCoefficient: 0.9 }, "PROTOCOL_INVALID_OPTION"],
    [{ maximumAttempts: 0 }, "PROTOCOL_INVALID_OPTION"],
    [{ maximumAttempts: 1.5 }, "PROTOCOL_INVALID_OPTION"],
    [{ nonRetryableErrorTypes: "NoMoney" as never }, "WORKFLOW_INVALID_RETRY_POLICY"],
    [{ initialInterval: "1s" } as never, "PROTOCOL_UNKNOWN_OPTION"],
  ])("[VAL-28] %o is refused", async (policy, code) => {
    await expectCode(() => wireRetryPolicy(policy), code as "PROTOCOL_INVALID_OPTION");
  });
});

describe("priorities", () => {
  test("[VAL-29] come back, and leave to the server what they do not say", () => {
    const full: Priority = { priorityKey: 1, fairnessKey: "tenant", fairnessWeight: 2 };
    expect(priorityOf(wirePriority(full))).toEqual(full);
    expect(priorityOf(wirePriority({}))).toEqual({});
    expect(priorityOf(undefined)).toBeUndefined();
  });

  test.each<[Priority, string]>([
    [{ priorityKey: 0 }, "PROTOCOL_INVALID_OPTION"],
    [{ priorityKey: 1.5 }, "PROTOCOL_INVALID_OPTION"],
    [{ fairnessKey: "ä".repeat(33) }, "WORKFLOW_INVALID_PRIORITY"],
    [{ fairnessWeight: 0 }, "PROTOCOL_INVALID_OPTION"],
    [{ fairnessWeight: 1001 }, "WORKFLOW_INVALID_PRIORITY"],
    [{ level: 1 } as never, "PROTOCOL_UNKNOWN_OPTION"],
  ])("[VAL-29] %o is refused", async (priority, code) => {
    await expectCode(() => wirePriority(priority), code as "PROTOCOL_INVALID_OPTION");
  });
});

describe("payloads", () => {
  test("[VAL-30] go into messages, and those that came from one stay what they are", () => {
    const message = create(common.PayloadSchema, { data: Uint8Array.from([1]), externalPayloads: [{ sizeBytes: 5n }] });
    expect(wirePayload(message)).toBe(message);
    const written = toBinary(common.PayloadsSchema, wirePayloads([payload, message]));
    expect(payloadsOf(fromBinary(common.PayloadsSchema, written))).toMatchObject([payload, message]);
    expect(payloadsOf(undefined)).toEqual([]);
    expect(wirePayloadsOrNone([])).toBeUndefined();
    expect(wirePayloadsOrNone([payload])?.payloads).toMatchObject([payload]);
  });

  test("[VAL-30] memos and headers hold them by name", () => {
    expect(fieldsOf(wireMemo({ a: payload }))).toMatchObject({ a: payload });
    expect(fieldsOf(wireHeader({ b: payload }))).toMatchObject({ b: payload });
    expect(fieldsOf(undefined)).toEqual({});
  });

  test("[VAL-31] their size is what they take on the wire", () => {
    const anyPayload: fc.Arbitrary<Payload> = fc
      .tuple(fc.uint8Array({ maxLength: 40_000, size: "max" }), fc.dictionary(fc.string(), fc.string()))
      .map(([data, metadata]) => createPayload("binary/plain", data, metadata));
    fc.assert(
      fc.property(fc.array(anyPayload, { maxLength: 4 }), (payloads) => {
        expect(payloadsBytes(payloads)).toBe(toBinary(common.PayloadsSchema, wirePayloads(payloads)).length);
      }),
      { numRuns: 50 },
    );
  });

  test("[VAL-31] beyond 2 MiB they are refused by what they are", async () => {
    const room =
      2 * 1024 * 1024 - payloadsBytes([createPayload("binary/plain", new Uint8Array(2_000_000))]) + 2_000_000;
    const largest = createPayload("binary/plain", new Uint8Array(room));
    expect(payloadsBytes([largest])).toBe(2 * 1024 * 1024);
    expect(() => checkPayloadsBytes([largest], "result of activity 'resize'")).not.toThrow();
    const error = await expectCode(
      () => checkPayloadsBytes([largest, payload], "result of activity 'resize'"),
      "WORKFLOW_PAYLOAD_TOO_LARGE",
    );
    expect(error.message).toContain("result of activity 'resize'");
    await expectCode(() => checkPayloadsBytes([payload], "x", 10), "WORKFLOW_PAYLOAD_TOO_LARGE");
  });
});

describe("user metadata", () => {
  const converter = new DataConverter({ codecs: [new Reversing()] });

  test("[VAL-32] is text that converters and codecs carry", async () => {
    const message = await wireUserMetadata({ summary: "one line", details: "more" }, converter);
    expect(new TextDecoder().decode(message?.summary?.data)).toBe('"enil eno"');
    expect(await metadataTexts(message, converter)).toEqual({ summary: "one line", details: "more" });
    expect(await metadataTexts(await wireUserMetadata({ details: "more" }, converter), converter)).toEqual({
      details: "more",
    });
  });

  test("[VAL-32] is nothing where there is none, and no text is left out", async () => {
    expect(await wireUserMetadata({}, converter)).toBeUndefined();
    expect(await metadataTexts(undefined, converter)).toEqual({});
    const odd = await wireUserMetadata({ summary: 7 as never, details: "text" }, converter);
    expect(await metadataTexts(odd, converter)).toEqual({ details: "text" });
  });
});
