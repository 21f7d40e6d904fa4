import { silentLogger } from "@millrace/protocol";
import { expect, test } from "vitest";
import * as officialActivity from "../../src/activity-face.ts";
import { Client, Connection } from "../../src/client-face.ts";
import * as official from "../../src/common-face.ts";
import * as own from "../../src/index.ts";
import { startServer } from "../../src/server.ts";
import { completeWorkflow, ScriptedWorker, type ScriptedWorkflow } from "../../src/testing.ts";

const taskQueue = "q";
const waits: ScriptedWorkflow = {
  run: ({ find }) => {
    const signalled = find("WorkflowExecutionSignaled");
    return signalled === undefined ? [] : [completeWorkflow(signalled.attributes["input"])];
  },
};

test("[FACE-12] handles and definitions of one face work in the other", async () => {
  await using server = await startServer();
  await using _worker = await ScriptedWorker.start(server, { taskQueue, workflows: { waits } });
  await using ours = await own.Client.connect(server);
  const theirs = new Client({ connection: ours.connection, namespace: ours.namespace });
  const finish: official.SignalDefinition<[number]> = own.defineSignal<[number]>("finish");

  const started = await ours.startWorkflow("waits", { taskQueue, id: "w-1" });
  await theirs.workflow.getHandle(started.workflowId, started.resultRunId).signal(finish, 1);
  expect(await started.result()).toEqual([1]);

  const handle = await theirs.workflow.start("waits", { taskQueue, workflowId: "w-2" });
  expect(handle.core).toBeInstanceOf(own.WorkflowHandle);
  await handle.core.signal(finish, 2);
  expect(await handle.result()).toEqual([2]);
  expect(await theirs.core.getWorkflowHandle("w-2").describe()).toMatchObject({ status: "COMPLETED" });
});

test("[FACE-12] clients of both faces share a connection, which its maker closes", async () => {
  await using server = await startServer();
  await using connection = await Connection.connect({ address: server });
  const ours = new own.Client(connection, { namespace: "default" });
  const theirs = new Client({ connection });
  expect((await ours.countWorkflows()).count).toBe((await theirs.workflow.count()).count);
  await connection.close();
  await expect(theirs.workflow.count()).rejects.toThrow("WORKFLOW_CONNECTION_CLOSED");
  await expect(ours.countWorkflows()).rejects.toThrow("WORKFLOW_CONNECTION_CLOSED");
});

test("[FACE-12] an activity may use both faces' names, and run for clients of both", async () => {
  await using server = await startServer();
  await using ours = await own.Client.connect(server);
  const theirs = new Client({ connection: ours.connection });
  const both = async (): Promise<unknown> => {
    officialActivity.heartbeat(1, 2);
    const { attempt, activityId } = own.activity.info();
    expect(officialActivity.Context.current().info).toMatchObject({ attempt, activityId });
    if (activityId === "fails") throw new own.ApplicationFailure("ours", { type: "T", nonRetryable: true });
    return activityId;
  };
  await using _worker = await new own.Worker(theirs, { taskQueue, activities: { both }, logger: silentLogger }).start();
  const times = { taskQueue, startToCloseTimeoutMs: 60_000 };
  expect(await ours.executeActivity("both", { ...times, id: "one" })).toBe("one");
  const failing = theirs.activity.execute("both", { id: "fails", taskQueue, startToCloseTimeout: "1m" });
  const error: unknown = await failing.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(own.ActivityExecutionFailedError);
  expect((error as Error).cause).toBeInstanceOf(official.ApplicationFailure);
});

test("[FACE-12] a data converter of this package serves the official client", async () => {
  const dataConverter = new own.DataConverter({ codecs: [new own.CompressionCodec()] });
  expect(new Client({ dataConverter }).dataConverter).toBe(dataConverter);
});
