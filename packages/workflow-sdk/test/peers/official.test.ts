import { Client as OfficialClient, Connection, WorkflowFailedError } from "@temporalio/client";
import { CancelledFailure, historyToJSON } from "./official-values.ts";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { Client, Worker } from "../../src/index.ts";
import { startServer, type TemporalServer } from "../../src/server.ts";
import { observe, type ObservedServer } from "./observed-server.ts";
import { type OfficialWorker, startOfficialWorker } from "./official-worker.ts";
import * as workflows from "./official-workflows.ts";

const taskQueue = "official";
/** On a busy machine it takes most of a minute to bundle workflows. */
const bundlingMs = 180_000;

describe("official SDK and ours on our server", () => {
  let server: TemporalServer;
  let observed: ObservedServer;
  let worker: OfficialWorker;
  let connection: Connection;
  let official: OfficialClient;
  let ours: Client;
  const ran: { readonly workflowId: string; readonly runId: string }[] = [];
  let count = 0;

  beforeAll(async () => {
    server = await startServer({ listen: { port: 0 } });
    const address = server.address ?? "";
    observed = await observe(server);
    worker = await startOfficialWorker(observed.address, taskQueue);
    connection = await Connection.connect({ address });
    official = new OfficialClient({ connection });
    ours = new Client(server);
  }, bundlingMs);

  afterAll(async () => {
    await worker[Symbol.asyncDispose]();
    await connection.close();
    await ours.close();
    await observed[Symbol.asyncDispose]();
    await server.close();
  }, bundlingMs);

  /** Starts a workflow by the official client; its history is replayed in the end. */
  const start = async <W extends (...args: never[]) => Promise<unknown>>(
    workflow: W,
    args: Parameters<W>,
    more: { readonly retry?: { readonly initialInterval: string; readonly maximumAttempts: number } } = {},
  ) => {
    const workflowId = `${workflow.name}-${count++}`;
    const options = { taskQueue, workflowId, args, ...more };
    const handle = await official.workflow.start(workflow.name, options as { taskQueue: string; workflowId: string });
    ran.push({ workflowId, runId: handle.firstExecutionRunId });
    return handle;
  };

  it("[PEER-2] runs activities that come with the answer to a workflow task, and tries them again", async () => {
    await expect((await start(workflows.greets, ["Ada"])).result()).resolves.toBe("Hello, Ada!");
    expect([observed.eager, observed.polled]).toEqual([["greet"], []]);
    await expect((await start(workflows.triesAgain, [])).result()).resolves.toBe(3);
    // Who fails is tried again by whoever polls.
    expect([observed.eager, observed.polled]).toEqual([
      ["greet", "flaky"],
      ["flaky", "flaky"],
    ]);
  });

  it("[PEER-3] sends signals, answers queries and updates, fires timers", async () => {
    const handle = await start(workflows.collects, []);
    await handle.signal(workflows.addSignal, "one");
    await expect(handle.query(workflows.namesQuery)).resolves.toEqual(["one"]);
    await handle.signal(workflows.addSignal, "two");
    await expect(handle.result()).resolves.toEqual(["one", "two"]);
    await expect(handle.query(workflows.namesQuery)).resolves.toEqual(["one", "two"]);
    await expect(handle.describe()).resolves.toMatchObject({ status: { name: "COMPLETED" }, type: "collects" });
  });

  it("[PEER-4] runs children that complete, fail and are signalled", async () => {
    const result = (await start(workflows.parent, [])).result();
    await expect(result).resolves.toEqual(["Hello, child!", "a bad child", "from the parent", "again"]);
  });

  it("[PEER-5] cancels workflows and activities, and terminates", async () => {
    const cancelled = await start(workflows.cancellable, []);
    await cancelled.cancel();
    const failure: unknown = await cancelled.result().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(WorkflowFailedError);
    expect((failure as WorkflowFailedError).cause).toBeInstanceOf(CancelledFailure);
    await expect((await start(workflows.cancelsActivity, [])).result()).resolves.toBe("cancelled");
    const terminated = await start(workflows.cancellable, []);
    await terminated.terminate("enough");
    await expect(terminated.result()).rejects.toBeInstanceOf(WorkflowFailedError);
    await expect(terminated.describe()).resolves.toMatchObject({ status: { name: "TERMINATED" } });
  });

  it("[PEER-6] continues as new, tries workflows again, writes markers and memo", async () => {
    await expect((await start(workflows.counts, [1])).result()).resolves.toBe(3);
    const retry = { initialInterval: "100ms", maximumAttempts: 2 };
    await expect((await start(workflows.failsOnce, [], { retry })).result()).resolves.toBe(2);
    const remembers = await start(workflows.remembers, []);
    await expect(remembers.result()).resolves.toBe("patched, Hello, local!");
    await expect(remembers.describe()).resolves.toMatchObject({ memo: { change: "patched" } });
  });

  it("[PEER-7] drives workflows of the official worker by our client", async () => {
    await expect(ours.executeWorkflow("greets", { args: ["Bob"], taskQueue })).resolves.toBe("Hello, Bob!");
    const handle = await ours.startWorkflow("collects", { taskQueue, startSignal: "add", startSignalArgs: ["one"] });
    await expect(handle.query("names")).resolves.toEqual(["one"]);
    await handle.signal("add", "two");
    await expect(handle.result()).resolves.toEqual(["one", "two"]);
    const waiting = await ours.startWorkflow("cancellable", { taskQueue });
    await waiting.cancel({ reason: "enough" });
    await expect(waiting.result()).rejects.toMatchObject({ cause: { name: "CancelledFailure" } });
    await expect(waiting.describe()).resolves.toMatchObject({ status: "CANCELED" });
  });

  it("[PEER-8] runs activities of official workflows in our worker", async () => {
    const greet = (name: string): string => `Hi, ${name}!`;
    const mine = await new Worker(ours, { taskQueue: "ours", activities: { greet } }).start();
    onTestFinished(() => mine.shutdown());
    await expect((await start(workflows.greetsElsewhere, ["ours", "Eve"])).result()).resolves.toBe("Hi, Eve!");
  });

  it("[PEER-10] runs standalone activities of either client in either worker", async () => {
    const greet = (name: string): string => `Hi, ${name}!`;
    const mine = await new Worker(ours, { taskQueue: "ours alone", activities: { greet } }).start();
    onTestFinished(() => mine.shutdown());
    const byOfficial = {
      id: "by official",
      taskQueue: "ours alone",
      args: ["Ada"],
      startToCloseTimeout: "20s",
    } as const;
    await expect(official.activity.execute("greet", byOfficial)).resolves.toBe("Hi, Ada!");
    const byOurs = { id: "by ours", taskQueue, args: ["Bob"], startToCloseTimeoutMs: 20_000 };
    await expect(ours.executeActivity("greet", byOurs)).resolves.toBe("Hello, Bob!");
  });

  it("[PEER-9] writes histories that the official replayer follows", async () => {
    expect(ran.length).toBeGreaterThan(10);
    const failures: string[] = [];
    for (const { workflowId, runId } of ran) {
      const history = await official.workflow.getHandle(workflowId, runId).fetchHistory();
      const replay = worker.replay(historyToJSON(history));
      await replay.catch((error: unknown) => failures.push(`${workflowId}: ${String(error)}`));
    }
    expect(failures).toEqual([]);
  });
});
