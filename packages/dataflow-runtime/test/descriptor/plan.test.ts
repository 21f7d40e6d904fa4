import { describe, expect, it } from "vitest";
import { readDataflow } from "../../src/descriptor/read-dataflow.ts";
import type { NodePlan } from "../../src/descriptor/plan.ts";

const env = { HOME: "/home/mill", NUMBER: "07" };

async function planned(text: string): Promise<NodePlan> {
  const plan = await readDataflow(text, { directory: "/flows", env });
  return [...plan.nodes.values()][0]!;
}

describe("the plan of a node", () => {
  it("[YAML-9] has dora's defaults", async () => {
    const plan = await readDataflow("nodes:\n  - {id: a, path: dynamic}\n", { directory: "/flows", env });
    expect(plan).toMatchObject({ file: "dataflow", exitWhenNodesFinish: false, healthCheckIntervalMs: 5000 });
    expect(plan.nodes.get("a")).toEqual({
      id: "a",
      place: { file: "dataflow", line: 2, column: 5 },
      command: { kind: "dynamic" },
      env: {},
      inputs: new Map(),
      outputs: new Map(),
      restart: { policy: "never", maxRestarts: 0 },
    });
  });

  it("[YAML-9] has everything that the file says, in milliseconds and bytes", async () => {
    const node = await planned(`nodes:
  - id: a
    name: A
    description: does it
    path: dynamic
    outputs: [x, lines, logs]
    output_types: {x: std/core/v1/Bool}
    send_stdout_as: lines
    send_logs_as: logs
    min_log_level: WARN
    restart_policy: on-failure
    max_restarts: 4
    restart_delay: 0.5
    max_restart_delay: 8
    restart_window: 60
    health_check_timeout: 1.5
    finish_grace_secs: 2
`);
    expect(node).toMatchObject({
      name: "A",
      description: "does it",
      sendStdoutAs: "lines",
      sendLogsAs: "logs",
      minLogLevel: "warn",
      restart: { policy: "on-failure", maxRestarts: 4, delayMs: 500, maxDelayMs: 8000, windowMs: 60_000 },
      healthCheckTimeoutMs: 1500,
      finishGraceMs: 2000,
    });
    expect([...node.outputs.values()]).toEqual([
      { id: "x", place: { file: "dataflow", line: 6, column: 15 }, type: "std/core/v1/Bool" },
      { id: "lines", place: { file: "dataflow", line: 6, column: 18 } },
      { id: "logs", place: { file: "dataflow", line: 6, column: 25 } },
    ]);
  });

  it("[YAML-9] leaves an output out that nothing can read, and says so", async () => {
    const plan = await readDataflow("nodes:\n  - {id: a, path: dynamic, send_stdout_as: lines}\n", { env });
    expect(plan.nodes.get("a")?.sendStdoutAs).toBeUndefined();
    expect(plan.warnings).toMatchObject([{ line: 2, message: expect.stringContaining("'lines' is not among") }]);
  });

  it("[YAML-9] has an input's source, queue and place", async () => {
    const { inputs } = await planned(`nodes:
  - id: a
    path: dynamic
    outputs: [op/x]
    inputs:
      short: a/op/x
      long: {source: dora/logs/INFO/b, queue_size: 0, queue_policy: backpressure, input_timeout: 2.5}
    input_types: {short: std/core/v1/Bytes}
`);
    expect([...inputs.values()]).toEqual([
      {
        id: "short",
        place: { file: "dataflow", line: 6, column: 14 },
        source: { kind: "output", nodeId: "a", outputId: "op/x" },
        sourceText: "a/op/x",
        queueSize: 10,
        queuePolicy: "drop_oldest",
        hasOptions: false,
        type: "std/core/v1/Bytes",
      },
      {
        id: "long",
        place: { file: "dataflow", line: 7, column: 13 },
        source: { kind: "logs", level: "info", nodeId: "b" },
        sourceText: "dora/logs/info/b",
        queueSize: 1,
        queuePolicy: "backpressure",
        inputTimeoutMs: 2500,
        hasOptions: true,
      },
    ]);
  });

  it.each([
    ["secs/2", 2_000_000_000n, "secs/2"],
    ["millis/2000", 2_000_000_000n, "secs/2"],
    ["millis/1500", 1_500_000_000n, "millis/1500"],
    ["micros/1500", 1_500_000n, "micros/1500"],
    ["nanos/5", 5n, "nanos/5"],
    ["hz/30", 33_333_333n, "nanos/33333333"],
    ["hz/2.5", 400_000_000n, "millis/400"],
  ])("[YAML-9] turns the timer %s into nanoseconds, and writes it as dora does", async (timer, intervalNs, text) => {
    const { inputs } = await planned(`nodes:\n  - {id: a, path: dynamic, inputs: {t: dora/timer/${timer}}}\n`);
    expect(inputs.get("t")).toMatchObject({
      source: { kind: "timer", intervalNs, intervalMs: Number(intervalNs) / 1e6 },
      sourceText: `dora/timer/${text}`,
    });
  });

  it("[YAML-9] merges the file's environment with the node's, and takes MILLRACE_PLACEMENT from it", async () => {
    const node = await planned(`env: {A: file, B: file}
nodes:
  - {id: a, path: dynamic, env: {B: node, MILLRACE_PLACEMENT: same-thread}}
`);
    expect(node.env).toEqual({ A: "file", B: "node", MILLRACE_PLACEMENT: "same-thread" });
    expect(node.placement).toBe("same-thread");
  });
});

// What dora 1.1.0 was seen to give to a node for each.
describe("values of env arrive as dora gives them to a node", () => {
  it.each([
    ['"1.0"', "1"],
    ['"007"', "7"],
    ['"+5"', "5"],
    ['".5"', "0.5"],
    ['"-0"', "0"],
    ["-0.0", "-0"],
    ["1.50", "1.5"],
    ["1e3", "1000"],
    ["1e21", "1000000000000000000000"],
    ["1e-7", "0.0000001"],
    ['"1e400"', "inf"],
    [".inf", "inf"],
    ["-.inf", "-inf"],
    [".nan", "NaN"],
    ['"Infinity"', "inf"],
    ["0x10", "16"],
    ["0o17", "15"],
    ["0b11", "3"],
    ["9007199254740993", "9007199254740993"],
    ["12345678901234567890", "12345678901234567000"],
    ["2026-01-02", "2026-01-02"],
    ["True", "true"],
    ['"TRUE"', "TRUE"],
    ["yes", "yes"],
    ['" 5"', " 5"],
    ['""', ""],
    ["1_000", "1_000"],
    ['"$HOME/x ${HOME}y"', "/home/mill/x /home/milly"],
    ['"$NUMBER"', "7"],
    ['"${MISSING:-fallback}b"', "fallbackb"],
    ['"${MISSING:-$HOME}"', "$HOME"],
    ['"$$HOME"', "$HOME"],
    ['"5 $ and $ x $"', "5 $ and $ x $"],
    ['"${HOME"', "${HOME"],
    ['"~/x %HOME% $(date)"', "~/x %HOME% $(date)"],
  ])("[YAML-10] %s → %s", async (yaml, text) => {
    const { env: found } = await planned(`nodes:\n  - {id: a, path: dynamic, env: {A: ${yaml}}}\n`);
    expect(found).toEqual({ A: text });
  });
});
