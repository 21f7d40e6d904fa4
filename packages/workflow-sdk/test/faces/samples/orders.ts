import {
  Client,
  isGrpcServiceError,
  QueryNotRegisteredError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowFailedError,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
  WorkflowNotFoundError,
  type Connection,
  type WorkflowHandleWithFirstExecutionRunId,
  type WorkflowStartOptions,
} from "@millrace/workflow-sdk/client";
import { ApplicationFailure, rootCause, type Duration, type RetryPolicy } from "@millrace/workflow-sdk/common";

export interface Order {
  readonly id: string;
  readonly items: readonly string[];
}

/** The type of a workflow that is deployed elsewhere. */
export type OrderWorkflow = (order: Order) => Promise<string>;

const patience: Duration = "5 minutes";
const retry: RetryPolicy = { initialInterval: "1 second", backoffCoefficient: 2, maximumAttempts: 3 };

export async function place(
  client: Client,
  taskQueue: string,
  order: Order,
): Promise<WorkflowHandleWithFirstExecutionRunId<OrderWorkflow>> {
  const options: WorkflowStartOptions<OrderWorkflow> = {
    taskQueue,
    workflowId: `order-${order.id}`,
    args: [order],
    retry,
    workflowExecutionTimeout: patience,
    workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.FAIL,
    memo: { source: "web" },
  };
  return client.workflow.start<OrderWorkflow>("order", options);
}

/** What an error of the client means to the application. */
function explain(error: unknown): string {
  if (error instanceof WorkflowFailedError) {
    const { cause } = error;
    if (cause instanceof ApplicationFailure) {
      const kind = cause.nonRetryable ? "for good" : "for now";
      return `failed ${kind}: ${cause.type} ${JSON.stringify(cause.details)} ${rootCause(cause)}`;
    }
    return `failed: ${cause?.name}`;
  }
  if (error instanceof WorkflowExecutionAlreadyStartedError) return `there already: ${error.workflowId}`;
  if (error instanceof WorkflowNotFoundError) return `not there: ${error.workflowId}`;
  if (error instanceof QueryNotRegisteredError) return "no such query";
  return isGrpcServiceError(error) ? "the service says no" : "unknown";
}

const explained = async (call: Promise<unknown>): Promise<string> => call.then(() => "fine", explain);

/** A day in the life of a client: what it sees, as texts. */
export async function trade(connection: Connection, taskQueue: string): Promise<unknown[]> {
  const client = new Client({ connection, namespace: "default" });
  const seen: unknown[] = [];
  const order: Order = { id: "1", items: ["tea"] };
  const handle = await place(client, taskQueue, order);
  seen.push(handle.workflowId, await handle.query<string, [string]>("greeting", "Ada"));
  seen.push(await explained(place(client, taskQueue, order)), await explained(handle.query("unknown")));

  await handle.signal("pay", "cash");
  seen.push(await handle.result());
  const described = await handle.describe();
  seen.push(described.type, described.status.name, described.memo, described.startTime instanceof Date);

  const options = { taskQueue, workflowId: "order-2", args: [{ id: "2", items: [] }] as [Order] };
  const signalled = await client.workflow.signalWithStart<OrderWorkflow, [string]>("order", {
    ...options,
    signal: "pay",
    signalArgs: ["card"],
  });
  seen.push(await signalled.result(), await client.workflow.result("order-2", signalled.signaledRunId));

  const refused = client.workflow.execute("refuses", {
    taskQueue,
    workflowId: "order-3",
    retry: { maximumAttempts: 1 },
  });
  seen.push(await explained(refused), await explained(client.workflow.getHandle("order-4").cancel()));

  const cancelled = await place(client, taskQueue, { id: "5", items: [] });
  await cancelled.cancel();
  seen.push(await explained(cancelled.result()));
  const terminated = await place(client, taskQueue, { id: "6", items: [] });
  await terminated.terminate("stock is gone");
  seen.push(await explained(terminated.result()));
  return seen;
}
