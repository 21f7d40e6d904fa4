import { Code, ConnectError } from "@connectrpc/connect";
import { expect, test } from "vitest";
import {
  ActivityFailure,
  ActivityPausedError,
  ActivityResetError,
  AsyncCompletionClient,
  ChildWorkflowFailure,
  Client,
  CompleteAsyncError,
  Connection,
  defaultPayloadConverter,
  IllegalStateError,
  isGrpcCancelledError,
  PayloadConverterError,
  QueryRejectCondition,
  QueryRejectedError,
  ServerFailure,
  TemporalFailure,
  TimeoutFailure,
  ValueError,
  WorkflowFailedError,
  type FullActivityId,
} from "../../src/client-face.ts";
import * as common from "../../src/common-face.ts";
import {
  CompleteAsyncError as CommonCompleteAsyncError,
  METADATA_MESSAGE_TYPE_KEY,
  NamespaceNotFoundError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
} from "../../src/common-face.ts";
import { startServer } from "../../src/server.ts";
import { MockActivityEnvironment, completeWorkflow, ScriptedWorker, steps } from "../../src/testing.ts";
import { scriptedServer } from "../client/support/scripted-server.ts";

const taskQueue = "q";
const thrownBy = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

test("[FACE-3] a workflow that takes too long fails by a timeout", async () => {
  await using server = await startServer();
  await using connection = Connection.lazy({ address: server });
  const { workflow } = new Client({ connection });
  const options = { taskQueue, workflowId: "slow", workflowRunTimeout: "1 second" } as const;
  const error = await thrownBy(workflow.execute("slow", options));
  expect(error).toBeInstanceOf(WorkflowFailedError);
  const { cause } = error as WorkflowFailedError;
  expect(cause).toBeInstanceOf(TimeoutFailure);
  expect(cause).toBeInstanceOf(TemporalFailure);
  expect(cause).not.toBeInstanceOf(ServerFailure);
  expect((await workflow.getHandle("slow").describe()).status.name).toBe("TIMED_OUT");
});

test("[FACE-3] queries are rejected as the client wants it", async () => {
  await using server = await startServer();
  const done = { run: steps([completeWorkflow()]), queries: { state: () => "done" } };
  await using _worker = await ScriptedWorker.start(server, { taskQueue, workflows: { done } });
  await using connection = Connection.lazy({ address: server });
  const queryRejectCondition = QueryRejectCondition.QUERY_REJECT_CONDITION_NOT_OPEN;
  const client = new Client({ connection, workflow: { queryRejectCondition } });
  const handle = await client.workflow.start("done", { taskQueue, workflowId: "w" });
  await handle.result();
  const error = await thrownBy(handle.query("state"));
  expect(error).toBeInstanceOf(QueryRejectedError);
  expect(error).toMatchObject({ status: "COMPLETED" });
  expect(await new Client({ connection }).workflow.getHandle("w").query("state")).toBe("done");
});

test("[FACE-3] a call that its caller cancels says so", async () => {
  await using server = await startServer();
  await using connection = Connection.lazy({ address: server });
  const { workflow } = new Client({ connection });
  const handle = await workflow.start("nobody", { taskQueue, workflowId: "w" });
  const aborting = new AbortController();
  const waiting = connection.withAbortSignal(aborting.signal, () => handle.result());
  aborting.abort();
  expect(await thrownBy(waiting)).toSatisfy(isGrpcCancelledError);
  expect(isGrpcCancelledError(new Error("other"))).toBe(false);
  await using answered = await scriptedServer({
    describeWorkflowExecution: () => {
      throw new ConnectError("the server cancelled it", Code.Canceled);
    },
  });
  await using cancels = Connection.lazy({ address: answered.address });
  expect(await thrownBy(new Client({ connection: cancels }).workflow.getHandle("w").describe())).toSatisfy(
    isGrpcCancelledError,
  );
});

test("[FACE-4] a heartbeat from elsewhere says that the activity is paused, or reset", async () => {
  let answer: { readonly activityPaused?: boolean; readonly activityReset?: boolean } = { activityPaused: true };
  await using server = await scriptedServer({ recordActivityTaskHeartbeatById: () => answer });
  await using connection = Connection.lazy({ address: server.address });
  const client = new AsyncCompletionClient({ connection });
  const id: FullActivityId = { workflowId: "w", runId: "r", activityId: "a" };
  expect(await thrownBy(client.heartbeat(id))).toBeInstanceOf(ActivityPausedError);
  answer = { activityReset: true };
  expect(await thrownBy(client.heartbeat(id, 1))).toBeInstanceOf(ActivityResetError);
  expect(server.requests("recordActivityTaskHeartbeatById")[0]).toMatchObject({ workflowId: "w", activityId: "a" });
});

test("[FACE-3] the packages have the same classes under the same names", async () => {
  expect([ActivityFailure, ChildWorkflowFailure, IllegalStateError, PayloadConverterError, ValueError]).toEqual([
    common.ActivityFailure,
    common.ChildWorkflowFailure,
    common.IllegalStateError,
    common.PayloadConverterError,
    common.ValueError,
  ]);
  expect(defaultPayloadConverter).toBe(common.defaultPayloadConverter);
  expect(METADATA_MESSAGE_TYPE_KEY).toBe("messageType");
  const later = new MockActivityEnvironment().run(async () => {
    throw new CompleteAsyncError();
  });
  expect(await thrownBy(later)).toBeInstanceOf(CommonCompleteAsyncError);

  await using server = await startServer();
  await using connection = Connection.lazy({ address: server });
  const { workflow } = new Client({ connection });
  const options = { taskQueue, workflowId: "w" };
  await workflow.start("nobody", options);
  expect(await thrownBy(workflow.start("nobody", options))).toBeInstanceOf(WorkflowExecutionAlreadyStartedError);
  expect(await thrownBy(workflow.getHandle("x").describe())).toBeInstanceOf(WorkflowNotFoundError);
  const elsewhere = new Client({ connection, namespace: "nowhere" });
  expect(await thrownBy(elsewhere.workflow.count())).toBeInstanceOf(NamespaceNotFoundError);
});
