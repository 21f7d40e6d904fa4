import { silentLogger } from "@millrace/protocol";
import { expectCode } from "@millrace/protocol/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bytes,
  defineMap,
  defineReduce,
  defineSink,
  defineSourceTransform,
  Message,
  runSpec,
  text,
  type PipelineComponents,
  type RunSpecOptions,
  type SourceMessage,
  type SpecResult,
} from "../../src/index.ts";
import { at, echo, keep } from "./parts.ts";
import { pipelineYaml, type PipelineParts } from "./yaml.ts";

/** Counts the messages of a key in a window: `2 @ 60000`. */
const count = defineReduce({
  input: bytes,
  output: text,
  initial: () => 0,
  step: (n: number) => n + 1,
  finish: (n, { window }) => ({ value: `${n} @ ${window.start.getTime() / 60_000}-${window.end.getTime() / 60_000}` }),
});

const windows = (length: string, more = "keyed: true"): string =>
  `{ container: { image: x }, groupBy: { window: { fixed: { length: ${length} } }, ${more}, storage: { no_store: {} } } }`;

const record = (key: string, minutes: number): SourceMessage => ({ value: key, keys: [key], eventTime: at(minutes) });

const plain = { source: "{ udsource: { container: { image: x } } }", watermark: "maxDelay: 0s" };

const run = (parts: PipelineParts, components: PipelineComponents, options: RunSpecOptions = {}): Promise<SpecResult> =>
  runSpec(pipelineYaml({ ...plain, ...parts }), components, { logger: silentLogger, file: "p.yaml", ...options });

describe.each(["direct", "socket"] as const)("a Pipeline, %s", (transport) => {
  it("counts by key in windows of event time, and closes them by the watermark", async () => {
    const kept = keep();
    const source = [record("a", 0), record("b", 1), record("a", 9), record("a", 10), record("b", 25)];
    const result = await run({ udf: windows("10m") }, { in: { source }, count, out: kept.sink }, { transport });
    const lines = kept.datums.map(({ keys, eventTime }, nth) => [keys.join(), kept.values[nth], eventTime.getTime()]);
    expect(lines).toEqual([
      ["a", "2 @ 0-10", 599_999],
      ["b", "1 @ 0-10", 599_999],
      ["a", "1 @ 10-20", 1_199_999],
      ["b", "1 @ 20-30", 1_799_999],
    ]);
    expect(result.vertices.map(({ name, kind, counters }) => ({ name, kind, counters }))).toMatchObject([
      { name: "in", kind: "source", counters: { forwarder_data_read_total: 5, forwarder_write_total: 5 } },
      { name: "count", kind: "reduce", counters: { forwarder_data_read_total: 5, forwarder_write_total: 4 } },
      { name: "out", kind: "sink", counters: { forwarder_data_read_total: 4, forwarder_ack_total: 4 } },
    ]);
    expect(result.dropped).toEqual([]);
  });

  it("takes event times from a source transform", async () => {
    const kept = keep();
    const transformer = defineSourceTransform({
      input: text,
      output: text,
      handle: (value) => ({ value, keys: ["all"], eventTime: at(Number(value)) }),
    });
    const parts = {
      source: "{ udsource: { container: { image: x } }, transformer: { container: { image: x } } }",
      udf: windows("1h"),
    };
    const source = ["1", "2", "61", "62", "63"];
    await run(parts, { in: { source, transformer }, count, out: kept.sink }, { transport });
    expect(kept.values).toEqual(["2 @ 0-60", "3 @ 60-120"]);
  });

  it("gives all messages one key where the vertex is not keyed", async () => {
    const kept = keep();
    const keys: string[] = [];
    const each = defineReduce({
      input: text,
      output: text,
      handle: async (items, call) => {
        keys.push(...call.keys);
        const values: string[] = [];
        for await (const { value, datum } of items) values.push(`${value}:${datum.keys.join()}`);
        return { value: values.join(" ") };
      },
    });
    const source = [record("a", 0), record("b", 1)];
    await run({ udf: windows("1h", "keyed: false") }, { in: { source }, count: each, out: kept.sink }, { transport });
    expect(keys).toEqual(["NON_KEYED_STREAM"]);
    expect(kept.values).toEqual(["a:NON_KEYED_STREAM b:NON_KEYED_STREAM"]);
  });

  it("keeps lists of keys apart that are joined the same", async () => {
    const kept = keep();
    const source = [["a", "b"], ["a:b"], ["ab"], ["a", "b"]].map((keys) => ({ value: "v", keys, eventTime: at(0) }));
    await run({ udf: windows("1h") }, { in: { source }, count, out: kept.sink }, { transport });
    expect(kept.values.toSorted()).toEqual(["1 @ 0-60", "1 @ 0-60", "2 @ 0-60"]);
  });

  it("counts the same as a plain loop, for records in order", async () => {
    const records = fc.array(fc.record({ key: fc.constantFrom("a", "b", "c"), gap: fc.nat(20) }), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(records, fc.integer({ min: 1, max: 7 }), async (given, batch) => {
        const kept = keep();
        let minutes = 0;
        const source = given.map(({ key, gap }) => record(key, (minutes += gap)));
        const options = { transport };
        const parts = { udf: windows("15m"), more: `limits: { readBatchSize: ${batch} }` };
        const { dropped } = await run(parts, { in: { source }, count, out: kept.sink }, options);
        const found = kept.datums.map(({ keys }, nth) => `${keys.join()} ${kept.values[nth]}`);
        expect(found.toSorted()).toEqual(countsOf(source));
        expect(dropped).toEqual([]);
      }),
      { numRuns: transport === "direct" ? 100 : 10 },
    );
  });

  it("tells where a reduce threw, and ends", async () => {
    const failing = defineReduce({
      input: bytes,
      output: text,
      initial: () => 0,
      step: () => {
        throw new Error("boom");
      },
      finish: () => undefined,
    });
    const source = [record("a", 0), record("a", 100), record("a", 200)];
    const running = run({ udf: windows("10m") }, { in: { source }, count: failing, out: keep().sink }, { transport });
    const error = await expectCode(running, "UDF_HANDLER_FAILED");
    expect(error.message).toMatch(/vertex 'count' \(p\.yaml:10:7, udf\): the handler threw: boom/u);
    expect(error.details).toMatchObject({ vertex: "count", part: "udf", line: 10 });
  });

  it("waits no longer than it is told to for a reduce that never answers", async () => {
    const hanging = defineReduce({ input: bytes, output: text, handle: () => new Promise<never>(() => undefined) });
    const components = { in: { source: [record("a", 0)] }, count: hanging, out: keep().sink };
    const running = run({ udf: windows("10m") }, components, { transport, handlerTimeoutMs: 20 });
    expect((await expectCode(running, "UDF_HANDLER_TIMEOUT")).message).toContain("vertex 'count'");
  });

  it("waits no longer for a reduce that reads nothing, however much there is to read", async () => {
    const deaf = defineReduce({ input: bytes, output: text, handle: () => new Promise<never>(() => undefined) });
    const big = Buffer.alloc(100_000);
    function* records(): Generator<SourceMessage> {
      for (let n = 0; n < 3000; n++) yield { value: big, keys: ["k"], eventTime: at(0) };
    }
    const components = { in: { source: records() }, count: deaf, out: keep().sink };
    const more = "limits: { readBatchSize: 20, bufferMaxLength: 50, bufferUsageLimit: 100 }";
    const running = run({ udf: windows("10m"), more }, components, { transport, handlerTimeoutMs: 100 });
    expect((await expectCode(running, "UDF_HANDLER_TIMEOUT")).message).toContain("vertex 'count'");
  });

  it("gives up what it holds when a vertex behind fails", async () => {
    let endless = 0;
    function* records(): Generator<SourceMessage> {
      for (;;) yield record("a", endless++);
    }
    const sink = defineSink({
      input: bytes,
      handle: () => {
        throw new Error("full");
      },
    });
    const running = run({ udf: windows("10m") }, { in: { source: records() }, count, out: sink }, { transport });
    expect((await expectCode(running, "UDF_HANDLER_FAILED")).message).toContain("vertex 'out'");
  });
});

/** What a plain loop counts in windows of 15 minutes. */
function countsOf(source: readonly SourceMessage[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { keys = [], eventTime = at(0) } of source) {
    const start = Math.floor(eventTime.getTime() / 900_000) * 15;
    const line = `${keys.join()} @ ${start}-${start + 15}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts].map(([line, n]) => line.replace("@", `${n} @`)).toSorted();
}

describe("edges", () => {
  const tagged = defineMap({
    input: text,
    output: text,
    tags: ["red", "round", "big"],
    handle: (value) => ({ value, tags: value.split(" ").filter((tag) => tag !== "") as "red"[] }),
  });
  const source = ["red", "red round", "round big", ""];

  it.each([
    ["or", "[red, big]", ["red", "red round", "round big"]],
    ["and", "[red, round]", ["red round"]],
    ["not", "[red]", ["round big", ""]],
    ["not", "[blue]", ["red", "red round", "round big", ""]],
  ])("with '%s' of %s let pass what fulfils them", async (operator, values, passing) => {
    const kept = keep();
    const edge = `conditions: { tags: { operator: ${operator}, values: ${values} } }`;
    const result = await run(
      { udf: "{ container: { image: x } }", edge },
      { in: { source }, count: tagged, out: kept.sink },
    );
    expect(kept.values).toEqual(passing);
    const rest = source.length - passing.length;
    expect(result.dropped).toEqual(rest === 0 ? [] : [{ vertex: "count", reason: "no-edge", count: rest }]);
  });

  it("that are full hold the vertex before back, and lose nothing", async () => {
    let open = 0;
    let most = 0;
    const mapping = defineMap({ input: bytes, output: bytes, handle: (value) => (open++, { value }) });
    const slow = defineSink({
      input: bytes,
      handle: async (batch) => {
        await new Promise(setImmediate);
        most = Math.max(most, open);
        open -= batch.length;
      },
    });
    const records = Array.from({ length: 500 }, (_, n) => String(n));
    const more = "limits: { bufferMaxLength: 10, bufferUsageLimit: 100, readBatchSize: 5 }";
    const result = await run(
      { udf: "{ container: { image: x } }", more },
      { in: { source: records }, count: mapping, out: slow },
    );
    expect(result.vertices.at(-1)?.counters["forwarder_ack_total"]).toBe(500);
    // What lies in the buffer, the batch that waits to be written, and the batch in the sink.
    expect(most).toBeLessThanOrEqual(20);
  });

  it("that are full discard the latest where the spec says so", async () => {
    const kept = keep();
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const sink = defineSink({
      input: text,
      handle: async (batch) => {
        if (kept.values.length === 0) await held;
        return kept.sink.component.handle(batch as never, { signal: new AbortController().signal }) as never;
      },
    });
    async function* records(): AsyncGenerator<string> {
      for (let n = 0; n < 40; n++) {
        yield String(n);
        await new Promise(setImmediate);
      }
      release();
    }
    const parts = {
      udf: "{ container: { image: x } }",
      edge: "onFull: discardLatest",
      more: "limits: { bufferMaxLength: 5, bufferUsageLimit: 100 }",
    };
    const result = await run(parts, { in: { source: records() }, count: echo, out: sink });
    const discarded = result.dropped.find(({ reason }) => reason === "buffer-full")?.count ?? 0;
    expect(result.dropped).toEqual([{ vertex: "count", reason: "buffer-full", count: discarded }]);
    expect(discarded).toBeGreaterThan(0);
    expect(result.vertices.at(-1)?.counters["forwarder_data_read_total"]).toBe(40 - discarded);
  });
});

describe("a reduce", () => {
  it("drops results that its handler drops, and refuses to hand back", async () => {
    const kept = keep();
    const raw = (message: () => Message) => ({ component: { kind: "reduce" as const, handle: () => [message()] } });
    const source = [record("a", 0)];
    const dropping = await run(
      { udf: windows("10m") },
      { in: { source }, count: raw(() => Message.toDrop()), out: kept.sink },
    );
    expect(dropping.dropped).toEqual([{ vertex: "count", reason: "tag", count: 1 }]);
    const nacking = run(
      { udf: windows("10m") },
      { in: { source }, count: raw(() => Message.toNack()), out: kept.sink },
    );
    expect((await expectCode(nacking, "UDF_MESSAGE_FAILED")).message).toContain("cannot answer 'nack'");
  });

  it("whose handler leaves its loop is given no more, and answers when the window closes", async () => {
    const kept = keep();
    const first = defineReduce({
      input: text,
      output: text,
      handle: async (items) => {
        for await (const { value } of items) return { value };
        return undefined;
      },
    });
    const source = Array.from({ length: 5000 }, (_, n) => ({ value: String(n), keys: ["k"], eventTime: at(n / 1000) }));
    await run({ udf: windows("10m") }, { in: { source }, count: first, out: kept.sink });
    expect(kept.values).toEqual(["0"]);
  });

  it("that reads slowly holds the source back", async () => {
    let given = 0;
    let read = 0;
    let most = 0;
    function* records(): Generator<SourceMessage> {
      for (let n = 0; n < 20_000; n++) {
        given++;
        most = Math.max(most, given - read);
        yield record("k", n / 10_000);
      }
    }
    const slow = defineReduce({
      input: bytes,
      output: text,
      handle: async (items) => {
        for await (const _item of items) if (++read % 100 === 0) await new Promise(setImmediate);
        return { value: String(read) };
      },
    });
    const kept = keep();
    const more = "limits: { bufferMaxLength: 1000, bufferUsageLimit: 100 }";
    await run({ udf: windows("10m"), more }, { in: { source: records() }, count: slow, out: kept.sink });
    expect(kept.values).toEqual(["20000"]);
    expect(most).toBeLessThan(5000);
  });
});
