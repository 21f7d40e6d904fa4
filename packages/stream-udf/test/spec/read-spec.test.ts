import { expectCode } from "@millrace/protocol/testing";
import { describe, expect, it } from "vitest";
import { readSpec } from "../../src/embedded/spec/read-spec.ts";
import type { MonoVertexPlan, PipelinePlan } from "../../src/embedded/spec/plan.ts";
import { monoVertexYaml, pipelineYaml } from "./yaml.ts";

const mono = (text: string): MonoVertexPlan => readSpec(text, "mono.yaml") as MonoVertexPlan;
const pipeline = (text: string): PipelinePlan => readSpec(text, "pipeline.yaml") as PipelinePlan;
const refusal = async (text: string, code: string): Promise<string> =>
  (await expectCode(() => readSpec(text, "x.yaml"), code)).message;

describe("a MonoVertex", () => {
  it("is read with Numaflow's defaults", () => {
    const plan = mono(monoVertexYaml({}));
    expect(plan).toMatchObject({
      kind: "MonoVertex",
      name: "mono",
      source: { vertex: "mono", name: "source", generator: undefined, transformer: undefined },
      udf: { name: "udf" },
      sink: {
        does: "user",
        fallback: undefined,
        retry: { intervalMs: 1, steps: 65_535, factor: 1, onFailure: "retry" },
      },
      limits: { readBatchSize: 500, readTimeoutMs: 1000, concurrency: 500, bufferLength: 24_000 },
    });
    expect(plan.notes).toEqual([]);
  });

  it("says where its parts are", () => {
    expect(mono(monoVertexYaml({})).sink.place).toEqual({ file: "mono.yaml", line: 8, column: 3 });
  });

  it("takes a generator, a transformer, a fallback and a retry strategy", () => {
    const plan = mono(
      monoVertexYaml({
        source:
          "{ generator: { rpu: 7, duration: 500ms, keyCount: 2, value: 9 }, transformer: { container: { image: x } } }",
        sink: "{ udsink: { container: { image: x } }, fallback: { log: {} }, retryStrategy: { backoff: { interval: 1h30m, steps: 2, cap: 2h }, onFailure: fallback } }",
      }),
    );
    expect(plan.source.generator).toMatchObject({ rpu: 7, durationMs: 500, keyCount: 2, value: 9, msgSize: 8 });
    expect(plan.source.transformer).toMatchObject({ name: "transformer", vertex: "mono" });
    expect(plan.sink.fallback).toMatchObject({ does: "log", name: "fallback" });
    expect(plan.sink.retry).toMatchObject({ intervalMs: 5_400_000, steps: 2, capMs: 7_200_000, onFailure: "fallback" });
  });

  it("may have no udf", () => {
    expect(mono(monoVertexYaml({ udf: undefined })).udf).toBeUndefined();
  });

  it.each([
    [
      "a reduce",
      { udf: "{ container: { image: x }, groupBy: { window: { fixed: { length: 1s } } } }" },
      "takes no reduce",
    ],
    ["two kinds of sink", { sink: "{ log: {}, blackhole: {} }" }, "it has log and blackhole"],
    ["no kind of source", { source: "{}" }, "it has none"],
    [
      "a fallback that is not there",
      { sink: "{ udsink: { container: { image: x } }, retryStrategy: { onFailure: fallback } }" },
      "add 'fallback'",
    ],
    [
      "a cap below the interval",
      { sink: "{ log: {}, retryStrategy: { backoff: { interval: 2s, cap: 1s } } }" },
      "'cap' is less",
    ],
    ["no steps", { sink: "{ log: {}, retryStrategy: { backoff: { steps: 0 } } }" }, "at least 1"],
    ["a bypass to nowhere", { more: "bypass: { fallback: { tags: { values: [a] } } }" }, "bypass to 'fallback'"],
  ])("is refused with %s", async (_what, parts, message) => {
    expect(await refusal(monoVertexYaml(parts), "UDF_SPEC_INVALID")).toContain(message);
  });
});

describe("a Pipeline", () => {
  it("is read in the order of the flow, not of the text", () => {
    const plan = pipeline(pipelineYaml({}));
    expect(plan.vertices.map(({ name, kind }) => `${name}:${kind}`)).toEqual(["in:source", "count:reduce", "out:sink"]);
    expect(plan.vertices[1]).toMatchObject({ reduce: { lengthMs: 86_400_000, keyed: true, allowedLatenessMs: 5000 } });
    expect(plan.watermark).toEqual({ maxDelayMs: 10_000, idle: undefined });
  });

  it("takes limits from the vertex, then from the pipeline", () => {
    const plan = pipeline(
      pipelineYaml({
        more: "limits: { readBatchSize: 10, bufferMaxLength: 100 }",
        vertex: "limits: { readBatchSize: 3 }",
      }),
    );
    expect(plan.vertices.map(({ limits }) => limits.readBatchSize)).toEqual([10, 3, 10]);
    expect(plan.vertices.map(({ limits }) => limits.bufferLength)).toEqual([80, 80, 80]);
  });

  it("works on one message at a time where it is ordered", () => {
    const plan = pipeline(pipelineYaml({ more: "ordered: { enabled: true }", vertex: "ordered: { enabled: false }" }));
    expect(plan.vertices.map(({ limits }) => limits.concurrency)).toEqual([1, 500, 1]);
  });

  it("reads conditions of edges", () => {
    const edge = (text: string) => pipeline(pipelineYaml({ edge: text })).vertices[1]?.edge;
    expect(edge("conditions: { tags: { values: [a, b] } }")).toEqual({
      condition: { operator: "or", values: ["a", "b"] },
      onFull: "retryUntilSuccess",
    });
    expect(edge("onFull: discardLatest")).toEqual({ condition: undefined, onFull: "discardLatest" });
  });

  it("reads what an idle source does", () => {
    const idle = "idleSource: { threshold: 5s, incrementBy: 3s, stepInterval: 2s, initSourceDelay: 6s }";
    expect(pipeline(pipelineYaml({ watermark: idle })).watermark?.idle).toEqual({
      thresholdMs: 5000,
      incrementByMs: 3000,
      stepIntervalMs: 2000,
      initDelayMs: 6000,
    });
  });

  it.each([
    ["a threshold of nothing", "idleSource: { incrementBy: 3s }", "'threshold' greater than 0"],
    ["no increment", "idleSource: { threshold: 3s }", "'incrementBy' greater than 0"],
    ["a large increment", "idleSource: { threshold: 3s, incrementBy: 4s }", "must not exceed"],
    ["an early start", "idleSource: { threshold: 3s, incrementBy: 1s, initSourceDelay: 1s }", "must not be less"],
    ["no watermark for its windows", "disabled: true", "would never close"],
  ])("is refused with %s", async (_what, watermark, message) => {
    expect(await refusal(pipelineYaml({ watermark }), "UDF_SPEC_INVALID")).toContain(message);
  });

  it("tells which fields have no effect, and where they are", () => {
    const { notes } = pipeline(pipelineYaml({ vertex: "scale: { min: 1 }\n      partitions: 3" }));
    expect(notes.map(({ field, line, why }) => [field, line, why])).toEqual([
      ["spec.vertices[1].udf.groupBy.storage", 10, "windows are kept in memory"],
      ["spec.vertices[1].scale", 11, "it is for the cluster"],
      ["spec.vertices[1].partitions", 12, "the local engine has one partition"],
    ]);
  });
});

describe("bad input", () => {
  it("names line and column of malformed YAML", async () => {
    const error = await expectCode(() => readSpec("kind: Pipeline\nspec: [1,\n", "p.yaml"), "UDF_SPEC_MALFORMED");
    expect(error.details).toMatchObject({ file: "p.yaml", line: expect.any(Number), column: expect.any(Number) });
    expect(error.message).toMatch(/p\.yaml:[23]:\d+: this is not one YAML document/u);
  });

  it.each([
    ["nothing", ""],
    ["two documents", "kind: Pipeline\n---\nkind: Pipeline\n"],
    ["a key twice", "kind: Pipeline\nkind: Pipeline\n"],
    ["an alias to nothing", "kind: *x\n"],
    ["a bomb of aliases", bomb()],
  ])("refuses %s", async (_what, text) => {
    expect(await refusal(text, "UDF_SPEC_MALFORMED")).toContain("x.yaml:");
  });

  it.each([
    ["a text", "just a text", "not undefined"],
    ["a list", "[1]", "not undefined"],
    ["another kind", "kind: Deployment", "not 'Deployment'"],
    ["a kind that is nearly right", "kind: pipeline", "did you mean 'Pipeline'?"],
    ["a kind that is a number", "kind: 1", "not a number"],
  ])("refuses %s", async (_what, text, message) => {
    expect(await refusal(text, "UDF_SPEC_INVALID")).toContain(message);
  });

  it("asks whether a misspelt field was meant otherwise", async () => {
    const error = await expectCode(
      () => readSpec(monoVertexYaml({ more: "limit: {}" }), "m.yaml"),
      "UDF_SPEC_UNKNOWN_FIELD",
    );
    expect(error.message).toContain(
      "m.yaml:9:3: 'spec.limit' is no field of a MonoVertex's spec; did you mean 'limits'?",
    );
    expect(error.details).toMatchObject({ line: 9, column: 3, field: "spec.limit" });
  });

  it("knows where a transformer belongs", async () => {
    const text = pipelineYaml({ vertex: "transformer: { container: { image: x } }" });
    expect(await refusal(text, "UDF_SPEC_UNKNOWN_FIELD")).toContain("a transformer belongs to a source");
  });

  it.each([
    ["a text for a number", { limits: "{ readBatchSize: many }" }, "must be a whole number of at least 1, not 'many'"],
    ["a usage of more than all", { limits: "{ bufferUsageLimit: 101 }" }, "from 1 to 100"],
    ["a duration without unit", { limits: "{ readTimeout: 5 }" }, "must be a duration such as '500ms'"],
    ["a duration of words", { limits: "{ readTimeout: soon }" }, "not 'soon'"],
    ["a list for a mapping", { limits: "[]" }, "must be a mapping, not an array"],
  ])("refuses %s", async (_what, { limits }, message) => {
    expect(await refusal(monoVertexYaml({ more: `limits: ${limits}` }), "UDF_SPEC_INVALID")).toContain(message);
  });

  it("misses what must be there", async () => {
    expect(await refusal("kind: Pipeline", "UDF_SPEC_INVALID")).toContain("the document lacks the field 'apiVersion'");
  });
});

function bomb(): string {
  const levels = Array.from({ length: 12 }, (_, n) => `l${n}: &l${n} [${`*l${n - 1}, `.repeat(9)}]`).slice(1);
  return ["l0: &l0 [x, x, x, x, x, x, x, x, x]", ...levels].join("\n");
}
