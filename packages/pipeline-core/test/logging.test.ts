import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { leakCheck, memoryLogger, tempFolder, type MemoryLogger } from "@millrace/protocol/testing";
import { expect, test, vi } from "vitest";
import {
  context,
  definePipeline,
  Input,
  InputBinding,
  Parameters,
  Pipeline,
  Stage,
  type LoggingOptions,
} from "../src/index.ts";
import { TextSink } from "./support/text-sink.ts";

const pipeline = definePipeline("orders", { parameters: Parameters.define({ day: "monday" }) }, (p) => {
  const rows = p.stage(
    "fetch",
    { day: p.parameters.day },
    ({ day }, { logger }) => {
      logger.info({ rows: 2 }, `fetched ${day}`);
      return [10, 20];
    },
    { logged: ["day"] },
  );
  const doubled = p.map("double", rows, {}, (row, _args, { logger }) => {
    logger.debug({ row }, "doubling");
    return row * 2;
  });
  return { doubled };
});

const failing = definePipeline("broken", {}, (p) => ({
  bad: p.stage("bad", {}, (): number => {
    throw new TypeError("no rows", { cause: new Error("socket closed") });
  }),
}));

const fieldsOf = (logger: MemoryLogger, message: string): Readonly<Record<string, unknown>> | undefined =>
  logger.find(message)?.fields;

const jsonLines = (file: string): Record<string, unknown>[] =>
  readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test("[RULE-105] every record carries pipeline and run; those of a stage also stage, attempt and item", async () => {
  const logger = memoryLogger();
  await pipeline.run({}, { logger, runId: "run-7" });
  for (const { fields } of logger.records) expect(fields).toMatchObject({ pipeline: "orders", run_id: "run-7" });
  for (const record of logger.records.filter(({ message }) => !message.startsWith("run ")))
    expect(record.fields).toMatchObject({ stage: expect.any(String), attempt: 1 });
  const items = logger.records.filter(({ message }) => message === "doubling");
  expect(items.map(({ fields }) => [fields["stage"], fields["map_index"]])).toEqual([
    ["double", 0],
    ["double", 1],
  ]);
});

test("[RULE-013, UP-01] logged inputs are in every record of their stage, under `in`, and others are not", async () => {
  const logger = memoryLogger();
  await pipeline.run({ day: "friday" }, { logger });
  const ofFetch = logger.records.filter(
    ({ fields, message }) => fields["stage"] === "fetch" && message !== "stage started",
  );
  expect(ofFetch.map(({ fields }) => fields["in"])).toEqual([{ day: "friday" }, { day: "friday" }]);
  expect(fieldsOf(logger, "doubling")).not.toHaveProperty("in");

  const seen: unknown[] = [];
  const declared = Pipeline("declared", Parameters.define(), {
    stages: {
      both: Stage(
        (args: { open: number; secret: string }) => {
          seen.push(args);
          context.LOG.must().info({}, "inside");
        },
        {
          inputs: [
            Input({ asArg: "open", bind: InputBinding.now(1), logged: true }),
            Input({ asArg: "secret", bind: InputBinding.now("x") }),
          ],
        },
      ),
    },
  });
  await declared.run({}, { logger });
  expect(seen).toEqual([{ open: 1, secret: "x" }]);
  expect(fieldsOf(logger, "inside")).toMatchObject({ in: { open: 1 } });
});

test("[SEED-33] context.LOG writes a record with message, fields and the stage's id", async () => {
  const logger = memoryLogger();
  const helper = (): void => context.LOG.must().warn({ bytes: 3 }, "far below");
  const one = definePipeline("one", {}, (p) => ({ a: p.stage("a", {}, () => helper()) }));
  await one.run({}, { logger });
  expect(logger.find("far below")).toMatchObject({ level: "warn", fields: { bytes: 3, stage: "a" } });
});

test("[DEV-02, RULE-111] a failing stage is a record of level error; its error has type, message, stack and cause", async () => {
  const logger = memoryLogger();
  await failing.settled({}, { logger });
  const record = logger.find("stage failed");
  expect(record).toMatchObject({
    level: "error",
    fields: {
      stage: "bad",
      status: "failed",
      err: {
        type: "TypeError",
        message: "no rows",
        stack: expect.stringContaining("TypeError: no rows"),
        cause: { type: "Error", message: "socket closed" },
      },
    },
  });
  expect(logger.find("run failed")).toMatchObject({ level: "error", fields: { err: { code: "PIPELINE_RUN_FAILED" } } });
});

test("[RULE-090] the attempt is in the records of each attempt, and a retry is a warning", async () => {
  const logger = memoryLogger();
  const flaky = definePipeline("flaky", {}, (p) => ({
    a: p.stage(
      "a",
      {},
      (_args, stage) => {
        stage.logger.info({}, "trying");
        if (stage.attempt < 3) throw new Error(`not at attempt ${stage.attempt}`);
      },
      { retry: { maxAttempts: 3, initialMs: 1.23456 } },
    ),
  }));
  await flaky.run({}, { logger });
  const attempts = (message: string): unknown[] =>
    logger.records.filter((record) => record.message === message).map(({ fields }) => fields["attempt"]);
  expect(attempts("trying")).toEqual([1, 2, 3]);
  expect(attempts("attempt failed, trying again")).toEqual([1, 2]);
  expect(logger.find("attempt failed, trying again")).toMatchObject({
    level: "warn",
    fields: { delay_ms: 1.235, err: { message: "not at attempt 1" } },
  });
});

test("[RULE-102] records of a map's items carry the key that names them, retries included", async () => {
  const logger = memoryLogger();
  const regions = definePipeline("regions", {}, (p) => ({
    done: p.map(
      "each",
      [{ name: "north" }, { name: "south" }],
      {},
      ({ name }, _args, { logger: own, attempt }) => {
        own.info({}, `at ${name}`);
        if (name === "south" && attempt === 1) throw new Error("storm");
      },
      { key: ({ name }: { name: string }) => name, retry: { maxAttempts: 2, initialMs: 1 } },
    ),
  }));
  await regions.run({}, { logger });
  expect(fieldsOf(logger, "at north")).toMatchObject({ map_index: 0, map_key: "north" });
  expect(fieldsOf(logger, "trying again")).toMatchObject({ map_index: 1, map_key: "south", err: { message: "storm" } });
});

test("events of a run become records of their level; what did not run is told for debugging", async () => {
  const logger = memoryLogger();
  const branches = definePipeline("branches", {}, (p) => ({
    a: p.when(
      "a",
      p.stage("test", {}, () => false),
      (q) => q.stage("then", {}, () => 1),
    ),
  }));
  await branches.run({}, { logger });
  const shown = logger.records.map(
    ({ level, message, fields }) => `${level} ${message} ${(fields["stage"] as string | undefined) ?? ""}`,
  );
  expect(shown).toEqual([
    "info run started ",
    "debug stage started test",
    "info stage finished test",
    "debug stage did not finish then",
    "debug stage started a",
    "info stage finished a",
    "info run finished ",
  ]);
  expect(fieldsOf(logger, "run finished")).toMatchObject({
    status: "succeeded",
    counts: { succeeded: 2, skipped: 1 },
    duration_ms: expect.any(Number),
  });
});

test("stages of a sub-pipeline are named by their path in every record, with the fields of the whole run", async () => {
  const logger = memoryLogger();
  const inner = definePipeline("inner", { parameters: Parameters.define({ n: 1 }) }, (p) => ({
    n: p.stage("parse", { n: p.parameters.n }, ({ n }, stage) => stage.logger.info({}, `parsing ${n}`), {
      logged: ["n"],
    }),
  }));
  const middle = definePipeline("middle", {}, (p) => ({ x: p.pipeline("deep", inner, { n: 2 }) }));
  const outer = definePipeline("outer", {}, (p) => ({ x: p.pipeline("clean", middle, {}) }));
  await outer.run({}, { logger, runId: "r" });
  const expected = { pipeline: "outer", run_id: "r", stage: "clean.deep.parse", in: { n: 2 } };
  expect(fieldsOf(logger, "parsing 2")).toMatchObject(expected);
  const finished = logger.records.filter(({ message }) => message === "stage finished");
  expect(finished.map(({ fields }) => fields["stage"])).toEqual(["clean.deep.parse", "clean.deep", "clean"]);
  expect(finished[0]?.fields).toMatchObject(expected);
});

test("[RULE-106, SEED-18] logging.file writes one JSON object a line with time, level and message", async () => {
  await using folder = await tempFolder();
  const file = path.join(folder.path, "deep", "run.log");
  await pipeline.run({ day: "may\n1" }, { logging: { file, bindings: { service: "etl" } } });
  const lines = jsonLines(file);
  expect(lines.map(({ msg }) => msg)).toEqual([
    "run started",
    "fetched may\n1",
    "stage finished",
    "stage finished",
    "run finished",
  ]);
  for (const line of lines) {
    expect(line).toMatchObject({ time: expect.any(Number), level: "info", service: "etl", pipeline: "orders" });
    expect(Math.abs((line["time"] as number) - Date.now())).toBeLessThan(60_000);
  }
});

test("a folder gets a file for each run, named by pipeline, time and run", async () => {
  await using folder = await tempFolder();
  await pipeline.run({}, { runId: "a/b", logging: { file: { dir: folder.path } } });
  await pipeline.run({}, { logging: { file: { dir: folder.path, name: "named.jsonl" } } });
  const [first, second] = readdirSync(folder.path).toSorted();
  expect(first).toBe("named.jsonl");
  expect(second).toMatch(/^orders_\d{4}-\d\d-\d\dT\d\d_\d\d_\d\d\.\d{3}Z_a_b\.log$/);
});

test("[RULE-107] logging.console takes 'pretty', 'json', false or a stream", async () => {
  const written: string[] = [];
  const stderr = vi.spyOn(process.stderr, "write").mockImplementation((text) => written.push(String(text)) > 0);
  const consoleOutput = async (console: LoggingOptions["console"]): Promise<readonly string[]> => {
    written.length = 0;
    await pipeline.run({}, { logging: console === undefined ? {} : { console } });
    return written.join("").split("\n").filter(Boolean);
  };
  const stream = new TextSink();
  try {
    expect((await consoleOutput("json")).map((line) => (JSON.parse(line) as { msg: string }).msg)).toContain(
      "fetched monday",
    );
    expect((await consoleOutput("pretty")).join("\n")).toMatch(
      /\d\d:\d\d:\d\d\.\d{3} INFO {2}fetched monday pipeline=orders run_id=\S+ stage=fetch attempt=1/,
    );
    for (const silent of [false, undefined, stream] as const) expect(await consoleOutput(silent)).toEqual([]);
  } finally {
    stderr.mockRestore();
  }
  expect(stream.text).toContain("fetched monday");
});

test("[RULE-108] logging.level leaves out records below it; logging.bindings are in every record", async () => {
  const messages = async (level: NonNullable<LoggingOptions["level"]>): Promise<string[]> => {
    const logger = memoryLogger();
    await pipeline.run({}, { logger, logging: { level, bindings: { host: "h1" } } });
    for (const { fields } of logger.records) expect(fields).toHaveProperty("host", "h1");
    return logger.records.map(({ message }) => message);
  };
  expect(await messages("debug")).toContain("doubling");
  expect(await messages("info")).not.toContain("doubling");
  expect(await messages("info")).toContain("fetched monday");
  expect(await messages("error")).toEqual([]);
  const stream = new TextSink();
  await pipeline.run({}, { logging: { console: stream } });
  expect(stream.text).toContain("fetched monday");
  expect(stream.text).not.toContain("doubling");
});

test("[RULE-109] a logger of yours, with child() or without, replaces console and file", async () => {
  await using folder = await tempFolder();
  const stream = new TextSink();
  const { records, ...logger } = memoryLogger();
  const childless = { ...logger, child: undefined as never };
  await pipeline.run({}, { logger: childless, logging: { console: stream, file: { dir: folder.path } } });
  expect(records.map(({ message }) => message)).toContain("fetched monday");
  expect(records.map(({ message }) => message)).toContain("doubling");
  expect(stream.text).toBe("");
  expect(readdirSync(folder.path)).toEqual([]);
});

test("[RULE-110] two pipelines that run at the same time do not mix their records", async () => {
  const make = (name: string): ReturnType<typeof definePipeline<object, unknown, {}>> =>
    definePipeline(name, {}, (p) => {
      p.stage("work", {}, async (_args, { logger }) => {
        for (let step = 0; step < 5; step++) {
          logger.info({ of: name }, "step");
          await new Promise((resolve) => setImmediate(resolve));
        }
      });
      return {};
    });
  const [left, right, shared] = [memoryLogger(), memoryLogger(), memoryLogger()];
  await Promise.all([
    make("left").run({}, { logger: left }),
    make("right").run({}, { logger: right }),
    make("one").run({}, { logger: shared, runId: "of one" }),
    make("other").run({}, { logger: shared, runId: "of other" }),
  ]);
  for (const [name, logger] of [
    ["left", left],
    ["right", right],
  ] as const) {
    expect(logger.records.filter(({ message }) => message === "step")).toHaveLength(5);
    for (const { fields } of logger.records) expect(fields["pipeline"]).toBe(name);
    for (const { fields } of logger.records) expect(fields["of"] ?? name).toBe(name);
  }
  const steps = shared.records.filter(({ message }) => message === "step");
  expect(steps.map(({ fields }) => fields["of"])).toEqual(expect.arrayContaining(["one", "other"]));
  for (const { fields } of steps)
    expect(fields).toMatchObject({ pipeline: fields["of"], run_id: `of ${String(fields["of"])}`, stage: "work" });
});

test("[DEV-15] a second run writes each line once, and a thousand runs leave no open file", async () => {
  await using folder = await tempFolder();
  const openFiles = (): number => readdirSync("/proc/self/fd").length;
  const counted = process.platform === "linux" ? openFiles : () => 0;
  const tiny = definePipeline("tiny", {}, (p) => ({ a: p.stage("a", {}, () => 1) }));
  const file = path.join(folder.path, "all.log");
  await using _leaks = leakCheck();
  const before = counted();
  for (let run = 0; run < 1000; run++) await tiny.run({}, { runId: `r${run}`, logging: { file } });
  expect(counted()).toBe(before);
  const finished = jsonLines(file).filter(({ msg }) => msg === "stage finished");
  expect(finished.map((line) => line["run_id"])).toEqual(Array.from({ length: 1000 }, (_, run) => `r${run}`));
});

test("the file is closed too when parameters are refused, and when the run is cancelled", async () => {
  await using folder = await tempFolder();
  const file = path.join(folder.path, "run.log");
  await expect(pipeline.run({ dya: 1 } as never, { logging: { file } })).rejects.toThrow(
    "[PIPELINE_UNKNOWN_PARAMETER]",
  );
  await pipeline.settled({}, { logging: { file }, signal: AbortSignal.abort() });
  expect(jsonLines(file).map(({ msg, status }) => [msg, status])).toEqual([
    ["run started", undefined],
    ["run failed", "failed"],
    ["run started", undefined],
    ["run finished", "cancelled"],
  ]);
});

test("what a stage logs after its run has ended is dropped by the file and does not fail anything", async () => {
  await using folder = await tempFolder();
  const file = path.join(folder.path, "run.log");
  let later: (() => void) | undefined;
  const left = definePipeline("left", {}, (p) => ({
    a: p.stage("a", {}, (_args, { logger }) => {
      later = () => logger.info({}, "too late");
    }),
  }));
  await left.run({}, { logging: { file } });
  later?.();
  expect(jsonLines(file).map(({ msg }) => msg)).toEqual(["run started", "stage finished", "run finished"]);
});

test("a file that cannot be opened is a coded error before anything runs", async () => {
  await using folder = await tempFolder();
  let ran = false;
  const one = definePipeline("one", {}, (p) => ({ a: p.stage("a", {}, () => (ran = true)) }));
  const start = (): unknown => one.start({}, { logging: { file: folder.path } });
  expect(start).toThrow(/^\[PIPELINE_LOG_FILE\] log file '.+' cannot be opened: EISDIR/);
  expect(ran).toBe(false);
});

test.skipIf(process.platform !== "linux")(
  "a disk that is full (/dev/full) is one warning and does not fail the run",
  async () => {
    const warnings: string[] = [];
    const warn = vi.spyOn(process, "emitWarning").mockImplementation((warning) => void warnings.push(String(warning)));
    try {
      expect(await pipeline.run({}, { logging: { file: "/dev/full" } })).toEqual({ doubled: [20, 40] });
    } finally {
      warn.mockRestore();
    }
    expect(warnings).toEqual([expect.stringMatching(/^log file '\/dev\/full' takes no more lines: ENOSPC/)]);
  },
);

test("console and file together get the same records", async () => {
  await using folder = await tempFolder();
  const file = path.join(folder.path, "run.log");
  const stream = new TextSink();
  await pipeline.run({}, { logging: { console: stream, file, level: "debug" } });
  expect(stream.lines).toHaveLength(jsonLines(file).length);
  for (const { msg } of jsonLines(file)) expect(stream.text).toContain(msg);
});

test("[DEV-16] a run writes no file and prints nothing unless asked", async () => {
  await using folder = await tempFolder();
  const before = process.cwd();
  const prints = [vi.spyOn(process.stdout, "write"), vi.spyOn(process.stderr, "write")];
  try {
    process.chdir(folder.path);
    await pipeline.run();
    await pipeline.run({}, { logging: {} });
    await failing.settled();
    await pipeline.run({}, { logging: { file: "asked.log" } });
    for (const print of prints) expect(print).not.toHaveBeenCalled();
  } finally {
    process.chdir(before);
    for (const print of prints) print.mockRestore();
  }
  expect(readdirSync(folder.path)).toEqual(["asked.log"]);
});

test("[DEV-17] a record names no source file, function or line", async () => {
  await using folder = await tempFolder();
  const file = path.join(folder.path, "run.log");
  await pipeline.run({}, { logging: { file, level: "debug" } });
  const keys = new Set(jsonLines(file).flatMap((line) => Object.keys(line)));
  const known = "time level msg pipeline run_id stage attempt map_index in row rows status duration_ms counts";
  expect([...keys].filter((key) => !known.split(" ").includes(key))).toEqual([]);
  expect(readFileSync(file, "utf8")).not.toMatch(/\.ts\b|lineno|func_name/);
});

test("an unknown or wrong logging option is a coded error that names it", () => {
  const start = (logging: object): unknown => pipeline.start({}, { logging });
  expect(() => start({ levle: "info" })).toThrow(/'logging' of run of pipeline 'orders' has no option 'levle'/);
  expect(() => start({ file: { folder: "x" } })).toThrow(/'logging\.file' .* has no option 'folder'/);
  expect(() => start({ level: "verbose" })).toThrow(/'level' must be one of 'debug', 'info', 'warn', 'error'/);
  expect(() => start({ console: "fancy" })).toThrow(/'console' must be one of 'pretty', 'json'/);
});
