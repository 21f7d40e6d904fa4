/* oxlint-disable no-console, typescript/unbound-method -- prints, and who replaces the methods that print, are the subject */
import { memoryLogger, type MemoryLogger } from "@millrace/protocol/testing";
import { expect, test, vi } from "vitest";
import { definePipeline, type CaptureOutput, type StageContext } from "../src/index.ts";
import { turn } from "./support/deferred.ts";
import { TextSink } from "./support/text-sink.ts";

type Body = (context: StageContext) => unknown;

/** Runs stages that print, and gives what became records and what reached the streams. */
async function printed(
  captureOutput: CaptureOutput | undefined,
  bodies: Readonly<Record<string, Body>>,
): Promise<{ readonly logger: MemoryLogger; readonly records: readonly string[]; readonly passed: string }> {
  const logger = memoryLogger();
  let passed = "";
  const pass = (text: unknown): boolean => (passed += String(text)) !== "";
  const spies = [
    vi.spyOn(process.stdout, "write").mockImplementation(pass),
    vi.spyOn(process.stderr, "write").mockImplementation(pass),
    ...(["log", "info", "warn", "error", "table"] as const).map((method) =>
      vi.spyOn(console, method).mockImplementation((...args: unknown[]) => void pass(`${args.join(" ")}\n`)),
    ),
  ];
  const pipeline = definePipeline("prints", {}, (p) =>
    Object.fromEntries(
      Object.entries(bodies).map(([id, body]) => [id, p.stage(id, {}, (_args, stage) => body(stage))]),
    ),
  );
  try {
    await pipeline.run({}, { logger, ...(captureOutput === undefined ? {} : { captureOutput }) });
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  const records = logger.records
    .filter(({ fields }) => "stream" in fields)
    .map(({ level, fields, message }) => `${level} ${String(fields["stage"])} ${String(fields["stream"])}: ${message}`);
  return { logger, records, passed };
}

test("[RULE-112, SEED-20] console calls of a stage become records of it, also from timers and microtasks", async () => {
  const { records, logger, passed } = await printed("console", {
    a: async () => {
      console.log("plain %s", "text", { a: 1 });
      console.info("two\nlines");
      console.warn("careful");
      console.error("bad");
      queueMicrotask(() => console.log("microtask"));
      await new Promise<void>((resolve) =>
        setTimeout(() => {
          console.log("timer");
          resolve();
        }, 1),
      );
    },
  });
  expect(records).toEqual([
    "info a stdout: plain text { a: 1 }",
    "info a stdout: two",
    "info a stdout: lines",
    "warn a stderr: careful",
    "warn a stderr: bad",
    "info a stdout: microtask",
    "info a stdout: timer",
  ]);
  expect(logger.find("timer")?.fields).toMatchObject({ pipeline: "prints", attempt: 1, stage: "a" });
  expect(passed).toBe("");
});

test("console.table, dir, group and trace print into records as they would on a terminal", async () => {
  const { records } = await printed("console", {
    a: () => {
      console.group("outer");
      console.log("inside");
      console.groupEnd();
      console.table([{ x: 1 }]);
    },
  });
  expect(records.slice(0, 2)).toEqual(["info a stdout: outer", "info a stdout:   inside"]);
  expect(records.join("\n")).toMatch(/│ 0\s+│ 1 │/);
});

test("[RULE-113] 'stdio' takes direct writes to the process's streams too; 'console' lets them pass", async () => {
  const body = (): void => {
    process.stdout.write("out ");
    process.stderr.write(Buffer.from("err\n"));
    process.stdout.write("put\nand a rest without an end");
    console.log(" that console ends");
  };
  const stdio = await printed("stdio", { a: body });
  expect(stdio.records).toEqual([
    "warn a stderr: err",
    "info a stdout: out put",
    "info a stdout: and a rest without an end that console ends",
  ]);
  expect(stdio.passed).toBe("");
  const consoleOnly = await printed("console", { a: body });
  expect(consoleOnly.records).toEqual(["info a stdout:  that console ends"]);
  expect(consoleOnly.passed).toBe("out err\nput\nand a rest without an end");
});

test("a captured write answers as a stream does: true, and the callback later", async () => {
  const answers: unknown[] = [];
  await printed("stdio", {
    a: async () => {
      await new Promise<void>((resolve) => {
        answers.push(process.stdout.write("x\n", "utf8", () => resolve()));
        answers.push("returned first");
      });
      await new Promise<void>((resolve) => process.stdout.write("y\n", () => resolve()));
    },
  });
  expect(answers).toEqual([true, "returned first"]);
});

test("bytes are decoded across writes; hex and base64 as what they encode; colours are dropped", async () => {
  const euro = Buffer.from("€\n");
  const { records } = await printed("stdio", {
    a: () => {
      process.stdout.write(euro.subarray(0, 1));
      process.stdout.write(euro.subarray(1));
      process.stdout.write("aGkK", "base64");
      process.stdout.write("\u001b[31mred\u001b[0m\r\n");
    },
  });
  expect(records).toEqual(["info a stdout: €", "info a stdout: hi", "info a stdout: red"]);
});

test("a line without an end is flushed when its stage ends, per attempt and per stream", async () => {
  const logger = memoryLogger();
  const flaky = definePipeline("flaky", {}, (p) => ({
    a: p.stage(
      "a",
      {},
      (_args, { attempt }) => {
        process.stdout.write(`attempt ${attempt}`);
        if (attempt === 1) throw new Error("again");
      },
      { retry: { maxAttempts: 2, initialMs: 1 } },
    ),
  }));
  await flaky.run({}, { logger, captureOutput: "stdio" });
  const told = logger.records.map(({ message, fields }) => `${String(fields["attempt"])} ${message}`);
  expect(told.slice(2, 7)).toEqual([
    "1 attempt 1",
    "1 attempt failed, trying again",
    "2 stage started",
    "2 attempt 2",
    "2 stage finished",
  ]);
});

test("a stage that never ends its line cannot fill the memory: the line comes in pieces", async () => {
  const { logger } = await printed("stdio", { a: () => process.stdout.write("x".repeat(200_000)) });
  const pieces = logger.records.filter(({ fields }) => "stream" in fields).map(({ message }) => message.length);
  expect(pieces).toEqual([65_536, 65_536, 65_536, 3392]);
});

test("[RULE-114] interleaving stages get their own lines; prints of no stage pass", async () => {
  const talk =
    (name: string): Body =>
    async () => {
      for (let step = 0; step < 3; step++) {
        process.stdout.write(`${name}${step} `);
        await turn();
      }
    };
  const outside = setInterval(() => process.stdout.write("outside\n"), 0);
  const { records, passed } = await printed("stdio", {
    a: talk("a"),
    b: talk("b"),
    c: async () => new Promise((resolve) => setTimeout(resolve, 10)),
  });
  clearInterval(outside);
  expect(records.toSorted()).toEqual(["info a stdout: a0 a1 a2 ", "info b stdout: b0 b1 b2 "]);
  expect(passed).toContain("outside\n");
});

test("items of a map print as themselves, and stages of sub-pipelines under their path", async () => {
  const logger = memoryLogger();
  const inner = definePipeline("inner", {}, (p) => ({ x: p.stage("parse", {}, () => console.log("deep")) }));
  const outer = definePipeline("outer", {}, (p) => ({
    items: p.map("each", ["p", "q"], {}, async (item) => console.log(item)),
    x: p.pipeline("clean", inner, {}),
  }));
  const told: string[] = [];
  const log = vi.spyOn(console, "log").mockImplementation((text: string) => void told.push(text));
  try {
    await outer.run({}, { logger, captureOutput: "console", onEvent: ({ type }) => console.log(type) });
  } finally {
    log.mockRestore();
  }
  expect(logger.find((record) => record.message === "q")?.fields).toMatchObject({ stage: "each", map_index: 1 });
  expect(logger.find("deep")?.fields).toMatchObject({ pipeline: "outer", stage: "clean.parse" });
  // A listener is no stage, even where it is told of the stages of a sub-pipeline.
  expect(told).toContain("stage_started");
  expect(logger.records.map(({ message }) => message)).not.toContain("stage_started");
});

test("[RULE-115] 'off' is the default: prints pass untouched", async () => {
  for (const mode of ["off", undefined] as const) {
    const { records, passed } = await printed(mode, { a: () => console.log("as ever") });
    expect(records).toEqual([]);
    expect(passed).toBe("as ever\n");
  }
});

test("runs that capture and runs that do not live side by side", async () => {
  const logger = memoryLogger();
  const told: string[] = [];
  const log = vi.spyOn(console, "log").mockImplementation((text: string) => void told.push(text));
  const talker = (name: string): ReturnType<typeof definePipeline<object, unknown, {}>> =>
    definePipeline(name, {}, (p) => {
      p.stage("talk", {}, async () => {
        console.log(`${name} 1`);
        await turn();
        console.log(`${name} 2`);
      });
      return {};
    });
  try {
    const [loud, quiet] = [talker("loud"), talker("quiet")];
    await Promise.all([loud.run(), quiet.run({}, { logger, captureOutput: "console" })]);
  } finally {
    log.mockRestore();
  }
  expect(told).toEqual(["loud 1", "loud 2"]);
  expect(logger.records.filter(({ fields }) => "stream" in fields).map(({ message }) => message)).toEqual([
    "quiet 1",
    "quiet 2",
  ]);
});

test("[RULE-116] the patch stays while any capturing run is active and is gone after the last one", async () => {
  const before = { write: process.stdout.write, own: Object.hasOwn(process.stdout, "write"), log: console.log };
  const sleepy = definePipeline("sleepy", {}, (p) => ({
    a: p.stage(
      "a",
      {},
      async (_args, { signal }) => new Promise((resolve) => signal.addEventListener("abort", resolve)),
    ),
  }));
  const logger = memoryLogger();
  const runs = [1, 2, 3].map(() => sleepy.start({}, { logger, captureOutput: "stdio" }));
  await turn();
  const patched = process.stdout.write;
  expect(patched).not.toBe(before.write);
  for (const run of runs) {
    expect(process.stdout.write).toBe(patched);
    await run.close();
  }
  expect(process.stdout.write).toBe(before.write);
  expect(Object.hasOwn(process.stdout, "write")).toBe(before.own);
  expect(console.log).toBe(before.log);
});

test("somebody else's patch on top of ours survives the end of the run, and capturing works again after it", async () => {
  const body: Body = () => void process.stdout.write("captured\n");
  const genuine = process.stdout.write;
  const passed: string[] = [];
  process.stdout.write = (text: unknown) => passed.push(String(text)) > 0;
  const logger = memoryLogger();
  const one = definePipeline("one", {}, (p) => ({ a: p.stage("a", {}, (_args, stage) => body(stage)) }));
  try {
    const run = one.start({}, { logger, captureOutput: "stdio" });
    const ours = process.stdout.write;
    const theirs = ((...args: Parameters<typeof ours>) => ours.apply(process.stdout, args)) as typeof ours;
    process.stdout.write = theirs;
    await run.settled();
    expect(process.stdout.write).toBe(theirs);
    process.stdout.write("through both\n");
    await one.run({}, { logger, captureOutput: "stdio" });
    expect(process.stdout.write).toBe(theirs);
    process.stdout.write("and again\n");
  } finally {
    process.stdout.write = genuine;
  }
  expect(passed).toEqual(["through both\n", "and again\n"]);
  expect(logger.records.filter(({ message }) => message === "captured")).toHaveLength(2);
});

test("a log on standard error is not captured as the print of the stage that logs", async () => {
  let text = "";
  const stderr = vi.spyOn(process.stderr, "write").mockImplementation((chunk) => (text += String(chunk)) !== "");
  const one = definePipeline("one", {}, (p) => ({
    a: p.stage("a", {}, (_args, { logger }) => {
      logger.info({}, "said");
      process.stderr.write("printed\n");
    }),
  }));
  try {
    await one.run({}, { captureOutput: "stdio", logging: { console: "json" }, progress: { stream: process.stderr } });
  } finally {
    stderr.mockRestore();
  }
  const records = text
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as { msg: string; stream?: string });
  expect(records.map(({ msg, stream }) => [msg, stream])).toEqual([
    ["run started", undefined],
    ["said", undefined],
    ["printed", "stderr"],
    ["stage finished", undefined],
    ["run finished", undefined],
  ]);
});

test("what a stage left running prints after the run passes again", async () => {
  let late: (() => void) | undefined;
  const { logger } = await printed("stdio", {
    a: ({ logger: own }) => {
      late = () => process.stdout.write("late\n");
      own.info({}, "left");
    },
  });
  const passed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  late?.();
  expect(passed).toHaveBeenCalledWith("late\n");
  passed.mockRestore();
  expect(logger.find("late")).toBeUndefined();
});

test("capturing without a log to capture into is a coded error", () => {
  const one = definePipeline("one", {}, (p) => ({ a: p.stage("a", {}, () => 1) }));
  expect(() => one.start({}, { captureOutput: "console", logging: { level: "debug" } })).toThrow("but logs nowhere");
  expect(() => one.start({}, { captureOutput: "console" })).toThrow(
    "[PIPELINE_CAPTURE_UNLOGGED] run of pipeline 'one' captures output, but logs nowhere; give it a 'logger', or 'logging' with a console or file, or drop captureOutput",
  );
  expect(() => one.start({}, { captureOutput: "all" as never, logging: {} })).toThrow(/'captureOutput' must be one of/);
});

test("hundreds of stages that print at once keep every line whole and in order", async () => {
  const bodies = Object.fromEntries(
    Array.from({ length: 200 }, (_, index): [string, Body] => [
      `s${index}`,
      async () => {
        for (let line = 0; line < 5; line++) {
          process.stdout.write(`${index}:`);
          await turn();
          process.stdout.write(`${line}\n`);
        }
      },
    ]),
  );
  const { records } = await printed("stdio", bodies);
  for (let index = 0; index < 200; index++) {
    const own = records.filter((record) => record.startsWith(`info s${index} `));
    expect(own).toEqual([0, 1, 2, 3, 4].map((line) => `info s${index} stdout: ${index}:${line}`));
  }
});

test("records of captured prints go to a stream as well as any other", async () => {
  const stream = new TextSink();
  const one = definePipeline("one", {}, (p) => ({ a: p.stage("a", {}, () => console.log("hello")) }));
  await one.run({}, { captureOutput: "console", logging: { console: stream } });
  expect(stream.text).toMatch(/INFO {2}hello pipeline=one run_id=\S+ stage=a attempt=1 stream=stdout/);
});
