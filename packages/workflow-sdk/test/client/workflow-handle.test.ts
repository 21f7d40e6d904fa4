import { create } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { enums, errordetails, type workflowservice } from "@millrace/protocol/temporal";
import { expectCode } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import { Client, defineQuery, defineSignal, QueryFailedError } from "../../src/index.ts";
import { payload, payloads, value, values } from "./support/payloads.ts";
import { scriptedServer } from "./support/scripted-server.ts";

const started = { startWorkflowExecution: () => ({ runId: "r-1", started: true }) };

test("[SEED-7] a handle asks nobody whether there is a workflow", async () => {
  await using server = await scriptedServer({});
  await using client = new Client(server.address);
  const handle = client.getWorkflowHandle("w", { runId: "r" });
  expect(handle).toMatchObject({ workflowId: "w", runId: "r" });
  expect(server.calls).toHaveLength(0);
  await expectCode(() => client.getWorkflowHandle(""), "WORKFLOW_INVALID_OPTION");
  await expectCode(() => client.getWorkflowHandle("w", { runId: "" }), "WORKFLOW_INVALID_OPTION");
  await expectCode(() => client.getWorkflowHandle("w", { run: "r" } as never), "PROTOCOL_UNKNOWN_OPTION");
});

describe("[SEED-11] a handle", () => {
  test("signals, by name and by definition", async () => {
    await using server = await scriptedServer({ signalWorkflowExecution: () => ({}) });
    await using client = new Client(server.address, { identity: "me" });
    const handle = client.getWorkflowHandle("w");
    await handle.signal("add", 1, "two");
    await handle.signal(defineSignal<[number]>("add"), 3);
    type Request = workflowservice.SignalWorkflowExecutionRequest;
    const [first, second] = server.requests<Request>("signalWorkflowExecution") as [Request, Request];
    expect(first).toMatchObject({
      namespace: "default",
      identity: "me",
      workflowExecution: { workflowId: "w", runId: "" },
      signalName: "add",
    });
    expect(values(first.input)).toEqual([1, "two"]);
    expect(values(second.input)).toEqual([3]);
    expect(first.requestId).not.toBe(second.requestId);
    await expectCode(handle.signal(""), "WORKFLOW_INVALID_OPTION");
  });

  test("cancels and terminates no other workflow than the one that it started", async () => {
    await using server = await scriptedServer({
      ...started,
      requestCancelWorkflowExecution: () => ({}),
      terminateWorkflowExecution: () => ({}),
    });
    await using client = new Client(server.address, { identity: "me" });
    const handle = await client.startWorkflow("W", { id: "w", taskQueue: "q" });
    await handle.cancel({ reason: "late" });
    await handle.terminate({ reason: "maintenance", details: [{ by: "ops" }] });
    await handle.terminate();
    const common = { identity: "me", workflowExecution: { workflowId: "w", runId: "" }, firstExecutionRunId: "r-1" };
    expect(server.requests("requestCancelWorkflowExecution")[0]).toMatchObject({ ...common, reason: "late" });
    type Request = workflowservice.TerminateWorkflowExecutionRequest;
    const [first, second] = server.requests<Request>("terminateWorkflowExecution") as [Request, Request];
    expect(first).toMatchObject({ ...common, reason: "maintenance" });
    expect(values(first.details)).toEqual([{ by: "ops" }]);
    expect(second.reason).toBe("");
    expect(second.details).toBe(undefined);
    await expectCode(handle.terminate("maintenance" as never), "PROTOCOL_INVALID_OPTION");
  });

  test("queries", async () => {
    await using server = await scriptedServer({ queryWorkflow: () => ({ queryResult: payloads({ total: 3 }) }) });
    await using client = new Client(server.address, { queryRejectCondition: "NOT_OPEN" });
    const handle = client.getWorkflowHandle("w", { runId: "r" });
    const total = defineQuery<{ total: number }, [string]>("total");
    expect((await handle.query(total, "EUR")).total).toBe(3);
    type Request = workflowservice.QueryWorkflowRequest;
    const [request] = server.requests<Request>("queryWorkflow") as [Request];
    expect(request).toMatchObject({
      execution: { workflowId: "w", runId: "r" },
      query: { queryType: "total" },
      queryRejectCondition: enums.QueryRejectCondition.NOT_OPEN,
    });
    expect(values(request.query?.queryArgs)).toEqual(["EUR"]);
  });

  test("describes", async () => {
    const at = (seconds: number): { seconds: bigint } => ({ seconds: BigInt(seconds) });
    await using server = await scriptedServer({
      describeWorkflowExecution: () => ({
        executionConfig: {
          workflowRunTimeout: { seconds: 60n },
          workflowExecutionTimeout: {},
          defaultWorkflowTaskTimeout: { seconds: 10n },
          userMetadata: { summary: payload("an order") },
        },
        workflowExecutionInfo: {
          execution: { workflowId: "w", runId: "r" },
          type: { name: "Order" },
          taskQueue: "q",
          status: enums.WorkflowExecutionStatus.RUNNING,
          startTime: at(100),
          executionTime: at(101),
          historyLength: 12n,
          historySizeBytes: 3456n,
          parentExecution: { workflowId: "p", runId: "pr" },
          memo: { fields: { note: payload("fragile") } },
          firstRunId: "r-0",
          priority: { priorityKey: 1 },
        },
        workflowExtendedInfo: { cancelRequested: true },
        pendingActivities: [
          {
            activityId: "5",
            activityType: { name: "charge" },
            state: enums.PendingActivityState.STARTED,
            attempt: 3,
            heartbeatDetails: payloads(0.5),
            lastFailure: {
              message: "declined",
              failureInfo: { case: "applicationFailureInfo", value: { type: "Card" } },
            },
          },
        ],
        pendingChildren: [{ workflowId: "c", runId: "cr", workflowTypeName: "Ship" }],
      }),
    });
    await using client = new Client(server.address);
    const execution = await client.getWorkflowHandle("w").describe();
    expect(execution).toMatchObject({
      workflowId: "w",
      runId: "r",
      workflowType: "Order",
      taskQueue: "q",
      status: "RUNNING",
      startTime: new Date(100_000),
      executionTime: new Date(101_000),
      closeTime: undefined,
      historyLength: 12,
      historySizeBytes: 3456,
      parent: { workflowId: "p", runId: "pr" },
      root: undefined,
      firstRunId: "r-0",
      memo: { note: "fragile" },
      priority: { priorityKey: 1 },
      executionTimeoutMs: undefined,
      runTimeoutMs: 60_000,
      taskTimeoutMs: 10_000,
      summary: "an order",
      details: undefined,
      cancelRequested: true,
      pendingChildren: [{ workflowId: "c", runId: "cr", workflowType: "Ship" }],
    });
    expect(execution.pendingActivities).toMatchObject([
      {
        activityId: "5",
        activityType: "charge",
        state: "STARTED",
        attempt: 3,
        maximumAttempts: Infinity,
        heartbeatDetails: [0.5],
        lastFailure: { message: "declined", type: "Card" },
      },
    ]);
  });
});

describe("queries that fail", () => {
  test("[CLI-26] tell what the workflow threw", async () => {
    const desc = errordetails.QueryFailedFailureSchema;
    const failure = { message: "no such total", failureInfo: { case: "applicationFailureInfo" as const, value: {} } };
    await using server = await scriptedServer({
      queryWorkflow: () => {
        throw new ConnectError("no such total", Code.InvalidArgument, undefined, [
          { desc, value: create(desc, { failure }) },
        ]);
      },
    });
    await using client = new Client(server.address);
    const error = await expectCode(client.getWorkflowHandle("w").query("total"), "RPC_QUERY_FAILED");
    expect(error).toBeInstanceOf(QueryFailedError);
    expect(error.cause).toMatchObject({ name: "ApplicationFailure", message: "no such total" });
  });

  test("[CLI-26] tell of the state that the caller excludes", async () => {
    await using server = await scriptedServer({
      queryWorkflow: () => ({ queryRejected: { status: enums.WorkflowExecutionStatus.FAILED } }),
    });
    await using client = new Client(server.address, { queryRejectCondition: "NOT_COMPLETED_CLEANLY" });
    const error = await expectCode(client.getWorkflowHandle("w").query("total"), "WORKFLOW_QUERY_REJECTED");
    expect(error).toMatchObject({ status: "FAILED" });
  });
});

test("[CLI-27] fetchHistory gives all pages in the JSON of Temporal's tools", async () => {
  await using server = await scriptedServer({
    getWorkflowExecutionHistory: ({ nextPageToken }) =>
      nextPageToken.length === 0
        ? {
            history: {
              events: [
                {
                  eventId: 1n,
                  eventType: enums.EventType.WORKFLOW_EXECUTION_STARTED,
                  eventTime: { seconds: 0n },
                  attributes: {
                    case: "workflowExecutionStartedEventAttributes",
                    value: { workflowType: { name: "W" }, input: payloads("x") },
                  },
                },
              ],
            },
            nextPageToken: new Uint8Array([1]),
          }
        : { history: { events: [{ eventId: 2n, eventType: enums.EventType.WORKFLOW_TASK_SCHEDULED }] } },
  });
  await using client = new Client(server.address);
  const { workflowId, events } = await client.getWorkflowHandle("w").fetchHistory();
  expect(workflowId).toBe("w");
  expect(events.map(({ eventId, eventType }) => [eventId, eventType])).toEqual([
    ["1", "EVENT_TYPE_WORKFLOW_EXECUTION_STARTED"],
    ["2", "EVENT_TYPE_WORKFLOW_TASK_SCHEDULED"],
  ]);
  expect(events[0]).toMatchObject({
    eventTime: "1970-01-01T00:00:00Z",
    workflowExecutionStartedEventAttributes: { workflowType: { name: "W" }, input: { payloads: [{ data: "Ingi" }] } },
  });
  expect(value(payload("x") as never)).toBe("x");
});
