// index.d.ts

import { A as Activities, a as ActivityFunction, W as WorkflowSdkError } from './activity.shared.d.ts';
export { b as ActivityObject, c as WorkflowErrorCode, d as activity, w as workflowErrors } from './activity.shared.d.ts';
import { T as Target } from './target.shared.d.ts';
export { C as Connectable } from './target.shared.d.ts';
import { Payload, PayloadConverter, MaybePromise, PayloadCodec } from '@millrace/protocol/payload';
export { AesGcmCodec, AesGcmCodecOptions, BinaryNullPayloadConverter, BinaryPlainPayloadConverter, BinaryProtoPayloadConverter, CompositePayloadConverter, CompressionCodec, CompressionCodecOptions, JsonPlainPayloadConverter, JsonProtoPayloadConverter, MaybePromise, MessageRegistry, MessageSchema, Payload, PayloadCodec, PayloadConverter, ProtoConverterOptions, V8PayloadConverter, createPayload, createPayloadConverter, encodingOf, metadataText } from '@millrace/protocol/payload';
import { P as Priority, R as RetryPolicy } from './activity-context.shared.d.ts';
import { ActivityContext } from './activity.d.ts';
import { ErrorCodeOf, MillraceError, Logger, Clock, Runnable, RunState, RunOptions, CloseOptions } from '@millrace/protocol';
import { A as ActivityInterceptorFactory } from './activity-interceptors.shared.d.ts';
export { a as ActivityExecuteInput, b as ActivityInboundInterceptor, c as ActivityInterceptors, d as ActivityOutboundInterceptor } from './activity-interceptors.shared.d.ts';
import { WorkerOptions as WorkerOptions$1 } from 'node:worker_threads';
import { DescMessage, DescMethodUnary, MessageInitShape, MessageShape } from '@bufbuild/protobuf';
import { Client as Client$1, Code } from '@connectrpc/connect';
import { workflowservice, operatorservice, testservice, health } from '@millrace/protocol/temporal';
import { GrpcClientTls } from '@millrace/protocol/grpc';

interface FailureOptions {
    readonly cause?: unknown;
}
/**
 * What workflows and activities fail with, in a form that travels between them and between SDKs. `instanceof` also
 * recognises failures that another copy of this package, or the official package, made.
 */
declare class TemporalFailure extends Error {
    static [Symbol.hasInstance](value: unknown): boolean;
    constructor(message?: string, options?: FailureOptions);
}

interface CancelledFailureOptions extends FailureOptions {
    readonly details?: readonly unknown[];
}
/** A workflow or an activity was cancelled, and has ended for this reason. */
declare class CancelledFailure extends TemporalFailure {
    readonly details: readonly unknown[];
    constructor(message?: string, options?: CancelledFailureOptions);
}

/**
 * A failure as it travels: Temporal's message `Failure`. What converters of failures may look at and replace is named
 * here; `failureInfo` says of which kind it is, and is to be handed on as it is.
 */
interface ProtoFailure {
    readonly $typeName: "temporal.api.failure.v1.Failure";
    readonly message: string;
    /** The SDK that wrote it, such as `TypeScriptSDK`. */
    readonly source: string;
    readonly stackTrace: string;
    /** Message and stack trace as a payload, so that codecs reach them; the two fields tell nothing then. */
    readonly encodedAttributes?: Payload | undefined;
    readonly cause?: ProtoFailure | undefined;
    readonly failureInfo: {
        readonly case: string | undefined;
        readonly value?: unknown;
    };
}

/** The values belong to a workflow: its arguments, result, memo, signals, queries, updates. */
interface WorkflowSerializationContext {
    readonly type: "workflow";
    readonly namespace: string;
    readonly workflowId: string;
}
/** The values belong to an activity: its arguments, result, heartbeats. */
interface ActivitySerializationContext {
    readonly type: "activity";
    readonly namespace: string;
    /** Absent where the caller does not know it, as when it has a task token alone. */
    readonly activityId?: string;
    /** The workflow that the activity belongs to; absent for a standalone activity. */
    readonly workflowId?: string;
    readonly isLocal: boolean;
}
/** What converters and codecs are told of where values belong, so that a key may depend on it. */
type SerializationContext = WorkflowSerializationContext | ActivitySerializationContext;

/** Turns whatever was thrown into a failure that travels, and back. The values in it go through the payload converter. */
interface FailureConverter {
    errorToFailure(error: unknown, payloadConverter: PayloadConverter, context?: SerializationContext): MaybePromise<ProtoFailure>;
    failureToError(failure: ProtoFailure, payloadConverter: PayloadConverter, context?: SerializationContext): MaybePromise<Error>;
}
interface DefaultFailureConverterOptions {
    /**
     * Whether messages and stack traces travel as payloads, so that codecs encrypt them too; a reader without the codec
     * sees `Encoded failure`. Default `false`.
     */
    readonly encodeCommonAttributes?: boolean;
}
/**
 * Failures in the form of the official SDKs. Errors that are no {@link TemporalFailure} become an application failure
 * with the error's name as type; a failure that came from the wire is sent again as it came. Chains of causes are cut
 * after 50, and where they meet themselves.
 *
 * @throws what the payload converter throws.
 */
declare class DefaultFailureConverter implements FailureConverter {
    #private;
    constructor(options?: DefaultFailureConverterOptions);
    errorToFailure(error: unknown, converter: PayloadConverter, context?: SerializationContext): MaybePromise<ProtoFailure>;
    failureToError(failure: ProtoFailure, converter: PayloadConverter, context?: SerializationContext): MaybePromise<Error>;
}

interface DataConverterOptions {
    /** Default `PayloadConverter.default`. */
    readonly payloadConverter?: PayloadConverter;
    /** Default a {@link DefaultFailureConverter}. */
    readonly failureConverter?: FailureConverter;
    /** Applied in this order to what leaves, and in the reverse to what comes. Default none. */
    readonly codecs?: readonly PayloadCodec[];
}
/**
 * How values and failures become payloads, and back: converters first, then codecs on the way out. Everything that
 * users hand over goes through it (arguments, results, memos, headers, details, failures), except search attributes,
 * which the server itself reads.
 *
 * Every method may throw, beside what converters throw: `WORKFLOW_CODEC_RESULT` if a codec gives more or fewer payloads
 * than it was given, and `WORKFLOW_CODEC_FAILED` if it throws something without a code.
 */
declare class DataConverter {
    #private;
    static readonly default: DataConverter;
    readonly payloadConverter: PayloadConverter;
    readonly failureConverter: FailureConverter;
    readonly codecs: readonly PayloadCodec[];
    constructor(options?: DataConverterOptions);
    /** A data converter from what a client or worker was given for one. */
    static from(given: DataConverter | DataConverterOptions | undefined): DataConverter;
    /** A payload for each value; a converter may also make one of them all. */
    toPayloads(values: readonly unknown[], context?: SerializationContext): Promise<readonly Payload[]>;
    /** @param typeHints for each payload what the reader expects: a protobuf message's schema, or `RawValue`. */
    fromPayloads(payloads: readonly Payload[], context?: SerializationContext, typeHints?: readonly unknown[]): Promise<readonly unknown[]>;
    toPayload(value: unknown, context?: SerializationContext): Promise<Payload>;
    fromPayload(payload: Payload, context?: SerializationContext, typeHint?: unknown): Promise<unknown>;
    /** Values by name, as those of a memo: each has a payload of its own. */
    toPayloadFields(values: Readonly<Record<string, unknown>>, context?: SerializationContext): Promise<Readonly<Record<string, Payload>>>;
    fromPayloadFields(fields: Readonly<Record<string, Payload>>, context?: SerializationContext): Promise<Readonly<Record<string, unknown>>>;
    /** Codecs alone, for payloads by name, as those of headers. */
    encodeFields(fields: Readonly<Record<string, Payload>>, context?: SerializationContext): Promise<Readonly<Record<string, Payload>>>;
    /** Codecs alone, for payloads by name, as those of headers. */
    decodeFields(fields: Readonly<Record<string, Payload>>, context?: SerializationContext): Promise<Readonly<Record<string, Payload>>>;
    /** Codecs alone. */
    encode(payloads: readonly Payload[], context?: SerializationContext): Promise<readonly Payload[]>;
    /** Codecs alone. */
    decode(payloads: readonly Payload[], context?: SerializationContext): Promise<readonly Payload[]>;
    /**
     * Whatever was thrown, as a failure that travels.
     *
     * @throws `WORKFLOW_FAILURE_CONVERTER_RESULT` if the failure converter gives something else.
     */
    encodeFailure(error: unknown, context?: SerializationContext): Promise<ProtoFailure>;
    /** @throws `WORKFLOW_FAILURE_CONVERTER_RESULT` if the failure converter gives something that is no error. */
    decodeFailure(failure: ProtoFailure, context?: SerializationContext): Promise<Error>;
}

/** Why there was no further attempt. */
type RetryState = "IN_PROGRESS" | "NON_RETRYABLE_FAILURE" | "TIMEOUT" | "MAXIMUM_ATTEMPTS_REACHED" | "RETRY_POLICY_NOT_SET" | "INTERNAL_SERVER_ERROR" | "CANCEL_REQUESTED";

interface ActivityFailureOptions extends FailureOptions {
    readonly activityType: string;
    readonly activityId?: string | undefined;
    readonly retryState?: RetryState | undefined;
    readonly identity?: string | undefined;
    readonly scheduledEventId?: number | undefined;
    readonly startedEventId?: number | undefined;
}
/** An activity has failed for good; `cause` tells how. */
declare class ActivityFailure extends TemporalFailure {
    readonly activityType: string;
    readonly activityId: string | undefined;
    /** Undefined where the server does not say. */
    readonly retryState: RetryState | undefined;
    /** The worker that ran the last attempt. */
    readonly identity: string | undefined;
    readonly scheduledEventId: number | undefined;
    readonly startedEventId: number | undefined;
    constructor(message: string | undefined, options: ActivityFailureOptions);
}

/** `BENIGN`: an expected failure, which workers log at debug level and do not count as an error. */
type ApplicationFailureCategory = "BENIGN";
interface ApplicationFailureOptions extends FailureOptions {
    /** What retry policies name in `nonRetryableErrorTypes`, and callers look at. Default none. */
    readonly type?: string | undefined;
    /** Whether it is not to be retried, whatever the retry policy says. Default `false`. */
    readonly nonRetryable?: boolean | undefined;
    /** Values for whoever catches it; converted as arguments are. Default none. */
    readonly details?: readonly unknown[] | undefined;
    /** Milliseconds until the next attempt, in place of what the retry policy gives. */
    readonly nextRetryDelayMs?: number | undefined;
    readonly category?: ApplicationFailureCategory | undefined;
}
/**
 * A failure that application code throws on purpose. Other errors that leave a workflow or an activity become one,
 * retryable, with the error's name as `type`.
 *
 * @throws `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`.
 */
declare class ApplicationFailure extends TemporalFailure {
    readonly type: string | undefined;
    readonly nonRetryable: boolean;
    readonly details: readonly unknown[];
    readonly nextRetryDelayMs: number | undefined;
    readonly category: ApplicationFailureCategory | undefined;
    constructor(message?: string, options?: ApplicationFailureOptions);
    /** One that is retried as the retry policy says. */
    static retryable(this: void, message?: string, type?: string, ...details: unknown[]): ApplicationFailure;
    /** One that is not retried. */
    static nonRetryable(this: void, message?: string, type?: string, ...details: unknown[]): ApplicationFailure;
    /**
     * An error as a failure: its message, its name as type, its stack and its cause, and what `options` say instead.
     * An application failure without `options` is given back as it is.
     */
    static fromError(error: unknown, options?: ApplicationFailureOptions): ApplicationFailure;
}

interface ChildWorkflowFailureOptions extends FailureOptions {
    readonly namespace?: string | undefined;
    readonly execution: {
        readonly workflowId: string;
        readonly runId: string;
    };
    readonly workflowType: string;
    readonly retryState?: RetryState | undefined;
    readonly initiatedEventId?: number | undefined;
    readonly startedEventId?: number | undefined;
}
/** A child workflow has failed for good; `cause` tells how. */
declare class ChildWorkflowFailure extends TemporalFailure {
    readonly namespace: string | undefined;
    readonly execution: {
        readonly workflowId: string;
        readonly runId: string;
    };
    readonly workflowType: string;
    /** Undefined where the server does not say. */
    readonly retryState: RetryState | undefined;
    readonly initiatedEventId: number | undefined;
    readonly startedEventId: number | undefined;
    constructor(message: string | undefined, options: ChildWorkflowFailureOptions);
}

interface NexusHandlerFailureOptions extends FailureOptions {
    /** A name of the Nexus protocol, such as `BAD_REQUEST`, `NOT_FOUND`, `INTERNAL`. */
    readonly type?: string;
    readonly retryable?: boolean | undefined;
}
/** The handler of a Nexus operation answered with an error of the Nexus protocol. */
declare class NexusHandlerFailure extends TemporalFailure {
    readonly type: string;
    /** What the handler said of retrying; undefined if it left that to the type. */
    readonly retryable: boolean | undefined;
    constructor(message?: string, options?: NexusHandlerFailureOptions);
}

interface NexusOperationFailureOptions extends FailureOptions {
    readonly scheduledEventId?: number | undefined;
    readonly endpoint: string;
    readonly service: string;
    readonly operation: string;
    readonly operationToken?: string | undefined;
}
/** A Nexus operation has failed for good; `cause` tells how. */
declare class NexusOperationFailure extends TemporalFailure {
    readonly scheduledEventId: number | undefined;
    readonly endpoint: string;
    readonly service: string;
    readonly operation: string;
    /** Absent for an operation that never started, and for one that answered at once. */
    readonly operationToken: string | undefined;
    constructor(message: string | undefined, options: NexusOperationFailureOptions);
}

interface ServerFailureOptions extends FailureOptions {
    readonly nonRetryable?: boolean;
}
/** A failure that the server itself is the origin of. */
declare class ServerFailure extends TemporalFailure {
    readonly nonRetryable: boolean;
    constructor(message?: string, options?: ServerFailureOptions);
}

/** A workflow or a standalone activity was terminated: ended from outside, without being asked. */
declare class TerminatedFailure extends TemporalFailure {
}

/** Which of its times a workflow or an activity overran. */
type TimeoutType = "START_TO_CLOSE" | "SCHEDULE_TO_START" | "SCHEDULE_TO_CLOSE" | "HEARTBEAT";
interface TimeoutFailureOptions extends FailureOptions {
    readonly timeoutType?: TimeoutType | undefined;
    readonly heartbeatDetails?: readonly unknown[];
}
/** A workflow or an activity took longer than it was allowed to. */
declare class TimeoutFailure extends TemporalFailure {
    /** Undefined where a newer server names one that this version does not know. */
    readonly timeoutType: TimeoutType | undefined;
    /** What the activity's last heartbeat told. */
    readonly heartbeatDetails: readonly unknown[];
    constructor(message?: string, options?: TimeoutFailureOptions);
    /** The first of {@link heartbeatDetails}: official TypeScript activities send one. */
    get lastHeartbeatDetails(): unknown;
}

/**
 * A payload as it is, in the place of a value: no payload converter sees it; codecs do. Given as a type hint where
 * values are read, it stands for its payload there.
 */
declare class RawValue {
    readonly payload: Payload;
    static [Symbol.hasInstance](value: unknown): boolean;
    constructor(payload: Payload);
}

/** What calls of Temporal's services end in: one entry for each status of gRPC, and one for each kind of detail. */
declare const rpcErrors: {
    readonly RPC_CANCELLED: {
        readonly summary: "A call was cancelled, by its signal or by the server.";
        readonly remedy: "Nothing, if you cancelled it.";
    };
    readonly RPC_UNKNOWN: {
        readonly summary: "A server or proxy answered with an error that says nothing about its kind.";
        readonly remedy: "Read the message; look into the server's log.";
    };
    readonly RPC_INVALID_ARGUMENT: {
        readonly summary: "The server refuses a request for what is in it.";
        readonly remedy: "Correct what the message names.";
    };
    readonly RPC_DEADLINE_EXCEEDED: {
        readonly summary: "A call took longer than it was allowed to.";
        readonly remedy: "Allow it more time, or see what the server is busy with.";
        readonly retryable: true;
    };
    readonly RPC_NOT_FOUND: {
        readonly summary: "What a call is about does not exist, or has ended.";
        readonly remedy: "Check the id and the namespace.";
    };
    readonly RPC_ALREADY_EXISTS: {
        readonly summary: "What a call is to make exists already.";
        readonly remedy: "Choose another id, or use what there is.";
    };
    readonly RPC_PERMISSION_DENIED: {
        readonly summary: "The server knows who calls, and does not allow it.";
        readonly remedy: "Ask for the permission; check the namespace and the API key.";
    };
    readonly RPC_RESOURCE_EXHAUSTED: {
        readonly summary: "A limit of the server is reached.";
        readonly remedy: "Call less often, or raise the limit that `reason` and `scope` name.";
        readonly retryable: true;
    };
    readonly RPC_FAILED_PRECONDITION: {
        readonly summary: "The state of things does not allow the call.";
        readonly remedy: "Bring about what the message asks for first.";
    };
    readonly RPC_ABORTED: {
        readonly summary: "A call met another one and gave way.";
        readonly remedy: "Try again.";
        readonly retryable: true;
    };
    readonly RPC_OUT_OF_RANGE: {
        readonly summary: "A request names a place beyond the end.";
        readonly remedy: "Correct what the message names.";
    };
    readonly RPC_UNIMPLEMENTED: {
        readonly summary: "The server does not have the call or the feature.";
        readonly remedy: "Use a server version that has it; the message names it.";
    };
    readonly RPC_INTERNAL: {
        readonly summary: "The server failed.";
        readonly remedy: "Look into the server's log.";
        readonly retryable: true;
    };
    readonly RPC_UNAVAILABLE: {
        readonly summary: "The server cannot be reached, or not now.";
        readonly remedy: "Try again; check address and network.";
        readonly retryable: true;
    };
    readonly RPC_DATA_LOSS: {
        readonly summary: "The server found that data is lost or damaged.";
        readonly remedy: "Look into the server's log and its database.";
    };
    readonly RPC_UNAUTHENTICATED: {
        readonly summary: "The server does not know who calls.";
        readonly remedy: "Check the API key or the client certificate.";
    };
    readonly RPC_WORKFLOW_NOT_FOUND: {
        readonly summary: "No workflow has the id, or it is closed and the call needs a running one.";
        readonly remedy: "Check workflow id, run id and namespace.";
    };
    readonly RPC_ACTIVITY_NOT_FOUND: {
        readonly summary: "No activity has the id or token, or it has ended.";
        readonly remedy: "Check the ids; an activity that timed out is found no more.";
    };
    readonly RPC_SCHEDULE_NOT_FOUND: {
        readonly summary: "No schedule has the id.";
        readonly remedy: "Check the id and the namespace.";
    };
    readonly RPC_NAMESPACE_NOT_FOUND: {
        readonly summary: "The server has no such namespace.";
        readonly remedy: "Correct the namespace, or register it.";
    };
    readonly RPC_NEWER_BUILD_EXISTS: {
        readonly summary: "The task queue has a newer default build than the worker's.";
        readonly remedy: "Run workers of the default build.";
    };
    readonly RPC_WORKFLOW_ALREADY_STARTED: {
        readonly summary: "A workflow with the id runs, or ran and must not be started again.";
        readonly remedy: "Choose another id, or another policy for ids in use.";
    };
    readonly RPC_ACTIVITY_ALREADY_STARTED: {
        readonly summary: "A standalone activity with the id runs, or ran and must not be started again.";
        readonly remedy: "Choose another id, or another policy for ids in use.";
    };
    readonly RPC_NEXUS_OPERATION_ALREADY_STARTED: {
        readonly summary: "A Nexus operation with the id runs, or ran and must not be started again.";
        readonly remedy: "Choose another id, or another policy for ids in use.";
    };
    readonly RPC_NAMESPACE_ALREADY_EXISTS: {
        readonly summary: "A namespace with the name exists already.";
        readonly remedy: "Use it, or choose another name.";
    };
    readonly RPC_SCHEDULE_ALREADY_EXISTS: {
        readonly summary: "A schedule with the id exists already.";
        readonly remedy: "Update it, or choose another id.";
    };
    readonly RPC_CANCELLATION_ALREADY_REQUESTED: {
        readonly summary: "The workflow has been asked to cancel before.";
        readonly remedy: "Nothing: it is on its way.";
    };
    readonly RPC_NAMESPACE_NOT_ACTIVE: {
        readonly summary: "Another cluster is active for the namespace.";
        readonly remedy: "Call the cluster that `activeCluster` names.";
    };
    readonly RPC_NAMESPACE_INVALID_STATE: {
        readonly summary: "The namespace is in a state that does not allow the call.";
        readonly remedy: "See `state` and `allowedStates`.";
    };
    readonly RPC_CLIENT_VERSION_NOT_SUPPORTED: {
        readonly summary: "The server does not serve clients of this version.";
        readonly remedy: "Use a version that `supportedVersions` names.";
    };
    readonly RPC_SERVER_VERSION_NOT_SUPPORTED: {
        readonly summary: "The server is of a version that the request says not to support.";
        readonly remedy: "Use a server of another version.";
    };
    readonly RPC_WORKFLOW_NOT_READY: {
        readonly summary: "The workflow cannot answer yet: its first task is not complete.";
        readonly remedy: "Try again after it began.";
        readonly retryable: true;
    };
    readonly RPC_QUERY_FAILED: {
        readonly summary: "A query failed in the workflow.";
        readonly remedy: "See the cause: it is what the workflow's code threw.";
    };
    readonly RPC_SYSTEM_WORKFLOW_FAILED: {
        readonly summary: "A workflow of the server's own, which does the work of the call, failed.";
        readonly remedy: "See `workflowError`; look into the server's log.";
    };
    readonly RPC_MULTI_OPERATION_FAILED: {
        readonly summary: "One of several operations of one call failed, and so none was done.";
        readonly remedy: "See `operations`: each tells of its own.";
    };
    readonly RPC_TASK_COMPLETION_BUFFER_LOST: {
        readonly summary: "The server lost pages of a large task completion.";
        readonly remedy: "Send all pages again.";
        readonly retryable: true;
    };
    readonly RPC_NAMESPACE_UNAVAILABLE: {
        readonly summary: "The namespace is unavailable for now.";
        readonly remedy: "Try again.";
        readonly retryable: true;
    };
};
type RpcErrorCode = ErrorCodeOf<typeof rpcErrors>;

/** The statuses of gRPC, by their numbers. */
declare const statuses: readonly ["OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED"];
/** A status of gRPC, as its specification names it. */
type GrpcStatus = Exclude<(typeof statuses)[number], "OK">;

/** What a service answered with. */
interface RpcAnswer {
    readonly status: GrpcStatus;
    readonly message: string;
    /** The error of the transport; with a query that failed, what the workflow's code threw. */
    readonly cause?: unknown;
}
/** What the details of an error say, by name. */
type RpcFields = Readonly<Record<string, unknown>>;
/**
 * A call of one of Temporal's services failed. What the server tells beside status and message makes the classes below
 * this one; `RpcError.is`, and `is` of each of them, also know errors of a second installed copy.
 */
declare class RpcError extends MillraceError<RpcErrorCode> {
    readonly status: GrpcStatus;
    constructor(answer: RpcAnswer, code: RpcErrorCode, fields?: RpcFields);
}

declare class CanceledError extends RpcError {
    constructor(answer: RpcAnswer);
}
declare class UnknownError extends RpcError {
    constructor(answer: RpcAnswer);
}
declare class InvalidArgumentError extends RpcError {
    constructor(answer: RpcAnswer, code?: RpcErrorCode, fields?: RpcFields);
}
declare class DeadlineExceededError extends RpcError {
    constructor(answer: RpcAnswer);
}
declare class NotFoundError extends RpcError {
    constructor(answer: RpcAnswer, code?: RpcErrorCode, fields?: RpcFields);
}
declare class AlreadyExistsError extends RpcError {
    constructor(answer: RpcAnswer, code?: RpcErrorCode, fields?: RpcFields);
}
declare class FailedPreconditionError extends RpcError {
    constructor(answer: RpcAnswer, code?: RpcErrorCode, fields?: RpcFields);
}
declare class AbortedError extends RpcError {
    constructor(answer: RpcAnswer, code?: RpcErrorCode, fields?: RpcFields);
}
declare class OutOfRangeError extends RpcError {
    constructor(answer: RpcAnswer);
}
declare class UnimplementedError extends RpcError {
    constructor(answer: RpcAnswer);
}
declare class InternalError extends RpcError {
    constructor(answer: RpcAnswer, code?: RpcErrorCode, fields?: RpcFields);
}
declare class UnavailableError extends RpcError {
    constructor(answer: RpcAnswer, code?: RpcErrorCode, fields?: RpcFields);
}
declare class DataLossError extends RpcError {
    constructor(answer: RpcAnswer);
}
declare class UnauthenticatedError extends RpcError {
    constructor(answer: RpcAnswer);
}

interface WorkflowAlreadyStartedFields {
    /** Empty where the caller of the service did not say what it started. */
    readonly workflowId: string;
    readonly workflowType: string;
    /** The run that there is already. */
    readonly runId: string;
    /** The first run of its chain; empty from older servers. */
    readonly firstExecutionRunId: string;
    /** What the run that there is was started by. */
    readonly startRequestId: string;
}
declare class WorkflowAlreadyStartedError extends AlreadyExistsError {
    readonly workflowId: string;
    readonly workflowType: string;
    readonly runId: string;
    readonly firstExecutionRunId: string;
    readonly startRequestId: string;
    constructor(answer: RpcAnswer, fields: WorkflowAlreadyStartedFields);
}
interface ActivityAlreadyStartedFields {
    /** Empty where the caller of the service did not say what it started. */
    readonly activityId: string;
    readonly runId: string;
    readonly startRequestId: string;
}
/** A standalone activity has the id already. */
declare class ActivityAlreadyStartedError extends AlreadyExistsError {
    readonly activityId: string;
    readonly runId: string;
    readonly startRequestId: string;
    constructor(answer: RpcAnswer, fields: ActivityAlreadyStartedFields);
}
interface NexusOperationAlreadyStartedFields {
    readonly runId: string;
    readonly startRequestId: string;
}
declare class NexusOperationAlreadyStartedError extends AlreadyExistsError {
    readonly runId: string;
    readonly startRequestId: string;
    constructor(answer: RpcAnswer, fields: NexusOperationAlreadyStartedFields);
}

/** How one operation of a call of several ended. */
interface OperationOutcome {
    /** Undefined for an operation that would have succeeded. */
    readonly error: RpcError | undefined;
    /** Whether it was given up only because another one failed. */
    readonly abortedByOther: boolean;
}
/** A call of several operations, such as a start with an update, failed as a whole. */
declare class MultiOperationExecutionError extends RpcError {
    /** In the order of the request's operations. */
    readonly operations: readonly OperationOutcome[];
    constructor(answer: RpcAnswer, fields: {
        readonly operations: readonly OperationOutcome[];
    });
    /** The error of the first operation that failed by itself. */
    get origin(): RpcError | undefined;
}

declare class NamespaceNotFoundError extends NotFoundError {
    readonly namespace: string;
    constructor(answer: RpcAnswer, fields: {
        readonly namespace: string;
    });
}
declare class NamespaceAlreadyExistsError extends AlreadyExistsError {
    constructor(answer: RpcAnswer);
}
interface NamespaceNotActiveFields {
    readonly namespace: string;
    readonly currentCluster: string;
    readonly activeCluster: string;
}
declare class NamespaceNotActiveError extends FailedPreconditionError {
    readonly namespace: string;
    readonly currentCluster: string;
    readonly activeCluster: string;
    constructor(answer: RpcAnswer, fields: NamespaceNotActiveFields);
}
type NamespaceState = "REGISTERED" | "DEPRECATED" | "DELETED";
interface NamespaceInvalidStateFields {
    readonly namespace: string;
    readonly state: NamespaceState | undefined;
    readonly allowedStates: readonly NamespaceState[];
}
declare class NamespaceInvalidStateError extends FailedPreconditionError {
    readonly namespace: string;
    /** Undefined for one that this version does not know. */
    readonly state: NamespaceState | undefined;
    readonly allowedStates: readonly NamespaceState[];
    constructor(answer: RpcAnswer, fields: NamespaceInvalidStateFields);
}
declare class NamespaceUnavailableError extends UnavailableError {
    readonly namespace: string;
    constructor(answer: RpcAnswer, fields: {
        readonly namespace: string;
    });
}

declare class PermissionDeniedError extends RpcError {
    /** Why, where the server says so; else empty. */
    readonly reason: string;
    constructor(answer: RpcAnswer, fields?: {
        readonly reason: string;
    });
}

/** The limit that is reached. */
type ResourceExhaustedReason = "RPS_LIMIT" | "CONCURRENT_LIMIT" | "SYSTEM_OVERLOADED" | "PERSISTENCE_LIMIT" | "BUSY_WORKFLOW" | "APS_LIMIT" | "PERSISTENCE_STORAGE_LIMIT" | "CIRCUIT_BREAKER_OPEN" | "OPS_LIMIT" | "WORKER_DEPLOYMENT_LIMITS";
interface ResourceExhaustedFields {
    readonly reason?: ResourceExhaustedReason | undefined;
    readonly scope?: "NAMESPACE" | "SYSTEM" | undefined;
}
declare class ResourceExhaustedError extends RpcError {
    /** Undefined where the server does not say, and for a limit that this version does not know. */
    readonly reason: ResourceExhaustedReason | undefined;
    /** Whose limit it is. */
    readonly scope: "NAMESPACE" | "SYSTEM" | undefined;
    constructor(answer: RpcAnswer, fields?: ResourceExhaustedFields);
}

interface WorkflowNotFoundFields {
    readonly workflowId: string;
    /** Empty where the call was about whatever run is the latest. */
    readonly runId: string;
}
declare class WorkflowNotFoundError extends NotFoundError {
    readonly workflowId: string;
    readonly runId: string;
    constructor(answer: RpcAnswer, fields: WorkflowNotFoundFields);
}
interface ActivityNotFoundFields {
    /** Empty where the call named a task token alone. */
    readonly activityId: string;
}
declare class ActivityNotFoundError extends NotFoundError {
    readonly activityId: string;
    constructor(answer: RpcAnswer, fields: ActivityNotFoundFields);
}
declare class ScheduleNotFoundError extends NotFoundError {
    readonly scheduleId: string;
    constructor(answer: RpcAnswer, fields: {
        readonly scheduleId: string;
    });
}
declare class ScheduleAlreadyExistsError extends AlreadyExistsError {
    readonly scheduleId: string;
    constructor(answer: RpcAnswer, fields: {
        readonly scheduleId: string;
    });
}

interface ClientVersionNotSupportedFields {
    readonly clientName: string;
    readonly clientVersion: string;
    /** A range of versions. */
    readonly supportedVersions: string;
}
declare class ClientVersionNotSupportedError extends FailedPreconditionError {
    readonly clientName: string;
    readonly clientVersion: string;
    readonly supportedVersions: string;
    constructor(answer: RpcAnswer, fields: ClientVersionNotSupportedFields);
}
interface ServerVersionNotSupportedFields {
    readonly serverVersion: string;
    /** The range of server versions that the client said to support. */
    readonly clientSupportedServerVersions: string;
}
declare class ServerVersionNotSupportedError extends FailedPreconditionError {
    readonly serverVersion: string;
    readonly clientSupportedServerVersions: string;
    constructor(answer: RpcAnswer, fields: ServerVersionNotSupportedFields);
}
declare class NewerBuildExistsError extends NotFoundError {
    readonly defaultBuildId: string;
    constructor(answer: RpcAnswer, fields: {
        readonly defaultBuildId: string;
    });
}

declare class CancellationAlreadyRequestedError extends AlreadyExistsError {
    constructor(answer: RpcAnswer);
}
declare class WorkflowNotReadyError extends FailedPreconditionError {
    constructor(answer: RpcAnswer);
}
/** A query reached the workflow and failed there. Through a client, `cause` is what the workflow's code threw. */
declare class QueryFailedError extends InvalidArgumentError {
    /** The failure as it came; undefined from servers that send none. */
    readonly failure?: ProtoFailure;
    constructor(answer: RpcAnswer, fields?: {
        readonly failure?: ProtoFailure | undefined;
    });
}
interface SystemWorkflowFields {
    readonly execution: {
        readonly workflowId: string;
        readonly runId: string;
    };
    readonly workflowError: string;
}
declare class SystemWorkflowError extends InternalError {
    readonly execution: {
        readonly workflowId: string;
        readonly runId: string;
    };
    readonly workflowError: string;
    constructor(answer: RpcAnswer, fields: SystemWorkflowFields);
}
/** For workers: the pages of a task completion are to be sent again from the first. */
declare class WorkflowTaskCompletionBufferLostError extends AbortedError {
    constructor(answer: RpcAnswer);
}

/** What values of each type of search attribute are. */
interface SearchAttributeTypes {
    /** Words, which queries look for. */
    readonly TEXT: string;
    /** One text, which queries compare as a whole. */
    readonly KEYWORD: string;
    /** A whole number up to `Number.MAX_SAFE_INTEGER`. */
    readonly INT: number;
    readonly DOUBLE: number;
    readonly BOOL: boolean;
    readonly DATETIME: Date;
    readonly KEYWORD_LIST: readonly string[];
}
type SearchAttributeType = keyof SearchAttributeTypes;
/** The types by name, for code that would rather not write them as text. */
declare const SearchAttributeType: {
    readonly [Type in SearchAttributeType]: Type;
};
/** A search attribute as the namespace has it registered. */
interface SearchAttributeKey<Type extends SearchAttributeType = SearchAttributeType> {
    readonly name: string;
    readonly type: Type;
}
/** @throws `PROTOCOL_INVALID_OPTION` for a type that there is not. */
declare function defineSearchAttributeKey<Type extends SearchAttributeType>(name: string, type: Type): SearchAttributeKey<Type>;

/** A key with a value of its type. */
type SearchAttributePair = {
    readonly [Type in SearchAttributeType]: {
        readonly key: SearchAttributeKey<Type>;
        readonly value: SearchAttributeTypes[Type];
    };
}[SearchAttributeType];
/** What is to become of an attribute: a value, or `null` to remove it. */
type SearchAttributeUpdatePair = {
    readonly [Type in SearchAttributeType]: {
        readonly key: SearchAttributeKey<Type>;
        readonly value: SearchAttributeTypes[Type] | null;
    };
}[SearchAttributeType];
/**
 * The search attributes of a workflow, a schedule or an activity: what lists of them are filtered by. Nothing changes
 * it; {@link updateCopy} gives another one.
 */
declare class TypedSearchAttributes {
    #private;
    /** @throws `WORKFLOW_INVALID_SEARCH_ATTRIBUTE` for a value that is not of its key's type, and for a key given twice. */
    constructor(pairs?: readonly SearchAttributePair[]);
    /** Undefined if there is none of the name, or one of another type. */
    get<Type extends SearchAttributeType>(key: SearchAttributeKey<Type>): SearchAttributeTypes[Type] | undefined;
    getAll(): readonly SearchAttributePair[];
    /**
     * These attributes with some set, and those removed whose update is `null` and of their type.
     *
     * @throws `WORKFLOW_INVALID_SEARCH_ATTRIBUTE`.
     */
    updateCopy(updates: readonly SearchAttributeUpdatePair[]): TypedSearchAttributes;
    toJSON(): readonly SearchAttributePair[];
}

/** One call of an activity, as an executor gets it. */
interface ActivityCall {
    readonly activityType: string;
    readonly args: readonly unknown[];
    /** Its info, its signal, its heartbeat. Around {@link call} it is set already. */
    readonly context: ActivityContext;
    /** Calls the activity here, in this thread. */
    call(): unknown;
}
/**
 * Where activities run. The worker awaits what `run` gives and takes it for the activity's result; what it throws is the
 * activity's failure. An executor may hold calls back, or run them in other threads as that of `createThreadExecutor`
 * does. It belongs to its maker: a worker never closes it.
 */
interface ActivityExecutor {
    run(call: ActivityCall): unknown;
}

interface ThreadExecutorOptions {
    /** How many activities run at the same time; the others wait. Default: as many as the machine has processors. */
    readonly threads?: number;
    /** How long an activity may compute after it was cancelled, before its thread is ended. Default 10,000. */
    readonly terminateMs?: number;
    /** For `node:worker_threads`: environment, arguments, limits of memory. Default: as the process has them. */
    readonly thread?: Pick<WorkerOptions$1, "argv" | "env" | "execArgv" | "name" | "resourceLimits" | "workerData">;
}
/** An executor that must be closed by who made it, after the workers that use it. */
interface ThreadExecutor extends ActivityExecutor, AsyncDisposable {
    /** Ends all threads; what still runs fails with `WORKFLOW_EXECUTOR_CLOSED`. Calling it again is harmless. */
    close(): Promise<void>;
}
/**
 * Runs activities that compute in threads, so that they do not keep the worker from polling, from heartbeats and from
 * other activities. Values go to and from threads by structured cloning: functions and classes do not arrive.
 *
 * @param program the file that each thread runs: it passes the same activities to `serveActivities`
 * @throws `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`
 */
declare function createThreadExecutor(program: URL | string, options?: ThreadExecutorOptions): ThreadExecutor;

/** What code gives to all calls that it makes, without naming them. */
interface CallSettings {
    /** When calls must have ended, milliseconds since 1970. */
    readonly deadlineAtMs?: number | undefined;
    /** Aborting any of them cancels. */
    readonly signals?: readonly AbortSignal[] | undefined;
    readonly metadata?: Readonly<Record<string, string>> | undefined;
    readonly apiKey?: string | undefined;
}
/**
 * Settings that follow the asynchronous flow: calls made within a function, and in all that it starts, have them. They
 * belong to one connection, so that a key is never sent to the server of another.
 */
declare class CallContext {
    #private;
    /** What holds here and now. */
    get(): CallSettings | undefined;
    /**
     * Calls must have ended at `deadline`, or at an earlier one around. A number is milliseconds since 1970.
     *
     * @throws `PROTOCOL_INVALID_OPTION`
     */
    withDeadline<T>(deadline: number | Date, fn: () => T): T;
    /**
     * Aborting the signal, or one around, cancels calls.
     *
     * @throws `WORKFLOW_INVALID_OPTION`
     */
    withAbortSignal<T>(signal: AbortSignal, fn: () => T): T;
    /**
     * Calls carry these headers, besides those from around that have other names.
     *
     * @throws `WORKFLOW_INVALID_OPTION`
     */
    withMetadata<T>(metadata: Readonly<Record<string, string>>, fn: () => T): T;
    /**
     * Calls are authorised by this key, in place of the connection's.
     *
     * @throws `WORKFLOW_INVALID_OPTION`
     */
    withApiKey<T>(apiKey: string, fn: () => T): T;
}

/** What a call is about, as far as the caller knows it: the server's answers do not say. */
interface RpcCall {
    readonly workflow?: {
        readonly workflowId: string;
        readonly runId?: string;
        readonly workflowType?: string;
    };
    /** A standalone activity, or one that is completed from outside. */
    readonly activity?: {
        readonly activityId?: string;
    };
    readonly schedule?: {
        readonly scheduleId: string;
    };
}

/** Every call of Temporal's WorkflowService: `client.service`. */
type WorkflowService = Client$1<typeof workflowservice.WorkflowService>;
/** Every call of Temporal's OperatorService: `client.operatorService`. */
type OperatorService = Client$1<typeof operatorservice.OperatorService>;
/** Every call of Temporal's TestService, which only test servers have: `client.testService`. */
type TestService = Client$1<typeof testservice.TestService>;
/** The health check of gRPC servers: `client.healthService`. */
type HealthService = Client$1<typeof health.Health>;

/** What a server says of itself; all `false` and an empty version if it does not. */
interface ServerCapabilities {
    readonly serverVersion: string;
    /** Signals and queries may have headers. */
    readonly signalAndQueryHeader: boolean;
    /** INTERNAL tells of errors that retrying does not mend. */
    readonly internalErrorDifferentiation: boolean;
    /** A failed activity's last heartbeat details are taken with its failure. */
    readonly activityFailureIncludeHeartbeat: boolean;
    readonly supportsSchedules: boolean;
    readonly encodedFailureAttributes: boolean;
    readonly buildIdBasedVersioning: boolean;
    readonly upsertMemo: boolean;
    /** A start may answer with the first workflow task. */
    readonly eagerWorkflowStart: boolean;
    /** Workers may write flags into histories. */
    readonly sdkMetadata: boolean;
    readonly countGroupByExecutionStatus: boolean;
    readonly nexus: boolean;
}

/** How a client reaches its server. */
interface ConnectionOptions {
    /** Who calls, as histories and lists show it. Default `<pid>@<hostname>`. */
    readonly identity?: string;
    /** Sent as `authorization: Bearer …`; switches TLS on, unless `tls` is `false`. Default: none. */
    readonly apiKey?: ApiKey;
    /** Encrypt; `true` trusts what Node trusts. Default: only with an `apiKey`. */
    readonly tls?: GrpcClientTls | boolean;
    /** Headers of every call. Names that end in `-bin` have base64 values. Default: none. */
    readonly metadata?: Readonly<Record<string, string>>;
    /** How long {@link connect} tries. Default 10,000. */
    readonly connectTimeoutMs?: number;
    /** How long one attempt of a call may take; long polls have at least 70,000. Default 30,000. */
    readonly callTimeoutMs?: number;
    /** After so long without a byte from the server it must answer a PING, also without calls. Default 30,000. */
    readonly keepaliveMs?: number;
    /** How long that answer may take; the connection is given up then. Default 15,000. */
    readonly keepaliveTimeoutMs?: number;
}
type Optional = "apiKey" | "tls";
type CheckedConnectionOptions = Required<Omit<ConnectionOptions, Optional>> & Pick<ConnectionOptions, Optional>;
declare const connectionDefaults: Omit<CheckedConnectionOptions, Optional | "identity">;

/** A key as it is, or a function that is asked for it before each call. */
type ApiKey = string | (() => string | Promise<string>);

/** When a failed call is made again, and how long that waits. */
interface RetryRules {
    /** Calls in all, the first among them. */
    readonly maxAttempts: number;
    /** No new attempt begins so long after the first. */
    readonly maxElapsedMs: number;
    /** The pause after the first failure. */
    readonly initialMs: number;
    /** The same where the server says that it has too much to do. */
    readonly throttledInitialMs: number;
    /** Each pause is so many times as long as the one before. */
    readonly factor: number;
    readonly maxMs: number;
    /** Pauses vary by this share of themselves, so that clients do not come back all at once. */
    readonly jitter: number;
    readonly codes: ReadonlySet<Code>;
    /** Codes beyond {@link RetryRules.codes} are borne for so long: proxies answer oddly while a server starts. */
    readonly toleranceMs: number;
}

/** What {@link Connection.call} takes besides the request. */
interface CallOptions {
    /** Aborting it cancels the call. */
    readonly signal?: AbortSignal | undefined;
    /** How long the call may take with all its attempts. Default: no limit but that of each attempt. */
    readonly timeoutMs?: number | undefined;
    /** Default {@link clientRetries}. */
    readonly retry?: RetryRules;
    /** What errors name as missing, or as being there already. */
    readonly about?: RpcCall;
}
/** The calls of one server. Connects when it is needed, and again when a connection was lost. */
interface Connection extends AsyncDisposable {
    /** Where the server is, as it was given. */
    readonly target: Target;
    /** What messages call the server: `127.0.0.1:7233`. */
    readonly address: string;
    /** Who calls: `<pid>@<hostname>`, or what the options say. */
    readonly identity: string;
    /** Settings for all calls that a function makes. */
    readonly context: CallContext;
    readonly service: WorkflowService;
    readonly operatorService: OperatorService;
    readonly testService: TestService;
    readonly healthService: HealthService;
    /**
     * Makes a call, and makes it again as its rules say.
     *
     * @throws the typed errors of `rpc-errors/`; `WORKFLOW_CONNECTION_CLOSED`
     */
    call<I extends DescMessage, O extends DescMessage>(method: DescMethodUnary<I, O>, request: MessageInitShape<I>, options?: CallOptions): Promise<MessageShape<O>>;
    /**
     * Waits until the server has answered, for so long as connecting may take.
     *
     * @throws `WORKFLOW_CONNECT_FAILED`; a server that refuses the caller by its own error
     */
    connect(): Promise<void>;
    /** What the server can do. Asked once. */
    capabilities(): Promise<ServerCapabilities>;
    /** Calls are authorised by another key from now on. */
    setApiKey(apiKey: ApiKey): void;
    /** Ends all calls and the connection. Calling it again is harmless. */
    close(): Promise<void>;
}

/** What a worker needs of its client. It uses the client's connection, and never closes it. */
interface WorkerClient {
    readonly connection: Connection;
    readonly namespace: string;
    readonly dataConverter: DataConverter;
}
interface WorkerOptions {
    /** The queue that is polled. */
    readonly taskQueue: string;
    /** Activities under the names by which they are called. The methods of an instance: `activitiesOf(instance)`. */
    readonly activities: Activities;
    /** Runs activities that are not declared with `async`; never closed by the worker. Default: in this thread. */
    readonly activityExecutor?: ActivityExecutor;
    /** The same for those that are. Default: in this thread. */
    readonly asyncActivityExecutor?: ActivityExecutor;
    /** Activities in hand at once. Default {@link workerDefaults}. */
    readonly maxConcurrentActivities?: number;
    /** Polls that are open at once. Default 10, and no more than `maxConcurrentActivities`. */
    readonly pollers?: number;
    /** How many activities this worker begins in a second. Default: no limit. */
    readonly maxActivitiesPerSecond?: number;
    /** How many the server gives to all workers of the queue in a second; the last worker to say so wins. Default: its own. */
    readonly maxTaskQueueActivitiesPerSecond?: number;
    /** How long activities may go on when the worker shuts down; then they are cancelled. Default {@link workerDefaults}. */
    readonly graceMs?: number;
    /** How long they may take to end then; the worker stops without them. Default {@link workerDefaults}. */
    readonly forceMs?: number;
    /** Who works, as histories and lists show it. Default: that of the client's connection. */
    readonly identity?: string;
    readonly interceptors?: {
        /** Around every attempt; the first is the outermost. */
        readonly activity?: readonly ActivityInterceptorFactory[];
    };
    /** Also the logger of activities. Default: warnings and errors to `stderr`. */
    readonly logger?: Logger;
    /** Default `systemClock`. Retries of calls go by the real one. */
    readonly clock?: Clock;
}
declare const workerDefaults: {
    readonly maxConcurrentActivities: number;
    readonly graceMs: number;
    readonly forceMs: number;
};

/**
 * Runs the activities of a task queue.
 *
 * `await worker.run({ signal })` works until the signal aborts. Or in parts: `await using worker = await new
 * Worker(client, options).start()`. A worker works once.
 *
 * When it shuts down it stops polling, lets activities end for `graceMs`, then cancels them with the reason
 * `WORKER_SHUTDOWN`; what ends by it is reported as failed, so that another worker tries again. Process signals are the
 * program's own: `handleProcessSignals(worker)` of `@millrace/protocol`.
 */
declare class Worker implements Runnable {
    #private;
    readonly taskQueue: string;
    /**
     * Connects to nothing yet.
     *
     * @throws `WORKFLOW_ACTIVITY_NOT_CALLABLE` naming what is no activity, `WORKFLOW_WORKER_IDLE`,
     * `WORKFLOW_INVALID_OPTION`, `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`
     */
    constructor(client: WorkerClient, options: WorkerOptions);
    /** `idle`, `running`, `draining` (finishes what it has), `closed`; `failed` if it could not go on. */
    get state(): RunState;
    /**
     * Resolves when the first polls are on their way. How the work ends is told by {@link run}, before or after it.
     *
     * @throws the server's error for a namespace that it does not know or that the caller may not use;
     * `WORKFLOW_WORKER_EXISTS`, `WORKFLOW_WORKER_CLOSED`
     */
    start(): Promise<this>;
    /**
     * Works until it is shut down, or the signal aborts.
     *
     * @throws what {@link start} throws; `WORKFLOW_WORKER_POLL_REFUSED` if the server refuses its polls for longer than a
     * minute; `WORKFLOW_WORKER_STOP_TIMEOUT` if activities ignored their cancellation
     */
    run(options?: RunOptions): Promise<void>;
    /**
     * Stops polling and resolves when everything in hand has ended. Calling it again is harmless; a shorter grace then
     * shortens the wait, and 0 cancels at once. Never rejects: how the work ended is told by {@link run}.
     */
    shutdown(options?: CloseOptions): Promise<void>;
    /** {@link shutdown}, under the name that all runnables have. */
    close(options?: CloseOptions): Promise<void>;
    [Symbol.asyncDispose](): Promise<void>;
}

type WorkflowStatus = "RUNNING" | "COMPLETED" | "FAILED" | "CANCELED" | "TERMINATED" | "CONTINUED_AS_NEW" | "TIMED_OUT" | "PAUSED";
/** What lists tell of a run of a workflow. */
interface WorkflowExecutionInfo {
    readonly workflowId: string;
    readonly runId: string;
    readonly workflowType: string;
    readonly taskQueue: string;
    /** `UNKNOWN` for one that a newer server names. */
    readonly status: WorkflowStatus | "UNKNOWN";
    readonly startTime: Date;
    /** When its first task was due: later than the start if that was delayed, or by cron. */
    readonly executionTime: Date | undefined;
    /** Undefined while it runs. */
    readonly closeTime: Date | undefined;
    /** Events. */
    readonly historyLength: number;
    readonly historySizeBytes: number;
    readonly parent: {
        readonly workflowId: string;
        readonly runId: string;
    } | undefined;
    /** The workflow at the top of the tree that it belongs to. */
    readonly root: {
        readonly workflowId: string;
        readonly runId: string;
    } | undefined;
    /** The run that the chain of runs began with. */
    readonly firstRunId: string | undefined;
    readonly memo: Readonly<Record<string, unknown>>;
    readonly searchAttributes: TypedSearchAttributes;
    readonly priority: Priority | undefined;
}
/** An activity of a workflow that has not ended. */
interface PendingActivity {
    readonly activityId: string;
    readonly activityType: string;
    readonly state: "SCHEDULED" | "STARTED" | "CANCEL_REQUESTED" | "PAUSED" | "PAUSE_REQUESTED" | "UNKNOWN";
    /** From 1. */
    readonly attempt: number;
    /** `Infinity` if it is tried again without end. */
    readonly maximumAttempts: number;
    readonly paused: boolean;
    readonly heartbeatDetails: readonly unknown[];
    readonly lastHeartbeatTime: Date | undefined;
    readonly lastStartedTime: Date | undefined;
    readonly scheduledTime: Date | undefined;
    /** When it fails for good by a timeout. */
    readonly expirationTime: Date | undefined;
    readonly nextAttemptTime: Date | undefined;
    /** Why the attempt before this one failed. */
    readonly lastFailure: Error | undefined;
    readonly lastWorkerIdentity: string;
}
/** A child of a workflow that has not ended. */
interface PendingChild {
    readonly workflowId: string;
    readonly runId: string;
    readonly workflowType: string;
}
/** What `describe()` tells of a run of a workflow. */
interface WorkflowExecution extends WorkflowExecutionInfo {
    readonly executionTimeoutMs: number | undefined;
    readonly runTimeoutMs: number | undefined;
    readonly taskTimeoutMs: number | undefined;
    readonly summary: string | undefined;
    readonly details: string | undefined;
    readonly cancelRequested: boolean;
    readonly pendingActivities: readonly PendingActivity[];
    readonly pendingChildren: readonly PendingChild[];
}

type ActivityStatus = "RUNNING" | "COMPLETED" | "FAILED" | "CANCELED" | "TERMINATED" | "TIMED_OUT" | "PAUSED";
/** What lists tell of a standalone activity. */
interface ActivityExecutionInfo {
    readonly activityId: string;
    readonly runId: string;
    readonly activityType: string;
    readonly taskQueue: string;
    /** `UNKNOWN` for one that a newer server names. */
    readonly status: ActivityStatus | "UNKNOWN";
    readonly scheduleTime: Date | undefined;
    /** Undefined while it runs. */
    readonly closeTime: Date | undefined;
    readonly searchAttributes: TypedSearchAttributes;
}
/** What `describe()` tells of a standalone activity. */
interface ActivityExecution extends ActivityExecutionInfo {
    /** What it does while it runs; undefined afterwards. */
    readonly state: PendingActivity["state"] | undefined;
    /** From 1. */
    readonly attempt: number;
    readonly startToCloseTimeoutMs: number | undefined;
    readonly scheduleToCloseTimeoutMs: number | undefined;
    readonly scheduleToStartTimeoutMs: number | undefined;
    readonly heartbeatTimeoutMs: number | undefined;
    readonly retryPolicy: RetryPolicy | undefined;
    readonly priority: Priority | undefined;
    readonly heartbeatDetails: readonly unknown[];
    readonly lastHeartbeatTime: Date | undefined;
    readonly lastStartedTime: Date | undefined;
    readonly nextAttemptTime: Date | undefined;
    /** When it fails for good by a timeout. */
    readonly expirationTime: Date | undefined;
    /** Why the last attempt that ended failed. */
    readonly lastFailure: Error | undefined;
    readonly lastWorkerIdentity: string;
    /** Why it is to be cancelled; empty if it is not, or nobody said why. */
    readonly cancelReason: string;
    readonly summary: string | undefined;
    readonly details: string | undefined;
}

/** From `start` to `end`, both included, every `step`. */
interface ScheduleRange<Unit> {
    readonly start: Unit;
    /** Default: `start`. */
    readonly end?: Unit;
    /** Default 1. */
    readonly step?: number;
}
/** What a part of a time may be: all, one, a range, or several of these. */
type CalendarField<Unit> = "*" | Unit | ScheduleRange<Unit> | readonly (Unit | ScheduleRange<Unit>)[];
declare const months: readonly ["JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE", "JULY", "AUGUST", "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER"];
declare const daysOfWeek: readonly ["SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY"];
/** A name, or a number from 1 on. */
type Month = (typeof months)[number] | number;
/** A name, or a number from 0 (Sunday) on. */
type DayOfWeek = (typeof daysOfWeek)[number] | number;
/** Times of the calendar: those whose parts all fit. */
interface CalendarSpec {
    /** Default 0. */
    readonly second?: CalendarField<number>;
    /** Default 0. */
    readonly minute?: CalendarField<number>;
    /** Default 0. */
    readonly hour?: CalendarField<number>;
    /** Default all. */
    readonly dayOfMonth?: CalendarField<number>;
    /** Default all. */
    readonly month?: CalendarField<Month>;
    /** Default all. */
    readonly year?: CalendarField<number>;
    /** Default all. */
    readonly dayOfWeek?: CalendarField<DayOfWeek>;
    readonly comment?: string;
}
/** Times at distances: every `everyMs` since 1970, `offsetMs` later. */
interface IntervalSpec {
    readonly everyMs: number;
    /** Less than `everyMs`. Default 0. */
    readonly offsetMs?: number;
}
/** When a schedule acts: at the times of all of these together, but not at those of `skip`. */
interface ScheduleSpec {
    readonly calendars?: readonly CalendarSpec[];
    readonly intervals?: readonly IntervalSpec[];
    /** Like `0 12 * * MON-FRI` or `@every 1h`; the server turns them into calendars and intervals. */
    readonly cronExpressions?: readonly string[];
    readonly skip?: readonly CalendarSpec[];
    /** Not before. */
    readonly startAt?: Date;
    /** Not after. */
    readonly endAt?: Date;
    /** Each time is put off by a random time up to this. Default 0. */
    readonly jitterMs?: number;
    /** Of calendars and cron expressions, as in `Europe/Vienna`. Default `UTC`. */
    readonly timezone?: string;
}

/** Search attributes, as options take them. */
type SearchAttributeList = TypedSearchAttributes | readonly SearchAttributePair[];

declare const args: unique symbol;
declare const result: unique symbol;
/** A signal's name and the types of its arguments, in a form that callers and workflows share. */
interface SignalDefinition<Args extends readonly unknown[] = [], Name extends string = string> {
    readonly type: "signal";
    readonly name: Name;
    /** For types alone. */
    readonly [args]?: Args;
}
/** A query's name, and the types of its arguments and answer. */
interface QueryDefinition<Result, Args extends readonly unknown[] = [], Name extends string = string> {
    readonly type: "query";
    readonly name: Name;
    /** For types alone. */
    readonly [args]?: Args;
    readonly [result]?: Result;
}
/** An update's name, and the types of its arguments and result. */
interface UpdateDefinition<Result, Args extends readonly unknown[] = [], Name extends string = string> {
    readonly type: "update";
    readonly name: Name;
    /** For types alone. */
    readonly [args]?: Args;
    readonly [result]?: Result;
}
/** @throws `WORKFLOW_INVALID_OPTION` for a name that is no text, or empty. */
declare function defineSignal<Args extends readonly unknown[] = [], Name extends string = string>(name: Name): SignalDefinition<Args, Name>;
/** @throws `WORKFLOW_INVALID_OPTION` for a name that is no text, or empty. */
declare function defineQuery<Result, Args extends readonly unknown[] = [], Name extends string = string>(name: Name): QueryDefinition<Result, Args, Name>;
/** @throws `WORKFLOW_INVALID_OPTION` for a name that is no text, or empty. */
declare function defineUpdate<Result, Args extends readonly unknown[] = [], Name extends string = string>(name: Name): UpdateDefinition<Result, Args, Name>;

/** A workflow, as whoever calls it sees it: a function whose name is the workflow's type. */
type Workflow = (...args: never[]) => unknown;
/** Whether only a name is known, and so nothing of arguments and result. */
type Unknown<F extends Workflow> = Workflow extends F ? true : false;
/** The arguments of a function; any at all if only its name is known. */
type ArgsOf<F extends Workflow> = Unknown<F> extends true ? readonly unknown[] : Readonly<Parameters<F>>;
/** What a function gives in the end. */
type ResultOf<F extends Workflow> = Unknown<F> extends true ? unknown : Awaited<ReturnType<F>>;
/** The option `args`, which only functions that need no arguments leave out. */
type ArgsOption<F extends Workflow> = readonly [] extends ArgsOf<F> ? {
    readonly args?: ArgsOf<F>;
} : {
    readonly args: ArgsOf<F>;
};

/** What a start does if a workflow with this id has ended. Server's default `ALLOW_DUPLICATE`. */
type WorkflowIdReusePolicy = "ALLOW_DUPLICATE" | "ALLOW_DUPLICATE_FAILED_ONLY" | "REJECT_DUPLICATE";
/** What a start does if a workflow with this id runs. Server's default `FAIL`. */
type WorkflowIdConflictPolicy = "FAIL" | "USE_EXISTING" | "TERMINATE_EXISTING";
/** How a workflow is started, apart from its arguments. */
interface WorkflowStartSettings {
    /** Whose workers run it. There is no default. */
    readonly taskQueue: string;
    /** Default: a random UUID. */
    readonly id?: string;
    /** Default: a workflow that fails is not tried again. */
    readonly retryPolicy?: RetryPolicy;
    /** For the workflow with all its runs and retries. Default: none. */
    readonly executionTimeoutMs?: number;
    /** For one run. Default: none. */
    readonly runTimeoutMs?: number;
    /** For one task of a worker. Server's default 10,000. */
    readonly taskTimeoutMs?: number;
    /** Values that lists and descriptions show. */
    readonly memo?: Readonly<Record<string, unknown>>;
    /** Values that lists and counts look for. */
    readonly searchAttributes?: SearchAttributeList;
    /** Start again at these times, each after the run before has ended. Schedules can do more. */
    readonly cronSchedule?: string;
    readonly idReusePolicy?: WorkflowIdReusePolicy;
    readonly idConflictPolicy?: WorkflowIdConflictPolicy;
    /** How long the first task waits; a signal ends the wait. Not together with `cronSchedule`. */
    readonly startDelayMs?: number;
    /** One line of Markdown for people who look at lists. */
    readonly summary?: string;
    /** Markdown for people who look at the workflow. */
    readonly details?: string;
    readonly priority?: Priority;
}
/** How {@link Client.startWorkflow} starts a workflow. */
type StartWorkflowOptions<W extends Workflow = Workflow, SignalArgs extends readonly unknown[] = readonly unknown[]> = WorkflowStartSettings & ArgsOption<W> & {
    /** Sent to the workflow as it starts, or to the one that runs already. */
    readonly startSignal?: string | SignalDefinition<SignalArgs>;
    readonly startSignalArgs?: SignalArgs;
};

declare const overlaps: readonly ["SKIP", "BUFFER_ONE", "BUFFER_ALL", "CANCEL_OTHER", "TERMINATE_OTHER", "ALLOW_ALL"];
/** What a schedule does if the workflow that it started before still runs. Server's default `SKIP`. */
type ScheduleOverlapPolicy = (typeof overlaps)[number];
/** The workflow that a schedule starts. */
type ScheduleAction<W extends Workflow = Workflow> = ArgsOption<W> & Pick<WorkflowStartSettings, "taskQueue" | "retryPolicy" | "executionTimeoutMs" | "runTimeoutMs" | "taskTimeoutMs" | "memo" | "searchAttributes" | "summary" | "details" | "priority"> & {
    readonly type: "startWorkflow";
    /** The workflow, or its name. */
    readonly workflowType: string | W;
    /** The time is added to it. Default: `<schedule id>-workflow`. */
    readonly workflowId?: string;
    /** What interceptors added when the schedule was made. */
    readonly header?: CallHeader;
};
interface SchedulePolicies {
    readonly overlap?: ScheduleOverlapPolicy;
    /** How late an action may be, after the server was down. Server's default a year. */
    readonly catchupWindowMs?: number;
    /** Whether a workflow that fails pauses the schedule. Default `false`. */
    readonly pauseOnFailure?: boolean;
}
interface ScheduleState {
    /** Default `false`. */
    readonly paused?: boolean;
    /** For people. */
    readonly note?: string;
    /** How many actions are left; after them the schedule does nothing. Default: no limit. */
    readonly remainingActions?: number;
}
/** Actions as if a time in the past, or to come, were now. */
interface ScheduleBackfill {
    /** Excluded. */
    readonly start: Date;
    /** Included. */
    readonly end: Date;
    readonly overlap?: ScheduleOverlapPolicy;
}
/** What a schedule is. */
interface ScheduleOptions<W extends Workflow = Workflow> {
    readonly spec: ScheduleSpec;
    readonly action: ScheduleAction<W>;
    readonly policies?: SchedulePolicies;
    readonly state?: ScheduleState;
    /** Of the schedule, not of its workflows. */
    readonly searchAttributes?: SearchAttributeList;
}
/** How {@link Client.createSchedule} makes a schedule. */
interface CreateScheduleOptions<W extends Workflow = Workflow> extends ScheduleOptions<W> {
    /** Of the schedule, not of its workflows. */
    readonly memo?: Readonly<Record<string, unknown>>;
    /** Act once at once. Default `false`. */
    readonly triggerImmediately?: boolean;
    readonly backfill?: readonly ScheduleBackfill[];
}

/** What a start does if a standalone activity with this id has ended. Server's default `ALLOW_DUPLICATE`. */
type ActivityIdReusePolicy = "ALLOW_DUPLICATE" | "ALLOW_DUPLICATE_FAILED_ONLY" | "REJECT_DUPLICATE";
/** What a start does if a standalone activity with this id runs. Server's default `FAIL`. */
type ActivityIdConflictPolicy = "FAIL" | "USE_EXISTING";
/**
 * How a standalone activity is started, apart from its arguments. `startToCloseTimeoutMs` or `scheduleToCloseTimeoutMs`
 * must be given: without them nobody would notice a worker that died.
 */
interface ActivityStartSettings {
    /** Whose workers run it. There is no default. */
    readonly taskQueue: string;
    /** Default: a random UUID. */
    readonly id?: string;
    /** For one attempt, from its start on a worker. Default: `scheduleToCloseTimeoutMs`. */
    readonly startToCloseTimeoutMs?: number;
    /** For all attempts together. Default: none. */
    readonly scheduleToCloseTimeoutMs?: number;
    /** How long an attempt may wait for a worker. Default: `scheduleToCloseTimeoutMs`. */
    readonly scheduleToStartTimeoutMs?: number;
    /** How long a worker may be silent about an attempt. Default: the activity need not tell that it lives. */
    readonly heartbeatTimeoutMs?: number;
    /** Default: that of the server, which tries again without end, at intervals from one second up. */
    readonly retryPolicy?: RetryPolicy;
    readonly idReusePolicy?: ActivityIdReusePolicy;
    readonly idConflictPolicy?: ActivityIdConflictPolicy;
    /** How long the first attempt waits. Default 0. */
    readonly startDelayMs?: number;
    /** Values that lists and counts look for. */
    readonly searchAttributes?: SearchAttributeList;
    /** One line of Markdown for people who look at lists. */
    readonly summary?: string;
    /** Markdown for people who look at the activity. */
    readonly details?: string;
    readonly priority?: Priority;
}
/** How {@link Client.startActivity} starts a standalone activity. */
type StartActivityOptions<F extends ActivityFunction = ActivityFunction> = ActivityStartSettings & ArgsOption<F>;

/** What goes with a call beside its arguments, such as the trace that it belongs to. Codecs see the payloads. */
type CallHeader = Readonly<Record<string, Payload>>;
/** One run of a workflow, or its latest. */
interface WorkflowRef {
    readonly workflowId: string;
    /** Default: the latest run. */
    readonly runId?: string | undefined;
}
/** The same, for calls that must reach no later workflow with the same id. */
interface WorkflowChainRef extends WorkflowRef {
    /** The first of the runs that the call may reach. */
    readonly firstExecutionRunId?: string | undefined;
}
interface StartWorkflowInput {
    readonly workflowType: string;
    readonly args: readonly unknown[];
    readonly options: WorkflowStartSettings & {
        readonly id: string;
    };
    readonly header: CallHeader;
}
interface SignalWithStartInput extends StartWorkflowInput {
    readonly signalName: string;
    readonly signalArgs: readonly unknown[];
}
interface StartWorkflowOutput {
    readonly runId: string;
    readonly firstExecutionRunId: string | undefined;
}
interface SignalWorkflowInput extends WorkflowRef {
    readonly signalName: string;
    readonly args: readonly unknown[];
    readonly header: CallHeader;
}
/** In which states of a workflow the server refuses a query; `NONE` never does. */
type QueryRejectCondition = "NONE" | "NOT_OPEN" | "NOT_COMPLETED_CLEANLY";
interface QueryWorkflowInput extends WorkflowRef {
    readonly queryType: string;
    readonly args: readonly unknown[];
    readonly rejectCondition: QueryRejectCondition | undefined;
    readonly header: CallHeader;
}
interface CancelWorkflowInput extends WorkflowChainRef {
    readonly reason: string;
}
interface TerminateWorkflowInput extends WorkflowChainRef {
    readonly reason: string;
    readonly details: readonly unknown[];
}
/** How far an update must have come for its start to return. */
type UpdateStage = "ACCEPTED" | "COMPLETED";
interface StartUpdateInput extends WorkflowChainRef {
    readonly updateName: string;
    readonly updateId: string;
    readonly args: readonly unknown[];
    readonly waitForStage: UpdateStage;
    readonly header: CallHeader;
}
interface StartUpdateWithStartInput {
    readonly start: StartWorkflowInput;
    readonly update: Omit<StartUpdateInput, keyof WorkflowChainRef>;
}
/** How an update ended. */
type UpdateOutcome = {
    readonly type: "result";
    readonly value: unknown;
} | {
    readonly type: "failure";
    readonly error: Error;
};
interface StartUpdateOutput {
    readonly workflowRunId: string | undefined;
    /** Undefined while it runs. */
    readonly outcome: UpdateOutcome | undefined;
}
interface StartActivityInput {
    readonly activityType: string;
    readonly args: readonly unknown[];
    readonly options: ActivityStartSettings & {
        readonly id: string;
    };
    readonly header: CallHeader;
}
/** One run of a standalone activity, or its latest. */
interface ActivityRef {
    readonly activityId: string;
    readonly runId?: string | undefined;
}
interface ActivityResultInput extends ActivityRef {
    readonly signal: AbortSignal | undefined;
}
interface EndActivityInput extends ActivityRef {
    readonly reason: string;
}
interface CreateScheduleInput {
    readonly scheduleId: string;
    readonly options: CreateScheduleOptions;
    /** Goes with each workflow that the schedule starts. */
    readonly header: CallHeader;
}
/** The calls of a client that interceptors see, by name. */
interface ClientCalls {
    startWorkflow: {
        input: StartWorkflowInput;
        output: StartWorkflowOutput;
    };
    signalWithStart: {
        input: SignalWithStartInput;
        output: StartWorkflowOutput;
    };
    signalWorkflow: {
        input: SignalWorkflowInput;
        output: void;
    };
    queryWorkflow: {
        input: QueryWorkflowInput;
        output: unknown;
    };
    cancelWorkflow: {
        input: CancelWorkflowInput;
        output: void;
    };
    terminateWorkflow: {
        input: TerminateWorkflowInput;
        output: void;
    };
    describeWorkflow: {
        input: WorkflowRef;
        output: WorkflowExecution;
    };
    startUpdate: {
        input: StartUpdateInput;
        output: StartUpdateOutput;
    };
    startUpdateWithStart: {
        input: StartUpdateWithStartInput;
        output: StartUpdateOutput;
    };
    startActivity: {
        input: StartActivityInput;
        output: {
            readonly runId: string;
        };
    };
    getActivityResult: {
        input: ActivityResultInput;
        output: unknown;
    };
    describeActivity: {
        input: ActivityRef;
        output: ActivityExecution;
    };
    cancelActivity: {
        input: EndActivityInput;
        output: void;
    };
    terminateActivity: {
        input: EndActivityInput;
        output: void;
    };
    createSchedule: {
        input: CreateScheduleInput;
        output: void;
    };
}
/** Goes on with the call: to the next interceptor, and after the last to the server. */
type Next<Call extends keyof ClientCalls> = (input: ClientCalls[Call]["input"]) => Promise<ClientCalls[Call]["output"]>;
/**
 * Sees calls before they are made, and their results; each method that it has stands around the call of that name. Of
 * several the first is the outermost.
 */
type ClientInterceptor = {
    readonly [Call in keyof ClientCalls]?: (input: ClientCalls[Call]["input"], next: Next<Call>) => Promise<ClientCalls[Call]["output"]>;
};

/** What the parts of a client share. */
interface ClientCore {
    readonly connection: Connection;
    readonly namespace: string;
    readonly dataConverter: DataConverter;
    /** The first is the outermost. */
    readonly interceptors: readonly ClientInterceptor[];
    readonly queryRejectCondition: QueryRejectCondition | undefined;
}

interface UpdateRef {
    readonly workflowId: string;
    readonly workflowRunId: string | undefined;
    readonly updateId: string;
}

/** What waits take. */
interface ResultWaitOptions {
    /** Aborting it ends the wait, and nothing else. */
    readonly signal?: AbortSignal | undefined;
}
/** An update that was sent to a workflow. */
declare class WorkflowUpdateHandle<Result = unknown> {
    #private;
    readonly workflowId: string;
    /** The run that took it; undefined where that is not known. */
    readonly workflowRunId: string | undefined;
    readonly updateId: string;
    /** @internal Handles come from a client. */
    constructor(core: ClientCore, ref: UpdateRef, known: UpdateOutcome | undefined);
    /**
     * What the update gave. Asks the server, unless it told already.
     *
     * @throws {@link WorkflowUpdateFailedError}; `WorkflowNotFoundError`
     */
    result(options?: ResultWaitOptions): Promise<Result>;
}

/**
 * A standalone activity, one that no workflow runs, which there is or may be: making a handle asks nobody. Methods
 * throw `ActivityNotFoundError` if there is none.
 */
declare class ActivityHandle<F extends ActivityFunction = ActivityFunction> {
    #private;
    readonly activityId: string;
    /** The run that calls go to; undefined for the latest. */
    readonly runId: string | undefined;
    /** @internal Handles come from a client. */
    constructor(core: ClientCore, ref: ActivityRef);
    /**
     * Waits for the end of the activity with all its attempts. Asks the server each time that it is called.
     *
     * @throws `ActivityExecutionFailedError` if it ended otherwise than by a result
     */
    result(options?: ResultWaitOptions): Promise<ResultOf<F>>;
    describe(): Promise<ActivityExecution>;
    /** Asks the activity to end; it hears of it with its next heartbeat, and may take its time. */
    cancel(options?: {
        readonly reason?: string;
    }): Promise<void>;
    /** Ends the activity without asking it. */
    terminate(options?: {
        readonly reason?: string;
    }): Promise<void>;
}

/** The activity: by the token of its task, or by ids. */
type AsyncActivityRef = {
    readonly taskToken: Uint8Array;
} | {
    readonly activityId: string;
    readonly workflowId?: string;
    readonly runId?: string;
};

/**
 * An activity that ended on its worker with `CompleteAsyncError`, and is now carried on from elsewhere. Methods throw
 * `ActivityNotFoundError` if it has ended already.
 */
declare class AsyncActivityHandle {
    #private;
    /** @internal Handles come from a client. */
    constructor(core: ClientCore, ref: AsyncActivityRef);
    /** The activity has done its work. */
    complete(result?: unknown): Promise<void>;
    /** The activity has failed; whether it is tried again is for its retry policy and the error to say. */
    fail(error: unknown): Promise<void>;
    /** The activity has ended because it was to be cancelled. */
    reportCancellation(...details: readonly unknown[]): Promise<void>;
    /**
     * The activity lives.
     *
     * @throws `ActivityCancelledError`, `ActivityResetError`, `ActivityPausedError` if it is to stop
     */
    heartbeat(...details: readonly unknown[]): Promise<void>;
}

/** How a client reaches its server, and what it does with values. */
interface ClientOptions extends ConnectionOptions {
    /** Default `default`. */
    readonly namespace?: string;
    /** Default `DataConverter.default`. */
    readonly dataConverter?: DataConverter | DataConverterOptions;
    /** The first is the outermost. Default: none. */
    readonly interceptors?: readonly ClientInterceptor[];
    /** In which states workflows are not queried. Default `NONE`: in no state. */
    readonly queryRejectCondition?: QueryRejectCondition;
}

/** What a list shows. */
interface ListOptions {
    /** In Temporal's list filter language: `WorkflowType = 'order' AND ExecutionStatus = 'Running'`. Default: all. */
    readonly query?: string;
    /** How many entries a call asks for; the next page is asked for when its first entry is wanted. Default 1000. */
    readonly pageSize?: number;
    /** Aborting it ends the list with an error. */
    readonly signal?: AbortSignal | undefined;
}
/** What a count counts. */
interface CountOptions {
    /** As with lists; it may end with `GROUP BY` and an attribute. Default: all. */
    readonly query?: string;
}
interface CountGroup {
    readonly values: readonly unknown[];
    readonly count: number;
}
interface CountResult {
    readonly count: number;
    /** Empty without `GROUP BY`. */
    readonly groups: readonly CountGroup[];
}

/** A workflow that a schedule started. */
interface ScheduleActionResult {
    /** When it was due. */
    readonly scheduledAt: Date;
    /** When it was started: later by jitter, buffering and load. */
    readonly takenAt: Date;
    readonly workflowId: string;
    readonly firstExecutionRunId: string;
}
/** What lists tell of a schedule. */
interface ScheduleSummary {
    readonly scheduleId: string;
    /** Undefined where the server's list does not tell it. */
    readonly spec: ScheduleSpec | undefined;
    readonly workflowType: string | undefined;
    readonly paused: boolean;
    readonly note: string;
    readonly memo: Readonly<Record<string, unknown>>;
    readonly searchAttributes: TypedSearchAttributes;
    readonly recentActions: readonly ScheduleActionResult[];
    readonly nextActionTimes: readonly Date[];
}
/**
 * What `describe()` tells of a schedule. `spec`, `action`, `policies` and `state` are in the form that updates take;
 * calendars, also those of cron expressions, have all their parts as ranges.
 */
interface ScheduleDescription {
    readonly scheduleId: string;
    readonly spec: ScheduleSpec;
    readonly action: Omit<ScheduleAction, "workflowType"> & {
        readonly workflowType: string;
    };
    readonly policies: SchedulePolicies;
    readonly state: ScheduleState & {
        readonly paused: boolean;
    };
    readonly memo: Readonly<Record<string, unknown>>;
    readonly searchAttributes: TypedSearchAttributes;
    readonly info: {
        readonly actionCount: number;
        readonly missedCatchupWindow: number;
        readonly skippedByOverlap: number;
        readonly runningWorkflows: readonly {
            readonly workflowId: string;
            readonly runId: string;
        }[];
        readonly recentActions: readonly ScheduleActionResult[];
        readonly nextActionTimes: readonly Date[];
        readonly createdAt: Date | undefined;
        readonly lastUpdatedAt: Date | undefined;
    };
}

/**
 * A schedule that there is, or may be: making a handle asks nobody. Methods throw `ScheduleNotFoundError` if there is
 * none.
 */
declare class ScheduleHandle {
    #private;
    readonly scheduleId: string;
    /** @internal Handles come from a client. */
    constructor(core: ClientCore, scheduleId: string);
    describe(): Promise<ScheduleDescription>;
    /**
     * Replaces what the schedule is by what `change` makes of it: what `change` leaves out is gone.
     *
     * @throws `FailedPreconditionError` if another caller changed the schedule meanwhile
     */
    update(change: (current: ScheduleDescription) => ScheduleOptions | Promise<ScheduleOptions>): Promise<void>;
    /** The workflows that it started go on. */
    delete(): Promise<void>;
    /** Acts once, now. */
    trigger(options?: {
        readonly overlap?: ScheduleOverlapPolicy;
    }): Promise<void>;
    /** Acts as if times in the past, or to come, were now. */
    backfill(backfills: readonly ScheduleBackfill[]): Promise<void>;
    /** Acts no more until it is unpaused. Default of `note`: `paused`. */
    pause(options?: {
        readonly note?: string;
    }): Promise<void>;
    /** Default of `note`: `unpaused`. */
    unpause(options?: {
        readonly note?: string;
    }): Promise<void>;
}

/** One event, in the JSON that Temporal's tools write: `eventId`, `eventTime`, `eventType`, and its attributes. */
interface HistoryEventJson {
    /** From 1; a number as text, as JSON of protobuf has 64 bits. */
    readonly eventId: string;
    readonly eventTime: string;
    /** `EVENT_TYPE_WORKFLOW_EXECUTION_STARTED` … */
    readonly eventType: string;
    readonly [attributes: string]: unknown;
}
/** All that happened to one run of a workflow. `JSON.stringify` writes what replayers and Temporal's tools read. */
interface WorkflowHistory {
    readonly workflowId: string;
    readonly events: readonly HistoryEventJson[];
}

interface WorkflowResultOptions extends ResultWaitOptions {
    /** Whether runs that go on as others lead to the result of the last. Default `true`. */
    readonly followRuns?: boolean;
}
interface TerminateOptions {
    /** Default: empty. */
    readonly reason?: string;
    /** Values for the history. Default: none. */
    readonly details?: readonly unknown[];
}
/** How an update is sent. */
interface UpdateOptions<Args extends readonly unknown[] = readonly unknown[]> {
    /** Default: none. */
    readonly args?: Args;
    /** Sent twice, an update with the same id is carried out once. Default: a random UUID. */
    readonly updateId?: string;
}
interface StartUpdateOptions<Args extends readonly unknown[] = readonly unknown[]> extends UpdateOptions<Args> {
    /** How far the update must have come. Default `ACCEPTED`. */
    readonly waitForStage?: UpdateStage;
}
/** Which runs a handle is about. */
interface WorkflowHandleRef {
    readonly workflowId: string;
    readonly runId?: string | undefined;
    readonly firstExecutionRunId?: string | undefined;
    /** The run whose result is waited for, where calls go to the latest. */
    readonly resultRunId?: string | undefined;
}
/**
 * A workflow that there is, or may be: making a handle asks nobody. Methods throw `WorkflowNotFoundError` if there is
 * none, and whatever else the service answers as its typed errors.
 */
declare class WorkflowHandle<W extends Workflow = Workflow> {
    #private;
    readonly workflowId: string;
    /** The run that all calls go to; undefined for the latest. */
    readonly runId: string | undefined;
    /** The first of the runs that `cancel` and `terminate` may reach; undefined where that is not known. */
    readonly firstExecutionRunId: string | undefined;
    /** The run that `result` waits for first: the one that was started, or `runId`; undefined for the latest. */
    readonly resultRunId: string | undefined;
    /** @internal Handles come from a client. */
    constructor(core: ClientCore, ref: WorkflowHandleRef);
    /**
     * Waits for the end of the workflow. Asks the server each time that it is called.
     *
     * @throws `WorkflowFailedError` if it ended otherwise than by a result; `WorkflowContinuedAsNewError`
     */
    result(options?: WorkflowResultOptions): Promise<ResultOf<W>>;
    /** Asks the workflow to end; it may take its time, or refuse. */
    cancel(options?: {
        readonly reason?: string;
    }): Promise<void>;
    /** Ends the workflow without asking it. */
    terminate(options?: TerminateOptions): Promise<void>;
    describe(): Promise<WorkflowExecution>;
    /**
     * Asks the workflow something, which changes nothing.
     *
     * @throws `QueryFailedError` with what the workflow threw, `QueryRejectedError`
     */
    query<Result = unknown, Args extends readonly unknown[] = readonly unknown[]>(query: string | QueryDefinition<Result, Args>, ...args: Args): Promise<Result>;
    /** Tells the workflow something. Resolves when the server has it. */
    signal<Args extends readonly unknown[] = readonly unknown[]>(signal: string | SignalDefinition<Args>, ...args: Args): Promise<void>;
    /**
     * Sends an update, and waits until the workflow has accepted it, or has carried it out.
     *
     * @throws `WorkflowUpdateFailedError` from `result()` of the handle if the workflow refuses it
     */
    startUpdate<Result = unknown, Args extends readonly unknown[] = readonly unknown[]>(update: string | UpdateDefinition<Result, Args>, options?: StartUpdateOptions<Args>): Promise<WorkflowUpdateHandle<Result>>;
    /**
     * Sends an update, and gives its result.
     *
     * @throws `WorkflowUpdateFailedError`
     */
    executeUpdate<Result = unknown, Args extends readonly unknown[] = readonly unknown[]>(update: string | UpdateDefinition<Result, Args>, options?: UpdateOptions<Args>): Promise<Result>;
    /** An update that was sent before. Asks nobody whether there is one. */
    getUpdateHandle<Result = unknown>(updateId: string): WorkflowUpdateHandle<Result>;
    /** All events so far. */
    fetchHistory(): Promise<WorkflowHistory>;
}

/** An update together with the start of its workflow. */
interface UpdateWithStart<W extends Workflow> {
    /** The workflow, or its name. */
    readonly workflow: string | W;
    /** How to start it. `idConflictPolicy` says what becomes of one that runs, and must be given. */
    readonly start: Omit<StartWorkflowOptions<W>, "startSignal" | "startSignalArgs"> & {
        readonly idConflictPolicy: "FAIL" | "USE_EXISTING";
    };
}
/**
 * A client of a Temporal server. Connect it with {@link Client.connect}, or make one that connects at its first call;
 * who makes it closes it: `await using client = await Client.connect("localhost:7233")`.
 *
 * Calls throw the services' errors as `RpcError` and its classes, after the retries of transient ones.
 */
declare class Client implements AsyncDisposable {
    #private;
    /** The namespace that all calls are about. */
    readonly namespace: string;
    readonly dataConverter: DataConverter;
    /** @internal For workers. */
    readonly connection: Connection;
    /**
     * @param target as {@link Client.connect} takes it; or the connection of another client, which both then share: closing
     * one of them closes it, and options of connections are of no effect.
     * @throws `WORKFLOW_INVALID_ADDRESS`, `WORKFLOW_INVALID_OPTION`, `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`
     */
    constructor(target: Target | Connection, options?: ClientOptions);
    /**
     * A client whose server has answered.
     *
     * @param target `host:port`, by default with port 7233, or a server of this process.
     * @throws `WORKFLOW_CONNECT_FAILED`, and what the constructor throws.
     */
    static connect(target: Target, options?: ClientOptions): Promise<Client>;
    /** Ends the connection, and calls that are under way. Calling it again is harmless. */
    close(): Promise<void>;
    [Symbol.asyncDispose](): Promise<void>;
    /** Every call of Temporal's WorkflowService, with its own messages. `namespace` is to be given in each. */
    get service(): WorkflowService;
    get operatorService(): OperatorService;
    /** Only test servers have it. */
    get testService(): TestService;
    get healthService(): HealthService;
    /**
     * Starts a workflow; with `startSignal` it is signalled as it starts, or the one that runs already is.
     *
     * @param workflow its function, of which only the name is used, or its type name.
     * @throws `WorkflowAlreadyStartedError`
     */
    startWorkflow<W extends Workflow = Workflow, SignalArgs extends readonly unknown[] = readonly unknown[]>(workflow: string | W, options: StartWorkflowOptions<W, SignalArgs>): Promise<WorkflowHandle<W>>;
    /**
     * Starts a workflow and gives its result.
     *
     * @throws `WorkflowFailedError`, `WorkflowAlreadyStartedError`
     */
    executeWorkflow<W extends Workflow = Workflow, SignalArgs extends readonly unknown[] = readonly unknown[]>(workflow: string | W, options: StartWorkflowOptions<W, SignalArgs>): Promise<ResultOf<W>>;
    /**
     * A workflow by its id. Asks nobody whether there is one.
     *
     * @param options `runId` for one run alone; `firstExecutionRunId` so that `cancel` and `terminate` reach no later
     * workflow of the same id.
     */
    getWorkflowHandle<W extends Workflow = Workflow>(workflowId: string, options?: {
        readonly runId?: string;
        readonly firstExecutionRunId?: string;
    }): WorkflowHandle<W>;
    /**
     * Sends an update to a workflow, and starts the workflow if it does not run. Resolves when the update was accepted, or
     * has ended.
     */
    startUpdateWithStart<W extends Workflow, Result = unknown, Args extends readonly unknown[] = readonly unknown[]>(update: string | UpdateDefinition<Result, Args>, options: StartUpdateOptions<Args> & UpdateWithStart<W>): Promise<WorkflowUpdateHandle<Result>>;
    /**
     * The same, and gives the result of the update.
     *
     * @throws `WorkflowUpdateFailedError`
     */
    executeUpdateWithStart<W extends Workflow, Result = unknown, Args extends readonly unknown[] = readonly unknown[]>(update: string | UpdateDefinition<Result, Args>, options: UpdateOptions<Args> & UpdateWithStart<W>): Promise<Result>;
    /** Runs of workflows, the latest first; asks for a page when its first entry is wanted. */
    listWorkflows(options?: ListOptions): AsyncIterable<WorkflowExecutionInfo>;
    /** Counts runs of workflows. */
    countWorkflows(options?: CountOptions): Promise<CountResult>;
    /**
     * Starts an activity that no workflow runs: a durable job that is tried again until it is done.
     *
     * @param activity its function, of which only the name is used, or its type name.
     * @throws `ActivityAlreadyStartedError`
     */
    startActivity<F extends ActivityFunction = ActivityFunction>(activity: string | F, options: StartActivityOptions<F>): Promise<ActivityHandle<F>>;
    /**
     * Starts a standalone activity and gives its result.
     *
     * @throws `ActivityExecutionFailedError`, `ActivityAlreadyStartedError`
     */
    executeActivity<F extends ActivityFunction = ActivityFunction>(activity: string | F, options: StartActivityOptions<F>): Promise<ResultOf<F>>;
    /** A standalone activity by its id. Asks nobody whether there is one. */
    getActivityHandle<F extends ActivityFunction = ActivityFunction>(activityId: string, options?: {
        readonly runId?: string;
    }): ActivityHandle<F>;
    /** Standalone activities, the latest first; asks for a page when its first entry is wanted. */
    listActivities(options?: ListOptions): AsyncIterable<ActivityExecutionInfo>;
    /** Counts standalone activities. */
    countActivities(options?: CountOptions): Promise<CountResult>;
    /** An activity that another process than a worker carries on: by the token of its task, or by ids. */
    getAsyncActivityHandle(ref: AsyncActivityRef): AsyncActivityHandle;
    /**
     * Makes a schedule, which starts a workflow at given times.
     *
     * @throws `ScheduleAlreadyExistsError`
     */
    createSchedule<W extends Workflow = Workflow>(scheduleId: string, options: CreateScheduleOptions<W>): Promise<ScheduleHandle>;
    /** A schedule by its id. Asks nobody whether there is one. */
    getScheduleHandle(scheduleId: string): ScheduleHandle;
    /** Schedules; asks for a page when its first entry is wanted. */
    listSchedules(options?: ListOptions): AsyncIterable<ScheduleSummary>;
    /** Calls that `fn` makes must have ended at `deadline`. A number is milliseconds since 1970. */
    withDeadline<T>(deadline: number | Date, fn: () => T): T;
    /** Aborting the signal cancels the calls that `fn` makes. */
    withAbortSignal<T>(signal: AbortSignal, fn: () => T): T;
    /** Calls that `fn` makes carry these headers too. */
    withMetadata<T>(metadata: Readonly<Record<string, string>>, fn: () => T): T;
    /** Calls that `fn` makes are authorised by this key. */
    withApiKey<T>(apiKey: string, fn: () => T): T;
    /** Calls are authorised by this key from now on: for keys that change. Switches no TLS on. */
    setApiKey(apiKey: ApiKey): void;
}

/** A workflow ended without a result. `cause` says how: what it threw, that it was cancelled, terminated, too slow. */
declare class WorkflowFailedError extends WorkflowSdkError {
    readonly workflowId: string;
    /** Why it was not tried again; undefined where the server does not say. */
    readonly retryState: RetryState | undefined;
    readonly cause: Error;
    constructor(what: string, workflowId: string, cause: Error, retryState?: RetryState);
}
/** A run ended by going on as another one, and its caller asked for the result of this run alone. */
declare class WorkflowContinuedAsNewError extends WorkflowSdkError {
    readonly newExecutionRunId: string;
    constructor(workflowId: string, newExecutionRunId: string);
}
/** An update was refused by the workflow, or failed in it; `cause` says why. */
declare class WorkflowUpdateFailedError extends WorkflowSdkError {
    readonly updateId: string;
    readonly cause: Error;
    constructor(workflowId: string, updateId: string, cause: Error);
}
/** The workflow is in a state in which its caller wanted no answer. */
declare class QueryRejectedError extends WorkflowSdkError {
    readonly status: WorkflowStatus | "UNKNOWN";
    constructor(workflowId: string, status: WorkflowStatus | "UNKNOWN");
}
/** A standalone activity ended without a result; `cause` says how. */
declare class ActivityExecutionFailedError extends WorkflowSdkError {
    readonly activityId: string;
    readonly runId: string;
    readonly retryState: RetryState | undefined;
    readonly cause: Error;
    constructor(ref: {
        readonly activityId: string;
        readonly runId: string;
    }, cause: Error, retryState?: RetryState);
}
/** The answer to a heartbeat from outside: the activity is to be cancelled. */
declare class ActivityCancelledError extends WorkflowSdkError {
    constructor();
}
/** The answer to a heartbeat from outside: the activity was paused. */
declare class ActivityPausedError extends WorkflowSdkError {
    constructor();
}
/** The answer to a heartbeat from outside: the activity begins again from its first attempt. */
declare class ActivityResetError extends WorkflowSdkError {
    constructor();
}

/** Where {@link loadClientConfig} looks. */
interface LoadClientConfigOptions {
    /** Default: the variable `TEMPORAL_PROFILE`, else `default`. */
    readonly profile?: string;
    /**
     * A `temporal.toml`. Default: the variable `TEMPORAL_CONFIG_FILE`, else `temporalio/temporal.toml` where the system
     * keeps settings: `~/.config`, `~/Library/Application Support` or `%AppData%`. A default that is not there is none.
     */
    readonly configFile?: string;
    /** Whether keys of the file that nobody knows are errors. Default `false`. */
    readonly strict?: boolean;
    /** Leave files out. Default `false`. */
    readonly disableFile?: boolean;
    /** Leave variables out. Default `false`. */
    readonly disableEnv?: boolean;
}
/** What `Client.connect` takes. */
interface ClientConfig {
    readonly address: string;
    readonly options: Pick<ClientOptions, "namespace" | "apiKey" | "tls" | "metadata">;
}
/**
 * What the environment says of a client, as all Temporal SDKs and the command line read it: a profile of a
 * `temporal.toml`, and the variables `TEMPORAL_ADDRESS`, `TEMPORAL_NAMESPACE`, `TEMPORAL_API_KEY`, `TEMPORAL_TLS…` and
 * `TEMPORAL_GRPC_META_…` in place of what the profile has.
 *
 * @throws `WORKFLOW_INVALID_CONFIG`, `PROTOCOL_UNKNOWN_OPTION`
 */
declare function loadClientConfig(options?: LoadClientConfigOptions): Promise<ClientConfig>;

export { AbortedError, Activities, ActivityAlreadyStartedError, ActivityCancelledError, ActivityExecutionFailedError, ActivityFailure, ActivityFunction, ActivityHandle, ActivityInterceptorFactory, ActivityNotFoundError, ActivityPausedError, ActivityResetError, AlreadyExistsError, ApplicationFailure, AsyncActivityHandle, CanceledError, CancellationAlreadyRequestedError, CancelledFailure, ChildWorkflowFailure, Client, ClientVersionNotSupportedError, DataConverter, DataLossError, DeadlineExceededError, DefaultFailureConverter, FailedPreconditionError, InternalError, InvalidArgumentError, MultiOperationExecutionError, NamespaceAlreadyExistsError, NamespaceInvalidStateError, NamespaceNotActiveError, NamespaceNotFoundError, NamespaceUnavailableError, NewerBuildExistsError, NexusHandlerFailure, NexusOperationAlreadyStartedError, NexusOperationFailure, NotFoundError, OutOfRangeError, PermissionDeniedError, Priority, QueryFailedError, QueryRejectedError, RawValue, ResourceExhaustedError, RetryPolicy, RpcError, ScheduleAlreadyExistsError, ScheduleHandle, ScheduleNotFoundError, SearchAttributeType, ServerFailure, ServerVersionNotSupportedError, SystemWorkflowError, Target, TemporalFailure, TerminatedFailure, TimeoutFailure, TypedSearchAttributes, UnauthenticatedError, UnavailableError, UnimplementedError, UnknownError, Worker, WorkflowAlreadyStartedError, WorkflowContinuedAsNewError, WorkflowFailedError, WorkflowHandle, WorkflowNotFoundError, WorkflowNotReadyError, WorkflowSdkError, WorkflowTaskCompletionBufferLostError, WorkflowUpdateFailedError, WorkflowUpdateHandle, connectionDefaults, createThreadExecutor, defineQuery, defineSearchAttributeKey, defineSignal, defineUpdate, loadClientConfig, rpcErrors, workerDefaults };
export type { ActivityAlreadyStartedFields, ActivityCall, ActivityExecution, ActivityExecutionInfo, ActivityExecutor, ActivityFailureOptions, ActivityIdConflictPolicy, ActivityIdReusePolicy, ActivityNotFoundFields, ActivityRef, ActivityResultInput, ActivitySerializationContext, ActivityStartSettings, ActivityStatus, ApiKey, ApplicationFailureCategory, ApplicationFailureOptions, ArgsOf, ArgsOption, AsyncActivityRef, CalendarField, CalendarSpec, CallHeader, CancelWorkflowInput, CancelledFailureOptions, ChildWorkflowFailureOptions, ClientCalls, ClientConfig, ClientInterceptor, ClientOptions, ClientVersionNotSupportedFields, Connection, ConnectionOptions, CountGroup, CountOptions, CountResult, CreateScheduleInput, CreateScheduleOptions, DataConverterOptions, DayOfWeek, DefaultFailureConverterOptions, EndActivityInput, FailureConverter, FailureOptions, GrpcStatus, HealthService, HistoryEventJson, IntervalSpec, ListOptions, LoadClientConfigOptions, Month, NamespaceInvalidStateFields, NamespaceNotActiveFields, NamespaceState, Next, NexusHandlerFailureOptions, NexusOperationAlreadyStartedFields, NexusOperationFailureOptions, OperationOutcome, OperatorService, PendingActivity, PendingChild, ProtoFailure, QueryDefinition, QueryRejectCondition, QueryWorkflowInput, ResourceExhaustedFields, ResourceExhaustedReason, ResultOf, ResultWaitOptions, RetryState, RpcAnswer, RpcErrorCode, RpcFields, ScheduleAction, ScheduleActionResult, ScheduleBackfill, ScheduleDescription, ScheduleOptions, ScheduleOverlapPolicy, SchedulePolicies, ScheduleRange, ScheduleSpec, ScheduleState, ScheduleSummary, SearchAttributeKey, SearchAttributeList, SearchAttributePair, SearchAttributeTypes, SearchAttributeUpdatePair, SerializationContext, ServerCapabilities, ServerFailureOptions, ServerVersionNotSupportedFields, SignalDefinition, SignalWithStartInput, SignalWorkflowInput, StartActivityInput, StartActivityOptions, StartUpdateInput, StartUpdateOptions, StartUpdateOutput, StartUpdateWithStartInput, StartWorkflowInput, StartWorkflowOptions, StartWorkflowOutput, SystemWorkflowFields, TerminateOptions, TerminateWorkflowInput, TestService, ThreadExecutor, ThreadExecutorOptions, TimeoutFailureOptions, TimeoutType, UpdateDefinition, UpdateOptions, UpdateOutcome, UpdateStage, UpdateWithStart, WorkerClient, WorkerOptions, Workflow, WorkflowAlreadyStartedFields, WorkflowChainRef, WorkflowExecution, WorkflowExecutionInfo, WorkflowHistory, WorkflowIdConflictPolicy, WorkflowIdReusePolicy, WorkflowNotFoundFields, WorkflowRef, WorkflowResultOptions, WorkflowSerializationContext, WorkflowService, WorkflowStartSettings, WorkflowStatus };

// server.d.ts

import { Transport } from '@connectrpc/connect';
import { Clock, Logger, CloseOptions } from '@millrace/protocol';
import { GrpcListen } from '@millrace/protocol/grpc';
import { Connectable } from './index.d.ts';

/** The types of search attributes, as the metadata `type` of their payloads has them. */
declare const attributeTypes: readonly ["Text", "Keyword", "Int", "Double", "Bool", "Datetime", "KeywordList"];
type AttributeType = (typeof attributeTypes)[number];

/** Values by the keys of Temporal's dynamic configuration. */
type DynamicConfig = Readonly<Record<string, unknown>>;

interface ServerOptions {
    /** Where to listen, for clients of other processes and other languages. Default: nowhere. */
    readonly listen?: GrpcListen;
    /** Namespaces beside `default`, which is always there. Default: none. */
    readonly namespaces?: readonly string[];
    /** Search attributes of all these namespaces, and their types. Default: none. */
    readonly searchAttributes?: Readonly<Record<string, AttributeType>>;
    /**
     * By the keys of Temporal's dynamic configuration: limits, and times as texts like `"10s"`. What is unknown, or not
     * built, is warned of. Default: nothing.
     */
    readonly dynamicConfig?: DynamicConfig;
    /** Larger requests end in `resource_exhausted`. Default {@link serverDefaults}. */
    readonly requestBytes?: number;
    /** How long open calls may take when the server closes; polls end at once. Default {@link serverDefaults}. */
    readonly graceMs?: number;
    /** Default: the system's. */
    readonly clock?: Clock;
    /** Default: none. */
    readonly logger?: Logger;
}
/** Temporal's server takes requests of 4 MiB. */
declare const serverDefaults: {
    readonly requestBytes: number;
    readonly graceMs: number;
};

/** A Temporal-compatible server that lives in this process and keeps everything in memory. */
interface TemporalServer extends Connectable, AsyncDisposable {
    /** Where it listens, `host:port`, for clients of any process; undefined if it was not asked to listen. */
    readonly address: string | undefined;
    /** Calls it without a port; messages are encoded and decoded all the same. Closing the server ends them. */
    transport(): Transport;
    /** Ends polls at once, other calls within the grace, and then everything. Calling it again is harmless. */
    close(options?: CloseOptions): Promise<void>;
}
/**
 * Starts a server for tests and for development. Everything is ready when it resolves.
 *
 * @throws `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`, `WORKFLOW_INVALID_SERVER_OPTION`;
 * `GRPC_ADDRESS_IN_USE`, `GRPC_LISTEN_FAILED`
 */
declare function startServer(options?: ServerOptions): Promise<TemporalServer>;

export { serverDefaults, startServer };
export type { AttributeType, DynamicConfig, ServerOptions, TemporalServer };

// activity.d.ts

export { a as ActivityCancelReason, b as ActivityCancellationDetails, A as ActivityContext, c as ActivityFacts, d as ActivityInfo, h as heartbeat, i as inActivity, e as info, r as runWithContext } from './activity-context.shared.d.ts';
export { A as Activities, a as ActivityFunction, b as ActivityObject, C as CompleteAsyncError, L as LoggerAdapter, N as NotInActivityError, e as activitiesOf, l as logger, s as serveActivities, f as withContext } from './activity.shared.d.ts';
import '@millrace/protocol';

// testing.d.ts

import { Logger } from '@millrace/protocol';
import { ActivityContext, ActivityFacts, ActivityCancelReason } from './activity.d.ts';
import { ActivityInterceptorFactory } from './index.d.ts';
import { Target } from './index.d.ts';
import '@millrace/protocol/payload';
import '@connectrpc/connect';

interface MockActivityOptions {
    /** What `activity.info()` says; {@link mockActivityFacts} for what is left out. */
    readonly info?: Partial<ActivityFacts>;
    /** Default: none. */
    readonly logger?: Logger;
    /** Called with the details of each heartbeat. Default: none. */
    readonly onHeartbeat?: (details: readonly unknown[]) => void;
    /** As those of a worker. Default: none. */
    readonly interceptors?: readonly ActivityInterceptorFactory[];
}
/** The facts of an activity that nobody scheduled. */
declare const mockActivityFacts: ActivityFacts;
/**
 * One attempt of an activity without worker and server. The test decides what it is told and when it is cancelled, and
 * sees its heartbeats, all of them and as they were given.
 *
 * @throws `PROTOCOL_UNKNOWN_OPTION`
 */
declare class MockActivityEnvironment {
    #private;
    /** What the activity's code sees. */
    readonly context: ActivityContext;
    constructor(options?: MockActivityOptions);
    /** The details of each heartbeat so far. */
    get heartbeats(): readonly (readonly unknown[])[];
    /** Calls `fn(...args)` as an activity, and gives or throws what it does. */
    run<Args extends unknown[], Result>(fn: (...args: Args) => Result, ...args: Args): Promise<Awaited<Result>>;
    /** Asks the activity to stop; the first reason counts. */
    cancel(reason?: ActivityCancelReason): void;
}

/** A command of a workflow; made by {@link startTimer} and its like. */
interface ScriptCommand {
    /** `startTimer`, `completeWorkflow` … */
    readonly name: string;
}

/** A message's fields by name; what is unset is absent. */
type PlainMessage = Readonly<Record<string, unknown>>;

/** An event of a history as plain data. */
interface ScriptEvent {
    /** From 1, without gaps. */
    readonly id: number;
    /** `WorkflowExecutionStarted`, `TimerFired` … */
    readonly type: string;
    readonly time: Date;
    /**
     * By their names in Temporal's API. Payloads are decoded, durations are milliseconds, times are dates, enums are the
     * names of their values; what is unset is absent.
     */
    readonly attributes: PlainMessage;
}

/** A workflow task, as a script sees it. */
interface ScriptTurn {
    readonly workflowType: string;
    readonly workflowId: string;
    readonly runId: string;
    /** Which of the run's workflow tasks this is, not counting those that failed or timed out; from 1. */
    readonly number: number;
    /** How often this task was tried; from 1. */
    readonly attempt: number;
    /** The workflow's arguments. */
    readonly input: readonly unknown[];
    /** The run's whole history so far. */
    readonly events: readonly ScriptEvent[];
    /** The events since the task before this one was started. */
    readonly newEvents: readonly ScriptEvent[];
    /** Aborts when the worker closes. */
    readonly signal: AbortSignal;
    /**
     * The last event of a type, such as `TimerFired`, whose attributes contain those given.
     *
     * @throws `WORKFLOW_INVALID_SCRIPT` if there is no such type
     */
    readonly find: (type: string, attributes?: Readonly<Record<string, unknown>>) => ScriptEvent | undefined;
}
/** What a script answers in place of mere commands. */
interface ScriptReply {
    /** Default: none. */
    readonly commands?: readonly ScriptCommand[];
    /** Ask for another workflow task at once. Default `false`. */
    readonly newTask?: boolean;
    /** Do not answer: the task times out. Default `false`. */
    readonly silent?: boolean;
}
/** Commands in their order, none, or more than that. */
type ScriptAnswer = readonly ScriptCommand[] | ScriptReply | undefined | void;
/** Answers one workflow task after another. What it throws fails the task, which the server then tries again. */
type Script = (turn: ScriptTurn) => ScriptAnswer | Promise<ScriptAnswer>;
/** Answers a query or an update by its arguments. What it throws is the answer, as a failure. */
type ScriptHandler = (turn: ScriptTurn, ...args: readonly unknown[]) => unknown;
interface ScriptedWorkflow {
    readonly run: Script;
    /** By name. A query of another name fails. */
    readonly queries?: Readonly<Record<string, ScriptHandler>>;
    /** By name; each is accepted and completed in the task that brings it. An update of another name is rejected. */
    readonly updates?: Readonly<Record<string, ScriptHandler>>;
}
/** A script whose n-th turn is the n-th list; further turns have no commands. */
declare const steps: (...turns: readonly ScriptAnswer[]) => Script;

/** How {@link ScriptedWorker.start} polls and answers. */
interface ScriptedWorkerOptions {
    readonly taskQueue: string;
    /** By the names of workflows. The task of a workflow without a script fails, and is tried again. */
    readonly workflows: Readonly<Record<string, Script | ScriptedWorkflow>>;
    /** Default `default`. */
    readonly namespace?: string;
    /** Default `scripted-worker`. */
    readonly identity?: string;
    /** Keep histories, and have further tasks of a run brought here with new events only. Default `false`. */
    readonly sticky?: boolean;
    /** After so long without an answer a run leaves this worker. Default 10,000. */
    readonly stickyTimeoutMs?: number;
    /** Gets what the server refuses, as `warn`. Default: silent. */
    readonly logger?: Logger;
}
/**
 * Drives workflows by scripts of commands, for tests: a script gets the history so far and answers with commands. It is
 * no workflow worker: it does not replay, and nothing is deterministic by itself.
 */
declare class ScriptedWorker implements AsyncDisposable {
    #private;
    /**
     * Connects, asks whether the namespace exists, and polls until it is closed.
     *
     * @throws `WORKFLOW_INVALID_ADDRESS`, `PROTOCOL_UNKNOWN_OPTION`, or the server's `ConnectError`
     */
    static start(target: Target, options: ScriptedWorkerOptions): Promise<ScriptedWorker>;
    private constructor();
    /** What the server did not take so far: answers that it refused, polls that it will never answer. */
    get refusals(): readonly Error[];
    /** Polls no longer, and waits for the scripts that run; their turns' `signal` aborts. */
    close(): Promise<void>;
    [Symbol.asyncDispose](): Promise<void>;
}

/** An application's failure. A text stands for one with that message. */
interface ScriptFailure {
    readonly message: string;
    /** What retry policies know it by. Default: none. */
    readonly type?: string;
    /** Default `false`. */
    readonly nonRetryable?: boolean;
    /** Default: what the retry policy says. */
    readonly nextRetryDelayMs?: number;
    readonly details?: readonly unknown[];
}

/** When what failed is tried again; the server fills in what is absent. */
interface ScriptRetryPolicy {
    /** Default 1 s. */
    readonly initialIntervalMs?: number;
    /** Default 2. */
    readonly backoffCoefficient?: number;
    /** Default 100 initial intervals. */
    readonly maximumIntervalMs?: number;
    /** Default 0: as many as there is time for. */
    readonly maximumAttempts?: number;
    /** Types of failures that end it. Default: none. */
    readonly nonRetryableErrorTypes?: readonly string[];
}

interface ScheduleActivityOptions {
    /** Unique among the activities of the run that are open. */
    readonly id: string;
    /** The activity's name. */
    readonly type: string;
    /** Default: the workflow's. */
    readonly taskQueue?: string;
    /** Default: none. */
    readonly args?: readonly unknown[];
    /** This or `scheduleToCloseMs` must be given, else the server fails the task. */
    readonly startToCloseMs?: number;
    readonly scheduleToCloseMs?: number;
    readonly scheduleToStartMs?: number;
    readonly heartbeatMs?: number;
    /** Default: the server's, which retries for ever. */
    readonly retryPolicy?: ScriptRetryPolicy;
}
/** Schedules an activity. Its end is an `ActivityTaskCompleted`, `…Failed`, `…TimedOut` or `…Canceled`. */
declare const scheduleActivity: (options: ScheduleActivityOptions) => ScriptCommand;
/** Asks for the cancellation of an activity by the id of its `ActivityTaskScheduled` event. */
declare const cancelActivity: (scheduledEventId: number) => ScriptCommand;

/** Starts a timer. `TimerFired` tells of its end. */
declare const startTimer: ({ id, afterMs }: {
    readonly id: string;
    readonly afterMs: number;
}) => ScriptCommand;
declare const cancelTimer: (id: string) => ScriptCommand;
/** Notes something in the history; each detail is a list of values. */
declare const recordMarker: (name: string, details?: Readonly<Record<string, readonly unknown[]>>) => ScriptCommand;
/** Sets search attributes; `undefined` unsets one. Their types are those that the server has registered. */
declare const upsertSearchAttributes: (attributes: Readonly<Record<string, unknown>>) => ScriptCommand;
/** Sets entries of the workflow's memo; `undefined` unsets one. */
declare const upsertMemo: (memo: Readonly<Record<string, unknown>>) => ScriptCommand;

/** Ends the workflow with a result; without one there is none. */
declare const completeWorkflow: (...result: readonly unknown[]) => ScriptCommand;
/** Ends the workflow with a failure; its retry policy may start it again. */
declare const failWorkflow: (failure: ScriptFailure | Error | string) => ScriptCommand;
/** Ends the workflow as cancelled. */
declare const cancelWorkflow: (...details: readonly unknown[]) => ScriptCommand;
interface ContinueAsNewOptions {
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
declare const continueAsNew: (options?: ContinueAsNewOptions) => ScriptCommand;

/** What becomes of a child whose parent has ended. */
type ScriptParentClosePolicy = "terminate" | "abandon" | "requestCancel";
/** Whether an id may be used again after its workflow has ended. */
type ScriptReusePolicy = "allowDuplicate" | "allowDuplicateFailedOnly" | "rejectDuplicate";
interface StartChildOptions {
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
declare const startChild: (options: StartChildOptions) => ScriptCommand;
/** Which workflow a command is for. */
interface ScriptExternalWorkflow {
    readonly workflowId: string;
    /** Default: the current run. */
    readonly runId?: string;
    /** Only if it is a child of this workflow. Default `false`. */
    readonly childOnly?: boolean;
}
interface SignalExternalOptions extends ScriptExternalWorkflow {
    readonly signal: string;
    /** Default: none. */
    readonly args?: readonly unknown[];
}
/** Signals another workflow. `ExternalWorkflowExecutionSignaled` or `SignalExternal…Failed` follows. */
declare const signalExternal: (options: SignalExternalOptions) => ScriptCommand;
interface CancelExternalOptions extends ScriptExternalWorkflow {
    readonly reason?: string;
}
/** Asks for the cancellation of another workflow. */
declare const cancelExternal: (options: CancelExternalOptions) => ScriptCommand;

export { MockActivityEnvironment, ScriptedWorker, cancelActivity, cancelExternal, cancelTimer, cancelWorkflow, completeWorkflow, continueAsNew, failWorkflow, mockActivityFacts, recordMarker, scheduleActivity, signalExternal, startChild, startTimer, steps, upsertMemo, upsertSearchAttributes };
export type { CancelExternalOptions, ContinueAsNewOptions, MockActivityOptions, ScheduleActivityOptions, Script, ScriptAnswer, ScriptCommand, ScriptEvent, ScriptExternalWorkflow, ScriptFailure, ScriptHandler, ScriptParentClosePolicy, ScriptReply, ScriptRetryPolicy, ScriptReusePolicy, ScriptTurn, ScriptedWorkerOptions, ScriptedWorkflow, SignalExternalOptions, StartChildOptions };

// activity.shared.d.ts

import { a as ActivityCancelReason, b as ActivityCancellationDetails, A as ActivityContext, c as ActivityFacts, d as ActivityInfo, h as heartbeat, i as inActivity, e as info, r as runWithContext } from './activity-context.shared.d.ts';
import { Logger, LogFields, ErrorCodeOf, MillraceError } from '@millrace/protocol';

/** Any function can be an activity; what it takes and returns must pass the payload converter. */
type ActivityFunction = (...args: never[]) => unknown;
/** The callable object: its method `run` is the activity. */
interface ActivityObject {
    run(...args: never[]): unknown;
}
/** Activities under the names by which workflows and clients call them. */
type Activities = Readonly<Record<string, ActivityFunction | ActivityObject>>;
/**
 * The methods of an object or of a class's instance as activities: own and inherited, bound to it. Left out are the
 * constructor, classes, what is no function, what is named by a symbol, and private methods.
 *
 * `new Worker(client, { taskQueue, activities: activitiesOf(new Billing(database)) })`
 */
declare function activitiesOf<T extends object>(instance: T): {
    readonly [K in keyof T as K extends string ? (T[K] extends ActivityFunction ? K : never) : never]: T[K];
};

/** Asks at each line which logger it goes to, and adds the fields of the activity that runs then. */
declare class ContextLogger implements Logger {
    #private;
    constructor(target: () => Logger);
    debug(fields: LogFields, message: string): void;
    info(fields: LogFields, message: string): void;
    warn(fields: LogFields, message: string): void;
    error(fields: LogFields, message: string): void;
    child(fields: LogFields): Logger;
}
/**
 * A logger that adds what is known of the running activity to each line, and nothing outside of one. For a logger of a
 * module's own: `const log = new activity.LoggerAdapter(pino({ name: "billing" }))`.
 */
declare class LoggerAdapter extends ContextLogger {
    constructor(logger: Logger);
}
/** The {@link LoggerAdapter} of a logger. */
declare function withContext(logger: Logger): Logger;
/**
 * The logger of the running activity: that of its worker, with what is known of the activity on each line. Outside of
 * an activity it writes to `stderr` and adds nothing, so that a module may keep it.
 */
declare function logger(): Logger;

/** Every error that this package raises on its own account. What a service answers with is in `rpc-errors/`. */
declare const workflowErrors: {
    readonly WORKFLOW_INVALID_ADDRESS: {
        readonly summary: "A client is given an address that it cannot connect to by its form alone.";
        readonly remedy: "Give `host:port`; without a port it is 7233.";
    };
    readonly WORKFLOW_INVALID_OPTION: {
        readonly summary: "An option of a client, worker or call has a value that cannot be.";
        readonly remedy: "Give what the message names.";
    };
    readonly WORKFLOW_CONNECT_FAILED: {
        readonly summary: "No Temporal server answered at the address within the time to connect.";
        readonly remedy: "Check that the server runs, its address, and whether it wants TLS; the cause says how it failed.";
        readonly retryable: true;
    };
    readonly WORKFLOW_CONNECTION_CLOSED: {
        readonly summary: "A call is made with a client that was closed.";
        readonly remedy: "Close the client after the last call, or connect another one.";
    };
    readonly WORKFLOW_EXECUTION_FAILED: {
        readonly summary: "A workflow whose result was asked for failed, was cancelled or terminated, or took too long.";
        readonly remedy: "The cause says how it ended; a `retryPolicy` makes failures start it again.";
    };
    readonly WORKFLOW_CONTINUED_AS_NEW: {
        readonly summary: "The run whose result was asked for goes on as another run.";
        readonly remedy: "Ask for the result with `followRuns: true`, which is the default.";
    };
    readonly WORKFLOW_UPDATE_FAILED: {
        readonly summary: "A workflow refused an update, or failed to carry it out.";
        readonly remedy: "The cause is what the workflow threw.";
    };
    readonly WORKFLOW_QUERY_REJECTED: {
        readonly summary: "A workflow was in a state that the caller's `rejectCondition` excludes.";
        readonly remedy: "Ask without the condition, or take the status that the error holds for the answer.";
    };
    readonly WORKFLOW_ACTIVITY_EXECUTION_FAILED: {
        readonly summary: "A standalone activity whose result was asked for failed, was cancelled or terminated, or took too long.";
        readonly remedy: "The cause says how it ended.";
    };
    readonly WORKFLOW_ACTIVITY_CANCELLED: {
        readonly summary: "A heartbeat from outside of a worker was answered: the activity is to be cancelled.";
        readonly remedy: "Stop, and tell the server with `reportCancellation()`.";
    };
    readonly WORKFLOW_ACTIVITY_PAUSED: {
        readonly summary: "A heartbeat from outside of a worker was answered: the activity was paused.";
        readonly remedy: "Stop this attempt.";
    };
    readonly WORKFLOW_ACTIVITY_RESET: {
        readonly summary: "A heartbeat from outside of a worker was answered: the activity was reset.";
        readonly remedy: "Stop this attempt.";
    };
    readonly WORKFLOW_UNEXPECTED_ANSWER: {
        readonly summary: "A server answered a call with something that the call's contract does not allow.";
        readonly remedy: "Check that the address is that of a Temporal server, and its version.";
    };
    readonly WORKFLOW_INVALID_CONFIG: {
        readonly summary: "The environment or a `temporal.toml` configures a client in a way that cannot be.";
        readonly remedy: "Correct the variable or the line that the message names.";
    };
    readonly WORKFLOW_NOT_IN_ACTIVITY: {
        readonly summary: "Something of the running activity is asked for where no activity runs.";
        readonly remedy: "Call it from inside of an activity; in tests, give it one with `MockActivityEnvironment` or `runWithContext`.";
    };
    readonly WORKFLOW_COMPLETE_ASYNC: {
        readonly summary: "Thrown by an activity, not an error: somebody else will report how it ends.";
        readonly remedy: "Let it leave the activity; outside of one it means nothing.";
    };
    readonly WORKFLOW_ACTIVITY_NOT_CALLABLE: {
        readonly summary: "A worker is given an activity that it cannot call, or one with a name that it cannot serve.";
        readonly remedy: "Give functions, or objects with a `run` method; spread the methods of an instance with `activitiesOf`.";
    };
    readonly WORKFLOW_WORKER_IDLE: {
        readonly summary: "A worker is given nothing to work on.";
        readonly remedy: "Name at least one activity in `activities`.";
    };
    readonly WORKFLOW_WORKER_EXISTS: {
        readonly summary: "This process already has a running worker for the same namespace, task queue and types of tasks.";
        readonly remedy: "Give all activities of the queue to one worker, or shut the other one down first.";
    };
    readonly WORKFLOW_WORKER_CLOSED: {
        readonly summary: "A worker was started that had been shut down before it polled.";
        readonly remedy: "Make a new one; a worker runs once.";
    };
    readonly WORKFLOW_WORKER_POLL_REFUSED: {
        readonly summary: "The server refused a worker's polls for longer than a server or proxy needs to start.";
        readonly remedy: "See the cause: namespace, permissions, or a server that is none of Temporal's.";
    };
    readonly WORKFLOW_WORKER_STOP_TIMEOUT: {
        readonly summary: "Activities went on after their worker had cancelled them and waited; how they end is not reported.";
        readonly remedy: "Make them end when `activity.info().signal` aborts, or give them longer with `forceMs`.";
    };
    readonly WORKFLOW_EXECUTOR_FAILED: {
        readonly summary: "A thread of an executor ended, or could not start, while it had an activity to run.";
        readonly remedy: "See the cause; the activity is tried again if its retry policy allows it.";
        readonly retryable: true;
    };
    readonly WORKFLOW_EXECUTOR_UNKNOWN_ACTIVITY: {
        readonly summary: "The program of an executor's threads does not serve an activity that its worker has.";
        readonly remedy: "Pass the same activities to `serveActivities` in that program.";
    };
    readonly WORKFLOW_EXECUTOR_CLOSED: {
        readonly summary: "An executor was given an activity after it had been closed.";
        readonly remedy: "Close it after the workers that use it.";
    };
    readonly WORKFLOW_INVALID_SERVER_OPTION: {
        readonly summary: "A server is to be started with a namespace, search attribute or dynamic configuration that cannot be.";
        readonly remedy: "Give what the message names.";
    };
    readonly WORKFLOW_INVALID_SCRIPT: {
        readonly summary: "A `ScriptedWorker` has no script for what it is asked, or one that it cannot play.";
        readonly remedy: "Give the script the workflow, query, update or command that the message names.";
    };
    readonly WORKFLOW_CODEC_FAILED: {
        readonly summary: "A payload codec threw something that has no code of its own.";
        readonly remedy: "See the cause; the message names the codec and the direction.";
    };
    readonly WORKFLOW_CODEC_RESULT: {
        readonly summary: "A payload codec gave something else than one payload for each that it was given.";
        readonly remedy: "Correct the codec that the message names; pass payloads on that it does not change.";
    };
    readonly WORKFLOW_FAILURE_CONVERTER_RESULT: {
        readonly summary: "A failure converter gave something that is no failure, or no error.";
        readonly remedy: "Derive from `DefaultFailureConverter` and change what it gives.";
    };
    readonly WORKFLOW_INVALID_TIME: {
        readonly summary: "A duration or a point in time is not a finite number, or beyond what Temporal's messages hold.";
        readonly remedy: "Give milliseconds; leave a timeout out instead of making it infinite.";
    };
    readonly WORKFLOW_INVALID_RETRY_POLICY: {
        readonly summary: "A retry policy breaks a rule that the server holds policies to.";
        readonly remedy: "Correct the member that the message names.";
    };
    readonly WORKFLOW_INVALID_PRIORITY: {
        readonly summary: "A priority breaks a rule that the server holds priorities to.";
        readonly remedy: "Correct the member that the message names.";
    };
    readonly WORKFLOW_INVALID_SEARCH_ATTRIBUTE: {
        readonly summary: "A search attribute has a value that is not of its type, or is given twice.";
        readonly remedy: "Give it a value of the type that the message names; `null` removes it.";
    };
    readonly WORKFLOW_PAYLOAD_TOO_LARGE: {
        readonly summary: "Arguments, a result or details take more bytes than the server allows for one field.";
        readonly remedy: "Keep the data elsewhere and pass a reference, or compress it by a codec.";
    };
    readonly WORKFLOW_INVALID_HISTORY: {
        readonly summary: "Something that is to be a workflow's history cannot be read as one.";
        readonly remedy: "Give the JSON that `temporal workflow show --output json` writes; the cause names the place.";
    };
};
type WorkflowErrorCode = ErrorCodeOf<typeof workflowErrors>;

/** The error of this package; its codes are listed in the documentation's error table. */
declare class WorkflowSdkError extends MillraceError<WorkflowErrorCode> {
}

/**
 * An activity that throws this ends without a result: the worker reports nothing and takes the next task. Somebody else
 * completes the activity later, by `info().taskToken` or by its ids, before its timeouts pass.
 */
declare class CompleteAsyncError extends WorkflowSdkError {
    constructor();
}

/** Something of the running activity was asked for where no activity runs: code `WORKFLOW_NOT_IN_ACTIVITY`. */
declare class NotInActivityError extends WorkflowSdkError {
    /** @param what what was asked for, such as `"activity.info()"`. */
    constructor(what: string);
}

/**
 * Runs activities in a thread of `createThreadExecutor`; its program ends with this call. Their code finds everything
 * that it finds in the worker's thread: info, heartbeats, cancellation, logger. While it computes, a thread hears of a
 * cancellation when the code calls `heartbeat` or looks at `info().cancelled`.
 *
 * @throws `WORKFLOW_ACTIVITY_NOT_CALLABLE`; `WORKFLOW_EXECUTOR_FAILED` outside of such a thread
 */
declare function serveActivities(activities: Activities): void;

type activity_Activities = Activities;
declare const activity_ActivityCancelReason: typeof ActivityCancelReason;
declare const activity_ActivityCancellationDetails: typeof ActivityCancellationDetails;
declare const activity_ActivityContext: typeof ActivityContext;
declare const activity_ActivityFacts: typeof ActivityFacts;
type activity_ActivityFunction = ActivityFunction;
declare const activity_ActivityInfo: typeof ActivityInfo;
type activity_ActivityObject = ActivityObject;
type activity_CompleteAsyncError = CompleteAsyncError;
declare const activity_CompleteAsyncError: typeof CompleteAsyncError;
type activity_LoggerAdapter = LoggerAdapter;
declare const activity_LoggerAdapter: typeof LoggerAdapter;
type activity_NotInActivityError = NotInActivityError;
declare const activity_NotInActivityError: typeof NotInActivityError;
declare const activity_activitiesOf: typeof activitiesOf;
declare const activity_heartbeat: typeof heartbeat;
declare const activity_inActivity: typeof inActivity;
declare const activity_info: typeof info;
declare const activity_logger: typeof logger;
declare const activity_runWithContext: typeof runWithContext;
declare const activity_serveActivities: typeof serveActivities;
declare const activity_withContext: typeof withContext;
declare namespace activity {
  export { activity_ActivityCancelReason as ActivityCancelReason, activity_ActivityCancellationDetails as ActivityCancellationDetails, activity_ActivityContext as ActivityContext, activity_ActivityFacts as ActivityFacts, activity_ActivityInfo as ActivityInfo, activity_CompleteAsyncError as CompleteAsyncError, activity_LoggerAdapter as LoggerAdapter, activity_NotInActivityError as NotInActivityError, activity_activitiesOf as activitiesOf, activity_heartbeat as heartbeat, activity_inActivity as inActivity, activity_info as info, activity_logger as logger, activity_runWithContext as runWithContext, activity_serveActivities as serveActivities, activity_withContext as withContext };
  export type { activity_Activities as Activities, activity_ActivityFunction as ActivityFunction, activity_ActivityObject as ActivityObject };
}

export { CompleteAsyncError as C, LoggerAdapter as L, NotInActivityError as N, WorkflowSdkError as W, activity as d, activitiesOf as e, withContext as f, logger as l, serveActivities as s, workflowErrors as w };
export type { Activities as A, ActivityFunction as a, ActivityObject as b, WorkflowErrorCode as c };

// target.shared.d.ts

import { Transport } from '@connectrpc/connect';

/** A server that lives in this process, such as that of `startServer`. */
interface Connectable {
    /** A transport of the caller's own; whoever asks for it need not close it. */
    transport(): Transport;
}
/** Where a server is: `host:port`, or the server itself. The port is 7233 if there is none. */
type Target = string | Connectable;

export type { Connectable as C, Target as T };

// activity-context.shared.d.ts

import { Logger, LogFields } from '@millrace/protocol';

/**
 * Why an activity is asked to stop; the message of its `CancelledFailure`.
 *
 * - `CANCELLED`: somebody asked for it; the server told with the answer to a heartbeat.
 * - `NOT_FOUND`: the server does not know the attempt any more: it timed out, or what scheduled it has ended.
 * - `TIMED_OUT`: the worker's own watch: a timeout has passed, and the server should have said so.
 * - `PAUSED`, `RESET`: an operator paused the activity, or starts it anew.
 * - `WORKER_SHUTDOWN`: the worker is shutting down, and its grace is over.
 * - `HEARTBEAT_DETAILS_CONVERSION_FAILED`: details of a heartbeat could not be sent, or are too large; the activity fails,
 *   whatever it does.
 */
type ActivityCancelReason = "CANCELLED" | "NOT_FOUND" | "TIMED_OUT" | "PAUSED" | "RESET" | "WORKER_SHUTDOWN" | "HEARTBEAT_DETAILS_CONVERSION_FAILED";
/** What came together when an activity was asked to stop; it does not change afterwards. */
interface ActivityCancellationDetails {
    readonly cancelRequested: boolean;
    readonly notFound: boolean;
    readonly timedOut: boolean;
    readonly paused: boolean;
    readonly reset: boolean;
    readonly workerShutdown: boolean;
}

/** What comes first within a task queue. Workflows hand it on to their activities and children. */
interface Priority {
    /** From 1, the most urgent; the server has 5 levels unless configured otherwise. Server's default 3. */
    readonly priorityKey?: number;
    /** Tasks of one level are shared out among these keys. At most 64 bytes. Default none. */
    readonly fairnessKey?: string;
    /** What share the key gets in proportion to others, 0.001 to 1000. Server's default 1. */
    readonly fairnessWeight?: number;
}

/** How often and how fast a workflow or an activity is tried again after it failed. */
interface RetryPolicy {
    /** Milliseconds until the first retry. Server's default 1000. */
    readonly initialIntervalMs?: number;
    /** By what each interval is longer than the one before; at least 1. Server's default 2. */
    readonly backoffCoefficient?: number;
    /** Milliseconds that no interval exceeds. Server's default a hundred times the initial interval. */
    readonly maximumIntervalMs?: number;
    /** All attempts, the first included; 1 says no retries. Default `Infinity`: as long as the timeouts allow. */
    readonly maximumAttempts?: number;
    /** Types of application failures that are not retried. Default none. */
    readonly nonRetryableErrorTypes?: readonly string[];
}

/** The facts of one attempt of an activity; they do not change while it runs. */
interface ActivityFacts {
    /** Names this attempt to the server; who completes the activity later gives it back. */
    readonly taskToken: Uint8Array;
    readonly base64TaskToken: string;
    readonly activityId: string;
    /** The name under which the worker has the activity. */
    readonly activityType: string;
    readonly namespace: string;
    readonly taskQueue: string;
    /** From 1. */
    readonly attempt: number;
    /** Whether the worker of the workflow runs the activity in its own workflow task. */
    readonly isLocal: boolean;
    /** Whether a workflow scheduled it; otherwise a client did. */
    readonly inWorkflow: boolean;
    readonly workflowExecution?: {
        readonly workflowId: string;
        readonly runId: string;
    };
    readonly workflowType?: string;
    /** The run of an activity that a client scheduled. */
    readonly activityRunId?: string;
    /** When the first attempt was scheduled, in milliseconds since 1970. */
    readonly scheduledTimestampMs: number;
    /** When this attempt was scheduled, in milliseconds since 1970. */
    readonly currentAttemptScheduledTimestampMs: number;
    /** For all attempts together; 0 for none. */
    readonly scheduleToCloseTimeoutMs: number;
    /** For this attempt; 0 for none. */
    readonly startToCloseTimeoutMs: number;
    /** The longest time between two heartbeats. Absent: the server expects none. */
    readonly heartbeatTimeoutMs?: number;
    /** The arguments of the last heartbeat that the server knows of, of this attempt or one before. Default none. */
    readonly heartbeatDetails: readonly unknown[];
    readonly priority?: Priority;
    /** As the server uses it, which may be stricter than what was asked for. */
    readonly retryPolicy?: RetryPolicy;
}
/** What code inside of an activity can know about it. */
interface ActivityInfo extends ActivityFacts {
    /** Whether the activity has been asked to stop. */
    readonly cancelled: boolean;
    /** Rejects with a `CancelledFailure` when the activity is asked to stop, and never resolves. */
    readonly cancellation: Promise<never>;
    /** Aborts when the activity is asked to stop; its reason is that `CancelledFailure`. */
    readonly signal: AbortSignal;
    /** Why the activity was asked to stop; `undefined` before. */
    readonly cancellationDetails: ActivityCancellationDetails | undefined;
}

/** What `activity.info()`, `activity.heartbeat()` and `activity.logger()` reach. A test may make one of its own. */
interface ActivityContext {
    readonly info: ActivityInfo;
    /** Where the activity's log goes. */
    readonly logger: Logger;
    /** What is added to each line of that log. */
    readonly logFields: LogFields;
    heartbeat(details: readonly unknown[]): void;
}
/** Whether the caller runs inside of an activity; also after `await`, in timers and in callbacks that it made. */
declare function inActivity(): boolean;
/**
 * What is known of the running activity.
 *
 * @throws `NotInActivityError` outside of an activity
 */
declare function info(): ActivityInfo;
/**
 * Tells the server that the activity is alive and how far it has come, and lets it answer with a cancellation. The next
 * attempt finds the details in `info().heartbeatDetails`.
 *
 * It may be called as often as one likes: the first goes out at once, later ones when 0.8 of the heartbeat timeout (30 s
 * if there is none, 60 s at most) have passed, the last details winning. Details are converted here and now: changing
 * an object afterwards changes nothing. After the end of the activity it does nothing: timers that outlive it do no harm.
 *
 * @throws `NotInActivityError` outside of an activity; the payload converter's error for details that it does not take
 */
declare function heartbeat(...details: readonly unknown[]): void;
/** Calls `fn(...args)` as if inside of that activity: it, and all that it starts, sees `context`. */
declare function runWithContext<Args extends unknown[], Result>(context: ActivityContext, fn: (...args: Args) => Result, ...args: Args): Result;

export { info as e, heartbeat as h, inActivity as i, runWithContext as r };
export type { ActivityContext as A, Priority as P, RetryPolicy as R, ActivityCancelReason as a, ActivityCancellationDetails as b, ActivityFacts as c, ActivityInfo as d };

// activity-interceptors.shared.d.ts

import { LogFields } from '@millrace/protocol';
import { Payload } from '@millrace/protocol/payload';
import { A as ActivityContext } from './activity-context.shared.d.ts';

interface ActivityExecuteInput {
    readonly args: readonly unknown[];
    /** What the caller sent beside the arguments, such as traces. */
    readonly headers: Readonly<Record<string, Payload>>;
}
/** Calls that reach an activity. */
interface ActivityInboundInterceptor {
    /** Around the activity. `next` calls it, or the next interceptor, with the input that it is given. */
    execute?(input: ActivityExecuteInput, next: (input: ActivityExecuteInput) => Promise<unknown>): Promise<unknown>;
}
/** What an activity's code calls. */
interface ActivityOutboundInterceptor {
    /** Gives the fields that each line of the activity's log has. Asked once for an attempt, at its first line. */
    getLogAttributes?(input: LogFields, next: (input: LogFields) => LogFields): LogFields;
}
interface ActivityInterceptors {
    readonly inbound?: ActivityInboundInterceptor;
    readonly outbound?: ActivityOutboundInterceptor;
}
/** Is called for each attempt; the first of a list is the outermost. */
type ActivityInterceptorFactory = (context: ActivityContext) => ActivityInterceptors;

export type { ActivityInterceptorFactory as A, ActivityExecuteInput as a, ActivityInboundInterceptor as b, ActivityInterceptors as c, ActivityOutboundInterceptor as d };
