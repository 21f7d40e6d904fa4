// index.d.ts

import { ErrorCodeOf, MillraceError, Logger, RunState as RunState$1 } from '@millrace/protocol';
import { A as AnyInit, a as AnyFunction, P as PlatformOptions, N as NewArtifactOptions, b as Artifact, c as NewDataitemOptions, D as Dataitem, F as FunctionOptions, d as Function, e as NewModelOptions, M as Model, R as Reserved } from './handler.shared.d.ts';
export { f as Action, g as ArtifactKind, B as BuildTaskOptions, C as ColumnType, h as CommonRunOptions, i as CommonTaskOptions, j as ConnectOptions, k as CoreCredentials, l as CoreOAuth, m as CoreOptions, n as DataitemKind, o as Declaration, p as DeleteOptions, q as DownloadOptions, E as EmbeddedOptions, r as EnvironmentVariable, s as FunctionContext, t as FunctionEvent, u as FunctionLogger, v as FunctionResponse, H as HandlerCall, w as HandlerFunction, x as HandlerOptions, I as InputEntities, y as InputType, z as InputTypes, G as InvokeOptions, J as JobTaskOptions, L as Lineage, K as LocalRunOptions, O as LogArtifactOptions, Q as LogDataitemOptions, S as LogMethod, T as LogModelOptions, U as Material, V as MaterialType, W as ModelKind, X as NodeSelector, Y as NodeVersion, Z as OutputDeclaration, _ as OutputKind, $ as OutputOption, a0 as ParameterSchema, a1 as PlainHandlerCall, a2 as Project, a3 as ProjectFunctionOptions, a4 as ProjectParts, a5 as Quantity, a6 as QuantityRange, a7 as Resources, a8 as Run, a9 as RunOptions, aa as RunScope, ab as RunStatus, ac as SchemaField, ad as Secrets, ae as ServeTaskOptions, af as ServiceStatus, ag as ServiceType, ah as TableColumn, ai as TableColumns, aj as TablePreview, ak as TaskOptions, al as TaskOptionsByAction, am as Volume, an as VolumeType, ao as WaitOptions, ap as actions, aq as connectProject, ar as coreDefaults, as as declarationOf, at as functionDefaults, au as functionKind, av as handler, aw as nodeVersions, ax as openCore } from './handler.shared.d.ts';
import { E as EntityType } from './platform.shared.d.ts';
export { a as EntityFilter, b as EntityMetadata, c as EntityPlace, d as EntityRecord, e as EntityStatus, F as FileInfo, J as JsonObject, f as JsonValue, L as LogLine, N as NewEntity, P as Page, g as PageRequest, h as Platform, R as Relationship } from './platform.shared.d.ts';

/** Every error that this package raises on its own account. */
declare const functionErrors: {
    readonly FUNCTION_INVALID_KEY: {
        readonly summary: "A reference to an entity, function or task is not of the form that such references have.";
        readonly remedy: "Take it from the entity's `key`, or write it as the message shows.";
    };
    readonly FUNCTION_INVALID_NAME: {
        readonly summary: "A name or id has characters that names cannot have, or is empty or too long.";
        readonly remedy: "Choose another; the message says what is allowed.";
    };
    readonly FUNCTION_INVALID_KIND: {
        readonly summary: "An entity's kind is unknown, or is not one that can be executed here.";
        readonly remedy: "Functions are of kind `nodejs`; for others the message names the kinds that there are.";
    };
    readonly FUNCTION_INVALID_ACTION: {
        readonly summary: "A function was asked for an action that there is not.";
        readonly remedy: "Use `job`, `serve` or `build`.";
    };
    readonly FUNCTION_PROJECT_GIVEN: {
        readonly summary: "`project` was given to a method of a project, which makes everything in itself.";
        readonly remedy: "Leave it out, or use the function of the same name that is not a method.";
    };
    readonly FUNCTION_PROJECT_MISSING: {
        readonly summary: "Something was to be made without saying in which project.";
        readonly remedy: "Give `project`, or make it by a method of a project.";
    };
    readonly FUNCTION_NO_SOURCE: {
        readonly summary: "A function was made without any code.";
        readonly remedy: "Give one of `codeSrc`, `code` and `base64`.";
    };
    readonly FUNCTION_INVALID_CALL: {
        readonly summary: "Two options of one call exclude each other, or one that is needed is missing.";
        readonly remedy: "Give what the message says.";
    };
    readonly FUNCTION_INVALID_FIELD: {
        readonly summary: "A field of a function, task, run or other entity has a value that does not fit it.";
        readonly remedy: "Correct the field that the message names.";
    };
    readonly FUNCTION_UNKNOWN_FIELD: {
        readonly summary: "A run was given an option that there is not.";
        readonly remedy: "Correct it; the message names the nearest known one.";
    };
    readonly FUNCTION_FIELD_OF_OTHER_ACTION: {
        readonly summary: "A run was given a field that belongs to another action.";
        readonly remedy: "Leave it out; `backoffLimit` is of jobs, `replicas` and `serviceType` of services, `instructions` of builds.";
    };
    readonly FUNCTION_FIELD_NO_LOCAL_EFFECT: {
        readonly summary: "A warning: a field of a run changes nothing where the run is executed. It is kept in the run's spec.";
        readonly remedy: "Nothing is to be done, unless the run relies on it; then run it on a platform that knows the field.";
    };
    readonly FUNCTION_NODE_VERSION_DIFFERS: {
        readonly summary: "A warning: a function asks for another version of Node than the one that executes it.";
        readonly remedy: "Execute it by that version, or change its `nodeVersion`.";
    };
    readonly FUNCTION_RUN_FAILED: {
        readonly summary: "A run that was waited for ended in ERROR.";
        readonly remedy: "See the message and the run's logs; of a run in this process the cause is what the function threw.";
    };
    readonly FUNCTION_RUN_TIMEOUT: {
        readonly summary: "A run had not ended, or its service was not ready, when the time for waiting was over.";
        readonly remedy: "Wait longer, or look at the run's logs; it goes on.";
        readonly retryable: true;
    };
    readonly FUNCTION_RUN_NOT_STARTABLE: {
        readonly summary: "A run was to be executed that is not in a state to be.";
        readonly remedy: "Only runs that are BUILT or STOPPED start; make a new run.";
    };
    readonly FUNCTION_REQUIREMENTS_FAILED: {
        readonly summary: "npm packages that a function requires could not be installed for its run.";
        readonly remedy: "See what npm said in the message; correct the requirement, or install it where the project is.";
    };
    readonly FUNCTION_NO_OUTPUT: {
        readonly summary: "A run has no output or result of this name and type.";
        readonly remedy: "The message says what it has; wait for runs that have not ended.";
    };
    readonly FUNCTION_NO_SERVICE: {
        readonly summary: "A service was called that is not ready, or a run that is no service.";
        readonly remedy: "Wait for it by `run.wait()`; only runs of the action \"serve\" have a service.";
    };
    readonly FUNCTION_INVALID_URL: {
        readonly summary: "A call of a service was to go to an address that does not belong to it.";
        readonly remedy: "Give an address that begins with that of the service, or leave it out.";
    };
    readonly FUNCTION_NO_CONTENT: {
        readonly summary: "An artifact, dataitem or model has no content of the kind that was asked for.";
        readonly remedy: "Several files are written to a folder by `download()`; only tables have rows.";
    };
    readonly FUNCTION_FILE_EXISTS: {
        readonly summary: "A download would replace a file.";
        readonly remedy: "Give `overwrite: true`, or another place.";
    };
    readonly FUNCTION_CORE_NO_ENDPOINT: {
        readonly summary: "It is not known where DigitalHub Core answers, or what is given is no such address.";
        readonly remedy: "Give `endpoint`, or set DHCORE_ENDPOINT, such as `http://localhost:8080`.";
    };
    readonly FUNCTION_CORE_INVALID_CONFIG: {
        readonly summary: "The configuration file of DigitalHub's clients, or what is given instead of it, is of no use.";
        readonly remedy: "Correct the file, the profile or the credentials that the message names.";
    };
    readonly FUNCTION_CORE_UNREACHABLE: {
        readonly summary: "DigitalHub Core did not answer, in time or at all.";
        readonly remedy: "Check the address, and that Core runs and can be reached from here.";
        readonly retryable: true;
    };
    readonly FUNCTION_CORE_UNAUTHORIZED: {
        readonly summary: "DigitalHub Core does not accept who one is, or what one may do.";
        readonly remedy: "Log in again, or give credentials that have a role in the project.";
    };
    readonly FUNCTION_CORE_API_LEVEL: {
        readonly summary: "DigitalHub Core speaks a level of its API that this client does not.";
        readonly remedy: "Use a Core whose X-Api-Level is 15 to 20.";
    };
    readonly FUNCTION_CORE_BAD_ANSWER: {
        readonly summary: "What answered is not what DigitalHub Core answers: broken JSON, a redirect, an entity without its parts.";
        readonly remedy: "Check that the address is Core's own, without a login page or another server before it.";
    };
    readonly FUNCTION_CORE_REJECTED: {
        readonly summary: "DigitalHub Core refused a request.";
        readonly remedy: "Read the message: it has Core's own words.";
    };
    readonly FUNCTION_CORE_UNKNOWN_KIND: {
        readonly summary: "DigitalHub Core does not know this kind of entity; today's knows no kind `nodejs`.";
        readonly remedy: "Open it with `kind: \"container\"`, which translates the kind, or use the server of this package.";
    };
    readonly FUNCTION_CORE_NO_FILES_STORE: {
        readonly summary: "It is not known where DigitalHub Core keeps files.";
        readonly remedy: "Give `filesStore`, or set DHCORE_DEFAULT_FILES_STORE, such as s3://datalake.";
    };
    readonly FUNCTION_NOT_FOUND: {
        readonly summary: "There is no such entity, file or secret.";
        readonly remedy: "Check the project and the id that the message names; create it first.";
    };
    readonly FUNCTION_ALREADY_EXISTS: {
        readonly summary: "An entity of this id is there already.";
        readonly remedy: "Leave the id out, so that a new version is made, or update the one that is there.";
    };
    readonly FUNCTION_INVALID_ENTITY: {
        readonly summary: "A part of an entity, filter or page is not of the form that it must have.";
        readonly remedy: "Correct the field that the message names.";
    };
    readonly FUNCTION_INVALID_STATE: {
        readonly summary: "An entity cannot go from its state to the one that was asked for.";
        readonly remedy: "Go through the states that the message names.";
    };
    readonly FUNCTION_CONFLICT: {
        readonly summary: "An entity was changed by somebody else since it was read.";
        readonly remedy: "Read it again, and apply the change to what is there now.";
        readonly retryable: true;
    };
    readonly FUNCTION_NOT_EMPTY: {
        readonly summary: "A project that still has entities was to be deleted alone.";
        readonly remedy: "Delete it with `cascade`, or its entities first.";
    };
    readonly FUNCTION_INVALID_PATH: {
        readonly summary: "A path of a file is not one of this store, or leads out of it.";
        readonly remedy: "Use `s3://bucket/key` without `.` and `..`, as `filePath` gives it.";
    };
    readonly FUNCTION_STORE_LOCKED: {
        readonly summary: "The folder of the local store is in use by another process.";
        readonly remedy: "Close that process, use its server, or choose another folder with `dir`.";
        readonly retryable: true;
    };
    readonly FUNCTION_STORE_CORRUPT: {
        readonly summary: "A file of the local store is not what was written there.";
        readonly remedy: "Restore the file that the message names from a backup, or remove it; all others stay usable.";
    };
    readonly FUNCTION_STORE_UNUSABLE: {
        readonly summary: "The folder of the local store cannot be made, read or written to.";
        readonly remedy: "Make it a writable folder without links inside, or choose another with `dir`.";
    };
    readonly FUNCTION_CLOSED: {
        readonly summary: "A platform was used after it was closed.";
        readonly remedy: "Open it again, and close it when everything is done.";
    };
    readonly FUNCTION_RUN_DEADLINE: {
        readonly summary: "A run took longer than its deadline and was ended.";
        readonly remedy: "Raise `deadlineMs` of the run, or find out what it waits for; its `signal` had aborted.";
    };
    readonly FUNCTION_RUN_STOPPED: {
        readonly summary: "A run was stopped, by request or because its platform was closed.";
        readonly remedy: "Start it again; this is also the reason of its `signal`.";
    };
    readonly FUNCTION_RUN_EXITED: {
        readonly summary: "The process of a run ended before the function gave a result.";
        readonly remedy: "Do not call process.exit in a function; see the run's logs for what it said last.";
    };
    readonly FUNCTION_RUN_OUT_OF_MEMORY: {
        readonly summary: "The process of a run ran out of memory.";
        readonly remedy: "Raise `resources.mem` of the run, or hold less at once.";
    };
    readonly FUNCTION_RUN_NOT_EXECUTABLE: {
        readonly summary: "A run cannot be executed here.";
        readonly remedy: "The local platform executes functions of kind `nodejs`; others are run with `local_execution`, or elsewhere.";
    };
    readonly FUNCTION_RUNNER_DIED: {
        readonly summary: "The process that executed a run died, and the run with it.";
        readonly remedy: "Start the run again.";
        readonly retryable: true;
    };
    readonly FUNCTION_NUCLIO_ARGUMENTS: {
        readonly summary: "The wrapper was not started as Nuclio's processor starts its wrappers.";
        readonly remedy: "Let the processor start it: NUCLIO_NODEJS_WRAPPER_PATH names it; the message shows what it takes.";
    };
    readonly FUNCTION_NUCLIO_HANDLER: {
        readonly summary: "Under Nuclio the handler could not be loaded, or its init failed.";
        readonly remedy: "Correct the function; `spec.handler` is `file.ts:name`, with runtime python `module:name`.";
    };
    readonly FUNCTION_NUCLIO_CONNECTION: {
        readonly summary: "The wrapper could not reach its processor, or could not listen for it.";
        readonly remedy: "Check that the processor runs, and that nothing else has the address that the message names.";
        readonly retryable: true;
    };
    readonly FUNCTION_NUCLIO_MESSAGE: {
        readonly summary: "A processor sent something that is not a message of its protocol.";
        readonly remedy: "Check that wrapper and processor speak one protocol: nodejs sends lines of JSON, python MessagePack.";
    };
    readonly FUNCTION_NUCLIO_CONTROL: {
        readonly summary: "An event was to be acknowledged explicitly, but there is nobody to tell.";
        readonly remedy: "Run the function with runtime python, whose protocol has a control socket; see the guide.";
    };
    readonly FUNCTION_NUCLIO_YAML: {
        readonly summary: "What a function.yaml was asked to say, Nuclio would not understand.";
        readonly remedy: "Correct the field that the message names.";
    };
    readonly FUNCTION_SERVICE_LISTEN: {
        readonly summary: "A service cannot listen on its address.";
        readonly remedy: "Choose another port, or 0 for a free one.";
    };
    readonly FUNCTION_SERVICE_BAD_REQUEST: {
        readonly summary: "A service was sent what is no JSON or no CloudEvent, though it says so. Status 400.";
        readonly remedy: "Correct the body, or its Content-Type.";
    };
    readonly FUNCTION_SERVICE_NOT_FOUND: {
        readonly summary: "A service has nothing at this path. Status 404.";
        readonly remedy: "The function is at `/`, beside `/live`, `/ready`, `/metrics` and `/openapi.json`.";
    };
    readonly FUNCTION_SERVICE_METHOD: {
        readonly summary: "A service does not know this method at this path. Status 405.";
        readonly remedy: "Call the function by GET or POST, or serve it with `anyRoute`.";
    };
    readonly FUNCTION_SERVICE_BODY_TOO_LARGE: {
        readonly summary: "A body has more bytes than the service takes. Status 413.";
        readonly remedy: "Send less, or serve with a larger `maxBodyBytes`.";
    };
    readonly FUNCTION_SERVICE_URL_TOO_LONG: {
        readonly summary: "A path with its query has more bytes than the service takes. Status 414.";
        readonly remedy: "Send it as a body, or serve with a larger `maxUrlBytes`.";
    };
    readonly FUNCTION_SERVICE_MEDIA_TYPE: {
        readonly summary: "A body is of a type or encoding that the service does not take. Status 415.";
        readonly remedy: "Send parameters as application/json, not compressed.";
    };
    readonly FUNCTION_SERVICE_BUSY: {
        readonly summary: "More requests than the service takes at once and lets wait. Status 503.";
        readonly remedy: "Try again after the time in Retry-After; more `replicas` or a larger `concurrency` take more.";
        readonly retryable: true;
    };
    readonly FUNCTION_SERVICE_NOT_READY: {
        readonly summary: "The function's init has not ended. Status 503.";
        readonly remedy: "Wait until `/ready` is 200.";
        readonly retryable: true;
    };
    readonly FUNCTION_SERVICE_TIMEOUT: {
        readonly summary: "The function did not answer within the time of the service. Status 504.";
        readonly remedy: "Make it faster, or serve with a larger `timeoutMs`; the function's `signal` tells it when to give up.";
    };
    readonly FUNCTION_SERVICE_CRASH_LOOP: {
        readonly summary: "The replicas of a service ended again and again.";
        readonly remedy: "Read the log for why they end.";
    };
    readonly FUNCTION_SERVICE_UNREACHABLE: {
        readonly summary: "A client could not reach the service, or the connection ended in the midst of an answer.";
        readonly remedy: "Check the address, and that the service is ready.";
        readonly retryable: true;
    };
    readonly FUNCTION_SERVICE_CALL_TIMEOUT: {
        readonly summary: "A client waited for an answer longer than its `timeoutMs`.";
        readonly remedy: "Wait longer, or find out why the service takes so long.";
    };
    readonly FUNCTION_SERVICE_FAILED: {
        readonly summary: "A service answered a client with an error that is not its own: the function failed, or something between.";
        readonly remedy: "Read `details.problem` and the service's log; `instance` there is the request's id.";
    };
    readonly FUNCTION_MOCK_PROCESSOR: {
        readonly summary: "A wrapper did not do in time what the mock processor waits for, ended, or broke the protocol.";
        readonly remedy: "The message has what the wrapper printed.";
    };
    readonly FUNCTION_INVALID_TABLE: {
        readonly summary: "A value is no table, or one of its columns has values that do not fit together.";
        readonly remedy: "Give columns of one length whose values are of one type; the message names the column.";
    };
    readonly FUNCTION_INVALID_PARQUET: {
        readonly summary: "A file is not Parquet, is damaged, or uses something of Parquet that cannot be read.";
        readonly remedy: "Write it again; the message says what is wrong with it.";
    };
    readonly FUNCTION_INVALID_CSV: {
        readonly summary: "A text is not CSV as RFC 4180 has it, or its values do not have the types that were asked for.";
        readonly remedy: "Correct the line that the message names, or say its delimiter and types.";
    };
    readonly FUNCTION_TABLE_TOO_LARGE: {
        readonly summary: "A table would take more memory than it may.";
        readonly remedy: "Raise `maxBytes`, or read it in parts.";
    };
    readonly FUNCTION_ESBUILD_MISSING: {
        readonly summary: "A function is to be bundled, and the optional package esbuild is not installed.";
        readonly remedy: "Add it: npm install --save-dev esbuild.";
    };
    readonly FUNCTION_BUNDLE_FAILED: {
        readonly summary: "A function's source cannot be bundled.";
        readonly remedy: "Correct what the message names by file and line; what is not to be bundled belongs into `requirements`.";
    };
    readonly FUNCTION_INVALID_BUILD: {
        readonly summary: "An option of a build is not what it must be, such as a base image or instruction of several lines.";
        readonly remedy: "Correct the option that the message names.";
    };
    readonly FUNCTION_INVALID_LAYOUT: {
        readonly summary: "A folder that an image is to be based on is no OCI image layout, or lacks what it refers to.";
        readonly remedy: "Make it anew, for example by skopeo copy docker://IMAGE oci:FOLDER.";
    };
    readonly FUNCTION_INVALID_HANDLER: {
        readonly summary: "A function's declaration or the text that names its handler contradicts itself or is not of the right form.";
        readonly remedy: "Correct what the message names: `handler({ inputs, parameters, outputs, init }, fn)`, `module.sub:function`.";
    };
    readonly FUNCTION_INVALID_PARAMETERS: {
        readonly summary: "The parameters of a call do not pass the schema that the function declares.";
        readonly remedy: "Correct the parameters; `details.issues` has what the schema says, with the path of each value.";
    };
    readonly FUNCTION_MISSING_INPUT: {
        readonly summary: "A function declares an input, and a call gives no entity of that name.";
        readonly remedy: "Give the entity's key in the `inputs` of the run.";
    };
    readonly FUNCTION_INIT_FAILED: {
        readonly summary: "The init function of a function threw or rejected, or there are init parameters and no init function.";
        readonly remedy: "See the cause; nothing is called before init has succeeded.";
    };
    readonly FUNCTION_INVALID_OUTPUT: {
        readonly summary: "A function returned what can be neither a result, a table nor a file.";
        readonly remedy: "Return plain data, bytes, a table or an entity; the message names the place in the value.";
    };
    readonly FUNCTION_ERROR_RESPONSE: {
        readonly summary: "A function that runs as a job returned a response with a status of 400 or more.";
        readonly remedy: "The function says that it failed; see the status and the body in `details`.";
    };
    readonly FUNCTION_INVALID_SOURCE: {
        readonly summary: "The source of a function is missing, is of a scheme that sources do not have, or is not safe to take.";
        readonly remedy: "Correct `codeSrc`; the message says what it can be.";
    };
    readonly FUNCTION_SOURCE_UNAVAILABLE: {
        readonly summary: "The source of a function could not be fetched.";
        readonly remedy: "See the message: the address, the ref or the credentials are wrong, or its server does not answer.";
        readonly retryable: true;
    };
    readonly FUNCTION_NOT_LOADED: {
        readonly summary: "The module or the function that a handler names does not exist in the source, or failed while it was loaded.";
        readonly remedy: "The message names the files and functions that there are.";
    };
    readonly FUNCTION_SERVER_NOT_PROTECTED: {
        readonly summary: "A server that other machines could reach was to start without asking for credentials.";
        readonly remedy: "Give `auth`, or let it listen on 127.0.0.1.";
    };
    readonly FUNCTION_SERVER_NOT_LISTENING: {
        readonly summary: "A server could not listen on its host and port.";
        readonly remedy: "Choose another port (0: any free one), or end what has it.";
    };
    readonly FUNCTION_UNDECLARED_PACKAGE: {
        readonly summary: "A function imports a package that neither its requirements nor its package.json name.";
        readonly remedy: "Add it to the `dependencies` of the package.json, or to the requirements.";
    };
    readonly FUNCTION_SCHEMA_UNTOLD: {
        readonly summary: "A schema cannot say what it takes as JSON Schema.";
        readonly remedy: "Use a version of its library that knows Standard JSON Schema, such as zod 4.";
    };
};
type FunctionErrorCode = ErrorCodeOf<typeof functionErrors>;

/** The error of this package; its codes are listed in the documentation's error table. */
declare class FunctionError extends MillraceError<FunctionErrorCode> {
}

/** The figures of one process; those of several replicas add up. */
interface MetricsSnapshot {
    readonly requests: Readonly<Record<string, number>>;
    /** One more than there are bounds; not cumulative. */
    readonly buckets: readonly number[];
    readonly seconds: number;
    readonly inFlight: number;
    readonly queued: number;
    readonly rejected: Readonly<Record<string, number>>;
}

/** How a function is served. Sizes and times bound what one caller can cost. */
interface ServeOptions {
    /** Default `127.0.0.1`. A service asks nobody who they are: on another address, put what does before it. */
    readonly host?: string;
    /** Default: the environment's `PORT`, else 0, which takes a free one. */
    readonly port?: number;
    /** Given to the function's init, once, before the service is ready. */
    readonly initParameters?: Readonly<Record<string, unknown>>;
    /** Reserved arguments that every call has beside `context`, `event` and `signal`: `project`, `run`. */
    readonly reserved?: Readonly<Record<string, unknown>>;
    /** Whether every path and method reaches the function, as under Nuclio. Default false: only `GET` and `POST` of `/`. */
    readonly anyRoute?: boolean;
    /** The `id` of this worker in the function's context. Default 0. */
    readonly workerId?: number;
    /** Calls at once; the next ones wait. Default 1,000. */
    readonly concurrency?: number;
    /** Requests that may wait for a call to end; the next ones get 503 with Retry-After. Default 1,000. */
    readonly queueSize?: number;
    /** What `Retry-After` says, rounded up to seconds. Default 1,000. */
    readonly retryAfterMs?: number;
    /** From a call's start to the first byte of its answer, and for the wait in the queue: 504 or 503. Default 60,000. */
    readonly timeoutMs?: number;
    /** Larger bodies get 413. Default 10 MiB. */
    readonly maxBodyBytes?: number;
    /** Of all headers and the request line together; more gets 431. Default 16 KiB. */
    readonly maxHeaderBytes?: number;
    /** Longer paths with query get 414. Default 8 KiB. */
    readonly maxUrlBytes?: number;
    /** How long a caller may take to send its headers; then 408. Default 10,000. */
    readonly headersTimeoutMs?: number;
    /** How long a caller may take to send its whole request; then 408. Default 60,000. */
    readonly requestTimeoutMs?: number;
    /** How long a connection without a request stays open. Default 65,000, longer than the usual 60 s of balancers. */
    readonly keepAliveTimeoutMs?: number;
    /** How long an answer may wait for a caller that does not read it; then the connection ends. Default 30,000. */
    readonly stalledTimeoutMs?: number;
    /** Between `/ready` saying 503 and the end of listening, for balancers to notice. Default 0. */
    readonly drainDelayMs?: number;
    /** How long open requests may take when the service closes; then they are cut. Default 10,000. */
    readonly graceMs?: number;
    /** The origin that browsers may call from, or `*`. Default: none. */
    readonly cors?: string;
    /** Whether problems have the stack of an error. Default false. */
    readonly development?: boolean;
    /** Default: to standard error, for people to read. */
    readonly logger?: Logger;
    /** Aborting it equals {@link RunningService.close}. */
    readonly signal?: AbortSignal;
}
declare const numbers: {
    concurrency: number;
    queueSize: number;
    retryAfterMs: number;
    timeoutMs: number;
    maxBodyBytes: number;
    maxHeaderBytes: number;
    maxUrlBytes: number;
    headersTimeoutMs: number;
    requestTimeoutMs: number;
    keepAliveTimeoutMs: number;
    stalledTimeoutMs: number;
    drainDelayMs: number;
    graceMs: number;
};
/** Numbers of options, each with a value. */
type ServeLimits = Readonly<Record<keyof typeof numbers, number>>;
/** What {@link ServeOptions} has where nothing is said. */
declare const serveDefaults: ServeLimits;

/** A function that answers requests. */
interface RunningService extends AsyncDisposable {
    /** `http://127.0.0.1:40123` */
    readonly url: string;
    readonly port: number;
    readonly state: RunState$1;
    /** Resolves when the service is closed; rejects if it did not close by itself. */
    readonly ended: Promise<void>;
    /** Its figures now, which `/metrics` tells for Prometheus. */
    snapshot(): MetricsSnapshot;
    /**
     * Says at `/ready` that it closes, takes no new connections, lets open requests finish for `graceMs` (default: that of
     * the options), cuts what is left, and resolves. Never rejects.
     */
    close(options?: {
        readonly graceMs?: number;
    }): Promise<void>;
}

interface ServeFunctionOptions extends ServeOptions {
    /** What it is, for messages and the description. Default: the function's own name. */
    readonly name?: string;
    /** Runs once before the service is ready. Default: that of `handler()`. */
    readonly init?: AnyInit;
}
/**
 * Serves a function over HTTP in this process, and resolves when it is ready: `POST /` with a JSON object of parameters,
 * or `GET /`. Close it when the process is told to end: `handleProcessSignals(service)` of `@millrace/protocol`.
 *
 * @throws `FUNCTION_INVALID_HANDLER` if `fn` is no function, `FUNCTION_SERVICE_LISTEN` if the address cannot be had,
 *   `FUNCTION_INIT_FAILED`, `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`
 */
declare function serve(fn: AnyFunction, options?: ServeFunctionOptions): Promise<RunningService>;

/** What `store://{project}/{type}/{kind}/{name}:{id}` says. */
interface EntityKey {
    readonly project: string;
    readonly type: EntityType;
    /** May contain `+` and `:`, as `nodejs+job:run`. */
    readonly kind: string;
    /** Of tasks and runs: their id. */
    readonly name: string;
    /** Absent: the latest version of that name. */
    readonly id?: string;
}
/** What `{kind}://{project}/{name}:{id}` says. */
interface FunctionReference {
    readonly kind: string;
    readonly project: string;
    readonly name: string;
    readonly id: string;
}
/** What `{task kind}://{project}/{id}` says. */
interface TaskReference {
    readonly kind: string;
    readonly project: string;
    readonly id: string;
}
/**
 * `store://{project}/{type}/{kind}/{name}:{id}`; of tasks and runs `store://{project}/{type}/{kind}/{id}`.
 *
 * @throws `FUNCTION_INVALID_NAME` if a part cannot be part of a key.
 */
declare function entityKey(key: EntityKey): string;
/**
 * Reads an entity's key. The key of a run is taken with and without its id a second time: newer servers of
 * DigitalHub write `store://{project}/run/{kind}/{id}:{id}`.
 *
 * @throws `FUNCTION_INVALID_KEY` if it is none.
 */
declare function parseKey(text: string): EntityKey;
/** `{kind}://{project}/{name}:{id}`: how tasks and runs name their function. */
declare function functionString({ kind, project, name, id }: FunctionReference): string;
/** @throws `FUNCTION_INVALID_KEY` if it is none. */
declare function parseFunctionString(text: string): FunctionReference;
/** `{task kind}://{project}/{id}`: how runs name their task. */
declare function taskString({ kind, project, id }: TaskReference): string;
/** @throws `FUNCTION_INVALID_KEY` if it is none. */
declare function parseTaskString(text: string): TaskReference;
/** `store://{name}`. */
declare function projectKey(name: string): string;
/** The project's name. @throws `FUNCTION_INVALID_KEY` if it is none. */
declare function parseProjectKey(text: string): string;

/** The states of a run, as DigitalHub Core has them. */
type RunState = "CREATED" | "BUILT" | "READY" | "PENDING" | "RUNNING" | "STOP" | "STOPPED" | "RESUME" | "COMPLETED" | "ERROR" | "DELETING" | "DELETED";
type RunEvent = "BUILD" | "RUN" | "SCHEDULE" | "EXECUTE" | "LOOP" | "COMPLETE" | "STOP" | "RESUME" | "ERROR" | "DELETE";
/**
 * State → event → next state. There is no way from BUILT to RUNNING but through READY. STOP is the state of a run
 * that was told to stop and has not yet; only a runtime that can go on after a stop takes RESUME.
 */
declare const runTransitions: Readonly<Record<RunState, Readonly<Partial<Record<RunEvent, RunState>>>>>;
declare const runStates: readonly RunState[];
/** Where an event leads; absent: the state does not take it. */
declare function nextState(state: RunState, event: RunEvent): RunState | undefined;
/** The states that one event leads to. */
declare function nextStates(state: RunState): readonly RunState[];
/** Whether a run in this state executes no more, unless it is resumed. */
declare function isFinal(state: string | undefined): boolean;

/** Options of something that is made without having connected to its project before. */
type InProject<Options> = Omit<Options, "project"> & PlatformOptions & {
    /** The name of the project; one that is not there is made. */
    readonly project: string;
};
/**
 * Makes a function in the project that it names. The connection stays open: close it by `fn.project.close()`.
 *
 * @throws `FUNCTION_PROJECT_MISSING` without `project`, and all that {@link Project.newFunction} throws.
 */
declare function newFunction(options: InProject<FunctionOptions>): Promise<Function>;
/** Describes content that is somewhere already, in the project that the options name. */
declare function newArtifact(options: InProject<NewArtifactOptions>): Promise<Artifact>;
/** Describes content that is somewhere already, in the project that the options name. */
declare function newDataitem(options: InProject<NewDataitemOptions>): Promise<Dataitem>;
/** Describes content that is somewhere already, in the project that the options name. */
declare function newModel(options: InProject<NewModelOptions>): Promise<Model>;

/** What `handler()` remembers of a function's types. */
interface Typed<Given, Value> {
    readonly "~types"?: {
        readonly given: Given;
        readonly value: Value;
    };
}
type ArgumentsOf<Fn extends AnyFunction> = Parameters<Fn> extends readonly [] ? object : Parameters<Fn>[0];
/** The arguments that no caller gives. */
type ReservedName = keyof Reserved | "project" | "run";
type Plain<Type> = {
    [Name in keyof Type]: Type[Name];
};
/** The parameters that a caller gives: what the schema takes, or what the function itself takes of a caller. */
type GivenOf<Fn extends AnyFunction> = Fn extends Typed<infer Given, unknown> ? (unknown extends Given ? PlainGivenOf<Fn> : Given) : PlainGivenOf<Fn>;
type PlainGivenOf<Fn extends AnyFunction> = Plain<Omit<ArgumentsOf<Fn>, ReservedName>>;
/** What a function returns, once it is there. */
type ReturnedOf<Fn extends AnyFunction> = Awaited<ReturnType<Fn>>;
/** The pieces of a function that streams; `never` for others. */
type PieceOf<Fn extends AnyFunction> = ReturnedOf<Fn> extends AsyncIterable<infer Piece> | Generator<infer Piece> ? Piece : never;
/** What a call brings: of a function that streams all of its pieces, texts and bytes joined. */
type AnswerOf<Fn extends AnyFunction> = [PieceOf<Fn>] extends [never] ? ReturnedOf<Fn> : Joined<PieceOf<Fn>>;
type Joined<Piece> = [Piece] extends [string] ? string : [Piece] extends [Uint8Array] ? Uint8Array : Piece[];
/** Parameters may be left out where none is required. */
type CallArguments<Given, Options> = Record<never, never> extends Given ? [parameters?: Given, options?: Options] : [parameters: Given, options?: Options];

interface ClientOptions {
    /** How long a call may take, retries included; of a stream, until its first piece. Default 60,000. */
    readonly timeoutMs?: number;
    /** How often a call is repeated that the service did not begin: 503 with Retry-After, whose time is kept. Default 0. */
    readonly retries?: number;
    /** For every call, such as `authorization`. */
    readonly headers?: Readonly<Record<string, string>>;
}
interface ClientCallOptions extends ClientOptions {
    readonly signal?: AbortSignal;
}
/** A function that is served elsewhere, called as if it was here. */
interface ServiceClient<Fn extends AnyFunction> {
    /**
     * Calls the function and returns what it returned: JSON as values, text as a string, bytes as a `Uint8Array`. What JSON
     * does not have, such as dates, arrives as JSON writes it. A function that streams brings all of its pieces at once: text
     * and bytes joined, other values as an array.
     *
     * @throws `FUNCTION_INVALID_PARAMETERS` with the schema's `issues` in `details`, `FUNCTION_SERVICE_…`
     */
    call(...args: CallArguments<GivenOf<Fn>, ClientCallOptions>): Promise<AnswerOf<Fn>>;
    /**
     * The same for functions that stream: one piece after the other, as fast as they are taken. Leaving the loop ends the
     * call.
     *
     * @throws as {@link call}; `FUNCTION_SERVICE_UNREACHABLE` if the stream is cut before its end
     */
    stream(...args: CallArguments<GivenOf<Fn>, ClientCallOptions>): AsyncGenerator<PieceOf<Fn>, void, undefined>;
}
declare const clientDefaults: {
    readonly timeoutMs: number;
    readonly retries: number;
};
/**
 * A client of a served function with the function's types: `createClient<typeof hello>("http://127.0.0.1:8080")`.
 *
 * @throws `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`
 */
declare function createClient<Fn extends AnyFunction>(url: string, options?: ClientOptions): ServiceClient<Fn>;

export { AnyFunction, AnyInit, Artifact, Dataitem, EntityType, Function, FunctionError, FunctionOptions, Model, NewArtifactOptions, NewDataitemOptions, NewModelOptions, PlatformOptions, Reserved, clientDefaults, createClient, entityKey, functionErrors, functionString, isFinal, newArtifact, newDataitem, newFunction, newModel, nextState, nextStates, parseFunctionString, parseKey, parseProjectKey, parseTaskString, projectKey, runStates, runTransitions, serve, serveDefaults, taskString };
export type { ClientCallOptions, ClientOptions, EntityKey, FunctionErrorCode, FunctionReference, InProject, RunEvent, RunState, RunningService, ServeFunctionOptions, ServeLimits, ServeOptions, ServiceClient, TaskReference };

// server.d.ts

import { Logger } from '@millrace/protocol';
import { Platform } from './index.d.ts';

/** Who may use the server. */
type ServerAuth = {
    readonly kind: "basic";
    readonly user: string;
    readonly password: string;
} | {
    readonly kind: "bearer";
    readonly token: string;
};
interface ServerOptions {
    /** Where the local platform keeps its data. Default `.millrace/functions` below the working directory. */
    readonly dir?: string;
    /** A platform of the caller's, instead of one in `dir`; the caller closes it. */
    readonly platform?: Platform;
    /** Default `127.0.0.1`. Any other than the loopback needs `auth`. */
    readonly host?: string;
    /** Default 0: any free one. */
    readonly port?: number;
    /** Default: none asked. With it, S3 requests must be signed with user and password, or with `token` as both. */
    readonly auth?: ServerAuth;
    /** The largest JSON body. Default 8 MiB. */
    readonly maxBodyBytes?: number;
    /** The largest file. Default 5 GiB. */
    readonly maxFileBytes?: number;
    /** Default silent. */
    readonly logger?: Logger;
}
/** A server with DigitalHub Core's REST API and, below `/s3`, an S3 surface for its files. */
interface RunningServer extends AsyncDisposable {
    /** `http://127.0.0.1:40321`: the `DHCORE_ENDPOINT` of clients. */
    readonly url: string;
    /** The `AWS_ENDPOINT_URL` of clients. */
    readonly s3Url: string;
    readonly port: number;
    /** Takes nothing new, finishes requests in hand for at most `graceMs` (default 10,000), then cuts them. */
    close(options?: {
        readonly graceMs?: number;
    }): Promise<void>;
}
declare const serverDefaults: {
    readonly host: string;
    readonly port: number;
    readonly maxBodyBytes: number;
    readonly maxFileBytes: number;
};

/**
 * Starts a server over a platform, by default the local one: DigitalHub's own Python SDK works with it.
 *
 * @throws FunctionError `FUNCTION_SERVER_NOT_PROTECTED` for a host beyond the loopback without `auth`
 */
declare const startServer: (options?: ServerOptions) => Promise<RunningServer>;

export { serverDefaults, startServer };
export type { RunningServer, ServerAuth, ServerOptions };

// nuclio.d.ts

import { S as LogMethod, v as FunctionResponse, s as FunctionContext, t as FunctionEvent } from './handler.shared.d.ts';
import { FunctionLogger, AnyFunction } from './index.d.ts';
import { LogFields } from '@millrace/protocol';
import { JsonObject } from './index.d.ts';

/** The logger of `context`: this repository's, with the calls of Nuclio's own wrapper beside. */
interface NuclioLogger extends FunctionLogger {
    readonly debugWith: LogMethod;
    readonly infoWith: LogMethod;
    readonly warnWith: LogMethod;
    readonly errorWith: LogMethod;
    child(fields: LogFields): NuclioLogger;
}

/** An answer with its own status: the class that functions find as `context.Response`. */
declare class ContextResponse implements FunctionResponse {
    readonly body: unknown;
    readonly headers: Readonly<Record<string, string>>;
    readonly contentType: string;
    readonly statusCode: number;
    /** A body that is neither text nor bytes is written as JSON. */
    constructor(body?: unknown, headers?: Readonly<Record<string, string>>, contentType?: string, statusCode?: number);
}

/** `context.Response` under Nuclio: that of this package, with what Nuclio's own wrapper has beside. */
declare class NuclioResponse extends ContextResponse {
    /** Of a handler that takes whole batches: the event that this answers. Default: the one of the same place. */
    event_id?: string;
    /** @param bodyEncoding `"base64"` for a text that is base64 of bytes. Default `"text"`. */
    constructor(body?: unknown, headers?: Readonly<Record<string, string>> | null, contentType?: string, statusCode?: number, bodyEncoding?: "text" | "base64");
}

/** Where in a stream an event is. Events have all three. */
interface StreamPosition {
    readonly topic: string;
    /** Of an event that came by HTTP or from an old stream: the name of the stream, if `topic` is empty. */
    readonly path?: string;
    readonly shardId: number;
    readonly offset: number;
}
type Callback = () => unknown;
/** What a function asks of the platform that runs it, by the names of Nuclio's SDK. */
interface NuclioPlatform {
    /** `"local"` or `"kube"`; empty with runtime nodejs, whose protocol does not tell. */
    readonly kind: string;
    readonly namespace: string;
    /**
     * Acknowledges an event of a stream whose trigger has `explicitAckMode`.
     *
     * @throws `FUNCTION_NUCLIO_CONTROL` with runtime nodejs, whose protocol has no control socket
     */
    explicitAck(position: StreamPosition): Promise<void>;
    /** Called when partitions move to another worker: events are dropped until then. The last callback given counts. */
    setDrainCallback(callback: Callback): void;
    /** Called before the worker ends; it is waited for, {@link terminationLimitMs} at most. The last one given counts. */
    setTerminationCallback(callback: Callback): void;
}

/** The context of a worker under Nuclio. */
interface NuclioContext extends FunctionContext {
    /** Writes to the processor's log; the lines of a call belong to it, also in what it starts. */
    readonly logger: NuclioLogger;
    /** Answers the event at hand; an `Error` answers it with 500. A handler that returns its answer needs no callback. */
    readonly callback: (response: unknown) => void;
    readonly platform: NuclioPlatform;
    readonly Response: typeof NuclioResponse;
}

interface TriggerOptions {
    /** How many events are at work at once: each worker is a process. Default 1. */
    readonly workers?: number;
    /** How long an event waits for a worker. Default 10,000; then HTTP answers 503. */
    readonly workerAvailabilityTimeoutMs?: number;
    /** How long a worker may take to end. Default 10,000. */
    readonly workerTerminationTimeoutMs?: number;
    /** `"async"`: the wrapper listens at a fixed port. Default `"sync"`. */
    readonly mode?: "sync" | "async";
    /** Events are handed over together, so many at most, after this time at the latest. */
    readonly batch?: {
        readonly size: number;
        readonly timeoutMs: number;
    };
    /** Whatever else the trigger takes; it wins over what the other options say. */
    readonly attributes?: JsonObject;
}
interface HttpTrigger extends TriggerOptions {
    readonly kind: "http";
    /** Where to listen, such as `"127.0.0.1:8080"`. Default `":8080"`, on all interfaces. */
    readonly url?: string;
    /** The port of the platform's service. */
    readonly port?: number;
    /** Larger requests are refused with 400. Default 4 MiB. */
    readonly maxBodyBytes?: number;
}
interface CronTrigger extends TriggerOptions {
    readonly kind: "cron";
    readonly intervalMs?: number;
    /** Five fields, or six with seconds. */
    readonly schedule?: string;
    /** What the function gets as its event. */
    readonly event?: {
        readonly body?: string;
        readonly headers?: Readonly<Record<string, string>>;
    };
}
/** Any other kind by its attributes. */
interface OtherTrigger extends TriggerOptions {
    readonly kind: "kafka-cluster" | "mqtt" | "nats" | "rabbit-mq" | "v3ioStream" | "kinesis" | "eventhub" | "pubsub";
    readonly url?: string;
}
type NuclioTrigger = HttpTrigger | CronTrigger | OtherTrigger;

interface NuclioFunctionOptions {
    /** Letters, digits and dashes. */
    readonly name: string;
    /** Default `"nuclio"`. */
    readonly namespace?: string;
    /** `file:export` in the folder of the function, such as `main.ts:handler`; the extension is part of it. */
    readonly handler: string;
    readonly description?: string;
    readonly labels?: Readonly<Record<string, string>>;
    /** What brings events, by name. Default: an http trigger, as Nuclio adds one. */
    readonly triggers?: Readonly<Record<string, NuclioTrigger>>;
    /** Variables of the container. The processor itself passes on its own environment only. */
    readonly env?: Readonly<Record<string, string>>;
    /** For the function's init, as `MILLRACE_INIT_PARAMETERS`. */
    readonly initParameters?: JsonObject;
    /** The processor answers 408 and starts the worker again when an event takes longer. Default: no limit. */
    readonly eventTimeoutMs?: number;
    readonly minReplicas?: number;
    readonly maxReplicas?: number;
    /** What the image is built on. Nuclio's own default is Node 10. Default {@link nuclioFunctionDefaults}. */
    readonly baseImage?: string;
    /** Where in the image this package's wrapper is. Default {@link nuclioFunctionDefaults}. */
    readonly wrapperPath?: string;
}
declare const nuclioFunctionDefaults: {
    readonly baseImage: string;
    readonly wrapperPath: string;
};
/**
 * Writes the `function.yaml` of a TypeScript function: runtime nodejs with this package's wrapper. It is what `nuctl` and
 * the processor (`-config`) take.
 *
 * @throws `FUNCTION_NUCLIO_YAML` for a name or handler that Nuclio does not take, `PROTOCOL_UNKNOWN_OPTION`,
 *   `PROTOCOL_INVALID_OPTION`
 */
declare const nuclioFunctionYaml: (options: NuclioFunctionOptions) => string;

/** An event as the processor's encoders write it; nothing of it is certain to be there. */
interface WireEvent {
    /** Base64 in JSON, bytes in MessagePack, a map for a structured CloudEvent. */
    readonly body?: unknown;
    readonly content_type?: string;
    readonly trigger?: {
        readonly kind?: string;
        readonly name?: string;
    };
    readonly fields?: Readonly<Record<string, string>> | null;
    readonly headers?: Readonly<Record<string, string>> | null;
    /** Over HTTP the same for many requests; unique in a batch only. */
    readonly id?: string;
    readonly method?: string;
    readonly path?: string;
    readonly url?: string;
    /** Seconds. */
    readonly timestamp?: number;
    readonly type?: string;
    readonly type_version?: string;
    readonly topic?: string;
    readonly shard_id?: number;
    readonly num_shards?: number;
    readonly offset?: number;
    readonly size?: number;
    readonly version?: string | number;
}
/** What a function sees of an event: the names of this package, and beside them those of Nuclio's own wrapper. */
declare class NuclioEvent implements FunctionEvent {
    readonly id: string;
    readonly body: unknown;
    readonly contentType: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly method: string;
    readonly path: string;
    readonly url: string;
    readonly fields: Readonly<Record<string, string>>;
    readonly timestamp: Date;
    readonly trigger: {
        readonly kind: string;
        readonly name: string;
    };
    readonly type: string;
    readonly typeVersion: string;
    readonly topic: string;
    readonly shardId: number;
    readonly numShards: number;
    readonly offset: number;
    readonly size: number;
    readonly version: string;
    /** @param id Default: a new one. */
    constructor(wire: WireEvent, body: unknown, id?: string);
    get content_type(): string;
    get type_version(): string;
    get shard_id(): number;
    get num_shards(): number;
}

/** The named arguments of a function under Nuclio, beside its parameters, which are texts if the query has them. */
type NuclioCall<Parameters extends object = Record<never, never>> = Parameters & {
    readonly context: FunctionContext;
    readonly event: FunctionEvent;
    readonly events: FunctionEvent;
    readonly signal: AbortSignal;
};
/** The context that any wrapper of Nuclio's nodejs runtime gives. */
interface StockContext {
    readonly userData: Record<string, unknown>;
    readonly callback: (response: unknown) => unknown;
    readonly logger: Pick<NuclioLogger, "debugWith" | "infoWith" | "warnWith" | "errorWith">;
    readonly Response: new (body: string, headers: Readonly<Record<string, string>>, contentType: string, statusCode: number, bodyEncoding: "text" | "base64") => object;
}
/** The event that any wrapper gives: the names of the protocol, the body as a Buffer, the time as a Date. */
type StockEvent = Omit<WireEvent, "timestamp"> & {
    readonly timestamp?: Date;
};
/** A handler in the form of Nuclio's nodejs runtime, and the `initContext` that belongs to it. */
interface NuclioHandler {
    (context: StockContext, event: StockEvent): Promise<void>;
    /** To be exported under this name, so that init runs before the first event and not with it. */
    readonly initContext: (context: StockContext) => Promise<void>;
}
interface NuclioHandlerOptions {
    /** For the function's init. Default none. */
    readonly initParameters?: Readonly<Record<string, unknown>>;
}
/**
 * Makes a handler for Nuclio's own nodejs wrapper out of a function with named arguments. It never rejects, since that
 * wrapper would die of it. This package's wrapper needs no adapter: it takes such functions as they are.
 */
declare const nuclioHandler: (fn: AnyFunction, { initParameters }?: NuclioHandlerOptions) => NuclioHandler;
/**
 * A function that takes all events of a batch at once and returns an array with an answer for each, in their order or
 * by `event_id`. Only this package's wrapper knows batches; without the mark it calls a function for each event.
 */
declare const nuclioBatchHandler: <Result>(fn: (context: NuclioContext, events: readonly NuclioEvent[]) => Result) => ((context: NuclioContext, events: readonly NuclioEvent[]) => Result);

/**
 * This package's wrapper, for the processor's `NUCLIO_NODEJS_WRAPPER_PATH`: one file, which may be copied into an image.
 */
declare const nuclioWrapperPath: string;

export { FunctionContext, FunctionEvent, FunctionResponse, LogMethod, NuclioEvent, NuclioResponse, nuclioBatchHandler, nuclioFunctionDefaults, nuclioFunctionYaml, nuclioHandler, nuclioWrapperPath };
export type { CronTrigger, HttpTrigger, NuclioCall, NuclioContext, NuclioFunctionOptions, NuclioHandler, NuclioHandlerOptions, NuclioLogger, NuclioPlatform, NuclioTrigger, OtherTrigger, StockContext, StockEvent, StreamPosition };

// testing.d.ts

import { FunctionContext, FunctionEvent, AnyFunction, EmbeddedOptions, Project } from './index.d.ts';
import { Logger } from '@millrace/protocol';
import './platform.shared.d.ts';

interface CallFunctionOptions {
    readonly parameters?: Readonly<Record<string, unknown>>;
    /** Entities, or stand-ins for them. */
    readonly inputs?: Readonly<Record<string, unknown>>;
    readonly project?: unknown;
    readonly run?: unknown;
    /** As in remote execution. Default: the call is a local one, and `context` is not reserved. */
    readonly context?: FunctionContext;
    /** As in remote execution. */
    readonly event?: Partial<FunctionEvent>;
    /** Default: one that never aborts. */
    readonly signal?: AbortSignal;
    /** Of the function's own init, which runs before each call. */
    readonly initParameters?: Readonly<Record<string, unknown>>;
}
/**
 * Calls a function as a run or a service does, in this process and without a platform: arguments are composed,
 * parameters validated, and init has run.
 *
 * @returns what the function returns.
 * @throws `FUNCTION_INVALID_PARAMETERS`, `FUNCTION_MISSING_INPUT`, `FUNCTION_INIT_FAILED`, and what the function throws.
 */
declare function callFunction<Fn extends AnyFunction>(fn: Fn, options?: CallFunctionOptions): Promise<Awaited<ReturnType<Fn>>>;

interface TempProjectOptions {
    /** Default `"test"`. */
    readonly name?: string;
    /** The folder that the scratch folder is made in; functions find the packages around it. Default: the system's. */
    readonly parent?: string;
    /** How runs are executed. */
    readonly local?: Omit<EmbeddedOptions, "dir" | "logger">;
    /** Default: drops all. */
    readonly logger?: Logger;
}
/** A project on a local platform of its own, in a scratch folder that is removed when the project is closed. */
declare function tempProject(options?: TempProjectOptions): Promise<Project>;

interface ContextOptions {
    /** Default: records are dropped. */
    readonly logger?: Logger;
    /** Default 0. */
    readonly workerId?: number;
    /** Default `{ kind: "", name: "" }`. */
    readonly trigger?: FunctionContext["trigger"];
}
/** The context of a worker, as init and every call of it see it. */
declare const createContext: ({ logger, workerId, trigger, }?: ContextOptions) => FunctionContext;

/** A reply as the processor reads it. */
interface MockReply {
    readonly statusCode: number;
    readonly contentType: string;
    /** Only text values survive in the processor; here everything is kept as it came. */
    readonly headers: Readonly<Record<string, unknown>>;
    readonly body: Buffer;
    readonly bodyEncoding: string;
    /** Of batches. */
    readonly eventId?: string;
    /** The parts in which the body came, if it was streamed (1.15 and newer). */
    readonly parts?: readonly Buffer[];
}
interface MockLog {
    readonly level: string;
    readonly message: string;
    readonly datetime: string;
    readonly with: Readonly<Record<string, unknown>>;
}

/** An event as a trigger has it; what is not given is as the http trigger has it for a GET. */
interface MockEvent {
    /** An object is the data of a structured CloudEvent. */
    readonly body?: string | Uint8Array | Readonly<Record<string, unknown>>;
    readonly contentType?: string;
    readonly headers?: Readonly<Record<string, string>> | null;
    readonly fields?: Readonly<Record<string, string>> | null;
    /** Over HTTP all requests have the same; unique in batches only. */
    readonly id?: string;
    readonly method?: string;
    readonly path?: string;
    readonly trigger?: {
        readonly kind: string;
        readonly name: string;
    };
    /** Seconds. */
    readonly timestamp?: number;
    readonly topic?: string;
    readonly shardId?: number;
    readonly offset?: number;
}

interface MockProcessorOptions {
    /** The wrapper's file. Default: this package's own. */
    readonly wrapper?: string;
    /** With the nodejs protocol `/path/to/handler.ts:name`; with python's `module:name`. */
    readonly handler: string;
    /** Default `"nodejs"`. */
    readonly protocol?: "nodejs" | "python";
    /**
     * `"unix"`: the mock listens on a socket, as the processor does. `"tcp"`: it listens on a port of the loopback.
     * `"async"`: the wrapper listens and the mock connects, as with `mode: async`. Default `"unix"`.
     */
    readonly transport?: "unix" | "tcp" | "async";
    /** How many connections there are with `"async"`. Default 1, as v1.14.2 has it. */
    readonly connections?: number;
    /** What runs the wrapper, such as a Python. Default this Node. */
    readonly command?: string;
    /** Before the wrapper's file. Default `["-u"]` for another command with python's protocol, as the processor has it. */
    readonly commandArguments?: readonly string[];
    /** Added to the environment of this process. */
    readonly env?: Readonly<Record<string, string>>;
    readonly trigger?: {
        readonly kind: string;
        readonly name: string;
    };
    /** How long the wrapper may take to start and to answer. Default 30,000. */
    readonly timeoutMs?: number;
}
interface SendOptions {
    /** The bytes go out in pieces of this size. Default: all at once. */
    readonly pieceBytes?: number;
    /** Which connection, from 0. Default 0. */
    readonly connection?: number;
}
/** A message of the control socket. */
interface ControlMessage {
    readonly kind: string;
    readonly attributes: Readonly<Record<string, unknown>>;
}
/**
 * Plays Nuclio's processor v1.14.2 against a wrapper: starts it as the processor does, waits until it is ready, and
 * sends it events. Whatever the wrapper does not do in time is `FUNCTION_MOCK_PROCESSOR`, with what it printed.
 *
 * @throws `FUNCTION_MOCK_PROCESSOR`, `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`
 */
declare const startMockProcessor: (options: MockProcessorOptions) => Promise<MockProcessor>;
/** A processor with one worker. Closing it kills the wrapper. */
declare class MockProcessor implements AsyncDisposable {
    #private;
    /** Of all connections, as they came. */
    readonly logs: MockLog[];
    /** Seconds that calls took. */
    readonly metrics: number[];
    readonly controls: ControlMessage[];
    constructor(options: MockProcessorOptions);
    get pid(): number | undefined;
    /** What the wrapper printed so far, both streams. */
    get output(): string;
    /** The exit code of the wrapper; a signal gives its name. */
    get ended(): Promise<number | NodeJS.Signals>;
    /** Sends an event and gives its answer. */
    send(event?: MockEvent, options?: SendOptions): Promise<MockReply>;
    /** Sends several events without waiting in between, in one piece unless told otherwise. */
    sendTogether(events: readonly MockEvent[], options?: SendOptions): Promise<readonly MockReply[]>;
    /** Sends a batch and gives its answers, in the order in which they came. */
    sendBatch(events: readonly MockEvent[], options?: SendOptions): Promise<readonly MockReply[]>;
    /** Sends an event whose answer nobody waits for: an answer that comes all the same breaks the connection. */
    sendUnanswered(event: MockEvent, options?: SendOptions): Promise<void>;
    /** Sends bytes that are no event; nothing is waited for. */
    sendRaw(bytes: Buffer, { connection }?: SendOptions): Promise<void>;
    /** Sends a control message, as the processor does over the second socket of the python protocol. */
    sendControl(message: MockEvent): void;
    signal(name: NodeJS.Signals): void;
    /** Closes connections, all of them unless told which: a processor that is gone. */
    disconnect(connection?: number): void;
    /** Waits until something that the wrapper does has become true. */
    until(what: string, condition: () => boolean): Promise<void>;
    start(): Promise<void>;
    /** Opens a connection to a wrapper that listens, with the patience of the processor. */
    connect(address: string): Promise<void>;
    close(): Promise<void>;
    [Symbol.asyncDispose](): Promise<void>;
}

export { MockProcessor, callFunction, createContext, startMockProcessor, tempProject };
export type { CallFunctionOptions, ContextOptions, ControlMessage, MockEvent, MockLog, MockProcessorOptions, MockReply, SendOptions, TempProjectOptions };

// handler.shared.d.ts

import { Logger, Clock, LogFields, StandardSchema } from '@millrace/protocol';
import { h as Platform, J as JsonObject, f as JsonValue, d as EntityRecord, b as EntityMetadata, e as EntityStatus, L as LogLine, a as EntityFilter, F as FileInfo } from './platform.shared.d.ts';

interface DownloadOptions {
    /** A file or folder. */
    readonly to?: string;
    /** Whether files that are there already are replaced. Default `false`: that is an error. */
    readonly overwrite?: boolean;
}

/** How runs are executed here. */
interface RunnerOptions {
    /** Runs that execute at once; others wait as PENDING. Services do not count. Default: the number of cores. */
    readonly concurrency: number;
    /** Before the first retry of a job; each further wait is twice the one before. Default 100 ms. */
    readonly retryMs: number;
    /** The longest wait before a retry. Default 6 minutes. */
    readonly retryCapMs: number;
    /** What a function has after its `signal` aborted, before its process gets SIGTERM. Default 5 s. */
    readonly stopGraceMs: number;
    /** What a service has for its open requests, before its process gets SIGTERM. Default 30 s. */
    readonly drainMs: number;
    /** What a process has after SIGTERM, before it is killed. Default 2 s. */
    readonly killGraceMs: number;
    /** What the log of one run may take on disk; later lines are dropped and counted. Default 64 MiB. */
    readonly maxLogBytes: number;
}

interface EmbeddedOptions extends Partial<RunnerOptions> {
    /** The folder that everything is in. Default `.millrace/functions` below the working directory. */
    readonly dir?: string;
    /** Default `silentLogger`. */
    readonly logger?: Logger;
}

/** Who one is for Core. Of several, the first in this order counts: personal token, refresh token, token, password. */
interface CoreCredentials {
    /** Is exchanged for an access token. */
    readonly personalAccessToken?: string;
    /** Is exchanged for a new access token when there is none, or the old one has expired. */
    readonly refreshToken?: string;
    readonly accessToken?: string;
    readonly user?: string;
    readonly password?: string;
}

/** How a client gets tokens by OAuth2. */
interface CoreOAuth {
    /** The client that asks. Default: `DHCORE_CLIENT_ID`, the profile, what Core says. */
    readonly clientId?: string;
    /** Tells by OpenID discovery where tokens are had. Default: `DHCORE_ISSUER`, the profile, Core itself. */
    readonly issuer?: string;
    /** Where tokens are had. Default: `OAUTH2_TOKEN_ENDPOINT`, the profile, what the issuer says. */
    readonly tokenEndpoint?: string;
}
interface CoreOptions {
    /** Where Core answers: `http://core:8080`. Default: `DHCORE_ENDPOINT`, then the profile's `dhcore_endpoint`. */
    readonly endpoint?: string;
    /** The section of the configuration file. Default: `DH_NAME`, then its `current_environment`. */
    readonly profile?: string;
    /** The configuration file of DigitalHub's clients. Default: `DH_CONFIG`, then `~/.dhcore.ini`. */
    readonly configFile?: string;
    /** Who one is. Given, environment and file say nothing about it. `"none"` sends no credentials at all. */
    readonly auth?: CoreCredentials | "none";
    readonly oauth?: CoreOAuth;
    /** Where files of new entities go, such as `s3://datalake`. Default: what project, environment, file or Core say. */
    readonly filesStore?: string;
    /**
     * Where functions that run here, with `localExecution`, have their sources; packages are found around it. Default
     * `.millrace/functions` below the working directory.
     */
    readonly dir?: string;
    /**
     * What becomes of our kind `nodejs`, which today's Core does not know. `"nodejs"` sends it as it is, for our own
     * server. `"container"` translates it to Core's kind `container` and back. Default `"nodejs"`.
     */
    readonly kind?: "nodejs" | "container";
    /**
     * Whether Core is asked to tell of changes, by STOMP over a WebSocket, so that what is watched is looked at sooner.
     * Where it cannot, looking from time to time is all. Default `true`.
     */
    readonly push?: boolean;
    /** Default: Node's. */
    readonly fetch?: typeof globalThis.fetch;
    /** Gets warnings, and at `debug` every request without what is secret. Default: drops all. */
    readonly logger?: Logger;
    /** Measures the pauses between attempts and looks. Default: the system's. */
    readonly clock?: Clock;
    /** How long one answer may take; 10 ms more for each kB that is sent. Default {@link coreDefaults}. */
    readonly timeoutMs?: number;
    /** How often a request that may be repeated is, beyond the first time. Default {@link coreDefaults}. */
    readonly retries?: number;
    /** The longest pause between two looks at what is watched. Default {@link coreDefaults}. */
    readonly pollMs?: number;
}
declare const coreDefaults: {
    readonly timeoutMs: number;
    readonly retries: number;
    readonly pollMs: number;
};
/**
 * Connects to DigitalHub Core, or to a server that speaks its API, and makes sure that it answers and takes the
 * credentials.
 *
 * Requests that may be repeated are, on broken connections and answers 429, 502, 503 and 504. Of credentials the
 * first counts: personal access token, refresh token, access token, user and password; an expired token is renewed
 * once for all requests. Files go by addresses that Core signs, so that no store's own credentials are needed.
 *
 * @throws `FUNCTION_CORE_NO_ENDPOINT`, `FUNCTION_CORE_INVALID_CONFIG`, `FUNCTION_CORE_UNREACHABLE`,
 *   `FUNCTION_CORE_UNAUTHORIZED`, `FUNCTION_CORE_API_LEVEL`, `FUNCTION_CORE_BAD_ANSWER`, `FUNCTION_CORE_REJECTED`
 */
declare function openCore(options?: CoreOptions): Promise<Platform>;

/** Which platform a project is on, and how to get to it. Without any of them: the local one. */
interface PlatformOptions {
    /** The folder of the local platform. Default `.millrace/functions` below the working directory. */
    readonly dir?: string;
    /** How the local platform executes runs. */
    readonly local?: Omit<EmbeddedOptions, "dir" | "logger">;
    /** The address of a DigitalHub Core, or of a server that speaks its API. */
    readonly endpoint?: string;
    /** How to get to `endpoint`: who one is, timeouts and so on. */
    readonly core?: Omit<CoreOptions, "endpoint" | "logger">;
    /** A platform that is open already; whoever opened it closes it. */
    readonly platform?: Platform;
    /** Gets warnings. Default: a console logger of level `warn`. */
    readonly logger?: Logger;
}
interface ConnectOptions extends PlatformOptions {
    /** Of a project that is not there yet. */
    readonly description?: string;
    /** Of a project that is not there yet. */
    readonly labels?: readonly string[];
    /** Whether a project that is not there is made. Default `true`; `false`: it is an error. */
    readonly create?: boolean;
}

/**
 * The types that a column may have, and what its values are in JavaScript:
 *
 * - `boolean`, `string`; `int32`, `uint32`, `float` and `double` are numbers; `int64` and `uint64` are bigints
 * - `decimal` is a string such as `"-12.30"`, because no number of JavaScript holds all of them
 * - `bytes` are a `Uint8Array`
 * - `date` and `timestamp_ms` are a `Date`; `timestamp_us` and `timestamp_ns` are bigints since the epoch in their unit,
 *   and may be given as a `Date` too; all of them are UTC
 * - `time` is a string such as `"23:59:59.000001"`
 * - `json` is any JSON value; `list` and `struct` are arrays and objects
 */
type ColumnType = "boolean" | "int32" | "uint32" | "int64" | "uint64" | "float" | "double" | "decimal" | "string" | "bytes" | "date" | "time" | "timestamp_ms" | "timestamp_us" | "timestamp_ns" | "json" | "list" | "struct";
/** One column of a table. */
interface TableColumn {
    readonly name: string;
    readonly type: ColumnType;
    /** `null` where there is none. */
    readonly values: readonly unknown[];
    /** Default true. A column that is not nullable and has a null cannot be written. */
    readonly nullable?: boolean;
    /** Of a decimal: digits after the point, default 0. */
    readonly scale?: number;
    /** Of a decimal: digits in all, at most 38; default as many as its values need. */
    readonly precision?: number;
}
/** A table as this package reads and writes it: columns of equal length. */
interface TableColumns {
    readonly columns: readonly TableColumn[];
    readonly rows: number;
}

/** The type of a column by the words of Frictionless table schemas. */
interface SchemaField {
    readonly name: string;
    readonly type: string;
}
interface TablePreview {
    readonly cols: readonly {
        readonly name: string;
        readonly value: readonly unknown[];
    }[];
    /** In all. */
    readonly rows: number;
}
/** A dataset; of kind `table` a file of Parquet or CSV. */
declare class Dataitem extends Material {
    readonly type = "dataitem";
    /** Of tables: what their columns are. */
    get schema(): readonly SchemaField[] | undefined;
    /** Of tables: their first ten rows, column by column, and how many rows there are. */
    get preview(): TablePreview | undefined;
    /**
     * The table, column by column.
     *
     * @throws `FUNCTION_NO_CONTENT` if the content is no file of Parquet or CSV.
     */
    columns(): Promise<TableColumns>;
    /** The table, row by row: one object each, in their order. */
    rows(): Promise<Record<string, unknown>[]>;
}

interface DeleteOptions {
    /** Whether what belongs to it goes too: files of materials, tasks and runs of functions. Default `false`. */
    readonly cascade?: boolean;
}

/** A line with the text first, as Nuclio's contexts have it, or with the fields first, as other loggers here. */
interface LogMethod {
    (message: string, fields?: LogFields): void;
    (fields: LogFields, message: string): void;
}
/** The logger of a function's context. It fits wherever a `Logger` is wanted. */
interface FunctionLogger extends Logger {
    readonly debug: LogMethod;
    readonly info: LogMethod;
    readonly warn: LogMethod;
    readonly error: LogMethod;
    child(fields: LogFields): FunctionLogger;
}

/** What can be done with a function. */
type Action = "job" | "serve" | "build";
declare const actions: readonly Action[];
/** The kind of functions that this package executes. */
declare const functionKind = "nodejs";
/** The versions of Node that a function may ask for. */
type NodeVersion = "NODE_22" | "NODE_24" | "NODE_26";
declare const nodeVersions: readonly NodeVersion[];
type ArtifactKind = "artifact";
type DataitemKind = "dataitem" | "table" | "croissant";
type ModelKind = "model" | "mlflow" | "sklearn" | "huggingface" | "tvm-ir" | "tvm-so";

/** What a function is made of. */
interface FunctionOptions {
    readonly name: string;
    /** `"nodejs"`. */
    readonly kind: "nodejs";
    /** A UUID of version 4 as the id of this version. Default: a new one. */
    readonly uuid?: string;
    readonly description?: string;
    readonly labels?: readonly string[];
    /** Whether the project's definition holds a copy. Default `true`. */
    readonly embedded?: boolean;
    /** Where the code is: a file or folder, `git+https://…#ref`, `https://…`, `zip+https://…`, `zip+s3://…`. */
    readonly codeSrc?: string;
    /** The code itself. */
    readonly code?: string;
    /** The code itself in base64; `code` wins over it. */
    readonly base64?: string;
    /** The function to call: `module:name`, or `name` of the only or main file. */
    readonly handler: string;
    /** The function to call once before the first call, named like `handler`. */
    readonly initFunction?: string;
    readonly nodeVersion: NodeVersion;
    /** The language of the code, a hint. Default: told from the file's ending, `"typescript"` for plain code. */
    readonly lang?: string;
    /** The image that the function runs in; a build sets it. */
    readonly image?: string;
    /** The image that a build starts from. */
    readonly baseImage?: string;
    /** npm specifiers: `["zod@^4", "@scope/name"]`. */
    readonly requirements?: readonly string[];
}
/** What `project.newFunction` takes: the project is known. */
type ProjectFunctionOptions = FunctionOptions & {
    readonly project?: never;
};

/** Kubernetes labels that the node must have. */
interface NodeSelector {
    readonly key: string;
    readonly value: string;
}
type VolumeType = "persistent_volume_claim" | "shared_volume" | "ephemeral" | "empty_dir" | "image";
interface Volume {
    readonly volumeType: VolumeType;
    readonly name: string;
    /** Where the function finds it: an absolute path. */
    readonly mountPath: string;
    /** `size`, `size_limit`, `medium`, `image` or `subPath`, by type. */
    readonly spec?: Readonly<Record<string, string>>;
}
/** Such as `"2"`, `"500m"`, `"64Gi"`. */
type Quantity = string;
/** What the function may use. Today's platform has one value for each; of `{ requests, limits }` it gets the limit. */
interface Resources {
    readonly cpu?: Quantity | QuantityRange;
    readonly mem?: Quantity | QuantityRange;
    readonly gpu?: Quantity | QuantityRange;
    readonly disk?: Quantity | QuantityRange;
}
interface QuantityRange {
    readonly requests?: Quantity;
    readonly limits?: Quantity;
}
interface EnvironmentVariable {
    readonly name: string;
    readonly value: string;
}
type ServiceType = "ExternalName" | "ClusterIP" | "NodePort" | "LoadBalancer";
/** Fields of a task that every action takes. */
interface CommonTaskOptions {
    readonly nodeSelector?: readonly NodeSelector[];
    readonly volumes?: readonly Volume[];
    readonly resources?: Resources;
    /** Kubernetes' `Affinity`, as its API has it. */
    readonly affinity?: JsonObject;
    /** Kubernetes' `Toleration`s, as its API has them. */
    readonly tolerations?: readonly JsonObject[];
    readonly envs?: readonly EnvironmentVariable[];
    /** Names of secrets of the project; their values are set in the environment under these names and masked in logs. */
    readonly secrets?: readonly string[];
    /** A template of the platform's administrators. */
    readonly profile?: string;
}
interface JobTaskOptions extends CommonTaskOptions {
    /** How often a failed job is tried again. Default 0. */
    readonly backoffLimit?: number;
    /** How long one try may take, in milliseconds; then its `signal` aborts, and its process is ended. Default: no limit. */
    readonly deadlineMs?: number;
}
interface ServeTaskOptions extends CommonTaskOptions {
    /** Processes that serve beside each other. Default 1. */
    readonly replicas?: number;
    /** How Kubernetes exposes the service. Default `"NodePort"`. */
    readonly serviceType?: ServiceType;
}
interface BuildTaskOptions extends CommonTaskOptions {
    /** Shell lines that become RUN lines of the image. */
    readonly instructions?: readonly string[];
}
/** The fields of a task, by action. */
interface TaskOptionsByAction {
    readonly job: JobTaskOptions;
    readonly serve: ServeTaskOptions;
    readonly build: BuildTaskOptions;
}
type TaskOptions<A extends Action> = TaskOptionsByAction[A];

/** What a run is given beside the fields of its task. */
interface CommonRunOptions {
    /** Argument → the key of an artifact, dataitem or model. */
    readonly inputs?: Readonly<Record<string, string>>;
    /** Argument → value. An input of the same name wins. */
    readonly parameters?: Readonly<Record<string, JsonValue>>;
    /** What the init function is given. */
    readonly initParameters?: Readonly<Record<string, JsonValue>>;
    /** Whether `run` resolves only when the run has ended, or its service is ready. Default `false`. */
    readonly wait?: boolean;
    /** Ends the waiting; with `localExecution` it ends the run. */
    readonly signal?: AbortSignal;
}
interface LocalRunOptions {
    /** Whether a job is executed in this process, to its end. Default `false`. */
    readonly localExecution?: boolean;
}
/** The options of `fn.run(action, options)`. */
type RunOptions<A extends Action = Action> = CommonRunOptions & TaskOptions<A> & (A extends "job" ? LocalRunOptions : unknown);
/**
 * What options are when they are not given. The platform of today exposes services as `ClusterIP` by default; that is
 * what a run without `serviceType` asks it for.
 */
declare const functionDefaults: {
    readonly embedded: true;
    readonly localExecution: false;
    readonly serviceType: ServiceType;
    readonly wireServiceType: ServiceType;
};

interface InvokeOptions {
    /** A place below the service's own address. Default: that address. */
    readonly url?: string;
    /** Default `"POST"` with a body, `"GET"` without one. */
    readonly method?: string;
    /** The body as JSON. */
    readonly json?: unknown;
    /** The body as it is. */
    readonly data?: string | Uint8Array | Blob | URLSearchParams | FormData | ReadableStream<Uint8Array>;
    readonly headers?: Readonly<Record<string, string>>;
    readonly signal?: AbortSignal;
}

/** A trained model: files, and what they were made with. */
declare class Model extends Material {
    readonly type = "model";
    /** Such as `"onnx"`. */
    get framework(): string | undefined;
    get algorithm(): string | undefined;
    /** What it was trained with. */
    get parameters(): JsonObject;
    /** Name → a number, or numbers in their order. */
    get metrics(): Readonly<Record<string, number | readonly number[]>>;
}

interface WaitOptions {
    /** How long to wait at most. Default: without a limit. */
    readonly timeoutMs?: number;
    readonly signal?: AbortSignal;
}

/** A running service, as the run that serves it tells. */
interface ServiceStatus {
    /** Without a scheme: `127.0.0.1:8080`. */
    readonly url: string;
    readonly [key: string]: JsonValue;
}
interface RunStatus extends EntityStatus {
    /** Name → key. Of a build: `image`, the image's name. */
    readonly outputs?: Readonly<Record<string, string>>;
    readonly results?: Readonly<Record<string, JsonValue>>;
    /** Of a `serve` run that is ready. */
    readonly service?: ServiceStatus;
}
interface OutputTypes {
    readonly artifact: Artifact;
    readonly dataitem: Dataitem;
    readonly model: Model;
}
/** One execution of a function. What it says of itself is as of the last {@link Run.refresh} or {@link Run.wait}. */
declare class Run {
    #private;
    readonly project: Project;
    constructor(project: Project, record: EntityRecord);
    get id(): string;
    get key(): string;
    /** Such as `nodejs+job:run`. */
    get kind(): string;
    get action(): Action;
    get metadata(): EntityMetadata;
    /** What the function's, the task's and the run's own fields make together, on the wire's names. */
    get spec(): JsonObject;
    get status(): RunStatus;
    /** The image that a build made. */
    get image(): string;
    /**
     * An entity that the run made, by its name.
     *
     * @param type what it must be, for the compiler and for certain.
     * @throws `FUNCTION_NO_OUTPUT` if there is none (of that type).
     */
    output(name: string): Promise<Artifact | Dataitem | Model>;
    output<T extends keyof OutputTypes>(name: string, type: T): Promise<OutputTypes[T]>;
    /** All entities that the run made, by name. */
    outputs(): Promise<Record<string, Artifact | Dataitem | Model>>;
    /** @throws `FUNCTION_NO_OUTPUT` if there is none of that name. */
    result(name: string): JsonValue;
    results(): Readonly<Record<string, JsonValue>>;
    /** Reads the run anew. */
    refresh(): Promise<this>;
    /**
     * Waits until the run has ended, or until its service is ready. The platform tells of changes; nothing polls here.
     *
     * @throws `FUNCTION_RUN_FAILED` if it ended in ERROR; `FUNCTION_RUN_TIMEOUT` after `timeoutMs`; the signal's reason.
     */
    wait(options?: WaitOptions): Promise<this>;
    /** The lines that it wrote so far; with `follow` also those to come, until it ends. */
    logs(options?: {
        readonly follow?: boolean;
        readonly signal?: AbortSignal;
    }): AsyncIterable<LogLine>;
    /** Ends it. Resolves when the platform has taken the order; {@link Run.wait} tells when it has come to pass. */
    stop(): Promise<this>;
    /** Goes on with a stopped run, where the platform can. */
    resume(): Promise<this>;
    /**
     * Calls the service of a `serve` run, with `data` or `json` as the body: by POST with a body and by GET without one,
     * unless `method` says otherwise.
     *
     * @throws `FUNCTION_NO_SERVICE` if it is not ready; `FUNCTION_INVALID_URL` for a `url` outside of the service.
     */
    invoke(options?: InvokeOptions): Promise<Response>;
    /** Removes it; a run that still executes is ended. */
    delete(): Promise<void>;
    /** The run as the platform has it. */
    toJSON(): EntityRecord;
}

/** One version of a function, and what can be done with it. */
declare class Function {
    #private;
    constructor(project: Project, record: EntityRecord);
    get project(): Project;
    get name(): string;
    get kind(): string;
    /** The id of this version. */
    get uuid(): string;
    get id(): string;
    /** `store://{project}/function/{kind}/{name}:{id}` */
    get key(): string;
    get description(): string | undefined;
    get labels(): readonly string[];
    /** Whether the project's definition holds a copy. */
    get embedded(): boolean;
    get codeSrc(): string | undefined;
    /** The code itself, where the function keeps it. */
    get code(): string | undefined;
    get base64(): string | undefined;
    /** `module:name`, or `name` of the only or main file. */
    get handler(): string | undefined;
    get initFunction(): string | undefined;
    get lang(): string | undefined;
    get nodeVersion(): NodeVersion | undefined;
    /** The image that it runs in; a build sets it. */
    get image(): string | undefined;
    get baseImage(): string | undefined;
    get requirements(): readonly string[];
    get metadata(): EntityMetadata;
    get spec(): JsonObject;
    get status(): EntityStatus;
    /**
     * Executes the function: `job` calls it once, `serve` starts a service, `build` makes an image. Without `wait` and
     * `localExecution` it resolves as soon as the platform has taken the run.
     *
     * @throws `FUNCTION_INVALID_ACTION`, `FUNCTION_UNKNOWN_FIELD`, `FUNCTION_FIELD_OF_OTHER_ACTION`,
     *   `FUNCTION_INVALID_FIELD` and `FUNCTION_NOT_FOUND` before anything is stored; with `wait` or `localExecution`
     *   `FUNCTION_RUN_FAILED` when the run ends in ERROR.
     */
    run<A extends Action>(action: A, options?: RunOptions<A>): Promise<Run>;
    /** Reads the function anew: a build has changed its `image`. */
    refresh(): Promise<this>;
    /** Deletes this version; `cascade` its tasks and runs too. */
    delete(options?: {
        readonly cascade?: boolean;
    }): Promise<void>;
    /** `{kind}://{project}/{name}:{id}`: how tasks and runs name it. */
    toString(): string;
    /** The function as the platform has it. */
    toJSON(): EntityRecord;
}

interface DescriptionOptions {
    readonly name: string;
    /** A UUID of version 4 as the id of this version. Default: a new one. */
    readonly uuid?: string;
    readonly description?: string;
    readonly labels?: readonly string[];
    /** Whether the project's definition holds a copy. Default `true`. */
    readonly embedded?: boolean;
    readonly project?: never;
}
interface ArtifactFields extends DescriptionOptions {
    /** Default `"artifact"`. */
    readonly kind?: ArtifactKind;
}
interface DataitemFields extends DescriptionOptions {
    /** Default: `"table"` for tables, `"dataitem"` for others. */
    readonly kind?: DataitemKind;
}
interface ModelFields extends DescriptionOptions {
    /** Default `"model"`. */
    readonly kind?: ModelKind;
    /** Such as `"onnx"`. */
    readonly framework?: string;
    readonly algorithm?: string;
    /** What it was trained with. */
    readonly parameters?: JsonObject;
    /** Name → a number, or numbers in their order. */
    readonly metrics?: Readonly<Record<string, number | readonly number[]>>;
}
/** Content that is somewhere already: a path of the platform's store, or a URL. */
interface Elsewhere {
    readonly path: string;
}
/** Content to be uploaded from disk. */
interface FromDisk {
    /** A file, or a folder with all that is below it. */
    readonly sourcePath: string;
    readonly data?: undefined;
}
/** Content to be uploaded from memory: text, bytes, a stream of bytes, or any other JSON value as JSON. */
interface FromMemory {
    readonly data: unknown;
    readonly sourcePath?: undefined;
    /** Default: told from the value. */
    readonly contentType?: string;
    /** What the file is called. Default: the entity's name with an ending that fits. */
    readonly fileName?: string;
}
/** A table of memory: `[{ a: 1 }, …]`, `{ columns }`, or one of Arrow, Arquero, DuckDB, Polars. */
interface FromTable {
    readonly data: unknown;
    readonly sourcePath?: undefined;
    /** What file a table becomes. Default `"parquet"`. */
    readonly format?: "parquet" | "csv";
}
type NewArtifactOptions = ArtifactFields & Elsewhere;
type NewDataitemOptions = DataitemFields & Elsewhere;
type NewModelOptions = ModelFields & Elsewhere;
type LogArtifactOptions = ArtifactFields & (FromDisk | FromMemory);
type LogDataitemOptions = DataitemFields & (FromDisk | FromTable);
type LogModelOptions = ModelFields & (FromDisk | FromMemory);

/** What is logged while a run is active: it becomes that run's outputs. */
interface RunScope {
    readonly run: EntityRecord;
    /** Name → key, in the order of logging. */
    readonly outputs: Map<string, string>;
}

/** The secrets of a project. Their values are never part of an entity, a log or an error. */
declare class Secrets {
    #private;
    constructor(platform: Platform, project: string);
    /** Their names. */
    list(): Promise<string[]>;
    /** @throws `FUNCTION_NOT_FOUND` */
    get(name: string): Promise<string>;
    /** Sets a new one, or a new value of one. */
    set(name: string, value: string): Promise<void>;
    delete(name: string): Promise<void>;
}

/**
 * Opens a project: on the local platform, on DigitalHub Core with `endpoint`, or on a `platform` that is open already.
 * A project that is not there is made.
 *
 * @throws `FUNCTION_INVALID_NAME`; `FUNCTION_NOT_FOUND` with `create: false`; what the platform has against it.
 */
declare function connectProject(name: string, options?: ConnectOptions): Promise<Project>;
/** What a project is made of; {@link connectProject} makes one. */
interface ProjectParts {
    readonly platform: Platform;
    readonly record: EntityRecord;
    readonly logger: Logger;
    /** Of a project that is given to a function while it runs. */
    readonly scope?: RunScope;
    /** Lets go of the platform. */
    readonly release?: () => Promise<void>;
}
/**
 * A project: functions, their runs, and what runs take and make. Versions: an entity made under a name that there is
 * already is its next version; names mean the latest, keys mean one.
 */
declare class Project {
    #private;
    readonly name: string;
    readonly platform: Platform;
    /** Takes a line's text first, or its fields first. */
    readonly logger: FunctionLogger;
    /** Names and values that runs are given in their environment. */
    readonly secrets: Secrets;
    constructor(parts: ProjectParts);
    get key(): string;
    /** The run that this project was given to, which owns all that is logged with it. */
    get scope(): RunScope | undefined;
    /** @throws `FUNCTION_PROJECT_GIVEN` if `project` is among the options: it is this one. */
    newFunction(options: ProjectFunctionOptions): Promise<Function>;
    getFunction(nameOrKey: string): Promise<Function>;
    /** The latest version of each. */
    listFunctions(filter?: EntityFilter): Promise<Function[]>;
    getFunctionVersions(name: string): Promise<Function[]>;
    /** All versions of a name, or the one that a key says. */
    deleteFunction(nameOrKey: string, options?: DeleteOptions): Promise<void>;
    getRun(idOrKey: string): Promise<Run>;
    /** The latest first. */
    listRuns(filter?: EntityFilter): Promise<Run[]>;
    deleteRun(idOrKey: string): Promise<void>;
    /** Describes content that is somewhere already. To upload some: {@link Project.logArtifact}. */
    newArtifact(options: NewArtifactOptions): Promise<Artifact>;
    /** Uploads a file, a folder or a value. What is logged with a function's `project` is an output of its run. */
    logArtifact(options: LogArtifactOptions): Promise<Artifact>;
    getArtifact(nameOrKey: string): Promise<Artifact>;
    listArtifacts(filter?: EntityFilter): Promise<Artifact[]>;
    getArtifactVersions(name: string): Promise<Artifact[]>;
    deleteArtifact(nameOrKey: string, options?: DeleteOptions): Promise<void>;
    /** Describes content that is somewhere already. To upload some: {@link Project.logDataitem}. */
    newDataitem(options: NewDataitemOptions): Promise<Dataitem>;
    /** Uploads a file, or a table as Parquet or CSV with its schema and a preview. */
    logDataitem(options: LogDataitemOptions): Promise<Dataitem>;
    getDataitem(nameOrKey: string): Promise<Dataitem>;
    listDataitems(filter?: EntityFilter): Promise<Dataitem[]>;
    getDataitemVersions(name: string): Promise<Dataitem[]>;
    deleteDataitem(nameOrKey: string, options?: DeleteOptions): Promise<void>;
    /** Describes content that is somewhere already. To upload some: {@link Project.logModel}. */
    newModel(options: NewModelOptions): Promise<Model>;
    /** Uploads a model's file or folder. */
    logModel(options: LogModelOptions): Promise<Model>;
    getModel(nameOrKey: string): Promise<Model>;
    listModels(filter?: EntityFilter): Promise<Model[]>;
    getModelVersions(name: string): Promise<Model[]>;
    deleteModel(nameOrKey: string, options?: DeleteOptions): Promise<void>;
    /** The artifact, dataitem or model of a key, of whatever project. */
    getMaterial(key: string): Promise<Artifact | Dataitem | Model>;
    /** The project as the platform had it when it was opened. */
    toJSON(): EntityRecord;
    /** Deletes the project; `cascade` all that is in it too. */
    delete(options?: DeleteOptions): Promise<void>;
    /** Lets go of the platform. Local jobs and services of this process end when nobody is connected any more. */
    close(): Promise<void>;
    [Symbol.asyncDispose](): Promise<void>;
}

/** Keys of runs. */
interface Lineage {
    readonly producedBy: readonly string[];
    /** Of the same project. */
    readonly consumedBy: readonly string[];
}

/** The types of entities that are files with a description. */
type MaterialType = "artifact" | "dataitem" | "model";
/** What artifacts, dataitems and models share: one version of a named thing whose content is one or more files. */
declare abstract class Material {
    #private;
    abstract readonly type: MaterialType;
    readonly project: Project;
    constructor(project: Project, record: EntityRecord);
    get id(): string;
    /** `store://{project}/{type}/{kind}/{name}:{id}`: what `inputs` of a run take. */
    get key(): string;
    get kind(): string;
    get name(): string;
    get description(): string | undefined;
    get labels(): readonly string[];
    get metadata(): EntityMetadata;
    get spec(): JsonObject;
    /** `state` is CREATED, UPLOADING, READY or ERROR (then `message` says why). */
    get status(): EntityStatus;
    /** Where the content is. It ends with `/` when that is more than one file. */
    get path(): string;
    /** What the platform knows of the files since their upload. */
    get files(): readonly FileInfo[];
    /** The entity as the platform has it. */
    toJSON(): EntityRecord;
    /** Reads the entity anew. */
    refresh(): Promise<this>;
    /** Deletes this version; `cascade` its files too. */
    delete(options?: {
        readonly cascade?: boolean;
    }): Promise<void>;
    /**
     * Writes the content to `to`: a file, or a folder when it ends with a separator, is one already, or the content is
     * more than one file. Default: `./{name}/`.
     *
     * @returns the path of the file, or of the folder when the content is more than one.
     */
    download(options?: DownloadOptions): Promise<string>;
    /** @throws `FUNCTION_NO_CONTENT` when the content is more than one file: see {@link Material.download}. */
    bytes(): Promise<Uint8Array>;
    /** The content as text of UTF-8. @throws as {@link Material.bytes} */
    text(): Promise<string>;
    /**
     * The content as JSON: the object or array that a function returned, for example.
     *
     * @throws as {@link Material.bytes}; `FUNCTION_NO_CONTENT` when it is no JSON.
     */
    json(): Promise<JsonValue>;
    /** Which run made it, and which runs took it. */
    lineage(): Promise<Lineage>;
}

/** A file or folder of any kind. */
declare class Artifact extends Material {
    readonly type = "artifact";
}

/** What triggered a call, as Nuclio tells it. */
interface FunctionEvent {
    /** Unique for each call, whatever the processor sends. */
    readonly id: string;
    /** The body; of a structured CloudEvent its `data`. Empty for a GET. */
    readonly body: unknown;
    /** Empty where there is none. */
    readonly contentType: string;
    /** Names as they came. */
    readonly headers: Readonly<Record<string, string>>;
    /** `""` for events that did not come by HTTP. */
    readonly method: string;
    readonly path: string;
    readonly url: string;
    /** The query; the last of several values wins. */
    readonly fields: Readonly<Record<string, string>>;
    readonly timestamp: Date;
    readonly trigger: {
        readonly kind: string;
        readonly name: string;
    };
    readonly type: string;
    readonly typeVersion: string;
    readonly topic: string;
    readonly shardId: number;
    readonly numShards: number;
    readonly offset: number;
    readonly size: number;
    readonly version: string;
}
/** An answer with its own status and headers. */
interface FunctionResponse {
    readonly body: unknown;
    readonly headers: Readonly<Record<string, string>>;
    readonly contentType: string;
    readonly statusCode: number;
}
/** What a function that runs remotely is given beside its event; one for each worker. */
interface FunctionContext {
    /** A place for what `init` prepared. */
    readonly userData: Record<string, unknown>;
    /** Takes lines as `info("text", fields)` and as `info(fields, "text")`. */
    readonly logger: FunctionLogger;
    readonly workerId: number;
    readonly trigger: {
        readonly kind: string;
        readonly name: string;
    };
    /** An answer with its own status: body, headers, content type (default `text/plain`), status code (default 200). */
    readonly Response: new (body?: unknown, headers?: Readonly<Record<string, string>>, contentType?: string, statusCode?: number) => FunctionResponse;
}

/** Argument → the type of entity that it is. */
type InputTypes = Readonly<Record<string, InputType>>;
/** What a function is given for an input of each type. */
interface InputEntities {
    readonly artifact: Artifact;
    readonly dataitem: Dataitem;
    readonly model: Model;
}
/** What every call has, beside the function's own inputs and parameters. */
interface Reserved {
    /** Aborts at the deadline, when the run is stopped, and when the caller goes away. */
    readonly signal: AbortSignal;
    /** Of every run, and of services that belong to a project; where there is none it is undefined. */
    readonly project: Project;
    /** Of jobs. */
    readonly run?: Run;
    /** In remote execution: one for each worker. */
    readonly context?: FunctionContext;
    /** In remote execution. */
    readonly event?: FunctionEvent;
    /** Another name of {@link Reserved.event}. */
    readonly events?: FunctionEvent;
}
type LocalName = "context" | "event" | "events";
/** Reserved arguments: in a local run a parameter may have the name of one that only remote execution has. */
type ReservedBeside<Parameters> = {
    readonly [Name in keyof Reserved]: Name extends keyof Parameters & LocalName ? Parameters[Name] | Reserved[Name] : Reserved[Name];
};
/** The members of a type but those of some names; a union stays one. */
type Without<Type, Names> = Type extends unknown ? Extract<keyof Type, Names> extends never ? Type : Omit<Type, Extract<Names, PropertyKey>> : never;
type EntitiesOf<Inputs extends InputTypes> = {
    readonly [Name in keyof Inputs]: InputEntities[Inputs[Name]];
};
/** The named arguments of a function: inputs win over parameters of the same name, reserved names over both. */
type HandlerCall<Inputs extends InputTypes, Parameters> = Without<Parameters, keyof Inputs | keyof Reserved> & EntitiesOf<Inputs> & ReservedBeside<Parameters>;
/** The same for parameters that the function annotates itself. */
type PlainHandlerCall<Inputs extends InputTypes, Parameters extends object> = Parameters & EntitiesOf<Inputs> & Reserved;

/** The types of entities that a function may take. */
type InputType = "artifact" | "dataitem" | "model";
/** What becomes of one returned value. Default: told from the value itself. */
type OutputKind = "result" | "artifact" | "dataitem" | "model";
interface OutputDeclaration {
    readonly name: string;
    readonly kind?: OutputKind;
}
/** A name alone, or with what shall become of the value. */
type OutputOption = string | OutputDeclaration;
/** Of all parameters together: a schema whose output is an object. */
type ParameterSchema = StandardSchema<unknown, object>;
/** What a function takes and gives, read once. */
interface Declaration {
    readonly inputs: Readonly<Record<string, InputType>>;
    /** Of all parameters together. Absent: anything goes. */
    readonly parameters?: ParameterSchema;
    readonly outputs: readonly OutputDeclaration[];
    /** Of the function itself; an init function that is named with the source wins. */
    readonly init?: AnyInit;
}
/** Any function, called with one object of named arguments. */
type AnyFunction = (args: never) => unknown;
/** Any init function: it runs once before the first call, and calls wait for what it returns. */
type AnyInit = (context: FunctionContext, initParameters: never) => unknown;
interface HandlerOptions<Inputs extends InputTypes, Schema extends ParameterSchema | undefined, Outputs extends readonly OutputOption[]> {
    /** Argument → the type of entity that it is. Entities come from the `inputs` of a run. Default: none. */
    readonly inputs?: Inputs;
    /** Validates all parameters together; the function sees what it makes of them. Default: parameters come as given. */
    readonly parameters?: Schema;
    /** The names of what the function returns, in order. Default `output_0`, `output_1`, … */
    readonly outputs?: Outputs;
    /** Runs once before the first call. */
    readonly init?: AnyInit;
}
/** Where a function keeps its declaration: registered, because a service may be bundled with a copy of this package. */
declare const declarationKey: unique symbol;
/**
 * A function with its declaration. Called by hand it is the function itself: nothing is checked or added.
 *
 * With `isolatedDeclarations` an exported function is annotated with the first two: `HandlerFunction<{ n: number }, string>`.
 *
 * @typeParam Given what a caller may give as parameters
 * @typeParam Value what it returns
 * @typeParam Args what it is called with by hand
 */
interface HandlerFunction<Given, Value, Args = never, Inputs extends InputTypes = Record<never, never>, Outputs extends readonly OutputOption[] = readonly OutputOption[]> {
    (args: Args): Value;
    readonly [declarationKey]: Declaration;
    /** Type only: what callers of a run or service need to know. */
    readonly "~types"?: {
        readonly given: Given;
        readonly inputs: Inputs;
        readonly outputs: Outputs;
        readonly value: Value;
    };
}
/**
 * Declares what a function takes and gives: which arguments are entities, the schema of its parameters, and the names of
 * its outputs. The function takes one object of named arguments: its inputs, its parameters and the reserved names.
 *
 * @throws `FUNCTION_INVALID_HANDLER` for a declaration that contradicts itself, `FUNCTION_INVALID_NAME` for the name of an
 *   output, `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`.
 */
declare function handler<Schema extends ParameterSchema, const Inputs extends InputTypes = Record<never, never>, const Outputs extends readonly OutputOption[] = readonly [], Value = unknown>(options: HandlerOptions<Inputs, Schema, Outputs> & {
    readonly parameters: Schema;
}, fn: (args: HandlerCall<Inputs, SchemaOutput<Schema>>) => Value): HandlerFunction<SchemaInput<Schema>, Value, HandlerCall<Inputs, SchemaOutput<Schema>>, Inputs, Outputs>;
/** Without a schema the function's own annotation says what its parameters are, and nothing checks them. */
declare function handler<const Inputs extends InputTypes = Record<never, never>, const Outputs extends readonly OutputOption[] = readonly [], Parameters extends object = Record<never, never>, Value = unknown>(options: HandlerOptions<Inputs, undefined, Outputs>, fn: (args: PlainHandlerCall<Inputs, Parameters>) => Value): HandlerFunction<Parameters, Value, PlainHandlerCall<Inputs, Parameters>, Inputs, Outputs>;
type SchemaTypes<Schema extends ParameterSchema> = NonNullable<Schema["~standard"]["types"]>;
type SchemaOutput<Schema extends ParameterSchema> = SchemaTypes<Schema>["output"];
type SchemaInput<Schema extends ParameterSchema> = SchemaTypes<Schema>["input"];
/** What {@link handler} was told of a function; a plain function has an empty declaration. */
declare function declarationOf(fn: AnyFunction): Declaration;

export { Dataitem as D, Model as M, Material as U, Project as a2, Run as a8, Secrets as ad, actions as ap, connectProject as aq, coreDefaults as ar, declarationOf as as, functionDefaults as at, functionKind as au, handler as av, nodeVersions as aw, openCore as ax, Artifact as b, Function as d };
export type { OutputOption as $, AnyInit as A, BuildTaskOptions as B, ColumnType as C, EmbeddedOptions as E, FunctionOptions as F, InvokeOptions as G, HandlerCall as H, InputEntities as I, JobTaskOptions as J, LocalRunOptions as K, Lineage as L, NewArtifactOptions as N, LogArtifactOptions as O, PlatformOptions as P, LogDataitemOptions as Q, Reserved as R, LogMethod as S, LogModelOptions as T, MaterialType as V, ModelKind as W, NodeSelector as X, NodeVersion as Y, OutputDeclaration as Z, OutputKind as _, AnyFunction as a, ParameterSchema as a0, PlainHandlerCall as a1, ProjectFunctionOptions as a3, ProjectParts as a4, Quantity as a5, QuantityRange as a6, Resources as a7, RunOptions as a9, RunScope as aa, RunStatus as ab, SchemaField as ac, ServeTaskOptions as ae, ServiceStatus as af, ServiceType as ag, TableColumn as ah, TableColumns as ai, TablePreview as aj, TaskOptions as ak, TaskOptionsByAction as al, Volume as am, VolumeType as an, WaitOptions as ao, NewDataitemOptions as c, NewModelOptions as e, Action as f, ArtifactKind as g, CommonRunOptions as h, CommonTaskOptions as i, ConnectOptions as j, CoreCredentials as k, CoreOAuth as l, CoreOptions as m, DataitemKind as n, Declaration as o, DeleteOptions as p, DownloadOptions as q, EnvironmentVariable as r, FunctionContext as s, FunctionEvent as t, FunctionLogger as u, FunctionResponse as v, HandlerFunction as w, HandlerOptions as x, InputType as y, InputTypes as z };

// platform.shared.d.ts

/** The types of entities that a platform keeps. Their plural with an `s` is the path of its REST API. */
type EntityType = "project" | "function" | "task" | "run" | "artifact" | "dataitem" | "model" | "secret";
/** A JSON object. */
type JsonObject = {
    readonly [key: string]: JsonValue;
};
type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
/** An entity as DigitalHub Core's REST API has it. */
interface EntityRecord {
    readonly id: string;
    /** `store://{project}/{type}/{kind}/{name}:{id}`; made by the platform. */
    readonly key: string;
    readonly kind: string;
    readonly name: string;
    /** Absent for a project itself. */
    readonly project?: string;
    readonly user?: string;
    readonly metadata: EntityMetadata;
    readonly spec: JsonObject;
    readonly status: EntityStatus;
    readonly extensions?: readonly JsonValue[];
}
interface EntityMetadata {
    readonly project?: string;
    readonly name?: string;
    readonly version?: string;
    readonly description?: string;
    readonly labels?: readonly string[];
    /** ISO 8601. */
    readonly created?: string;
    readonly created_by?: string;
    readonly updated?: string;
    readonly updated_by?: string;
    readonly embedded?: boolean;
    readonly relationships?: readonly Relationship[];
    readonly [key: string]: unknown;
}
interface Relationship {
    readonly type: "produced_by" | "consumes" | "run_of" | "step_of" | "part_of";
    readonly source?: string;
    readonly dest: string;
}
interface EntityStatus {
    readonly state?: string;
    readonly message?: string;
    readonly [key: string]: unknown;
}
/** What a caller gives to make an entity; the platform fills in the rest. */
type NewEntity = Partial<EntityRecord> & Pick<EntityRecord, "kind">;

/** Where one version of an entity is: a project is found by its name, which is its id. */
interface EntityPlace {
    readonly type: EntityType;
    /** Absent for projects. */
    readonly project?: string;
    readonly id: string;
}
interface EntityFilter {
    readonly name?: string;
    readonly kind?: string;
    readonly state?: string;
    /** Of tasks and runs: the function string. */
    readonly function?: string;
    /** Of runs: the task string. */
    readonly task?: string;
    /** Of tasks and runs: job, serve or build. */
    readonly action?: string;
    readonly user?: string;
    /** An instant (ISO 8601): created after it; two of them, `a,b`: between them. What is no instant is no limit. */
    readonly created?: string;
    /** The same of the last change. */
    readonly updated?: string;
    /** Part of the id or name. */
    readonly q?: string;
    /** Default `"latest"`. */
    readonly versions?: "latest" | "all";
}
interface Page {
    readonly content: readonly EntityRecord[];
    readonly totalElements: number;
}
interface PageRequest {
    /** From 0. */
    readonly page?: number;
    /** Default 25, at most 1000. */
    readonly size?: number;
}
interface UpdateOptions {
    /** The `metadata.updated` that the caller has seen. Another one: somebody changed it, and the update is a conflict. */
    readonly ifUpdated?: string;
}
interface FileInfo {
    readonly path: string;
    readonly name: string;
    /** Bytes. */
    readonly size: number;
    readonly content_type: string;
    /** `sha256:…` here; a remote store may have others. */
    readonly hash: string;
    /** ISO 8601. */
    readonly last_modified: string;
}
/** Lines of a run as they came. */
interface LogLine {
    /** Milliseconds since the epoch. */
    readonly time: number;
    readonly stream: "stdout" | "stderr" | "system";
    readonly text: string;
}
/**
 * What projects, functions and runs stand on: a store of entities and files, and somebody who executes runs. The local
 * platform and the client of DigitalHub Core are two of them.
 */
interface Platform {
    /** For messages: `"local store /home/a/.millrace"`, `"http://core:8080"`. */
    readonly name: string;
    /** The folder of a local platform. */
    readonly dir?: string;
    create(type: EntityType, entity: NewEntity & {
        readonly project?: string;
    }): Promise<EntityRecord>;
    /** Absent: there is none. */
    read(place: EntityPlace): Promise<EntityRecord | undefined>;
    list(type: EntityType, project: string | undefined, filter?: EntityFilter, page?: PageRequest): Promise<Page>;
    /** Spec is immutable after creation (runs: after CREATED); a state that the state machine does not allow is an error. */
    update(type: EntityType, entity: EntityRecord, options?: UpdateOptions): Promise<EntityRecord>;
    delete(place: EntityPlace, options?: {
        readonly cascade?: boolean;
    }): Promise<void>;
    /** The entity now, then again after each change, until `signal` aborts or it is deleted. */
    watch(place: EntityPlace, signal: AbortSignal): AsyncIterable<EntityRecord>;
    /** Who an entity comes from and what comes from it. Absent: its own metadata say what is known. */
    relationships?(place: EntityPlace): Promise<readonly Relationship[]>;
    /** The secret's value; absent: there is none. Values are never part of an entity. */
    secret(project: string, name: string): Promise<string | undefined>;
    setSecret(project: string, name: string, value: string): Promise<void>;
    /** Where a new entity's file of this name goes: `{store}/{project}/{type}/{name}/{id}/{file}`. */
    filePath(place: EntityPlace & {
        readonly name: string;
    }, file: string): string;
    upload(path: string, content: AsyncIterable<Uint8Array> | Uint8Array, contentType?: string): Promise<FileInfo>;
    download(path: string): Promise<AsyncIterable<Uint8Array>>;
    fileInfo(path: string): Promise<FileInfo | undefined>;
    /** The files below a path that ends in `/`, or the one file. */
    files(path: string): Promise<readonly FileInfo[]>;
    /** Removes one file, or all below a path that ends in `/`. Absent: files only go with their entities. */
    deleteFiles?(path: string): Promise<void>;
    /** An event of the run's state machine, such as `stop`. */
    act(run: EntityPlace, event: "stop" | "resume" | "delete"): Promise<EntityRecord>;
    logs(run: EntityPlace, options?: {
        readonly follow?: boolean;
        readonly signal?: AbortSignal;
    }): AsyncIterable<LogLine>;
    close(): Promise<void>;
}

export type { EntityType as E, FileInfo as F, JsonObject as J, LogLine as L, NewEntity as N, Page as P, Relationship as R, EntityFilter as a, EntityMetadata as b, EntityPlace as c, EntityRecord as d, EntityStatus as e, JsonValue as f, PageRequest as g, Platform as h };
