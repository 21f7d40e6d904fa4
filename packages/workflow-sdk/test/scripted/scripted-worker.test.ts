import { expectCode } from "@millrace/protocol/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Client } from "../../src/index.ts";
import { startServer, type TemporalServer } from "../../src/server.ts";
import {
  completeWorkflow,
  type Script,
  ScriptedWorker,
  type ScriptedWorkerOptions,
  startTimer,
  steps,
} from "../../src/testing.ts";

describe("a worker that plays scripts", () => {
  let server: TemporalServer;
  let client: Client;
  beforeAll(async () => {
    server = await startServer();
    client = new Client(server);
  });
  afterAll(async () => {
    await client.close();
    await server.close();
  });

  const collects: Script = ({ events }) => {
    const signals = events.filter(({ type }) => type === "WorkflowExecutionSignaled");
    return signals.length < 2 ? [] : [completeWorkflow(signals.map(({ attributes }) => attributes["input"]))];
  };
  const start = (taskQueue: string, options: Omit<ScriptedWorkerOptions, "taskQueue">): Promise<ScriptedWorker> =>
    ScriptedWorker.start(server, { taskQueue, ...options });

  it("[PEER-11] answers each turn by the history so far", async () => {
    const taskQueue = "turns";
    const seen: unknown[] = [];
    const run: Script = ({ number, attempt, input, newEvents, find, workflowType }) => {
      seen.push([number, attempt, input, newEvents.map(({ type }) => type), workflowType]);
      if (number === 1) return [startTimer({ id: "t", afterMs: 10 })];
      return [
        completeWorkflow({
          fired: find("TimerFired", { timerId: "t" })?.id,
          not: find("TimerFired", { timerId: "x" }),
        }),
      ];
    };
    await using _worker = await start(taskQueue, { workflows: { run } });
    await expect(client.executeWorkflow("run", { taskQueue, args: ["Ada", 1] })).resolves.toEqual({ fired: 6 });
    const first = ["WorkflowExecutionStarted", "WorkflowTaskScheduled", "WorkflowTaskStarted"];
    const second = [
      "WorkflowTaskCompleted",
      "TimerStarted",
      "TimerFired",
      "WorkflowTaskScheduled",
      "WorkflowTaskStarted",
    ];
    expect(seen).toEqual([
      [1, 1, ["Ada", 1], first, "run"],
      [2, 1, ["Ada", 1], second, "run"],
    ]);
  });

  it.each([false, true])("[PEER-11] sees whole histories, sticky: %s", async (sticky) => {
    const taskQueue = `whole ${sticky}`;
    const queries = { count: ({ events }: { readonly events: readonly unknown[] }) => events.length };
    await using worker = await start(taskQueue, { sticky, workflows: { collects: { run: collects, queries } } });
    const handle = await client.startWorkflow("collects", { taskQueue });
    await handle.signal("a", 1);
    await handle.signal("b", 2);
    await expect(handle.result()).resolves.toEqual([[1], [2]]);
    await expect(handle.query("count")).resolves.toBe((await handle.fetchHistory()).events.length);
    expect(worker.refusals).toEqual([]);
  });

  it("[PEER-11] fails queries that it has no answer to", async () => {
    const taskQueue = "queries";
    const broken = (): never => {
      throw new RangeError("out of range");
    };
    await using _worker = await start(taskQueue, {
      workflows: { done: { run: steps([completeWorkflow()]), queries: { broken } } },
    });
    const handle = await client.startWorkflow("done", { taskQueue });
    await handle.result();
    await expect(handle.query("broken")).rejects.toThrow("out of range");
    await expect(handle.query("unknown")).rejects.toThrow("no query 'unknown'");
  });

  it("[PEER-11] fails the task of a workflow that it has no script for", async () => {
    const taskQueue = "strangers";
    const scripts: Record<string, Script> = {};
    await using _worker = await start(taskQueue, { workflows: scripts });
    const handle = await client.startWorkflow("stranger", { taskQueue });
    await expect
      .poll(async () => JSON.stringify(await handle.fetchHistory()), { timeout: 30_000 })
      .toContain("no script for the workflow 'stranger'");
    scripts["stranger"] = steps([completeWorkflow("known now")]);
    await expect(handle.result()).resolves.toBe("known now");
  });

  it("[PEER-11] keeps what the server refuses", async () => {
    const taskQueue = "refused";
    const run: Script = ({ find }) =>
      find("WorkflowTaskFailed") ? [completeWorkflow()] : [startTimer({ id: "", afterMs: 1 })];
    await using worker = await start(taskQueue, { workflows: { run } });
    await client.executeWorkflow("run", { taskQueue });
    expect(worker.refusals.map(({ message }) => message)).toEqual([expect.stringContaining("TimerId is not set")]);
  });

  it("refuses what makes no sense", async () => {
    await expectCode(() => start("", { workflows: {} }), "WORKFLOW_INVALID_SCRIPT");
    await expectCode(() => ScriptedWorker.start("a b", { taskQueue: "q", workflows: {} }), "WORKFLOW_INVALID_ADDRESS");
    const unknown = { workflows: {}, scripts: {} };
    await expectCode(() => start("q", unknown), "PROTOCOL_UNKNOWN_OPTION");
    await expect(start("q", { workflows: {}, namespace: "nowhere" })).rejects.toThrow("nowhere");
  });
});
