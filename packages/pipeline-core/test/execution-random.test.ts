import fc from "fast-check";
import { expect, test } from "vitest";
import { definePipeline, ExitPipeline, optional, type KeyedLimit, type Ref, type RunOptions } from "../src/index.ts";
import { turn } from "./support/deferred.ts";
import { statuses } from "./support/statuses.ts";
import { unhandledDuring, within } from "./support/within.ts";

const kinds = ["sync", "async", "list", "stream", "fails", "flaky", "silent", "exits", "stops"] as const;

interface Step {
  readonly kind: (typeof kinds)[number];
  readonly limit: "one" | "two" | undefined;
  /** Which of the stages before feeds it. */
  readonly from: number;
  readonly copes: boolean;
  readonly items: number;
  readonly window: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.oneof(
    { arbitrary: fc.constantFrom(...kinds), weight: 1 },
    { arbitrary: fc.constantFrom("async", "list", "stream", "stream" as const), weight: 3 },
  ),
  limit: fc.constantFrom(undefined, undefined, "one", "two"),
  from: fc.nat(),
  copes: fc.boolean(),
  items: fc.integer({ min: 0, max: 12 }),
  window: fc.integer({ min: 1, max: 4 }),
});

const scenario = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 10 }),
  concurrency: fc.constantFrom(1, 2, 3, Number.POSITIVE_INFINITY),
  onFailure: fc.constantFrom("stop", "abort", "continue" as const),
  /** Number of the event at which the run is cancelled. */
  cancelAt: fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined }),
});

/** Counts what computes at once, in all and per key, until functions are given up: those go on without a slot. */
class Gauge {
  givenUp = false;
  readonly #now = new Map<string, number>();
  readonly most = new Map<string, number>();

  async compute(limit: KeyedLimit | undefined, work: () => unknown): Promise<void> {
    const keys = ["all", ...(limit === undefined ? [] : [limit.key])];
    for (const key of keys) {
      const count = (this.#now.get(key) ?? 0) + 1;
      this.#now.set(key, count);
      if (!this.givenUp) this.most.set(key, Math.max(count, this.most.get(key) ?? 0));
    }
    try {
      await work();
    } finally {
      for (const key of keys) this.#now.set(key, (this.#now.get(key) ?? 0) - 1);
    }
  }
}

const limits = { one: { key: "one", max: 1 }, two: { key: "two", max: 2 } };

function pipelineOf(steps: readonly Step[], gauge: Gauge, stop: () => void) {
  return definePipeline("random", {}, (p) => {
    const made: { readonly ref: Ref<unknown>; open: boolean }[] = [];
    const unread = new Set<Ref<unknown>>();
    for (const [index, { kind, from, copes, items, window, ...named }] of steps.entries()) {
      const limit = named.limit === undefined ? undefined : limits[named.limit];
      const options = limit === undefined ? {} : { limit };
      const before = made.length === 0 ? undefined : made[from % made.length];
      // A stream has one consumer.
      const source = before?.open === false ? undefined : before;
      if (source?.ref !== undefined && steps[made.indexOf(source)]?.kind === "stream") source.open = false;
      const feed = source === undefined ? undefined : copes ? optional(source.ref, undefined) : source.ref;
      const inputs: { readonly feed: unknown } = { feed };
      const compute = (): Promise<void> => gauge.compute(limit, turn);
      const work = async (value: unknown, attempt: number): Promise<unknown> => {
        if (typeof value === "object" && value !== null && Symbol.asyncIterator in value)
          for await (const _ of value as AsyncIterable<unknown>) await compute();
        await compute();
        if (kind === "fails" || (kind === "flaky" && attempt === 1)) throw new Error(kind);
        if (kind === "exits") throw new ExitPipeline();
        if (kind === "stops") stop();
        if (kind === "silent") await new Promise(() => {});
        return index;
      };
      const id = `s${index}`;
      const list = Array.from({ length: items }, (_, n) => n);
      const map = { ...options, concurrency: window, stream: kind === "stream" };
      const isStream = source !== undefined && steps[made.indexOf(source)]?.kind === "stream";
      const ref =
        kind === "sync"
          ? p.stage(id, inputs, () => index, options)
          : kind === "list" || kind === "stream"
            ? isStream && !copes
              ? p.map(id, feed as Ref<AsyncIterable<unknown>>, {}, () => gauge.compute(limit, turn), map)
              : p.map(id, list, isStream ? { feed: undefined } : inputs, () => gauge.compute(limit, turn), map)
            : p.stage(id, inputs, ({ feed }, { attempt }) => work(feed, attempt), {
                ...options,
                ...(kind === "silent" ? { timeoutMs: 5 } : {}),
                ...(kind === "flaky" && !isStream ? { retry: { maxAttempts: 2, initialMs: 1 } } : {}),
              });
      made.push({ ref, open: true });
      if (kind === "stream") unread.add(ref);
      if (isStream && !(copes && (kind === "list" || kind === "stream"))) unread.delete(source.ref);
    }
    for (const [index, feed] of [...unread].entries()) p.stage(`unread${index}`, { feed }, () => "looks away");
    return {};
  });
}

test("[RULE-073, RULE-074, RULE-083] whatever is wired, limited, cancelled and broken: a run ends, with a final status for each stage", async () => {
  const check = async ({
    steps,
    cancelAt,
    ...options
  }: { steps: readonly Step[]; cancelAt: number | undefined } & RunOptions): Promise<void> => {
    const gauge = new Gauge();
    // One that times out is given up at any time, and so are the items of a stream that it reads.
    gauge.givenUp = steps.some(({ kind }) => kind === "silent");
    let events = 0;
    const unhandled = await unhandledDuring(async () => {
      const run = pipelineOf(steps, gauge, () => {
        gauge.givenUp = true;
        run.cancel(new Error("from inside"));
      }).start(
        {},
        {
          ...options,
          onEvent: (event) => {
            const failed = event.type === "stage_finished" && event.status === "failed";
            gauge.givenUp ||= events === cancelAt || (failed && options.onFailure === "abort");
            if (events++ === cancelAt) run.cancel(new Error("enough"));
          },
        },
      );
      const report = await within(run.settled());
      const open = Object.values(statuses(report)).filter((status) => ["pending", "ready", "running"].includes(status));
      expect(open).toEqual([]);
      expect(["succeeded", "failed", "exited", "cancelled"]).toContain(report.status);
    });
    expect(unhandled).toEqual([]);
    expect(gauge.most.get("all") ?? 0).toBeLessThanOrEqual(options.concurrency ?? 0);
    expect(gauge.most.get("one") ?? 0).toBeLessThanOrEqual(1);
    expect(gauge.most.get("two") ?? 0).toBeLessThanOrEqual(2);
  };
  await fc.assert(fc.asyncProperty(scenario, check), { numRuns: 500 });
});
