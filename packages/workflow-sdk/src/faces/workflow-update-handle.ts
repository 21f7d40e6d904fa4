import type { WorkflowUpdateHandle as CoreHandle } from "../workflow-update-handle.ts";
import { WorkflowUpdateRPCTimeoutOrCancelledError } from "./errors.ts";
import { isUnfinishedCall } from "./grpc-errors.ts";

/** An update that was sent to a workflow. */
export class WorkflowUpdateHandle<Result = unknown> {
  readonly updateId: string;
  readonly workflowId: string;
  /** The run that took it; undefined where that is not known. */
  readonly workflowRunId: string | undefined;
  /** The same handle under this package's own names. */
  readonly core: CoreHandle<Result>;

  /** @internal Handles come from a client. */
  constructor(core: CoreHandle<Result>) {
    this.core = core;
    this.updateId = core.updateId;
    this.workflowId = core.workflowId;
    this.workflowRunId = core.workflowRunId;
  }

  /** @throws `WorkflowUpdateFailedError`, `WorkflowUpdateRPCTimeoutOrCancelledError` */
  result(): Promise<Result> {
    return orUnfinished(this.core.result());
  }
}

/** What a call of updates gives; that it came to no end has an error of its own. */
export async function orUnfinished<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (!isUnfinishedCall(error)) throw error;
    throw new WorkflowUpdateRPCTimeoutOrCancelledError((error as Error).message, { cause: error });
  }
}
