import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EventTime } from "../../src/index.ts";
import { instantOfMs, msOfInstant, resultOf, transformedOf } from "../../src/embedded/flowing.ts";
import { fulfils, verdictOf } from "../../src/embedded/stages/tag-rules.ts";
import { Tally } from "../../src/embedded/tally.ts";
import { answerOf, message } from "./parts.ts";

describe("instants", () => {
  it("are milliseconds and back, before the epoch as well", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e14, max: 1e14 }), (ms) => {
        const instant = instantOfMs(ms);
        expect(instant.nanos).toBeGreaterThanOrEqual(0);
        expect(instant.nanos).toBeLessThan(1e9);
        expect(msOfInstant(instant)).toBe(ms);
        expect(EventTime.instantOf(new Date(ms))).toEqual(instant);
      }),
    );
  });

  it("lose what is finer than a millisecond, downwards", () => {
    expect(msOfInstant({ seconds: 1n, nanos: 999_999 })).toBe(1000);
    expect(msOfInstant({ seconds: -1n, nanos: 999_999_999 })).toBe(-1);
    expect(msOfInstant({ seconds: -1n, nanos: 0 })).toBe(-1000);
  });
});

describe("a result", () => {
  it("has of its input what the engine keeps, and of the answer the rest", () => {
    const input = message(1234, 99);
    input.isLate = true;
    const answer = { ...answerOf("new", ["t"]), keys: ["k"], userMetadata: { g: { k: Buffer.from("v") } } };
    const result = resultOf(input, answer, 3);
    expect(result).toMatchObject({ id: `${input.id}-3`, keys: ["k"], tags: ["t"], watermarkMs: 99, isLate: true });
    expect(result.origin).toBe(input);
    expect(result.eventTime).toBe(input.eventTime);
    expect(result.metadata).toMatchObject({ sysMetadata: {}, userMetadata: { g: { keyValue: {} } } });
    expect(resultOf(result, answer, 0).origin).toBe(input);
  });

  it("of a source transform has the time that it was given, to the nanosecond", () => {
    const input = message(1234);
    const exact = new EventTime({ seconds: 5n, nanos: 123_456_789 });
    expect(transformedOf(input, { ...answerOf("x"), eventTime: exact }, 0).eventTime).toEqual({
      seconds: 5n,
      nanos: 123_456_789,
    });
    expect(transformedOf(input, { ...answerOf("x"), eventTime: undefined }, 0).eventTime).toBe(input.eventTime);
    expect(transformedOf(input, { ...answerOf("x"), eventTime: new Date(1) }, 0).eventTime).toEqual({
      seconds: 0n,
      nanos: 1_000_000,
    });
  });

  it("carries none of the input's own metadata but the system's", () => {
    expect(resultOf(message(1), answerOf("x"), 0).metadata).toBeUndefined();
  });
});

describe("tags", () => {
  const tag = fc.constantFrom("a", "b", "c", "d");
  const tags = fc.uniqueArray(tag);

  it("fulfil conditions as sets do", () => {
    fc.assert(
      fc.property(tags, fc.uniqueArray(tag, { minLength: 1 }), (given, values) => {
        const common = given.filter((each) => values.includes(each)).length;
        expect(fulfils({ operator: "or", values }, given)).toBe(common > 0);
        expect(fulfils({ operator: "and", values }, given)).toBe(common === values.length);
        expect(fulfils({ operator: "not", values }, given)).toBe(common === 0);
      }),
    );
  });

  it("hand back before they fail, and fail before they drop", () => {
    const [drop, nack, fail] = ["U+005C__DROP__", "U+005C__NACK__", "U+005C__FAIL__"];
    expect(verdictOf([])).toBeUndefined();
    expect(verdictOf(["a"])).toBeUndefined();
    expect(verdictOf(["a", drop])).toBe("drop");
    expect(verdictOf([drop, fail])).toBe("fail");
    expect(verdictOf([fail, nack, drop])).toBe("nack");
  });
});

describe("a tally", () => {
  it("has the engine's names, leaves out what is zero, and adds up", () => {
    const tally = new Tally("v", "map");
    tally.read([message(1), message(22)]);
    tally.read([]);
    tally.write([message(333)]);
    tally.add("ack", 2);
    tally.add("ack", 0);
    tally.drop("tag");
    tally.drop("tag", 2);
    tally.drop("no-edge", 0);
    expect(tally.stats).toEqual({
      name: "v",
      kind: "map",
      counters: {
        forwarder_data_read_total: 2,
        forwarder_read_bytes_total: 3,
        forwarder_write_total: 1,
        forwarder_write_bytes_total: 3,
        forwarder_ack_total: 2,
        forwarder_drop_total: 3,
      },
    });
    expect(tally.drops).toEqual([{ vertex: "v", reason: "tag", count: 3 }]);
    tally.watermarkMs = 5;
    expect(tally.stats.watermark).toEqual(new Date(5));
    expect(new Tally("m", "monoVertex").stats.counters).toEqual({});
  });
});
