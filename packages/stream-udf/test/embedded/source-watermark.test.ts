import { ManualClock } from "@millrace/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SourceWatermark } from "../../src/embedded/pipeline/source-watermark.ts";
import type { IdlePlan } from "../../src/embedded/spec/plan.ts";
import { message } from "./parts.ts";

const idle: IdlePlan = { thresholdMs: 1000, incrementByMs: 300, stepIntervalMs: 200, initDelayMs: undefined };

describe("the watermark of a source", () => {
  it("is unknown before the first message", () => {
    expect(new SourceWatermark({ maxDelayMs: 0, idle: undefined }, new ManualClock()).ms).toBeUndefined();
  });

  it("is the earliest of a batch, less the delay", () => {
    const watermark = new SourceWatermark({ maxDelayMs: 10, idle: undefined }, new ManualClock());
    const batch = [message(50), message(30), message(70)];
    watermark.observe(batch);
    expect(watermark.ms).toBe(20);
    expect(batch.map(({ watermarkMs, isLate }) => [watermarkMs, isLate])).toEqual([
      [20, false],
      [20, false],
      [20, false],
    ]);
  });

  it("does not pass what is to come again, which then is not late", () => {
    const watermark = new SourceWatermark({ maxDelayMs: 5, idle: undefined }, new ManualClock());
    watermark.observe([message(50)], 30);
    expect(watermark.ms).toBe(25);
    const returned = message(30);
    watermark.observe([returned]);
    expect([watermark.ms, returned.isLate]).toEqual([25, false]);
    watermark.observe([message(60)]);
    expect(watermark.ms).toBe(55);
  });

  it("never goes back: what is before it is late", () => {
    const watermark = new SourceWatermark({ maxDelayMs: 0, idle: undefined }, new ManualClock());
    watermark.observe([message(50)]);
    const batch = [message(49), message(50), message(10)];
    watermark.observe(batch);
    expect(watermark.ms).toBe(50);
    expect(batch.map(({ isLate }) => isLate)).toEqual([true, false, true]);
  });

  it("is left as it is by a batch of which nothing is left", () => {
    const watermark = new SourceWatermark({ maxDelayMs: 0, idle: undefined }, new ManualClock());
    watermark.observe([message(50)]);
    watermark.observe([]);
    expect(watermark.ms).toBe(50);
  });

  it("grows, whatever comes, and calls late exactly what is before it", () => {
    const batches = fc.array(fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 5 }), { maxLength: 20 });
    fc.assert(
      fc.property(batches, fc.nat(100), (times, maxDelayMs) => {
        const watermark = new SourceWatermark({ maxDelayMs, idle: undefined }, new ManualClock());
        let before = -1;
        for (const each of times) {
          const batch = each.map((time) => message(time));
          watermark.observe(batch);
          const now = watermark.ms ?? -1;
          expect(now).toBeGreaterThanOrEqual(before);
          for (const [nth, { isLate }] of batch.entries()) expect(isLate).toBe((each[nth] ?? 0) < now);
          before = now;
        }
      }),
    );
  });
});

describe("an idle source", () => {
  const start = (more: Partial<IdlePlan> = {}, maxDelayMs = 0) => {
    const clock = new ManualClock({ nowMs: 1_000_000 });
    return { clock, watermark: new SourceWatermark({ maxDelayMs, idle: { ...idle, ...more } }, clock) };
  };

  it("is none before the threshold, then takes a step in each interval", async () => {
    const { clock, watermark } = start();
    watermark.observe([message(0)]);
    await clock.advance(999);
    expect(watermark.idle()).toBe(false);
    await clock.advance(1);
    expect(watermark.idle()).toBe(true);
    expect(watermark.ms).toBe(300);
    expect(watermark.idle()).toBe(false);
    await clock.advance(199);
    expect(watermark.idle()).toBe(false);
    await clock.advance(1);
    expect(watermark.idle()).toBe(true);
    expect(watermark.ms).toBe(600);
  });

  it("is none any more when something comes", async () => {
    const { clock, watermark } = start();
    watermark.observe([message(0)]);
    await clock.advance(1000);
    expect(watermark.idle()).toBe(true);
    watermark.observe([message(500)]);
    expect(watermark.ms).toBe(500);
    await clock.advance(999);
    expect(watermark.idle()).toBe(false);
  });

  it("comes no nearer to now than the delay", async () => {
    const { clock, watermark } = start({}, 5000);
    // Its watermark is 100 ms further back than the delay.
    watermark.observe([message(1_000_900)]);
    await clock.advance(1000);
    expect(watermark.idle()).toBe(true);
    expect(watermark.ms).toBe(996_000);
    expect(watermark.idle()).toBe(false);
  });

  it("that never gave anything has no watermark, unless it is told from when on", async () => {
    const silent = start();
    await silent.clock.advance(1_000_000);
    expect(silent.watermark.idle()).toBe(false);
    expect(silent.watermark.ms).toBeUndefined();
    const told = start({ initDelayMs: 2000 });
    await told.clock.advance(1999);
    expect(told.watermark.idle()).toBe(false);
    await told.clock.advance(1);
    expect(told.watermark.idle()).toBe(true);
    expect(told.watermark.ms).toBe(1_002_000);
  });

  it("is asked as often as it may change", () => {
    expect(start().watermark.idleCheckMs).toBe(200);
    expect(start({ stepIntervalMs: 0 }).watermark.idleCheckMs).toBe(1000);
    expect(new SourceWatermark({ maxDelayMs: 0, idle: undefined }, new ManualClock()).idleCheckMs).toBe(Infinity);
  });
});
