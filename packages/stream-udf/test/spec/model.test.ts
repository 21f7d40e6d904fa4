import { silentLogger } from "@millrace/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytes, defineReduce, runSpec, text, type DropReason, type SourceMessage } from "../../src/index.ts";
import { at, keep } from "./parts.ts";
import { pipelineYaml } from "./yaml.ts";

/*
 * Numaflow's rules for watermarks and windows, written down a second time and as naively as can be: over arrays, all
 * messages at once, minutes instead of milliseconds. The engine has to come to the same.
 */

interface Setting {
  readonly times: readonly number[];
  readonly batch: number;
  readonly maxDelay: number;
  readonly lateness: number;
  readonly length: number;
  readonly quirks: boolean;
  readonly closes: boolean;
}

interface Outcome {
  /** `2@10`: two messages in the window that starts at 10, in the order of closing. */
  readonly windows: readonly string[];
  readonly drops: Readonly<Partial<Record<DropReason, number>>>;
}

/** A millisecond before the epoch, in minutes: no watermark yet. */
const none = -1 / 60_000;

interface Arrival {
  readonly time: number;
  readonly late: boolean;
  /** The watermark that the reduce has heard of when it reads the message. */
  readonly watermark: number;
}

/** What the reduce reads: each message with the watermark that was published with the one before it. */
function arrivals({ times, batch, maxDelay }: Setting): readonly Arrival[] {
  const read: Arrival[] = [];
  let source = none;
  let published = none;
  for (let start = 0; start < times.length; start += batch) {
    const messages = times.slice(start, start + batch);
    source = Math.max(source, Math.min(...messages) - maxDelay);
    for (const time of messages) {
      read.push({ time, late: time < source, watermark: published });
      published = Math.max(published, source);
    }
  }
  return read;
}

function expected(setting: Setting): Outcome {
  const { lateness, length, quirks, closes } = setting;
  const open = new Map<number, number>();
  const windows: string[] = [];
  const drops: Partial<Record<DropReason, number>> = {};
  const drop = (reason: DropReason, n = 1): void => void (drops[reason] = (drops[reason] ?? 0) + n);
  const close = (until: number): void => {
    for (const start of [...open.keys()].toSorted((a, b) => a - b)) {
      if (start + length > until) continue;
      windows.push(`${open.get(start)}@${start}`);
      open.delete(start);
    }
  };
  let watermark = none;
  for (const arrival of arrivals(setting)) {
    watermark = Math.max(watermark, arrival.watermark);
    const known = watermark >= 0;
    if (arrival.late && !known) drop("no-valid-wm-late-message");
    else if (arrival.late && arrival.time < watermark - lateness) drop("late-message");
    else if (arrival.time < (quirks ? watermark : watermark - lateness)) drop("old-message-popped-up");
    else {
      close(watermark - lateness);
      const start = Math.floor(arrival.time / length) * length;
      open.set(start, (open.get(start) ?? 0) + 1);
    }
  }
  // A message that was dropped last may have moved the watermark: its windows close at the next, or at the end.
  if (closes) close(Infinity);
  else {
    const left = [...open.values()].reduce((sum, n) => sum + n, 0);
    if (left > 0) drop("open-window", left);
  }
  return { windows, drops };
}

const count = defineReduce({
  input: bytes,
  output: text,
  initial: () => 0,
  step: (n: number) => n + 1,
  finish: (n, { window }) => ({ value: `${n}@${window.start.getTime() / 60_000}` }),
});

async function actual(setting: Setting): Promise<Outcome> {
  const { times, batch, maxDelay, lateness, length, quirks, closes } = setting;
  const kept = keep();
  const source = times.map((minute): SourceMessage => ({ value: "v", eventTime: at(minute) }));
  const yaml = pipelineYaml({
    source: "{ udsource: { container: { image: x } } }",
    udf: `{ container: { image: x }, groupBy: { window: { fixed: { length: ${length}m } }, allowedLateness: ${lateness}m, storage: { no_store: {} } } }`,
    watermark: `maxDelay: ${maxDelay}m`,
    more: `limits: { readBatchSize: ${batch} }`,
  });
  const result = await runSpec(
    yaml,
    { in: { source }, count, out: kept.sink },
    { logger: silentLogger, engineQuirks: quirks, openWindows: closes ? "close" : "discard" },
  );
  return {
    windows: kept.values,
    drops: Object.fromEntries(result.dropped.map(({ reason, count: n }) => [reason, n])),
  };
}

const settings = fc.record({
  times: fc.array(fc.integer({ min: -5, max: 120 }), { maxLength: 50 }),
  batch: fc.integer({ min: 1, max: 8 }),
  maxDelay: fc.constantFrom(0, 5, 30),
  lateness: fc.constantFrom(0, 3, 20),
  length: fc.constantFrom(1, 7, 10, 60),
  quirks: fc.boolean(),
  closes: fc.constant(true),
});

describe("watermarks and windows", () => {
  it("are those of the rules, for any order of messages", async () => {
    await fc.assert(
      fc.asyncProperty(settings, async (setting) => {
        expect(await actual(setting)).toEqual(expected(setting));
      }),
      { numRuns: 300 },
    );
  });

  it("are those of the rules for messages that are nearly in order", async () => {
    const nearly = settings.chain((setting) =>
      fc.array(fc.integer({ min: -8, max: 12 }), { maxLength: 60 }).map((steps) => {
        let minute = 20;
        return { ...setting, times: steps.map((step) => (minute += step)) };
      }),
    );
    await fc.assert(
      fc.asyncProperty(nearly, async (setting) => {
        expect(await actual(setting)).toEqual(expected(setting));
      }),
      { numRuns: 200 },
    );
  });

  it("lose nothing that is not counted as dropped", async () => {
    await fc.assert(
      fc.asyncProperty(settings, fc.boolean(), async (setting, closes) => {
        const { windows, drops } = await actual({ ...setting, closes });
        const counted = windows.reduce((sum, window) => sum + Number(window.split("@")[0]), 0);
        const dropped = Object.values(drops).reduce((sum, n) => sum + n, 0);
        expect(counted + dropped).toBe(setting.times.length);
      }),
    );
  });

  it("the model itself knows each reason", () => {
    const base = { batch: 1, maxDelay: 0, lateness: 0, length: 10, quirks: true, closes: true };
    expect(expected({ ...base, times: [0, 1, 12, 3] }).drops).toEqual({ "late-message": 1 });
    expect(expected({ ...base, times: [-1, 5] }).drops).toEqual({ "no-valid-wm-late-message": 1 });
    expect(expected({ ...base, lateness: 20, times: [0, 1, 12, 13, 3] }).drops).toEqual({ "old-message-popped-up": 1 });
    expect(expected({ ...base, closes: false, times: [0, 1] }).drops).toEqual({ "open-window": 2 });
  });
});
