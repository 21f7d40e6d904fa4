import { PassThrough, Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { definePipeline, Parameters, type PipelineBuilder, type Ref } from "../src/index.ts";
import { statuses } from "./support/statuses.ts";

const kinds = [
  ["of Node", () => Readable.from([1, 2, 3])],
  ["of the web", () => ReadableStream.from([1, 2, 3])],
] as const;
type Rows = { readonly rows: AsyncIterable<number> };

async function sumOf({ rows }: Rows): Promise<number> {
  let sum = 0;
  for await (const n of rows) sum += n;
  return sum;
}
const settle = (build: (p: PipelineBuilder) => Readonly<Record<string, Ref<unknown>>>) =>
  definePipeline("p", {}, build).settled();
const reused = (message: string) =>
  expect.objectContaining({
    code: "PIPELINE_ITERATOR_REUSED",
    message: expect.stringContaining(message) as string,
  });

describe.each(kinds)("a stage returns a stream %s", (_kind, make) => {
  const source = (p: PipelineBuilder) => p.stage("rows", {}, make as () => AsyncIterable<number>);

  test("[RULE-117] and one consumer gets all of it, as the object that it is", async () => {
    const { constructor } = make();
    const report = await settle((p) => ({
      sum: p.stage("sum", { rows: source(p) }, async (args) => [await sumOf(args), args.rows instanceof constructor]),
    }));
    expect(report.outputs).toEqual({ sum: [6, true] });
  });

  test("[RULE-117] a second consumer at the same time is refused, and told who was first", async () => {
    const report = await settle((p) => {
      const rows = source(p);
      return { one: p.stage("one", { rows }, sumOf), two: p.reduce("two", rows, 0, (sum, n) => sum + n) };
    });
    expect(report.stage("one")?.value).toBe(6);
    expect(report.failures).toEqual([
      {
        stage: "two",
        attempt: 1,
        error: reused(
          "stage 'two' on attempt 1 reads the iterator of stage 'rows', which stage 'one' on attempt 1 has read before",
        ),
      },
    ]);
  });

  test("[RULE-117] so is one that comes later", async () => {
    const report = await settle((p) => {
      const rows = source(p);
      const one = p.stage("one", { rows }, sumOf);
      return { two: p.stage("two", { rows }, sumOf, { after: [one] }) };
    });
    expect(report.failures).toMatchObject([{ stage: "two", error: { code: "PIPELINE_ITERATOR_REUSED" } }]);
  });

  test("[RULE-117] a second attempt is refused, unless the first one did not read", async () => {
    const retry = { maxAttempts: 5, initialMs: 0 };
    const report = await settle((p) => ({
      late: p.stage(
        "late",
        { rows: source(p) },
        async (args, { attempt }) => {
          if (attempt < 3) throw new Error("not yet");
          return sumOf(args);
        },
        { retry },
      ),
    }));
    expect(report.outputs).toEqual({ late: 6 });
    const failed = await settle((p) => ({
      early: p.stage("early", { rows: source(p) }, async (args) => Promise.reject(new Error(`${await sumOf(args)}`)), {
        retry,
      }),
    }));
    expect(failed.failures).toEqual([{ stage: "early", attempt: 2, error: reused("'early' on attempt 1") }]);
  });

  test("[RULE-117] all items of a map cannot read it", async () => {
    const report = await settle((p) => ({
      all: p.map("all", ["a", "b"], { rows: source(p) }, (_item, args) => sumOf(args)),
    }));
    expect(report.failures).toEqual([{ stage: "all", attempt: 1, error: reused("input 'rows' of map 'all'") }]);
  });

  test("[RULE-117] an output beside a consumer is refused", async () => {
    const report = await settle((p) => {
      const rows = source(p);
      return { rows, sum: p.stage("sum", { rows }, sumOf) };
    });
    expect(report.error).toMatchObject({
      code: "PIPELINE_OUTPUT_UNREADABLE",
      cause: reused("the caller of the run reads the iterator of stage 'rows', which stage 'sum'"),
    });
  });
});

test("[RULE-117] a streaming map that is a parameter of a sub-pipeline has one reader there", async () => {
  const parameters = Parameters.define<Rows>(["rows"]);
  const inner = (both: boolean) =>
    definePipeline("inner", { parameters }, (p) => {
      const { rows } = p.parameters;
      const one = p.stage("one", { rows }, sumOf);
      return both ? { one, two: p.reduce("two", rows, 0, (sum, n) => sum + n) } : { one };
    });
  const outer = (both: boolean) =>
    settle((p) => {
      const rows = p.map("rows", [1, 2, 3], {}, (n) => n, { stream: true });
      return { sums: p.pipeline("sums", inner(both), { rows }) };
    });
  expect((await outer(false)).outputs).toEqual({ sums: { one: 6 } });
  const report = await outer(true);
  expect(statuses(report)["sums"]).toBe("failed");
  expect(report.stage("sums")?.run?.failures).toMatchObject([
    { stage: "two", error: reused("reads the iterator of stage 'rows', which stage 'one' on attempt 1") },
  ]);
});

test("items of a map may write to one stream", async () => {
  const report = await settle((p) => {
    const sink = p.stage("sink", {}, () => new PassThrough());
    const written = p.map("written", ["a", "b"], { sink }, (item, args) => args.sink.write(item), { concurrency: 1 });
    // Newer Nodes give one chunk a call.
    const rest = (stream: PassThrough): string => {
      const chunk = stream.read() as Buffer | null;
      return chunk === null ? "" : chunk.toString() + rest(stream);
    };
    return { text: p.stage("text", { sink, written }, (args) => rest(args.sink)) };
  });
  expect(report.outputs).toEqual({ text: "ab" });
});
