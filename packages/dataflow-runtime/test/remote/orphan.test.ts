import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { ScriptedDaemon } from "../../src/testing/scripted-daemon.ts";
import { startNode } from "./start-node.ts";

test("[WIRE-36] a node whose dora run dies is told so, and ends although it does not want to", async () => {
  await using daemon = await ScriptedDaemon.start();
  const parent = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  await once(parent, "spawn");
  const child = startNode(daemon, "never-end.ts", { DORA_RUN_PARENT_PID: String(parent.pid) });
  const output: string[] = [];
  child.stdout?.on("data", (chunk: Buffer) => output.push(chunk.toString()));
  await daemon.until("nextEvent");
  parent.kill("SIGKILL");
  const [code] = (await once(child, "exit")) as [number | null];
  expect([code, output.join("")]).toEqual([1, "ERROR DATAFLOW_ORPHANED\nend\n"]);
});
