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
export type ErrorDetail =
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

/** The error that a detail tells of; undefined for a message of another kind. */
export function errorOfDetail(detail: ErrorDetail, answer: RpcAnswer, call: RpcCall): RpcError | undefined {
  switch (detail.$typeName) {
    case "temporal.api.errordetails.v1.NotFoundFailure":
      return errorOfStatus({ ...answer, status: "NOT_FOUND" }, call);
    case "temporal.api.errordetails.v1.WorkflowExecutionAlreadyStartedFailure":
      return workflowAlreadyStarted(detail, answer, call);
    case "temporal.api.errordetails.v1.ActivityExecutionAlreadyStartedFailure":
      return new started.ActivityAlreadyStartedError(answer, {
        activityId: call.activity?.activityId ?? "",
        runId: detail.runId,
        startRequestId: detail.startRequestId,
      });
    case "temporal.api.errordetails.v1.NexusOperationExecutionAlreadyStartedFailure":
      return new started.NexusOperationAlreadyStartedError(answer, {
        runId: detail.runId,
        startRequestId: detail.startRequestId,
      });
    case "temporal.api.errordetails.v1.CancellationAlreadyRequestedFailure":
      return new workflows.CancellationAlreadyRequestedError(answer);
    case "temporal.api.errordetails.v1.QueryFailedFailure":
      return new workflows.QueryFailedError(answer, { failure: detail.failure });
    case "temporal.api.errordetails.v1.WorkflowNotReadyFailure":
      return new workflows.WorkflowNotReadyError(answer);
    case "temporal.api.errordetails.v1.WorkflowTaskCompletionBufferLostFailure":
      return new workflows.WorkflowTaskCompletionBufferLostError(answer);
    case "temporal.api.errordetails.v1.SystemWorkflowFailure": {
      const { workflowId = "", runId = "" } = detail.workflowExecution ?? {};
      const { workflowError } = detail;
      return new workflows.SystemWorkflowError(answer, { execution: { workflowId, runId }, workflowError });
    }
    case "temporal.api.errordetails.v1.PermissionDeniedFailure":
      return new PermissionDeniedError(answer, { reason: detail.reason });
    case "temporal.api.errordetails.v1.ResourceExhaustedFailure":
      return new ResourceExhaustedError(answer, {
        reason: enumName(enums.ResourceExhaustedCause, detail.cause),
        scope: enumName(enums.ResourceExhaustedScope, detail.scope),
      });
    default:
      return namespaceOrVersion(detail, answer);
  }
}

type NamespaceOrVersion = Extract<
  ErrorDetail,
  { $typeName: `${string}.Namespace${string}` | `${string}${"Version" | "NewerBuild"}${string}` }
>;

function namespaceOrVersion(detail: NamespaceOrVersion, answer: RpcAnswer): RpcError | undefined {
  switch (detail.$typeName) {
    case "temporal.api.errordetails.v1.NamespaceNotFoundFailure":
      return new namespaces.NamespaceNotFoundError(answer, { namespace: detail.namespace });
    case "temporal.api.errordetails.v1.NamespaceAlreadyExistsFailure":
      return new namespaces.NamespaceAlreadyExistsError(answer);
    case "temporal.api.errordetails.v1.NamespaceNotActiveFailure": {
      const { namespace, currentCluster, activeCluster } = detail;
      return new namespaces.NamespaceNotActiveError(answer, { namespace, currentCluster, activeCluster });
    }
    case "temporal.api.errordetails.v1.NamespaceInvalidStateFailure":
      return new namespaces.NamespaceInvalidStateError(answer, {
        namespace: detail.namespace,
        state: enumName(enums.NamespaceState, detail.state),
        allowedStates: detail.allowedStates.flatMap((state) => enumName(enums.NamespaceState, state) ?? []),
      });
    case "temporal.api.errordetails.v1.NamespaceUnavailableFailure":
      return new namespaces.NamespaceUnavailableError(answer, { namespace: detail.namespace });
    case "temporal.api.errordetails.v1.ClientVersionNotSupportedFailure": {
      const { clientName, clientVersion, supportedVersions } = detail;
      return new versions.ClientVersionNotSupportedError(answer, { clientName, clientVersion, supportedVersions });
    }
    case "temporal.api.errordetails.v1.ServerVersionNotSupportedFailure": {
      const { serverVersion, clientSupportedServerVersions } = detail;
      return new versions.ServerVersionNotSupportedError(answer, { serverVersion, clientSupportedServerVersions });
    }
    case "temporal.api.errordetails.v1.NewerBuildExistsFailure":
      return new versions.NewerBuildExistsError(answer, { defaultBuildId: detail.defaultBuildId });
    default:
      return undefined;
  }
}

function workflowAlreadyStarted(
  { runId, firstExecutionRunId, startRequestId }: details.WorkflowExecutionAlreadyStartedFailure,
  answer: RpcAnswer,
  { workflow }: RpcCall,
): started.WorkflowAlreadyStartedError {
  return new started.WorkflowAlreadyStartedError(answer, {
    workflowId: workflow?.workflowId ?? "",
    workflowType: workflow?.workflowType ?? "",
    runId,
    firstExecutionRunId,
    startRequestId,
  });
}
