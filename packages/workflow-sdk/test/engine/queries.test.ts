import { Code } from "@connectrpc/connect";
import { enums, errordetails } from "@millrace/protocol/temporal";
import { describe, expect, test } from "vitest";
import { complete, seconds, timer } from "./support/commands.ts";
import { TestEngine, type Answer, type CallOptions } from "./support/engine.ts";

const { QueryRejectCondition: Reject, QueryResultType, WorkflowExecutionStatus: Status } = enums;
const payloads = (byte: number): { payloads: { data: Uint8Array }[] } => ({
  payloads: [{ data: new Uint8Array([byte]) }],
});

const ask = (engine: TestEngine, options?: CallOptions, more: object = {}): Promise<Answer<"queryWorkflow">> =>
  engine.call("queryWorkflow", { execution: { workflowId: "w" }, query: { queryType: "state" }, ...more }, options);

/** A run that waits for a timer, all of whose tasks are done. */
async function waiting(): Promise<TestEngine> {
  const engine = new TestEngine();
  await engine.start("w");
  await engine.turn([timer("t", 60)]);
  return engine;
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("queries that are tasks of their own", () => {
  test("[ENG-41] a worker gets the whole history and the query, and its answer is the caller's", async () => {
    using engine = await waiting();
    const answer = ask(engine);
    const task = await engine.workflowTask();
    expect(task).toMatchObject({ query: { queryType: "state" }, startedEventId: 0n, previousStartedEventId: 3n });
    expect(task?.history?.events).toHaveLength(5);
    const taskToken = task?.taskToken ?? new Uint8Array();
    const queryResult = payloads(1);
    await engine.call("respondQueryTaskCompleted", { taskToken, completedType: QueryResultType.ANSWERED, queryResult });
    expect(await answer).toMatchObject({ queryResult });
    const again = engine.call("respondQueryTaskCompleted", { taskToken });
    await expect(again).rejects.toMatchObject({ code: Code.NotFound });
    expect(await engine.kinds("w")).toHaveLength(5);
  });

  test("[ENG-41] a query that failed says why", async () => {
    using engine = await waiting();
    const answer = ask(engine);
    answer.catch(() => undefined);
    const task = await engine.workflowTask();
    await engine.call("respondQueryTaskCompleted", {
      taskToken: task?.taskToken ?? new Uint8Array(),
      completedType: QueryResultType.FAILED,
      errorMessage: "no such query",
      failure: { message: "no such query" },
    });
    await expect(answer).rejects.toMatchObject({
      code: Code.InvalidArgument,
      details: [{ desc: errordetails.QueryFailedFailureSchema, value: { failure: { message: "no such query" } } }],
    });
  });

  test("[ENG-42] without a worker for twenty seconds a query says so when its time is over", async () => {
    using engine = await waiting();
    await engine.clock.advance(20_001);
    const answer = ask(engine, { timeoutMs: 5000 });
    await settled();
    const refused = { code: Code.FailedPrecondition };
    await Promise.all([expect(answer).rejects.toMatchObject(refused), engine.clock.advance(5000)]);
  });

  test("[ENG-42] a worker that comes while a query waits answers it", async () => {
    using engine = await waiting();
    await engine.clock.advance(30_000);
    const answer = ask(engine);
    await settled();
    const taskToken = (await engine.workflowTask())?.taskToken ?? new Uint8Array();
    await engine.call("respondQueryTaskCompleted", { taskToken, completedType: QueryResultType.ANSWERED });
    expect(await answer).toBeDefined();
  });

  test("[ENG-42] nobody answers in time", async () => {
    using engine = await waiting();
    const answer = ask(engine, { timeoutMs: 5000 });
    answer.catch(() => undefined);
    await engine.clock.advance(4000);
    await expect(answer).rejects.toMatchObject({ code: Code.DeadlineExceeded });
    expect(await engine.workflowTask()).toBeUndefined();
  });

  test("[ENG-43] the worker that has the run in its cache is asked first, then any", async () => {
    using engine = new TestEngine();
    await engine.workflowTask("sticky");
    await engine.start("w");
    const workerTaskQueue = { name: "sticky", normalName: "queue" };
    const stickyAttributes = { workerTaskQueue, scheduleToStartTimeout: seconds(5) };
    await engine.turn([timer("t", 60)], { stickyAttributes });
    const first = ask(engine);
    const cached = await engine.workflowTask("sticky");
    expect(cached?.history?.events).toEqual([]);
    await engine.call("respondQueryTaskCompleted", {
      taskToken: cached?.taskToken ?? new Uint8Array(),
      completedType: QueryResultType.ANSWERED,
    });
    await first;
    const second = ask(engine);
    second.catch(() => undefined);
    await engine.clock.advance(5000);
    expect((await engine.workflowTask())?.history?.events).toHaveLength(5);
  });

  test("[ENG-44] a closed run answers too, unless the caller does not want it to", async () => {
    using engine = new TestEngine();
    await engine.start("w");
    await engine.turn([complete()]);
    const rejected = await ask(engine, {}, { queryRejectCondition: Reject.NOT_OPEN });
    expect(rejected).toMatchObject({ queryRejected: { status: Status.COMPLETED } });
    const answer = ask(engine, {}, { queryRejectCondition: Reject.NOT_COMPLETED_CLEANLY });
    const task = await engine.workflowTask();
    const taskToken = task?.taskToken ?? new Uint8Array();
    await engine.call("respondQueryTaskCompleted", { taskToken, completedType: QueryResultType.ANSWERED });
    expect((await answer).queryRejected).toBeUndefined();
  });
});

describe("queries that go along with a workflow task", () => {
  test("[ENG-45] a query waits for what is due, and is answered with it", async () => {
    using engine = await waiting();
    await engine.signal("w");
    const answer = ask(engine);
    await settled();
    const task = await engine.workflowTask();
    const [id = ""] = Object.keys(task?.queries ?? {});
    expect(task?.queries[id]).toMatchObject({ queryType: "state" });
    await engine.call("respondWorkflowTaskCompleted", {
      taskToken: task?.taskToken ?? new Uint8Array(),
      queryResults: { [id]: { resultType: QueryResultType.ANSWERED, answer: payloads(2) } },
    });
    expect(await answer).toMatchObject({ queryResult: payloads(2) });
  });

  test("[ENG-45] also when the same answer closes the run", async () => {
    using engine = await waiting();
    await engine.signal("w");
    const answer = ask(engine);
    await settled();
    const task = await engine.workflowTask();
    const [id = ""] = Object.keys(task?.queries ?? {});
    await engine.call("respondWorkflowTaskCompleted", {
      taskToken: task?.taskToken ?? new Uint8Array(),
      commands: [complete()],
      queryResults: { [id]: { resultType: QueryResultType.ANSWERED, answer: payloads(3) } },
    });
    expect(await answer).toMatchObject({ queryResult: payloads(3) });
    expect(await engine.workflowTask()).toBeUndefined();
  });

  test("[ENG-45] one that came while the worker had the task is asked by itself when no other follows", async () => {
    using engine = await waiting();
    await engine.signal("w");
    const task = await engine.workflowTask();
    const answer = ask(engine);
    await settled();
    await engine.call("respondWorkflowTaskCompleted", { taskToken: task?.taskToken ?? new Uint8Array() });
    const query = await engine.workflowTask();
    const taskToken = query?.taskToken ?? new Uint8Array();
    await engine.call("respondQueryTaskCompleted", { taskToken, completedType: QueryResultType.ANSWERED });
    expect(await answer).toBeDefined();
  });

  test("[ENG-46] a run that is not ready says so", async () => {
    using engine = new TestEngine();
    await engine.start("w", { workflowStartDelay: seconds(600) });
    await expect(ask(engine, { timeoutMs: 5000 })).rejects.toMatchObject({
      code: Code.FailedPrecondition,
      details: [{ desc: errordetails.WorkflowNotReadyFailureSchema }],
    });
    await engine.call("terminateWorkflowExecution", { workflowExecution: { workflowId: "w" } });
    await expect(ask(engine)).rejects.toThrow("Workflow execution closed before WorkflowTaskStarted event");
  });
});
