import assert from "node:assert/strict";
import { silentLogger } from "@millrace/protocol";
import { Client, Worker } from "@millrace/workflow-sdk";
import { completeWorkflow, scheduleActivity, type Script, ScriptedWorker } from "@millrace/workflow-sdk/testing";
import { unique } from "./side.ts";

const rounds = 3;
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
  /** Goes on beside the load; ends when the signal aborts. */
  readonly trouble: (signal: AbortSignal) => Promise<void>;
}

/**
 * Workflows and standalone activities at once, while there is trouble: every one of them ends, with the results of its
 * own activities, each of which has completed once.
 */
export const loadInTrouble = async ({ address, count, trouble }: LoadOptions): Promise<void> => {
  const taskQueue = unique("load");
  await using client = await Client.connect(address);
  await using _scripts = await ScriptedWorker.start(address, { taskQueue, workflows: { chain } });
  const work = async (name: string, round: number): Promise<string> => `${name} ${round}`;
  await using _worker = await new Worker(client, { taskQueue, activities: { work }, logger: silentLogger }).start();
  const calm = new AbortController();
  const names = Array.from({ length: count }, (_, index) => `n${index}`);
  const workflows = names.map(async (name) => {
    const handle = await client.startWorkflow("chain", { taskQueue, args: [name], taskTimeoutMs: patienceMs });
    await handle.result();
    return handle;
  });
  const retryPolicy = { initialIntervalMs: 100, backoffCoefficient: 1 };
  const options = { taskQueue, startToCloseTimeoutMs: patienceMs, retryPolicy };
  const jobs = names.map((name) => client.executeActivity("work", { ...options, args: [name, 0] }));
  const troubled = trouble(calm.signal);
  const all = Promise.all([Promise.all(workflows), Promise.all(jobs), troubled]);
  const done = Promise.all([...workflows, ...jobs]).finally(() => calm.abort());
  await done;
  const [handles, results] = await all;
  assert.deepEqual(
    results,
    names.map((name) => `${name} 0`),
  );
  for (const handle of handles) {
    const { events } = await handle.fetchHistory();
    const completed = events.filter(({ eventType }) => eventType === "EVENT_TYPE_ACTIVITY_TASK_COMPLETED");
    assert.equal(completed.length, rounds, `activities that completed in ${handle.workflowId}`);
    const closed = events.filter(({ eventType }) => eventType === "EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED");
    assert.equal(closed.length, 1);
  }
};
