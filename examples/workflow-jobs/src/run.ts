import { setTimeout as pause } from "node:timers/promises";
import { Client, type ActivityHandle } from "@millrace/workflow-sdk";
import { startServer } from "@millrace/workflow-sdk/server";
import { startArchive } from "./archive.ts";
import type { DaySummary, Quake } from "./quake.ts";
import type { Progress, summariseDay } from "./summarise-day.ts";
import { startWorkerProcess } from "./worker-process.ts";

const taskQueue = "quakes";
/** The first worker is killed when all jobs have done so many records. */
const wellIn = 20;

export interface JobOutcome {
  readonly summary: DaySummary;
  readonly attempts: number;
  /** The worker that finished it. */
  readonly worker: string;
}

export interface Run {
  readonly outcomes: readonly JobOutcome[];
  /** How many jobs were under way when the first worker was killed. */
  readonly interrupted: number;
  readonly killedPid: number;
  /** How often the archive was asked for each day. */
  readonly asked: ReadonlyMap<string, number>;
}

type Job = ActivityHandle<typeof summariseDay>;

/** Gives one job a day to a worker, kills it in the middle, and lets another finish. */
export async function run(days: ReadonlyMap<string, readonly Quake[]>): Promise<Run> {
  await using archive = await startArchive(days);
  await using server = await startServer({ listen: { host: "127.0.0.1", port: 0 } });
  await using client = await Client.connect(server);
  const address = server.address ?? "";

  const jobs: Job[] = [];
  for (const day of days.keys()) {
    jobs.push(
      await client.startActivity<typeof summariseDay>("summariseDay", {
        id: `quakes of ${day}`,
        args: [archive.url, day],
        taskQueue,
        startToCloseTimeoutMs: 120_000,
        heartbeatTimeoutMs: 1_000,
        retryPolicy: { initialIntervalMs: 200, backoffCoefficient: 1 },
      }),
    );
  }

  await using first = startWorkerProcess(address, taskQueue);
  const interrupted = await underWay(jobs);
  await first.end("SIGKILL");

  await using second = startWorkerProcess(address, taskQueue);
  const outcomes = await Promise.all(jobs.map(outcomeOf));
  await second.end("SIGTERM");
  return { outcomes, interrupted, killedPid: first.pid, asked: archive.asked };
}

/** Waits until every job that goes on has told that it is well in, and says how many these are. */
async function underWay(jobs: readonly Job[]): Promise<number> {
  for (;;) {
    const states = await Promise.all(jobs.map((job) => job.describe()));
    const running = states.filter(({ status }) => status === "RUNNING");
    const far = running.map(({ heartbeatDetails: [progress] }) => (progress as Progress | undefined)?.next ?? 0);
    if (far.every((next) => next >= wellIn)) return running.length;
    await pause(20);
  }
}

async function outcomeOf(job: Job): Promise<JobOutcome> {
  const summary = await job.result();
  const { attempt, lastWorkerIdentity } = await job.describe();
  return { summary, attempts: attempt, worker: lastWorkerIdentity };
}
