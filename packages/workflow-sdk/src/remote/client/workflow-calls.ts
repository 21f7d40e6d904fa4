import { randomUUID } from "node:crypto";
import { enums, workflowservice } from "@millrace/protocol/temporal";
import { QueryRejectedError } from "../../client-errors.ts";
import {
  intercepted,
  type CancelWorkflowInput,
  type QueryWorkflowInput,
  type SignalWorkflowInput,
  type TerminateWorkflowInput,
  type WorkflowRef,
} from "../../interceptors.ts";
import { QueryFailedError } from "../../rpc-errors/workflow-errors.ts";
import { enumName, enumValue } from "../../wire/enum-name.ts";
import { wireHeader } from "../../wire/payload-fields.ts";
import { payloadsOf, wirePayloadsOrNone } from "../../wire/payloads.ts";
import type { RpcCall } from "../../wire/rpc-call.ts";
import { wireExecution } from "../../wire/workflow-ref.ts";
import { workflowContext, type ClientCore } from "./core.ts";

const methods = workflowservice.WorkflowService.method;

/** What errors of a call name. */
export function aboutWorkflow({ workflowId, runId }: WorkflowRef): { readonly about: RpcCall } {
  return { about: { workflow: { workflowId, ...(runId !== undefined && { runId }) } } };
}

export function signalWorkflow(core: ClientCore, given: SignalWorkflowInput): Promise<void> {
  const signal = async (input: SignalWorkflowInput): Promise<void> => {
    const context = workflowContext(core, input.workflowId);
    const request = {
      namespace: core.namespace,
      identity: core.connection.identity,
      requestId: randomUUID(),
      workflowExecution: wireExecution(input.workflowId, input.runId),
      signalName: input.signalName,
      input: wirePayloadsOrNone(await core.dataConverter.toPayloads(input.args, context)),
      header: wireHeader(await core.dataConverter.encodeFields(input.header, context)),
    };
    await core.connection.call(methods.signalWorkflowExecution, request, aboutWorkflow(input));
  };
  return intercepted(core.interceptors, "signalWorkflow", signal)(given);
}

export function cancelWorkflow(core: ClientCore, given: CancelWorkflowInput): Promise<void> {
  const cancel = async (input: CancelWorkflowInput): Promise<void> => {
    const request = {
      namespace: core.namespace,
      identity: core.connection.identity,
      requestId: randomUUID(),
      workflowExecution: wireExecution(input.workflowId, input.runId),
      firstExecutionRunId: input.firstExecutionRunId ?? "",
      reason: input.reason,
    };
    await core.connection.call(methods.requestCancelWorkflowExecution, request, aboutWorkflow(input));
  };
  return intercepted(core.interceptors, "cancelWorkflow", cancel)(given);
}

export function terminateWorkflow(core: ClientCore, given: TerminateWorkflowInput): Promise<void> {
  const terminate = async (input: TerminateWorkflowInput): Promise<void> => {
    const context = workflowContext(core, input.workflowId);
    const request = {
      namespace: core.namespace,
      identity: core.connection.identity,
      workflowExecution: wireExecution(input.workflowId, input.runId),
      firstExecutionRunId: input.firstExecutionRunId ?? "",
      reason: input.reason,
      details: wirePayloadsOrNone(await core.dataConverter.toPayloads(input.details, context)),
    };
    await core.connection.call(methods.terminateWorkflowExecution, request, aboutWorkflow(input));
  };
  return intercepted(core.interceptors, "terminateWorkflow", terminate)(given);
}

export function queryWorkflow(core: ClientCore, given: QueryWorkflowInput): Promise<unknown> {
  const query = async (input: QueryWorkflowInput): Promise<unknown> => {
    const context = workflowContext(core, input.workflowId);
    const request = {
      namespace: core.namespace,
      execution: wireExecution(input.workflowId, input.runId),
      query: {
        queryType: input.queryType,
        queryArgs: wirePayloadsOrNone(await core.dataConverter.toPayloads(input.args, context)),
        header: wireHeader(await core.dataConverter.encodeFields(input.header, context)),
      },
      queryRejectCondition: enumValue(enums.QueryRejectCondition, input.rejectCondition),
    };
    const response = await ask(core, request, input);
    if (response.queryRejected !== undefined) {
      const status = enumName(enums.WorkflowExecutionStatus, response.queryRejected.status) ?? "UNKNOWN";
      throw new QueryRejectedError(input.workflowId, status);
    }
    return (await core.dataConverter.fromPayloads(payloadsOf(response.queryResult), context))[0];
  };
  return intercepted(core.interceptors, "queryWorkflow", query)(given);
}

type QueryRequest = Parameters<ClientCore["connection"]["service"]["queryWorkflow"]>[0];

async function ask(
  core: ClientCore,
  request: QueryRequest,
  input: QueryWorkflowInput,
): Promise<workflowservice.QueryWorkflowResponse> {
  try {
    return await core.connection.call(methods.queryWorkflow, request, aboutWorkflow(input));
  } catch (error) {
    if (!QueryFailedError.is(error) || error.failure === undefined) throw error;
    const context = workflowContext(core, input.workflowId);
    const cause = await core.dataConverter.decodeFailure(error.failure, context);
    throw new QueryFailedError({ status: error.status, message: cause.message, cause }, { failure: error.failure });
  }
}
