import { enums } from "@millrace/protocol/temporal";
import { expect, test } from "vitest";
import {
  Client,
  Connection,
  WithStartWorkflowOperation,
  WorkflowIdConflictPolicy,
  WorkflowUpdateFailedError,
  WorkflowUpdateStage,
  type GetWorkflowUpdateHandleOptions,
  type UpdateDefinition,
  type WorkflowClientInterceptor,
  type WorkflowStartUpdateInput,
  type WorkflowUpdateHandle,
  type WorkflowUpdateOptions,
} from "../../src/client-face.ts";
import { defineUpdate } from "../../src/definitions.ts";
import { payloads } from "../client/support/payloads.ts";
import { scriptedServer, type Handlers } from "../client/support/scripted-server.ts";

const { COMPLETED } = enums.UpdateWorkflowExecutionLifecycleStage;
const updateRef = { workflowExecution: { workflowId: "w", runId: "r-1" }, updateId: "u" };
const succeeded = { stage: COMPLETED, updateRef, outcome: { value: { case: "success" as const, value: payloads(9) } } };
const add: UpdateDefinition<number, [number, number]> = defineUpdate<number, [number, number]>("add");

const handlers: Handlers = {
  updateWorkflowExecution: () => succeeded,
  pollWorkflowExecutionUpdate: () => ({ ...succeeded, stage: COMPLETED }),
  executeMultiOperation: () => ({
    responses: [
      { response: { case: "startWorkflow", value: { runId: "r-1", started: true } } },
      { response: { case: "updateWorkflow", value: succeeded } },
    ],
  }),
};

test("[FACE-11] an update is executed, started, and found again", async () => {
  await using server = await scriptedServer(handlers);
  await using connection = Connection.lazy({ address: server.address });
  const seen: string[] = [];
  const interceptor: WorkflowClientInterceptor = {
    startUpdate: async (input: WorkflowStartUpdateInput, next) => {
      seen.push(`${input.updateName} ${input.options.updateId}`);
      return next({ ...input, args: [...input.args].reverse() });
    },
  };
  const client = new Client({ connection, interceptors: { workflow: [interceptor] } });
  const handle = client.workflow.getHandle("w");
  const options: WorkflowUpdateOptions<[number, number]> = { args: [4, 5], updateId: "u" };
  expect(await handle.executeUpdate(add, options)).toBe(9);
  const waitForStage = WorkflowUpdateStage.ACCEPTED;
  const started: WorkflowUpdateHandle<number> = await handle.startUpdate(add, { args: [4, 5], waitForStage });
  expect(await started.result()).toBe(9);
  expect(seen).toEqual(["add u", `add ${started.updateId}`]);
  const run: GetWorkflowUpdateHandleOptions = { workflowRunId: "r-1" };
  const found = handle.getUpdateHandle<number>("u", run);
  expect(found).toMatchObject({ workflowId: "w", workflowRunId: "r-1", updateId: "u" });
  expect(await found.result()).toBe(9);
});

test("[FACE-11] an update that the workflow refuses has the official error", async () => {
  const failure = { message: "too late", failureInfo: { case: "applicationFailureInfo" as const, value: {} } };
  const refused = { stage: COMPLETED, updateRef, outcome: { value: { case: "failure" as const, value: failure } } };
  await using server = await scriptedServer({ updateWorkflowExecution: () => refused });
  await using connection = Connection.lazy({ address: server.address });
  const handle = new Client({ connection }).workflow.getHandle("w");
  const error: unknown = await handle.executeUpdate("add").catch((thrown: unknown) => thrown);
  if (!(error instanceof WorkflowUpdateFailedError)) throw error;
  expect(error.cause).toMatchObject({ message: "too late" });
});

test("[FACE-11] an update is sent with the start of its workflow", async () => {
  await using server = await scriptedServer(handlers);
  await using connection = Connection.lazy({ address: server.address });
  const { workflow } = new Client({ connection });
  const operation = (): WithStartWorkflowOperation =>
    new WithStartWorkflowOperation("adder", {
      taskQueue: "q",
      workflowId: "w",
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
    });
  const startWorkflowOperation = operation();
  expect(await workflow.executeUpdateWithStart(add, { args: [4, 5], startWorkflowOperation })).toBe(9);
  expect((await startWorkflowOperation.workflowHandle()).workflowId).toBe("w");
  const again = workflow.executeUpdateWithStart(add, { args: [4, 5], startWorkflowOperation });
  await expect(again).rejects.toThrow("used before");
  const other = { args: [4, 5] as const, waitForStage: "ACCEPTED", startWorkflowOperation: operation() } as const;
  expect(await (await workflow.startUpdateWithStart("add", other)).result()).toBe(9);
});
