import { expect, test } from "vitest";
import {
  Client,
  Connection,
  WorkflowClient,
  type ActivityClientInterceptor,
  type ActivityGetResultInput,
  type ActivityTerminateInput,
  type CreateScheduleInput,
  type Headers,
  type Next,
  type ScheduleClientInterceptor,
  type WorkflowClientInterceptor,
  type WorkflowCancelInput,
  type WorkflowSignalInput,
  type WorkflowStartInput,
} from "../../src/client-face.ts";
import { defaultPayloadConverter } from "../../src/common-face.ts";
import { startServer } from "../../src/server.ts";
import { completeWorkflow, ScriptedWorker, type ScriptedWorkflow } from "../../src/testing.ts";
import { Worker } from "../../src/worker.ts";
import { scriptedServer } from "../client/support/scripted-server.ts";

const taskQueue = "q";
const traced: Headers = { trace: defaultPayloadConverter.toPayload("t-1") };
const waits: ScriptedWorkflow = {
  run: ({ find }) => (find("WorkflowExecutionSignaled") === undefined ? [] : [completeWorkflow("done")]),
  queries: { state: (_, ...args) => args },
};

/** As in the official samples: a class that adds a header on the way. */
class TracingInterceptor implements WorkflowClientInterceptor {
  readonly seen: string[] = [];

  async start(input: WorkflowStartInput, next: Next<WorkflowClientInterceptor, "start">): Promise<string> {
    this.seen.push(
      `start ${input.workflowType} ${input.options.workflowId} ${String(input.options.workflowRunTimeout)}`,
    );
    const options = { ...input.options, args: [...input.options.args, "added"] };
    return next({ ...input, options, headers: { ...input.headers, ...traced } });
  }

  async signal(input: WorkflowSignalInput, next: Next<WorkflowClientInterceptor, "signal">): Promise<void> {
    this.seen.push(`signal ${input.signalName} ${input.workflowExecution.workflowId}`);
    return next({ ...input, headers: { ...input.headers, ...traced } });
  }
}

test("[FACE-7] an interceptor sees starts and signals, and adds headers", async () => {
  await using server = await startServer();
  await using _worker = await ScriptedWorker.start(server, { taskQueue, workflows: { waits } });
  await using connection = Connection.lazy({ address: server });
  const tracing = new TracingInterceptor();
  const client = new Client({ connection, interceptors: { workflow: [tracing] } });
  const handle = await client.workflow.start("waits", { taskQueue, workflowId: "w", workflowRunTimeout: "1 minute" });
  await handle.signal("finish", 1);
  await handle.result();
  expect(tracing.seen).toEqual(["start waits w 60000", "signal finish w"]);
  const { events } = await handle.fetchHistory();
  const [start] = events;
  expect(start?.["workflowExecutionStartedEventAttributes"]).toMatchObject({
    header: { fields: { trace: { data: expect.any(String) } } },
    input: { payloads: [{}] },
  });
  const signalled = events.find(({ eventType }) => eventType.endsWith("SIGNALED"));
  expect(signalled?.["workflowExecutionSignaledEventAttributes"]).toMatchObject({ header: { fields: { trace: {} } } });
});

test("[FACE-7] the other calls of workflows pass interceptors too, the first outermost", async () => {
  await using server = await startServer();
  await using _worker = await ScriptedWorker.start(server, { taskQueue, workflows: { waits } });
  await using connection = Connection.lazy({ address: server });
  const seen: string[] = [];
  const noting = (name: string): WorkflowClientInterceptor => ({
    startWithDetails: async (input, next) => {
      const output = await next(input);
      seen.push(`${name} start ${output.eagerlyStarted}`);
      return output;
    },
    signalWithStart: async (input, next) => {
      seen.push(`${name} signalWithStart ${input.signalName}`);
      return next({ ...input, options: { ...input.options, workflowId: `${input.options.workflowId}+` } });
    },
    query: async (input, next) => [await next({ ...input, args: [...input.args, name] })],
    cancel: async (input: WorkflowCancelInput, next) => {
      seen.push(`${name} cancel ${input.workflowExecution.workflowId}`);
      return next(input);
    },
    terminate: async (input, next) => next({ ...input, reason: `${name} ${input.reason}` }),
  });
  const client = new WorkflowClient({ connection, interceptors: [noting("a"), noting("b")] });
  const handle = await client.start("waits", { taskQueue, workflowId: "w" });
  expect(await handle.query("state")).toEqual([[["a", "b"]]]);
  await handle.cancel();
  await handle.terminate("late");
  await expect(handle.result()).rejects.toMatchObject({ cause: { message: "b a late" } });
  const signalled = await client.signalWithStart("waits", { taskQueue, workflowId: "s", signal: "finish" });
  expect(await client.getHandle("s++", signalled.signaledRunId).describe()).toMatchObject({ type: "waits" });
  const order = ["b start false", "a start false", "a cancel w", "b cancel w"];
  expect(seen).toEqual([...order, "a signalWithStart finish", "b signalWithStart finish"]);
});

test("[FACE-7] factories of interceptors are refused", () => {
  const interceptors = { calls: [() => ({})] } as never;
  expect(() => new WorkflowClient({ interceptors })).toThrow("WORKFLOW_INVALID_OPTION");
  expect(() => new Client({ interceptors: { workflow: interceptors } })).toThrow("WORKFLOW_INVALID_OPTION");
});

test("[FACE-7] calls of activities pass interceptors", async () => {
  await using server = await startServer();
  await using connection = Connection.lazy({ address: server });
  const seen: string[] = [];
  const interceptor: ActivityClientInterceptor = {
    start: async (input, next) => next({ ...input, options: { ...input.options, args: ["intercepted"] } }),
    getResult: async (input: ActivityGetResultInput, next) =>
      `result of ${input.activityId}: ${String(await next(input))}`,
    cancel: async (input, next) => {
      seen.push(`cancel ${input.reason}`);
      return next(input);
    },
    terminate: async (input: ActivityTerminateInput, next) => {
      seen.push(`terminate ${input.reason}`);
      return next(input);
    },
  };
  const client = new Client({ connection, interceptors: { activity: [interceptor] } });
  const activities = { echo: async (given: string): Promise<string> => given };
  const options = { taskQueue, startToCloseTimeout: "1m", args: ["given"] } as const;
  {
    await using _worker = await new Worker(client, { taskQueue, activities }).start();
    expect(await client.activity.execute("echo", { ...options, id: "a" })).toBe("result of a: intercepted");
  }
  const handle = await client.activity.start("echo", { ...options, id: "b" });
  await handle.cancel("late");
  await handle.terminate("too late").catch(() => undefined);
  expect(seen).toEqual(["cancel late", "terminate too late"]);
});

test("[FACE-7] the creation of a schedule passes interceptors", async () => {
  await using server = await scriptedServer({ createSchedule: () => ({}) });
  await using connection = Connection.lazy({ address: server.address });
  const interceptor: ScheduleClientInterceptor = {
    create: async (input: CreateScheduleInput, next) =>
      next({ headers: traced, options: { ...input.options, scheduleId: "renamed" } }),
  };
  const client = new Client({ connection, interceptors: { schedule: [interceptor] } });
  const action = { type: "startWorkflow", workflowType: "Report", taskQueue } as const;
  await client.schedule.create({ scheduleId: "s", spec: { intervals: [{ every: "1h" }] }, action });
  const [request] = server.requests("createSchedule");
  expect(request).toMatchObject({
    scheduleId: "renamed",
    schedule: { action: { action: { value: { header: { fields: { trace: {} } } } } } },
  });
});
