import { readFile } from "node:fs/promises";
import { cpuSecondsOf } from "@millrace/tooling-bench";
import { startProcess } from "@millrace/tooling-engines";
import { Client } from "@millrace/workflow-sdk";
import { programOf } from "./programs.ts";
import type { Server } from "./servers.ts";

const taskQueue = "bench";
/** As many as both workers run at once unless told otherwise. */
const inFlight = 100;
const value = "x".repeat(100);

export interface LoadFigures {
  readonly tasksPerSecond: number;
  /** Of the worker's process. */
  readonly cpuMicrosPerTask: number;
  readonly warmMegabytes: number;
  readonly megabytes: number;
}

/** What is resident of a process, in MB. Linux only. */
const megabytesOf = async (pid: number): Promise<number> => {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return (Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024) / 1e6;
};

/** Standalone activities, so many in flight, each with its answer checked. */
const runTasks = async (client: Client, tasks: number): Promise<void> => {
  let started = 0;
  const caller = async (): Promise<void> => {
    while (started < tasks) {
      started += 1;
      const options = { args: [value], taskQueue, startToCloseTimeoutMs: 60_000 };
      const answer = await client.executeActivity("echo", options);
      if (answer !== value) throw new Error(`an activity answered '${String(answer)}'`);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, caller));
};

export interface Load {
  readonly start: () => Promise<Server>;
  /** Tasks before those that are measured. */
  readonly warmUp: number;
  readonly tasks: number;
  /** Of Node, for the worker's process. */
  readonly flags?: readonly string[];
}

/** A worker in a process of its own on a server of its own: warmed up, then measured. */
export const measureLoad = async (contender: string, load: Load): Promise<LoadFigures> => {
  const { start, warmUp, tasks, flags = [] } = load;
  await using server = await start();
  const args = [...flags, programOf("workers", contender), server.address, taskQueue];
  await using worker = startProcess(process.execPath, args);
  await worker.line(/^polls$/);
  await using client = await Client.connect(server.address);
  await runTasks(client, warmUp);
  const pid = worker.child.pid ?? 0;
  const warmMegabytes = await megabytesOf(pid);
  const cpu = await cpuSecondsOf(pid);
  const beganMs = performance.now();
  await runTasks(client, tasks);
  const seconds = (performance.now() - beganMs) / 1000;
  const cpuMicrosPerTask = (((await cpuSecondsOf(pid)) - cpu) * 1e6) / tasks;
  return { tasksPerSecond: tasks / seconds, cpuMicrosPerTask, warmMegabytes, megabytes: await megabytesOf(pid) };
};
