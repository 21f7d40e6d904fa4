// index.d.ts

import { T as TemporalFailure, J as FailureOptions, A as Activities, K as ClientOptions } from './timeout-failure.shared.d.ts';
import { CompleteAsyncError, activitiesOf } from './activity.d.ts';
export { h as ActivityExecution, f as ActivityExecutionInfo, D as ActivityFailure, L as ActivityFailureOptions, a as ActivityFunction, j as ActivityHandle, M as ActivityIdConflictPolicy, O as ActivityIdReusePolicy, b as ActivityObject, P as ActivityRef, V as ActivityResultInput, X as ActivityStartSettings, Y as ActivityStatus, y as ApplicationFailure, z as ApplicationFailureCategory, Z as ApplicationFailureOptions, _ as ArgsOf, x as ArgsOption, $ as AsyncActivityHandle, a0 as AsyncActivityRef, a1 as CalendarField, d as CalendarSpec, a2 as CallHeader, a3 as CancelWorkflowInput, B as CancelledFailure, a4 as CancelledFailureOptions, E as ChildWorkflowFailure, a5 as ChildWorkflowFailureOptions, t as Client, a6 as ClientCalls, k as ClientInterceptor, a7 as CountGroup, a8 as CountOptions, a9 as CountResult, aa as CreateScheduleInput, ab as CreateScheduleOptions, ac as DayOfWeek, ad as EndActivityInput, ae as HistoryEventJson, af as IntervalSpec, ag as ListOptions, ah as Month, ai as Next, N as NexusOperationFailure, aj as NexusOperationFailureOptions, ak as PendingActivity, al as PendingChild, Q as QueryDefinition, am as QueryRejectCondition, an as QueryWorkflowInput, R as ResultOf, ao as ResultWaitOptions, s as RetryState, ap as ScheduleAction, aq as ScheduleActionResult, ar as ScheduleBackfill, as as ScheduleDescription, n as ScheduleHandle, at as ScheduleOptions, au as ScheduleOverlapPolicy, av as SchedulePolicies, l as ScheduleRange, aw as ScheduleSpec, ax as ScheduleState, ay as ScheduleSummary, az as SearchAttributeKey, i as SearchAttributeList, o as SearchAttributePair, p as SearchAttributeType, aA as SearchAttributeTypes, q as SearchAttributeUpdatePair, F as ServerFailure, aB as ServerFailureOptions, S as SignalDefinition, aC as SignalWithStartInput, aD as SignalWorkflowInput, aE as StartActivityInput, aF as StartActivityOptions, aG as StartUpdateInput, aH as StartUpdateOptions, aI as StartUpdateOutput, aJ as StartUpdateWithStartInput, aK as StartWorkflowInput, aL as StartWorkflowOptions, aM as StartWorkflowOutput, aN as TerminateOptions, aO as TerminateWorkflowInput, G as TerminatedFailure, H as TimeoutFailure, aP as TimeoutFailureOptions, I as TimeoutType, g as TypedSearchAttributes, U as UpdateDefinition, aQ as UpdateOptions, aR as UpdateOutcome, aS as UpdateStage, aT as UpdateWithStart, aU as Workflow, aV as WorkflowChainRef, aW as WorkflowErrorCode, aX as WorkflowExecution, aY as WorkflowExecutionInfo, v as WorkflowHandle, w as WorkflowHistory, aZ as WorkflowIdConflictPolicy, a_ as WorkflowIdReusePolicy, a$ as WorkflowRef, b0 as WorkflowResultOptions, b1 as WorkflowSdkError, b2 as WorkflowStartSettings, W as WorkflowStatus, u as WorkflowUpdateHandle, b3 as defineQuery, r as defineSearchAttributeKey, b4 as defineSignal, b5 as defineUpdate, b6 as workflowErrors } from './timeout-failure.shared.d.ts';
export { C as Connectable, T as Target } from './target.shared.d.ts';
export { A as ActivitySerializationContext, f as ApiKey, C as Connection, g as ConnectionOptions, e as DataConverter, h as DataConverterOptions, D as DefaultFailureConverter, b as DefaultFailureConverterOptions, F as FailureConverter, H as HealthService, O as OperatorService, P as Priority, a as ProtoFailure, R as RetryPolicy, S as SerializationContext, i as ServerCapabilities, T as TestService, c as WorkflowSerializationContext, W as WorkflowService, j as connectionDefaults } from './connection.shared.d.ts';
import { R as RawValue } from './raw-value.shared.d.ts';
import { Payload } from '@millrace/protocol/payload';
export { AesGcmCodec, AesGcmCodecOptions, BinaryNullPayloadConverter, BinaryPlainPayloadConverter, BinaryProtoPayloadConverter, CompositePayloadConverter, CompressionCodec, CompressionCodecOptions, JsonPlainPayloadConverter, JsonProtoPayloadConverter, MaybePromise, MessageRegistry, MessageSchema, Payload, PayloadCodec, PayloadConverter, ProtoConverterOptions, V8PayloadConverter, createPayload, createPayloadConverter, encodingOf, metadataText } from '@millrace/protocol/payload';
import { R as RpcError, l as RpcAnswer, F as FailedPreconditionError, m as NotFoundError } from './namespace-errors.shared.d.ts';
export { n as AbortedError, a as ActivityAlreadyStartedError, o as ActivityAlreadyStartedFields, A as ActivityCancelledError, b as ActivityExecutionFailedError, c as ActivityNotFoundError, p as ActivityNotFoundFields, d as ActivityPausedError, e as ActivityResetError, q as AlreadyExistsError, C as CanceledError, r as CancellationAlreadyRequestedError, D as DataLossError, s as DeadlineExceededError, G as GrpcStatus, I as InternalError, t as InvalidArgumentError, u as NamespaceAlreadyExistsError, v as NamespaceInvalidStateError, w as NamespaceInvalidStateFields, x as NamespaceNotActiveError, y as NamespaceNotActiveFields, N as NamespaceNotFoundError, z as NamespaceState, B as NamespaceUnavailableError, E as NexusOperationAlreadyStartedError, H as NexusOperationAlreadyStartedFields, O as OutOfRangeError, Q as QueryFailedError, f as QueryRejectedError, J as RpcErrorCode, K as RpcFields, S as ScheduleAlreadyExistsError, k as ScheduleNotFoundError, L as SystemWorkflowError, M as SystemWorkflowFields, U as UnauthenticatedError, P as UnavailableError, T as UnimplementedError, V as UnknownError, g as WorkflowAlreadyStartedError, X as WorkflowAlreadyStartedFields, W as WorkflowContinuedAsNewError, h as WorkflowFailedError, i as WorkflowNotFoundError, Y as WorkflowNotFoundFields, Z as WorkflowNotReadyError, _ as WorkflowTaskCompletionBufferLostError, j as WorkflowUpdateFailedError, $ as rpcErrors } from './namespace-errors.shared.d.ts';
import { a as ActivityContext, W as WorkerClient } from './activity-context.shared.d.ts';
import { heartbeat, inActivity, info, runWithContext } from './activity.d.ts';
export { b as ActivityFacts, A as ActivityInfo } from './activity-context.shared.d.ts';
import { LoggerAdapter, NotInActivityError, logger, serveActivities, withContext } from './activity.d.ts';
export { A as ActivityCancelReason, a as ActivityCancellationDetails } from './activity-cancellation.shared.d.ts';
import { A as ActivityInterceptorFactory } from './activity-interceptors.shared.d.ts';
export { a as ActivityExecuteInput, b as ActivityInboundInterceptor, c as ActivityInterceptors, d as ActivityOutboundInterceptor } from './activity-interceptors.shared.d.ts';
import { WorkerOptions as WorkerOptions$1 } from 'node:worker_threads';
import { Logger, Clock, Runnable, RunState, RunOptions, CloseOptions } from '@millrace/protocol';
import '@connectrpc/connect';
import '@bufbuild/protobuf';
import '@millrace/protocol/temporal';
import '@millrace/protocol/grpc';

declare const activity_CompleteAsyncError: typeof CompleteAsyncError;
declare const activity_LoggerAdapter: typeof LoggerAdapter;
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
  export {
    activity_CompleteAsyncError as CompleteAsyncError,
    activity_LoggerAdapter as LoggerAdapter,
    activity_NotInActivityError as NotInActivityError,
    activity_activitiesOf as activitiesOf,
    activity_heartbeat as heartbeat,
    activity_inActivity as inActivity,
    activity_info as info,
    activity_logger as logger,
    activity_runWithContext as runWithContext,
    activity_serveActivities as serveActivities,
    activity_withContext as withContext,
  };
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

/**
 * A value that came with a failure and could not be read: its payload as it came, and why. That something failed is not
 * to be lost with it.
 */
declare class UndecodedValue extends RawValue {
    readonly error: unknown;
    static [Symbol.hasInstance](value: unknown): boolean;
    constructor(payload: Payload, error: unknown);
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
 * @param program the file that each thread runs, such as `new URL("jobs.js", import.meta.url)`: it passes the same
 * activities to `activity.serveActivities`, and nothing else needs to be in it
 * @throws `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`
 */
declare function createThreadExecutor(program: URL | string, options?: ThreadExecutorOptions): ThreadExecutor;

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
     * minute; `WORKFLOW_WORKER_STOP_TIMEOUT` if activities ignored their cancellation, or the server answered no report
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

export { Activities, ActivityContext, ActivityInterceptorFactory, ClientOptions, ClientVersionNotSupportedError, FailedPreconditionError, FailureOptions, MultiOperationExecutionError, NewerBuildExistsError, NexusHandlerFailure, NotFoundError, PermissionDeniedError, RawValue, ResourceExhaustedError, RpcAnswer, RpcError, ServerVersionNotSupportedError, TemporalFailure, UndecodedValue, Worker, WorkerClient, activity, createThreadExecutor, loadClientConfig, workerDefaults };
export type { ActivityCall, ActivityExecutor, ClientConfig, ClientVersionNotSupportedFields, LoadClientConfigOptions, NexusHandlerFailureOptions, OperationOutcome, ResourceExhaustedFields, ResourceExhaustedReason, ServerVersionNotSupportedFields, ThreadExecutor, ThreadExecutorOptions, WorkerOptions };

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
    /** Default: warnings and errors to `stderr`. */
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

import { A as ActivityInfo, a as ActivityContext } from './activity-context.shared.d.ts';
export { b as ActivityFacts, h as heartbeat, i as inActivity, c as info, r as runWithContext } from './activity-context.shared.d.ts';
export { A as Activities, a as ActivityFunction, A as ActivityInterface, b as ActivityObject, C as CompleteAsyncError, A as UntypedActivities, c as activitiesOf } from './timeout-failure.shared.d.ts';
export { L as LoggerAdapter, N as NotInActivityError, l as logger, s as serveActivities, w as withContext } from './serve-activities.shared.d.ts';
export { A as ActivityCancelReason, a as ActivityCancellationDetails } from './activity-cancellation.shared.d.ts';
import { Priority } from './common.d.ts';
import { Logger, MetricMeter, ActivityCancellationDetails } from './common.d.ts';
export { l as log } from './metrics.shared.d.ts';
import { Client } from './client.d.ts';
import { U as Untyped } from './failures.shared.d.ts';
import { RetryPolicy } from './client.d.ts';
import { Duration } from './common.d.ts';
export { A as ApplicationFailure, C as CancelledFailure } from './failures.shared.d.ts';
import '@millrace/protocol';
import '@millrace/protocol/payload';
import './target.shared.d.ts';
import '@connectrpc/connect';
import '@bufbuild/protobuf';
import '@millrace/protocol/temporal';
import '@millrace/protocol/grpc';

type SameFacts = Omit<ActivityInfo, "heartbeatDetails" | "retryPolicy" | "priority" | "cancelled" | "cancellation" | "signal" | "cancellationDetails">;
/** What is known of an activity. */
interface Info extends SameFacts {
    /** The same as `namespace`. */
    readonly activityNamespace: string;
    /** Absent for a standalone activity. */
    readonly workflowNamespace?: string;
    /** The first value of the last heartbeat. */
    readonly heartbeatDetails: Untyped;
    readonly priority?: Priority;
    readonly retryPolicy?: RetryPolicy;
}
/** The meter of activities. Nothing takes up what it is told. */
declare const metricMeter: MetricMeter;
/** The running activity, as its code sees it. */
declare class Context {
    #private;
    /** The same for each call in one attempt. */
    static current(this: void): Context;
    readonly info: Info;
    readonly log: Logger;
    /** Records nothing. */
    readonly metricMeter: MetricMeter;
    /** @internal By {@link Context.current}. */
    constructor(core: ActivityContext);
    /** Rejects with a `CancelledFailure` when the activity is to stop. */
    get cancelled(): Promise<never>;
    get cancellationSignal(): AbortSignal;
    /** Undefined as long as nobody wants the activity to stop. */
    get cancellationDetails(): ActivityCancellationDetails | undefined;
    /**
     * The client that the worker was made with.
     *
     * @throws `IllegalStateError` if that was no `Client` of `@millrace/workflow-sdk/client`, and in threads
     */
    get client(): Client;
    readonly heartbeat: (details?: unknown) => void;
    /** Rejects with a `CancelledFailure` when the activity is to stop. */
    readonly sleep: (duration: Duration) => Promise<void>;
}
/** What is known of the running activity. */
declare function activityInfo(): Info;
/** The worker's client. @throws `IllegalStateError`, see {@link Context.client} */
declare function getClient(): Client;
declare function sleep(duration: Duration): Promise<void>;
declare function cancelled(): Promise<never>;
declare function cancellationSignal(): AbortSignal;
declare function cancellationDetails(): ActivityCancellationDetails | undefined;

export { ActivityContext, ActivityInfo, Context, Untyped, activityInfo, cancellationDetails, cancellationSignal, cancelled, getClient, metricMeter, sleep };
export type { Info };

// client.d.ts

export { A as ActivityArgs, a as ActivityCancelInput, b as ActivityClient, c as ActivityClientInterceptor, d as ActivityClientOptions, e as ActivityCountInput, f as ActivityDescribeInput, g as ActivityDescribeOptions, h as ActivityExecutionDescription, i as ActivityExecutionInfo, j as ActivityGetResultInput, k as ActivityHandle, l as ActivityListInput, m as ActivityName, n as ActivityOptions, o as ActivityOptionsFor, p as ActivityOptionsWithArgs, q as ActivityResult, r as ActivityStartInput, s as ActivityTerminateInput, t as AsyncCompletionClient, u as AsyncCompletionClientOptions, B as Backfill, v as CalendarSpecDescription, C as Client, w as ClientInterceptors, x as ClientOptions, y as CountActivityExecutions, z as CreateScheduleInput, D as CreateScheduleOutput, E as DayOfWeek, F as FullActivityId, G as GetActivityHandleOptions, I as IntervalSpec, H as IntervalSpecDescription, L as ListScheduleOptions, J as LooseRange, M as Month, R as Range, S as ScheduleClient, K as ScheduleClientInterceptor, N as ScheduleClientOptions, O as ScheduleDescription, P as ScheduleDescriptionAction, Q as ScheduleDescriptionStartWorkflowAction, T as ScheduleExecutionActionResult, U as ScheduleExecutionResult, V as ScheduleExecutionStartWorkflowActionResult, W as ScheduleHandle, X as ScheduleOptions, Y as ScheduleOptionsAction, Z as ScheduleOptionsStartWorkflowAction, _ as ScheduleSpec, $ as ScheduleSpecDescription, a0 as ScheduleSummary, a1 as ScheduleSummaryAction, a2 as ScheduleSummaryStartWorkflowAction, a3 as ScheduleUpdateOptions, a4 as TypedActivityClient } from './client.shared.d.ts';
import { a as ActivityExecutionStatus, b as ActivityIdConflictPolicy, c as ActivityIdReusePolicy, P as PendingActivityState } from './failures.shared.d.ts';
export { d as ActivityFailure, A as ApplicationFailure, e as AsyncWorkflowListIterable, B as BaseClient, f as BaseClientOptions, g as BaseWorkflowHandle, h as BaseWorkflowOptions, C as CancelledFailure, i as ChildWorkflowFailure, j as CommonWorkflowOptions, k as CompiledWorkflowOptions, l as Connection, m as ConnectionOptions, n as CountWorkflowExecution, o as DataConverter, G as GetWorkflowHandleOptions, p as GetWorkflowUpdateHandleOptions, H as Headers, q as HistoryAndWorkflowId, I as IntoHistoriesOptions, L as LOCAL_TARGET, r as ListOptions, M as Metadata, N as Next, Q as QueryRejectCondition, s as RequestCancelWorkflowExecutionResponse, R as RetryPolicy, S as ScheduleOverlapPolicy, t as ServerFailure, T as TLSConfig, u as TerminateWorkflowExecutionResponse, v as TerminatedFailure, w as TimeoutFailure, W as WithStartWorkflowOperation, x as WithWorkflowArgs, y as Workflow, z as WorkflowCancelInput, E as WorkflowClient, F as WorkflowClientInterceptor, J as WorkflowClientOptions, K as WorkflowDescribeInput, O as WorkflowDurationOptions, V as WorkflowExecution, X as WorkflowExecutionDescription, Y as WorkflowExecutionInfo, Z as WorkflowExecutionStatusName, _ as WorkflowHandle, $ as WorkflowHandleWithFirstExecutionRunId, a0 as WorkflowHandleWithSignaledRunId, a1 as WorkflowHandleWithStartDetails, a2 as WorkflowIdConflictPolicy, a3 as WorkflowIdReusePolicy, a4 as WorkflowOptions, a5 as WorkflowQueryInput, a6 as WorkflowQueryOptions, a7 as WorkflowResultOptions, a8 as WorkflowSignalInput, a9 as WorkflowSignalOptions, aa as WorkflowSignalWithStartInput, ab as WorkflowSignalWithStartOptions, ac as WorkflowSignalWithStartOptionsWithArgs, ad as WorkflowSignalWithStartOptionsWithoutArgs, ae as WorkflowStartInput, af as WorkflowStartOptions, ag as WorkflowStartOutput, ah as WorkflowStartUpdateInput, ai as WorkflowStartUpdateOutput, aj as WorkflowStartUpdateWithStartInput, ak as WorkflowStartUpdateWithStartOutput, al as WorkflowTerminateInput, am as WorkflowUpdateHandle, an as WorkflowUpdateOptions, ao as WorkflowUpdateStage, ap as extractWorkflowType } from './failures.shared.d.ts';
export { C as ConnectionLike, H as HealthService, O as OperatorService, a as ProtoFailure, T as TestService, W as WorkflowService } from './connection.shared.d.ts';
export { a as ActivityFunction, A as ActivityInterface, d as CalendarSpec, C as CompleteAsyncError, e as DAYS_OF_WEEK, m as MONTHS, Q as QueryDefinition, S as SignalDefinition, T as TemporalFailure, A as UntypedActivities, U as UpdateDefinition, R as WorkflowResultType } from './timeout-failure.shared.d.ts';
import { D as Decode, E as Encode } from './payload-converters.shared.d.ts';
export { A as ActivityCompletionError, I as IllegalStateError, N as NamespaceNotFoundError, P as PayloadConverterError, Q as QueryNotRegisteredError, a as QueryRejectedError, S as ScheduleAlreadyRunning, b as ScheduleNotFoundError, c as ServiceError, V as ValueError, W as WorkflowContinuedAsNewError, d as WorkflowExecutionAlreadyStartedError, e as WorkflowFailedError, f as WorkflowNotFoundError, g as WorkflowUpdateFailedError, h as WorkflowUpdateRPCTimeoutOrCancelledError, i as decodeQueryRejectCondition, j as decodeScheduleOverlapPolicy, k as decodeWorkflowIdConflictPolicy, l as decodeWorkflowIdReusePolicy, m as defaultPayloadConverter, n as encodeQueryRejectCondition, o as encodeScheduleOverlapPolicy, p as encodeWorkflowIdConflictPolicy, q as encodeWorkflowIdReusePolicy } from './payload-converters.shared.d.ts';
import { enums } from '@millrace/protocol/temporal';
import { ActivityCancelledError as ActivityCancelledError$1, ActivityAlreadyStartedError, ActivityExecutionFailedError as ActivityExecutionFailedError$1, ActivityNotFoundError as ActivityNotFoundError$1, ActivityPausedError as ActivityPausedError$1, ActivityResetError as ActivityResetError$1, RpcError } from './index.d.ts';
export { Payload } from '@millrace/protocol/payload';
import './target.shared.d.ts';
import '@connectrpc/connect';
import '@bufbuild/protobuf';
import '@millrace/protocol';
import '@millrace/protocol/grpc';

declare const encodeActivityIdReusePolicy: Encode<ActivityIdReusePolicy, "ACTIVITY_ID_REUSE_POLICY_", enums.ActivityIdReusePolicy>;
declare const decodeActivityIdReusePolicy: Decode<ActivityIdReusePolicy, enums.ActivityIdReusePolicy>;
declare const encodeActivityIdConflictPolicy: Encode<ActivityIdConflictPolicy, "ACTIVITY_ID_CONFLICT_POLICY_", enums.ActivityIdConflictPolicy>;
declare const decodeActivityIdConflictPolicy: Decode<ActivityIdConflictPolicy, enums.ActivityIdConflictPolicy>;
declare const encodeActivityExecutionStatus: Encode<ActivityExecutionStatus, "ACTIVITY_EXECUTION_STATUS_", enums.ActivityExecutionStatus>;
declare const decodeActivityExecutionStatus: Decode<ActivityExecutionStatus, enums.ActivityExecutionStatus>;
declare const encodePendingActivityState: Encode<PendingActivityState, "PENDING_ACTIVITY_STATE_", enums.PendingActivityState>;
declare const decodePendingActivityState: Decode<PendingActivityState, enums.PendingActivityState>;

declare class ActivityExecutionFailedError extends ActivityExecutionFailedError$1 {
    constructor(message: string, cause: Error | undefined, activityId: string, runId?: string);
}
declare class ActivityExecutionAlreadyStartedError extends ActivityAlreadyStartedError {
    constructor(message: string, activityId: string, runId: string);
}
declare class ActivityNotFoundError extends ActivityNotFoundError$1 {
    constructor(message?: string);
}
declare class ActivityCancelledError extends ActivityCancelledError$1 {
    constructor(message?: string);
}
declare class ActivityPausedError extends ActivityPausedError$1 {
    constructor(message?: string);
}
declare class ActivityResetError extends ActivityResetError$1 {
    constructor(message?: string);
}

/** Whether a service answered with an error: all of them are of one class here. */
declare function isGrpcServiceError(error: unknown): error is RpcError;
/** Whether a deadline passed, here or in a cause: that of `withDeadline`, or the connection's for a call. */
declare function isGrpcDeadlineError(error: unknown): error is Error;
/** Whether the caller aborted the call, or the server cancelled it, here or in a cause. */
declare function isGrpcCancelledError(error: unknown): error is Error;

export { ActivityCancelledError, ActivityExecutionAlreadyStartedError, ActivityExecutionFailedError, ActivityExecutionStatus, ActivityIdConflictPolicy, ActivityIdReusePolicy, ActivityNotFoundError, ActivityPausedError, ActivityResetError, Decode, Encode, PendingActivityState, decodeActivityExecutionStatus, decodeActivityIdConflictPolicy, decodeActivityIdReusePolicy, decodePendingActivityState, encodeActivityExecutionStatus, encodeActivityIdConflictPolicy, encodeActivityIdReusePolicy, encodePendingActivityState, isGrpcCancelledError, isGrpcDeadlineError, isGrpcServiceError, isGrpcServiceError as isServerErrorResponse };

// common.d.ts

import { ar as PayloadConverter, D as Duration, R as RetryPolicy } from './failures.shared.d.ts';
export { d as ActivityFailure, A as ApplicationFailure, as as ApplicationFailureOptions, g as BaseWorkflowHandle, h as BaseWorkflowOptions, C as CancelledFailure, i as ChildWorkflowFailure, j as CommonWorkflowOptions, o as DataConverter, H as Headers, q as HistoryAndWorkflowId, at as LoadedDataConverter, N as Next, au as NexusOperationFailure, av as PayloadCodec, aw as PayloadConverterWithEncoding, ax as SearchAttributeValue, aq as SearchAttributes, t as ServerFailure, ay as StringValue, v as TerminatedFailure, w as TimeoutFailure, x as WithWorkflowArgs, y as Workflow, O as WorkflowDurationOptions, V as WorkflowExecution, a2 as WorkflowIdConflictPolicy, a3 as WorkflowIdReusePolicy, a6 as WorkflowQueryOptions, a9 as WorkflowSignalOptions, az as createPayloadValidationError, aA as defaultDataConverter, aB as defaultFailureConverter, aC as ensureApplicationFailure, aD as ensureTemporalFailure, ap as extractWorkflowType } from './failures.shared.d.ts';
import { D as Decode, E as Encode } from './payload-converters.shared.d.ts';
export { B as BinaryPayloadConverter, C as CompositePayloadConverter, r as DefaultPayloadConverter, I as IllegalStateError, J as JsonPayloadConverter, N as NamespaceNotFoundError, P as PayloadConverterError, U as UndefinedPayloadConverter, V as ValueError, d as WorkflowExecutionAlreadyStartedError, f as WorkflowNotFoundError, k as decodeWorkflowIdConflictPolicy, l as decodeWorkflowIdReusePolicy, m as defaultPayloadConverter, p as encodeWorkflowIdConflictPolicy, q as encodeWorkflowIdReusePolicy } from './payload-converters.shared.d.ts';
import { enums, common } from '@millrace/protocol/temporal';
export { a as ActivityFunction, A as ActivityInterface, C as CompleteAsyncError, Q as QueryDefinition, o as SearchAttributePair, p as SearchAttributeType, q as SearchAttributeUpdatePair, S as SignalDefinition, T as TemporalFailure, g as TypedSearchAttributes, A as UntypedActivities, U as UpdateDefinition, R as WorkflowResultType, r as defineSearchAttributeKey } from './timeout-failure.shared.d.ts';
import { S as SerializationContext, P as Priority } from './connection.shared.d.ts';
export { A as ActivitySerializationContext, D as DefaultFailureConverter, b as DefaultFailureConverterOptions, F as FailureConverter, a as ProtoFailure, c as WorkflowSerializationContext } from './connection.shared.d.ts';
import { Payload } from '@millrace/protocol/payload';
export { Payload } from '@millrace/protocol/payload';
import { RawValue as RawValue$1 } from './index.d.ts';
export { A as ActivityCancellationDetails, a as ActivityCancellationDetailsOptions, b as LogLevel, c as LogMetadata, L as Logger, d as Metric, e as MetricCounter, f as MetricGauge, g as MetricHistogram, h as MetricKind, M as MetricMeter, i as MetricTags, j as MetricUpDownCounter, N as NumericMetricValueType, n as noopMetricMeter } from './metrics.shared.d.ts';
import './target.shared.d.ts';
import '@connectrpc/connect';
import './namespace-errors.shared.d.ts';
import '@millrace/protocol';
import '@bufbuild/protobuf';
import '@millrace/protocol/grpc';
import './activity-cancellation.shared.d.ts';

declare const TimeoutType: {
    readonly START_TO_CLOSE: "START_TO_CLOSE";
    readonly SCHEDULE_TO_START: "SCHEDULE_TO_START";
    readonly SCHEDULE_TO_CLOSE: "SCHEDULE_TO_CLOSE";
    readonly HEARTBEAT: "HEARTBEAT";
    readonly TIMEOUT_TYPE_START_TO_CLOSE: "START_TO_CLOSE";
    readonly TIMEOUT_TYPE_SCHEDULE_TO_START: "SCHEDULE_TO_START";
    readonly TIMEOUT_TYPE_SCHEDULE_TO_CLOSE: "SCHEDULE_TO_CLOSE";
    readonly TIMEOUT_TYPE_HEARTBEAT: "HEARTBEAT";
    readonly TIMEOUT_TYPE_UNSPECIFIED: undefined;
};
type TimeoutType = (typeof TimeoutType)[keyof typeof TimeoutType];
declare const RetryState: {
    readonly IN_PROGRESS: "IN_PROGRESS";
    readonly NON_RETRYABLE_FAILURE: "NON_RETRYABLE_FAILURE";
    readonly TIMEOUT: "TIMEOUT";
    readonly MAXIMUM_ATTEMPTS_REACHED: "MAXIMUM_ATTEMPTS_REACHED";
    readonly RETRY_POLICY_NOT_SET: "RETRY_POLICY_NOT_SET";
    readonly INTERNAL_SERVER_ERROR: "INTERNAL_SERVER_ERROR";
    readonly CANCEL_REQUESTED: "CANCEL_REQUESTED";
    readonly RETRY_STATE_IN_PROGRESS: "IN_PROGRESS";
    readonly RETRY_STATE_NON_RETRYABLE_FAILURE: "NON_RETRYABLE_FAILURE";
    readonly RETRY_STATE_TIMEOUT: "TIMEOUT";
    readonly RETRY_STATE_MAXIMUM_ATTEMPTS_REACHED: "MAXIMUM_ATTEMPTS_REACHED";
    readonly RETRY_STATE_RETRY_POLICY_NOT_SET: "RETRY_POLICY_NOT_SET";
    readonly RETRY_STATE_INTERNAL_SERVER_ERROR: "INTERNAL_SERVER_ERROR";
    readonly RETRY_STATE_CANCEL_REQUESTED: "CANCEL_REQUESTED";
    readonly RETRY_STATE_UNSPECIFIED: undefined;
};
type RetryState = (typeof RetryState)[keyof typeof RetryState];
/** `BENIGN`: an expected failure, which is logged at debug level. */
declare const ApplicationFailureCategory: {
    readonly BENIGN: "BENIGN";
};
type ApplicationFailureCategory = (typeof ApplicationFailureCategory)[keyof typeof ApplicationFailureCategory];

declare const encodeTimeoutType: Encode<TimeoutType, "TIMEOUT_TYPE_", enums.TimeoutType>;
declare const decodeTimeoutType: Decode<TimeoutType, enums.TimeoutType>;
declare const encodeRetryState: Encode<RetryState, "RETRY_STATE_", enums.RetryState>;
declare const decodeRetryState: Decode<RetryState, enums.RetryState>;
declare const encodeApplicationFailureCategory: Encode<ApplicationFailureCategory, "APPLICATION_ERROR_CATEGORY_", enums.ApplicationErrorCategory>;
declare const decodeApplicationFailureCategory: Decode<ApplicationFailureCategory, enums.ApplicationErrorCategory>;

/** The message of the innermost cause of a failure; of an error, its own; a text as it is. */
declare function rootCause(error: unknown): string | undefined;

/** Undefined for no values. */
declare function toPayloads(converter: PayloadConverter, ...values: unknown[]): Payload[] | undefined;
declare function mapToPayloads<K extends string>(converter: PayloadConverter, map: Readonly<Record<K, unknown>>, context?: SerializationContext): Record<K, Payload>;
/** Undefined where there is no payload. */
declare function fromPayloadsAtIndex<T>(converter: PayloadConverter, index: number, payloads?: readonly Payload[] | null, context?: SerializationContext): T | undefined;
declare function arrayFromPayloads(converter: PayloadConverter, payloads?: readonly Payload[] | null, context?: SerializationContext): unknown[];
declare function mapFromPayloads<K extends string, T = unknown>(converter: PayloadConverter, map?: Readonly<Record<K, Payload>> | null, context?: SerializationContext): Record<K, T> | undefined;
/** The same as {@link toPayloads}, with what the values belong to. */
declare function toPayloadsWithContext(converter: PayloadConverter, context: SerializationContext | undefined, values: readonly unknown[]): Payload[] | undefined;
/** `null` and `undefined` as they are: they stand for a payload that is not there. */
declare function convertOptionalToPayload(converter: PayloadConverter, value: unknown, context?: SerializationContext): Payload | null | undefined;

declare const METADATA_ENCODING_KEY = "encoding";
declare const METADATA_MESSAGE_TYPE_KEY = "messageType";
declare const encodingTypes: {
    readonly METADATA_ENCODING_NULL: "binary/null";
    readonly METADATA_ENCODING_RAW: "binary/plain";
    readonly METADATA_ENCODING_JSON: "json/plain";
    readonly METADATA_ENCODING_PROTOBUF_JSON: "json/protobuf";
    readonly METADATA_ENCODING_PROTOBUF: "binary/protobuf";
};
type EncodingType = (typeof encodingTypes)[keyof typeof encodingTypes];
/** The same as bytes, as metadata has them. */
declare const encodingKeys: {
    readonly [Name in keyof typeof encodingTypes]: Uint8Array;
};

/** A value that is converted here and now, and passes every payload converter as it is. */
declare class RawValue extends RawValue$1 {
    constructor(value: unknown, payloadConverter?: PayloadConverter, context?: SerializationContext);
    static fromPayload(payload: Payload): RawValue$1;
}

/** A time, or a duration: seconds are `bigint` in messages. */
interface Timestamp {
    readonly seconds?: bigint | null;
    readonly nanos?: number | null;
}
/** What {@link msToTs} and its like give: without gaps. */
interface WholeTimestamp extends Timestamp {
    readonly seconds: bigint;
    readonly nanos: number;
}
/** @throws `WORKFLOW_INVALID_OPTION` for what is no duration */
declare function msToNumber(duration: Duration): number;
declare function msOptionalToNumber(duration: Duration | undefined): number | undefined;
/** @throws `WORKFLOW_INVALID_TIME` for what is no number, or beyond the year 9999 */
declare function msNumberToTs(ms: number): WholeTimestamp;
declare function msToTs(duration: Duration): WholeTimestamp;
declare function msOptionalToTs(duration: Duration | undefined | null): WholeTimestamp | undefined;
/** Whole milliseconds. @throws `WORKFLOW_INVALID_TIME` if there is none */
declare function tsToMs(timestamp: Timestamp | null | undefined): number;
declare function optionalTsToMs(timestamp: Timestamp | null | undefined): number | undefined;
declare function tsToDate(timestamp: Timestamp): Date;
declare function optionalTsToDate(timestamp: Timestamp | null | undefined): Date | undefined;

declare function u8(text: string): Uint8Array;
declare function str(bytes: Uint8Array): string;
/** The message of an error; a text as it is. */
declare function errorMessage(error: unknown): string | undefined;
/** The `code` of an error, if it is a text: Node's errors and those of this package have one. */
declare function errorCode(error: unknown): string | undefined;

/** @throws `WORKFLOW_INVALID_RETRY_POLICY`, `PROTOCOL_INVALID_OPTION`, `PROTOCOL_UNKNOWN_OPTION` */
declare function compileRetryPolicy(retryPolicy: RetryPolicy): common.RetryPolicy;
/** Intervals in milliseconds. */
declare function decompileRetryPolicy(retryPolicy?: common.RetryPolicy | null): RetryPolicy | undefined;
/** @throws `WORKFLOW_INVALID_PRIORITY`, `PROTOCOL_INVALID_OPTION`, `PROTOCOL_UNKNOWN_OPTION` */
declare function compilePriority(priority: Priority): common.Priority;
/** Members that the message leaves to the server are absent. */
declare function decodePriority(priority?: common.Priority | null): Priority;

/** Which part of a worker a line comes from. Lines of `log` carry `activity`; other lines do not say it. */
declare const SdkComponent: {
    readonly workflow: "workflow";
    readonly activity: "activity";
    readonly nexus: "nexus";
    readonly worker: "worker";
    readonly core: "core";
};
type SdkComponent = (typeof SdkComponent)[keyof typeof SdkComponent];

/** A stack trace without this package's own frames beneath the caller's. */
declare function cutoffStackTrace(stack?: string): string;

/** Official SDKs of this language call themselves so; readers choose by it how to show a stack trace. */
declare const failureSource = "TypeScriptSDK";

export { ApplicationFailureCategory, Decode, Duration, Encode, failureSource as FAILURE_SOURCE, METADATA_ENCODING_KEY, METADATA_MESSAGE_TYPE_KEY, PayloadConverter, Priority, RawValue, RetryPolicy, RetryState, SdkComponent, SerializationContext, TimeoutType, arrayFromPayloads, compilePriority, compileRetryPolicy, convertOptionalToPayload, cutoffStackTrace, decodeApplicationFailureCategory, decodePriority, decodeRetryState, decodeTimeoutType, decompileRetryPolicy, encodeApplicationFailureCategory, encodeRetryState, encodeTimeoutType, encodingKeys, encodingTypes, errorCode, errorMessage, fromPayloadsAtIndex, mapFromPayloads, mapToPayloads, msNumberToTs, msOptionalToNumber, msOptionalToTs, msToNumber, msToTs, optionalTsToDate, optionalTsToMs, rootCause, str, toPayloads, toPayloadsWithContext, tsToDate, tsToMs, u8 };
export type { EncodingType, Timestamp };

// testing.d.ts

import { Logger } from '@millrace/protocol';
import { ActivityCancelReason } from './activity.d.ts';
import { ActivityContext, ActivityFacts } from './activity.d.ts';
import { WorkerClient } from './index.d.ts';
import { ActivityInterceptorFactory } from './index.d.ts';
import { Target } from './index.d.ts';
import './connection.shared.d.ts';
import '@millrace/protocol/payload';
import '@bufbuild/protobuf';
import '@connectrpc/connect';
import '@millrace/protocol/temporal';
import '@millrace/protocol/grpc';

interface MockActivityOptions {
    /** What `activity.info()` says; {@link mockActivityFacts} for what is left out. */
    readonly info?: Partial<ActivityFacts>;
    /** Default: none. */
    readonly logger?: Logger;
    /** Called with the details of each heartbeat. Default: none. */
    readonly onHeartbeat?: (details: readonly unknown[]) => void;
    /** As those of a worker. Default: none. */
    readonly interceptors?: readonly ActivityInterceptorFactory[];
    /** What activities get that ask for the worker's client. Default: none. */
    readonly client?: WorkerClient;
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

// timeout-failure.shared.d.ts

import { ErrorCodeOf, MillraceError } from '@millrace/protocol';
import { P as Priority, R as RetryPolicy, C as Connection, e as DataConverter, g as ConnectionOptions, h as DataConverterOptions, W as WorkflowService, O as OperatorService, T as TestService, H as HealthService, f as ApiKey } from './connection.shared.d.ts';
import { Payload } from '@millrace/protocol/payload';
import { T as Target } from './target.shared.d.ts';

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
        readonly summary: "A worker's time to stop was over, and activities still ran, or the server had not answered their reports or that the worker leaves; it has stopped without them.";
        readonly remedy: "Make activities end when `activity.info().signal` aborts, or give longer with `forceMs`; see whether the server can be reached.";
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
    /** How long the first task waits; signals wait with it. Not together with `cronSchedule`. */
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
     * If another caller changes the schedule meanwhile, the server keeps that change and not this one. Temporal's server
     * 1.32 says nothing of it: describe the schedule where it matters.
     *
     * @throws `FailedPreconditionError` from servers that do
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
     * one of them closes it, and options of connections are refused.
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

export { AsyncActivityHandle as $, CancelledFailure as B, CompleteAsyncError as C, ActivityFailure as D, ChildWorkflowFailure as E, ServerFailure as F, TerminatedFailure as G, TimeoutFailure as H, NexusOperationFailure as N, TemporalFailure as T, WorkflowSdkError as b1, defineQuery as b3, defineSignal as b4, defineUpdate as b5, workflowErrors as b6, activitiesOf as c, daysOfWeek as e, TypedSearchAttributes as g, ActivityHandle as j, months as m, ScheduleHandle as n, SearchAttributeType as p, defineSearchAttributeKey as r, Client as t, WorkflowUpdateHandle as u, WorkflowHandle as v, ApplicationFailure as y };
export type { Activities as A, TimeoutType as I, FailureOptions as J, ClientOptions as K, ActivityFailureOptions as L, ActivityIdConflictPolicy as M, ActivityIdReusePolicy as O, ActivityRef as P, QueryDefinition as Q, ResultOf as R, SignalDefinition as S, UpdateDefinition as U, ActivityResultInput as V, WorkflowStatus as W, ActivityStartSettings as X, ActivityStatus as Y, ApplicationFailureOptions as Z, ArgsOf as _, ActivityFunction as a, WorkflowRef as a$, AsyncActivityRef as a0, CalendarField as a1, CallHeader as a2, CancelWorkflowInput as a3, CancelledFailureOptions as a4, ChildWorkflowFailureOptions as a5, ClientCalls as a6, CountGroup as a7, CountOptions as a8, CountResult as a9, SearchAttributeTypes as aA, ServerFailureOptions as aB, SignalWithStartInput as aC, SignalWorkflowInput as aD, StartActivityInput as aE, StartActivityOptions as aF, StartUpdateInput as aG, StartUpdateOptions as aH, StartUpdateOutput as aI, StartUpdateWithStartInput as aJ, StartWorkflowInput as aK, StartWorkflowOptions as aL, StartWorkflowOutput as aM, TerminateOptions as aN, TerminateWorkflowInput as aO, TimeoutFailureOptions as aP, UpdateOptions as aQ, UpdateOutcome as aR, UpdateStage as aS, UpdateWithStart as aT, Workflow as aU, WorkflowChainRef as aV, WorkflowErrorCode as aW, WorkflowExecution as aX, WorkflowExecutionInfo as aY, WorkflowIdConflictPolicy as aZ, WorkflowIdReusePolicy as a_, CreateScheduleInput as aa, CreateScheduleOptions as ab, DayOfWeek as ac, EndActivityInput as ad, HistoryEventJson as ae, IntervalSpec as af, ListOptions as ag, Month as ah, Next as ai, NexusOperationFailureOptions as aj, PendingActivity as ak, PendingChild as al, QueryRejectCondition as am, QueryWorkflowInput as an, ResultWaitOptions as ao, ScheduleAction as ap, ScheduleActionResult as aq, ScheduleBackfill as ar, ScheduleDescription as as, ScheduleOptions as at, ScheduleOverlapPolicy as au, SchedulePolicies as av, ScheduleSpec as aw, ScheduleState as ax, ScheduleSummary as ay, SearchAttributeKey as az, ActivityObject as b, WorkflowResultOptions as b0, WorkflowStartSettings as b2, CalendarSpec as d, ActivityExecutionInfo as f, ActivityExecution as h, SearchAttributeList as i, ClientInterceptor as k, ScheduleRange as l, SearchAttributePair as o, SearchAttributeUpdatePair as q, RetryState as s, WorkflowHistory as w, ArgsOption as x, ApplicationFailureCategory as z };

// target.shared.d.ts

import { Transport } from '@connectrpc/connect';

/** A server that lives in this process, such as that of `startServer`. */
interface Connectable {
    /** Where else it is reached, `host:port`, if it is. */
    readonly address?: string | undefined;
    /** A transport of the caller's own; whoever asks for it need not close it. */
    transport(): Transport;
}
/** Where a server is: `host:port`, or the server itself. The port is 7233 if there is none. */
type Target = string | Connectable;

export type { Connectable as C, Target as T };

// connection.shared.d.ts

import { Payload, PayloadConverter, MaybePromise, PayloadCodec } from '@millrace/protocol/payload';
import { DescMessage, DescMethodUnary, MessageInitShape, MessageShape } from '@bufbuild/protobuf';
import { SignalUnion } from '@millrace/protocol';
import { T as Target } from './target.shared.d.ts';
import { Client, Code } from '@connectrpc/connect';
import { workflowservice, operatorservice, testservice, health } from '@millrace/protocol/temporal';
import { GrpcClientTls } from '@millrace/protocol/grpc';

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
    /**
     * A failure as an error. Details that codecs or converters cannot read are an {@link UndecodedValue} each.
     *
     * @throws `WORKFLOW_FAILURE_CONVERTER_RESULT` if the failure converter gives something that is no error.
     */
    decodeFailure(failure: ProtoFailure, context?: SerializationContext): Promise<Error>;
}

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
type WorkflowService = Client<typeof workflowservice.WorkflowService>;
/** Every call of Temporal's OperatorService: `client.operatorService`. */
type OperatorService = Client<typeof operatorservice.OperatorService>;
/** Every call of Temporal's TestService, which only test servers have: `client.testService`. */
type TestService = Client<typeof testservice.TestService>;
/** The health check of gRPC servers: `client.healthService`. */
type HealthService = Client<typeof health.Health>;

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
     * A signal that aborts with `signal`, or when the connection is closed. For who makes many calls that end by one
     * signal: with this one in its place, calls need not follow both. Dispose it after the last of them.
     */
    until(signal: AbortSignal): SignalUnion;
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
/** @internal The one implementation; the official names derive theirs from it. */
declare class ServerConnection implements Connection {
    #private;
    readonly target: Target;
    readonly context: CallContext;
    readonly service: WorkflowService;
    readonly operatorService: OperatorService;
    readonly testService: TestService;
    readonly healthService: HealthService;
    constructor(target: Target, options: ConnectionOptions);
    get address(): string;
    get identity(): string;
    call<I extends DescMessage, O extends DescMessage>(method: DescMethodUnary<I, O>, request: MessageInitShape<I>, options?: CallOptions): Promise<MessageShape<O>>;
    until(signal: AbortSignal): SignalUnion;
    capabilities(): Promise<ServerCapabilities>;
    connect(): Promise<void>;
    setApiKey(apiKey: ApiKey): void;
    close(): Promise<void>;
    [Symbol.asyncDispose](): Promise<void>;
}

export { DefaultFailureConverter as D, ServerConnection as d, DataConverter as e, connectionDefaults as j };
export type { ActivitySerializationContext as A, Connection as C, FailureConverter as F, HealthService as H, OperatorService as O, Priority as P, RetryPolicy as R, SerializationContext as S, TestService as T, WorkflowService as W, ProtoFailure as a, DefaultFailureConverterOptions as b, WorkflowSerializationContext as c, ApiKey as f, ConnectionOptions as g, DataConverterOptions as h, ServerCapabilities as i };

// raw-value.shared.d.ts

import { Payload } from '@millrace/protocol/payload';

/**
 * A payload as it is, in the place of a value: no payload converter sees it; codecs do. Given as a type hint where
 * values are read, it stands for its payload there.
 */
declare class RawValue {
    readonly payload: Payload;
    static [Symbol.hasInstance](value: unknown): boolean;
    constructor(payload: Payload);
}

export { RawValue as R };

// namespace-errors.shared.d.ts

import { b1 as WorkflowSdkError, s as RetryState, W as WorkflowStatus } from './timeout-failure.shared.d.ts';
import { a as ProtoFailure } from './connection.shared.d.ts';
import { ErrorCodeOf, MillraceError } from '@millrace/protocol';

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

export { rpcErrors as $, ActivityCancelledError as A, NamespaceUnavailableError as B, CanceledError as C, DataLossError as D, NexusOperationAlreadyStartedError as E, FailedPreconditionError as F, InternalError as I, SystemWorkflowError as L, NamespaceNotFoundError as N, OutOfRangeError as O, UnavailableError as P, QueryFailedError as Q, RpcError as R, ScheduleAlreadyExistsError as S, UnimplementedError as T, UnauthenticatedError as U, UnknownError as V, WorkflowContinuedAsNewError as W, WorkflowNotReadyError as Z, WorkflowTaskCompletionBufferLostError as _, ActivityAlreadyStartedError as a, ActivityExecutionFailedError as b, ActivityNotFoundError as c, ActivityPausedError as d, ActivityResetError as e, QueryRejectedError as f, WorkflowAlreadyStartedError as g, WorkflowFailedError as h, WorkflowNotFoundError as i, WorkflowUpdateFailedError as j, ScheduleNotFoundError as k, NotFoundError as m, AbortedError as n, AlreadyExistsError as q, CancellationAlreadyRequestedError as r, DeadlineExceededError as s, InvalidArgumentError as t, NamespaceAlreadyExistsError as u, NamespaceInvalidStateError as v, NamespaceNotActiveError as x };
export type { GrpcStatus as G, NexusOperationAlreadyStartedFields as H, RpcErrorCode as J, RpcFields as K, SystemWorkflowFields as M, WorkflowAlreadyStartedFields as X, WorkflowNotFoundFields as Y, RpcAnswer as l, ActivityAlreadyStartedFields as o, ActivityNotFoundFields as p, NamespaceInvalidStateFields as w, NamespaceNotActiveFields as y, NamespaceState as z };

// activity-context.shared.d.ts

import { Logger, LogFields } from '@millrace/protocol';
import { a as ActivityCancellationDetails } from './activity-cancellation.shared.d.ts';
import { P as Priority, R as RetryPolicy, C as Connection, e as DataConverter } from './connection.shared.d.ts';

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

/** What a worker needs of its client. It uses the client's connection, and never closes it. */
interface WorkerClient {
    readonly connection: Connection;
    readonly namespace: string;
    readonly dataConverter: DataConverter;
}

/** What `activity.info()`, `activity.heartbeat()` and `activity.logger()` reach. A test may make one of its own. */
interface ActivityContext {
    readonly info: ActivityInfo;
    /** Where the activity's log goes. */
    readonly logger: Logger;
    /** What is added to each line of that log. */
    readonly logFields: LogFields;
    /** The client of the worker; absent in other threads than the worker's, and in tests that give none. */
    readonly client?: WorkerClient | undefined;
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

export { info as c, heartbeat as h, inActivity as i, runWithContext as r };
export type { ActivityInfo as A, WorkerClient as W, ActivityContext as a, ActivityFacts as b };

// activity-cancellation.shared.d.ts

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

export type { ActivityCancelReason as A, ActivityCancellationDetails as a };

// activity-interceptors.shared.d.ts

import { LogFields } from '@millrace/protocol';
import { Payload } from '@millrace/protocol/payload';
import { a as ActivityContext } from './activity-context.shared.d.ts';

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

// serve-activities.shared.d.ts

import { Logger, LogFields } from '@millrace/protocol';
import { b1 as WorkflowSdkError, A as Activities } from './timeout-failure.shared.d.ts';

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

export { LoggerAdapter as L, NotInActivityError as N, logger as l, serveActivities as s, withContext as w };

// metrics.shared.d.ts

import { a as ActivityCancellationDetails$1 } from './activity-cancellation.shared.d.ts';

type ActivityCancellationDetailsOptions = Partial<ActivityCancellationDetails$1>;
/** Why an activity is to stop. */
declare class ActivityCancellationDetails implements ActivityCancellationDetails$1 {
    readonly cancelRequested: boolean;
    readonly notFound: boolean;
    readonly timedOut: boolean;
    readonly paused: boolean;
    readonly reset: boolean;
    readonly workerShutdown: boolean;
    /** What is left out is `false`. */
    constructor(options?: ActivityCancellationDetailsOptions);
}

type LogLevel = "TRACE" | "DEBUG" | "INFO" | "WARN" | "ERROR";
type LogMetadata = Readonly<Record<string | symbol, unknown>>;
/** The official form of a logger: the message first. */
interface Logger {
    log(level: LogLevel, message: string, meta?: LogMetadata): void;
    trace(message: string, meta?: LogMetadata): void;
    debug(message: string, meta?: LogMetadata): void;
    info(message: string, meta?: LogMetadata): void;
    warn(message: string, meta?: LogMetadata): void;
    error(message: string, meta?: LogMetadata): void;
}
/** The logger of the running activity: each line says which activity it comes from. */
declare const log: Logger;

type MetricTags = Readonly<Record<string, string | number | boolean>>;
type NumericMetricValueType = "int" | "float";
type MetricKind = "counter" | "histogram" | "gauge" | "up-down-counter";
interface Metric {
    readonly name: string;
    readonly unit?: string;
    readonly description?: string;
    readonly kind: MetricKind;
    readonly valueType: NumericMetricValueType;
}
interface MetricCounter extends Metric {
    readonly kind: "counter";
    readonly valueType: "int";
    add(value: number, extraTags?: MetricTags): void;
    withTags(tags: MetricTags): MetricCounter;
}
interface MetricUpDownCounter extends Metric {
    readonly kind: "up-down-counter";
    readonly valueType: "int";
    add(value: number, extraTags?: MetricTags): void;
    withTags(tags: MetricTags): MetricUpDownCounter;
}
interface MetricHistogram extends Metric {
    readonly kind: "histogram";
    record(value: number, extraTags?: MetricTags): void;
    withTags(tags: MetricTags): MetricHistogram;
}
interface MetricGauge extends Metric {
    readonly kind: "gauge";
    set(value: number, extraTags?: MetricTags): void;
    withTags(tags: MetricTags): MetricGauge;
}
interface MetricMeter {
    createCounter(name: string, unit?: string, description?: string): MetricCounter;
    createHistogram(name: string, valueType?: NumericMetricValueType, unit?: string, description?: string): MetricHistogram;
    createGauge(name: string, valueType?: NumericMetricValueType, unit?: string, description?: string): MetricGauge;
    createUpDownCounter?(name: string, unit?: string, description?: string): MetricUpDownCounter;
    withTags(tags: MetricTags): MetricMeter;
}
/** A meter that records nothing. */
declare const noopMetricMeter: Required<MetricMeter>;

export { ActivityCancellationDetails as A, log as l, noopMetricMeter as n };
export type { Logger as L, MetricMeter as M, NumericMetricValueType as N, ActivityCancellationDetailsOptions as a, LogLevel as b, LogMetadata as c, Metric as d, MetricCounter as e, MetricGauge as f, MetricHistogram as g, MetricKind as h, MetricTags as i, MetricUpDownCounter as j };

// failures.shared.d.ts

import { t as Client, k as ClientInterceptor, W as WorkflowStatus, g as TypedSearchAttributes, u as WorkflowUpdateHandle$1, R as ResultOf, S as SignalDefinition, v as WorkflowHandle$1, Q as QueryDefinition, U as UpdateDefinition, w as WorkflowHistory, i as SearchAttributeList, x as ArgsOption, y as ApplicationFailure$1, z as ApplicationFailureCategory, B as CancelledFailure$1, D as ActivityFailure$1, s as RetryState, E as ChildWorkflowFailure$1, F as ServerFailure$1, G as TerminatedFailure$1, H as TimeoutFailure$1, I as TimeoutType, N as NexusOperationFailure$1, T as TemporalFailure } from './timeout-failure.shared.d.ts';
import { d as ServerConnection, W as WorkflowService, S as SerializationContext, F as FailureConverter, C as Connection$1, e as DataConverter$1, P as Priority } from './connection.shared.d.ts';
import { T as Target } from './target.shared.d.ts';
import { Payload } from '@millrace/protocol/payload';

type Unit = "ms" | "msec" | "msecs" | "millisecond" | "milliseconds" | "s" | "sec" | "secs" | "second" | "seconds" | "m" | "min" | "mins" | "minute" | "minutes" | "h" | "hr" | "hrs" | "hour" | "hours" | "d" | "day" | "days" | "w" | "week" | "weeks" | "y" | "yr" | "yrs" | "year" | "years";
type AnyCase = Unit | Capitalize<Unit> | Uppercase<Unit>;
/** A duration as a text: `5 seconds`, `1.5h`; without a unit it is milliseconds. */
type StringValue = `${number}` | `${number}${AnyCase}` | `${number} ${AnyCase}`;
/** A {@link StringValue}, or milliseconds. */
type Duration = StringValue | number;

/** How often and how fast something is tried again after it failed. */
interface RetryPolicy {
    /** Default 2. */
    readonly backoffCoefficient?: number;
    /** Default 1 second. */
    readonly initialInterval?: Duration;
    /** All attempts, the first included. Default `Infinity`. */
    readonly maximumAttempts?: number;
    /** Default a hundred times the initial interval. */
    readonly maximumInterval?: Duration;
    readonly nonRetryableErrorTypes?: readonly string[];
}

/** Where a server is if nobody says it. */
declare const LOCAL_TARGET = "localhost:7233";
interface TLSConfig {
    /** The name that the server's certificate must have. Default: the host. */
    readonly serverNameOverride?: string;
    /** Default: the certificates that Node trusts. */
    readonly serverRootCACertificate?: Uint8Array;
    readonly clientCertPair?: {
        readonly crt: Uint8Array;
        readonly key: Uint8Array;
    };
}
type Metadata = Readonly<Record<string, string>>;
interface ConnectionOptions {
    /** `host:port`, or a server of this process. Default {@link LOCAL_TARGET}. */
    readonly address?: Target;
    readonly tls?: TLSConfig | boolean | null;
    readonly metadata?: Metadata;
    readonly apiKey?: string | (() => string);
    /** Default 10 seconds. */
    readonly connectTimeout?: Duration;
    /** Who calls, as histories show it; official clients name it themselves. */
    readonly identity?: string;
}
/** A connection for any number of clients. Its maker closes it. */
declare class Connection extends ServerConnection {
    /** @internal By {@link Connection.lazy}. */
    constructor(options?: ConnectionOptions);
    /** Connects at the first call. */
    static lazy(options?: ConnectionOptions): Connection;
    /** @throws `WORKFLOW_CONNECT_FAILED` */
    static connect(options?: ConnectionOptions): Promise<Connection>;
    get workflowService(): WorkflowService;
    /** @throws `WORKFLOW_CONNECT_FAILED` */
    ensureConnected(): Promise<void>;
    withDeadline<R>(deadline: number | Date, fn: () => Promise<R>): Promise<R>;
    withAbortSignal<R>(abortSignal: AbortSignal, fn: () => Promise<R>): Promise<R>;
    withMetadata<R>(metadata: Metadata, fn: () => Promise<R>): Promise<R>;
    withApiKey<R>(apiKey: string, fn: () => Promise<R>): Promise<R>;
}

/** Turns one value into a payload, and back. */
interface PayloadConverter {
    /** @throws if the value is none that it takes */
    toPayload(value: unknown, context?: SerializationContext): Payload;
    fromPayload<T>(payload: Payload, context?: SerializationContext): T;
}
/** One of the parts of a {@link CompositePayloadConverter}: for one encoding. */
interface PayloadConverterWithEncoding {
    readonly encodingType: string;
    /** Undefined for a value that it does not take. */
    toPayload(value: unknown, context?: SerializationContext): Payload | undefined;
    fromPayload<T>(payload: Payload, context?: SerializationContext): T;
}

/** What is done to payloads on their way out and in: to encrypt them, or to make them smaller. */
interface PayloadCodec {
    encode(payloads: Payload[], context?: SerializationContext): Promise<Payload[]>;
    decode(payloads: Payload[], context?: SerializationContext): Promise<Payload[]>;
}
/** How values become payloads. Converters are named by the path of a module, which workflows load too. */
interface DataConverter {
    /** An absolute path of a module that exports `payloadConverter`. */
    readonly payloadConverterPath?: string;
    /** An absolute path of a module that exports `failureConverter`. */
    readonly failureConverterPath?: string;
    readonly payloadCodecs?: readonly PayloadCodec[];
}
/** The same, with its parts themselves in place of paths. */
interface LoadedDataConverter {
    readonly payloadConverter: PayloadConverter;
    readonly failureConverter: FailureConverter;
    readonly payloadCodecs: readonly PayloadCodec[];
}
declare const defaultFailureConverter: FailureConverter;
declare const defaultDataConverter: LoadedDataConverter;

declare const WorkflowIdReusePolicy: {
    readonly ALLOW_DUPLICATE: "ALLOW_DUPLICATE";
    readonly ALLOW_DUPLICATE_FAILED_ONLY: "ALLOW_DUPLICATE_FAILED_ONLY";
    readonly REJECT_DUPLICATE: "REJECT_DUPLICATE";
    readonly TERMINATE_IF_RUNNING: "TERMINATE_IF_RUNNING";
    readonly WORKFLOW_ID_REUSE_POLICY_UNSPECIFIED: undefined;
    readonly WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE: "ALLOW_DUPLICATE";
    readonly WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY: "ALLOW_DUPLICATE_FAILED_ONLY";
    readonly WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE: "REJECT_DUPLICATE";
    readonly WORKFLOW_ID_REUSE_POLICY_TERMINATE_IF_RUNNING: "TERMINATE_IF_RUNNING";
};
type WorkflowIdReusePolicy = (typeof WorkflowIdReusePolicy)[keyof typeof WorkflowIdReusePolicy];
declare const WorkflowIdConflictPolicy: {
    readonly FAIL: "FAIL";
    readonly USE_EXISTING: "USE_EXISTING";
    readonly TERMINATE_EXISTING: "TERMINATE_EXISTING";
};
type WorkflowIdConflictPolicy = (typeof WorkflowIdConflictPolicy)[keyof typeof WorkflowIdConflictPolicy];
declare const QueryRejectCondition: {
    readonly NONE: "NONE";
    readonly NOT_OPEN: "NOT_OPEN";
    readonly NOT_COMPLETED_CLEANLY: "NOT_COMPLETED_CLEANLY";
    readonly QUERY_REJECT_CONDITION_NONE: "NONE";
    readonly QUERY_REJECT_CONDITION_NOT_OPEN: "NOT_OPEN";
    readonly QUERY_REJECT_CONDITION_NOT_COMPLETED_CLEANLY: "NOT_COMPLETED_CLEANLY";
    readonly QUERY_REJECT_CONDITION_UNSPECIFIED: undefined;
};
type QueryRejectCondition = (typeof QueryRejectCondition)[keyof typeof QueryRejectCondition];
declare const ScheduleOverlapPolicy: {
    readonly SKIP: "SKIP";
    readonly BUFFER_ONE: "BUFFER_ONE";
    readonly BUFFER_ALL: "BUFFER_ALL";
    readonly CANCEL_OTHER: "CANCEL_OTHER";
    readonly TERMINATE_OTHER: "TERMINATE_OTHER";
    readonly ALLOW_ALL: "ALLOW_ALL";
    readonly UNSPECIFIED: undefined;
};
type ScheduleOverlapPolicy = (typeof ScheduleOverlapPolicy)[keyof typeof ScheduleOverlapPolicy];
/** How far an update has come. */
declare const WorkflowUpdateStage: {
    readonly ADMITTED: "ADMITTED";
    readonly ACCEPTED: "ACCEPTED";
    readonly COMPLETED: "COMPLETED";
    readonly UNSPECIFIED: undefined;
};
type WorkflowUpdateStage = (typeof WorkflowUpdateStage)[keyof typeof WorkflowUpdateStage];
declare const ActivityIdReusePolicy: {
    readonly ALLOW_DUPLICATE: "ALLOW_DUPLICATE";
    readonly ALLOW_DUPLICATE_FAILED_ONLY: "ALLOW_DUPLICATE_FAILED_ONLY";
    readonly REJECT_DUPLICATE: "REJECT_DUPLICATE";
};
type ActivityIdReusePolicy = (typeof ActivityIdReusePolicy)[keyof typeof ActivityIdReusePolicy];
declare const ActivityIdConflictPolicy: {
    readonly FAIL: "FAIL";
    readonly USE_EXISTING: "USE_EXISTING";
};
type ActivityIdConflictPolicy = (typeof ActivityIdConflictPolicy)[keyof typeof ActivityIdConflictPolicy];
declare const ActivityExecutionStatus: {
    readonly RUNNING: "RUNNING";
    readonly COMPLETED: "COMPLETED";
    readonly FAILED: "FAILED";
    readonly CANCELED: "CANCELED";
    readonly TERMINATED: "TERMINATED";
    readonly TIMED_OUT: "TIMED_OUT";
    readonly PAUSED: "PAUSED";
};
type ActivityExecutionStatus = (typeof ActivityExecutionStatus)[keyof typeof ActivityExecutionStatus];
declare const PendingActivityState: {
    readonly SCHEDULED: "SCHEDULED";
    readonly STARTED: "STARTED";
    readonly CANCEL_REQUESTED: "CANCEL_REQUESTED";
    readonly PAUSED: "PAUSED";
    readonly PAUSE_REQUESTED: "PAUSE_REQUESTED";
};
type PendingActivityState = (typeof PendingActivityState)[keyof typeof PendingActivityState];

interface BaseClientOptions {
    /** Default: {@link Connection.lazy} without options. */
    readonly connection?: Connection$1;
    /** Default `default`. */
    readonly namespace?: string;
    readonly dataConverter?: DataConverter | LoadedDataConverter | DataConverter$1;
    /** Only without `connection`, which has an identity of its own. */
    readonly identity?: string;
}
interface CoreParts {
    readonly interceptors: readonly ClientInterceptor[];
    readonly queryRejectCondition?: QueryRejectCondition;
}
/** What all official clients are: a face of this package's own client. */
declare class BaseClient {
    /** The same client under this package's own names. */
    readonly core: Client;
    constructor(options: BaseClientOptions, { interceptors, queryRejectCondition }: CoreParts);
    get connection(): Connection$1;
    get namespace(): string;
    get dataConverter(): DataConverter$1;
    get workflowService(): WorkflowService;
    withDeadline<R>(deadline: number | Date, fn: () => Promise<R>): Promise<R>;
    withAbortSignal<R>(abortSignal: AbortSignal, fn: () => Promise<R>): Promise<R>;
    withMetadata<R>(metadata: Metadata, fn: () => Promise<R>): Promise<R>;
}

/** Values by name; each is a list, also a single one. Typed ones say more. */
type SearchAttributes = Readonly<Record<string, SearchAttributeValue | undefined>>;
type SearchAttributeValue = readonly string[] | readonly number[] | readonly boolean[] | readonly Date[];

type WorkflowExecutionStatusName = Exclude<WorkflowStatus, "CANCELED"> | "CANCELLED" | "UNKNOWN";
/** What is known of a run. The server's own message is not part of it. */
interface WorkflowExecutionInfo {
    readonly type: string;
    readonly workflowId: string;
    readonly runId: string;
    readonly taskQueue: string;
    /** The name, and its number in Temporal's messages; 0 for one that a newer server names. */
    readonly status: {
        readonly code: number;
        readonly name: WorkflowExecutionStatusName;
    };
    readonly historyLength: number;
    /** Bytes. */
    readonly historySize?: number;
    readonly startTime: Date;
    readonly executionTime?: Date;
    readonly closeTime?: Date;
    readonly memo?: Readonly<Record<string, unknown>>;
    readonly searchAttributes: SearchAttributes;
    readonly typedSearchAttributes: TypedSearchAttributes;
    readonly parentExecution?: {
        readonly workflowId: string;
        readonly runId: string;
    };
    readonly rootExecution?: {
        readonly workflowId: string;
        readonly runId: string;
    };
    readonly priority?: Priority;
}
interface WorkflowExecutionDescription extends WorkflowExecutionInfo {
    readonly staticDetails: () => Promise<string | undefined>;
    readonly staticSummary: () => Promise<string | undefined>;
}

/** An update that was sent to a workflow. */
declare class WorkflowUpdateHandle<Result = unknown> {
    readonly updateId: string;
    readonly workflowId: string;
    /** The run that took it; undefined where that is not known. */
    readonly workflowRunId: string | undefined;
    /** The same handle under this package's own names. */
    readonly core: WorkflowUpdateHandle$1<Result>;
    /** @internal Handles come from a client. */
    constructor(core: WorkflowUpdateHandle$1<Result>);
    /** @throws `WorkflowUpdateFailedError`, `WorkflowUpdateRPCTimeoutOrCancelledError` */
    result(): Promise<Result>;
}

/** What official types leave unchecked: existing code uses it as what it is, without a look. */
type Untyped = any;

/** A workflow, as whoever calls it sees it. Where only its name is known, arguments and result are unchecked. */
type Workflow = (...args: Untyped[]) => Promise<Untyped>;
/** The name under which a workflow is started. @throws `WORKFLOW_INVALID_OPTION` for a function without a name */
declare function extractWorkflowType(workflow: string | Workflow): string;

interface WorkflowUpdateOptions<Args extends readonly unknown[] = readonly unknown[]> {
    readonly args?: Args;
    readonly updateId?: string;
}
interface WorkflowQueryOptions<Args extends readonly unknown[] = readonly unknown[]> {
    readonly args?: Args;
}
interface WorkflowSignalOptions<Args extends readonly unknown[] = readonly unknown[]> {
    readonly args?: Args;
}
interface GetWorkflowUpdateHandleOptions {
    readonly workflowRunId?: string;
}
interface WorkflowResultOptions {
    /** Default `true`. */
    readonly followRuns?: boolean;
}
/** What handles of all kinds have. */
interface BaseWorkflowHandle<W extends Workflow> {
    readonly workflowId: string;
    result(): Promise<ResultOf<W>>;
    signal<Args extends readonly unknown[] = readonly unknown[]>(signal: string | SignalDefinition<Args>, ...args: Args): Promise<void>;
    signalWithOptions(signalName: string, options: WorkflowSignalOptions): Promise<void>;
}
/** A workflow that there is, or may be: making a handle asks nobody. */
declare class WorkflowHandle<W extends Workflow = Workflow> implements BaseWorkflowHandle<W> {
    #private;
    readonly workflowId: string;
    readonly client: WorkflowClient;
    /** The same handle under this package's own names. */
    readonly core: WorkflowHandle$1<W>;
    /** @internal Handles come from a client. */
    constructor(client: WorkflowClient, core: WorkflowHandle$1<W>, results: WorkflowResultOptions);
    /** @throws `WorkflowFailedError`, `WorkflowContinuedAsNewError` */
    result(): Promise<ResultOf<W>>;
    signal<Args extends readonly unknown[] = readonly unknown[]>(signal: string | SignalDefinition<Args>, ...args: Args): Promise<void>;
    signalWithOptions(signalName: string, options: WorkflowSignalOptions): Promise<void>;
    query<Result = unknown, Args extends readonly unknown[] = readonly unknown[]>(query: string | QueryDefinition<Result, Args>, ...args: Args): Promise<Result>;
    queryWithOptions<Result = unknown>(queryName: string, options: WorkflowQueryOptions): Promise<Result>;
    /** @throws `WorkflowUpdateFailedError`, `WorkflowUpdateRPCTimeoutOrCancelledError` */
    executeUpdate<Result = unknown, Args extends readonly unknown[] = readonly unknown[]>(update: string | UpdateDefinition<Result, Args>, options?: WorkflowUpdateOptions<Args>): Promise<Result>;
    /** @throws `WorkflowUpdateRPCTimeoutOrCancelledError` */
    startUpdate<Result = unknown, Args extends readonly unknown[] = readonly unknown[]>(update: string | UpdateDefinition<Result, Args>, options: WorkflowUpdateOptions<Args> & {
        readonly waitForStage: typeof WorkflowUpdateStage.ACCEPTED;
    }): Promise<WorkflowUpdateHandle<Result>>;
    getUpdateHandle<Result = unknown>(updateId: string, options?: GetWorkflowUpdateHandleOptions): WorkflowUpdateHandle<Result>;
    terminate(reason?: string): Promise<void>;
    cancel(): Promise<void>;
    describe(): Promise<WorkflowExecutionDescription>;
    /** The history as JSON, which replayers read. */
    fetchHistory(): Promise<WorkflowHistory>;
}
/** What a start gives. */
interface WorkflowHandleWithFirstExecutionRunId<W extends Workflow = Workflow> extends WorkflowHandle<W> {
    readonly firstExecutionRunId: string;
}
interface WorkflowHandleWithStartDetails<W extends Workflow = Workflow> extends WorkflowHandleWithFirstExecutionRunId<W> {
    /** Always `false`. */
    readonly eagerlyStarted: boolean;
}
interface WorkflowHandleWithSignaledRunId<W extends Workflow = Workflow> extends WorkflowHandle<W> {
    readonly signaledRunId: string;
}

interface BaseWorkflowOptions {
    readonly workflowIdReusePolicy?: WorkflowIdReusePolicy;
    readonly workflowIdConflictPolicy?: WorkflowIdConflictPolicy;
    readonly retry?: RetryPolicy;
    readonly cronSchedule?: string;
    readonly memo?: Readonly<Record<string, unknown>>;
    readonly searchAttributes?: SearchAttributes;
    readonly typedSearchAttributes?: SearchAttributeList;
    /** Markdown. */
    readonly staticDetails?: string;
    /** One line of Markdown. */
    readonly staticSummary?: string;
    readonly priority?: Priority;
}
interface WorkflowDurationOptions {
    readonly workflowRunTimeout?: Duration;
    readonly workflowExecutionTimeout?: Duration;
    readonly workflowTaskTimeout?: Duration;
}
type CommonWorkflowOptions = BaseWorkflowOptions & WorkflowDurationOptions;
interface WorkflowOptions extends BaseWorkflowOptions, WorkflowDurationOptions {
    readonly workflowId: string;
    readonly taskQueue: string;
    /** Whether `result()` of the handle goes on to the run that follows. Default `true`. */
    readonly followRuns?: boolean;
    readonly startDelay?: Duration;
    /** A wish, which is never granted: nothing starts eagerly here. */
    readonly requestEagerStart?: boolean;
}
type WithWorkflowArgs<W extends Workflow, T> = T & ArgsOption<W>;
type WorkflowStartOptions<W extends Workflow = Workflow> = WithWorkflowArgs<W, WorkflowOptions>;
interface WorkflowSignalWithStartOptionsWithoutArgs<Args extends readonly unknown[]> extends WorkflowOptions {
    readonly signal: SignalDefinition<Args> | string;
    readonly signalArgs?: Args;
}
interface WorkflowSignalWithStartOptionsWithArgs<Args extends readonly unknown[]> extends WorkflowOptions {
    readonly signal: SignalDefinition<Args> | string;
    readonly signalArgs: Args;
}
/** Arguments may be left out where the signal needs none. */
type WorkflowSignalWithStartOptions<Args extends readonly unknown[] = readonly unknown[]> = [] extends Args ? WorkflowSignalWithStartOptionsWithoutArgs<Args> : WorkflowSignalWithStartOptionsWithArgs<Args>;
/** The options of a start, as official interceptors see and replace them. */
interface CompiledWorkflowOptions extends WorkflowOptions {
    readonly args: readonly unknown[];
}

/** The start of a workflow that an update is sent with. It is for one call. */
declare class WithStartWorkflowOperation<W extends Workflow = Workflow> {
    #private;
    readonly workflowTypeOrFunc: string | W;
    readonly options: WorkflowStartOptions<W> & {
        readonly workflowIdConflictPolicy: WorkflowIdConflictPolicy;
    };
    constructor(workflowTypeOrFunc: string | W, options: WorkflowStartOptions<W> & {
        readonly workflowIdConflictPolicy: WorkflowIdConflictPolicy;
    });
    /** The workflow, once it was started or found. */
    workflowHandle(): Promise<WorkflowHandle<W>>;
    /** @internal */
    run<T>(send: () => Promise<T>, handleOf: (sent: T) => WorkflowHandle<W>): Promise<T>;
}

type Headers = Readonly<Record<string, Payload>>;
/** What an interceptor's method is given to go on: the rest of the way to the server. */
type Next<Interceptor, Method extends keyof Interceptor> = Required<Interceptor>[Method] extends (...args: infer Args) => infer Output ? Args extends [...infer Rest, unknown] ? (...args: Rest) => Output : never : never;
/** A workflow, of which `runId` may be left out for the latest run. */
interface WorkflowExecution {
    readonly workflowId: string;
    readonly runId?: string | undefined;
}
interface WorkflowStartInput {
    readonly workflowType: string;
    readonly headers: Headers;
    readonly options: CompiledWorkflowOptions;
}
interface WorkflowStartOutput {
    readonly runId: string;
    readonly eagerlyStarted: boolean;
}
interface WorkflowSignalWithStartInput extends WorkflowStartInput {
    readonly signalName: string;
    readonly signalArgs: readonly unknown[];
}
interface WorkflowSignalInput {
    readonly signalName: string;
    readonly args: readonly unknown[];
    readonly workflowExecution: WorkflowExecution;
    readonly headers: Headers;
}
interface WorkflowQueryInput {
    readonly queryType: string;
    readonly args: readonly unknown[];
    readonly workflowExecution: WorkflowExecution;
    readonly queryRejectCondition?: QueryRejectCondition;
    readonly headers: Headers;
}
interface WorkflowStartUpdateInput {
    readonly updateName: string;
    readonly args: readonly unknown[];
    readonly workflowExecution: WorkflowExecution;
    readonly firstExecutionRunId?: string | undefined;
    readonly headers: Headers;
    readonly options: {
        readonly updateId: string;
    };
}
interface WorkflowStartUpdateOutput {
    readonly updateId: string;
    readonly workflowRunId: string | undefined;
}
interface WorkflowStartUpdateWithStartInput {
    readonly workflowType: string;
    readonly workflowStartOptions: CompiledWorkflowOptions;
    readonly workflowStartHeaders: Headers;
    readonly updateName: string;
    readonly updateArgs: readonly unknown[];
    readonly updateOptions: {
        readonly updateId: string;
    };
    readonly updateHeaders: Headers;
}
interface WorkflowStartUpdateWithStartOutput {
    readonly workflowExecution: WorkflowExecution;
    readonly updateId: string;
}
interface WorkflowDescribeInput {
    readonly workflowExecution: WorkflowExecution;
}
interface WorkflowTerminateInput {
    readonly workflowExecution: WorkflowExecution;
    readonly reason?: string;
    readonly details?: readonly unknown[];
    readonly firstExecutionRunId?: string | undefined;
}
interface WorkflowCancelInput {
    readonly workflowExecution: WorkflowExecution;
    readonly firstExecutionRunId?: string | undefined;
}
/** Nothing, as in the message of that name. */
type TerminateWorkflowExecutionResponse = void;
/** Nothing, as in the message of that name. */
type RequestCancelWorkflowExecutionResponse = void;
type Way<Input, Output> = (input: Input, next: (input: Input) => Promise<Output>) => Promise<Output>;
/** Wraps the calls of a workflow client. */
interface WorkflowClientInterceptor {
    /** Gives the run's id. Not called where `startWithDetails` is there. */
    readonly start?: Way<WorkflowStartInput, string>;
    readonly startWithDetails?: Way<WorkflowStartInput, WorkflowStartOutput>;
    /** Gives the run's id. */
    readonly signalWithStart?: Way<WorkflowSignalWithStartInput, string>;
    readonly signal?: Way<WorkflowSignalInput, void>;
    readonly query?: Way<WorkflowQueryInput, unknown>;
    readonly startUpdate?: Way<WorkflowStartUpdateInput, WorkflowStartUpdateOutput>;
    readonly startUpdateWithStart?: Way<WorkflowStartUpdateWithStartInput, WorkflowStartUpdateWithStartOutput>;
    readonly describe?: Way<WorkflowDescribeInput, WorkflowExecutionDescription>;
    readonly terminate?: Way<WorkflowTerminateInput, TerminateWorkflowExecutionResponse>;
    readonly cancel?: Way<WorkflowCancelInput, RequestCancelWorkflowExecutionResponse>;
}

interface WorkflowClientOptions extends BaseClientOptions {
    /** The first is the outermost. */
    readonly interceptors?: readonly WorkflowClientInterceptor[];
    readonly queryRejectCondition?: QueryRejectCondition;
}
interface GetWorkflowHandleOptions extends WorkflowResultOptions {
    readonly firstExecutionRunId?: string;
}
interface ListOptions {
    readonly pageSize?: number;
    readonly query?: string;
}
interface CountWorkflowExecution {
    readonly count: number;
    readonly groups: readonly {
        readonly count: number;
        readonly groupValues: readonly unknown[];
    }[];
}
interface HistoryAndWorkflowId {
    readonly workflowId: string;
    readonly history: WorkflowHistory;
}
interface IntoHistoriesOptions {
    /** How many histories are fetched at once. Default 5. */
    readonly concurrency?: number;
    /** How many histories may wait for who reads them, beside those that are fetched. Default: as many as are fetched. */
    readonly bufferLimit?: number;
}
interface AsyncWorkflowListIterable extends AsyncIterable<WorkflowExecutionInfo> {
    /** The histories of the runs, in the order of the runs. */
    intoHistories(options?: IntoHistoriesOptions): AsyncIterable<HistoryAndWorkflowId>;
}
/** Starts workflows, and talks to them. */
declare class WorkflowClient extends BaseClient {
    #private;
    constructor(options?: WorkflowClientOptions);
    /** @throws `WorkflowExecutionAlreadyStartedError` */
    start<W extends Workflow = Workflow>(workflow: string | W, options: WorkflowStartOptions<W>): Promise<WorkflowHandleWithStartDetails<W>>;
    signalWithStart<W extends Workflow = Workflow, Args extends readonly unknown[] = readonly unknown[]>(workflow: string | W, options: WithWorkflowArgs<W, WorkflowSignalWithStartOptions<Args>>): Promise<WorkflowHandleWithSignaledRunId<W>>;
    /** @throws `WorkflowFailedError`, `WorkflowExecutionAlreadyStartedError` */
    execute<W extends Workflow = Workflow>(workflow: string | W, options: WorkflowStartOptions<W>): Promise<ResultOf<W>>;
    /** @throws `WorkflowFailedError` */
    result<W extends Workflow = Workflow>(workflowId: string, runId?: string, options?: WorkflowResultOptions): Promise<ResultOf<W>>;
    getHandle<W extends Workflow = Workflow>(workflowId: string, runId?: string, options?: GetWorkflowHandleOptions): WorkflowHandle<W>;
    /** @internal For handles. */
    describe(workflowExecution: WorkflowExecution): Promise<WorkflowExecutionDescription>;
    /** @throws `WorkflowUpdateFailedError`, `WorkflowUpdateRPCTimeoutOrCancelledError` */
    executeUpdateWithStart<W extends Workflow, Result = unknown, Args extends readonly unknown[] = []>(update: string | UpdateDefinition<Result, Args>, options: WorkflowUpdateOptions<Args> & {
        readonly startWorkflowOperation: WithStartWorkflowOperation<W>;
    }): Promise<Result>;
    /** @throws `WorkflowUpdateRPCTimeoutOrCancelledError` */
    startUpdateWithStart<W extends Workflow, Result = unknown, Args extends readonly unknown[] = []>(update: string | UpdateDefinition<Result, Args>, options: WorkflowUpdateOptions<Args> & {
        readonly waitForStage: typeof WorkflowUpdateStage.ACCEPTED;
        readonly startWorkflowOperation: WithStartWorkflowOperation<W>;
    }): Promise<WorkflowUpdateHandle<Result>>;
    /** Runs, the latest first. */
    list(options?: ListOptions): AsyncWorkflowListIterable;
    count(query?: string): Promise<CountWorkflowExecution>;
}

interface ApplicationFailureOptions {
    readonly message?: string;
    readonly type?: string;
    readonly nonRetryable?: boolean;
    readonly details?: unknown[];
    readonly nextRetryDelay?: Duration;
    readonly cause?: Error;
    readonly category?: ApplicationFailureCategory;
}
declare class ApplicationFailure extends ApplicationFailure$1 {
    constructor(message?: string | null, type?: string | null, nonRetryable?: boolean | null, details?: readonly unknown[] | null, cause?: Error, nextRetryDelay?: Duration | null, category?: ApplicationFailureCategory | null);
    static create(this: void, options: ApplicationFailureOptions): ApplicationFailure;
    static retryable(this: void, message?: string | null, type?: string | null, ...details: unknown[]): ApplicationFailure;
    static nonRetryable(this: void, message?: string | null, type?: string | null, ...details: unknown[]): ApplicationFailure;
    /** An error as a failure; `overrides` replace what it says. */
    static fromError(error: unknown, overrides?: ApplicationFailureOptions): ApplicationFailure;
}
declare class CancelledFailure extends CancelledFailure$1 {
    constructor(message?: string, details?: readonly unknown[], cause?: Error);
}
declare class TerminatedFailure extends TerminatedFailure$1 {
    constructor(message?: string, cause?: Error);
}
declare class ServerFailure extends ServerFailure$1 {
    constructor(message: string | undefined, nonRetryable: boolean, cause?: Error);
}
declare class TimeoutFailure extends TimeoutFailure$1 {
    constructor(message: string | undefined, lastHeartbeatDetails: unknown, timeoutType: TimeoutType | undefined);
}
declare class ActivityFailure extends ActivityFailure$1 {
    constructor(message: string | undefined, activityType: string, activityId: string | undefined, retryState: RetryState | undefined, identity: string | undefined, cause?: Error);
}
declare class ChildWorkflowFailure extends ChildWorkflowFailure$1 {
    constructor(namespace: string | undefined, execution: {
        readonly workflowId: string;
        readonly runId: string;
    }, workflowType: string, retryState: RetryState | undefined, cause?: Error);
}
declare class NexusOperationFailure extends NexusOperationFailure$1 {
    constructor(message: string | undefined, scheduledEventId: number | undefined, endpoint: string, service: string, operation: string, operationToken: string | undefined, cause?: Error);
}

/** What was thrown as a failure that travels: a failure as it is, anything else as an {@link ApplicationFailure}. */
declare function ensureTemporalFailure(error: unknown): TemporalFailure;
/** The same, and failures of other kinds become application failures as well. */
declare function ensureApplicationFailure(error: unknown): ApplicationFailure;
/** What a payload converter throws for a value that is not as it should be: the call fails, and is not tried again. */
declare function createPayloadValidationError(details: unknown): ApplicationFailure;

export { ApplicationFailure as A, BaseClient as B, CancelledFailure as C, WorkflowClient as E, LOCAL_TARGET as L, PendingActivityState as P, QueryRejectCondition as Q, ScheduleOverlapPolicy as S, WithStartWorkflowOperation as W, WorkflowHandle as _, ActivityExecutionStatus as a, WorkflowIdConflictPolicy as a2, WorkflowIdReusePolicy as a3, defaultDataConverter as aA, defaultFailureConverter as aB, ensureApplicationFailure as aC, ensureTemporalFailure as aD, WorkflowUpdateHandle as am, WorkflowUpdateStage as ao, extractWorkflowType as ap, NexusOperationFailure as au, createPayloadValidationError as az, ActivityIdConflictPolicy as b, ActivityIdReusePolicy as c, ActivityFailure as d, ChildWorkflowFailure as i, Connection as l, ServerFailure as t, TerminatedFailure as v, TimeoutFailure as w };
export type { WorkflowHandleWithFirstExecutionRunId as $, Duration as D, WorkflowClientInterceptor as F, GetWorkflowHandleOptions as G, Headers as H, IntoHistoriesOptions as I, WorkflowClientOptions as J, WorkflowDescribeInput as K, Metadata as M, Next as N, WorkflowDurationOptions as O, RetryPolicy as R, TLSConfig as T, Untyped as U, WorkflowExecution as V, WorkflowExecutionDescription as X, WorkflowExecutionInfo as Y, WorkflowExecutionStatusName as Z, WorkflowHandleWithSignaledRunId as a0, WorkflowHandleWithStartDetails as a1, WorkflowOptions as a4, WorkflowQueryInput as a5, WorkflowQueryOptions as a6, WorkflowResultOptions as a7, WorkflowSignalInput as a8, WorkflowSignalOptions as a9, WorkflowSignalWithStartInput as aa, WorkflowSignalWithStartOptions as ab, WorkflowSignalWithStartOptionsWithArgs as ac, WorkflowSignalWithStartOptionsWithoutArgs as ad, WorkflowStartInput as ae, WorkflowStartOptions as af, WorkflowStartOutput as ag, WorkflowStartUpdateInput as ah, WorkflowStartUpdateOutput as ai, WorkflowStartUpdateWithStartInput as aj, WorkflowStartUpdateWithStartOutput as ak, WorkflowTerminateInput as al, WorkflowUpdateOptions as an, SearchAttributes as aq, PayloadConverter as ar, ApplicationFailureOptions as as, LoadedDataConverter as at, PayloadCodec as av, PayloadConverterWithEncoding as aw, SearchAttributeValue as ax, StringValue as ay, AsyncWorkflowListIterable as e, BaseClientOptions as f, BaseWorkflowHandle as g, BaseWorkflowOptions as h, CommonWorkflowOptions as j, CompiledWorkflowOptions as k, ConnectionOptions as m, CountWorkflowExecution as n, DataConverter as o, GetWorkflowUpdateHandleOptions as p, HistoryAndWorkflowId as q, ListOptions as r, RequestCancelWorkflowExecutionResponse as s, TerminateWorkflowExecutionResponse as u, WithWorkflowArgs as x, Workflow as y, WorkflowCancelInput as z };

// client.shared.d.ts

import { f as ActivityExecutionInfo$1, g as TypedSearchAttributes, h as ActivityExecution, i as SearchAttributeList, a as ActivityFunction, R as ResultOf, j as ActivityHandle$1, k as ClientInterceptor, l as ScheduleRange, m as months, e as daysOfWeek, d as CalendarSpec, n as ScheduleHandle$1 } from './timeout-failure.shared.d.ts';
import { P as Priority } from './connection.shared.d.ts';
import { R as RetryPolicy, U as Untyped, n as CountWorkflowExecution, D as Duration, c as ActivityIdReusePolicy, b as ActivityIdConflictPolicy, H as Headers, B as BaseClient, f as BaseClientOptions, y as Workflow, x as WithWorkflowArgs, j as CommonWorkflowOptions, S as ScheduleOverlapPolicy, aq as SearchAttributes, E as WorkflowClient, F as WorkflowClientInterceptor, Q as QueryRejectCondition } from './failures.shared.d.ts';

/** What could be included is there in any case, as far as the service gives it. */
interface ActivityDescribeOptions {
    readonly includeHeartbeatDetails?: boolean;
    readonly includeLastFailure?: boolean;
}
type CountActivityExecutions = CountWorkflowExecution;
/** What lists tell of a standalone activity. */
interface ActivityExecutionInfo {
    readonly activityId: string;
    readonly activityRunId: string;
    readonly activityType: string;
    readonly taskQueue: string;
    readonly status: ActivityExecutionInfo$1["status"];
    readonly scheduleTime?: Date;
    readonly closeTime?: Date;
    readonly typedSearchAttributes: TypedSearchAttributes;
}
interface ActivityExecutionDescription extends ActivityExecutionInfo {
    readonly runState?: ActivityExecution["state"];
    readonly attempt: number;
    readonly startToCloseTimeoutMs?: number;
    readonly scheduleToCloseTimeoutMs?: number;
    readonly scheduleToStartTimeoutMs?: number;
    readonly heartbeatTimeoutMs?: number;
    readonly retryPolicy?: RetryPolicy;
    readonly priority?: Priority;
    readonly lastHeartbeatTime?: Date;
    readonly lastStartedTime?: Date;
    readonly nextAttemptScheduleTime?: Date;
    readonly expirationTime?: Date;
    readonly lastWorkerIdentity?: string;
    readonly canceledReason?: string;
    readonly hasHeartbeatDetails: boolean;
    readonly hasLastFailure: boolean;
    /** The first value of the last heartbeat. */
    getHeartbeatDetails<T = Untyped>(): Promise<T | undefined>;
    getLastFailure(): Promise<Error | undefined>;
}

/** How a standalone activity is started. */
interface ActivityOptions {
    readonly id: string;
    readonly taskQueue: string;
    readonly args?: readonly unknown[];
    readonly heartbeatTimeout?: Duration;
    readonly retry?: RetryPolicy;
    readonly startToCloseTimeout?: Duration;
    readonly scheduleToStartTimeout?: Duration;
    readonly scheduleToCloseTimeout?: Duration;
    readonly summary?: string;
    readonly priority?: Priority;
    readonly startDelay?: Duration;
    readonly idReusePolicy?: ActivityIdReusePolicy;
    readonly idConflictPolicy?: ActivityIdConflictPolicy;
    readonly typedSearchAttributes?: SearchAttributeList;
}
/** The names under which `T` has activities. */
type ActivityName<T> = {
    [N in keyof T & string]: T[N] extends ActivityFunction ? N : never;
}[keyof T & string];
type ActivityArgs<T, N extends ActivityName<T>> = T[N] extends (...args: infer Args) => unknown ? Args : never;
type ActivityResult<T, N extends ActivityName<T>> = T[N] extends ActivityFunction ? ResultOf<T[N]> : never;
type ActivityOptionsFor<T, N extends ActivityName<T>> = ActivityOptionsWithArgs<ActivityArgs<T, N>>;
/** The options of an activity with arguments of these types. */
type ActivityOptionsWithArgs<Args extends readonly unknown[]> = Omit<ActivityOptions, "args"> & (readonly [] extends Readonly<Args> ? {
    readonly args?: Readonly<Args>;
} : {
    readonly args: Readonly<Args>;
});

interface ActivityStartInput {
    readonly activityType: string;
    readonly options: ActivityOptions;
    readonly headers: Headers;
}
interface ActivityGetResultInput {
    readonly activityId: string;
    readonly activityRunId: string | undefined;
}
interface ActivityCancelInput extends ActivityGetResultInput {
    readonly reason: string;
}
type ActivityTerminateInput = ActivityCancelInput;
interface ActivityDescribeInput extends ActivityGetResultInput {
    readonly options: ActivityDescribeOptions;
}
interface ActivityListInput {
    readonly query: string;
}
type ActivityCountInput = ActivityListInput;
type Way<Input, Output> = (input: Input, next: (input: Input) => Promise<Output>) => Promise<Output>;
/** Wraps the calls of a client of standalone activities. */
interface ActivityClientInterceptor {
    /** Gives the ids of what was started. */
    readonly start?: Way<ActivityStartInput, {
        readonly runId: string;
    }>;
    readonly getResult?: Way<ActivityGetResultInput, unknown>;
    readonly describe?: Way<ActivityDescribeInput, ActivityExecutionDescription>;
    readonly list?: (input: ActivityListInput, next: (input: ActivityListInput) => AsyncIterable<ActivityExecutionInfo>) => AsyncIterable<ActivityExecutionInfo>;
    readonly count?: Way<ActivityCountInput, CountActivityExecutions>;
    readonly cancel?: Way<ActivityCancelInput, void>;
    readonly terminate?: Way<ActivityTerminateInput, void>;
}

/** Describes an activity through the client's interceptors. */
type DescribeActivity = (input: ActivityDescribeInput) => Promise<ActivityExecutionDescription>;
/** A standalone activity that there is, or may be: making a handle asks nobody. */
declare class ActivityHandle<Result = Untyped> {
    #private;
    readonly activityId: string;
    readonly runId: string | undefined;
    /** The same handle under this package's own names. */
    readonly core: ActivityHandle$1;
    /** @internal Handles come from a client. */
    constructor(core: ActivityHandle$1, describe: DescribeActivity);
    /** @throws `ActivityExecutionFailedError` */
    result(): Promise<Result>;
    describe(options?: ActivityDescribeOptions): Promise<ActivityExecutionDescription>;
    cancel(reason: string): Promise<void>;
    terminate(reason: string): Promise<void>;
}

type AsyncCompletionClientOptions = BaseClientOptions;
/** An activity by ids; of a standalone one `activityId` and `runId`. */
interface FullActivityId {
    readonly workflowId?: string;
    readonly runId?: string;
    readonly activityId: string;
}
/**
 * Carries on activities that ended on their worker with `CompleteAsyncError`. Methods throw `ActivityNotFoundError` for
 * an activity that has ended already, `NamespaceNotFoundError`, and `ActivityCompletionError` for all other answers.
 */
declare class AsyncCompletionClient extends BaseClient {
    #private;
    /** @param interceptors of a derived client. */
    constructor(options?: AsyncCompletionClientOptions, interceptors?: readonly ClientInterceptor[]);
    complete(activity: Uint8Array | FullActivityId, result: unknown): Promise<void>;
    fail(activity: Uint8Array | FullActivityId, error: unknown): Promise<void>;
    reportCancellation(activity: Uint8Array | FullActivityId, details?: unknown): Promise<void>;
    /** @throws `ActivityCancelledError`, `ActivityPausedError`, `ActivityResetError` if the activity is to stop */
    heartbeat(activity: Uint8Array | FullActivityId, details?: unknown): Promise<void>;
}

interface ActivityClientOptions extends AsyncCompletionClientOptions {
    /** The first is the outermost. */
    readonly interceptors?: readonly ActivityClientInterceptor[];
}
interface GetActivityHandleOptions {
    readonly runId?: string;
}
/** A client that knows the types of activities by their names. */
interface TypedActivityClient<T> {
    start<N extends ActivityName<T>>(activity: N, options: ActivityOptionsFor<T, N>): Promise<ActivityHandle<ActivityResult<T, N>>>;
    execute<N extends ActivityName<T>>(activity: N, options: ActivityOptionsFor<T, N>): Promise<ActivityResult<T, N>>;
}
/** Starts standalone activities, and completes activities from elsewhere. */
declare class ActivityClient extends AsyncCompletionClient {
    #private;
    constructor(options?: ActivityClientOptions);
    /** The same client, for the activities of `T`. */
    typed<T>(): TypedActivityClient<T>;
    /** @throws `ActivityExecutionAlreadyStartedError` */
    start<Result = Untyped>(activity: string, options: ActivityOptions): Promise<ActivityHandle<Result>>;
    /** @throws `ActivityExecutionFailedError`, `ActivityExecutionAlreadyStartedError` */
    execute<Result = Untyped>(activity: string, options: ActivityOptions): Promise<Result>;
    getHandle<Result = Untyped>(activityId: string, runId?: string): ActivityHandle<Result>;
    getHandleWithOptions<Result = Untyped>(activityId: string, options: GetActivityHandleOptions): ActivityHandle<Result>;
    list(query: string): AsyncIterable<ActivityExecutionInfo>;
    count(query: string): Promise<CountActivityExecutions>;
}

type Month = (typeof months)[number];
type DayOfWeek = (typeof daysOfWeek)[number];
/** From `start` to `end`, both included, every `step`. */
type Range<Unit> = Required<ScheduleRange<Unit>>;
/** A range as it may be given: a single value too. */
type LooseRange<Unit> = Unit | ScheduleRange<Unit>;
/** Times of the calendar with all parts as ranges; no range of years stands for all years. */
interface CalendarSpecDescription {
    readonly second: readonly Range<number>[];
    readonly minute: readonly Range<number>[];
    readonly hour: readonly Range<number>[];
    readonly dayOfMonth: readonly Range<number>[];
    readonly month: readonly Range<Month>[];
    readonly year: readonly Range<number>[];
    readonly dayOfWeek: readonly Range<DayOfWeek>[];
    readonly comment?: string;
}

interface IntervalSpec {
    readonly every: Duration;
    readonly offset?: Duration;
}
/** When a schedule acts: at the times of all of these together, but not at those of `skip`. */
interface ScheduleSpec {
    readonly calendars?: readonly CalendarSpec[];
    readonly intervals?: readonly IntervalSpec[];
    readonly cronExpressions?: readonly string[];
    readonly skip?: readonly CalendarSpec[];
    readonly startAt?: Date;
    readonly endAt?: Date;
    readonly jitter?: Duration;
    readonly timezone?: string;
}
type ActionSettings = Omit<CommonWorkflowOptions, "workflowIdReusePolicy" | "workflowIdConflictPolicy" | "cronSchedule">;
type ScheduleOptionsStartWorkflowAction<W extends Workflow = Workflow> = WithWorkflowArgs<W, ActionSettings & {
    readonly type: "startWorkflow";
    readonly workflowType: string | W;
    readonly taskQueue: string;
    /** The time is added to it. Default: `<schedule id>-workflow`. */
    readonly workflowId?: string;
}>;
type ScheduleOptionsAction = ScheduleOptionsStartWorkflowAction;
interface Backfill {
    readonly start: Date;
    readonly end: Date;
    readonly overlap?: ScheduleOverlapPolicy;
}
interface ScheduleParts<Action> {
    readonly spec: ScheduleSpec;
    readonly action: Action;
    readonly policies?: {
        readonly overlap?: ScheduleOverlapPolicy;
        readonly catchupWindow?: Duration;
        readonly pauseOnFailure?: boolean;
    };
    readonly searchAttributes?: SearchAttributes;
    readonly typedSearchAttributes?: SearchAttributeList;
}
interface StateOptions {
    readonly paused?: boolean;
    readonly note?: string;
    readonly remainingActions?: number;
}
interface ScheduleOptions<Action = ScheduleOptionsAction> extends ScheduleParts<Action> {
    readonly scheduleId: string;
    /** Of the schedule, not of its workflows. */
    readonly memo?: Readonly<Record<string, unknown>>;
    readonly state?: StateOptions & {
        readonly triggerImmediately?: boolean;
        readonly backfill?: readonly Backfill[];
    };
}
interface ScheduleUpdateOptions<Action = ScheduleOptionsAction> extends ScheduleParts<Action> {
    readonly state?: StateOptions;
}

/** Durations are milliseconds. */
interface ScheduleSpecDescription {
    readonly calendars?: readonly CalendarSpecDescription[];
    readonly intervals?: readonly IntervalSpecDescription[];
    readonly skip?: readonly CalendarSpecDescription[];
    readonly startAt?: Date;
    readonly endAt?: Date;
    readonly jitter?: number;
    readonly timezone?: string;
}
interface IntervalSpecDescription {
    readonly every: number;
    readonly offset: number;
}
interface ScheduleExecutionResult {
    readonly scheduledAt: Date;
    readonly takenAt: Date;
    readonly action: ScheduleExecutionActionResult;
}
type ScheduleExecutionActionResult = ScheduleExecutionStartWorkflowActionResult;
interface ScheduleExecutionStartWorkflowActionResult {
    readonly type: "startWorkflow";
    readonly workflow: {
        readonly workflowId: string;
        readonly firstExecutionRunId: string;
    };
}
interface ScheduleSummaryStartWorkflowAction {
    readonly type: "startWorkflow";
    readonly workflowType: string;
}
type ScheduleSummaryAction = ScheduleSummaryStartWorkflowAction;
type ScheduleDescriptionStartWorkflowAction = ScheduleOptionsStartWorkflowAction & {
    readonly workflowType: string;
    readonly typedSearchAttributes: TypedSearchAttributes;
};
type ScheduleDescriptionAction = ScheduleDescriptionStartWorkflowAction;
interface ScheduleSummary {
    readonly scheduleId: string;
    readonly spec?: ScheduleSpecDescription;
    readonly action?: ScheduleSummaryAction;
    readonly memo?: Readonly<Record<string, unknown>>;
    readonly searchAttributes: SearchAttributes;
    readonly typedSearchAttributes: TypedSearchAttributes;
    readonly state: {
        readonly paused: boolean;
        readonly note?: string;
    };
    readonly info: {
        readonly recentActions: readonly ScheduleExecutionResult[];
        readonly nextActionTimes: readonly Date[];
    };
}
interface ScheduleDescription {
    readonly scheduleId: string;
    readonly spec: ScheduleSpecDescription;
    readonly action: ScheduleDescriptionAction;
    readonly policies: {
        readonly overlap?: ScheduleOverlapPolicy;
        /** Milliseconds. */
        readonly catchupWindow?: number;
        readonly pauseOnFailure: boolean;
    };
    readonly memo: Readonly<Record<string, unknown>>;
    readonly searchAttributes: SearchAttributes;
    readonly typedSearchAttributes: TypedSearchAttributes;
    readonly state: {
        readonly paused: boolean;
        readonly note?: string;
        readonly remainingActions?: number;
    };
    readonly info: {
        readonly recentActions: readonly ScheduleExecutionResult[];
        readonly nextActionTimes: readonly Date[];
        readonly numActionsTaken: number;
        readonly numActionsMissedCatchupWindow: number;
        readonly numActionsSkippedOverlap: number;
        readonly createdAt: Date | undefined;
        readonly lastUpdatedAt: Date | undefined;
        readonly runningActions: readonly ScheduleExecutionActionResult[];
    };
}

interface CreateScheduleInput {
    /** For the workflows that the schedule starts. */
    readonly headers: Headers;
    readonly options: ScheduleOptions;
}
/** Nothing: the token of conflicts stays inside. */
type CreateScheduleOutput = void;
/** Wraps the creation of schedules. */
interface ScheduleClientInterceptor {
    readonly create?: (input: CreateScheduleInput, next: (input: CreateScheduleInput) => Promise<CreateScheduleOutput>) => Promise<CreateScheduleOutput>;
}
interface ScheduleClientOptions extends BaseClientOptions {
    /** The first is the outermost. */
    readonly interceptors?: readonly ScheduleClientInterceptor[];
}
interface ListScheduleOptions {
    readonly pageSize?: number;
    readonly query?: string;
}
/** A schedule that there is, or may be. Methods throw `ScheduleNotFoundError`. */
declare class ScheduleHandle {
    readonly scheduleId: string;
    readonly client: ScheduleClient;
    /** The same handle under this package's own names. */
    readonly core: ScheduleHandle$1;
    /** @internal Handles come from a client. */
    constructor(client: ScheduleClient, core: ScheduleHandle$1);
    describe(): Promise<ScheduleDescription>;
    /** Replaces what the schedule is by what `updateFn` makes of it. */
    update<W extends Workflow = Workflow>(updateFn: (previous: ScheduleDescription) => ScheduleUpdateOptions | ScheduleUpdateOptions<ScheduleOptionsStartWorkflowAction<W>>): Promise<void>;
    delete(): Promise<void>;
    trigger(overlap?: ScheduleOverlapPolicy): Promise<void>;
    backfill(options: Backfill | readonly Backfill[]): Promise<void>;
    pause(note?: string): Promise<void>;
    unpause(note?: string): Promise<void>;
}
/** Makes schedules, and changes them. */
declare class ScheduleClient extends BaseClient {
    #private;
    constructor(options?: ScheduleClientOptions);
    /** @throws `ScheduleAlreadyRunning` */
    create<W extends Workflow = Workflow>(options: ScheduleOptions<ScheduleOptionsStartWorkflowAction<W>>): Promise<ScheduleHandle>;
    list(options?: ListScheduleOptions): AsyncIterable<ScheduleSummary>;
    getHandle(scheduleId: string): ScheduleHandle;
}

interface ClientInterceptors {
    readonly workflow?: readonly WorkflowClientInterceptor[];
    readonly schedule?: readonly ScheduleClientInterceptor[];
    readonly activity?: readonly ActivityClientInterceptor[];
}
interface ClientOptions extends BaseClientOptions {
    readonly interceptors?: ClientInterceptors;
    readonly workflow?: {
        readonly queryRejectCondition?: QueryRejectCondition;
    };
}
/** The clients of one namespace. Whoever made the connection closes it. */
declare class Client extends BaseClient {
    readonly workflow: WorkflowClient;
    readonly schedule: ScheduleClient;
    readonly activity: ActivityClient;
    constructor(options?: ClientOptions);
}

export { Client as C, ScheduleClient as S, ScheduleHandle as W, ActivityClient as b, ActivityHandle as k, AsyncCompletionClient as t };
export type { ScheduleSpecDescription as $, ActivityArgs as A, Backfill as B, CreateScheduleOutput as D, DayOfWeek as E, FullActivityId as F, GetActivityHandleOptions as G, IntervalSpecDescription as H, IntervalSpec as I, LooseRange as J, ScheduleClientInterceptor as K, ListScheduleOptions as L, Month as M, ScheduleClientOptions as N, ScheduleDescription as O, ScheduleDescriptionAction as P, ScheduleDescriptionStartWorkflowAction as Q, Range as R, ScheduleExecutionActionResult as T, ScheduleExecutionResult as U, ScheduleExecutionStartWorkflowActionResult as V, ScheduleOptions as X, ScheduleOptionsAction as Y, ScheduleOptionsStartWorkflowAction as Z, ScheduleSpec as _, ActivityCancelInput as a, ScheduleSummary as a0, ScheduleSummaryAction as a1, ScheduleSummaryStartWorkflowAction as a2, ScheduleUpdateOptions as a3, TypedActivityClient as a4, ActivityClientInterceptor as c, ActivityClientOptions as d, ActivityCountInput as e, ActivityDescribeInput as f, ActivityDescribeOptions as g, ActivityExecutionDescription as h, ActivityExecutionInfo as i, ActivityGetResultInput as j, ActivityListInput as l, ActivityName as m, ActivityOptions as n, ActivityOptionsFor as o, ActivityOptionsWithArgs as p, ActivityResult as q, ActivityStartInput as r, ActivityTerminateInput as s, AsyncCompletionClientOptions as u, CalendarSpecDescription as v, ClientInterceptors as w, ClientOptions as x, CountActivityExecutions as y, CreateScheduleInput as z };

// payload-converters.shared.d.ts

import { enums } from '@millrace/protocol/temporal';
import { Q as QueryRejectCondition, S as ScheduleOverlapPolicy, a2 as WorkflowIdConflictPolicy, a3 as WorkflowIdReusePolicy, ar as PayloadConverter, aw as PayloadConverterWithEncoding } from './failures.shared.d.ts';
import { Q as QueryFailedError, f as QueryRejectedError$1, W as WorkflowContinuedAsNewError$1, g as WorkflowAlreadyStartedError, h as WorkflowFailedError$1, i as WorkflowNotFoundError$1, j as WorkflowUpdateFailedError$1, N as NamespaceNotFoundError$1, S as ScheduleAlreadyExistsError, k as ScheduleNotFoundError$1, R as RpcError } from './namespace-errors.shared.d.ts';
import { s as RetryState } from './timeout-failure.shared.d.ts';
import { CompositePayloadConverter as CompositePayloadConverter$1, Payload } from '@millrace/protocol/payload';
import { S as SerializationContext } from './connection.shared.d.ts';

/** A constant, with or without its prefix, as its number; a number as it is. @throws `ValueError` for another text */
type Encode<Constant extends string | undefined, Prefix extends string, Value extends number> = (input: Constant | `${Prefix}${NonNullable<Constant>}` | Value | null | undefined) => Value | undefined;
/** A number as its constant: undefined for 0, a text such as `unknown_7` for one that only a newer server knows. */
type Decode<Constant extends string | undefined, Value extends number> = (input: Value | null | undefined) => Constant | undefined;

declare const encodeWorkflowIdReusePolicy: Encode<WorkflowIdReusePolicy, "WORKFLOW_ID_REUSE_POLICY_", enums.WorkflowIdReusePolicy>;
declare const decodeWorkflowIdReusePolicy: Decode<WorkflowIdReusePolicy, enums.WorkflowIdReusePolicy>;
declare const encodeWorkflowIdConflictPolicy: Encode<WorkflowIdConflictPolicy, "WORKFLOW_ID_CONFLICT_POLICY_", enums.WorkflowIdConflictPolicy>;
declare const decodeWorkflowIdConflictPolicy: Decode<WorkflowIdConflictPolicy, enums.WorkflowIdConflictPolicy>;
declare const encodeQueryRejectCondition: Encode<QueryRejectCondition, "QUERY_REJECT_CONDITION_", enums.QueryRejectCondition>;
declare const decodeQueryRejectCondition: Decode<QueryRejectCondition, enums.QueryRejectCondition>;
declare const encodeScheduleOverlapPolicy: Encode<ScheduleOverlapPolicy, "SCHEDULE_OVERLAP_POLICY_", enums.ScheduleOverlapPolicy>;
declare const decodeScheduleOverlapPolicy: Decode<ScheduleOverlapPolicy, enums.ScheduleOverlapPolicy>;

declare class ValueError extends Error {
    readonly name: string;
    constructor(message?: string, cause?: unknown);
}
declare class PayloadConverterError extends ValueError {
    readonly name: string;
}
/** An answer of the services to the completion, failure, cancellation or heartbeat of an activity from elsewhere. */
declare class ActivityCompletionError extends Error {
    readonly name: string;
}
/** The call that sent an update, or that waited for it, reached its deadline or was aborted; the update may go on. */
declare class WorkflowUpdateRPCTimeoutOrCancelledError extends Error {
    readonly name: string;
}
declare class IllegalStateError extends Error {
    readonly name: string;
}

declare class WorkflowFailedError extends WorkflowFailedError$1 {
    constructor(message: string, cause: Error | undefined, retryState?: RetryState);
}
declare class WorkflowUpdateFailedError extends WorkflowUpdateFailedError$1 {
    constructor(message: string, cause: Error | undefined);
}
declare class WorkflowContinuedAsNewError extends WorkflowContinuedAsNewError$1 {
    constructor(message: string, newExecutionRunId: string);
}
/** Here `status` is a text. */
declare class QueryRejectedError extends QueryRejectedError$1 {
    constructor(status: QueryRejectedError$1["status"]);
}
declare class QueryNotRegisteredError extends QueryFailedError {
    constructor(message: string);
}
declare class WorkflowNotFoundError extends WorkflowNotFoundError$1 {
    constructor(message: string, workflowId: string, runId: string | undefined);
}
declare class WorkflowExecutionAlreadyStartedError extends WorkflowAlreadyStartedError {
    constructor(message: string, workflowId: string, workflowType: string);
}

/** All answers of the services. */
declare class ServiceError extends RpcError {
    constructor(message: string, options?: {
        readonly cause?: Error;
    });
}
declare class NamespaceNotFoundError extends NamespaceNotFoundError$1 {
    constructor(namespace: string);
}
declare class ScheduleAlreadyRunning extends ScheduleAlreadyExistsError {
    constructor(message: string, scheduleId: string);
}
declare class ScheduleNotFoundError extends ScheduleNotFoundError$1 {
    constructor(message: string, scheduleId: string);
}

type Core = ConstructorParameters<typeof CompositePayloadConverter$1>[0][number];
declare abstract class OneEncoding implements PayloadConverterWithEncoding {
    #private;
    abstract readonly encodingType: string;
    constructor(core: Core);
    toPayload(value: unknown, context?: SerializationContext): Payload | undefined;
    fromPayload<T>(payload: Payload, context?: SerializationContext): T;
}
/** `undefined`. */
declare class UndefinedPayloadConverter extends OneEncoding {
    readonly encodingType = "binary/null";
    constructor();
}
/** Bytes. */
declare class BinaryPayloadConverter extends OneEncoding {
    readonly encodingType = "binary/plain";
    constructor();
}
/** What JSON can say. */
declare class JsonPayloadConverter extends OneEncoding {
    readonly encodingType = "json/plain";
    constructor();
}
/** Asks its converters in order, and takes the first answer; reads by the encoding that a payload names. */
declare class CompositePayloadConverter implements PayloadConverter {
    #private;
    readonly converters: readonly PayloadConverterWithEncoding[];
    constructor(...converters: readonly PayloadConverterWithEncoding[]);
    /** @throws `PROTOCOL_NO_CONVERTER` */
    toPayload(value: unknown, context?: SerializationContext): Payload;
    /** @throws `PROTOCOL_UNKNOWN_ENCODING` */
    fromPayload<T>(payload: Payload, context?: SerializationContext): T;
}
/** `undefined`, bytes, JSON. */
declare class DefaultPayloadConverter extends CompositePayloadConverter {
    constructor();
}
/** What is used if nothing else is given: reads protobuf messages as JSON too. */
declare const defaultPayloadConverter: PayloadConverter;

export { ActivityCompletionError as A, BinaryPayloadConverter as B, CompositePayloadConverter as C, IllegalStateError as I, JsonPayloadConverter as J, NamespaceNotFoundError as N, PayloadConverterError as P, QueryNotRegisteredError as Q, ScheduleAlreadyRunning as S, UndefinedPayloadConverter as U, ValueError as V, WorkflowContinuedAsNewError as W, QueryRejectedError as a, ScheduleNotFoundError as b, ServiceError as c, WorkflowExecutionAlreadyStartedError as d, WorkflowFailedError as e, WorkflowNotFoundError as f, WorkflowUpdateFailedError as g, WorkflowUpdateRPCTimeoutOrCancelledError as h, decodeQueryRejectCondition as i, decodeScheduleOverlapPolicy as j, decodeWorkflowIdConflictPolicy as k, decodeWorkflowIdReusePolicy as l, defaultPayloadConverter as m, encodeQueryRejectCondition as n, encodeScheduleOverlapPolicy as o, encodeWorkflowIdConflictPolicy as p, encodeWorkflowIdReusePolicy as q, DefaultPayloadConverter as r };
export type { Decode as D, Encode as E };
