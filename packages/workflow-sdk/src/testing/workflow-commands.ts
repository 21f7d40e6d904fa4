import { enums } from "@millrace/protocol/temporal";
import { MadeCommand, type ScriptCommand } from "./script-command.ts";
import { toWireFailure, type ScriptFailure } from "./script-failure.ts";
import { toWireRetryPolicy, type ScriptRetryPolicy } from "./script-retry-policy.ts";
import { toDuration, toPayloadMap, toPayloads } from "./wire-values.ts";

/** Ends the workflow with a result; without one there is none. */
export const completeWorkflow = (...result: readonly unknown[]): ScriptCommand =>
  new MadeCommand("completeWorkflow", {
    commandType: enums.CommandType.COMPLETE_WORKFLOW_EXECUTION,
    attributes: {
      case: "completeWorkflowExecutionCommandAttributes",
      value: { result: result.length === 0 ? undefined : toPayloads(result) },
    },
  });

/** Ends the workflow with a failure; its retry policy may start it again. */
export const failWorkflow = (failure: ScriptFailure | Error | string): ScriptCommand =>
  new MadeCommand("failWorkflow", {
    commandType: enums.CommandType.FAIL_WORKFLOW_EXECUTION,
    attributes: { case: "failWorkflowExecutionCommandAttributes", value: { failure: toWireFailure(failure) } },
  });

/** Ends the workflow as cancelled. */
export const cancelWorkflow = (...details: readonly unknown[]): ScriptCommand =>
  new MadeCommand("cancelWorkflow", {
    commandType: enums.CommandType.CANCEL_WORKFLOW_EXECUTION,
    attributes: {
      case: "cancelWorkflowExecutionCommandAttributes",
      value: { details: details.length === 0 ? undefined : toPayloads(details) },
    },
  });

export interface ContinueAsNewOptions {
  /** Default: the same. */
  readonly type?: string;
  /** Default: the same. */
  readonly taskQueue?: string;
  /** Default: none. */
  readonly args?: readonly unknown[];
  /** Default: the same. */
  readonly runTimeoutMs?: number;
  /** Default: the same. */
  readonly taskTimeoutMs?: number;
  readonly retryPolicy?: ScriptRetryPolicy;
  readonly memo?: Readonly<Record<string, unknown>>;
  readonly searchAttributes?: Readonly<Record<string, unknown>>;
}

/** Ends the run and starts the next one under the same workflow id. */
export const continueAsNew = (options: ContinueAsNewOptions = {}): ScriptCommand => {
  const { type, taskQueue, args, runTimeoutMs, taskTimeoutMs, retryPolicy, memo, searchAttributes } = options;
  const value = {
    workflowType: type === undefined ? undefined : { name: type },
    taskQueue: taskQueue === undefined ? undefined : { name: taskQueue },
    input: toPayloads(args),
    workflowRunTimeout: toDuration(runTimeoutMs),
    workflowTaskTimeout: toDuration(taskTimeoutMs),
    retryPolicy: toWireRetryPolicy(retryPolicy),
    memo: memo && { fields: toPayloadMap(memo) },
    searchAttributes: searchAttributes && { indexedFields: toPayloadMap(searchAttributes) },
  };
  return new MadeCommand("continueAsNew", {
    commandType: enums.CommandType.CONTINUE_AS_NEW_WORKFLOW_EXECUTION,
    attributes: { case: "continueAsNewWorkflowExecutionCommandAttributes", value },
  });
};
