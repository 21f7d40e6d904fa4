// An activity worker in a process of its own, whose clock can be set: worker-process-main.ts <address> <task queue>
import { setTimeout as sleep } from "node:timers/promises";
import { silentLogger } from "@millrace/protocol";
import { activity, Client, Worker } from "@millrace/workflow-sdk";
import type { FromWorkerProcess, ToWorkerProcess } from "./worker-process-messages.ts";

const tell = (message: FromWorkerProcess): void => void process.send?.(message);

/** Everything in this process that asks for the time gets another one. */
const setClock = (aheadMs: () => number): void => {
  const RealDate = Date;
  globalThis.Date = class extends RealDate {
    constructor(given?: number | string | Date) {
      super(given ?? RealDate.now() + aheadMs());
    }
    static override now(): number {
      return RealDate.now() + aheadMs();
    }
  } as DateConstructor;
};

/** Heartbeats all the time. */
const work = async (name: string, round: number): Promise<string> => {
  for (let times = 0; times < 30; times++) {
    activity.heartbeat(times);
    await sleep(10);
  }
  return `${name} ${round}`;
};

/** Counts on from where the attempt before was, and tells where it began. */
const countOn = async (upTo: number): Promise<readonly number[]> => {
  const from = Number(activity.info().heartbeatDetails[0] ?? 0);
  for (let count = from; count < upTo; count++) {
    activity.heartbeat(count);
    if (count === Math.floor(upTo / 2)) tell({ kind: "half way" });
    await sleep(50);
  }
  return [from, upTo];
};

const main = async ([address = "", taskQueue = ""]: readonly string[]): Promise<void> => {
  let aheadMs = 0;
  setClock(() => aheadMs);
  process.on("message", (message: ToWorkerProcess) => void (aheadMs = message.aheadMs));
  const client = await Client.connect(address);
  const worker = new Worker(client, { taskQueue, activities: { work, countOn }, graceMs: 0, logger: silentLogger });
  // The parent is gone, or wants an end.
  process.on("disconnect", () => void worker.shutdown());
  await worker.start();
  tell({ kind: "ready" });
  await worker.run();
  await client.close();
};

void main(process.argv.slice(2));
