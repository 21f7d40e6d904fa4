import type { DescMessage, MessageInitShape } from "@bufbuild/protobuf";
import { anyPack } from "@bufbuild/protobuf/wkt";
import { create } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { MillraceError } from "@millrace/protocol";
import { errordetails as details, failure } from "@millrace/protocol/temporal";
import { describe, expect, test, vi } from "vitest";
import * as sdk from "../../src/index.ts";
import { toRpcError } from "../../src/wire/to-rpc-error.ts";
import { answerOf } from "./answering-server.ts";

const withDetail = <Desc extends DescMessage>(code: Code, desc: Desc, value: MessageInitShape<Desc>): ConnectError =>
  new ConnectError("the server's words", code, undefined, [{ desc, value: create(desc, value) }]);

interface Row {
  readonly sent: ConnectError;
  readonly errorClass: { readonly prototype: sdk.RpcError; is(value: unknown): boolean };
  readonly code: sdk.RpcErrorCode;
  readonly fields?: object;
}

const row = <Desc extends DescMessage>(
  code: Code,
  desc: Desc,
  value: MessageInitShape<Desc>,
  rest: Omit<Row, "sent">,
): [string, Row] => [desc.name, { sent: withDetail(code, desc, value), ...rest }];

const namespace = "orders";

const byDetail: readonly [string, Row][] = [
  row(
    Code.NotFound,
    details.NotFoundFailureSchema,
    { currentCluster: "a", activeCluster: "b" },
    {
      errorClass: sdk.NotFoundError,
      code: "RPC_NOT_FOUND",
    },
  ),
  row(
    Code.AlreadyExists,
    details.WorkflowExecutionAlreadyStartedFailureSchema,
    { startRequestId: "q", runId: "r", firstExecutionRunId: "f" },
    {
      errorClass: sdk.WorkflowAlreadyStartedError,
      code: "RPC_WORKFLOW_ALREADY_STARTED",
      fields: { workflowId: "", workflowType: "", startRequestId: "q", runId: "r", firstExecutionRunId: "f" },
    },
  ),
  row(
    Code.AlreadyExists,
    details.ActivityExecutionAlreadyStartedFailureSchema,
    { startRequestId: "q", runId: "r" },
    {
      errorClass: sdk.ActivityAlreadyStartedError,
      code: "RPC_ACTIVITY_ALREADY_STARTED",
      fields: { activityId: "", startRequestId: "q", runId: "r" },
    },
  ),
  row(
    Code.AlreadyExists,
    details.NexusOperationExecutionAlreadyStartedFailureSchema,
    { startRequestId: "q", runId: "r" },
    {
      errorClass: sdk.NexusOperationAlreadyStartedError,
      code: "RPC_NEXUS_OPERATION_ALREADY_STARTED",
      fields: { startRequestId: "q", runId: "r" },
    },
  ),
  row(
    Code.AlreadyExists,
    details.NamespaceAlreadyExistsFailureSchema,
    {},
    {
      errorClass: sdk.NamespaceAlreadyExistsError,
      code: "RPC_NAMESPACE_ALREADY_EXISTS",
    },
  ),
  row(
    Code.AlreadyExists,
    details.CancellationAlreadyRequestedFailureSchema,
    {},
    {
      errorClass: sdk.CancellationAlreadyRequestedError,
      code: "RPC_CANCELLATION_ALREADY_REQUESTED",
    },
  ),
  row(
    Code.NotFound,
    details.NamespaceNotFoundFailureSchema,
    { namespace },
    {
      errorClass: sdk.NamespaceNotFoundError,
      code: "RPC_NAMESPACE_NOT_FOUND",
      fields: { namespace },
    },
  ),
  row(
    Code.FailedPrecondition,
    details.NamespaceNotActiveFailureSchema,
    { namespace, currentCluster: "a", activeCluster: "b" },
    {
      errorClass: sdk.NamespaceNotActiveError,
      code: "RPC_NAMESPACE_NOT_ACTIVE",
      fields: { namespace, currentCluster: "a", activeCluster: "b" },
    },
  ),
  row(
    Code.FailedPrecondition,
    details.NamespaceInvalidStateFailureSchema,
    { namespace, state: 3, allowedStates: [1, 2, 99 as never] },
    {
      errorClass: sdk.NamespaceInvalidStateError,
      code: "RPC_NAMESPACE_INVALID_STATE",
      fields: { namespace, state: "DELETED", allowedStates: ["REGISTERED", "DEPRECATED"] },
    },
  ),
  row(
    Code.Unavailable,
    details.NamespaceUnavailableFailureSchema,
    { namespace },
    {
      errorClass: sdk.NamespaceUnavailableError,
      code: "RPC_NAMESPACE_UNAVAILABLE",
      fields: { namespace },
    },
  ),
  row(
    Code.FailedPrecondition,
    details.ClientVersionNotSupportedFailureSchema,
    { clientName: "n", clientVersion: "1", supportedVersions: ">2" },
    {
      errorClass: sdk.ClientVersionNotSupportedError,
      code: "RPC_CLIENT_VERSION_NOT_SUPPORTED",
      fields: { clientName: "n", clientVersion: "1", supportedVersions: ">2" },
    },
  ),
  row(
    Code.FailedPrecondition,
    details.ServerVersionNotSupportedFailureSchema,
    { serverVersion: "1", clientSupportedServerVersions: ">2" },
    {
      errorClass: sdk.ServerVersionNotSupportedError,
      code: "RPC_SERVER_VERSION_NOT_SUPPORTED",
      fields: { serverVersion: "1", clientSupportedServerVersions: ">2" },
    },
  ),
  row(
    Code.FailedPrecondition,
    details.WorkflowNotReadyFailureSchema,
    {},
    {
      errorClass: sdk.WorkflowNotReadyError,
      code: "RPC_WORKFLOW_NOT_READY",
    },
  ),
  row(
    Code.InvalidArgument,
    details.QueryFailedFailureSchema,
    { failure: { message: "no such order" } },
    {
      errorClass: sdk.QueryFailedError,
      code: "RPC_QUERY_FAILED",
      fields: { failure: expect.objectContaining({ message: "no such order" }) as unknown },
    },
  ),
  row(
    Code.PermissionDenied,
    details.PermissionDeniedFailureSchema,
    { reason: "read only" },
    {
      errorClass: sdk.PermissionDeniedError,
      code: "RPC_PERMISSION_DENIED",
      fields: { reason: "read only" },
    },
  ),
  row(
    Code.ResourceExhausted,
    details.ResourceExhaustedFailureSchema,
    { cause: 5, scope: 1 },
    {
      errorClass: sdk.ResourceExhaustedError,
      code: "RPC_RESOURCE_EXHAUSTED",
      fields: { reason: "BUSY_WORKFLOW", scope: "NAMESPACE" },
    },
  ),
  row(
    Code.Internal,
    details.SystemWorkflowFailureSchema,
    { workflowExecution: { workflowId: "w", runId: "r" }, workflowError: "broke" },
    {
      errorClass: sdk.SystemWorkflowError,
      code: "RPC_SYSTEM_WORKFLOW_FAILED",
      fields: { execution: { workflowId: "w", runId: "r" }, workflowError: "broke" },
    },
  ),
  row(
    Code.NotFound,
    details.NewerBuildExistsFailureSchema,
    { defaultBuildId: "7" },
    {
      errorClass: sdk.NewerBuildExistsError,
      code: "RPC_NEWER_BUILD_EXISTS",
      fields: { defaultBuildId: "7" },
    },
  ),
  row(
    Code.Aborted,
    details.WorkflowTaskCompletionBufferLostFailureSchema,
    {},
    {
      errorClass: sdk.WorkflowTaskCompletionBufferLostError,
      code: "RPC_TASK_COMPLETION_BUFFER_LOST",
    },
  ),
  row(
    Code.AlreadyExists,
    details.MultiOperationExecutionFailureSchema,
    { statuses: [] },
    { errorClass: sdk.MultiOperationExecutionError, code: "RPC_MULTI_OPERATION_FAILED", fields: { operations: [] } },
  ),
];

describe("details", () => {
  test("[SEED-28] [VAL-16] every message of the package has a row here", () => {
    const messages = details.file_temporal_api_errordetails_v1_message.messages.map(({ name }) => name);
    expect(byDetail.map(([name]) => name).sort()).toEqual([...messages].sort());
  });

  test.each(byDetail)(
    "[SEED-28] [VAL-16] %s has a class with its fields",
    (_name, { sent, errorClass, code, fields }) => {
      const error = toRpcError(sent);
      expect(error.constructor).toBe(errorClass);
      expect(errorClass.is(error)).toBe(true);
      expect(error).toMatchObject({ code, ...fields });
      expect(error.message).toBe(`[${code}] the server's words`);
      expect(error.cause).toBe(sent);
      expect(error.name).toBe(errorClass.prototype.constructor.name);
    },
  );

  test("[SEED-28] [VAL-17] are read from the trailer of a call", async () => {
    const sent = withDetail(Code.NotFound, details.NamespaceNotFoundFailureSchema, { namespace });
    const error = toRpcError(await answerOf(sent));
    expect(sdk.NamespaceNotFoundError.is(error) && error.namespace).toBe(namespace);
    expect(error).toMatchObject({ status: "NOT_FOUND", message: "[RPC_NAMESPACE_NOT_FOUND] the server's words" });
  });

  test("[VAL-17] that cannot be read, or are of another package, leave the status", () => {
    const torn = new ConnectError("m", Code.ResourceExhausted);
    torn.details = [
      { type: details.ResourceExhaustedFailureSchema.typeName, value: Uint8Array.from([0x08]) },
      { type: "google.rpc.Help", value: new Uint8Array() },
    ];
    const error = toRpcError(torn) as sdk.ResourceExhaustedError;
    expect(error.constructor).toBe(sdk.ResourceExhaustedError);
    expect([error.reason, error.scope]).toEqual([undefined, undefined]);
  });
});

describe("statuses without details", () => {
  test.each<[Code, sdk.GrpcStatus, { readonly prototype: sdk.RpcError }, boolean]>([
    [Code.Canceled, "CANCELLED", sdk.CanceledError, false],
    [Code.Unknown, "UNKNOWN", sdk.UnknownError, false],
    [Code.InvalidArgument, "INVALID_ARGUMENT", sdk.InvalidArgumentError, false],
    [Code.DeadlineExceeded, "DEADLINE_EXCEEDED", sdk.DeadlineExceededError, true],
    [Code.NotFound, "NOT_FOUND", sdk.NotFoundError, false],
    [Code.AlreadyExists, "ALREADY_EXISTS", sdk.AlreadyExistsError, false],
    [Code.PermissionDenied, "PERMISSION_DENIED", sdk.PermissionDeniedError, false],
    [Code.ResourceExhausted, "RESOURCE_EXHAUSTED", sdk.ResourceExhaustedError, true],
    [Code.FailedPrecondition, "FAILED_PRECONDITION", sdk.FailedPreconditionError, false],
    [Code.Aborted, "ABORTED", sdk.AbortedError, true],
    [Code.OutOfRange, "OUT_OF_RANGE", sdk.OutOfRangeError, false],
    [Code.Unimplemented, "UNIMPLEMENTED", sdk.UnimplementedError, false],
    [Code.Internal, "INTERNAL", sdk.InternalError, true],
    [Code.Unavailable, "UNAVAILABLE", sdk.UnavailableError, true],
    [Code.DataLoss, "DATA_LOSS", sdk.DataLossError, false],
    [Code.Unauthenticated, "UNAUTHENTICATED", sdk.UnauthenticatedError, false],
  ])("[SEED-28] [VAL-18] %i is %s", (code, status, errorClass, retryable) => {
    const error = toRpcError(new ConnectError("m", code));
    expect(error.constructor).toBe(errorClass);
    expect(error).toMatchObject({ status, code: `RPC_${status}`, retryable });
  });

  test("[VAL-18] what is no error of the transport is unknown; what is one of ours is left as it is", () => {
    const error = toRpcError(new TypeError("m"));
    expect(error).toMatchObject({ status: "UNKNOWN", code: "RPC_UNKNOWN" });
    expect(error.cause).toBeInstanceOf(TypeError);
    expect(toRpcError(error)).toBe(error);
  });

  test("[VAL-19] what was not found, or exists, is named by what the call was about", () => {
    const notFound = new ConnectError("m", Code.NotFound);
    const exists = new ConnectError("m", Code.AlreadyExists);
    const workflow = { workflowId: "w", runId: "r", workflowType: "order" };
    const started = withDetail(Code.AlreadyExists, details.WorkflowExecutionAlreadyStartedFailureSchema, {
      runId: "x",
    });
    expect(toRpcError(notFound, { workflow })).toMatchObject({
      name: "WorkflowNotFoundError",
      code: "RPC_WORKFLOW_NOT_FOUND",
      workflowId: "w",
      runId: "r",
    });
    expect(toRpcError(notFound, { activity: {} })).toMatchObject({
      name: "ActivityNotFoundError",
      code: "RPC_ACTIVITY_NOT_FOUND",
      activityId: "",
    });
    expect(toRpcError(notFound, { activity: { activityId: "a" }, workflow })).toMatchObject({ activityId: "a" });
    expect(toRpcError(notFound, { schedule: { scheduleId: "s" } })).toMatchObject({
      name: "ScheduleNotFoundError",
      code: "RPC_SCHEDULE_NOT_FOUND",
      scheduleId: "s",
    });
    expect(toRpcError(exists, { schedule: { scheduleId: "s" } })).toMatchObject({
      name: "ScheduleAlreadyExistsError",
      code: "RPC_SCHEDULE_ALREADY_EXISTS",
      scheduleId: "s",
    });
    expect(toRpcError(started, { workflow })).toMatchObject({ workflowId: "w", workflowType: "order", runId: "x" });
    const missing = withDetail(Code.NotFound, details.NotFoundFailureSchema, {});
    expect(toRpcError(missing, { workflow })).toMatchObject({ name: "WorkflowNotFoundError" });
    const noNamespace = withDetail(Code.NotFound, details.NamespaceNotFoundFailureSchema, { namespace });
    expect(toRpcError(noNamespace, { workflow })).toMatchObject({ name: "NamespaceNotFoundError" });
  });
});

test("[VAL-20] of several operations each has its error, and one of them is the origin", () => {
  const update = create(details.MultiOperationExecutionFailure_OperationStatusSchema, {
    code: Code.ResourceExhausted,
    message: "busy",
    details: [
      anyPack(details.ResourceExhaustedFailureSchema, create(details.ResourceExhaustedFailureSchema, { cause: 5 })),
    ],
  });
  const start = create(details.MultiOperationExecutionFailure_OperationStatusSchema, {
    code: Code.Aborted,
    message: "gave way",
    details: [
      anyPack(failure.MultiOperationExecutionAbortedSchema, create(failure.MultiOperationExecutionAbortedSchema)),
    ],
  });
  const sent = withDetail(Code.ResourceExhausted, details.MultiOperationExecutionFailureSchema, {
    statuses: [{ code: 0 }, start, update],
  });
  const error = toRpcError(sent) as sdk.MultiOperationExecutionError;
  expect(error.operations).toMatchObject([
    { error: undefined, abortedByOther: false },
    { error: { code: "RPC_ABORTED" }, abortedByOther: true },
    { error: { code: "RPC_RESOURCE_EXHAUSTED", reason: "BUSY_WORKFLOW" }, abortedByOther: false },
  ]);
  expect(error.origin).toBe(error.operations[2]?.error);
  expect(error.status).toBe("RESOURCE_EXHAUSTED");
});

test("[VAL-21] classes know their errors by brand, from the base of all to their own", async () => {
  vi.resetModules();
  const second = await import("../../src/index.ts");
  const foreign = new second.NamespaceNotFoundError({ status: "NOT_FOUND", message: "m" }, { namespace });
  expect(second.RpcError).not.toBe(sdk.RpcError);
  for (const known of [sdk.NamespaceNotFoundError, sdk.NotFoundError, sdk.RpcError, MillraceError]) {
    expect(known.is(foreign)).toBe(true);
  }
  expect(sdk.UnavailableError.is(foreign)).toBe(false);
  expect(sdk.WorkflowSdkError.is(foreign)).toBe(false);
});
