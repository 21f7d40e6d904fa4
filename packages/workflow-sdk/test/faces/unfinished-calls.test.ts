import { Code, ConnectError } from "@connectrpc/connect";
import { expect, test } from "vitest";
import {
  ActivityCompletionError,
  ActivityNotFoundError,
  Client,
  Connection,
  isGrpcCancelledError,
  isGrpcDeadlineError,
  isGrpcServiceError,
  isServerErrorResponse,
  NamespaceNotFoundError,
  WithStartWorkflowOperation,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from "../../src/client-face.ts";
import { startServer } from "../../src/server.ts";
import { scriptedServer } from "../client/support/scripted-server.ts";

const thrownBy = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );
const answering = (code: Code) => (): never => {
  throw new ConnectError("the server says no", code);
};

test("[FACE-4] what the service answers to a completion from elsewhere has the official error", async () => {
  await using server = await scriptedServer({
    respondActivityTaskCompleted: answering(Code.InvalidArgument),
    respondActivityTaskFailed: answering(Code.PermissionDenied),
    respondActivityTaskCanceled: answering(Code.NotFound),
    recordActivityTaskHeartbeat: answering(Code.FailedPrecondition),
  });
  await using connection = Connection.lazy({ address: server.address });
  const { activity } = new Client({ connection });
  const token = new Uint8Array([1]);
  for (const call of [activity.complete(token, 1), activity.fail(token, new Error("e")), activity.heartbeat(token)]) {
    const error = await thrownBy(call);
    expect(error).toBeInstanceOf(ActivityCompletionError);
    expect(error).toMatchObject({ name: "ActivityCompletionError", message: expect.stringContaining("says no") });
    expect((error as Error).cause).toSatisfy(isGrpcServiceError);
  }
  expect(await thrownBy(activity.reportCancellation(token))).toBeInstanceOf(ActivityNotFoundError);
});

test("[FACE-11] an update whose call comes to no end says so, wherever it is waited for", async () => {
  await using server = await scriptedServer({
    updateWorkflowExecution: answering(Code.Canceled),
    pollWorkflowExecutionUpdate: answering(Code.Canceled),
    executeMultiOperation: answering(Code.Canceled),
  });
  await using connection = Connection.lazy({ address: server.address });
  const { workflow } = new Client({ connection });
  const handle = workflow.getHandle("w");
  const options = { taskQueue: "q", workflowId: "w", workflowIdConflictPolicy: "FAIL" } as const;
  const startWorkflowOperation = new WithStartWorkflowOperation("adder", options);
  const deadline = (call: () => Promise<unknown>): Promise<unknown> => connection.withDeadline(Date.now() + 50, call);
  const errors = [
    await thrownBy(deadline(() => handle.executeUpdate("add"))),
    await thrownBy(deadline(() => handle.startUpdate("add", { waitForStage: "ACCEPTED" }))),
    await thrownBy(deadline(() => workflow.executeUpdateWithStart("add", { startWorkflowOperation }))),
    await thrownBy(deadline(() => handle.getUpdateHandle("u").result())),
  ];
  for (const error of errors) {
    expect(error).toBeInstanceOf(WorkflowUpdateRPCTimeoutOrCancelledError);
    expect(isGrpcDeadlineError(error) || isGrpcCancelledError(error)).toBe(true);
    expect(isGrpcServiceError(error)).toBe(false);
  }
});

test("[FACE-3] an aborted update is a cancelled one, and other answers keep their class", async () => {
  await using server = await scriptedServer({ updateWorkflowExecution: answering(Code.InvalidArgument) });
  await using connection = Connection.lazy({ address: server.address });
  const handle = new Client({ connection }).workflow.getHandle("w");
  const aborted = AbortSignal.abort();
  const update = (): Promise<unknown> => handle.executeUpdate("add");
  const error = await thrownBy(connection.withAbortSignal(aborted, update));
  expect(error).toBeInstanceOf(WorkflowUpdateRPCTimeoutOrCancelledError);
  expect(isGrpcCancelledError(error)).toBe(true);
  const refused = await thrownBy(update());
  expect(refused).not.toBeInstanceOf(WorkflowUpdateRPCTimeoutOrCancelledError);
  expect(isServerErrorResponse(refused)).toBe(true);
});

test("[FACE-3] deadlines and cancellations are found among causes, in circles too", () => {
  const circle = new Error("outer");
  circle.cause = new Error("inner", { cause: circle });
  expect([isGrpcDeadlineError(circle), isGrpcCancelledError(circle)]).toEqual([false, false]);
  const inner = Object.assign(new Error("stopped"), { name: "AbortError" });
  expect(isGrpcCancelledError(new Error("outer", { cause: inner }))).toBe(true);
  expect([isGrpcCancelledError("text"), isGrpcDeadlineError(undefined)]).toEqual([false, false]);
});

test("[FACE-4] a namespace that there is not is named", async () => {
  await using server = await startServer();
  await using connection = Connection.lazy({ address: server });
  const { activity } = new Client({ connection, namespace: "nowhere" });
  const error = await thrownBy(activity.complete({ activityId: "a" }, 1));
  expect(error).toBeInstanceOf(NamespaceNotFoundError);
  expect(error).toMatchObject({ namespace: "nowhere" });
});
