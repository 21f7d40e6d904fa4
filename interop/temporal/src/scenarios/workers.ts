import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { silentLogger } from "@millrace/protocol";
import { activity, type Client, createThreadExecutor, Worker, type WorkerOptions } from "@millrace/workflow-sdk";
import { eventually } from "../eventually.ts";
import { type SideScenario, unique } from "../side.ts";

/** A program of the package's own tests. */
const threadProgram = new URL(
  "../../../../packages/workflow-sdk/test/worker/fixtures/thread-program.ts",
  import.meta.url,
);

const times = { startToCloseTimeoutMs: 30_000, retryPolicy: { initialIntervalMs: 100, backoffCoefficient: 1 } };

/** Starts so many activities at once on a worker with these limits; gives when they began. */
const beginnings = async (
  client: Client,
  count: number,
  limits: Partial<WorkerOptions>,
): Promise<readonly number[]> => {
  const taskQueue = unique("limits");
  const began: number[] = [];
  const note = (): void => void began.push(performance.now());
  const options = { taskQueue, activities: { note }, logger: silentLogger, ...limits };
  await using _worker = await new Worker(client, options).start();
  // The server knows of the limit with the first poll.
  await client.executeActivity("note", { taskQueue, ...times });
  const all = Array.from({ length: count - 1 }, () => client.executeActivity("note", { taskQueue, ...times }));
  await Promise.all(all);
  assert.equal(began.length, count);
  return began;
};

const spreadMs = (began: readonly number[]): number => Math.max(...began) - Math.min(...began);

export const workerScenarios: readonly SideScenario[] = [
  {
    name: "a worker begins no more activities in a second than it may",
    run: async (side) => {
      await using client = await side.connect();
      const began = await beginnings(client, 11, { maxActivitiesPerSecond: 5 });
      assert(spreadMs(began) > 1000, `11 activities began within ${spreadMs(began)} ms`);
    },
  },
  {
    name: "a task queue gives out no more activities in a second than its workers ask for",
    run: async (side) => {
      await using client = await side.connect();
      // A second's worth comes at once.
      const began = await beginnings(client, 16, { maxTaskQueueActivitiesPerSecond: 5 });
      assert(spreadMs(began) > 1000, `16 activities began within ${spreadMs(began)} ms`);
    },
  },
  {
    name: "a worker has no more activities in hand than slots",
    run: async (side) => {
      const taskQueue = unique("slots");
      await using client = await side.connect();
      let running = 0;
      let most = 0;
      const slow = async (): Promise<void> => {
        most = Math.max(most, ++running);
        await sleep(50);
        running--;
      };
      const options = { taskQueue, activities: { slow }, maxConcurrentActivities: 3, logger: silentLogger };
      await using _worker = await new Worker(client, options).start();
      const all = Array.from({ length: 12 }, () => client.executeActivity("slow", { taskQueue, ...times }));
      await Promise.all(all);
      assert(most > 1 && most <= 3, `${most} at once`);
    },
  },
  {
    name: "attempts that time out are cancelled, and tried again",
    run: async (side) => {
      const taskQueue = unique("timeouts");
      await using client = await side.connect();
      const reasons: string[] = [];
      /** Its first attempt is late; it notices with the answer to its next heartbeat. */
      const late = async (): Promise<number> => {
        const { attempt, cancellation } = activity.info();
        if (attempt > 1) return attempt;
        await sleep(1500);
        const beating = setInterval(() => activity.heartbeat(), 100);
        try {
          return await cancellation;
        } catch (error) {
          reasons.push((error as Error).message);
          throw error;
        } finally {
          clearInterval(beating);
        }
      };
      const options = { taskQueue, activities: { late }, graceMs: 0, logger: silentLogger };
      await using _worker = await new Worker(client, options).start();
      const { retryPolicy } = times;
      for (const limit of [
        { startToCloseTimeoutMs: 1000 },
        { startToCloseTimeoutMs: 30_000, heartbeatTimeoutMs: 1000 },
      ]) {
        assert.equal(await client.executeActivity("late", { taskQueue, retryPolicy, ...limit }), 2);
      }
      await eventually(async () => assert.deepEqual(reasons, ["NOT_FOUND", "NOT_FOUND"]));
    },
  },
  {
    name: "results and details that are too large fail the attempt, and say so",
    run: async (side) => {
      const taskQueue = unique("large");
      await using client = await side.connect();
      const large = (): Uint8Array => new Uint8Array(3 * 1024 * 1024);
      await using _worker = await new Worker(client, {
        taskQueue,
        activities: { large },
        logger: silentLogger,
      }).start();
      const handle = await client.startActivity("large", { taskQueue, ...times });
      await assert.rejects(handle.result(), ({ cause }: Error) => {
        assert.match((cause as Error).message, /3145748 bytes/);
        return true;
      });
    },
  },
  {
    name: "activities that compute in threads heartbeat, and are cancelled",
    run: async (side) => {
      const taskQueue = unique("threads");
      await using client = await side.connect();
      await using executor = createThreadExecutor(threadProgram, { threads: 2 });
      const activities = { where: () => "in this thread", compute: () => "in this thread" };
      const options = { taskQueue, activities, activityExecutor: executor, logger: silentLogger };
      await using _worker = await new Worker(client, options).start();
      const where = (await client.executeActivity("where", { taskQueue, ...times })) as { inActivity: boolean };
      assert.equal(where.inActivity, true);
      const computing = { taskQueue, ...times, heartbeatTimeoutMs: 1000 };
      const handle = await client.startActivity("compute", { ...computing, args: ["flag"] });
      await eventually(async () => {
        const { heartbeatDetails } = await handle.describe();
        assert(heartbeatDetails.length > 0);
      });
      await handle.cancel();
      await assert.rejects(handle.result());
      assert.equal((await handle.describe()).status, "CANCELED");
    },
  },
];
