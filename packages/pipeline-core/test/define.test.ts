import { expect, expectTypeOf, test } from "vitest";
import { definePipeline, optional, Parameters, settled, type Result } from "../src/index.ts";

const getData = async (a: { source: string; forDay: string }): Promise<string> => `${a.source} for day ${a.forDay}`;

test("references wire stages, and lambdas infer", async () => {
  const sub = definePipeline("sub", { parameters: Parameters.define({ n: 1 }) }, (p) => ({
    double: p.stage("double", { n: p.parameters.n }, ({ n }) => n * 2),
  }));
  const pipeline = definePipeline(
    "my pipeline",
    { parameters: Parameters.define({ source1: "north", source2: "south", forDay: "2024" }) },
    (p) => {
      const data1 = p.stage("get_data1", { source: p.parameters.source2, forDay: p.parameters.forDay }, getData, {
        timeoutMs: 1000,
      });
      const data2 = p.stage("get_data2", { source: p.parameters.source1, forDay: p.parameters.forDay }, getData);
      const combined = p.stage("combine", { data1, data2 }, (a) => ({ text: `${a.data1} and ${a.data2}` }));
      const words = p.stage("words", { text: combined.out.text }, ({ text }) => text.split(" "));
      const lengths = p.map("lengths", words, {}, async (word) => word.length, { concurrency: 2 });
      const total = p.reduce("total", lengths, 0, (a, n) => a + n);
      const streamed = p.reduce(
        "stream_total",
        p.map("stream", words, { add: 1 }, async (w, { add }) => w.length + add, { stream: true }),
        0,
        (a, n) => a + n,
      );
      const zipped = p.zip("zipped", { word: words, length: lengths });
      const { first, last } = p.broadcast("ends", words, { first: (w) => w[0], last: (w) => w.at(-1) });
      const big = p.when(
        "big",
        p.stage("is_big", { total }, ({ total }) => total > 1000),
        (q) => q.stage("shrink", { total }, ({ total }) => total / 2),
        (q) => q.stage("keep", { total }, ({ total }) => total),
      );
      const bad = p.stage("bad", {}, (): number => {
        throw new Error("no");
      });
      const cope = p.stage(
        "cope",
        { bad: optional(bad, 7), why: settled(bad) },
        ({ bad, why }) => [bad, why.ok] as const,
      );
      const doubled = p.pipeline("doubled", sub, { n: total });
      return { total, streamed, zipped, first, last, big, cope, doubled };
    },
  );
  const result = await pipeline.run({ source1: "east" });
  expectTypeOf(result.total).toEqualTypeOf<number>();
  expectTypeOf(result.doubled).toEqualTypeOf<{ readonly double: number }>();
  expect(result).toMatchObject({
    total: 32,
    streamed: 41,
    first: "south",
    last: "2024",
    big: 32,
    cope: [7, false],
    doubled: { double: 64 },
  });
  expect(result.zipped[0]).toEqual({ word: "south", length: 5 });
  const report = await pipeline.settled();
  expect(report.stages.map((s) => `${s.id} ${s.status}`)).toContain("shrink skipped");
  const r: Result<number> = { ok: true, value: 1 };
  void r;
});
