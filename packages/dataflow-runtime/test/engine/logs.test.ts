import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { memoryLogger, tempFolder } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import { LineSplitter } from "../../src/embedded/logs/line-splitter.ts";
import { parseLine } from "../../src/embedded/logs/parse-line.ts";
import type { NodeLog } from "../../src/node-log.ts";
import type { NodeFunction } from "../../src/run-dataflow.ts";
import { start } from "./support/run.ts";

const texts =
  (into: string[]): NodeFunction =>
  async (node) => {
    for await (const event of node) if (event.type === "INPUT") into.push(event.value.get(0) as string);
  };

/** Reads so many messages of its inputs, then ends. */
const textsOf =
  (into: unknown[], count: number): NodeFunction =>
  async (node) => {
    for await (const event of node) {
      if (event.type !== "INPUT") continue;
      into.push(JSON.parse(event.value.get(0) as string));
      if (into.length === count) return;
    }
  };

describe("records of a node", () => {
  test("[ENG-17] go to onLog with level, target and fields; min_log_level keeps the others back", async () => {
    const logs: NodeLog[] = [];
    const running = await start(
      {
        a: {
          fields: { min_log_level: "info" },
          run: async (node) => {
            node.log("warn", "hot", "sensor::temp", { celsius: "42" });
            node.logDebug("not shown");
            node.logInfo("shown");
          },
        },
      },
      { onLog: (log) => logs.push(log) },
    );
    await running.finished;
    expect(logs).toMatchObject([
      { nodeId: "a", level: "warn", message: "hot", target: "sensor::temp", fields: { celsius: "42" } },
      { nodeId: "a", level: "info", message: "shown" },
    ]);
  });

  test("[ENG-17] an onLog that throws is told to the logger, and the dataflow goes on", async () => {
    const logger = memoryLogger();
    const onLog = (): never => {
      throw new Error("full");
    };
    const running = await start({ a: { run: async (node) => node.logInfo("x") } }, { onLog, logger });
    expect((await running.finished).ok).toBe(true);
    expect(logger.find("onLog")).toBeDefined();
  });

  test("[ENG-17] send_logs_as carries them as messages", async () => {
    const got: unknown[] = [];
    const running = await start({
      a: { outputs: ["logs"], fields: { send_logs_as: "logs" }, run: async (node) => node.logError("broken") },
      b: { inputs: { logs: "a/logs" }, run: textsOf(got, 1) },
    });
    await running.finished;
    expect(got).toMatchObject([{ node_id: "a", level: "ERROR", message: "broken", dataflow_id: running.dataflowId }]);
  });

  test("[ENG-7] dora/logs: by level and by node, and never a node's own", async () => {
    const all: unknown[] = [];
    const errors: unknown[] = [];
    const ofB: unknown[] = [];
    const talk: NodeFunction = async (node) => {
      node.logInfo("hello");
      node.logError("trouble");
    };
    const running = await start({
      a: { run: talk },
      b: { run: talk },
      all: {
        inputs: { logs: "dora/logs" },
        run: async (node) => {
          node.logInfo("mine");
          await textsOf(all, 4)(node);
        },
      },
      errors: { inputs: { logs: "dora/logs/error" }, run: textsOf(errors, 2) },
      one: { inputs: { logs: "dora/logs/info/b" }, run: textsOf(ofB, 2) },
    });
    const { ok } = await running.finished;
    expect(ok).toBe(true);
    const said = (records: unknown[]): string[] =>
      (records as { node_id: string; message: string }[])
        .map(({ node_id, message }) => `${node_id} ${message}`)
        .toSorted();
    expect(said(all)).toEqual(["a hello", "a trouble", "b hello", "b trouble"]);
    expect(said(errors)).toEqual(["a trouble", "b trouble"]);
    expect(said(ofB)).toEqual(["b hello", "b trouble"]);
  });

  test("[ENG-18] logDir: a file of JSON lines for each node, as dora writes them", async () => {
    await using folder = await tempFolder();
    const run: NodeFunction = async (node) => node.logWarn("careful");
    const running = await start({ a: { run }, b: { run } }, { logDir: folder.path });
    const { logDirectory } = await running.finished;
    expect(logDirectory).toBe(join(folder.path, running.dataflowId));
    const text = await readFile(join(folder.path, running.dataflowId, "log_a.jsonl"), "utf8");
    expect(
      text
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as unknown),
    ).toMatchObject([{ level: "warn", node: "a", stream: "stdout", msg: "careful", ts: expect.any(String) }]);
  });
});

test("[ENG-38] DORA_WRITE_EVENTS_TO: nodes are told where to record their inputs", async () => {
  await using folder = await tempFolder();
  let file: string | undefined;
  const run: NodeFunction = async (node) => void (file = node.nodeConfig.writeEventsTo);
  const running = await start({ a: { run } }, { env: { DORA_WRITE_EVENTS_TO: folder.path } });
  await running.finished;
  expect(file).toBe(`${folder.path}/inputs-a.json`);
});

describe("lines", () => {
  test("[ENG-17] send_stdout_as carries every line", async () => {
    const got: string[] = [];
    const running = await start({
      a: { outputs: ["out"], fields: { send_stdout_as: "out" }, run: async (node) => node.logInfo("line") },
      b: { inputs: { out: "a/out" }, run: texts(got) },
    });
    await running.finished;
    expect(got.map((line) => (JSON.parse(line) as { message: string }).message)).toEqual(["line"]);
  });

  test("[ENG-17] a line that is no record is text of the level stdout", () => {
    const parse = (line: string): NodeLog => parseLine("a", "stdout", line, 0).log;
    expect(parse("plain")).toMatchObject({ level: "stdout", message: "plain", timestamp: "1970-01-01T00:00:00.000Z" });
    expect(parse('{"level":"INFO"}')).toMatchObject({ level: "stdout", message: '{"level":"INFO"}' });
    expect(parse("{broken")).toMatchObject({ level: "stdout", message: "{broken" });
  });

  test("[ENG-17] the form of Rust's tracing is a record too", () => {
    const line = '{"timestamp":"2026-01-01T00:00:00Z","level":"WARN","fields":{"message":"m","n":1},"target":"t"}';
    expect(parseLine("a", "stdout", line, 0)).toEqual({
      isStructured: true,
      log: {
        nodeId: "a",
        stream: "stdout",
        level: "warn",
        message: "m",
        timestamp: "2026-01-01T00:00:00Z",
        target: "t",
        fields: { n: 1 },
      },
    });
  });

  test("[ENG-17] pieces of text become lines; one without an end is cut", () => {
    const lines: string[] = [];
    const splitter = new LineSplitter((line) => lines.push(line));
    for (const piece of ["a", "b\r\nc", "\n\nd"]) splitter.push(piece);
    splitter.end();
    expect(lines).toEqual(["ab", "c", "", "d"]);
    splitter.push("x".repeat(70_000));
    expect(lines.at(-1)).toHaveLength(70_000);
  });
});
