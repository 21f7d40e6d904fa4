import { afterEach, beforeEach, expect, test } from "vitest";
import type { Contender } from "../src/contender.ts";
import { measure, type Effort } from "../src/measure.ts";
import { StageRecords } from "../src/stage-record.ts";

const effort: Effort = {
  warmUpStages: 6,
  warmUpMs: 1000,
  sampleStages: 9,
  sampleMs: 0,
  minSamples: 2,
  slowMs: 60_000,
};
const levels = [["a"], ["b", "c"]];

let collector: typeof globalThis.gc;
beforeEach(() => {
  collector = globalThis.gc;
  globalThis.gc = (() => undefined) as unknown as NonNullable<typeof globalThis.gc>;
});
afterEach(() => {
  globalThis.gc = collector;
});

/** Runs stages one after the other; counts its definitions. `skip` is a stage that it claims to have run. */
function simple(skip?: string): { readonly contender: Contender; readonly defined: () => number } {
  let defined = 0;
  const contender: Contender = {
    define(all, noOp) {
      defined++;
      return async () => {
        const records = new StageRecords();
        for (const name of all.flat()) {
          const record = records.add(name);
          if (name !== skip) await record.run(noOp);
        }
        return records.get;
      };
    },
  };
  return { contender, defined: () => defined };
}

test("the first run is told apart from the samples, which come after warming up", async () => {
  const { contender, defined } = simple();
  let ran = 0;
  const { cold, warm, bytes } = await measure(contender, levels, () => ran++, effort);
  expect(warm).toHaveLength(2);
  // One cold run, two to warm up, two samples of three, one for memory.
  expect(defined()).toBe(10);
  expect(ran).toBe(30);
  for (const { define, run } of [cold, ...warm]) {
    expect(Math.min(define.cpu, define.wall, run.cpu, run.wall)).toBeGreaterThanOrEqual(0);
    expect(run.wall).toBeGreaterThan(0);
  }
  expect(Number.isFinite(bytes)).toBe(true);
});

test("what is slow is run once, and that run is the sample", async () => {
  const { contender, defined } = simple();
  const { cold, warm } = await measure(contender, levels, () => undefined, { ...effort, slowMs: 0 });
  expect(defined()).toBe(1);
  expect(warm).toEqual([cold]);
});

test.each(["a", "b"])("a contender that does not run stage %s is found out", async (skip) => {
  await expect(measure(simple(skip).contender, levels, () => undefined, effort)).rejects.toThrow(
    `the record of stage '${skip}' is not that of a finished stage`,
  );
});

test("without a collector memory cannot be measured, and the message says how to get it", async () => {
  globalThis.gc = undefined;
  await expect(measure(simple().contender, levels, () => undefined, effort)).rejects.toThrow("--expose-gc");
});
