import { describe, expect, test } from "vitest";
import type { NodeLog } from "../../src/node-log.ts";
import { runDataflow, startDataflow, type NodeFunction } from "../../src/run-dataflow.ts";
import { DoraValue } from "../../src/value.ts";
import { record } from "./support/run.ts";
import { directory, script } from "./support/scripts.ts";

describe("a script as a process", () => {
  test("[ENG-30] [ENG-19] runs with the current Node and types stripped; messages of all sizes come back", async () => {
    const sizes = [0, 1, 8, 4096, 65_536, 1_000_000, 20_000_000];
    const back: number[] = [];
    const send: NodeFunction = async (node) => {
      for (const [at, size] of sizes.entries()) {
        const bytes = new Uint8Array(size).fill(at + 1);
        await node.sendOutput("data", bytes, { at });
        const event = await node.next();
        if (event?.type !== "INPUT") throw new Error(`expected the echo, got ${event?.type}`);
        expect(event.metadata.parameters).toEqual({ at });
        expect(Buffer.compare(event.data, bytes)).toBe(0);
        back.push(event.data.length);
      }
    };
    const source = {
      nodes: [
        { id: "sender", path: "dynamic", inputs: { echo: "echo/echo" }, outputs: ["data"] },
        { id: "echo", ...script("echo.ts"), inputs: { data: "sender/data" }, outputs: ["echo"] },
      ],
    };
    const result = await runDataflow(source, { directory, nodes: { sender: send } });
    expect(result.ok).toBe(true);
    expect(back).toEqual(sizes);
  });

  test("[ENG-20] [ENG-21] environment, arguments, working directory, closed stdin", async () => {
    let told: unknown;
    const read: NodeFunction = async (node) => {
      for await (const event of node) if (event.type === "INPUT") told = JSON.parse(event.value.get(0) as string);
    };
    const own = { MILLRACE_PLACEMENT: "process", FROM_FILE: "$FROM_PARENT!" };
    const source = {
      nodes: [
        { id: "a", ...script("surroundings.ts", `--name "two words" $HOME`), env: own, outputs: ["told"] },
        { id: "b", path: "dynamic", inputs: { told: "a/told" } },
      ],
    };
    const env = { ...process.env, FROM_PARENT: "yes", LD_PRELOAD: "" };
    await runDataflow(source, { directory, nodes: { b: read }, env });
    expect(told).toMatchObject({
      args: ["--name", "two words", "$HOME"],
      cwd: directory,
      stdinEnds: true,
      restartCount: 0,
      dynamic: false,
      env: {
        FROM_FILE: "yes!",
        FROM_PARENT: "yes",
        DORA_ZENOH_MULTICAST: "off",
        PYTHONUNBUFFERED: "1",
        DORA_RUN_PARENT_PID: String(process.pid),
      },
    });
    expect((told as { env: object }).env).not.toHaveProperty("LD_PRELOAD");
  });

  test("[ENG-17] its output becomes lines and records; a failure quotes stderr and tells the consumers", async () => {
    const logs: NodeLog[] = [];
    const words: string[] = [];
    const source = {
      nodes: [
        { id: "a", ...script("talker.ts", "fail"), outputs: ["out"] },
        { id: "b", path: "dynamic", inputs: { x: "a/out", stay: "dora/timer/secs/1000" } },
      ],
    };
    const onLog = (log: NodeLog): void => void logs.push(log);
    const running = await startDataflow(source, { directory, nodes: { b: record(words) }, onLog });
    await expect.poll(() => running.stats().nodes.get("a")?.state).toBe("failed");
    const { failures } = await running.stop();
    expect(failures[0]?.error).toBe("exited with code 3 with stderr output:\n  on stderr");
    expect(words).toContain("NODE_FAILED a");
    expect(logs).toContainEqual(expect.objectContaining({ level: "stdout", stream: "stdout", message: "plain line" }));
    expect(logs).toContainEqual(expect.objectContaining({ level: "stdout", stream: "stderr", message: "on stderr" }));
    expect(logs).toContainEqual(expect.objectContaining({ level: "warn", message: "a record", fields: { n: "1" } }));
  });
});

test("[ENG-2] a value keeps its type on its way through a process", async () => {
  const values = [DoraValue.from("text"), DoraValue.from([1n, 2n]), DoraValue.from([[1, 2], [3]])];
  const types: string[] = [];
  const source = {
    nodes: [
      { id: "sender", path: "dynamic", inputs: { echo: "echo/echo" }, outputs: ["data"] },
      { id: "echo", ...script("echo.ts"), inputs: { data: "sender/data" }, outputs: ["echo"] },
    ],
  };
  const sender: NodeFunction = async (node) => {
    for (const value of values) {
      await node.sendOutput("data", value);
      const event = await node.next();
      if (event?.type === "INPUT") types.push(JSON.stringify(event.value.toJSON()));
    }
  };
  await runDataflow(source, { directory, nodes: { sender } });
  expect(types).toEqual(values.map((value) => JSON.stringify(value.toJSON())));
});
