import { ManualClock, silentLogger } from "@millrace/protocol";
import { memoryLogger } from "@millrace/protocol/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytes, defineReduce, runSpec, text, type RunSpecOptions, type SourceMessage } from "../../src/index.ts";
import { at, keep } from "./parts.ts";
import { pipelineYaml } from "./yaml.ts";

const count = defineReduce({
  input: bytes,
  output: text,
  initial: () => 0,
  step: (n: number) => n + 1,
  finish: (n, { window }) => ({ value: `${n}@${window.start.getTime() / 60_000}` }),
});

interface Setting {
  readonly watermark?: string;
  readonly lateness?: string;
  /** How many messages a batch has; the watermark moves from batch to batch. */
  readonly batch?: number;
  readonly length?: string;
}

const yamlOf = ({ watermark = "maxDelay: 0s", lateness = "0s", batch = 1, length = "10m" }: Setting): string =>
  pipelineYaml({
    source: "{ udsource: { container: { image: x } } }",
    udf: `{ container: { image: x }, groupBy: { window: { fixed: { length: ${length} } }, allowedLateness: ${lateness}, storage: { no_store: {} } } }`,
    watermark,
    more: `limits: { readBatchSize: ${batch} }`,
  });

const run = async (minutes: readonly number[], setting: Setting = {}, options: RunSpecOptions = {}) => {
  const kept = keep();
  const source = minutes.map((minute): SourceMessage => ({ value: "v", eventTime: at(minute) }));
  const result = await runSpec(
    yamlOf(setting),
    { in: { source }, count, out: kept.sink },
    { logger: silentLogger, ...options },
  );
  const drops = Object.fromEntries(result.dropped.map(({ reason, count: n }) => [reason, n]));
  return { values: kept.values, drops, result };
};

describe("messages that come late", () => {
  it("are dropped once the watermark has passed them", async () => {
    expect(await run([0, 5, 12, 3, 13])).toMatchObject({ values: ["2@0", "2@10"], drops: { "late-message": 1 } });
  });

  it("are not late within their batch: its earliest makes the watermark", async () => {
    expect(await run([0, 5, 12, 3, 13], { batch: 5 })).toMatchObject({ values: ["3@0", "2@10"], drops: {} });
  });

  it("are not late within maxDelay", async () => {
    expect(await run([0, 5, 12, 3, 13], { watermark: "maxDelay: 10m" })).toMatchObject({
      values: ["3@0", "2@10"],
      drops: {},
    });
  });

  it("are dropped even within allowedLateness, as the engine does", async () => {
    const { values, drops } = await run([0, 5, 12, 3, 13], { lateness: "10m" });
    expect(values).toEqual(["2@0", "2@10"]);
    expect(drops).toEqual({ "old-message-popped-up": 1 });
  });

  it("are taken within allowedLateness where the documentation is followed", async () => {
    const { values, drops } = await run([0, 5, 12, 3, 13], { lateness: "10m" }, { engineQuirks: false });
    expect(values).toEqual(["3@0", "2@10"]);
    expect(drops).toEqual({});
  });

  it("are dropped beyond allowedLateness in any case", async () => {
    const { values, drops } = await run([0, 30, 3, 31], { lateness: "10m" }, { engineQuirks: false });
    expect(values).toEqual(["1@0", "2@30"]);
    expect(drops).toEqual({ "late-message": 1 });
  });

  it("are told of in the log", async () => {
    const logger = memoryLogger();
    await run([0, 12, 3], {}, { logger });
    expect(logger.find("late message")?.fields).toMatchObject({
      vertex: "count",
      reason: "late-message",
      eventTimeMs: 180_000,
    });
  });
});

describe("windows", () => {
  it("are aligned to the epoch, and include their start only", async () => {
    const { values } = await run([0, 9.999, 10, 19, 20, 59.9999]);
    expect(values).toEqual(["2@0", "2@10", "1@20", "1@50"]);
  });

  it("are not before the epoch: to the engine no watermark is older", async () => {
    const { values, drops } = await run([-11, -1, 0, 1]);
    expect(values).toEqual(["2@0"]);
    expect(drops).toEqual({ "no-valid-wm-late-message": 2 });
  });

  it("stay open until the watermark has passed their end by allowedLateness", async () => {
    const seen = async (lateness: string) => {
      const kept = keep();
      let early = -1;
      function* records(): Generator<SourceMessage> {
        for (const minute of [0, 11, 12, 21, 22, 23, 24]) {
          if (minute === 24) early = kept.values.length;
          yield { value: "v", eventTime: at(minute) };
        }
      }
      await runSpec(
        yamlOf({ lateness }),
        { in: { source: records() }, count, out: kept.sink },
        { logger: silentLogger },
      );
      return { early, values: kept.values };
    };
    const strict = await seen("0s");
    const patient = await seen("1h");
    expect(strict.early).toBeGreaterThan(0);
    expect(patient.early).toBe(0);
    expect(patient.values).toEqual(strict.values);
  });

  it("that are open at the end are closed, or their messages counted as dropped", async () => {
    expect((await run([0, 1, 12], {}, { openWindows: "close" })).values).toEqual(["2@0", "1@10"]);
    const discarding = await run([0, 1, 12, 13], {}, { openWindows: "discard" });
    expect(discarding.values).toEqual(["2@0"]);
    expect(discarding.drops).toEqual({ "open-window": 2 });
  });

  it("hold no less than maxDelay allows, whatever the order of the records", async () => {
    const disorder = 15;
    const records = fc.array(fc.record({ gap: fc.nat(10), early: fc.nat(disorder) }), { maxLength: 50 });
    await fc.assert(
      fc.asyncProperty(records, fc.integer({ min: 1, max: 9 }), async (given, batch) => {
        let minutes = 100;
        const times = given.map(({ gap, early }) => (minutes += gap) - early);
        const { values, drops } = await run(times, { watermark: `maxDelay: ${disorder + 10}m`, batch });
        const expected = Map.groupBy(times, (minute) => Math.floor(minute / 10) * 10);
        expect(values.toSorted()).toEqual([...expected].map(([start, each]) => `${each.length}@${start}`).toSorted());
        expect(drops).toEqual({});
      }),
    );
  });

  it("lose exactly what is dropped", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 60 }),
        fc.boolean(),
        async (times, engineQuirks) => {
          const { values, drops } = await run(times, { lateness: "20m", batch: 3 }, { engineQuirks });
          const counted = values.reduce((sum, value) => sum + Number(value.split("@")[0]), 0);
          const dropped = Object.values(drops).reduce((sum, n) => sum + n, 0);
          expect(counted + dropped).toBe(times.length);
        },
      ),
    );
  });
});

describe("the watermark", () => {
  it("is told with the counters of each vertex", async () => {
    const { result } = await run([0, 12, 25], { watermark: "maxDelay: 1m" });
    expect(result.vertices.map(({ watermark }) => watermark?.getTime())).toEqual([
      at(24).getTime(),
      at(11).getTime(),
      at(20).getTime() - 1,
    ]);
  });

  it("moves on through a map of which nothing goes on", async () => {
    const yaml = [
      "apiVersion: numaflow.numaproj.io/v1alpha1",
      "kind: Pipeline",
      "metadata: { name: two }",
      "spec:",
      "  vertices:",
      "    - { name: in, source: { udsource: { container: { image: x } } } }",
      "    - { name: first, udf: { container: { image: x }, groupBy: { window: { fixed: { length: 10m } }, storage: { no_store: {} } } } }",
      "    - { name: second, udf: { container: { image: x }, groupBy: { window: { fixed: { length: 1h } }, storage: { no_store: {} } } } }",
      "    - { name: out, sink: { udsink: { container: { image: x } } } }",
      "  edges: [{ from: in, to: first }, { from: first, to: second }, { from: second, to: out }]",
      "  limits: { readBatchSize: 1 }",
      "",
    ].join("\n");
    const kept = keep();
    const source = [0, 5, 15, 65, 70, 200].map((minute) => ({ value: "v", eventTime: at(minute) }));
    const components = { in: { source }, first: count, second: count, out: kept.sink };
    const { dropped } = await runSpec(yaml, components, { logger: silentLogger });
    expect(kept.values).toEqual(["2@0", "2@60", "1@180"]);
    expect(dropped).toEqual([]);
  });
});

describe("a source that is idle", () => {
  const idle = "maxDelay: 0s, idleSource: { threshold: 5m, incrementBy: 2m, stepInterval: 1m }";

  /** Gives what `push` is called with, and ends with `end`. */
  function handFed() {
    const waiting: ((result: IteratorResult<SourceMessage, undefined>) => void)[] = [];
    const queue: IteratorResult<SourceMessage, undefined>[] = [];
    const give = (result: IteratorResult<SourceMessage, undefined>): void => {
      const reader = waiting.shift();
      if (reader === undefined) queue.push(result);
      else reader(result);
    };
    const source: AsyncIterable<SourceMessage> = {
      [Symbol.asyncIterator]: () => ({
        next: () => {
          const result = queue.shift();
          return result === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(result);
        },
      }),
    };
    const push = (eventTime: Date): void => give({ done: false, value: { value: "v", eventTime } });
    return { source, push, end: () => give({ done: true, value: undefined }) };
  }

  const start = (watermark: string, nowMs: number) => {
    const clock = new ManualClock({ nowMs });
    const kept = keep();
    const fed = handFed();
    const running = runSpec(
      yamlOf({ watermark }),
      { in: { source: fed.source }, count, out: kept.sink },
      { clock, logger: silentLogger },
    );
    const minutes = async (n: number): Promise<void> => {
      for (let n_ = 0; n_ < n; n_++) await clock.advance(60_000);
    };
    return { ...fed, kept, running, minutes };
  };

  it("moves the watermark after the threshold, step by step, so that windows close", async () => {
    const { push, end, kept, running, minutes } = start(idle, at(1000).getTime());
    await minutes(0);
    push(at(0));
    await minutes(4);
    expect(kept.values).toEqual([]);
    await minutes(4);
    expect(kept.values).toEqual([]);
    await minutes(4);
    expect(kept.values).toEqual(["1@0"]);
    end();
    await minutes(1);
    await running;
  });

  it("never moves it beyond now", async () => {
    const { push, end, kept, running, minutes } = start(idle, at(3).getTime());
    push(at(2));
    await minutes(6);
    expect(kept.values).toEqual([]);
    await minutes(14);
    expect(kept.values).toEqual(["1@0"]);
    end();
    await minutes(1);
    const watermark = (await running).vertices[0]?.watermark?.getTime() ?? 0;
    expect(watermark).toBeGreaterThan(at(20).getTime());
    expect(watermark).toBeLessThanOrEqual(at(24).getTime());
  });

  it("that has never given anything makes it now, after its own delay", async () => {
    const delayed = "idleSource: { threshold: 5m, incrementBy: 2m, stepInterval: 1m, initSourceDelay: 7m }";
    const { end, running, minutes } = start(delayed, at(50).getTime());
    await minutes(9);
    end();
    await minutes(1);
    expect((await running).vertices[0]?.watermark?.getTime()).toBeGreaterThanOrEqual(at(57).getTime());
  });

  it("leaves windows open for ever without such a rule", async () => {
    const { push, end, kept, running, minutes } = start("maxDelay: 0s", at(1000).getTime());
    push(at(0));
    await minutes(60);
    expect(kept.values).toEqual([]);
    end();
    await minutes(1);
    await running;
    expect(kept.values).toEqual(["1@0"]);
  });
});
