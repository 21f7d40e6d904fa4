import { silentLogger, systemClock, type Clock } from "@millrace/protocol";
import { afterEach, expect, test, vi } from "vitest";
import { activity, Client, Worker } from "../../src/index.ts";
import { startServer } from "../../src/server.ts";
import { completeWorkflow, ScriptedWorker, scheduleActivity, type Script } from "../../src/testing/index.ts";

const taskQueue = "work";
const hourMs = 3_600_000;
const RealDate = Date;

afterEach(() => void vi.unstubAllGlobals());

/** A clock of its own for the server, which somebody sets. */
function jumpingClock(): { readonly clock: Clock; readonly set: (aheadMs: number) => void } {
  let aheadMs = 0;
  const clock = { ...systemClock, now: () => RealDate.now() + aheadMs };
  return { clock, set: (to) => void (aheadMs = to) };
}

/** Sets the clock that client and worker go by. */
function setDate(aheadMs: number): void {
  class OtherDate extends RealDate {
    constructor(...given: [] | [number]) {
      super(given[0] ?? OtherDate.now());
    }
    static override now(): number {
      return RealDate.now() + aheadMs;
    }
  }
  vi.stubGlobal("Date", OtherDate);
}

/** Forwards and backwards; in the end where it was furthest, so that nothing is hours away. */
const jumps = [3, -5, 1, -2, 4].map((hours) => hours * hourMs);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Two rounds of work, one after the other. */
const twoRounds: Script = ({ events, input: [name] }) => {
  const done = events.filter(({ type }) => type === "ActivityTaskCompleted").length;
  const scheduled = events.filter(({ type }) => type === "ActivityTaskScheduled").length;
  if (done === 2) return [completeWorkflow("done")];
  if (scheduled > done) return [];
  const retryPolicy = { initialIntervalMs: 100, backoffCoefficient: 1 };
  const options = { startToCloseMs: hourMs / 2, heartbeatMs: 60_000, retryPolicy };
  return [scheduleActivity({ id: String(scheduled), type: "work", args: [name], ...options })];
};

/** Heartbeats without a pause for a while; the first attempt fails then, and the second waits for its time. */
async function work(name: string): Promise<string> {
  for (let times = 0; times < 20; times++) {
    activity.heartbeat(times);
    await pause(10);
  }
  if (activity.info().attempt === 1) throw new Error("the first attempt");
  return name;
}

test("[WRK-28] wall clocks that jump by hours lose nothing, complete nothing twice, and send no heartbeats at once", async () => {
  const { clock, set } = jumpingClock();
  await using server = await startServer({ clock, logger: silentLogger });
  await using client = await Client.connect(server);
  await using _scripts = await ScriptedWorker.start(server, { taskQueue, workflows: { twoRounds } });
  await using _worker = await new Worker(client, { taskQueue, activities: { work }, logger: silentLogger }).start();
  const names = Array.from({ length: 10 }, (_, index) => `n${index}`);
  const retryPolicy = { initialIntervalMs: 100, backoffCoefficient: 1 };
  const times = { startToCloseTimeoutMs: hourMs / 2, heartbeatTimeoutMs: 60_000, retryPolicy };
  const jobs = await Promise.all(
    names.map((id) => client.startActivity("work", { id, args: [id], taskQueue, ...times })),
  );
  const workflows = await Promise.all(
    names.map((id) => client.startWorkflow("twoRounds", { id, args: [id], taskQueue, taskTimeoutMs: hourMs / 2 })),
  );
  for (const [index, aheadMs] of jumps.entries()) {
    await pause(100);
    set(aheadMs);
    setDate(jumps.at(-1 - index) ?? 0);
  }
  expect(await Promise.all(jobs.map((job) => job.result()))).toEqual(names);
  for (const workflow of workflows) {
    expect(await workflow.result()).toBe("done");
    const { events } = await workflow.fetchHistory();
    const completed = events.filter(({ eventType }) => eventType === "EVENT_TYPE_ACTIVITY_TASK_COMPLETED");
    expect(completed).toHaveLength(2);
  }
  for (const id of names) {
    const { info } = await client.service.describeActivityExecution({ namespace: "default", activityId: id });
    const attempts = info?.attempt ?? 0;
    expect(attempts).toBeGreaterThan(1);
    // The first of each attempt, and what a failure takes along: others are due after 48 s by a clock that does not jump.
    expect(Number(info?.totalHeartbeatCount)).toBeLessThanOrEqual(2 * attempts);
  }
});
