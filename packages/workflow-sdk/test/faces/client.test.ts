import { collect } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import {
  ApplicationFailure,
  CancelledFailure,
  Client,
  Connection,
  isGrpcDeadlineError,
  isGrpcServiceError,
  LOCAL_TARGET,
  NamespaceNotFoundError,
  QueryNotRegisteredError,
  ServiceError,
  TerminatedFailure,
  WorkflowClient,
  WorkflowContinuedAsNewError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowFailedError,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
  WorkflowNotFoundError,
  type ClientOptions,
  type ConnectionOptions,
  type WorkflowExecutionDescription,
  type WorkflowHandle,
  type WorkflowStartOptions,
} from "../../src/client-face.ts";
import { defineQuery, defineSignal } from "../../src/definitions.ts";
import { startServer } from "../../src/server.ts";
import {
  cancelWorkflow,
  completeWorkflow,
  continueAsNew,
  failWorkflow,
  ScriptedWorker,
  steps,
  type ScriptedWorkflow,
} from "../../src/testing.ts";

const taskQueue = "hello-world";

async function example(name: string): Promise<string> {
  return `Hello, ${name}!`;
}

const waits: ScriptedWorkflow = {
  run: ({ find }) => {
    const signalled = find("WorkflowExecutionSignaled");
    if (signalled !== undefined) return [completeWorkflow(signalled.attributes["input"])];
    return find("WorkflowExecutionCancelRequested") === undefined ? [] : [cancelWorkflow()];
  },
  queries: { greeting: (_, name) => `Hello, ${String(name)}!` },
};

test("[FACE-1] [FACE-2] a hello of the official kind runs as it is", async () => {
  await using server = await startServer({ listen: { host: "127.0.0.1", port: 0 } });
  await using _worker = await ScriptedWorker.start(server, {
    taskQueue,
    workflows: { example: ({ input }) => [completeWorkflow(`Hello, ${String(input[0])}!`)] },
  });
  const options: ConnectionOptions = { address: server.address as string, connectTimeout: "10 seconds" };
  const connection = await Connection.connect(options);
  try {
    const client = new Client({ connection, namespace: "default" } satisfies ClientOptions);
    const start: WorkflowStartOptions<typeof example> = {
      taskQueue,
      args: ["Temporal"],
      workflowId: "workflow-1",
      workflowExecutionTimeout: "1 hour",
      workflowRunTimeout: 60_000,
      workflowTaskTimeout: "5s",
      startDelay: "1ms",
      retry: { initialInterval: "1 second", maximumInterval: "1 minute", maximumAttempts: 3 },
      memo: { note: "n" },
      staticSummary: "says hello",
    };
    const handle = await client.workflow.start(example, start);
    expect(await handle.result()).toBe("Hello, Temporal!");
    expect(handle.firstExecutionRunId).toMatch(/-/);
    const { attributes } = await started(handle);
    expect(attributes).toMatchObject({
      workflowExecutionTimeout: "3600s",
      workflowRunTimeout: "60s",
      workflowTaskTimeout: "5s",
      retryPolicy: { initialInterval: "1s", maximumInterval: "60s", maximumAttempts: 3 },
    });
    const described: WorkflowExecutionDescription = await handle.describe();
    expect(described).toMatchObject({ type: "example", status: { code: 2, name: "COMPLETED" }, memo: { note: "n" } });
    expect(await described.staticSummary()).toBe("says hello");
    expect(await client.workflow.execute(example, { taskQueue, args: ["you"], workflowId: "2" })).toBe("Hello, you!");
    expect(await client.workflow.result("2")).toBe("Hello, you!");
    expect((await client.workflowService.getSystemInfo({})).serverVersion).not.toBe("");
  } finally {
    await connection.close();
  }
});

async function started(handle: WorkflowHandle<typeof example>): Promise<{ readonly attributes: unknown }> {
  const [event] = (await handle.fetchHistory()).events;
  return { attributes: event?.["workflowExecutionStartedEventAttributes"] };
}

test("[FACE-2] a handle signals, queries, cancels and terminates", async () => {
  await using server = await startServer();
  await using _worker = await ScriptedWorker.start(server, { taskQueue, workflows: { waits } });
  await using connection = Connection.lazy({ address: server });
  const client = new WorkflowClient({ connection });
  const handle = await client.start("waits", { taskQueue, workflowId: "w-1" });
  expect(await handle.query(defineQuery<string, [string]>("greeting"), "Ada")).toBe("Hello, Ada!");
  expect(await handle.queryWithOptions("greeting", { args: ["Bo"] })).toBe("Hello, Bo!");
  await expect(handle.query("unknown")).rejects.toBeInstanceOf(QueryNotRegisteredError);
  await handle.signal(defineSignal<[number]>("finish"), 7);
  expect(await handle.result()).toEqual([7]);
  await expect(handle.signalWithOptions("finish", { args: [1] })).rejects.toBeInstanceOf(WorkflowNotFoundError);

  const cancelled = await client.start("waits", { taskQueue, workflowId: "w-2" });
  await cancelled.cancel();
  const error: unknown = await cancelled.result().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(WorkflowFailedError);
  expect((error as WorkflowFailedError).cause).toBeInstanceOf(CancelledFailure);
  expect((await cancelled.describe()).status.name).toBe("CANCELLED");

  await client.start("waits", { taskQueue, workflowId: "w-3" });
  await client.getHandle("w-3").terminate("maintenance");
  await expect(client.result("w-3")).rejects.toMatchObject({ cause: { message: "maintenance" } });
  await expect(client.result("w-3")).rejects.toSatisfy(
    (failed: WorkflowFailedError) => failed.cause instanceof TerminatedFailure,
  );
});

test("[FACE-2] signalWithStart signals the workflow that runs", async () => {
  await using server = await startServer();
  await using connection = Connection.lazy({ address: server });
  const { workflow } = new Client({ connection });
  const options = { taskQueue, workflowId: "w", signal: "finish", signalArgs: [1] };
  const first = await workflow.signalWithStart("waits", options);
  const second = await workflow.signalWithStart("waits", options);
  expect(second.signaledRunId).toBe(first.signaledRunId);
  const { events } = await second.fetchHistory();
  expect(events.filter(({ eventType }) => eventType.endsWith("SIGNALED"))).toHaveLength(2);
});

test("[FACE-2] id policies are the official constants", async () => {
  await using server = await startServer();
  await using connection = Connection.lazy({ address: server });
  const { workflow } = new Client({ connection });
  const options = { taskQueue, workflowId: "w" };
  const first = await workflow.start("waits", options);
  await expect(workflow.start("waits", options)).rejects.toBeInstanceOf(WorkflowExecutionAlreadyStartedError);
  const same = await workflow.start("waits", {
    ...options,
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
  });
  expect(same.firstExecutionRunId).toBe(first.firstExecutionRunId);
  const next = await workflow.start("waits", {
    ...options,
    workflowIdReusePolicy: WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_TERMINATE_IF_RUNNING,
  });
  expect(next.firstExecutionRunId).not.toBe(first.firstExecutionRunId);
  expect((await workflow.getHandle("w", first.firstExecutionRunId).describe()).status.name).toBe("TERMINATED");
});

test("[FACE-3] failures and errors are of the official classes", async () => {
  await using server = await startServer();
  await using _worker = await ScriptedWorker.start(server, {
    taskQueue,
    workflows: {
      Fails: steps([failWorkflow({ message: "no stock", type: "Stock", nonRetryable: true })]),
      Goes: ({ input }) => (input[0] === "end" ? [completeWorkflow("ended")] : [continueAsNew({ args: ["end"] })]),
    },
  });
  await using connection = Connection.lazy({ address: server });
  const client = new Client({ connection });
  const error: unknown = await client.workflow
    .execute("Fails", { taskQueue, workflowId: "f" })
    .catch((thrown: unknown) => thrown);
  if (!(error instanceof WorkflowFailedError && error.cause instanceof ApplicationFailure)) throw error;
  expect(error.cause).toMatchObject({ message: "no stock", type: "Stock", nonRetryable: true });
  const options = { taskQueue, workflowId: "g", followRuns: false };
  await expect(client.workflow.execute("Goes", options)).rejects.toBeInstanceOf(WorkflowContinuedAsNewError);
  expect(await client.workflow.result("g")).toBe("ended");

  const elsewhere = new Client({ connection, namespace: "nowhere" });
  const missing: unknown = await elsewhere.workflow.start("x", options).catch((thrown: unknown) => thrown);
  expect(missing).toBeInstanceOf(NamespaceNotFoundError);
  expect(missing).toBeInstanceOf(ServiceError);
  expect(isGrpcServiceError(missing)).toBe(true);
  expect(isGrpcServiceError(new Error("other"))).toBe(false);
  const handle = await client.workflow.start("Nobody", { taskQueue: "empty", workflowId: "n" });
  await expect(connection.withDeadline(Date.now() + 50, () => handle.result())).rejects.toSatisfy(isGrpcDeadlineError);
});

test("[FACE-2] runs are listed, counted, and their histories read", async () => {
  await using server = await startServer();
  await using connection = Connection.lazy({ address: server });
  const { workflow } = new Client({ connection });
  for (const workflowId of ["a", "b"]) await workflow.start("waits", { taskQueue, workflowId });
  const query = "WorkflowType = 'waits'";
  const listed = await collect(workflow.list({ query, pageSize: 1 }));
  expect(listed.map(({ workflowId }) => workflowId).sort()).toEqual(["a", "b"]);
  const histories = await collect(workflow.list({ query }).intoHistories());
  expect(histories.map(({ history }) => history.events.length)).toEqual([2, 2]);
  expect((await workflow.count(query)).count).toBe(2);
});

test("[FACE-1] a connection without an address is for the local server, and an identity is the connection's", async () => {
  expect(LOCAL_TARGET).toBe("localhost:7233");
  await using connection = Connection.lazy({ identity: "me" });
  expect(connection.address).toContain("localhost");
  expect(new Client({ connection }).connection.identity).toBe("me");
  expect(() => new Client({ connection, identity: "somebody else" })).toThrow("identity");
  expect(() => Connection.lazy({ connectTimeout: "soon" as never })).toThrow("connectTimeout");
});
