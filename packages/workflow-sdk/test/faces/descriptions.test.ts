import { collect } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import {
  Client,
  Connection,
  WithStartWorkflowOperation,
  type ActivityClientInterceptor,
  type ActivityCountInput,
  type ActivityDescribeInput,
  type ActivityDescribeOptions,
  type ActivityListInput,
  type IntoHistoriesOptions,
  type WorkflowClientInterceptor,
  type WorkflowDescribeInput,
  type WorkflowStartUpdateWithStartInput,
  type WorkflowStartUpdateWithStartOutput,
} from "../../src/client-face.ts";
import { startServer } from "../../src/server.ts";
import { scriptedServer } from "../client/support/scripted-server.ts";

const taskQueue = "q";
const text = new TextEncoder();

test("[FACE-7] interceptors see descriptions of workflows, and may ask for another", async () => {
  await using server = await startServer();
  await using connection = Connection.lazy({ address: server });
  const seen: unknown[] = [];
  const noting = (name: string): WorkflowClientInterceptor => ({
    describe: async (input: WorkflowDescribeInput, next) => {
      seen.push(`${name} ${input.workflowExecution.workflowId}`);
      return { ...(await next({ workflowExecution: { workflowId: "other" } })), type: name };
    },
  });
  const client = new Client({ connection, interceptors: { workflow: [noting("a"), noting("b")] } });
  for (const workflowId of ["one", "other"]) await client.workflow.start("waits", { taskQueue, workflowId });
  const described = await client.workflow.getHandle("one").describe();
  expect(described).toMatchObject({ workflowId: "other", type: "a", status: { name: "RUNNING" } });
  expect(seen).toEqual(["a one", "b other"]);
});

test("[FACE-7] interceptors see descriptions, lists and counts of activities", async () => {
  await using server = await startServer();
  await using connection = Connection.lazy({ address: server });
  const seen: unknown[] = [];
  const interceptor: ActivityClientInterceptor = {
    describe: async (input: ActivityDescribeInput, next) => {
      const options: ActivityDescribeOptions = input.options;
      seen.push(options);
      return next({ ...input, activityId: "two" });
    },
    list: async function* (input: ActivityListInput, next) {
      for await (const info of next({ query: `${input.query} AND ActivityId = 'two'` })) yield info;
    },
    count: async (input: ActivityCountInput, next) => {
      seen.push(input.query);
      return { ...(await next(input)), groups: [] };
    },
  };
  const { activity } = new Client({ connection, interceptors: { activity: [interceptor] } });
  for (const id of ["one", "two"]) await activity.start("waits", { id, taskQueue, startToCloseTimeout: "1m" });
  const described = await activity.getHandle("one").describe({ includeHeartbeatDetails: true });
  expect(described).toMatchObject({ activityId: "two", activityType: "waits" });
  const listed = await collect(activity.list("ActivityType = 'waits'"));
  expect(listed.map(({ activityId }) => activityId)).toEqual(["two"]);
  expect((await activity.count("ActivityType = 'waits'")).count).toBe(2);
  expect(seen).toEqual([{ includeHeartbeatDetails: true }, "ActivityType = 'waits'"]);
});

test("[FACE-7] [FACE-11] interceptors see an update that is sent with a start, and add headers to both", async () => {
  await using server = await scriptedServer({
    executeMultiOperation: () => ({
      responses: [
        { response: { case: "startWorkflow", value: { runId: "r" } } },
        {
          response: {
            case: "updateWorkflow",
            value: {
              stage: 3,
              updateRef: { workflowExecution: { workflowId: "w", runId: "r" }, updateId: "u" },
              outcome: {
                value: {
                  case: "success",
                  value: { payloads: [{ metadata: { encoding: text.encode("json/plain") }, data: text.encode("9") }] },
                },
              },
            },
          },
        },
      ],
    }),
  });
  await using connection = Connection.lazy({ address: server.address });
  const header = { trace: { metadata: {}, data: new Uint8Array([1]) } };
  const seen: WorkflowStartUpdateWithStartOutput[] = [];
  const interceptor: WorkflowClientInterceptor = {
    startUpdateWithStart: async (input: WorkflowStartUpdateWithStartInput, next) => {
      const output = await next({
        ...input,
        workflowStartOptions: { ...input.workflowStartOptions, workflowRunTimeout: "1 minute" },
        workflowStartHeaders: header,
        updateArgs: [...input.updateArgs, "added"],
        updateHeaders: header,
      });
      seen.push(output);
      return output;
    },
  };
  const { workflow } = new Client({ connection, interceptors: { workflow: [interceptor] } });
  const options = { taskQueue, workflowId: "w", workflowIdConflictPolicy: "USE_EXISTING" } as const;
  const startWorkflowOperation = new WithStartWorkflowOperation("adder", options);
  expect(await workflow.executeUpdateWithStart("add", { updateId: "u", startWorkflowOperation })).toBe(9);
  expect(seen).toMatchObject([{ workflowExecution: { workflowId: "w", runId: "r" }, updateId: "u" }]);
  expect((await startWorkflowOperation.workflowHandle()).workflowId).toBe("w");
  const [{ operations } = { operations: [] }] = server.requests("executeMultiOperation");
  expect(operations).toMatchObject([
    { operation: { value: { workflowRunTimeout: { seconds: 60n }, header: { fields: { trace: {} } } } } },
    { operation: { value: { request: { input: { args: { payloads: [{}] }, header: { fields: { trace: {} } } } } } } },
  ]);
});

test("[FACE-2] histories of a list are fetched several at a time, in the order of the list", async () => {
  await using server = await startServer();
  await using connection = Connection.lazy({ address: server });
  const { workflow } = new Client({ connection });
  for (const workflowId of ["a", "b", "c", "d"]) await workflow.start("waits", { taskQueue, workflowId });
  const list = workflow.list({ query: "WorkflowType = 'waits'" });
  const ids = (await collect(list)).map(({ workflowId }) => workflowId);
  for (const options of [{}, { concurrency: 1 }, { concurrency: 3, bufferLimit: 1 }] satisfies IntoHistoriesOptions[]) {
    const histories = await collect(list.intoHistories(options));
    expect(histories.map(({ workflowId }) => workflowId)).toEqual(ids);
    expect(histories.every(({ history }) => history.events.length === 2)).toBe(true);
  }
  for await (const { workflowId } of list.intoHistories({ concurrency: 2 })) {
    expect(workflowId).toBe(ids[0]);
    break;
  }
  expect(() => list.intoHistories({ concurrency: 0 })).toThrow("concurrency");
  expect(() => list.intoHistories({ parallel: 2 } as never)).toThrow("parallel");
});
