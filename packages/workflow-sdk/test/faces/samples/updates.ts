import {
  Client,
  isGrpcDeadlineError,
  WithStartWorkflowOperation,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  WorkflowUpdateStage,
  type Connection,
  type WorkflowUpdateOptions,
} from "@millrace/workflow-sdk/client";

/** Changes the address of an order, and says how that went. */
export async function redirect(connection: Connection, workflowId: string, address: string): Promise<string> {
  const handle = new Client({ connection }).workflow.getHandle(workflowId);
  const options: WorkflowUpdateOptions & { args: [string] } = { args: [address], updateId: `to-${address}` };
  try {
    return await handle.executeUpdate<string, [string]>("redirect", options);
  } catch (error) {
    if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError)
      return isGrpcDeadlineError(error) ? "took too long" : "given up";
    if (error instanceof WorkflowUpdateFailedError) return `refused: ${error.cause?.message}`;
    throw error;
  }
}

/** The same for an order that may not be there yet. */
export async function redirectNew(connection: Connection, taskQueue: string, address: string): Promise<string[]> {
  const { workflow } = new Client({ connection });
  const startWorkflowOperation = new WithStartWorkflowOperation("order", {
    taskQueue,
    workflowId: "order-7",
    workflowIdConflictPolicy: "USE_EXISTING",
  });
  const update = await workflow.startUpdateWithStart<(order: unknown) => Promise<unknown>, string, [string]>(
    "redirect",
    {
      args: [address],
      waitForStage: WorkflowUpdateStage.ACCEPTED,
      startWorkflowOperation,
    },
  );
  const { workflowId } = await startWorkflowOperation.workflowHandle();
  return [workflowId, update.workflowId, await update.result()];
}
