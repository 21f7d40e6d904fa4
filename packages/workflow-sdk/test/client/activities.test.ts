import { create } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { enums, errordetails, type workflowservice } from "@millrace/protocol/temporal";
import { collect, expectCode } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import { ActivityAlreadyStartedError, ActivityExecutionFailedError, Client } from "../../src/index.ts";
import { payload, payloads, value, values } from "./support/payloads.ts";
import { scriptedServer, type Handlers } from "./support/scripted-server.ts";

async function hello(name: string): Promise<string> {
  return `Hello, ${name}!`;
}

const ends = (outcome: workflowservice.PollActivityExecutionResponse["outcome"] | object): Handlers => ({
  startActivityExecution: () => ({ runId: "r-1", started: true }),
  pollActivityExecution: () => ({ runId: "r-1", outcome: outcome as never }),
});
const succeeds = (result: unknown): Handlers => ends({ value: { case: "result", value: payloads(result) } });

describe("standalone activities", () => {
  test("[CLI-32] are started with all that is given", async () => {
    await using server = await scriptedServer(succeeds("Hello, Ada!"));
    await using client = new Client(server.address, { namespace: "jobs", identity: "me" });
    const handle = await client.startActivity(hello, {
      id: "a-1",
      taskQueue: "q",
      args: ["Ada"],
      startToCloseTimeoutMs: 1_000,
      scheduleToCloseTimeoutMs: 2_000,
      scheduleToStartTimeoutMs: 3_000,
      heartbeatTimeoutMs: 500,
      startDelayMs: 10,
      retryPolicy: { maximumAttempts: 3 },
      idReusePolicy: "REJECT_DUPLICATE",
      idConflictPolicy: "USE_EXISTING",
      summary: "greets",
      priority: { priorityKey: 1 },
    });
    expect(handle).toMatchObject({ activityId: "a-1", runId: "r-1" });
    type Request = workflowservice.StartActivityExecutionRequest;
    const [request] = server.requests<Request>("startActivityExecution") as [Request];
    expect(request).toMatchObject({
      namespace: "jobs",
      identity: "me",
      activityId: "a-1",
      activityType: { name: "hello" },
      taskQueue: { name: "q" },
      startToCloseTimeout: { seconds: 1n },
      scheduleToCloseTimeout: { seconds: 2n },
      scheduleToStartTimeout: { seconds: 3n },
      heartbeatTimeout: { nanos: 500_000_000 },
      startDelay: { nanos: 10_000_000 },
      retryPolicy: { maximumAttempts: 3 },
      idReusePolicy: enums.ActivityIdReusePolicy.REJECT_DUPLICATE,
      idConflictPolicy: enums.ActivityIdConflictPolicy.USE_EXISTING,
      priority: { priorityKey: 1 },
    });
    expect(request.requestId).not.toBe("");
    expect(values(request.input)).toEqual(["Ada"]);
    expect(value(request.userMetadata?.summary as never)).toBe("greets");
    expect(await handle.result()).toBe("Hello, Ada!");
  });

  test("[CLI-32] have a random id, and their result is polled for until there is one", async () => {
    let polls = 0;
    await using server = await scriptedServer({
      ...succeeds(1),
      pollActivityExecution: () => {
        if (++polls === 1) return { runId: "r-1" };
        if (polls === 2) throw new ConnectError("poll", Code.DeadlineExceeded);
        return { runId: "r-1", outcome: { value: { case: "result", value: payloads(7) } } };
      },
    });
    await using client = new Client(server.address);
    expect(await client.executeActivity("job", { taskQueue: "q", startToCloseTimeoutMs: 1_000 })).toBe(7);
    const [request] = server.requests<workflowservice.StartActivityExecutionRequest>("startActivityExecution");
    expect(request?.activityId).toMatch(/^[0-9a-f-]{36}$/);
    expect(server.requests("pollActivityExecution")[2]).toMatchObject({
      activityId: request?.activityId,
      runId: "r-1",
    });
  });

  test("[CLI-33] that fail tell why", async () => {
    const failure = { message: "no disk", failureInfo: { case: "applicationFailureInfo", value: { type: "Disk" } } };
    const retryState = enums.RetryState.MAXIMUM_ATTEMPTS_REACHED;
    await using server = await scriptedServer(ends({ value: { case: "failure", value: failure }, retryState }));
    await using client = new Client(server.address);
    const error = await expectCode(client.getActivityHandle("a-1").result(), "WORKFLOW_ACTIVITY_EXECUTION_FAILED");
    expect(error).toBeInstanceOf(ActivityExecutionFailedError);
    expect(error).toMatchObject({
      activityId: "a-1",
      runId: "r-1",
      retryState: "MAXIMUM_ATTEMPTS_REACHED",
      cause: { message: "no disk", type: "Disk" },
    });
  });

  test("[CLI-33] that exist already, or do not, are named", async () => {
    const desc = errordetails.ActivityExecutionAlreadyStartedFailureSchema;
    await using server = await scriptedServer({
      startActivityExecution: () => {
        throw new ConnectError("exists", Code.AlreadyExists, undefined, [
          { desc, value: create(desc, { runId: "r-0" }) },
        ]);
      },
      describeActivityExecution: () => {
        throw new ConnectError("none", Code.NotFound);
      },
    });
    await using client = new Client(server.address);
    const options = { id: "a-1", taskQueue: "q", startToCloseTimeoutMs: 1 };
    const error = await expectCode(client.startActivity("job", options), "RPC_ACTIVITY_ALREADY_STARTED");
    expect(error).toBeInstanceOf(ActivityAlreadyStartedError);
    expect(error).toMatchObject({ activityId: "a-1", runId: "r-0" });
    const missing = await expectCode(client.getActivityHandle("a-2").describe(), "RPC_ACTIVITY_NOT_FOUND");
    expect(missing).toMatchObject({ activityId: "a-2" });
  });

  test("[CLI-32] are described, cancelled and terminated", async () => {
    await using server = await scriptedServer({
      describeActivityExecution: () => ({
        info: {
          activityId: "a-1",
          runId: "r-1",
          activityType: { name: "job" },
          status: enums.ActivityExecutionStatus.RUNNING,
          runState: enums.PendingActivityState.STARTED,
          taskQueue: "q",
          attempt: 2,
          startToCloseTimeout: { seconds: 5n },
          heartbeatDetails: payloads(0.5, "half"),
          lastFailure: { message: "once", failureInfo: { case: "applicationFailureInfo", value: {} } },
          scheduleTime: { seconds: 9n },
          userMetadata: { summary: payload("s") },
          canceledReason: "late",
        },
      }),
      requestCancelActivityExecution: () => ({}),
      terminateActivityExecution: () => ({}),
    });
    await using client = new Client(server.address, { identity: "me" });
    const handle = client.getActivityHandle("a-1", { runId: "r-1" });
    expect(await handle.describe()).toMatchObject({
      activityId: "a-1",
      activityType: "job",
      status: "RUNNING",
      state: "STARTED",
      attempt: 2,
      startToCloseTimeoutMs: 5_000,
      heartbeatTimeoutMs: undefined,
      heartbeatDetails: [0.5, "half"],
      lastFailure: { message: "once" },
      scheduleTime: new Date(9_000),
      closeTime: undefined,
      summary: "s",
      cancelReason: "late",
    });
    await handle.cancel({ reason: "late" });
    await handle.terminate({ reason: "broken" });
    const target = { activityId: "a-1", runId: "r-1", identity: "me" };
    expect(server.requests("requestCancelActivityExecution")[0]).toMatchObject({ ...target, reason: "late" });
    expect(server.requests("terminateActivityExecution")[0]).toMatchObject({ ...target, reason: "broken" });
  });

  test("[CLI-32] are listed and counted", async () => {
    await using server = await scriptedServer({
      listActivityExecutions: ({ nextPageToken }) => ({
        executions: [
          {
            activityId: nextPageToken.length === 0 ? "a" : "b",
            activityType: { name: "job" },
            status: enums.ActivityExecutionStatus.COMPLETED,
          },
        ],
        nextPageToken: nextPageToken.length === 0 ? new Uint8Array([1]) : new Uint8Array(),
      }),
      countActivityExecutions: () => ({ count: 2n }),
    });
    await using client = new Client(server.address);
    const all = await collect(client.listActivities({ query: "ActivityType = 'job'", pageSize: 1 }));
    expect(all.map(({ activityId, status }) => [activityId, status])).toEqual([
      ["a", "COMPLETED"],
      ["b", "COMPLETED"],
    ]);
    expect(await client.countActivities()).toEqual({ count: 2, groups: [] });
  });

  test.each([
    ["WORKFLOW_INVALID_OPTION", { startToCloseTimeoutMs: 1 }],
    ["WORKFLOW_INVALID_OPTION", { taskQueue: "q" }],
    ["WORKFLOW_INVALID_OPTION", { taskQueue: "q", startToCloseTimeoutMs: 1, args: "x" }],
    ["WORKFLOW_INVALID_OPTION", { taskQueue: "q", startToCloseTimeoutMs: 1, id: "" }],
    ["PROTOCOL_INVALID_OPTION", { taskQueue: "q", startToCloseTimeoutMs: "5s" }],
    ["PROTOCOL_INVALID_OPTION", { taskQueue: "q", startToCloseTimeoutMs: 1, idConflictPolicy: "TERMINATE_EXISTING" }],
    ["PROTOCOL_UNKNOWN_OPTION", { taskQueue: "q", startToCloseTimeout: "5s" }],
  ])("[CLI-21] %s: %j, and nothing is sent", async (code, options) => {
    await using server = await scriptedServer({});
    await using client = new Client(server.address);
    await expectCode(client.startActivity("job", options as never), code);
    expect(server.calls).toHaveLength(0);
  });
});
