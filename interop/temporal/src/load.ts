import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { silentLogger } from "@millrace/protocol";
import { Client, UnavailableError, Worker } from "@millrace/workflow-sdk";
import { completeWorkflow, scheduleActivity, type Script, ScriptedWorker } from "@millrace/workflow-sdk/testing";
import { unique } from "./side.ts";

const rounds = 3;
/** So that there is time for trouble, on fast machines too. */
const workMs = 300;
/** What was lost on its way is noticed, and given again, after this time. */
const patienceMs = 3000;

/** Three activities one after the other, each with its round; gives what they answered. */
const chain: Script = ({ events, input: [name] }) => {
  const results = events
    .filter(({ type }) => type === "ActivityTaskCompleted")
    .map(({ attributes }) => attributes["result"]);
  const scheduled = events.filter(({ type }) => type === "ActivityTaskScheduled").length;
  if (results.length === rounds) return [completeWorkflow(...results.flat())];
  if (scheduled > results.length) return [];
  const retryPolicy = { initialIntervalMs: 100, backoffCoefficient: 1 };
  const args = [name, scheduled];
  return [scheduleActivity({ id: String(scheduled), type: "work", args, startToCloseMs: patienceMs, retryPolicy })];
};

export interface LoadOptions {
  /** Where clients and workers connect to. */
  readonly address: string;
  /** How many workflows, and as many standalone activities. */
  readonly count: number;
  /** Serves the activity `work`. Default: a worker in this process. */
  readonly worker?: (taskQueue: string) => Promise<AsyncDisposable>;
  /** Goes on beside the load; ends when the signal aborts. */
  readonly trouble: (signal: AbortSignal) => Promise<void>;
}

const work = async (name: string, round: number): Promise<string> => {
  await sleep(workMs);
  return `${name} ${round}`;
};

/** Calls give up after some tries; who wants a result asks again. */
const insist = async <Result>(call: () => Promise<Result>): Promise<Result> => {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
    }
  }
};

/**
 * Workflows and standalone activities at once, while there is trouble: every one of them ends, with the results of its
 * own activities, each of which has completed once.
 *
 * @returns the ids of the standalone activities
 */
export const loadInTrouble = async ({ address, count, worker, trouble }: LoadOptions): Promise<readonly string[]> => {
  const taskQueue = unique("load");
  await using client = await Client.connect(address);
  await using _scripts = await ScriptedWorker.start(address, { taskQueue, workflows: { chain } });
  const inProcess = () => new Worker(client, { taskQueue, activities: { work }, logger: silentLogger }).start();
  await using _worker = await (worker?.(taskQueue) ?? inProcess());
  const calm = new AbortController();
  const names = Array.from({ length: count }, (_, index) => `n${index}`);
  const idConflictPolicy = "USE_EXISTING";
  const workflows = names.map((name) =>
    insist(async () => {
      const options = { taskQueue, id: `${taskQueue}-${name}`, idConflictPolicy, taskTimeoutMs: patienceMs } as const;
      const handle = await client.startWorkflow("chain", { ...options, args: [name] });
      await handle.result();
      return handle;
    }),
  );
  const retryPolicy = { initialIntervalMs: 100, backoffCoefficient: 1 };
  const times = { taskQueue, startToCloseTimeoutMs: patienceMs, retryPolicy };
  const jobs = names.map((name) =>
    insist(() => {
      const options = { ...times, id: `${taskQueue}-${name}`, idConflictPolicy } as const;
      return client.executeActivity("work", { ...options, args: [name, 0] });
    }),
  );
  const load = Promise.all([Promise.all(workflows), Promise.all(jobs)]).finally(() => calm.abort());
  const [[handles, results]] = await Promise.all([load, trouble(calm.signal)]);
  assert.deepEqual(
    results,
    names.map((name) => `${name} 0`),
  );
  for (const handle of handles) {
    const { events } = await insist(() => handle.fetchHistory());
    const completed = events.filter(({ eventType }) => eventType === "EVENT_TYPE_ACTIVITY_TASK_COMPLETED");
    assert.equal(completed.length, rounds, `activities that completed in ${handle.workflowId}`);
    const closed = events.filter(({ eventType }) => eventType === "EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED");
    assert.equal(closed.length, 1);
  }
  return names.map((name) => `${taskQueue}-${name}`);
};
