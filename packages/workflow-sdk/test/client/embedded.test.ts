import { expectCode, collect } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import {
  ApplicationFailure,
  Client,
  defineQuery,
  defineSearchAttributeKey,
  defineSignal,
  NamespaceNotFoundError,
  TypedSearchAttributes,
  WorkflowFailedError,
} from "../../src/index.ts";
import { startServer } from "../../src/server.ts";
import { completeWorkflow, continueAsNew, failWorkflow, ScriptedWorker, steps } from "../../src/testing/index.ts";
import { proxyTo } from "./support/proxy.ts";
import { scriptedServer } from "./support/scripted-server.ts";

const taskQueue = "q";

/** Waits for the signal `finish`, and gives what it says. */
const waits = {
  run: ({ find }: { find: (type: string) => { attributes: unknown } | undefined }) => {
    const signalled = find("WorkflowExecutionSignaled");
    return signalled === undefined ? [] : [completeWorkflow("finished")];
  },
  queries: { greeting: (_: unknown, name: unknown) => `Hello, ${String(name)}!` },
};

test("[SEED-6] [SEED-10] a workflow is executed on the server of this process, and its result asked for again", async () => {
  await using server = await startServer();
  await using _worker = await ScriptedWorker.start(server, {
    taskQueue,
    workflows: { Hello: steps([completeWorkflow(42)]) },
  });
  await using client = await Client.connect(server);
  const handle = await client.startWorkflow("Hello", { taskQueue, args: ["Ada"], memo: { note: "n" } });
  expect(await handle.result()).toBe(42);
  expect(await client.getWorkflowHandle(handle.workflowId).result()).toBe(42);
  expect(await handle.describe()).toMatchObject({ status: "COMPLETED", workflowType: "Hello", memo: { note: "n" } });
  expect((await handle.fetchHistory()).events.at(-1)).toMatchObject({
    eventType: "EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED",
  });
});

test("[SEED-11] a handle talks to a workflow that runs", async () => {
  await using server = await startServer();
  await using _worker = await ScriptedWorker.start(server, { taskQueue, workflows: { Waits: waits } });
  await using client = await Client.connect(server);
  const handle = await client.startWorkflow("Waits", { taskQueue });
  expect(await handle.query(defineQuery<string, [string]>("greeting"), "Ada")).toBe("Hello, Ada!");
  await expectCode(handle.query("unknown"), "RPC_QUERY_FAILED");
  await handle.signal(defineSignal<[number]>("finish"), 7);
  expect(await handle.result()).toBe("finished");
  await expectCode(handle.signal("finish"), "RPC_WORKFLOW_NOT_FOUND");

  const cancelled = await client.startWorkflow("Waits", { taskQueue });
  await cancelled.cancel({ reason: "late" });
  await cancelled.terminate({ reason: "maintenance" });
  const error = await expectCode(cancelled.result(), "WORKFLOW_EXECUTION_FAILED");
  expect(error.cause).toMatchObject({ name: "TerminatedFailure", message: "maintenance" });
});

test("[SEED-5] a start with a signal signals the workflow that runs already", async () => {
  await using server = await startServer();
  await using client = await Client.connect(server);
  const options = { taskQueue, id: "w", startSignal: "finish", startSignalArgs: [1] };
  const first = await client.startWorkflow("Waits", options);
  await client.startWorkflow("Waits", options);
  const { events } = await first.fetchHistory();
  expect(events.filter(({ eventType }) => eventType.endsWith("SIGNALED"))).toHaveLength(2);
  await expectCode(client.startWorkflow("Waits", { taskQueue, id: "w" }), "RPC_WORKFLOW_ALREADY_STARTED");
});

test("[CLI-23] [CLI-24] results follow runs, and failures carry what was thrown", async () => {
  await using server = await startServer();
  await using _worker = await ScriptedWorker.start(server, {
    taskQueue,
    workflows: {
      Goes: ({ input }) => (input[0] === "end" ? [completeWorkflow("ended")] : [continueAsNew({ args: ["end"] })]),
      Fails: steps([failWorkflow({ message: "no stock", type: "Stock" })]),
    },
  });
  await using client = await Client.connect(server);
  const handle = await client.startWorkflow("Goes", { taskQueue, args: ["begin"] });
  expect(await handle.result()).toBe("ended");
  await expectCode(handle.result({ followRuns: false }), "WORKFLOW_CONTINUED_AS_NEW");
  const error = await expectCode(client.executeWorkflow("Fails", { taskQueue }), "WORKFLOW_EXECUTION_FAILED");
  expect(error).toBeInstanceOf(WorkflowFailedError);
  expect(error.cause).toMatchObject({ message: "no stock", type: "Stock" });
});

test("[CLI-30] workflows are listed and counted", async () => {
  await using server = await startServer({ searchAttributes: { CustomerId: "Keyword" } });
  await using client = await Client.connect(server);
  const customer = defineSearchAttributeKey("CustomerId", "KEYWORD");
  for (const id of ["a", "b", "c"]) {
    const searchAttributes = new TypedSearchAttributes([{ key: customer, value: id === "c" ? "other" : "same" }]);
    await client.startWorkflow("Order", { taskQueue, id, searchAttributes });
  }
  const query = "CustomerId = 'same'";
  const listed = await collect(client.listWorkflows({ query, pageSize: 1 }));
  expect(listed.map(({ workflowId }) => workflowId).sort()).toEqual(["a", "b"]);
  expect(listed[0]?.searchAttributes.get(customer)).toBe("same");
  expect((await client.countWorkflows({ query })).count).toBe(2);
});

describe("standalone activities", () => {
  const options = { taskQueue, startToCloseTimeoutMs: 60_000, retryPolicy: { maximumAttempts: 1 } };

  test("[CLI-32] [CLI-34] are completed from elsewhere by token and by ids", async () => {
    await using server = await startServer();
    await using client = await Client.connect(server);
    const poll = (): ReturnType<typeof client.service.pollActivityTaskQueue> =>
      client.service.pollActivityTaskQueue({ namespace: "default", taskQueue: { name: taskQueue } });

    const first = await client.startActivity("job", { ...options, args: ["x"] });
    const { taskToken, activityType } = await poll();
    expect(activityType?.name).toBe("job");
    const byToken = client.getAsyncActivityHandle({ taskToken });
    await byToken.heartbeat(0.5);
    expect((await first.describe()).heartbeatDetails).toEqual([0.5]);
    await byToken.complete("done");
    expect(await first.result()).toBe("done");
    await expectCode(byToken.complete("again"), "RPC_ACTIVITY_NOT_FOUND");

    const second = await client.startActivity("job", { ...options, id: "a-2" });
    await poll();
    const byIds = client.getAsyncActivityHandle({ activityId: "a-2" });
    await byIds.fail(ApplicationFailure.nonRetryable("no disk", "Disk"));
    const error = await expectCode(second.result(), "WORKFLOW_ACTIVITY_EXECUTION_FAILED");
    expect(error.cause).toMatchObject({ message: "no disk", type: "Disk" });

    const third = await client.startActivity("job", { ...options, id: "a-3" });
    await poll();
    await third.cancel({ reason: "late" });
    const cancelled = client.getAsyncActivityHandle({ activityId: "a-3" });
    await expectCode(cancelled.heartbeat(), "WORKFLOW_ACTIVITY_CANCELLED");
    await cancelled.reportCancellation("stopped");
    const end = await expectCode(third.result(), "WORKFLOW_ACTIVITY_EXECUTION_FAILED");
    expect(end.cause).toMatchObject({ name: "CancelledFailure", details: ["stopped"] });

    const listed = await collect(client.listActivities({ query: "ActivityType = 'job'" }));
    expect(listed.map(({ status }) => status).sort()).toEqual(["CANCELED", "COMPLETED", "FAILED"]);
    expect((await client.countActivities()).count).toBe(3);
    await expectCode(
      client.startActivity("job", { ...options, id: "a-3", idReusePolicy: "REJECT_DUPLICATE" }),
      "RPC_ACTIVITY_ALREADY_STARTED",
    );
  });
});

test("[CLI-20] a start whose answer is lost starts one workflow", async () => {
  await using server = await startServer();
  await using inner = await Client.connect(server);
  const line = { cut: (): void => undefined };
  const requestIds: string[] = [];
  await using front = await scriptedServer({
    startWorkflowExecution: async (request, { signal }) => {
      requestIds.push(request.requestId);
      const answer = await inner.service.startWorkflowExecution(request);
      if (requestIds.length === 1) {
        const gone = new Promise((resolve) => signal.addEventListener("abort", resolve));
        line.cut();
        await gone;
      }
      return answer;
    },
  });
  await using proxy = await proxyTo(front.port);
  line.cut = () => proxy.cut();
  await using client = await Client.connect(proxy.address);
  const handle = await client.startWorkflow("Order", { taskQueue, id: "w" });
  expect(requestIds).toEqual([expect.any(String), requestIds[0]]);
  expect(handle.firstExecutionRunId).toBe((await inner.getWorkflowHandle("w").describe()).runId);
  expect((await inner.countWorkflows()).count).toBe(1);
});

test("[CLI-16] a wait for a result outlasts lost connections", async () => {
  await using server = await startServer({ listen: { port: 0 } });
  await using proxy = await proxyTo(Number(server.address?.split(":").at(-1)));
  await using client = await Client.connect(proxy.address);
  const handle = await client.startWorkflow("Waits", { taskQueue });
  const results = [handle.result(), handle.result()];
  for (let cuts = 1; cuts <= 3; cuts++) {
    // Answered calls show that there is a connection to cut.
    await handle.describe();
    proxy.cut();
  }
  await using _worker = await ScriptedWorker.start(server, { taskQueue, workflows: { Waits: waits } });
  await handle.signal("finish");
  expect(await Promise.all(results)).toEqual(["finished", "finished"]);
});

test("[CLI-41] a namespace that is not there is named", async () => {
  await using server = await startServer();
  await using client = await Client.connect(server, { namespace: "nowhere" });
  const error = await expectCode(client.startWorkflow("W", { taskQueue }), "RPC_NAMESPACE_NOT_FOUND");
  expect(error).toBeInstanceOf(NamespaceNotFoundError);
  expect(error).toMatchObject({ namespace: "nowhere" });
});

test("[CLI-13] health is asked over the same connection", async () => {
  await using server = await startServer();
  await using client = await Client.connect(server);
  expect(
    (await client.healthService.check({ service: "temporal.api.workflowservice.v1.WorkflowService" })).status,
  ).toBe(1);
});
