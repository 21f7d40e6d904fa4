import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { silentLogger } from "@millrace/protocol";
import { freePort } from "@millrace/protocol/testing";
import { activity, Client, Worker } from "@millrace/workflow-sdk";
// @boundaries-ignore a proxy of the package's own tests
import { proxyTo } from "../../../../packages/workflow-sdk/test/client/support/proxy.ts";
import { cutting } from "../cutting.ts";
import { goingAway } from "../going-away.ts";
import { loadInTrouble } from "../load.ts";
import { realServerProgram, startRealServer } from "../real-server.ts";
import { type SideScenario, unique } from "../side.ts";
import { startWorkerProcess, type WorkerProcess } from "../worker-process.ts";

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal }).catch(() => undefined);

/** Trouble again and again, at moments that are not the same twice, until the load is done; at least three times. */
const again =
  (everyMs: number, trouble: () => void | Promise<void>) =>
  async (signal: AbortSignal): Promise<void> => {
    let times = 0;
    while (!signal.aborted) {
      await pause(everyMs * (0.5 + Math.random()), signal);
      if (signal.aborted) break;
      await trouble();
      times++;
    }
    assert(times >= 3, `the load was done before the trouble began: ${times} times`);
  };

export const faultScenarios: readonly SideScenario[] = [
  {
    name: "a server with a file that is killed and started again under load: nothing is lost",
    realOnly: true,
    run: async () => {
      const folder = await mkdtemp(join(tmpdir(), "millrace-temporal-"));
      const program = await realServerProgram();
      const options = { port: await freePort(), file: join(folder, "server.db") };
      let server = await startRealServer(program, options);
      try {
        const trouble = async (signal: AbortSignal): Promise<void> => {
          for (let kill = 0; kill < 2; kill++) {
            await pause(1500, signal);
            assert(!signal.aborted, "the load was done before the server was killed");
            await server[Symbol.asyncDispose]();
            server = await startRealServer(program, options);
          }
        };
        await loadInTrouble({ address: server.address, count: 60, trouble });
      } finally {
        await server[Symbol.asyncDispose]();
        await rm(folder, { recursive: true, force: true });
      }
    },
  },
  {
    name: "connections that are cut under load: nothing is lost",
    run: async ({ address }) => {
      await using proxy = await proxyTo(Number(address.split(":").at(-1)));
      await loadInTrouble({ address: proxy.address, count: 20, trouble: again(300, () => proxy.cut()) });
    },
  },
  {
    name: "connections that are cut before each request and before its answer: nothing is lost",
    run: async ({ address }) => {
      const timesEach = 3;
      await using front = await cutting(address, timesEach);
      await loadInTrouble({ address: front.address, count: 20, trouble: async () => front.begin() });
      const all = { requests: timesEach, answers: timesEach };
      const methods = ["StartWorkflowExecution", "StartActivityExecution", "GetWorkflowExecutionHistory"];
      const polls = ["PollActivityTaskQueue", "PollWorkflowTaskQueue", "PollActivityExecution"];
      for (const method of [...methods, ...polls, "RespondActivityTaskCompleted", "RespondWorkflowTaskCompleted"]) {
        assert.deepEqual(front.cuts.get(method), all, method);
      }
    },
  },
  {
    name: "cancellation arrives with heartbeats over connections that are cut",
    run: async ({ address }) => {
      const taskQueue = unique("cut-heartbeats");
      await using proxy = await proxyTo(Number(address.split(":").at(-1)));
      await using client = await Client.connect(address);
      await using behindProxy = await Client.connect(proxy.address);
      const begun = Promise.withResolvers<void>();
      const waits = async (): Promise<never> => {
        const beating = setInterval(() => activity.heartbeat(), 50);
        begun.resolve();
        return activity.info().cancellation.finally(() => clearInterval(beating));
      };
      const options = { taskQueue, activities: { waits }, graceMs: 0, logger: silentLogger };
      await using _worker = await new Worker(behindProxy, options).start();
      const times = { startToCloseTimeoutMs: 60_000, heartbeatTimeoutMs: 1000 };
      const handle = await client.startActivity("waits", { taskQueue, ...times });
      await begun.promise;
      const cuts = setInterval(() => proxy.cut(), 70);
      await pause(500, new AbortController().signal);
      await handle.cancel({ reason: "enough" });
      await pause(500, new AbortController().signal);
      clearInterval(cuts);
      await assert.rejects(handle.result());
      assert.equal((await handle.describe()).status, "CANCELED");
    },
  },
  {
    name: "a worker whose clock jumps by hours under load: nothing is lost, and heartbeats keep their pace",
    run: async ({ address }) => {
      const started = Promise.withResolvers<WorkerProcess>();
      const worker = async (taskQueue: string): Promise<WorkerProcess> => {
        const ready = await startWorkerProcess(address, taskQueue);
        started.resolve(ready);
        return ready;
      };
      const jump = async (): Promise<void> => {
        const hours = Math.round((Math.random() - 0.5) * 20);
        (await started.promise).setClock(hours * 3_600_000);
      };
      const ids = await loadInTrouble({ address, count: 20, worker, trouble: again(100, jump) });
      await using client = await Client.connect(address);
      for (const activityId of ids) {
        const { info } = await client.service.describeActivityExecution({ namespace: "default", activityId });
        // The first of each attempt, and what a failure takes along; others are due after half a minute.
        assert(Number(info?.totalHeartbeatCount) <= 2 * Number(info?.attempt), `heartbeats of ${activityId}`);
      }
    },
  },
  {
    name: "a worker that is killed: the next one goes on from its last heartbeat",
    run: async ({ address }) => {
      const taskQueue = unique("killed");
      await using client = await Client.connect(address);
      await using first = await startWorkerProcess(address, taskQueue);
      const times = { startToCloseTimeoutMs: 60_000, heartbeatTimeoutMs: 1000 };
      const retryPolicy = { initialIntervalMs: 100 };
      const handle = await client.startActivity("countOn", { taskQueue, args: [60], ...times, retryPolicy });
      await first.halfWay;
      await first.kill();
      await using _second = await startWorkerProcess(address, taskQueue);
      const [from, upTo] = (await handle.result()) as readonly number[];
      assert(Number(from) > 0, `the second attempt began at ${from}`);
      assert.equal(upTo, 60);
      assert.equal((await handle.describe()).attempt, 2);
    },
  },
  {
    name: "GOAWAY during polls under load: nothing is lost",
    run: async ({ address }) => {
      await using front = await goingAway(address);
      await loadInTrouble({ address: front.address, count: 20, trouble: again(100, () => front.goAway()) });
    },
  },
];
