import { expect, test } from "vitest";
import { definePipeline, summarize, type RunReport, type RunSummary, type StageOptions } from "../src/index.ts";

const formats = ["text", "json", "markdown", "html"] as const;
const summaryOf = (report: RunReport): RunSummary => JSON.parse(summarize(report, { format: "json" })) as RunSummary;

/** A pipeline whose map fails at the first attempts of some of its items. */
async function flaky(failing: Readonly<Record<number, number>>, options: StageOptions = {}): Promise<RunReport> {
  const pipeline = definePipeline("flaky", {}, (p) => {
    const list = p.stage("list", {}, () => [0, 1, 2, 3]);
    const each = (item: number, _args: object, { attempt }: { attempt: number }): number => {
      if (attempt <= (failing[item] ?? 0)) throw new TypeError("busy", { cause: new Error("socket closed") });
      return item;
    };
    return {
      all: p.map("all", list, {}, each, { concurrency: 1, retry: { maxAttempts: 3, initialMs: 1 }, ...options }),
    };
  });
  return pipeline.settled();
}

test("retries of a map's items are told in every format, and add to those of stages", async () => {
  const report = await flaky({ 1: 2, 3: 1 });
  expect(report.status).toBe("succeeded");
  const [, all] = summaryOf(report).stages;
  expect(all).toMatchObject({ attempts: 1, items: { started: 4, done: 4, retries: 3 } });
  expect(summarize(report)).toContain("4, 3 retries");
  expect(summarize(report, { format: "markdown" })).toContain("| 4, 3 retries |");
  const html = summarize(report, { format: "html" });
  expect(html).toContain('<td class="end">4, 3 retries</td>');
  expect(html).toMatch(/Retries<\/dt><dd>3</);
  expect(summarize(await flaky({ 1: 1 }))).toContain("4, 1 retry");
});

test("without retries none are told, in summaries of earlier versions neither", async () => {
  const report = await flaky({});
  for (const format of ["text", "markdown", "html"] as const)
    expect(summarize(report, { format })).not.toContain("retr");
  const { stages, ...rest } = summaryOf(report);
  const older = stages.map((stage) =>
    stage.items === undefined ? stage : { ...stage, items: { started: 4, done: 4 } },
  );
  for (const format of formats) expect(summarize({ ...rest, stages: older }, { format })).not.toContain("NaN");
});

test("a map that failed says how many of its items are done, and of how many that were started", async () => {
  const report = await flaky({ 2: 9 });
  const [, all] = summaryOf(report).stages;
  expect(all?.items).toEqual({ started: 3, done: 2, retries: 2 });
  for (const format of ["text", "markdown", "html"] as const)
    expect(summarize(report, { format })).toContain("2 done of 3 started, 2 retries");
});

test("a cause that the line before tells already has no line of its own", async () => {
  const report = await flaky({ 2: 9 });
  expect(report.error?.message).toContain(
    "stage 'all' failed: [PIPELINE_ITEM_FAILED] item 2 of map 'all' failed on attempt 3",
  );
  const text = summarize(report);
  const [, failures = ""] = text.split("\nfailures\n");
  expect(failures.trimEnd().split("\n")).toEqual([
    "  all",
    "    [PIPELINE_ITEM_FAILED] item 2 of map 'all' failed on attempt 3: busy",
    "    caused by TypeError: busy",
    "    caused by Error: socket closed",
  ]);
  expect(summarize(await flaky({ 2: 9 }), { format: "markdown" })).toMatch(/^\| all \| {2}\| .+ITEM/m);
  const html = summarize(await flaky({ 2: 9 }), { format: "html" });
  const [, error = ""] = /Error<\/h2>[^]*?<pre[^>]*>([^<]*)</.exec(html) ?? [];
  expect(error.match(/PIPELINE_ITEM_FAILED/g)).toHaveLength(1);
});

test.each([
  [0, "[stream of 0 items]"],
  [1, "[stream of 1 item]"],
  [101, "[stream of 101 items]"],
])("the output of a streaming map of %i is told by its size", async (size, told) => {
  const pipeline = definePipeline("streaming", {}, (p) => {
    const list = p.stage("list", {}, () => Array.from({ length: size }, (_, index) => index));
    const items = p.map("items", list, {}, (index) => index, { stream: true });
    return { sum: p.reduce("sum", items, 0, (sum, index) => sum + index) };
  });
  const report = await pipeline.settled();
  expect(summaryOf(report).stages.find(({ id }) => id === "items")?.output).toBe(told);
  for (const format of ["text", "html"] as const) {
    expect(summarize(report, { format })).toContain(told);
    expect(summarize(report, { format })).not.toContain("Object");
  }
});
