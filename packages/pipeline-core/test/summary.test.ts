import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import {
  definePipeline,
  ExitPipeline,
  optional,
  Parameters,
  summarize,
  type RunReport,
  type RunSummary,
  type SummaryFormat,
} from "../src/index.ts";

const inner = definePipeline("inner", { parameters: Parameters.define({ n: 1 }) }, (p) => ({
  n: p.stage("parse", { n: p.parameters.n }, ({ n }) => n),
}));

const orders = definePipeline("orders", { parameters: Parameters.define({ day: "monday" }) }, (p) => {
  const rows = p.stage("fetch", { day: p.parameters.day, limit: 3 }, () => [1, 2, 3], { logged: ["day"] });
  const clean = p.pipeline("clean", inner, { n: 3 });
  const each = p.map("each", rows, { clean }, (x) => x * 2);
  const bad = p.stage(
    "bad",
    { each },
    (): number => {
      throw new TypeError("no rows", { cause: new Error("socket closed") });
    },
    { retry: { maxAttempts: 2, initialMs: 1 }, label: "Bad one" },
  );
  const last = p.stage("last", { bad }, (args) => args.bad);
  return { each, last, cope: p.stage("cope", { bad: optional(bad, 7) }, (args) => args.bad) };
});

let report: RunReport;
let json: RunSummary;
beforeAll(async () => {
  report = await orders.settled({ day: "friday" }, { onFailure: "continue", runId: "run-1" });
  json = JSON.parse(summarize(report, { format: "json" })) as RunSummary;
});

test("[SEED-36] as text: facts, a table with each stage, its status and duration, failures, outputs", () => {
  const lines = summarize(report).trimEnd().split("\n");
  const text = lines
    .join("\n")
    .replaceAll(/[\d.]+ m?s\b/g, "_ ms")
    .replaceAll(/ {3,}/g, "  ");
  expect(text).toMatch(
    /^orders: failed in _ ms, 4 succeeded, 1 failed, 1 upstream failed, and 1 in sub-pipelines\nrun run-1, started \d{4}-/,
  );
  expect(text).toContain('parameters day="friday"');
  expect(lines[4]?.split(/ {2,}/)).toEqual([
    "stage",
    "status",
    "attempts",
    "duration",
    "items",
    "inputs",
    "output",
    "needs",
  ]);
  for (const row of [
    'fetch  succeeded  1  _ ms  day="friday"  [1,2,3]',
    "clean.parse  succeeded  1  _ ms  3",
    "each  succeeded  1  _ ms  3  [2,4,6]  clean, fetch",
    "bad  failed  2  _ ms  each",
    "last  upstream failed  0  bad",
    "cope  succeeded  1  _ ms  7  bad (optional)",
  ])
    expect(text.replaceAll(/ {2,}/g, "  ")).toContain(row);
  expect(text).toContain("\nfailures\n  bad, attempt 2\n  TypeError: no rows\n  caused by Error: socket closed\n");
  expect(text).toContain("\noutputs\n  each = [2,4,6]\n  cope = 7");
});

test("[SEED-37] as JSON: a document that names the run's and each stage's status, and the rest as fields", () => {
  expect(json).toMatchObject({
    version: 1,
    pipeline: "orders",
    runId: "run-1",
    status: "failed",
    startedAt: expect.any(Number),
    durationMs: expect.any(Number),
    parameters: { day: "friday" },
    outputs: { each: [2, 4, 6], cope: 7 },
    counts: { succeeded: 4, failed: 1, upstream_failed: 1 },
    error: { type: "PipelineError", code: "PIPELINE_RUN_FAILED" },
  });
  expect(json.stages.map(({ id, status }) => `${id} ${status}`)).toEqual([
    "fetch succeeded",
    "clean succeeded",
    "clean.parse succeeded",
    "each succeeded",
    "bad failed",
    "last upstream_failed",
    "cope succeeded",
  ]);
  const stage = (id: string): unknown => json.stages.find((each) => each.id === id);
  expect(stage("fetch")).toMatchObject({ inputs: { day: "friday" }, output: [1, 2, 3], needs: [] });
  expect(stage("clean.parse")).toMatchObject({ parent: "clean", label: "parse", kind: "task" });
  expect(stage("each")).toMatchObject({
    kind: "map",
    items: { started: 3, done: 3, retries: 0 },
    durationMs: expect.any(Number),
  });
  expect(stage("bad")).toMatchObject({
    label: "Bad one",
    attempts: 2,
    error: { type: "TypeError", message: "no rows", cause: { type: "Error", message: "socket closed" } },
  });
  expect(stage("last")).toMatchObject({ attempts: 0, startedAt: null, durationMs: null });
  expect(stage("cope")).toMatchObject({ needs: [{ stage: "bad", kind: "optional", label: "optional" }] });
});

test("[SEED-38] as Markdown: a row a stage, and the graph as Mermaid", () => {
  const markdown = summarize(report, { format: "markdown" });
  const rows = markdown.split("\n").filter((line) => /^\| (fetch|clean|clean\.parse|each|bad|last|cope) \|/.test(line));
  expect(rows).toHaveLength(7 + 1 + 2);
  expect(markdown).toContain("| bad | 2 | TypeError: no rows — caused by Error: socket closed |");
  expect(markdown).toMatch(/```mermaid\nflowchart LR\n[^`]+class s4 failed\n[^`]+```\n$/);
});

test("[SEED-39] as HTML: one self-contained page with graph, timeline, stages and their errors", () => {
  const html = summarize(report, { format: "html" });
  expect(html).toMatch(/^<!doctype html>/);
  expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
  expect(html).toContain('<g class="node is-failed"');
  for (const text of ["Timeline", "Bad one", "TypeError: no rows", "upstream failed", "clean.parse", "friday"])
    expect(html).toContain(text);
  // Unfolded, the row of a failed stage shows its stack and what caused it.
  const details = html.slice(html.indexOf("Stages</h2>"));
  expect(details).toContain("summary.test.ts");
  expect(details).toContain("caused by Error: socket closed");
  expect(details).toContain("day = &quot;friday&quot;");
});

test("[SEED-39] as HTML: a status in words has a badge, and no count is above the number of stages", () => {
  const html = summarize(report, { format: "html" });
  expect(html).toMatch(/<span class="badge is-warning"><svg[^]*?<\/svg>upstream failed<\/span>/);
  expect(html).toContain(
    "Stages</dt><dd>6<small>4 succeeded, 1 failed, 1 upstream failed, and 1 in sub-pipelines</small>",
  );
  expect(html).toMatch(/<th scope="col" class="end"><button type="button">Duration</);
});

test("a summary that was written as JSON gives the same text, Markdown and page as the report", () => {
  for (const format of ["text", "markdown", "html", "json"] as const)
    expect(summarize(json, { format })).toBe(summarize(report, { format }));
});

/** Every row of every table has as many cells as its heading. */
function expectWholeTables(markdown: string): void {
  const tables = markdown.split("\n\n").filter((part) => part.startsWith("|"));
  expect(tables.length).toBeGreaterThan(1);
  for (const table of tables) {
    const cells = table.split("\n").map((line) => line.replaceAll(/\\./g, "").split("|").length);
    expect(new Set(cells).size).toBe(1);
  }
}

const hostile = "</script><img src=x onerror=alert(1)>|`*_[]()#\"'&\n\u001b[31m\u202e";

test("[SEED-38, SEED-39] hostile texts of names, values and errors are escaped in every format", async () => {
  const evil = definePipeline(
    hostile.replaceAll(/[\p{Cc}\u202e]/gu, ""),
    { parameters: Parameters.define({ p: hostile }) },
    (p) => {
      const a = p.stage("a", { p: p.parameters.p }, (args) => args.p, { logged: ["p"], label: hostile });
      p.stage("b", { a }, (): never => {
        throw new Error(hostile);
      });
      return { a };
    },
  );
  const run = await evil.settled();
  const html = summarize(run, { format: "html" });
  expect(html).not.toContain("<img");
  expect(html.match(/<\/script>/g)).toHaveLength(1);
  const text = summarize(run);
  expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202e]/u);
  const markdown = summarize(run, { format: "markdown" });
  expect(markdown).not.toMatch(/(?<!\\)<img/);
  expectWholeTables(markdown);
  expect(JSON.parse(summarize(run, { format: "json" }))).toMatchObject({ parameters: { p: hostile } });
});

test("[SEED-38] whatever a stage returns, its row has as many cells as the table has columns", async () => {
  await fc.assert(
    fc.asyncProperty(fc.anything(), async (value) => {
      const one = definePipeline("one", {}, (p) => ({ a: p.stage("a", {}, () => ({ value })) }));
      const run = await one.settled();
      expectWholeTables(summarize(run, { format: "markdown" }));
      expect(JSON.parse(summarize(run, { format: "json" }))).toMatchObject({ status: "succeeded" });
    }),
    { numRuns: 50 },
  );
});

test("long values are cut and say so; what JSON does not know is described", async () => {
  const big = definePipeline("big", {}, (p) => ({
    list: p.stage("list", {}, () => Array.from({ length: 10_000 }, (_, index) => index)),
    text: p.stage("text", {}, () => "x".repeat(100_000)),
    fn: p.stage("fn", {}, () => ({ now: new Date(0), count: 1n, call: Math.max })),
  }));
  const run = await big.settled();
  const document = summarize(run, { format: "json" });
  expect(document.length).toBeLessThan(5000);
  expect(document).toContain("… 9970 more");
  expect(document).toContain("… (100000 characters)");
  expect((JSON.parse(document) as RunSummary).outputs["fn"]).toEqual({
    now: "1970-01-01T00:00:00.000Z",
    count: "1n",
    call: "[Function max]",
  });
  for (const line of summarize(run).split("\n")) expect(line.length).toBeLessThan(200);
});

test("long messages, stacks and causes are cut", async () => {
  const loud = definePipeline("loud", {}, (p) => ({
    a: p.stage("a", {}, () => {
      throw new Error("m".repeat(100_000), { cause: new Error("c".repeat(100_000), { cause: "t".repeat(100_000) }) });
    }),
  }));
  const run = await loud.settled();
  const [stage] = (JSON.parse(summarize(run, { format: "json" })) as RunSummary).stages;
  expect(stage?.error?.message).toBe(`${"m".repeat(2000)}… (100000 characters)`);
  expect(stage?.error?.cause).toMatchObject({
    message: expect.stringMatching(/^c{2000}…/),
    cause: expect.stringMatching(/^t{2000}…/),
  });
  for (const format of ["text", "json", "markdown", "html"] as const)
    expect(summarize(run, { format }).length).toBeLessThan(60_000);
});

test("stages of a sub-pipeline that never started share the fate of the stage above", async () => {
  const skipping = definePipeline("skipping", {}, (p) => {
    const test_ = p.stage("test", {}, () => false);
    p.when("choose", test_, (q) => q.pipeline("clean", inner, {}));
    p.stage("exit", { test_ }, () => {
      throw new ExitPipeline("enough");
    });
    return {};
  });
  const { stages } = JSON.parse(summarize(await skipping.settled(), { format: "json" })) as RunSummary;
  const told = Object.fromEntries(stages.map(({ id, status }) => [id, status]));
  expect(told).toMatchObject({ clean: "skipped", "clean.parse": "skipped" });
  const cancelled = await orders.settled({}, { signal: AbortSignal.abort() });
  expect(summarize(cancelled, { format: "json" })).toMatch(/"id": "clean\.parse",[^}]+"status": "cancelled"/);
});

test("runs that never started a stage, and pipelines without one, have a summary too", async () => {
  const empty = definePipeline("empty", {}, () => ({}));
  for (const format of ["text", "json", "markdown", "html"] as const)
    expect(summarize(await empty.settled(), { format })).toContain("empty");
  expect(summarize(await empty.settled())).toMatch(/^empty: succeeded in .+, no stages\n/);
  const refused = await orders.settled({ dya: 1 } as never);
  expect(summarize(refused)).toMatch(
    /\nerror\n {2}\[PIPELINE_UNKNOWN_PARAMETER\] parameter 'dya' was not declared; did you mean 'day'/,
  );
});

test("an unknown format or option is a coded error", () => {
  expect(() => summarize(report, { format: "pdf" as SummaryFormat })).toThrow(
    /'format' must be one of 'text', 'json', 'markdown', 'html', not 'pdf'/,
  );
  expect(() => summarize(report, { formt: "text" } as never)).toThrow(/did you mean 'format'/);
});

test("a stage that failed with undefined is among the failures", async () => {
  const silent = definePipeline("silent", {}, (p) => ({
    a: p.stage("a", {}, () => Promise.reject(undefined as unknown as Error)),
  }));
  const failed = await silent.settled();
  expect(summarize(failed)).toContain("failures\n  a, attempt 1\n    undefined: undefined\n");
  expect(JSON.parse(summarize(failed, { format: "json" }))).toMatchObject({
    stages: [{ error: { type: "undefined", message: "undefined" } }],
  });
});
