import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { anyPack } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError } from "@connectrpc/connect";
import { enums, errordetails, failure, type workflowservice } from "@millrace/protocol/temporal";
import { expectCode } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import { Client, defineUpdate, WorkflowAlreadyStartedError, WorkflowUpdateFailedError } from "../../src/index.ts";
import { payloads, values } from "./support/payloads.ts";
import { scriptedServer } from "./support/scripted-server.ts";

const { UpdateWorkflowExecutionLifecycleStage: Stage } = enums;

type Update = workflowservice.UpdateWorkflowExecutionRequest;
type Answer = MessageInitShape<typeof workflowservice.UpdateWorkflowExecutionResponseSchema>;

const reference = { workflowExecution: { workflowId: "w", runId: "r-1" }, updateId: "u" };
const accepted: Answer = { stage: Stage.ACCEPTED, updateRef: reference };
const succeeded = (value: unknown): Answer => ({
  stage: Stage.COMPLETED,
  updateRef: reference,
  outcome: { value: { case: "success", value: payloads(value) } },
});
const refused: Answer = {
  stage: Stage.COMPLETED,
  updateRef: reference,
  outcome: {
    value: {
      case: "failure",
      value: { message: "too late", failureInfo: { case: "applicationFailureInfo", value: { type: "Late" } } },
    },
  },
};

const polled = (
  value: unknown,
): MessageInitShape<typeof workflowservice.PollWorkflowExecutionUpdateResponseSchema> => ({
  stage: Stage.COMPLETED,
  outcome: { value: { case: "success", value: payloads(value) } },
});

const inTurn =
  <T>(...all: readonly T[]): (() => T) =>
  () =>
    all.length > 1 ? ((all as T[]).shift() as T) : (all[0] as T);

describe("updates", () => {
  test("[CLI-28] are sent with a random id until they are accepted, and then polled", async () => {
    await using server = await scriptedServer({
      updateWorkflowExecution: inTurn<Answer>({ stage: Stage.ADMITTED }, accepted),
      pollWorkflowExecutionUpdate: inTurn<ReturnType<typeof polled>>({ stage: Stage.ACCEPTED }, polled(9)),
    });
    await using client = new Client(server.address, { identity: "me" });
    const handle = await client
      .getWorkflowHandle("w")
      .startUpdate(defineUpdate<number, [string]>("add"), { args: ["x"] });
    const [first, second] = server.requests<Update>("updateWorkflowExecution") as [Update, Update];
    expect(first).toMatchObject({
      workflowExecution: { workflowId: "w", runId: "" },
      waitPolicy: { lifecycleStage: Stage.ACCEPTED },
      request: { meta: { identity: "me" }, input: { name: "add" } },
    });
    expect(values(first.request?.input?.args)).toEqual(["x"]);
    expect(first.request?.meta?.updateId).toBe(handle.updateId);
    expect(second.request?.meta?.updateId).toBe(handle.updateId);
    expect(handle.workflowRunId).toBe("r-1");
    expect(await handle.result()).toBe(9);
    expect(server.requests("pollWorkflowExecutionUpdate")[0]).toMatchObject({
      updateRef: { workflowExecution: { workflowId: "w", runId: "r-1" }, updateId: handle.updateId },
      waitPolicy: { lifecycleStage: Stage.COMPLETED },
    });
  });

  test("[CLI-28] that end at once are not polled", async () => {
    await using server = await scriptedServer({ updateWorkflowExecution: () => succeeded("done") });
    await using client = new Client(server.address);
    const handle = client.getWorkflowHandle("w");
    expect(await handle.executeUpdate("add", { updateId: "u", args: [1] })).toBe("done");
    expect(server.requests<Update>("updateWorkflowExecution")[0]).toMatchObject({
      waitPolicy: { lifecycleStage: Stage.COMPLETED },
      request: { meta: { updateId: "u" } },
    });
    expect(await (await handle.startUpdate("add")).result()).toBe("done");
    expect(server.requests("pollWorkflowExecutionUpdate")).toHaveLength(0);
  });

  test("[CLI-28] that fail tell why", async () => {
    await using server = await scriptedServer({ updateWorkflowExecution: () => refused });
    await using client = new Client(server.address);
    const error = await expectCode(client.getWorkflowHandle("w").executeUpdate("add"), "WORKFLOW_UPDATE_FAILED");
    expect(error).toBeInstanceOf(WorkflowUpdateFailedError);
    expect(error.cause).toMatchObject({ message: "too late", type: "Late" });
  });

  test("[CLI-28] are found again by their id", async () => {
    await using server = await scriptedServer({ pollWorkflowExecutionUpdate: () => polled("kept") });
    await using client = new Client(server.address);
    const handle = client.getWorkflowHandle("w", { runId: "r" }).getUpdateHandle<string>("u");
    expect(await handle.result()).toBe("kept");
    expect(server.requests("pollWorkflowExecutionUpdate")[0]).toMatchObject({
      updateRef: { workflowExecution: { workflowId: "w", runId: "r" }, updateId: "u" },
    });
  });

  test("[CLI-28] the wait for one ends with the caller's signal", async () => {
    await using server = await scriptedServer({
      updateWorkflowExecution: () => accepted,
      pollWorkflowExecutionUpdate: () => new Promise(() => undefined),
    });
    await using client = new Client(server.address);
    const handle = await client.getWorkflowHandle("w").startUpdate("add");
    await expectCode(handle.result({ signal: AbortSignal.abort() }), "RPC_CANCELLED");
  });

  test.each([
    ["WORKFLOW_INVALID_OPTION", "", {}],
    ["WORKFLOW_INVALID_OPTION", "u", { args: 7 }],
    ["WORKFLOW_INVALID_OPTION", "u", { updateId: "" }],
    ["PROTOCOL_INVALID_OPTION", "u", { waitForStage: "ADMITTED" }],
    ["PROTOCOL_UNKNOWN_OPTION", "u", { id: "x" }],
  ])("[CLI-21] %s for the update %j with %j", async (code, update, options) => {
    await using client = new Client("localhost");
    await expectCode(client.getWorkflowHandle("w").startUpdate(update, options as never), code);
  });
});

describe("updates with start", () => {
  const start = { id: "w", taskQueue: "q", args: ["x"], idConflictPolicy: "USE_EXISTING" } as const;
  const both = (answer: Answer): object => ({
    responses: [
      { response: { case: "startWorkflow", value: { runId: "r-1" } } },
      { response: { case: "updateWorkflow", value: answer } },
    ],
  });

  test("[CLI-29] are one call of both", async () => {
    await using server = await scriptedServer({
      executeMultiOperation: inTurn(both({ stage: Stage.ADMITTED }), both(succeeded(5))),
    });
    await using client = new Client(server.address);
    const result = await client.executeUpdateWithStart(defineUpdate<number, [number]>("add"), {
      args: [2],
      updateId: "u",
      workflow: "Cart",
      start,
    });
    expect(result).toBe(5);
    type Request = workflowservice.ExecuteMultiOperationRequest;
    const requests = server.requests<Request>("executeMultiOperation");
    expect(requests).toHaveLength(2);
    expect(requests[0]?.operations.map(({ operation }) => operation.case)).toEqual(["startWorkflow", "updateWorkflow"]);
    expect(requests[0]?.operations[0]?.operation.value).toMatchObject({
      workflowId: "w",
      workflowType: { name: "Cart" },
      workflowIdConflictPolicy: enums.WorkflowIdConflictPolicy.USE_EXISTING,
    });
    expect(requests[0]?.operations[1]?.operation.value).toMatchObject({
      workflowExecution: { workflowId: "w" },
      request: { meta: { updateId: "u" }, input: { name: "add" } },
    });
  });

  test("[CLI-29] that fail throw the error of the operation that failed by itself", async () => {
    const startedDesc = errordetails.WorkflowExecutionAlreadyStartedFailureSchema;
    const desc = errordetails.MultiOperationExecutionFailureSchema;
    const value = create(desc, {
      statuses: [
        {
          code: Code.AlreadyExists,
          message: "runs",
          details: [anyPack(startedDesc, create(startedDesc, { runId: "r-0" }))],
        },
        {
          code: Code.Aborted,
          message: "aborted",
          details: [
            anyPack(failure.MultiOperationExecutionAbortedSchema, create(failure.MultiOperationExecutionAbortedSchema)),
          ],
        },
      ],
    });
    await using server = await scriptedServer({
      executeMultiOperation: () => {
        throw new ConnectError("both", Code.AlreadyExists, undefined, [{ desc, value }]);
      },
    });
    await using client = new Client(server.address);
    const error = await expectCode(
      client.startUpdateWithStart("add", { workflow: "Cart", start }),
      "RPC_WORKFLOW_ALREADY_STARTED",
    );
    expect(error).toBeInstanceOf(WorkflowAlreadyStartedError);
    expect(error).toMatchObject({ workflowId: "w", workflowType: "Cart", runId: "r-0" });
  });

  test("[CLI-29] must say what becomes of a workflow that runs", async () => {
    await using client = new Client("localhost");
    const options = { workflow: "Cart", start: { taskQueue: "q" } } as never;
    await expectCode(client.startUpdateWithStart("add", options), "WORKFLOW_INVALID_OPTION");
  });

  test("[CLI-29] that are answered by half are an error", async () => {
    await using server = await scriptedServer({ executeMultiOperation: () => ({ responses: [] }) });
    await using client = new Client(server.address);
    await expectCode(client.startUpdateWithStart("add", { workflow: "Cart", start }), "WORKFLOW_UNEXPECTED_ANSWER");
  });
});
