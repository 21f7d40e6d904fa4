import assert from "node:assert/strict";
import {
  type ClientInterceptor,
  InvalidArgumentError,
  QueryFailedError,
  ResourceExhaustedError,
  WorkflowAlreadyStartedError,
  WorkflowFailedError,
  WorkflowNotFoundError,
} from "@millrace/workflow-sdk";
import {
  cancelWorkflow,
  completeWorkflow,
  continueAsNew,
  failWorkflow,
  type Script,
  type ScriptedWorkflow,
  steps,
} from "@millrace/workflow-sdk/testing";
import { eventually } from "../eventually.ts";
import { type SideScenario, unique } from "../side.ts";

/** Collects two signals; is cancelled when it is asked to. */
const collects: ScriptedWorkflow = {
  run: ({ events, find }) => {
    if (find("WorkflowExecutionCancelRequested")) return [cancelWorkflow("asked to")];
    const signals = events.filter(({ type }) => type === "WorkflowExecutionSignaled");
    return signals.length < 2 ? [] : [completeWorkflow(signals.flatMap(({ attributes }) => attributes["input"]))];
  },
  queries: {
    count: ({ events }) => events.filter(({ type }) => type === "WorkflowExecutionSignaled").length,
    broken: () => {
      throw new RangeError("out of range");
    },
  },
};
const echoes: Script = ({ input }) => [completeWorkflow(input)];

export const workflowScenarios: readonly SideScenario[] = [
  {
    name: "start, result and describe",
    run: async (side) => {
      const taskQueue = unique("echo");
      await using client = await side.connect();
      await using _worker = await side.play(taskQueue, { echoes });
      const handle = await client.startWorkflow("echoes", { args: ["Ada", { n: 1 }], taskQueue, memo: { note: "x" } });
      assert.deepEqual(await handle.result(), ["Ada", { n: 1 }]);
      assert.deepEqual(await handle.result(), ["Ada", { n: 1 }]);
      const { status, workflowType, memo, historyLength, closeTime } = await handle.describe();
      assert.deepEqual([status, workflowType, memo, historyLength], ["COMPLETED", "echoes", { note: "x" }, 5]);
      assert(closeTime instanceof Date);
      assert.equal((await handle.fetchHistory()).events.length, 5);
    },
  },
  {
    name: "signal, signal with start and query",
    run: async (side) => {
      const taskQueue = unique("signal");
      await using client = await side.connect();
      await using _worker = await side.play(taskQueue, { collects });
      const id = unique("collects");
      const first = await client.startWorkflow("collects", { id, taskQueue, startSignal: "a", startSignalArgs: [1] });
      assert.equal(await first.query("count"), 1);
      await assert.rejects(first.query("broken"), (error) => error instanceof QueryFailedError);
      await assert.rejects(
        client.startWorkflow("collects", { id, taskQueue }),
        (error) => error instanceof WorkflowAlreadyStartedError,
      );
      await client.startWorkflow("collects", { id, taskQueue, startSignal: "a", startSignalArgs: [2] });
      assert.deepEqual(await first.result(), [1, 2]);
      assert.equal(await first.query("count"), 2);
    },
  },
  {
    name: "cancel and terminate",
    run: async (side) => {
      const taskQueue = unique("cancel");
      await using client = await side.connect();
      await using _worker = await side.play(taskQueue, { collects });
      const cancelled = await client.startWorkflow("collects", { taskQueue });
      await cancelled.cancel({ reason: "enough" });
      await assert.rejects(cancelled.result(), (error) => error instanceof WorkflowFailedError);
      assert.equal((await cancelled.describe()).status, "CANCELED");
      const terminated = await client.startWorkflow("collects", { taskQueue });
      await terminated.terminate({ reason: "enough", details: [1] });
      await assert.rejects(terminated.result(), (error) => error instanceof WorkflowFailedError);
      assert.equal((await terminated.describe()).status, "TERMINATED");
      await assert.rejects(terminated.terminate(), (error) => error instanceof WorkflowNotFoundError);
    },
  },
  {
    name: "failures with their types, details and causes",
    run: async (side) => {
      const taskQueue = unique("fail");
      await using client = await side.connect();
      const fails = steps([failWorkflow({ message: "no", type: "Refusal", nonRetryable: true, details: ["why", 1] })]);
      await using _worker = await side.play(taskQueue, { fails });
      await assert.rejects(client.executeWorkflow("fails", { taskQueue }), ({ cause }: Error) => {
        const { message, type, details } = cause as Error & { type: string; details: readonly unknown[] };
        assert.deepEqual([message, type, details], ["no", "Refusal", ["why", 1]]);
        return true;
      });
    },
  },
  {
    name: "results follow runs that continue as new, and those that are tried again",
    run: async (side) => {
      const taskQueue = unique("chain");
      await using client = await side.connect();
      const counts: Script = ({ input }) =>
        input[0] === 3 ? [completeWorkflow(3)] : [continueAsNew({ args: [Number(input[0]) + 1] })];
      const retries: Script = ({ events }) =>
        events[0]?.attributes["attempt"] === 1 ? [failWorkflow("first")] : [completeWorkflow("second")];
      await using _worker = await side.play(taskQueue, { counts, retries });
      assert.equal(await client.executeWorkflow("counts", { args: [1], taskQueue }), 3);
      const retryPolicy = { initialIntervalMs: 100 };
      assert.equal(await client.executeWorkflow("retries", { taskQueue, retryPolicy }), "second");
    },
  },
  {
    name: "lists and counts",
    run: async (side) => {
      const taskQueue = unique("list");
      await using client = await side.connect();
      await using _worker = await side.play(taskQueue, { echoes });
      const query = `TaskQueue = '${taskQueue}'`;
      const handles = await Promise.all([1, 2, 3].map((n) => client.startWorkflow("echoes", { args: [n], taskQueue })));
      await Promise.all(handles.map((handle) => handle.result()));
      await eventually(async () => {
        const listed: string[] = [];
        for await (const { workflowId } of client.listWorkflows({ query, pageSize: 2 })) listed.push(workflowId);
        assert.deepEqual(listed.toSorted(), handles.map(({ workflowId }) => workflowId).toSorted());
        assert.equal((await client.countWorkflows({ query: `${query} AND ExecutionStatus = 'Completed'` })).count, 3);
      });
    },
  },
  {
    name: "interceptors, headers and encoded payloads",
    run: async (side) => {
      const taskQueue = unique("intercept");
      const seen: string[] = [];
      const interceptor: ClientInterceptor = {
        startWorkflow: (input, next) => {
          seen.push(input.workflowType);
          return next({ ...input, args: ["changed"] });
        },
      };
      await using client = await side.connect({ interceptors: [interceptor] });
      await using _worker = await side.play(taskQueue, { echoes });
      assert.deepEqual(await client.executeWorkflow("echoes", { args: ["given"], taskQueue }), ["changed"]);
      assert.deepEqual(seen, ["echoes"]);
    },
  },
  {
    name: "unknown workflows and namespaces are errors of their own",
    run: async (side) => {
      await using client = await side.connect();
      const handle = client.getWorkflowHandle(unique("nobody"));
      await assert.rejects(handle.describe(), (error) => error instanceof WorkflowNotFoundError);
      await assert.rejects(handle.signal("x"), (error) => error instanceof WorkflowNotFoundError);
      await using elsewhere = await side.connect({ namespace: "nowhere" });
      await assert.rejects(elsewhere.startWorkflow("x", { taskQueue: "x" }), { name: "NamespaceNotFoundError" });
    },
  },
  {
    name: "arguments over the server's limits are refused, with an error of their own",
    run: async (side) => {
      await using client = await side.connect();
      const start = (bytes: number) => client.startWorkflow("x", { taskQueue: "x", args: [new Uint8Array(bytes)] });
      await assert.rejects(start(2.5 * 1024 * 1024), (error) => error instanceof InvalidArgumentError);
      await assert.rejects(start(5 * 1024 * 1024), (error) => error instanceof ResourceExhaustedError);
    },
  },
];
