import { ManualClock } from "@millrace/protocol/testing";
import { expect, test, vi } from "vitest";
import { definePipeline, ExitPipeline, Parameters, type ConsoleProgressOptions } from "../src/index.ts";
import { TextSink } from "./support/text-sink.ts";

const inner = definePipeline("inner", { parameters: Parameters.define({ n: 1 }) }, (p) => {
  const parsed = p.stage("parse", { n: p.parameters.n }, ({ n }) => [n, n + 1]);
  return { sum: p.map("add", parsed, {}, (n) => n + 1) };
});
const outer = definePipeline("outer", {}, (p) => {
  const rows = p.stage("fetch", {}, () => 3, { label: "Fetch rows" });
  return { x: p.pipeline("clean", inner, { n: rows }) };
});

/** Lines of a run whose progress goes to no terminal, durations as `_`. */
async function lines(
  pipeline: { settled(given: {}, options: object): Promise<unknown> },
  options: ConsoleProgressOptions = {},
): Promise<readonly string[]> {
  const stream = new TextSink();
  await pipeline.settled({}, { progress: { stream, ...options } });
  return stream.lines.map((line) => line.replaceAll(/ in [\d.]+ m?s/g, " in _"));
}

test("[RULE-078] elsewhere than on a terminal every change is one plain line; sub-pipelines are nested", async () => {
  expect(await lines(outer)).toEqual([
    "outer",
    "▶ Fetch rows running",
    "✔ Fetch rows succeeded in _",
    "▶ clean running",
    "▶ clean › parse running",
    "✔ clean › parse succeeded in _",
    "▶ clean › add running",
    "✔ clean › add succeeded in _",
    "✔ clean succeeded in _",
    "succeeded in _: 2 succeeded",
  ]);
});

test("[RULE-078] on a terminal a tree is drawn in place, map items as done of total, and the end says how it went", async () => {
  const stream = new TextSink({ isTTY: true });
  const clock = new ManualClock();
  const items = definePipeline("items", {}, (p) => ({
    done: p.map(
      "each",
      [1, 2, 3, 4],
      {},
      async (n) => new Promise((resolve) => clock.setTimer(n * 1000, () => resolve(n))),
    ),
  }));
  const run = items.start({}, { clock, progress: { stream, color: false } });
  await clock.advance(2500);
  expect(stream.text).toContain("━━━━━━┄┄┄┄┄┄ 2/4 items");
  expect(stream.text).toContain("\u001b[?25l");
  await clock.advance(2000);
  await run.settled();
  const last = stream.text.slice(stream.text.lastIndexOf("\u001b[?25l"));
  expect(last).toContain("✔ each  ━━━━━━━━━━━━ 4/4 items  succeeded 4.0 s");
  expect(last).toContain("succeeded in 4.0 s: 1 succeeded");
  // Nothing of the view is left that could keep the process alive.
  expect(clock.pendingTimers).toBe(0);
});

test("a terminal is redrawn at most ten times a second, however many items end", async () => {
  const stream = new TextSink({ isTTY: true });
  const clock = new ManualClock();
  const write = vi.spyOn(stream, "write");
  const many = definePipeline("many", {}, (p) => ({
    done: p.map("each", Array(10_000).fill(0), {}, (n: number) => n),
  }));
  await many.run({}, { clock, progress: { stream, interactive: true } });
  expect(write.mock.calls.length).toBeLessThanOrEqual(2);
  expect(stream.text).toContain("10000/10000");
});

test("retries are shown: of a stage with the reason and the delay, of items counted", async () => {
  const flaky = definePipeline("flaky", {}, (p) => ({
    a: p.stage(
      "a",
      {},
      (_args, { attempt }) => {
        if (attempt === 1) throw new Error("no answer\nat all");
      },
      { retry: { maxAttempts: 2, initialMs: 1 } },
    ),
    b: p.map(
      "b",
      [0, 1, 2],
      {},
      (n, _args, { attempt }) => {
        if (attempt < n) throw new Error(`item ${n}`);
      },
      { retry: { maxAttempts: 3, initialMs: 1 } },
    ),
  }));
  const told = await lines(flaky);
  expect(told).toContain("○ a retrying: attempt 1 failed: no answer at all; next in _");
  expect(told).toContain("▶ a running, attempt 2");
  expect(told).toContain("✔ b succeeded in _: 1 retry");
});

test("[RULE-102] a retried item is named by its key while the map runs", async () => {
  const stream = new TextSink({ isTTY: true });
  const clock = new ManualClock();
  const regions = definePipeline("regions", {}, (p) => ({
    done: p.map(
      "each",
      ["north", "south"],
      {},
      (name, _args, { attempt }) => {
        if (name === "south" && attempt === 1) throw new Error("storm");
      },
      { key: (name: string) => name, retry: { maxAttempts: 2, initialMs: 1000 } },
    ),
  }));
  const run = regions.start({}, { clock, progress: { stream, color: false } });
  await clock.advance(500);
  expect(stream.text).toContain("1 retry, last: item south, storm");
  await clock.advance(1000);
  await run.result();
});

test("failures show their message; what could not run says why, and the summary counts", async () => {
  const broken = definePipeline("broken", {}, (p) => {
    const bad = p.stage("bad", {}, (): number => {
      throw new TypeError("no rows");
    });
    p.stage("next", { bad }, ({ bad: n }) => n);
    return {};
  });
  expect(await lines(broken)).toEqual([
    "broken",
    "▶ bad running",
    "✖ bad failed in _: no rows",
    "▲ next upstream failed",
    "failed in _: 1 failed, 1 upstream failed",
  ]);
});

test("what was thrown and cannot be put into words still shows as a failure", async () => {
  const throws = definePipeline("throws", {}, (p) => ({
    a: p.stage("a", {}, () => {
      throw Object.create(null);
    }),
  }));
  const stream = new TextSink();
  await throws.settled({}, { progress: { stream } });
  expect(stream.text).toMatch(/✖ a failed in .+: it cannot be put into words/);
});

test("a run that is ended early, cancelled or refused says so", async () => {
  const exits = definePipeline("exits", {}, (p) => {
    const a = p.stage("a", {}, (): number => {
      throw new ExitPipeline("nothing new");
    });
    p.stage("b", { a }, () => 1);
    return {};
  });
  expect((await lines(exits)).slice(-2)).toEqual(["↷ b not run", "exited in _: 1 succeeded, 1 not run"]);
  const stream = new TextSink();
  await exits.settled({}, { progress: { stream }, signal: AbortSignal.abort() });
  expect(stream.lines.at(-1)).toMatch(/^cancelled in .+: 2 cancelled; \[PIPELINE_RUN_CANCELLED\]/);
  const refused = new TextSink();
  await inner.settled({ m: 1 } as never, { progress: { stream: refused } });
  expect(refused.lines.at(-1)).toMatch(/^failed in .+: 2 not run; \[PIPELINE_UNKNOWN_PARAMETER\]/);
});

test("`progress: true` writes to standard error, `false` nothing; the title can be set", async () => {
  let text = "";
  const stderr = vi.spyOn(process.stderr, "write").mockImplementation((chunk) => (text += String(chunk)) !== "");
  try {
    await outer.run({}, { progress: false });
    expect(text).toBe("");
    await outer.run({}, { progress: true });
  } finally {
    stderr.mockRestore();
  }
  expect(text).toContain("Fetch rows succeeded");
  expect((await lines(outer, { title: "nightly" }))[0]).toBe("nightly");
});

test("log lines for standard error appear above a live tree, not across it", async () => {
  const stream = new TextSink({ isTTY: true });
  const stderr = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const talks = definePipeline("talks", {}, (p) => ({
    a: p.stage("a", {}, (_args, { logger }) => logger.info({}, "hey")),
  }));
  try {
    await talks.run({}, { progress: { stream, color: false }, logging: { console: "pretty" } });
    expect(stderr).not.toHaveBeenCalled();
  } finally {
    stderr.mockRestore();
  }
  const at = (text: string): number => stream.text.indexOf(text);
  expect(at("INFO  hey")).toBeGreaterThan(0);
  // Each log line is written in front of a new drawing of the tree.
  expect(stream.text.slice(at("INFO  hey"))).toContain("talks");
});

test("a terminal that does not know its size is drawn on as one of 80 columns", async () => {
  let text = "";
  const stream = { isTTY: true, columns: 0, rows: 0, write: (part: string) => (text += part) };
  await outer.run({}, { progress: { stream, color: false } });
  expect(text).toContain("Fetch rows");
  expect(text).not.toContain("NaN");
});

test("a wrong progress option is a coded error", () => {
  expect(() => outer.start({}, { progress: { colour: true } as never })).toThrow(
    /'progress' of run of pipeline 'outer' has no option 'colour'; did you mean 'color'/,
  );
});
