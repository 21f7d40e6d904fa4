import type { DescMessage, MessageInitShape } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { enums, errordetails } from "@millrace/protocol/temporal";

/*
 * The answers of a service that mean "no". Code, detail and words are those of Temporal's server 1.32: its SDKs choose
 * their error classes by code and detail, and people's tests match the words.
 */

/** The request itself is wrong; sending it again does not help. */
export const invalidArgument = (message: string): ConnectError => new ConnectError(message, Code.InvalidArgument);

/** A workflow, update, activity or task that is not there, or not any more. */
export const notFound = (message: string): ConnectError =>
  withDetail(message, Code.NotFound, errordetails.NotFoundFailureSchema, {});

export const namespaceNotFound = (namespace: string): ConnectError =>
  withDetail(`Namespace ${namespace} is not found.`, Code.NotFound, errordetails.NamespaceNotFoundFailureSchema, {
    namespace,
  });

export const namespaceAlreadyExists = (namespace: string): ConnectError =>
  withDetail(
    `Namespace "${namespace}" already exists`,
    Code.AlreadyExists,
    errordetails.NamespaceAlreadyExistsFailureSchema,
    {},
  );

/** The run that has the id already. */
export interface StartedRun {
  readonly startRequestId: string;
  readonly runId: string;
  /** Of the first run of its chain. */
  readonly firstExecutionRunId: string;
}

export const workflowAlreadyStarted = (message: string, run: StartedRun): ConnectError =>
  withDetail(message, Code.AlreadyExists, errordetails.WorkflowExecutionAlreadyStartedFailureSchema, run);

export const activityAlreadyStarted = (run: Omit<StartedRun, "firstExecutionRunId">): ConnectError =>
  withDetail(
    "activity execution already started",
    Code.AlreadyExists,
    errordetails.ActivityExecutionAlreadyStartedFailureSchema,
    run,
  );

/** The request is right, and the thing that it is about is not in a state for it. */
export const failedPrecondition = (message: string): ConnectError => new ConnectError(message, Code.FailedPrecondition);

export const workflowNotReady = (message: string): ConnectError =>
  withDetail(message, Code.FailedPrecondition, errordetails.WorkflowNotReadyFailureSchema, {});

/** A limit of the server; clients wait and try again. */
export const resourceExhausted = (message: string, cause: enums.ResourceExhaustedCause): ConnectError =>
  withDetail(message, Code.ResourceExhausted, errordetails.ResourceExhaustedFailureSchema, {
    cause,
    scope: enums.ResourceExhaustedScope.NAMESPACE,
  });

/** A feature that this server does not have. */
export const unimplemented = (feature: string): ConnectError =>
  new ConnectError(`not built in this server yet: ${feature}`, Code.Unimplemented);

/** The server is going down; clients try again, and find its successor. */
export const shuttingDown = (): ConnectError => new ConnectError("the server is shutting down", Code.Unavailable);

/** An error with one of Temporal's typed details. */
export function withDetail<D extends DescMessage>(
  message: string,
  code: Code,
  desc: D,
  value: MessageInitShape<D>,
): ConnectError {
  return new ConnectError(message, code, undefined, [{ desc, value }]);
}
