import { silentLogger } from "@millrace/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bytes,
  defineMap,
  defineReduce,
  defineSink,
  defineSourceTransform,
  drop,
  Message,
  nack,
  Response,
  runSpec,
  text,
  type SinkDatum,
  type SourceMessage,
  type SpecResult,
} from "../../src/index.ts";
import { at } from "./parts.ts";
import { monoVertexYaml, pipelineYaml } from "./yaml.ts";

/** What of a result does not depend on how long it took. */
const countsOf = ({ vertices, counters, dropped, notes }: SpecResult): object => ({
  vertices,
  counters,
  dropped,
  notes,
});

interface Seen {
  readonly lines: string[];
}

/** Describes all that a sink sees of a message. */
const lineOf = (where: string, datum: SinkDatum): string =>
  [
    where,
    datum.id,
    datum.keys.join("+"),
    Buffer.from(datum.value).toString("base64"),
    datum.eventTime.getTime(),
    datum.watermark.getTime(),
    JSON.stringify(datum.headers),
    Object.entries(datum.userMetadata["group"] ?? {})
      .map(([key, value]) => key + Buffer.from(value).toString())
      .join(),
    Buffer.from(datum.systemMetadata["sink"]?.["retry_count"] ?? []).toString(),
  ].join("|");

const collect = (act: (datum: SinkDatum) => Response) =>
  defineSink({ input: bytes, handle: (batch) => Array.from(batch, ({ datum }) => act(datum)) });

/** The words of a message say what becomes of it. */
const words = fc.constantFrom("go", "drop", "none", "twice", "nack", "fail", "fall", "on", "other", "meta");

const messages = fc.array(
  fc.record({
    value: words.map((word) => word as string),
    keys: fc.array(fc.string({ maxLength: 4 }), { maxLength: 3 }),
    eventTime: fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }),
    headers: fc.dictionary(fc.string({ minLength: 1, maxLength: 4 }), fc.string({ maxLength: 4 }), { maxKeys: 2 }),
  }),
  { maxLength: 25 },
);

async function runMono(source: readonly SourceMessage[], batch: number, transport: "direct" | "socket") {
  const seen: Seen = { lines: [] };
  const tries = new Map<string, number>();
  const again = (key: string): number => {
    const before = tries.get(key) ?? 0;
    tries.set(key, before + 1);
    return before;
  };
  const transformer = defineSourceTransform({
    input: text,
    output: text,
    handle: (value, { keys, eventTime }) =>
      value === "drop" ? drop : { value, keys: [...keys, "t"], eventTime: value === "other" ? at(3) : eventTime },
  });
  const udf = defineMap({
    input: text,
    output: text,
    handle: (value, { headers }) => {
      if (value === "none") return undefined;
      if (value === "nack") return nack({ maxDeliveries: 2 });
      if (value === "twice") return [{ value: "one" }, { value: "two", keys: [] }];
      if (value === "meta") return { value, userMetadata: { group: { key: Buffer.from(JSON.stringify(headers)) } } };
      return { value };
    },
  });
  const sink = collect((datum) => {
    seen.lines.push(lineOf("sink", datum));
    const value = Buffer.from(datum.value).toString();
    if (value === "fail" && again(datum.id) < 2) return Response.asFailure(datum.id, "not yet");
    if (value === "fall") return Response.asFallback(datum.id);
    if (value === "on") return Response.asOnSuccess(datum.id);
    if (value === "other") return Response.asOnSuccess(datum.id, Message.toVtx(["o"], Buffer.from("another")));
    return Response.asSuccess(datum.id);
  });
  const fallback = collect((datum) => {
    seen.lines.push(lineOf("fallback", datum));
    return Response.asSuccess(datum.id);
  });
  const onSuccess = collect((datum) => {
    seen.lines.push(lineOf("onSuccess", datum));
    return Response.asSuccess(datum.id);
  });
  const yaml = monoVertexYaml({
    source: "{ udsource: { container: { image: x } }, transformer: { container: { image: x } } }",
    sink: "{ udsink: { container: { image: x } }, fallback: { udsink: { container: { image: x } } }, onSuccess: { udsink: { container: { image: x } } } }",
    more: `limits: { readBatchSize: ${batch} }`,
  });
  const components = { source, transformer, udf, sink, fallback, onSuccess };
  const result = await runSpec(yaml, components, { transport, logger: silentLogger });
  return { lines: seen.lines, counts: countsOf(result) };
}

async function runPipeline(source: readonly SourceMessage[], batch: number, transport: "direct" | "socket") {
  const seen: Seen = { lines: [] };
  const list = defineReduce({
    input: text,
    output: text,
    handle: async (items, { keys, window }) => {
      const values: string[] = [];
      for await (const { value, datum } of items) values.push(`${value}@${datum.eventTime.getTime()}`);
      return [{ value: `${window.start.getTime()}-${window.end.getTime()} ${keys.join()}: ${values.join(" ")}` }, drop];
    },
  });
  const out = collect((datum) => {
    seen.lines.push(lineOf("out", datum));
    return Response.asSuccess(datum.id);
  });
  const yaml = pipelineYaml({
    source: "{ udsource: { container: { image: x } } }",
    udf: "{ container: { image: x }, groupBy: { window: { fixed: { length: 24h } }, keyed: true, storage: { no_store: {} } } }",
    watermark: "maxDelay: 48h",
    more: `limits: { readBatchSize: ${batch} }`,
  });
  const components = { in: { source }, count: list, out };
  const result = await runSpec(yaml, components, { transport, logger: silentLogger });
  return { lines: seen.lines.toSorted(), counts: countsOf(result) };
}

describe("sockets make no difference", () => {
  it("to a MonoVertex with all that may happen in one", async () => {
    await fc.assert(
      fc.asyncProperty(messages, fc.integer({ min: 1, max: 10 }), async (source, batch) => {
        const direct = await runMono(source, batch, "direct");
        expect(await runMono(source, batch, "socket")).toEqual(direct);
      }),
      { numRuns: 15 },
    );
  });

  it("to a Pipeline with windows", async () => {
    await fc.assert(
      fc.asyncProperty(messages, fc.integer({ min: 1, max: 10 }), async (source, batch) => {
        const direct = await runPipeline(source, batch, "direct");
        expect(await runPipeline(source, batch, "socket")).toEqual(direct);
      }),
      { numRuns: 10 },
    );
  });

  it("to the code and place of what goes wrong", async () => {
    const failing = [
      () => {
        throw new Error("boom");
      },
      () => "no result" as never,
      () => ({ value: 1 as never }),
      () => ({ value: "x", tags: ["undeclared"] as never }),
      () => new Promise<never>(() => undefined),
    ];
    for (const handle of failing) {
      const udf = defineMap({ input: text, output: text, handle });
      const sink = collect(({ id }) => Response.asSuccess(id));
      const errorOf = (transport: "direct" | "socket") =>
        runSpec(
          monoVertexYaml({}),
          { source: ["a"], udf, sink },
          { transport, handlerTimeoutMs: 20, logger: silentLogger },
        ).then(
          () => undefined,
          ({ code, details }: { code: string; details: { vertex: string; line: number; part: string } }) => ({
            code,
            vertex: details.vertex,
            line: details.line,
            part: details.part,
          }),
        );
      const direct = await errorOf("direct");
      expect(direct).toMatchObject({ code: expect.stringMatching(/^UDF_/u), vertex: "mono", line: 7, part: "udf" });
      expect(await errorOf("socket")).toEqual(direct);
    }
  });
});
