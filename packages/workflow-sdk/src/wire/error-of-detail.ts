import type { Message } from "@bufbuild/protobuf";
import { enums, type errordetails as details } from "@millrace/protocol/temporal";
import * as started from "../rpc-errors/already-started-errors.ts";
import * as namespaces from "../rpc-errors/namespace-errors.ts";
import { PermissionDeniedError } from "../rpc-errors/permission-denied-error.ts";
import { ResourceExhaustedError } from "../rpc-errors/resource-exhausted-error.ts";
import type { RpcAnswer, RpcError } from "../rpc-errors/rpc-error.ts";
import * as versions from "../rpc-errors/version-errors.ts";
import * as workflows from "../rpc-errors/workflow-errors.ts";
import { enumName } from "./enum-name.ts";
import { errorOfStatus } from "./error-of-status.ts";
import type { RpcCall } from "./rpc-call.ts";

/** The messages of package `temporal.api.errordetails.v1`, but for the one that holds others. */
type ErrorDetail =
  | details.NotFoundFailure
  | details.WorkflowExecutionAlreadyStartedFailure
  | details.ActivityExecutionAlreadyStartedFailure
  | details.NexusOperationExecutionAlreadyStartedFailure
  | details.NamespaceNotActiveFailure
  | details.NamespaceUnavailableFailure
  | details.NamespaceInvalidStateFailure
  | details.NamespaceNotFoundFailure
  | details.NamespaceAlreadyExistsFailure
  | details.ClientVersionNotSupportedFailure
  | details.ServerVersionNotSupportedFailure
  | details.CancellationAlreadyRequestedFailure
  | details.QueryFailedFailure
  | details.PermissionDeniedFailure
  | details.ResourceExhaustedFailure
  | details.SystemWorkflowFailure
  | details.WorkflowNotReadyFailure
  | details.NewerBuildExistsFailure
  | details.WorkflowTaskCompletionBufferLostFailure;

type Makers = {
  readonly [Detail in ErrorDetail as Detail["$typeName"]]: (
    detail: Detail,
    answer: RpcAnswer,
    call: RpcCall,
  ) => RpcError;
};

const makers: Makers = {
  "temporal.api.errordetails.v1.NotFoundFailure": (_detail, answer, call) =>
    errorOfStatus({ ...answer, status: "NOT_FOUND" }, call),
  "temporal.api.errordetails.v1.WorkflowExecutionAlreadyStartedFailure": (
    { runId, firstExecutionRunId, startRequestId },
    answer,
    call,
  ) => {
    // Behind a schedule is a workflow of the server's own.
    if (call.schedule !== undefined) return errorOfStatus({ ...answer, status: "ALREADY_EXISTS" }, call);
    const { workflowId = "", workflowType = "" } = call.workflow ?? {};
    const fields = { workflowId, workflowType, runId, firstExecutionRunId, startRequestId };
    return new started.WorkflowAlreadyStartedError(answer, fields);
  },
  "temporal.api.errordetails.v1.ActivityExecutionAlreadyStartedFailure": (
    { runId, startRequestId },
    answer,
    { activity: { activityId = "" } = {} },
  ) => new started.ActivityAlreadyStartedError(answer, { activityId, runId, startRequestId }),
  "temporal.api.errordetails.v1.NexusOperationExecutionAlreadyStartedFailure": ({ runId, startRequestId }, answer) =>
    new started.NexusOperationAlreadyStartedError(answer, { runId, startRequestId }),
  "temporal.api.errordetails.v1.CancellationAlreadyRequestedFailure": (_detail, answer) =>
    new workflows.CancellationAlreadyRequestedError(answer),
  "temporal.api.errordetails.v1.QueryFailedFailure": ({ failure }, answer) =>
    new workflows.QueryFailedError(answer, { failure }),
  "temporal.api.errordetails.v1.WorkflowNotReadyFailure": (_detail, answer) =>
    new workflows.WorkflowNotReadyError(answer),
  "temporal.api.errordetails.v1.WorkflowTaskCompletionBufferLostFailure": (_detail, answer) =>
    new workflows.WorkflowTaskCompletionBufferLostError(answer),
  "temporal.api.errordetails.v1.SystemWorkflowFailure": ({ workflowExecution, workflowError }, answer) => {
    const { workflowId = "", runId = "" } = workflowExecution ?? {};
    return new workflows.SystemWorkflowError(answer, { execution: { workflowId, runId }, workflowError });
  },
  "temporal.api.errordetails.v1.PermissionDeniedFailure": ({ reason }, answer) =>
    new PermissionDeniedError(answer, { reason }),
  "temporal.api.errordetails.v1.ResourceExhaustedFailure": ({ cause, scope }, answer) =>
    new ResourceExhaustedError(answer, {
      reason: enumName(enums.ResourceExhaustedCause, cause),
      scope: enumName(enums.ResourceExhaustedScope, scope),
    }),
  "temporal.api.errordetails.v1.NamespaceNotFoundFailure": ({ namespace }, answer) =>
    new namespaces.NamespaceNotFoundError(answer, { namespace }),
  "temporal.api.errordetails.v1.NamespaceAlreadyExistsFailure": (_detail, answer) =>
    new namespaces.NamespaceAlreadyExistsError(answer),
  "temporal.api.errordetails.v1.NamespaceNotActiveFailure": ({ namespace, currentCluster, activeCluster }, answer) =>
    new namespaces.NamespaceNotActiveError(answer, { namespace, currentCluster, activeCluster }),
  "temporal.api.errordetails.v1.NamespaceInvalidStateFailure": ({ namespace, state, allowedStates }, answer) =>
    new namespaces.NamespaceInvalidStateError(answer, {
      namespace,
      state: enumName(enums.NamespaceState, state),
      allowedStates: allowedStates.flatMap((allowed) => enumName(enums.NamespaceState, allowed) ?? []),
    }),
  "temporal.api.errordetails.v1.NamespaceUnavailableFailure": ({ namespace }, answer) =>
    new namespaces.NamespaceUnavailableError(answer, { namespace }),
  "temporal.api.errordetails.v1.ClientVersionNotSupportedFailure": (
    { clientName, clientVersion, supportedVersions },
    answer,
  ) => new versions.ClientVersionNotSupportedError(answer, { clientName, clientVersion, supportedVersions }),
  "temporal.api.errordetails.v1.ServerVersionNotSupportedFailure": (
    { serverVersion, clientSupportedServerVersions },
    answer,
  ) => new versions.ServerVersionNotSupportedError(answer, { serverVersion, clientSupportedServerVersions }),
  "temporal.api.errordetails.v1.NewerBuildExistsFailure": ({ defaultBuildId }, answer) =>
    new versions.NewerBuildExistsError(answer, { defaultBuildId }),
};

/** The error that a detail tells of; undefined for a message of another kind. */
export function errorOfDetail(detail: Message, answer: RpcAnswer, call: RpcCall): RpcError | undefined {
  if (!Object.hasOwn(makers, detail.$typeName)) return undefined;
  const make = makers[detail.$typeName as keyof Makers] as (...args: [Message, RpcAnswer, RpcCall]) => RpcError;
  return make(detail, answer, call);
}
