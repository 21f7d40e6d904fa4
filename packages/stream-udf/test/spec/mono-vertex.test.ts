import { expectCode, memoryLogger } from "@millrace/protocol/testing";
import { silentLogger } from "@millrace/protocol";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  bytes,
  defineMap,
  defineSink,
  defineSourceTransform,
  drop,
  json,
  Message,
  nack,
  Response,
  runSpec,
  text,
  type RunSpecOptions,
  type SpecComponents,
  type SpecResult,
} from "../../src/index.ts";
import { answering, at, echo, keep, textOf } from "./parts.ts";
import { monoVertexYaml, type MonoVertexParts } from "./yaml.ts";

const never = new Promise<never>(() => undefined);

describe.each(["direct", "socket"] as const)("a MonoVertex, %s", (transport) => {
  const run = (parts: MonoVertexParts, components: SpecComponents, options: RunSpecOptions = {}): Promise<SpecResult> =>
    runSpec(monoVertexYaml(parts), components, { transport, logger: silentLogger, file: "mono.yaml", ...options });

  it("carries messages from the source through the map to the sink", async () => {
    const kept = keep();
    const source = [
      { value: "one", keys: ["k", "ü:1"], eventTime: new Date(1234), headers: { "x-ü": "1" } },
      { value: Buffer.from([0, 255, 0]) },
      "",
    ];
    const result = await run({}, { source, udf: echo, sink: kept.sink });
    expect(kept.datums.map(({ value }) => [...value])).toEqual([[111, 110, 101], [0, 255, 0], []]);
    const [first, second] = kept.datums;
    expect(first).toMatchObject({ keys: ["k", "ü:1"], headers: { "x-ü": "1" } });
    expect(first?.eventTime.getTime()).toBe(1234);
    expect(first?.watermark.getTime()).toBe(-1);
    expect(second?.keys).toEqual([]);
    expect(result).toMatchObject({
      kind: "MonoVertex",
      name: "mono",
      dropped: [],
      counters: {
        monovtx_read_total: 3,
        monovtx_read_bytes_total: 6,
        monovtx_sink_write_total: 3,
        monovtx_ack_total: 3,
      },
    });
    expect(result.vertices).toEqual([{ name: "mono", kind: "monoVertex", counters: result.counters }]);
  });

  it("reads batches of the size that the limits say", async () => {
    const kept = keep();
    const source = Array.from({ length: 1200 }, (_, n) => String(n));
    await run({ more: "limits: { readBatchSize: 500 }" }, { source, udf: echo, sink: kept.sink });
    expect(kept.batches).toEqual([500, 500, 200]);
    expect(kept.values).toEqual(source);
  });

  it("needs no map", async () => {
    const kept = keep();
    await run({ udf: undefined }, { source: ["a"], sink: kept.sink });
    expect(kept.values).toEqual(["a"]);
  });

  it("assigns event times at the source, to the nanosecond where they stay", async () => {
    const kept = keep();
    const transformer = defineSourceTransform({
      input: text,
      output: text,
      handle: (value, { eventTime }) =>
        value === "drop" ? drop : { value, eventTime: value === "stay" ? eventTime : at(7) },
    });
    const source = ["move", "drop", "stay"].map((value) => ({ value, eventTime: at(1) }));
    const parts = { source: "{ udsource: { container: { image: x } }, transformer: { container: { image: x } } }" };
    const result = await run(parts, { source, transformer, udf: echo, sink: kept.sink });
    expect(kept.datums.map((datum) => [textOf(datum.value), datum.eventTime.getTime()])).toEqual([
      ["move", 420_000],
      ["stay", 60_000],
    ]);
    expect(result.dropped).toEqual([{ vertex: "mono", reason: "tag", count: 1 }]);
  });

  it("counts what a map drops, by tag or by giving nothing", async () => {
    const kept = keep();
    const udf = defineMap({
      input: text,
      output: text,
      handle: (value) => (value === "none" ? undefined : value === "drop" ? drop : [{ value }, { value: `${value}!` }]),
    });
    const result = await run({}, { source: ["a", "drop", "none", "b"], udf, sink: kept.sink });
    expect(kept.values).toEqual(["a", "a!", "b", "b!"]);
    expect(result.dropped).toEqual([{ vertex: "mono", reason: "tag", count: 2 }]);
    expect(result.counters).toMatchObject({ monovtx_read_total: 4, monovtx_ack_total: 4, monovtx_dropped_total: 2 });
  });

  it("keeps the order of messages whose handlers end out of order", async () => {
    const kept = keep();
    const udf = defineMap({
      input: text,
      output: text,
      handle: async (value) => {
        if (value === "0") await new Promise((resolve) => setTimeout(resolve, 5));
        return { value };
      },
    });
    await run({}, { source: ["0", "1", "2"], udf, sink: kept.sink });
    expect(kept.values).toEqual(["0", "1", "2"]);
  });

  it("carries user metadata from result to result", async () => {
    const kept = keep();
    const udf = defineMap({
      input: text,
      output: text,
      handle: (value) => ({ value, userMetadata: { group: { key: Buffer.from("v") } } }),
    });
    await run({}, { source: ["a"], udf, sink: kept.sink });
    expect(textOf(kept.datums[0]?.userMetadata["group"]?.["key"] ?? new Uint8Array())).toBe("v");
  });

  it("[K-3] [K-5] tries again what the sink failed, and only that, and tells how often", async () => {
    const counts: string[] = [];
    const { sink, calls } = answering((value, { id, systemMetadata }) => {
      const tried = systemMetadata["sink"]?.["retry_count"];
      if (value === "bad") counts.push(tried === undefined ? "first" : textOf(tried));
      return value === "bad" && counts.length < 3 ? Response.asFailure(id, "no") : Response.asSuccess(id);
    });
    const result = await run({}, { source: ["a", "bad", "c"], udf: echo, sink });
    expect(calls).toEqual([["a", "bad", "c"], ["bad"], ["bad"]]);
    expect(counts).toEqual(["first", "1", "2"]);
    expect(result.counters).toMatchObject({ monovtx_sink_write_total: 3, monovtx_ack_total: 3 });
  });

  it("drops, or hands to the fallback sink, what failed as often as the strategy allows", async () => {
    const strategy = (onFailure: string): string =>
      `{ udsink: { container: { image: x } }, fallback: { udsink: { container: { image: x } } }, retryStrategy: { backoff: { interval: 1ms, steps: 2 }, onFailure: ${onFailure} } }`;
    const failing = answering((value, { id }) =>
      value === "bad" ? Response.asFailure(id, "no") : Response.asSuccess(id),
    );
    const fallback = keep();
    const components = { source: ["a", "bad"], udf: echo, sink: failing.sink, fallback: fallback.sink };
    const dropping = await run({ sink: strategy("drop") }, components);
    expect(failing.calls).toEqual([["a", "bad"], ["bad"], ["bad"]]);
    expect(dropping.dropped).toEqual([{ vertex: "mono", reason: "sink-retries", count: 1 }]);
    expect(fallback.values).toEqual([]);

    const falling = await run({ sink: strategy("fallback") }, components);
    expect(fallback.values).toEqual(["bad"]);
    expect(falling.dropped).toEqual([]);
    expect(falling.counters).toMatchObject({ monovtx_fallback_sink_write_total: 1, monovtx_sink_write_total: 1 });
  });

  it("[K-1] [K-4] hands messages to the fallback and on-success sinks where the sink says so", async () => {
    const fallback = keep();
    const onSuccess = keep();
    const { sink } = answering((value, { id }) => {
      if (value === "fall") return Response.asFallback(id);
      if (value === "same") return Response.asOnSuccess(id);
      if (value === "other") return Response.asOnSuccess(id, Message.toVtx(["k"], Buffer.from("another")));
      return Response.asSuccess(id);
    });
    const result = await run(
      {
        sink: "{ udsink: { container: { image: x } }, fallback: { udsink: { container: { image: x } } }, onSuccess: { udsink: { container: { image: x } } } }",
      },
      { source: ["a", "fall", "same", "other"], udf: echo, sink, fallback: fallback.sink, onSuccess: onSuccess.sink },
    );
    expect(fallback.values).toEqual(["fall"]);
    expect(onSuccess.values).toEqual(["same", "another"]);
    expect(onSuccess.datums[1]?.keys).toEqual(["k"]);
    expect(result.counters).toMatchObject({
      monovtx_sink_write_total: 3,
      monovtx_fallback_sink_write_total: 1,
      monovtx_on_success_sink_write_total: 2,
      monovtx_ack_total: 4,
    });
  });

  it("delivers again what a map or a sink hands back, no more often than it says", async () => {
    const seen: string[] = [];
    const udf = defineMap({
      input: text,
      output: text,
      handle: (value) => {
        seen.push(value);
        if (value === "never") return nack({ maxDeliveries: 3 });
        return value === "twice" && seen.filter((each) => each === "twice").length < 2 ? nack() : { value };
      },
    });
    let handedBack = 0;
    const { sink, calls } = answering((value, { id }) =>
      value === "late" && handedBack++ === 0 ? Response.asNack(id) : Response.asSuccess(id),
    );
    const result = await run({}, { source: ["never", "twice", "late"], udf, sink });
    expect(seen.toSorted()).toEqual(["late", "late", "never", "never", "never", "twice", "twice"]);
    expect(calls.flat().toSorted()).toEqual(["late", "late", "twice"]);
    expect(result.dropped).toEqual([{ vertex: "mono", reason: "max-deliveries", count: 1 }]);
    expect(result.counters).toMatchObject({ monovtx_sink_write_total: 2 });
  });

  describe("with a component that does wrong", () => {
    const refusal = async (components: SpecComponents, code: string, options?: RunSpecOptions) => {
      const error = await expectCode(
        run({}, { source: ["a"], udf: echo, sink: keep().sink, ...components }, options),
        code,
      );
      expect(error.details).toMatchObject({ vertex: "mono", file: "mono.yaml", line: expect.any(Number) });
      return error;
    };

    it("tells where a handler threw", async () => {
      const udf = defineMap({
        input: text,
        output: text,
        handle: () => {
          throw new Error("boom");
        },
      });
      const error = await refusal({ udf }, "UDF_HANDLER_FAILED");
      expect(error.message).toContain("vertex 'mono' (mono.yaml:7:3, udf): the handler threw: boom");
    });

    it("tells where a handler rejected with something that is no error", async () => {
      // oxlint-disable-next-line prefer-promise-reject-errors -- handlers of users do this
      const sink = defineSink({ input: text, handle: () => Promise.reject("just a text") });
      const error = await refusal({ sink }, "UDF_HANDLER_FAILED");
      expect(error.message).toContain("vertex 'mono' (mono.yaml:8:3, sink): the handler threw: just a text");
    });

    it("tells of a handler that returned the wrong type", async () => {
      const udf = defineMap({ input: text, output: text, handle: (() => "a text") as never });
      const error = await refusal({ udf }, "UDF_INVALID_RESULT");
      expect(error.message).toContain("mono.yaml:7:3");
    });

    it("tells of a message that does not fit the schema", async () => {
      const udf = defineMap({ input: json(z.object({ n: z.number() })), output: bytes, handle: () => undefined });
      const source = [JSON.stringify({ n: "one" })];
      const error = await refusal({ udf, source }, "UDF_DECODE_FAILED");
      expect(error.message).toContain("mono.yaml:7:3");
      expect(error.message).toContain("number");
    });

    it("tells of a result that does not fit the schema", async () => {
      const output = json(z.object({ n: z.number() }));
      const udf = defineMap({ input: text, output, handle: () => ({ value: { n: "one" } as never }) });
      expect((await refusal({ udf }, "UDF_ENCODE_FAILED")).message).toContain("mono.yaml:7:3");
    });

    it("waits no longer than it is told to for an answer", async () => {
      const udf = defineMap({ input: text, output: text, handle: () => never });
      const error = await refusal({ udf }, "UDF_HANDLER_TIMEOUT", { handlerTimeoutMs: 20 });
      expect(error.message).toContain("20 ms");
      await refusal({ sink: defineSink({ input: text, handle: () => never }) }, "UDF_HANDLER_TIMEOUT", {
        handlerTimeoutMs: 20,
      });
    });

    it("[K-2] tells of answers that are missing, doubled or to nothing", async () => {
      const sinkOf = (answers: (id: string) => readonly Response[]) =>
        defineSink({ input: text, handle: (batch) => [...batch].flatMap(({ id }) => answers(id)) });
      const none = await refusal({ sink: sinkOf(() => []) }, "UDF_SINK_RESPONSES");
      expect(none.message).toContain("it gave no answer for 'mono-0-0'");
      const two = await refusal(
        { sink: sinkOf((id) => [Response.asSuccess(id), Response.asSuccess(id)]) },
        "UDF_SINK_RESPONSES",
      );
      expect(two.message).toContain("mono-0-0");
      const other = sinkOf((id) => [Response.asSuccess(id), Response.asSuccess("other")]);
      expect((await refusal({ sink: other }, "UDF_SINK_RESPONSES")).message).toContain("'other'");
    });

    it("tells of answers that lead nowhere", async () => {
      const to = (answer: (id: string) => Response) => answering((_value, { id }) => answer(id)).sink;
      expect((await refusal({ sink: to((id) => Response.asFallback(id)) }, "UDF_SINK_UNROUTABLE")).message).toContain(
        "the vertex has no 'fallback' sink",
      );
      await refusal({ sink: to((id) => Response.asOnSuccess(id)) }, "UDF_SINK_UNROUTABLE");
      const serving = to((id) => Response.asServe(id, new Uint8Array()));
      expect((await refusal({ sink: serving }, "UDF_SINK_UNROUTABLE")).message).toContain("no serving store");
    });

    it("lets a fallback sink fall back no further", async () => {
      const falling = answering((_value, { id }) => Response.asFallback(id)).sink;
      const sink = "{ udsink: { container: { image: x } }, fallback: { udsink: { container: { image: x } } } }";
      const error = await expectCode(
        run({ sink }, { source: ["a"], udf: echo, sink: falling, fallback: falling }),
        "UDF_SINK_UNROUTABLE",
      );
      expect(error.message).toContain("only the primary sink may send on");
    });

    it("ends where a handler marks a message as failed", async () => {
      const udf = { component: { kind: "map" as const, handle: () => [Message.toFail()] } };
      expect((await refusal({ udf }, "UDF_MESSAGE_FAILED")).message).toContain("message 'mono-0' as failed");
    });
  });

  it("warns of a sink that fails, a few times", async () => {
    const logger = memoryLogger();
    let tries = 0;
    const { sink } = answering((_value, { id }) =>
      ++tries < 20 ? Response.asFailure(id, "busy") : Response.asSuccess(id),
    );
    await run({}, { source: ["a"], udf: echo, sink }, { logger });
    const warnings = logger.records.filter(({ message }) => message.includes("sink failed"));
    expect(warnings.map(({ fields }) => fields["attempt"])).toEqual([1, 2, 3]);
    expect(warnings[0]?.fields).toMatchObject({ vertex: "mono", sink: "sink", failed: 1, error: "busy" });
  });
});
