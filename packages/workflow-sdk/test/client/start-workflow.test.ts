import { Code, ConnectError } from "@connectrpc/connect";
import { create } from "@bufbuild/protobuf";
import { enums, errordetails, type workflowservice } from "@millrace/protocol/temporal";
import { expectCode } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import {
  Client,
  defineSearchAttributeKey,
  defineSignal,
  TypedSearchAttributes,
  WorkflowAlreadyStartedError,
} from "../../src/index.ts";
import { failing } from "./support/failing.ts";
import { closing } from "./support/history.ts";
import { payloads, value, values } from "./support/payloads.ts";
import { scriptedServer, type Handlers } from "./support/scripted-server.ts";

type StartRequest = workflowservice.StartWorkflowExecutionRequest;
type SignalWithStartRequest = workflowservice.SignalWithStartWorkflowExecutionRequest;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

async function order(customer: string, count: number): Promise<{ readonly total: number }> {
  return { total: customer.length * count };
}

const completes = (result: unknown): Handlers => ({
  startWorkflowExecution: () => ({ runId: "run-1", started: true }),
  getWorkflowExecutionHistory: () =>
    closing({ case: "workflowExecutionCompletedEventAttributes", value: { result: payloads(result) } }),
});

describe("a client", () => {
  test("[SEED-1] connects, with the namespace default unless given", async () => {
    await using server = await scriptedServer({});
    const client = await Client.connect(server.address);
    expect(client.namespace).toBe("default");
    expect(server.requests("getSystemInfo")).toHaveLength(1);
    await client.close();
    await using other = await Client.connect(server.address, { namespace: "orders" });
    expect(other.namespace).toBe("orders");
  });

  test("[SEED-2] that is only made connects at its first call, and is closed with its scope", async () => {
    await using server = await scriptedServer(completes("done"));
    let kept: Client;
    {
      await using client = new Client(server.address);
      kept = client;
      expect(server.calls).toHaveLength(0);
      expect(await client.executeWorkflow("Hello", { taskQueue: "q" })).toBe("done");
    }
    await expectCode(kept.startWorkflow("Hello", { taskQueue: "q" }), "WORKFLOW_CONNECTION_CLOSED");
  });

  test("[SEED-4] gives every call of the service with its own messages", async () => {
    await using server = await scriptedServer({ describeNamespace: () => ({ failoverVersion: 7n }) });
    await using client = await Client.connect(server.address);
    const { failoverVersion } = await client.service.describeNamespace({ namespace: "orders" });
    expect(failoverVersion).toBe(7n);
    expect(Object.keys(client.service)).toContain("pollNexusTaskQueue");
  });
});

describe("startWorkflow", () => {
  test("[SEED-5] sends all that it is given", async () => {
    await using server = await scriptedServer(completes(1));
    await using client = await Client.connect(server.address, { namespace: "orders", identity: "me" });
    const customer = defineSearchAttributeKey("CustomerId", "KEYWORD");
    const handle = await client.startWorkflow("Order", {
      id: "o-1",
      taskQueue: "q",
      args: ["Ada", { count: 2 }],
      retryPolicy: {
        initialIntervalMs: 500,
        backoffCoefficient: 3,
        maximumAttempts: 4,
        nonRetryableErrorTypes: ["Bad"],
      },
      executionTimeoutMs: 90_000,
      runTimeoutMs: 60_000,
      taskTimeoutMs: 1_500,
      memo: { note: "fragile" },
      searchAttributes: new TypedSearchAttributes([{ key: customer, value: "c-9" }]),
      cronSchedule: "@daily",
      idReusePolicy: "REJECT_DUPLICATE",
      idConflictPolicy: "USE_EXISTING",
      startDelayMs: 250,
      summary: "an order",
      details: "of **Ada**",
      priority: { priorityKey: 2, fairnessKey: "ada" },
    });
    expect(handle.workflowId).toBe("o-1");
    expect(handle.firstExecutionRunId).toBe("run-1");
    const [request] = server.requests<StartRequest>("startWorkflowExecution") as [StartRequest];
    expect(request).toMatchObject({
      namespace: "orders",
      identity: "me",
      requestId: expect.stringMatching(uuid) as string,
      workflowId: "o-1",
      workflowType: { name: "Order" },
      taskQueue: { name: "q" },
      workflowExecutionTimeout: { seconds: 90n, nanos: 0 },
      workflowRunTimeout: { seconds: 60n },
      workflowTaskTimeout: { seconds: 1n, nanos: 500_000_000 },
      workflowIdReusePolicy: enums.WorkflowIdReusePolicy.REJECT_DUPLICATE,
      workflowIdConflictPolicy: enums.WorkflowIdConflictPolicy.USE_EXISTING,
      retryPolicy: { initialInterval: { nanos: 500_000_000 }, backoffCoefficient: 3, maximumAttempts: 4 },
      cronSchedule: "@daily",
      workflowStartDelay: { nanos: 250_000_000 },
      priority: { priorityKey: 2, fairnessKey: "ada" },
    });
    expect(values(request.input)).toEqual(["Ada", { count: 2 }]);
    expect(value(request.memo?.fields["note"] as never)).toBe("fragile");
    expect(value(request.searchAttributes?.indexedFields["CustomerId"] as never)).toBe("c-9");
    expect(value(request.userMetadata?.summary as never)).toBe("an order");
    expect(value(request.userMetadata?.details as never)).toBe("of **Ada**");
  });

  test("[SEED-5] makes a random id, another one each time", async () => {
    await using server = await scriptedServer(completes(1));
    await using client = await Client.connect(server.address);
    const one = await client.startWorkflow("Order", { taskQueue: "q" });
    const other = await client.startWorkflow("Order", { taskQueue: "q" });
    expect(one.workflowId).toMatch(uuid);
    expect(other.workflowId).not.toBe(one.workflowId);
    const [request] = server.requests<StartRequest>("startWorkflowExecution") as [StartRequest];
    expect(request.input).toBe(undefined);
    expect(request.workflowRunTimeout).toBe(undefined);
  });

  test.each([
    ["by name", "approve"],
    ["by definition", defineSignal<[string]>("approve")],
  ] as const)("[SEED-5] signals as it starts: %s", async (_, startSignal) => {
    await using server = await scriptedServer({
      signalWithStartWorkflowExecution: () => ({ runId: "run-2", started: false }),
    });
    await using client = await Client.connect(server.address);
    const handle = await client.startWorkflow("Order", {
      id: "o-1",
      taskQueue: "q",
      args: [7],
      startSignal,
      startSignalArgs: ["Ada"],
    });
    expect(handle.firstExecutionRunId).toBe(undefined);
    const [request] = server.requests<SignalWithStartRequest>("signalWithStartWorkflowExecution") as [
      SignalWithStartRequest,
    ];
    expect(request).toMatchObject({ workflowId: "o-1", signalName: "approve", workflowType: { name: "Order" } });
    expect(values(request.input)).toEqual([7]);
    expect(values(request.signalInput)).toEqual(["Ada"]);
    expect(server.requests("startWorkflowExecution")).toHaveLength(0);
  });

  test("[SEED-6] executeWorkflow takes the same, and gives the result", async () => {
    await using server = await scriptedServer({
      ...completes({ total: 6 }),
      signalWithStartWorkflowExecution: () => ({ runId: "run-2", started: true }),
    });
    await using client = await Client.connect(server.address);
    expect(await client.executeWorkflow("Order", { id: "o-1", taskQueue: "q", args: [1] })).toEqual({ total: 6 });
    expect(await client.executeWorkflow("Order", { id: "o-2", taskQueue: "q", startSignal: "s" })).toEqual({
      total: 6,
    });
    expect(server.requests<StartRequest>("startWorkflowExecution").map(({ workflowId }) => workflowId)).toEqual([
      "o-1",
    ]);
    const asked = server.requests<workflowservice.GetWorkflowExecutionHistoryRequest>("getWorkflowExecutionHistory");
    expect(asked.map(({ execution }) => execution?.runId)).toEqual(["run-1", "run-2"]);
  });

  test("[SEED-8] takes a function, of which it sends the name", async () => {
    await using server = await scriptedServer(completes({ total: 6 }));
    await using client = await Client.connect(server.address);
    const result = await client.executeWorkflow(order, { taskQueue: "q", args: ["Ada", 2] });
    expect(result.total).toBe(6);
    const [request] = server.requests<StartRequest>("startWorkflowExecution") as [StartRequest];
    expect(request.workflowType?.name).toBe("order");
  });

  test("[CLI-20] a start that is made again has the same request id", async () => {
    await using server = await scriptedServer({
      startWorkflowExecution: failing([Code.Unavailable, Code.Unknown], () => ({ runId: "r" })),
    });
    await using client = await Client.connect(server.address);
    await client.startWorkflow("Order", { taskQueue: "q" });
    const ids = server.requests<StartRequest>("startWorkflowExecution").map(({ requestId }) => requestId);
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(1);
  });

  test("[CLI-20] tells of a workflow that there is already", async () => {
    await using server = await scriptedServer({
      startWorkflowExecution: () => {
        const desc = errordetails.WorkflowExecutionAlreadyStartedFailureSchema;
        throw new ConnectError("exists", Code.AlreadyExists, undefined, [
          { desc, value: create(desc, { runId: "r-0" }) },
        ]);
      },
    });
    await using client = await Client.connect(server.address);
    const error = await expectCode(
      client.startWorkflow("Order", { taskQueue: "q", id: "o-1" }),
      "RPC_WORKFLOW_ALREADY_STARTED",
    );
    expect(error).toBeInstanceOf(WorkflowAlreadyStartedError);
    expect(error).toMatchObject({ workflowId: "o-1", workflowType: "Order", runId: "r-0" });
  });
});

describe("bad input", () => {
  test.each([
    ["PROTOCOL_UNKNOWN_OPTION", "W", { taskQueue: "q", taskqueue: "q" }],
    ["PROTOCOL_UNKNOWN_OPTION", "W", { taskQueue: "q", retryPolicy: { maxAttempts: 3 } }],
    ["WORKFLOW_INVALID_OPTION", "W", undefined],
    ["WORKFLOW_INVALID_OPTION", "W", {}],
    ["WORKFLOW_INVALID_OPTION", "W", { taskQueue: "" }],
    ["WORKFLOW_INVALID_OPTION", "W", { taskQueue: "q", id: "" }],
    ["WORKFLOW_INVALID_OPTION", "W", { taskQueue: "q", id: 7 }],
    ["WORKFLOW_INVALID_OPTION", "W", { taskQueue: "q", args: "Ada" }],
    ["WORKFLOW_INVALID_OPTION", "W", { taskQueue: "q", memo: "x" }],
    ["WORKFLOW_INVALID_OPTION", "W", { taskQueue: "q", searchAttributes: { CustomerId: "c" } }],
    ["WORKFLOW_INVALID_OPTION", "W", { taskQueue: "q", startSignal: "" }],
    ["WORKFLOW_INVALID_OPTION", "W", { taskQueue: "q", startSignal: "s", startSignalArgs: 7 }],
    ["WORKFLOW_INVALID_OPTION", "", { taskQueue: "q" }],
    ["WORKFLOW_INVALID_OPTION", undefined, { taskQueue: "q" }],
    ["WORKFLOW_INVALID_OPTION", { name: "W" }, { taskQueue: "q" }],
    ["PROTOCOL_INVALID_OPTION", "W", { taskQueue: "q", runTimeoutMs: "1 minute" }],
    ["PROTOCOL_INVALID_OPTION", "W", { taskQueue: "q", startDelayMs: -1 }],
    ["PROTOCOL_INVALID_OPTION", "W", { taskQueue: "q", idReusePolicy: "ALWAYS" }],
    ["PROTOCOL_INVALID_OPTION", "W", { taskQueue: "q", idConflictPolicy: "fail" }],
    ["PROTOCOL_INVALID_OPTION", "W", { taskQueue: "q", retryPolicy: { backoffCoefficient: 0.5 } }],
    ["PROTOCOL_INVALID_OPTION", "W", { taskQueue: "q", priority: { priorityKey: 0 } }],
  ])("[SEED-9] [CLI-21] %s: %j with %j, and nothing is sent", async (code, workflow, options) => {
    await using server = await scriptedServer({});
    await using client = new Client(server.address);
    await expectCode(client.startWorkflow(workflow as never, options as never), code);
    expect(server.calls).toHaveLength(0);
  });

  test("[CLI-21] a function needs a name", async () => {
    await using client = new Client("localhost");
    const nameless = [async () => undefined][0] as () => Promise<void>;
    await expectCode(client.startWorkflow(nameless, { taskQueue: "q" }), "WORKFLOW_INVALID_OPTION");
  });

  test.each([
    ["PROTOCOL_UNKNOWN_OPTION", { nameSpace: "x" }],
    ["WORKFLOW_INVALID_OPTION", { namespace: "" }],
    ["WORKFLOW_INVALID_OPTION", { interceptors: {} }],
    ["PROTOCOL_INVALID_OPTION", { queryRejectCondition: "ALWAYS" }],
    ["PROTOCOL_UNKNOWN_OPTION", { dataConverter: { codec: [] } }],
  ])("[CLI-18] %s for a client with %j", async (code, options) => {
    await expectCode(() => new Client("localhost", options as never), code);
  });

  test.each([
    [{ apiKey: "key" }, ["apiKey"]],
    [{ identity: "me", tls: false, metadata: {}, namespace: "orders" }, ["identity", "tls", "metadata"]],
    [{ connectTimeoutMs: 1, keepaliveMs: undefined }, ["connectTimeoutMs"]],
  ])("[CLI-18] the connection of another client takes no further %j", async (options, names) => {
    await using first = new Client("localhost");
    const error = await expectCode(() => new Client(first.connection, options as never), "WORKFLOW_INVALID_OPTION");
    expect(error.details).toMatchObject({ options: names });
    for (const name of names) expect(error.message).toContain(`'${name}'`);
  });

  test("[CLI-18] a client of another's connection has a namespace of its own", async () => {
    await using first = new Client("localhost");
    const second = new Client(first.connection, { namespace: "orders", keepaliveMs: undefined } as never);
    expect([second.connection, second.namespace]).toEqual([first.connection, "orders"]);
  });
});
