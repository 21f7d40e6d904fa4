import { enums } from "@millrace/protocol/temporal";
import { MadeCommand, type ScriptCommand } from "./script-command.ts";
import { toWireRetryPolicy, type ScriptRetryPolicy } from "./script-retry-policy.ts";
import { toDuration, toPayloadMap, toPayloads } from "./wire-values.ts";

/** What becomes of a child whose parent has ended. */
export type ScriptParentClosePolicy = "terminate" | "abandon" | "requestCancel";
/** Whether an id may be used again after its workflow has ended. */
export type ScriptReusePolicy = "allowDuplicate" | "allowDuplicateFailedOnly" | "rejectDuplicate";

const closePolicies = {
  terminate: enums.ParentClosePolicy.TERMINATE,
  abandon: enums.ParentClosePolicy.ABANDON,
  requestCancel: enums.ParentClosePolicy.REQUEST_CANCEL,
} as const satisfies Record<ScriptParentClosePolicy, enums.ParentClosePolicy>;

const reusePolicies = {
  allowDuplicate: enums.WorkflowIdReusePolicy.ALLOW_DUPLICATE,
  allowDuplicateFailedOnly: enums.WorkflowIdReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
  rejectDuplicate: enums.WorkflowIdReusePolicy.REJECT_DUPLICATE,
} as const satisfies Record<ScriptReusePolicy, enums.WorkflowIdReusePolicy>;

export interface StartChildOptions {
  readonly id: string;
  /** The workflow's name. */
  readonly type: string;
  /** Default: the parent's. */
  readonly taskQueue?: string;
  /** Default: none. */
  readonly args?: readonly unknown[];
  /** Default: the server's, `terminate`. */
  readonly parentClosePolicy?: ScriptParentClosePolicy;
  /** Default: the server's, `allowDuplicate`. */
  readonly reusePolicy?: ScriptReusePolicy;
  readonly executionTimeoutMs?: number;
  readonly runTimeoutMs?: number;
  readonly taskTimeoutMs?: number;
  readonly retryPolicy?: ScriptRetryPolicy;
  readonly cronSchedule?: string;
  readonly memo?: Readonly<Record<string, unknown>>;
}

/** Starts a child; `ChildWorkflowExecutionStarted` and one event of its end follow, or `…StartChild…Failed`. */
export const startChild = (options: StartChildOptions): ScriptCommand => {
  const { id, type, taskQueue, args, parentClosePolicy, reusePolicy, memo, cronSchedule = "" } = options;
  const value = {
    workflowId: id,
    workflowType: { name: type },
    taskQueue: taskQueue === undefined ? undefined : { name: taskQueue },
    input: toPayloads(args),
    parentClosePolicy:
      parentClosePolicy === undefined ? enums.ParentClosePolicy.UNSPECIFIED : closePolicies[parentClosePolicy],
    workflowIdReusePolicy:
      reusePolicy === undefined ? enums.WorkflowIdReusePolicy.UNSPECIFIED : reusePolicies[reusePolicy],
    workflowExecutionTimeout: toDuration(options.executionTimeoutMs),
    workflowRunTimeout: toDuration(options.runTimeoutMs),
    workflowTaskTimeout: toDuration(options.taskTimeoutMs),
    retryPolicy: toWireRetryPolicy(options.retryPolicy),
    cronSchedule,
    memo: memo && { fields: toPayloadMap(memo) },
  };
  return new MadeCommand("startChild", {
    commandType: enums.CommandType.START_CHILD_WORKFLOW_EXECUTION,
    attributes: { case: "startChildWorkflowExecutionCommandAttributes", value },
  });
};

/** Which workflow a command is for. */
export interface ScriptExternalWorkflow {
  readonly workflowId: string;
  /** Default: the current run. */
  readonly runId?: string;
  /** Only if it is a child of this workflow. Default `false`. */
  readonly childOnly?: boolean;
}

export interface SignalExternalOptions extends ScriptExternalWorkflow {
  readonly signal: string;
  /** Default: none. */
  readonly args?: readonly unknown[];
}

/** Signals another workflow. `ExternalWorkflowExecutionSignaled` or `SignalExternal…Failed` follows. */
export const signalExternal = (options: SignalExternalOptions): ScriptCommand => {
  const { workflowId, runId = "", childOnly = false, signal, args } = options;
  const execution = { workflowId, runId };
  const value = { execution, signalName: signal, input: toPayloads(args), childWorkflowOnly: childOnly };
  return new MadeCommand("signalExternal", {
    commandType: enums.CommandType.SIGNAL_EXTERNAL_WORKFLOW_EXECUTION,
    attributes: { case: "signalExternalWorkflowExecutionCommandAttributes", value },
  });
};

export interface CancelExternalOptions extends ScriptExternalWorkflow {
  readonly reason?: string;
}

/** Asks for the cancellation of another workflow. */
export const cancelExternal = (options: CancelExternalOptions): ScriptCommand => {
  const { workflowId, runId = "", childOnly = false, reason = "" } = options;
  return new MadeCommand("cancelExternal", {
    commandType: enums.CommandType.REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION,
    attributes: {
      case: "requestCancelExternalWorkflowExecutionCommandAttributes",
      value: { workflowId, runId, childWorkflowOnly: childOnly, reason },
    },
  });
};
