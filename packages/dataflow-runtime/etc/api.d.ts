// index.d.ts

import { ErrorCodeOf, MillraceError, Logger, Clock, StandardSchema } from '@millrace/protocol';
export { StandardSchema } from '@millrace/protocol';
import { D as DecimalTypeName, a as DecimalType, T as TypeInput, I as IndexTypeName, S as SimpleType, b as TypeOf, c as TimeUnit, A as ArrowType, d as ArrowField, L as ListType, Q as QueuePolicy, N as Node, O as OperatorSource, e as OperatorHandler, f as NodeLog, g as TypedValue, h as TypedArrayOf, i as ScalarOf, j as DoraValue, k as DoraEvent, l as InputEvent, M as MetadataInput, m as OperatorDefinition, H as HandlerStatus } from './run-operators.shared.d.ts';
export { n as ArrayOf, o as ArrowArray, p as ArrowScalar, q as ArrowTypeName, r as DataInput, s as DoraStatus, E as ErrorEvent, t as ExactParameter, u as ExternalEvent, G as Goal, v as GoalOptions, w as GoalResult, x as GoalStatus, y as HlcTimestamp, z as InferredTypeOf, B as InputClosedEvent, C as InputConfig, F as InputRecoveredEvent, J as Metadata, K as NodeConfig, P as NodeEvent, R as NodeFailedEvent, U as NodeLogLevel, V as NodeOptions, W as NodeRestartedEvent, X as NumericTypedArray, Y as Operator, Z as OperatorEntry, _ as OperatorModule, $ as OutputData, a0 as ParamDeletedEvent, a1 as ParamUpdateEvent, a2 as ParameterInput, a3 as ParameterValue, a4 as ReloadEvent, a5 as RequestOptions, a6 as RespondOptions, a7 as RunOperatorsOptions, a8 as SendOutput, a9 as SimpleTypeName, aa as SnakeCaseOperator, ab as StopEvent, ac as TypeNamed, ad as UnknownEvent, ae as ValueMemoryOptions, af as array, ag as f64, ah as i64, ai as requestDefaults, aj as runOperators } from './run-operators.shared.d.ts';

/** Every error that this package raises on its own account. */
declare const dataflowErrors: {
    readonly DATAFLOW_INVALID: {
        readonly summary: "A dataflow file is wrong. The message has a line for each problem; `details.problems` has their codes and places.";
        readonly remedy: "Do what the lines say.";
    };
    readonly DATAFLOW_UNREADABLE: {
        readonly summary: "A dataflow file could not be read.";
        readonly remedy: "Check the path; it counts from the working directory.";
    };
    readonly DATAFLOW_MALFORMED: {
        readonly summary: "A text is not one YAML document, or an object is not plain data.";
        readonly remedy: "Correct it at the place that the message names.";
    };
    readonly DATAFLOW_UNKNOWN_FIELD: {
        readonly summary: "A dataflow has a field that dora does not know.";
        readonly remedy: "Correct its name, or leave it out.";
    };
    readonly DATAFLOW_REMOVED_FIELD: {
        readonly summary: "A dataflow has a field that dora had before 1.0.";
        readonly remedy: "Write what the message names in its place.";
    };
    readonly DATAFLOW_INVALID_FIELD: {
        readonly summary: "A field of a dataflow is missing, has a value that it does not take, or does not go with another.";
        readonly remedy: "Write what the message asks for.";
    };
    readonly DATAFLOW_INVALID_ID: {
        readonly summary: "The id of a node, input or output has letters that ids do not have, or is reserved.";
        readonly remedy: "Use letters, digits, '_', '.' and '-'; in ids of inputs and outputs also '/' between parts.";
    };
    readonly DATAFLOW_DUPLICATE_ID: {
        readonly summary: "Two nodes have the same id.";
        readonly remedy: "Give each node an id of its own.";
    };
    readonly DATAFLOW_INVALID_SOURCE: {
        readonly summary: "An input's source is no output, timer or log source.";
        readonly remedy: "Write `node/output`, `dora/timer/millis/100` or `dora/logs/info`.";
    };
    readonly DATAFLOW_UNKNOWN_SOURCE: {
        readonly summary: "An input reads a node or an output that the dataflow does not have.";
        readonly remedy: "Correct the source, or add the output to the node that makes it.";
    };
    readonly DATAFLOW_UNSET_VARIABLE: {
        readonly summary: "A value of `env:` refers to a variable that is not set.";
        readonly remedy: "Set it, or give a default: `${NAME:-default}`.";
    };
    readonly DATAFLOW_INVALID_MODULE: {
        readonly summary: "A module of a dataflow cannot be expanded: its file, its ports or its parameters do not fit.";
        readonly remedy: "Do what the message says, in the module's file or at the node that names it.";
    };
    readonly DATAFLOW_PORT_TYPES: {
        readonly summary: "The type annotations of a dataflow are unknown, or those of connected ports do not fit.";
        readonly remedy: "Correct the annotation, or allow the conversion by `type_rules`. Only strict types make it an error.";
    };
    readonly DATAFLOW_UNSUPPORTED: {
        readonly summary: "A dataflow uses what dora can do and the embedded runtime cannot.";
        readonly remedy: "Run it by dora, or do without what the message names.";
    };
    readonly DATAFLOW_NOT_IN_DATAFLOW: {
        readonly summary: "A node was connected in a process that no engine started.";
        readonly remedy: "Run it by a dataflow, name a dynamic node with `nodeId`, or give it test inputs.";
    };
    readonly DATAFLOW_INVALID_DATA: {
        readonly summary: "A sender gave something that is not data, or a slot that does not fit its type.";
        readonly remedy: "Give bytes, a typed array, text, a plain array or an Arrow vector; the message names the slot.";
    };
    readonly DATAFLOW_INVALID_PARAMETER: {
        readonly summary: "A metadata parameter has a value that dora cannot carry or a name that it keeps for itself, or a node's parameter has a value that JSON cannot say.";
        readonly remedy: "Give the kinds of values that the message names, under the key that it names.";
    };
    readonly DATAFLOW_TYPE_MISMATCH: {
        readonly summary: "A value has another Arrow type than the one that was asked for.";
        readonly remedy: "Send the type that the receiver expects, or ask for the type that is sent.";
    };
    readonly DATAFLOW_SCHEMA_MISMATCH: {
        readonly summary: "The data of a JSON port is not JSON, or does not fit the port's schema.";
        readonly remedy: "Send what the schema describes; the message names the port and the fields.";
    };
    readonly DATAFLOW_INVALID_PORT: {
        readonly summary: "A typed port was made from something that is no schema, or from one that answers by a promise.";
        readonly remedy: "Give a schema that implements Standard Schema and answers at once.";
    };
    readonly DATAFLOW_VALUE_HAS_NULLS: {
        readonly summary: "A typed array was asked for a value that has nulls.";
        readonly remedy: "Iterate over the value or use `get(index)`, which give `null`.";
    };
    readonly DATAFLOW_VALUE_WITHOUT_BYTES: {
        readonly summary: "The bytes of a value were asked for whose type has not one run of bytes.";
        readonly remedy: "Read its slots, or take `ipc()` for the whole message.";
    };
    readonly DATAFLOW_VALUE_RELEASED: {
        readonly summary: "A value that lives in shared memory was read after its memory had gone back to the engine.";
        readonly remedy: "Read it inside the handler, or call `value.retain()` there and `value.release()` afterwards.";
    };
    readonly DATAFLOW_INVALID_ARROW: {
        readonly summary: "A message is not a valid Arrow IPC stream.";
        readonly remedy: "Look at the sender; the message says what is wrong with the bytes.";
    };
    readonly DATAFLOW_UNSUPPORTED_ARROW: {
        readonly summary: "An Arrow IPC stream or array uses a feature that this package does not read or write.";
        readonly remedy: "Send it without what the message names: without compression, as one column, as another type.";
    };
    readonly DATAFLOW_ARROW_MISSING: {
        readonly summary: "`toArrow()` was called and the package `apache-arrow` is not installed.";
        readonly remedy: "Install `apache-arrow`, or use the value without it.";
    };
    readonly DATAFLOW_INVALID_NODE_CONFIG: {
        readonly summary: "What the daemon says about this node is not a node configuration of dora.";
        readonly remedy: "Let dora or this package's runtime start the node; the message names the field.";
    };
    readonly DATAFLOW_OLD_DORA: {
        readonly summary: "The daemon is older than dora 1.0, whose wire is another one.";
        readonly remedy: "Install dora-rs-cli 1.0.0 or newer.";
    };
    readonly DATAFLOW_NO_DYNAMIC_NODE: {
        readonly summary: "The daemon has no dynamic node of this name.";
        readonly remedy: "Start the dataflow first, with `path: dynamic` at the node; the message says what the daemon answered.";
        readonly retryable: true;
    };
    readonly DATAFLOW_NO_DAEMON: {
        readonly summary: "No daemon answers at the address where it should be.";
        readonly remedy: "Start the dataflow first, or give the port that its daemon listens at.";
        readonly retryable: true;
    };
    readonly DATAFLOW_UNREACHABLE_INPUT: {
        readonly summary: "A dynamic node would get nothing at an input: its source sends past the daemon to all other receivers.";
        readonly remedy: "Set `queue_policy: backpressure` at the input, or add a static node of this package that reads the output.";
    };
    readonly DATAFLOW_VERSION_MISMATCH: {
        readonly summary: "The daemon speaks another version of dora's wire than this package.";
        readonly remedy: "Install a release of dora 1.x, or the release of this package that speaks the daemon's.";
    };
    readonly DATAFLOW_DAEMON_REFUSED: {
        readonly summary: "The daemon refused a request of the node.";
        readonly remedy: "Read its reason in the message, and its log.";
    };
    readonly DATAFLOW_BARRIER_FAILED: {
        readonly summary: "The dataflow did not start, because another node ended before it was ready.";
        readonly remedy: "Read the log of the node that the message names.";
    };
    readonly DATAFLOW_DAEMON_LOST: {
        readonly summary: "The connection to the daemon broke while the node ran.";
        readonly remedy: "Read the daemon's log; a node that shall survive it needs a restart policy.";
    };
    readonly DATAFLOW_ORPHANED: {
        readonly summary: "The `dora run` that started the node is gone.";
        readonly remedy: "None is needed: the node ends with it.";
    };
    readonly DATAFLOW_NO_EVENT: {
        readonly summary: "No event came within the time that a node was ready to wait.";
        readonly remedy: "Wait again, or longer.";
        readonly retryable: true;
    };
    readonly DATAFLOW_SOURCE_FAILED: {
        readonly summary: "A source that was merged into a node's events failed.";
        readonly remedy: "Look at its cause; the other events go on.";
    };
    readonly DATAFLOW_SERVER_LOST: {
        readonly summary: "The answer to a request or goal will not come: who works on it failed, was started again, or is gone.";
        readonly remedy: "Send it again.";
        readonly retryable: true;
    };
    readonly DATAFLOW_CLOSED: {
        readonly summary: "A node was used before it was connected or after it was closed.";
        readonly remedy: "Connect it first, and close it last.";
    };
    readonly DATAFLOW_WIRE_MALFORMED: {
        readonly summary: "Bytes from the daemon or from a node are not what dora's wire promises.";
        readonly remedy: "Find out who is at the other end; the message names the place.";
    };
    readonly DATAFLOW_WIRE_UNKNOWN_TAG: {
        readonly summary: "A message is of a kind that this version does not know.";
        readonly remedy: "Update this package: the peer is of a later dora 1.x.";
    };
    readonly DATAFLOW_WIRE_TOO_LARGE: {
        readonly summary: "A message is longer than the 64 MiB that dora's wire carries.";
        readonly remedy: "Send it in parts.";
    };
    readonly DATAFLOW_INVALID_TEST_FILE: {
        readonly summary: "A file of test inputs cannot be read, or an event of it makes no sense.";
        readonly remedy: "Correct the event that the message names; the daemon of dora records such files with `DORA_WRITE_EVENTS_TO`.";
    };
    readonly DATAFLOW_INVALID_OPERATOR: {
        readonly summary: "An operator cannot be made, loaded or given its inputs.";
        readonly remedy: "See the message: it names the operator and what a host of operators needs.";
    };
    readonly DATAFLOW_INVALID_STATUS: {
        readonly summary: "An operator's handler returned something that is no DoraStatus.";
        readonly remedy: "Return DoraStatus.CONTINUE, DoraStatus.STOP or DoraStatus.STOP_ALL on every path.";
    };
    readonly DATAFLOW_OPERATOR_FAILED: {
        readonly summary: "An operator's handler threw or rejected; the host and its other operators ended with it.";
        readonly remedy: "See the cause: it is what the handler threw.";
    };
    readonly DATAFLOW_NODE_FAILED: {
        readonly summary: "A node of a dataflow failed. The message says how; `details.result` tells it of all nodes.";
        readonly remedy: "Look at the node's output (`onLog`, `logDir`); a `restart_policy` brings back nodes that may fail.";
    };
    readonly DATAFLOW_STOPPED: {
        readonly summary: "The dataflow was stopped before all its nodes had begun.";
        readonly remedy: "Nothing, if that was meant.";
    };
    readonly DATAFLOW_MISSING_EXECUTABLE: {
        readonly summary: "A node runs an executable that does not exist.";
        readonly remedy: "Install it, build it, or correct the path at the place that the message names.";
    };
    readonly DATAFLOW_INVALID_PLACEMENT: {
        readonly summary: "A node was to run in this process, but it is no script of JavaScript or TypeScript.";
        readonly remedy: "Leave out its placement, or say `process`.";
    };
    readonly DATAFLOW_UNKNOWN_NODE: {
        readonly summary: "An option or a call names a node that the dataflow does not have.";
        readonly remedy: "Use an id of the file; nodes of modules have the module's id and a dot before theirs.";
    };
    readonly DATAFLOW_TYPE_TOO_LARGE: {
        readonly summary: "The type of a message has more columns than a thread is told of at once.";
        readonly remedy: "Send fewer columns in one message.";
    };
};
type DataflowErrorCode = ErrorCodeOf<typeof dataflowErrors>;

/** The error of this package; its codes are listed in the documentation's error table. */
declare class DataflowError extends MillraceError<DataflowErrorCode> {
}

/** The parameter in which dora carries the tracing context of a message. */
declare const traceContextKey = "open_telemetry_context";
/** Entries of a tracing context by their name; `traceparent` is that of W3C Trace Context. */
interface TraceContext {
    readonly traceparent?: string;
    readonly tracestate?: string;
    readonly [name: string]: string | undefined;
}
/**
 * Reads the parameter `open_telemetry_context`: each entry stands on its own line, with its name before the first
 * colon. An absent or empty parameter is an empty context; lines without a name are left out.
 */
declare function readTraceContext(parameters: Readonly<Record<string, unknown>>): TraceContext;
/**
 * Parameters that carry a tracing context, for spreading into what `sendOutput` takes. Baggage is left out, as dora
 * does; so are entries that are undefined.
 *
 * @throws `DATAFLOW_INVALID_PARAMETER` for a name with a colon, and for line breaks, which would forge an entry.
 */
declare function writeTraceContext(context: TraceContext): {
    readonly [traceContextKey]: string;
};

/** The type object that a type's name stands for; a type object itself is given back. */
declare function typeOf<const Input extends TypeInput>(input: Input): TypeOf<Input>;
/** A nullable child; `item` is what Arrow's own writers call the child of a list. */
declare function field<const Input extends TypeInput>(name: string, type: Input, nullable?: boolean): ArrowField<TypeOf<Input>>;
declare function list<const Input extends TypeInput>(type: Input): ListType<"List", TypeOf<Input>>;
/** As {@link list}, with 64-bit offsets. */
declare function largeList<const Input extends TypeInput>(type: Input): ListType<"LargeList", TypeOf<Input>>;
/** Lists that all have `size` elements, as the four numbers of a box. */
declare function fixedSizeList<const Input extends TypeInput>(type: Input, size: number): {
    readonly name: "FixedSizeList";
    readonly child: ArrowField<TypeOf<Input>>;
    readonly size: number;
};
/** Objects with the same fields, as in `struct({ label: "Utf8", score: "Float32" })`. */
declare function struct<const Fields extends Readonly<Record<string, TypeInput>>>(fields: Fields): {
    readonly name: "Struct";
    readonly children: readonly {
        [Name in keyof Fields & string]: ArrowField<TypeOf<Fields[Name]>> & {
            readonly name: Name;
        };
    }[keyof Fields & string][];
};
declare function map(key: TypeInput, value: TypeInput, keysSorted?: boolean): Extract<ArrowType, {
    readonly name: "Map";
}>;
declare function dictionary<const Input extends TypeInput>(value: Input, index?: IndexTypeName): {
    readonly name: "Dictionary";
    readonly index: SimpleType<IndexTypeName>;
    readonly value: TypeOf<Input>;
    readonly ordered: boolean;
};
declare function timestamp(unit: TimeUnit, timezone?: string): Extract<ArrowType, {
    readonly name: "Timestamp";
}>;
declare const duration: (unit: TimeUnit) => Extract<ArrowType, {
    readonly name: "Duration";
}>;
/** Time of day; seconds and milliseconds take 32 bits, finer units 64. */
declare function time(unit: TimeUnit): Extract<ArrowType, {
    readonly name: "Time32" | "Time64";
}>;
/** Exact decimals of `precision` digits, `scale` of them behind the point; 128 bits hold 38 digits. */
declare function decimal<Name extends DecimalTypeName = "Decimal128">(precision: number, scale: number, name?: Name): DecimalType<Name>;
declare const fixedSizeBinary: (byteWidth: number) => Extract<ArrowType, {
    readonly name: "FixedSizeBinary";
}>;

declare const typeBuilders_decimal: typeof decimal;
declare const typeBuilders_dictionary: typeof dictionary;
declare const typeBuilders_duration: typeof duration;
declare const typeBuilders_field: typeof field;
declare const typeBuilders_fixedSizeBinary: typeof fixedSizeBinary;
declare const typeBuilders_fixedSizeList: typeof fixedSizeList;
declare const typeBuilders_largeList: typeof largeList;
declare const typeBuilders_list: typeof list;
declare const typeBuilders_map: typeof map;
declare const typeBuilders_struct: typeof struct;
declare const typeBuilders_time: typeof time;
declare const typeBuilders_timestamp: typeof timestamp;
declare const typeBuilders_typeOf: typeof typeOf;
declare namespace typeBuilders {
  export {
    typeBuilders_decimal as decimal,
    typeBuilders_dictionary as dictionary,
    typeBuilders_duration as duration,
    typeBuilders_field as field,
    typeBuilders_fixedSizeBinary as fixedSizeBinary,
    typeBuilders_fixedSizeList as fixedSizeList,
    typeBuilders_largeList as largeList,
    typeBuilders_list as list,
    typeBuilders_map as map,
    typeBuilders_struct as struct,
    typeBuilders_time as time,
    typeBuilders_timestamp as timestamp,
    typeBuilders_typeOf as typeOf,
  };
}

/** Where a part of a dataflow stands; lines and columns begin at 1, and are 0 for a part of a plain object. */
interface SourcePlace {
    readonly file: string;
    readonly line: number;
    readonly column: number;
}
/** Something that is wrong with a dataflow, or that the embedded runtime cannot do. */
interface DataflowProblem extends SourcePlace {
    readonly code: DataflowErrorCode;
    /** `nodes[0].inputs.image`; empty for the whole document. */
    readonly field: string;
    /** What is wrong and what to do, in one sentence. */
    readonly message: string;
}

/**
 * A dataflow as an engine runs it: read, checked, modules expanded, units turned into milliseconds, variables of the
 * environment filled in. {@link readDataflow} makes it.
 */
interface DataflowPlan {
    /** What messages call the dataflow: the path as it was given, or `"dataflow"` for a text or an object. */
    readonly file: string;
    /** Absolute: the folder of the file. Processes start in it, and relative paths begin there. */
    readonly directory: string;
    /** In the order of the file; the nodes of a module stand in the place of the node that named it. */
    readonly nodes: ReadonlyMap<string, NodePlan>;
    /** A node is told that its inputs are finished when its data inputs have closed, whatever its timers do. Default `false`. */
    readonly exitWhenNodesFinish: boolean;
    /** Default 5000. */
    readonly healthCheckIntervalMs: number;
    /** The modules that were expanded: `id` is the prefix of their nodes' ids. Outer ones first. */
    readonly modules: readonly ModulePlan[];
    /** The dataflow as a plain value, modules expanded: what `node.dataflowDescriptor()` gives. */
    readonly descriptor: Readonly<Record<string, unknown>>;
    /** What is legal but suspicious, such as types of connected ports that do not fit. */
    readonly warnings: readonly DataflowProblem[];
    /** What dora can do and the embedded runtime cannot; empty, or the plan is for checking and drawing only. */
    readonly unsupported: readonly DataflowProblem[];
}
/** One node. */
interface NodePlan {
    readonly id: string;
    readonly name?: string;
    readonly description?: string;
    readonly place: SourcePlace;
    /** What is started, and how. */
    readonly command: NodeCommand;
    /** `MILLRACE_PLACEMENT` of the node's environment; absent: the engine's choice. */
    readonly placement?: NodePlacement;
    /** The file's `env` with the node's over it, as texts, expanded. Nothing of the surrounding environment. */
    readonly env: Readonly<Record<string, string>>;
    readonly inputs: ReadonlyMap<string, InputPlan>;
    readonly outputs: ReadonlyMap<string, OutputPlan>;
    readonly restart: RestartPlan;
    /** The output that carries the lines of standard output; one of `outputs`, absent when the file names none of them. */
    readonly sendStdoutAs?: string;
    /** The output that carries the node's log records; one of `outputs`, as above. */
    readonly sendLogsAs?: string;
    readonly minLogLevel?: LogFileLevel;
    /** A node that does not speak to its engine for so long is killed. Absent: never. */
    readonly healthCheckTimeoutMs?: number;
    /** How long a node may take to end when its inputs are finished. Absent: as long as it likes. */
    readonly finishGraceMs?: number;
    /** The operators of a node that dora's own runtime hosts; such a node is for checking and drawing only. Absent: it is none. */
    readonly operators?: readonly OperatorPlan[];
    /** The module that the node came from: one of {@link DataflowPlan.modules}. */
    readonly moduleId?: string;
}
type NodePlacement = "same-thread" | "worker" | "process";
type LogFileLevel = "error" | "warn" | "info" | "debug" | "trace" | "stdout";
/** What a node is. All kinds but `dynamic` and `unsupported` can run as the process that they name. */
type NodeCommand = 
/** `path: dynamic`: nothing is started; a process of the user's joins. */
{
    readonly kind: "dynamic";
}
/** A JavaScript or TypeScript file: by its own path, or as the first argument of `node`, `tsx` or `bun`. */
 | (ProcessCommand & {
    readonly kind: "script";
    /** Absolute. It may not exist yet: `build` of the file may make it. */
    readonly script: string;
    /** What the script sees as `process.argv.slice(2)`. */
    readonly scriptArgs: readonly string[];
    /** What stands between the interpreter and the script, such as `--import`; `process.execArgv` of the node. */
    readonly runtimeArgs: readonly string[];
})
/** Our operator host: `millrace-dataflow operators …`. */
 | (ProcessCommand & {
    readonly kind: "operators";
    /** What follows the word `operators`. */
    readonly hostArgs: readonly string[];
})
/** Any other executable, or a `.py` file, which `python -u` runs. */
 | (ProcessCommand & {
    readonly kind: "process";
})
/** Named in {@link DataflowPlan.unsupported}. */
 | {
    readonly kind: "unsupported";
};
/** How to start a process; `args` are split as a shell splits words, and not expanded. */
interface ProcessCommand {
    /** An absolute path, or a name that is looked up on `PATH`. */
    readonly executable: string;
    readonly args: readonly string[];
    /** Absolute. */
    readonly cwd: string;
}
/** One input. */
interface InputPlan {
    readonly id: string;
    readonly place: SourcePlace;
    readonly source: InputSource;
    /** As a node's configuration has it: `node/output`, `dora/timer/millis/100`, `dora/logs/info`. */
    readonly sourceText: string;
    /** Messages; default 10, at least 1. */
    readonly queueSize: number;
    /** Default `"drop_oldest"`. */
    readonly queuePolicy: QueuePolicy;
    /** Silence after which the input counts as closed until data flows again. Absent: never. */
    readonly inputTimeoutMs?: number;
    /** Whether the file says any of the three above; a node's configuration then has the long form. */
    readonly hasOptions: boolean;
    /** The annotation: a URN such as `std/media/v1/Image`. */
    readonly type?: string;
}
type InputSource = {
    readonly kind: "output";
    readonly nodeId: string;
    readonly outputId: string;
}
/** Ticks without data: the first at once after the barrier, missed ones are skipped. */
 | {
    readonly kind: "timer";
    readonly intervalNs: bigint;
    readonly intervalMs: number;
}
/** Log records of this level and above (absent: all), of this node (absent: of all but the reader). */
 | {
    readonly kind: "logs";
    readonly level?: LogFileLevel;
    readonly nodeId?: string;
};
/** One output. */
interface OutputPlan {
    readonly id: string;
    readonly place: SourcePlace;
    readonly type?: string;
}
interface RestartPlan {
    /** Default `"never"`. */
    readonly policy: "never" | "on-failure" | "always";
    /** 0 (default): no limit. */
    readonly maxRestarts: number;
    /** Before the first restart; doubles with each. Absent: at once. */
    readonly delayMs?: number;
    readonly maxDelayMs?: number;
    /** Restarts are counted within this time. Absent: over the whole life. */
    readonly windowMs?: number;
}
/** An operator that dora's own runtime would host. */
interface OperatorPlan {
    readonly id: string;
    readonly name?: string;
    readonly description?: string;
    readonly place: SourcePlace;
    /** Whether the node has one operator as `operator:`, whose outputs go without its id in the file. */
    readonly single: boolean;
    /** Ids without the operator's. */
    readonly inputs: ReadonlyMap<string, InputPlan>;
    readonly outputs: ReadonlyMap<string, OutputPlan>;
}
interface ModulePlan {
    readonly id: string;
    readonly name?: string;
    /** The module's file, absolute. */
    readonly file: string;
}

/** A path, a YAML text (a string with a line break, or that begins with `nodes:`), or the dataflow as a plain object. */
type DataflowSource = string | URL | Readonly<Record<string, unknown>>;
interface ReadDataflowOptions {
    /** What messages call a text or an object. Default: `"dataflow"`. */
    readonly file?: string;
    /** The folder for the relative paths of a text or an object. Default: the working directory. */
    readonly directory?: string;
    /** Types of connected ports that do not fit are errors, as `strict_types: true` of the file says. Default: warnings. */
    readonly strictTypes?: boolean;
    /** Variables that `env:` and paths may refer to. Default: the process's. */
    readonly env?: Readonly<Record<string, string | undefined>>;
}

/** What {@link checkDataflow} found. */
interface DataflowCheck {
    /** Whether there are no problems: dora accepts the dataflow as well. */
    readonly ok: boolean;
    readonly problems: readonly DataflowProblem[];
    /** Legal, and yet worth a look. */
    readonly warnings: readonly DataflowProblem[];
    /** Present when `ok`. */
    readonly plan?: DataflowPlan;
}
/**
 * Reads a dataflow and everything that it refers to, and checks it as `dora validate` does.
 *
 * @throws `DATAFLOW_INVALID` with all problems at once; `details.problems` has them as {@link DataflowProblem}s.
 * `DATAFLOW_UNREADABLE`
 */
declare function readDataflow(source: DataflowSource, options?: ReadDataflowOptions): Promise<DataflowPlan>;
/**
 * The same as {@link readDataflow}, with what is wrong as a value.
 *
 * @throws `DATAFLOW_UNREADABLE`
 */
declare function checkDataflow(source: DataflowSource, options?: ReadDataflowOptions): Promise<DataflowCheck>;

/**
 * Of a static node: `waiting` for the barrier, `running`, `restarting` (dead, and its policy brings it back), then
 * `finished` or `failed`. A dynamic node is `detached` while no process of its name has joined.
 */
type NodeState = "waiting" | "running" | "restarting" | "finished" | "failed" | "detached";
interface NodeStats {
    readonly id: string;
    readonly state: NodeState;
    readonly restarts: number;
    /** Of its outputs together; a message counts once, however many inputs read it. */
    readonly sent: number;
    /** Why it is `failed`, or why its last life ended. */
    readonly error?: string;
}
/** One input: what flowed into it since the start. */
interface EdgeStats {
    /** `node/output`, `dora/timer/…` or `dora/logs/…`. */
    readonly source: string;
    readonly nodeId: string;
    readonly inputId: string;
    readonly messages: number;
    /** Of the values as they lie in memory; of those from a process, of their Arrow streams. Frames do not count. */
    readonly bytes: number;
    /** Thrown away by the queue policy, or because a process did not fetch its messages. */
    readonly dropped: number;
    /** Handed over and not yet taken by the node. */
    readonly pending: number;
    /** Messages per second since the last call of `stats()`, or since the start. */
    readonly rate: number;
    /** Whether the input is closed: its source has ended, or was silent for longer than `input_timeout`. */
    readonly closed: boolean;
}
/** A picture of a running or finished dataflow. */
interface DataflowStats {
    readonly dataflowId: string;
    /** Since the barrier opened; 0 before. */
    readonly elapsedMs: number;
    readonly nodes: ReadonlyMap<string, NodeStats>;
    readonly edges: readonly EdgeStats[];
}

/** How one node ended. */
interface NodeResult {
    readonly id: string;
    readonly ok: boolean;
    /** What went wrong, without the node's name. */
    readonly error?: string;
    /** What its code threw, if that was in this process. */
    readonly cause?: unknown;
    readonly restarts: number;
}
/** How a dataflow ended. */
interface DataflowResult {
    readonly dataflowId: string;
    /** Whether all nodes ended well. */
    readonly ok: boolean;
    readonly nodes: ReadonlyMap<string, NodeResult>;
    /** The nodes that did not; first the one that failed first. */
    readonly failures: readonly NodeResult[];
    readonly stats: DataflowStats;
    /** The folder of the log files, if {@link RunDataflowOptions.logDir} asked for them. */
    readonly logDirectory?: string;
}

/** A node of this thread. It is called when the dataflow begins, and has ended when its promise settles. */
type NodeFunction = (node: Node) => void | Promise<void>;
/** How a node of the file runs. */
interface PlacedNode {
    readonly placement: NodePlacement;
}
/**
 * What runs as a node: a function of one, an operator (a class, an object with `onEvent`, what `defineOperator` gives),
 * or the file's own command at another place. Functions and operators run in this thread.
 */
type NodeReplacement = NodeFunction | Exclude<OperatorSource, OperatorHandler> | PlacedNode;
interface RunDataflowOptions {
    /** By node id: what to run in the place of the file's command, or where to run that command. */
    readonly nodes?: Readonly<Record<string, NodeReplacement>>;
    /**
     * Where scripts of JavaScript and TypeScript run that do not say it themselves, by `nodes` or by `MILLRACE_PLACEMENT`
     * in their `env`. Default `"worker"`. In the same thread they share this process's arguments, variables and standard
     * output; in a worker or a process they have those of the file.
     */
    readonly placement?: NodePlacement;
    /** Aborting it equals {@link RunningDataflow.close}. */
    readonly signal?: AbortSignal | undefined;
    /** What the runtime itself has to say. Default: nothing. */
    readonly logger?: Logger;
    /** Default: the system's. A `ManualClock` makes timers, timeouts and restart delays a matter of the test. */
    readonly clock?: Clock;
    /** How long nodes may take to end after a stop. Default {@link runDataflowDefaults}. */
    readonly graceMs?: number;
    /** Stops the dataflow after this time from the barrier on. Default: never. */
    readonly stopAfterMs?: number;
    /** A folder for `<dataflow id>/log_<node>.jsonl`, such as `out`. Default: no files. */
    readonly logDir?: string;
    /** Gets every line and log record of the nodes. */
    readonly onLog?: (log: NodeLog) => void;
    /** Where dynamic nodes ask for their configuration; 0 for a free port. Default {@link runDataflowDefaults}. */
    readonly lookupPort?: number;
    /** Over the file's: nodes with data inputs end with them, whatever their timers do. */
    readonly exitWhenNodesFinish?: boolean;
    /** Variables for the processes, and for `$NAME` in the file. Default: this process's. */
    readonly env?: Readonly<Record<string, string | undefined>>;
    /** The folder for the relative paths of a text or an object. Default: the working directory. */
    readonly directory?: string;
}
/** What {@link runDataflow} and {@link startDataflow} take where nothing is said. */
declare const runDataflowDefaults: {
    readonly placement: NodePlacement;
    readonly graceMs: number;
    readonly lookupPort: number;
};
interface StopOptions {
    /** Default: what the dataflow was started with. A later call may shorten it. */
    readonly graceMs?: number;
}
/** A dataflow that runs. */
interface RunningDataflow extends AsyncDisposable {
    readonly dataflowId: string;
    /** Resolves when the last static node has ended and everything is given back. Never rejects. */
    readonly finished: Promise<DataflowResult>;
    /** The port for dynamic nodes; `undefined` if the file has none. */
    readonly lookupPort: number | undefined;
    stats(): DataflowStats;
    /**
     * Gives a node a parameter: a JSON value. The node hears of it by PARAM_UPDATE.
     *
     * @throws `DATAFLOW_UNKNOWN_NODE`; `DATAFLOW_INVALID_PARAMETER` for what JSON cannot say.
     */
    setParam(nodeId: string, key: string, value: unknown): void;
    /** @throws `DATAFLOW_UNKNOWN_NODE` */
    deleteParam(nodeId: string, key: string): void;
    /**
     * Tells a host of operators to load the code of one of them again, or of all; its operators keep their state.
     *
     * @throws `DATAFLOW_UNKNOWN_NODE`
     */
    reload(nodeId: string, operatorId?: string): void;
    /**
     * Asks all nodes to end and resolves with {@link finished}. Who has not ended after the grace gets SIGTERM or is told
     * to terminate, and after half as long again is killed. A function of this thread cannot be ended; it is left alone,
     * cut off from the dataflow, and counts as failed.
     */
    stop(options?: StopOptions): Promise<DataflowResult>;
    /** {@link stop} as the other packages call it. Idempotent; never rejects. */
    close(options?: StopOptions): Promise<void>;
}
/**
 * Runs a dataflow of dora to its end: until all static nodes have ended, or the signal aborts. Nothing needs to be
 * installed for nodes of JavaScript and TypeScript; others run as processes against a daemon of our own.
 *
 * @throws `DATAFLOW_NODE_FAILED` if a node failed; its `details.result` is the {@link DataflowResult}. And what
 *   {@link startDataflow} throws.
 */
declare function runDataflow(source: DataflowSource, options?: RunDataflowOptions): Promise<DataflowResult>;
/**
 * Starts a dataflow and returns while it runs. The caller closes it, or waits for its end.
 *
 * @throws `DATAFLOW_INVALID` with line and column of everything that is wrong with the file; `DATAFLOW_UNSUPPORTED` for
 *   what only dora can run; `DATAFLOW_MISSING_EXECUTABLE`, `DATAFLOW_INVALID_PLACEMENT`, `DATAFLOW_UNKNOWN_NODE`.
 */
declare function startDataflow(source: DataflowSource, options?: RunDataflowOptions): Promise<RunningDataflow>;

/** The version of this package. */
declare const version = "0.0.0";

/** An input or output whose messages have one type: `Sent` goes into them, `Received` comes out of them. */
interface Port<Sent = never, Received = unknown> {
    /** For messages of errors: `"Float32"`, `"JSON"`. */
    readonly name: string;
    /**
     * The message for what a sender gives.
     *
     * @param where the port as the error names it: `output 'bbox' of node 'detector'`.
     * @throws `DATAFLOW_TYPE_MISMATCH`, `DATAFLOW_INVALID_DATA`, `DATAFLOW_SCHEMA_MISMATCH`.
     */
    readonly send: (data: Sent, where: string) => DoraValue;
    /** What a receiver gets of a message. Throws as {@link send} does. */
    readonly receive: (value: DoraValue, where: string) => Received;
}
/** What goes into a port's messages. */
type SentBy<Of> = Of extends Port<infer Sent, unknown> ? Sent : never;
/** What comes out of a port's messages. */
type ReceivedBy<Of> = Of extends Port<never, infer Received> ? Received : never;
/** What may be sent through a port of an Arrow type. */
type ArrowData<Type extends ArrowType> = TypedValue<Type> | TypedArrayOf<Type> | readonly (ScalarOf<Type> | null)[] | (Type extends {
    readonly name: "Utf8" | "LargeUtf8";
} ? string : never);
/** Messages of one Arrow type; a receiver gets a value whose slots and typed array the compiler knows. */
declare function arrow<const Input extends TypeInput>(type: Input): Port<ArrowData<TypeOf<Input>>, TypedValue<TypeOf<Input>>>;
/**
 * Messages that are one JSON text: an array of `Utf8` with one slot, as dora's nodes in other languages send JSON. With
 * a schema (zod, valibot, arktype or anything else that implements Standard Schema) a message is what the schema makes
 * of the JSON, and what is sent goes through the schema first, so that nothing leaves that does not fit.
 *
 * @throws `DATAFLOW_INVALID_PORT` for something that is no schema; a schema that answers later is found at its first
 *   message, since messages are read and sent at once.
 */
declare function json(): Port<unknown, unknown>;
declare function json<Input, Output>(schema: StandardSchema<Input, Output>): Port<Input, Output>;
/** Makes typed ports: `port.arrow("Float32")`, `port.json(schema)`. */
declare const port: {
    readonly arrow: typeof arrow;
    readonly json: typeof json;
};

/**
 * The dataflow as one HTML file that asks for nothing: the graph, its inputs and its nodes as tables, light and dark.
 * With `stats` the edges bear rates and drops, and the nodes their states.
 */
declare function graphHtml(plan: DataflowPlan, stats?: DataflowStats): string;

/**
 * The dataflow as a Mermaid flowchart, drawn as `dora graph --mermaid` draws it: sources and sinks are trapezoids,
 * modules and nodes with operators are frames, timers stand in a frame of their own, and an edge bears the names of
 * output and input.
 */
declare function graphMermaid(plan: DataflowPlan): string;

type Ports = Readonly<Record<string, Port<never, unknown>>>;
/** An input whose value is what its port makes of the message. */
type TypedInput<Inputs extends Ports> = {
    readonly [Id in keyof Inputs & string]: Omit<InputEvent, "id" | "value"> & {
        readonly id: Id;
        readonly value: ReceivedBy<Inputs[Id]>;
    };
}[keyof Inputs & string];
/** The events of an operator whose inputs have types. */
type TypedEvent<Inputs extends Ports> = Exclude<DoraEvent, InputEvent> | TypedInput<Inputs>;
/** Sends what the port of an output takes. */
type TypedSend<Outputs extends Ports> = <Id extends keyof Outputs & string>(outputId: Id, data: SentBy<Outputs[Id]>, metadata?: MetadataInput) => void;
interface DefineOperatorOptions<Inputs extends Ports, Outputs extends Ports, State> {
    /** The type of each input; an input of the dataflow file that is not among them is refused at the start. */
    readonly inputs: Inputs;
    readonly outputs: Outputs;
    /** Makes what one life of the operator keeps, before its first event. Default: nothing. */
    readonly setup?: () => State;
}
/**
 * An operator as a function: of plain events, or of events whose values have the types of its ports.
 *
 *     export const detector = defineOperator(
 *       { inputs: { image: port.arrow("UInt8") }, outputs: { bbox: port.arrow("Float32") } },
 *       (event, send) => {
 *         if (event.type === "INPUT") send("bbox", detect(event.value.toArray()), event.metadata);
 *         return DoraStatus.CONTINUE;
 *       },
 *     );
 *
 * @throws `DATAFLOW_INVALID_OPERATOR` without a handler
 */
declare function defineOperator(handler: OperatorHandler): OperatorDefinition;
declare function defineOperator<const Inputs extends Ports, const Outputs extends Ports, State = undefined>(options: DefineOperatorOptions<Inputs, Outputs, State>, handler: (event: TypedEvent<Inputs>, send: TypedSend<Outputs>, state: State) => HandlerStatus): OperatorDefinition;

export { ArrowField, ArrowType, DataflowError, DecimalType, DecimalTypeName, DoraEvent, DoraValue, HandlerStatus, IndexTypeName, InputEvent, ListType, MetadataInput, Node, NodeLog, OperatorDefinition, OperatorHandler, OperatorSource, QueuePolicy, ScalarOf, SimpleType, TimeUnit, TypeInput, TypeOf, TypedArrayOf, TypedValue, typeBuilders as arrowType, checkDataflow, dataflowErrors, defineOperator, graphHtml, graphMermaid, port, readDataflow, readTraceContext, runDataflow, runDataflowDefaults, startDataflow, version, writeTraceContext };
export type { ArrowData, DataflowCheck, DataflowErrorCode, DataflowPlan, DataflowProblem, DataflowResult, DataflowSource, DataflowStats, DefineOperatorOptions, EdgeStats, InputPlan, InputSource, LogFileLevel, ModulePlan, NodeCommand, NodeFunction, NodePlacement, NodePlan, NodeReplacement, NodeResult, NodeState, NodeStats, OperatorPlan, OutputPlan, PlacedNode, Port, ProcessCommand, ReadDataflowOptions, ReceivedBy, RestartPlan, RunDataflowOptions, RunningDataflow, SentBy, SourcePlace, StopOptions, TraceContext, TypedEvent, TypedInput, TypedSend };

// testing.d.ts

import { ak as RawMetadata, al as LinkEvent, am as TypedParameter } from './run-operators.shared.d.ts';
import { DoraValue, Metadata, OutputData, MetadataInput, Node, InputConfig, OperatorEntry, QueuePolicy } from './index.d.ts';
import '@millrace/protocol';

/** What a node tells the daemon. Tags and order of fields are in `message-table.ts`. */
type DaemonRequest = {
    readonly type: "register";
    readonly dataflowId: string;
    readonly nodeId: string;
    readonly doraVersion: string;
    readonly metadataVersion: number;
}
/** Answered when all static nodes of the dataflow have subscribed. */
 | {
    readonly type: "subscribe";
}
/** Not answered. */
 | {
    readonly type: "sendMessage";
    readonly outputId: string;
    readonly metadata: RawMetadata;
    /** An Arrow IPC stream. */
    readonly data: Uint8Array | undefined;
}
/** The data went another way. Not answered. */
 | {
    readonly type: "outputSent";
    readonly outputId: string;
    readonly metadata: RawMetadata;
} | {
    readonly type: "closeOutputs";
    readonly outputIds: readonly string[];
} | {
    readonly type: "outputsDone";
}
/** Answered when there is at least one event. */
 | {
    readonly type: "nextEvent";
} | {
    readonly type: "eventStreamDropped";
}
/** Asked by dynamic nodes at the daemon's fixed port; answered in JSON. */
 | {
    readonly type: "nodeConfig";
    readonly nodeId: string;
} | {
    readonly type: "extensionStore";
    readonly namespace: string;
    readonly key: string;
    readonly value: Uint8Array;
} | {
    readonly type: "extensionLoad";
    readonly namespace: string;
    readonly key: string;
    readonly remove: boolean;
} | {
    readonly type: "extensionDrop";
    readonly namespace: string;
    readonly key: string;
} | {
    readonly type: "extensionRequest";
    readonly namespace: string;
    readonly payload: Uint8Array;
};

/** What a node or operator under test sent. */
interface SentOutput {
    readonly outputId: string;
    /** Empty for a message of metadata alone. */
    readonly value: DoraValue;
    readonly metadata: Metadata;
}
interface TestNodeOptions {
    /** Default `"node"`. */
    readonly nodeId?: string;
    /** With the queue of each, or the names alone: ten messages, the oldest dropped. */
    readonly inputs?: readonly string[] | Readonly<Record<string, Partial<InputConfig>>>;
    /** Default: the node may send to any. */
    readonly outputs?: readonly string[];
    /** Default 0. */
    readonly restartCount?: number;
    /** What `dataflowDescriptor()` gives. Default: a dataflow without nodes. */
    readonly dataflowDescriptor?: unknown;
}
/** The engine's side of a node under test. */
interface TestEngine {
    /** Everything that was sent so far, in order. */
    readonly sent: readonly SentOutput[];
    /** Outputs that were closed, in order. */
    readonly closedOutputs: readonly string[];
    /** Log records, as the lines of JSON that an engine reads. */
    readonly lines: readonly string[];
    /** A message for an input. */
    readonly input: (id: string, data?: OutputData, metadata?: MetadataInput) => void;
    readonly closeInput: (id: string) => void;
    readonly stop: () => void;
    /** Any other event, such as `{ type: "nodeFailed", … }`. */
    readonly tell: (event: LinkEvent) => void;
    /** Nothing will come any more. */
    readonly end: () => void;
    /** What senders wait for until the returned function is called: a dataflow that cannot keep up. */
    readonly holdSenders: () => () => void;
}
interface TestNode extends TestEngine, AsyncDisposable {
    readonly node: Node;
}
/** A node whose engine is the test: no daemon, no dataflow, no files. */
declare function createTestNode(options?: TestNodeOptions): Promise<TestNode>;
interface TestOperators extends TestEngine {
    /** Settles when all operators have ended; rejects with what one of them failed with. */
    readonly ended: Promise<void>;
}
/** Operators whose engine is the test; names of inputs and outputs are the host's: `detect/image`. */
declare function createTestOperators(operators: Readonly<Record<string, OperatorEntry>>, options?: TestNodeOptions): TestOperators;

interface FakeDaemonOptions {
    /** Default `"node"`. */
    readonly nodeId?: string;
    /** Each with a queue of ten messages, of which the oldest is dropped. */
    readonly inputs?: readonly string[];
    readonly outputs?: readonly string[];
}
/** A request of a node by its name on the wire, such as `"register"` or `"sendMessage"`. */
type RequestName = DaemonRequest["type"];
/** What goes wrong when a request comes. */
type Fault = 
/** The connection ends without an answer. */
{
    readonly at: RequestName;
    readonly does: "hang up";
}
/** There is never an answer. */
 | {
    readonly at: RequestName;
    readonly does: "say nothing";
}
/** The daemon says no, with this text. */
 | {
    readonly at: RequestName;
    readonly does: "refuse";
    readonly message: string;
}
/** These bytes come in the place of an answer: half a frame, a wrong length, anything. */
 | {
    readonly at: RequestName;
    readonly does: "answer";
    readonly bytes: Uint8Array;
};
/** What a daemon tells a node of what {@link LinkEvent} knows. */
type DaemonEvent = Exclude<LinkEvent, {
    readonly type: "input" | "error" | "end" | "unknown";
}>;
/**
 * A daemon of one node that speaks dora's wire on a free port of the loopback and does what a test tells it, faults
 * among it. The node runs as it does under dora: as a process with {@link FakeDaemon.env}.
 *
 *     await using daemon = await FakeDaemon.start({ inputs: ["image"], outputs: ["bbox"] });
 *     const child = spawn("node", ["detector.js"], { env: { ...process.env, ...daemon.env } });
 *     daemon.input("image", pixels);
 *     await daemon.until("sendMessage");
 *     assert.equal(daemon.sent[0].outputId, "bbox");
 */
declare class FakeDaemon implements AsyncDisposable {
    #private;
    private constructor();
    static start(options?: FakeDaemonOptions): Promise<FakeDaemon>;
    /** The variables with which dora would start the node. */
    get env(): {
        readonly DORA_NODE_CONFIG: string;
    };
    /** What the node asked so far, in order. */
    get requests(): readonly RequestName[];
    /** What the node sent so far, in order. */
    get sent(): readonly SentOutput[];
    /** When so many requests of a kind have come. */
    until(request: RequestName, count?: number): Promise<void>;
    /** A message for an input. */
    input(id: string, data?: OutputData, metadata?: MetadataInput): void;
    closeInput(id: string): void;
    stop(): void;
    /** Any other event, such as `{ type: "nodeRestarted", id: "camera" }`. */
    tell(event: DaemonEvent): void;
    /** Nothing will come any more. */
    end(): void;
    /** From now on, or once. */
    inject(fault: Fault, options?: {
        readonly once?: boolean;
    }): void;
    /** All goes well again. */
    heal(): void;
    /** All connections break off, as when the daemon is killed. */
    kill(): void;
    [Symbol.asyncDispose](): Promise<void>;
}

/** A message of dora's wire and its bytes. */
interface GoldenVector {
    /** What it is, such as `"Register, 1.0.0"`. */
    readonly name: string;
    /** From a node, or from its daemon. */
    readonly as: "request" | "reply";
    /** Its fields; bytes and times are hexadecimal. */
    readonly message: Readonly<Record<string, unknown>>;
    /** The body of the frame in hexadecimal, without its length of 8 bytes. */
    readonly hex: string;
}
/** What dora's own message crate 1.1.0 writes, and what its nodes and daemon were seen to send: for codecs to judge by. */
declare const goldenVectors: readonly GoldenVector[];

/** One event of a test file, and when it comes. */
interface TestFileEvent {
    /** From the start of the node. */
    readonly atMs: number;
    readonly event: {
        readonly type: "stop" | "allInputsClosed";
    } | {
        readonly type: "inputClosed";
        readonly id: string;
    } | {
        readonly type: "input";
        readonly id: string;
        readonly value: DoraValue | undefined;
        readonly parameters: ReadonlyMap<string, TypedParameter>;
    };
}
/** What a node is tested with, in the form that dora's nodes in all languages take and its daemon records. */
interface TestFile {
    readonly nodeId: string;
    readonly inputs: ReadonlyMap<string, {
        readonly source: string;
        readonly queueSize: number;
        readonly queuePolicy: QueuePolicy;
    }>;
    /** Absent: every output that the node sends to. */
    readonly outputs: readonly string[] | undefined;
    readonly events: readonly TestFileEvent[];
}
/** @throws `DATAFLOW_INVALID_TEST_FILE` naming the event that makes no sense */
declare function readTestFile(file: string): Promise<TestFile>;

export { FakeDaemon, LinkEvent, RawMetadata, TypedParameter, createTestNode, createTestOperators, goldenVectors, readTestFile };
export type { FakeDaemonOptions, Fault, GoldenVector, SentOutput, TestEngine, TestFile, TestFileEvent, TestNode, TestNodeOptions, TestOperators };

// run-operators.shared.d.ts

import { Logger } from '@millrace/protocol';

/** A metadata parameter as the wire has it: whole numbers and floats are different kinds there. */
type TypedParameter = {
    readonly kind: "bool";
    readonly value: boolean;
} | {
    readonly kind: "integer";
    readonly value: number | bigint;
} | {
    readonly kind: "string";
    readonly value: string;
} | {
    readonly kind: "listInteger";
    readonly value: readonly (number | bigint)[];
} | {
    readonly kind: "float";
    readonly value: number;
} | {
    readonly kind: "listFloat";
    readonly value: readonly number[];
} | {
    readonly kind: "listString";
    readonly value: readonly string[];
}
/** RFC 3339 with up to nanoseconds, kept as text so that it is forwarded unchanged. */
 | {
    readonly kind: "timestamp";
    readonly value: string;
};
/** A parameter as a receiver sees it: whole numbers beyond 2^53 are `bigint`, timestamps are `Date` (cut to ms). */
type ParameterValue = boolean | number | bigint | string | Date | readonly (number | bigint)[] | readonly string[];
/** A parameter whose kind on the wire is fixed; made by {@link f64} and {@link i64}, and by `metadata.forward()`. */
declare class ExactParameter {
    readonly typed: TypedParameter;
    constructor(typed: TypedParameter);
}
/** Says that a number is a float although it is whole, as `f64(2)`, or that a list is of floats. */
declare function f64(value: number | readonly number[]): ExactParameter;
/** Says that a list is of whole numbers although it is empty, as `i64([])`; other whole numbers are integers anyway. */
declare function i64(value: number | bigint | readonly (number | bigint)[]): ExactParameter;
/**
 * What a sender may give as a parameter. Whole numbers within ±2^53 and bigints within 64 bits become integers, other
 * numbers floats; a list is of integers when all of its numbers are whole, and of text when it is empty, as in dora's
 * Python. A `Date` becomes a timestamp. See {@link f64} and {@link i64} for what this cannot say.
 */
type ParameterInput = ParameterValue | ExactParameter;

type QueuePolicy = "drop_oldest" | "backpressure";
/** One input of a node as its descriptor declares it. */
interface InputConfig {
    /** `node/output`, `dora/timer/…` or `dora/logs/…`. */
    readonly source: string;
    /** Messages; 10 when the descriptor says nothing, at least 1. */
    readonly queueSize: number;
    readonly queuePolicy: QueuePolicy;
    /** Silence after which the input counts as closed until data flows again; absent: never. */
    readonly inputTimeoutMs?: number;
}
/** What an engine tells a node about itself. */
interface NodeConfig {
    readonly dataflowId: string;
    readonly nodeId: string;
    readonly inputs: ReadonlyMap<string, InputConfig>;
    readonly outputs: readonly string[];
    readonly inputTypes: ReadonlyMap<string, string>;
    readonly outputTypes: ReadonlyMap<string, string>;
    /** The whole dataflow file as a plain value. */
    readonly dataflowDescriptor: unknown;
    readonly dynamic: boolean;
    /** 0 in the node's first life. */
    readonly restartCount: number;
    /** `host:port` of the daemon; absent in embedded and test links. */
    readonly daemonAddress?: string;
    /** Nobody declares the outputs: the node may send to any. */
    readonly acceptsAnyOutput?: boolean;
    /** File in which the node records what it is told: what `DORA_WRITE_EVENTS_TO` makes dora's daemon ask for. */
    readonly writeEventsTo?: string;
}

/** The types that need no parameters; a type is written as its name alone wherever a type is asked for. */
type SimpleTypeName = "Null" | "Boolean" | "Int8" | "Int16" | "Int32" | "Int64" | "UInt8" | "UInt16" | "UInt32" | "UInt64" | "Float16" | "Float32" | "Float64" | "Utf8" | "LargeUtf8" | "Utf8View" | "Binary" | "LargeBinary" | "BinaryView" | "Date32" | "Date64";
/** A type without parameters, as an object: `{ name: "Float32" }`. */
type SimpleType<Name extends SimpleTypeName = SimpleTypeName> = {
    readonly [Key in Name]: {
        readonly name: Key;
    };
}[Name];
type TimeUnit = "s" | "ms" | "us" | "ns";
type DecimalTypeName = "Decimal32" | "Decimal64" | "Decimal128" | "Decimal256";
type ListTypeName = "List" | "LargeList" | "ListView" | "LargeListView";
type IndexTypeName = "Int8" | "Int16" | "Int32" | "Int64" | "UInt8" | "UInt16" | "UInt32" | "UInt64";
/** A named child of a nested type. */
interface ArrowField<Type extends ArrowType = ArrowType> {
    readonly name: string;
    readonly type: Type;
    readonly nullable: boolean;
}
interface DecimalType<Name extends DecimalTypeName> {
    readonly name: Name;
    readonly precision: number;
    readonly scale: number;
}
interface ListType<Name extends ListTypeName, Child extends ArrowType = ArrowType> {
    readonly name: Name;
    readonly child: ArrowField<Child>;
}
/**
 * An Arrow type as plain data that JSON and structured clone carry. The names are those of dora's `data_type`. A user
 * writes simple types as their name and makes the others with the functions of {@link arrowType}.
 */
type ArrowType = SimpleType | {
    readonly name: "FixedSizeBinary";
    readonly byteWidth: number;
} | {
    readonly name: "Time32";
    readonly unit: "s" | "ms";
} | {
    readonly name: "Time64";
    readonly unit: "us" | "ns";
} | {
    readonly name: "Timestamp";
    readonly unit: TimeUnit;
    readonly timezone?: string;
} | {
    readonly name: "Duration";
    readonly unit: TimeUnit;
} | {
    readonly name: "Interval";
    readonly unit: "YearMonth" | "DayTime" | "MonthDayNano";
} | DecimalType<"Decimal32"> | DecimalType<"Decimal64"> | DecimalType<"Decimal128"> | DecimalType<"Decimal256"> | ListType<"List"> | ListType<"LargeList"> | ListType<"ListView"> | ListType<"LargeListView"> | {
    readonly name: "FixedSizeList";
    readonly child: ArrowField;
    readonly size: number;
} | {
    readonly name: "Struct";
    readonly children: readonly ArrowField[];
}
/** `child` is a struct of key and value. */
 | {
    readonly name: "Map";
    readonly child: ArrowField;
    readonly keysSorted: boolean;
} | {
    readonly name: "Union";
    readonly mode: "sparse" | "dense";
    readonly typeIds: readonly number[];
    readonly children: readonly ArrowField[];
} | {
    readonly name: "Dictionary";
    readonly index: SimpleType<IndexTypeName>;
    readonly value: ArrowType;
    readonly ordered: boolean;
} | {
    readonly name: "RunEndEncoded";
    readonly runEnds: ArrowField;
    readonly values: ArrowField;
};
type ArrowTypeName = ArrowType["name"];
/** The type with this name. */
type TypeNamed<Name extends ArrowTypeName> = Extract<ArrowType, {
    readonly name: Name;
}>;
/** A type as a user gives it: `"Float32"`, or `arrowType.list("Float32")`. */
type TypeInput = SimpleTypeName | ArrowType;
/** What {@link TypeInput} stands for. */
type TypeOf<Input extends TypeInput> = Input extends SimpleTypeName ? SimpleType<Input> : Input;

/**
 * An Arrow array as its format has it; nothing is copied to make one. There is no offset: a slice is one of its
 * buffers. Buffers may lie in shared memory and need no alignment; they may be longer than the length asks for.
 */
interface ArrowArray {
    readonly type: ArrowType;
    readonly length: number;
    readonly nullCount: number;
    /** One bit a slot, lowest bit first, 1 for a value; absent when there are no nulls. */
    readonly validity: Uint8Array | undefined;
    /** What follows the validity bitmap in the columnar format: offsets, type ids, data. */
    readonly buffers: readonly Uint8Array[];
    readonly children: readonly ArrowArray[];
    /** What the indices of a `Dictionary` point into. */
    readonly dictionary?: ArrowArray;
}

/** The typed array that views the data of a fixed-width type; `never` for types that no typed array can view. */
type TypedArrayOf<Type extends ArrowType> = ArrowType extends Type ? NumericTypedArray : Type["name"] extends keyof TypedArrayNames ? TypedArrayNames[Type["name"]] : never;
/** What one slot holds when it is not null. Times are counts in the unit of their type; nothing is rounded. */
type ScalarOf<Type extends ArrowType> = ArrowType extends Type ? ArrowScalar : PreciseScalar<Type>;
/** What `toArray()` gives: a typed array where there is one, else a plain array with `null` for nulls. */
type ArrayOf<Type extends ArrowType> = ArrowType extends Type ? NumericTypedArray | readonly (ArrowScalar | null)[] : [TypedArrayOf<Type>] extends [never] ? readonly (ScalarOf<Type> | null)[] : TypedArrayOf<Type>;
type NumericTypedArray = Int8Array | Int16Array | Int32Array | BigInt64Array | Uint8Array | Uint16Array | Uint32Array | BigUint64Array | Float32Array | Float64Array;
/** Any value that a slot of any type may hold. */
type ArrowScalar = null | boolean | number | bigint | string | Uint8Array | DayTimeInterval | MonthDayNanoInterval | readonly ArrowScalar[] | ReadonlyMap<ArrowScalar, ArrowScalar> | {
    readonly [field: string]: ArrowScalar;
};
interface DayTimeInterval {
    readonly days: number;
    readonly milliseconds: number;
}
interface MonthDayNanoInterval {
    readonly months: number;
    readonly days: number;
    readonly nanoseconds: bigint;
}
interface TypedArrayNames {
    readonly Int8: Int8Array;
    readonly Int16: Int16Array;
    readonly Int32: Int32Array;
    readonly Int64: BigInt64Array;
    readonly UInt8: Uint8Array;
    readonly UInt16: Uint16Array;
    readonly UInt32: Uint32Array;
    readonly UInt64: BigUint64Array;
    /** Widened, and so a copy: not every Node that this package runs on has `Float16Array`. */
    readonly Float16: Float32Array;
    readonly Float32: Float32Array;
    readonly Float64: Float64Array;
    readonly Date32: Int32Array;
    readonly Date64: BigInt64Array;
    readonly Time32: Int32Array;
    readonly Time64: BigInt64Array;
    readonly Timestamp: BigInt64Array;
    readonly Duration: BigInt64Array;
}
interface ScalarNames {
    readonly Null: null;
    readonly Boolean: boolean;
    readonly Int8: number;
    readonly Int16: number;
    readonly Int32: number;
    readonly Int64: bigint;
    readonly UInt8: number;
    readonly UInt16: number;
    readonly UInt32: number;
    readonly UInt64: bigint;
    readonly Float16: number;
    readonly Float32: number;
    readonly Float64: number;
    readonly Utf8: string;
    readonly LargeUtf8: string;
    readonly Utf8View: string;
    readonly Binary: Uint8Array;
    readonly LargeBinary: Uint8Array;
    readonly BinaryView: Uint8Array;
    readonly FixedSizeBinary: Uint8Array;
    readonly Date32: number;
    readonly Date64: bigint;
    readonly Time32: number;
    readonly Time64: bigint;
    readonly Timestamp: bigint;
    readonly Duration: bigint;
}
type PreciseScalar<Type> = Type extends {
    readonly name: keyof ScalarNames;
} ? ScalarNames[Type["name"]] : Type extends {
    readonly name: DecimalTypeName;
} ? string : Type extends {
    readonly name: "Interval";
    readonly unit: infer Unit;
} ? IntervalScalar<Unit> : Type extends {
    readonly name: ListTypeName | "FixedSizeList";
    readonly child: ArrowField<infer Child>;
} ? readonly (ScalarOf<Child> | null)[] : Type extends {
    readonly name: "Struct";
    readonly children: readonly (infer Field)[];
} ? StructScalar<Field> : Type extends {
    readonly name: "Map";
} ? ReadonlyMap<ArrowScalar, ArrowScalar> : Type extends {
    readonly name: "Dictionary";
    readonly value: infer Value extends ArrowType;
} ? ScalarOf<Value> : ArrowScalar;
type IntervalScalar<Unit> = Unit extends "YearMonth" ? number : Unit extends "DayTime" ? DayTimeInterval : MonthDayNanoInterval;
type StructScalar<Field> = {
    readonly [Each in Field as Each extends {
        readonly name: infer Name extends string;
    } ? Name : never]: Each extends ArrowField<infer Type> ? ScalarOf<Type> | null : never;
};

/** One slot as a sender writes it. A `Date` fits dates and timestamps, bytes fit `Binary`, a typed array a list; `undefined` is null. */
type BuildInput = null | undefined | boolean | number | bigint | string | Date | NumericTypedArray | readonly BuildInput[] | ReadonlyMap<BuildInput, BuildInput> | {
    readonly [field: string]: BuildInput;
};

/**
 * The shapes of `apache-arrow` and `@uwdata/flechette`, as far as they are read here. Their type ids and enumerations
 * are those of Arrow's format, so one reader serves both; names that only one of them has are optional.
 */
interface ForeignType {
    readonly typeId: number;
    readonly bitWidth?: number;
    readonly isSigned?: boolean;
    readonly signed?: boolean;
    readonly precision?: number;
    readonly scale?: number;
    readonly unit?: number;
    readonly timezone?: string | null | undefined;
    readonly byteWidth?: number;
    readonly listSize?: number;
    /** flechette's word for both of the former. */
    readonly stride?: number;
    readonly keysSorted?: boolean;
    readonly mode?: number;
    readonly typeIds?: ArrayLike<number>;
    readonly children?: readonly ForeignField[] | null;
    readonly indices?: ForeignType;
    readonly dictionary?: ForeignType;
    readonly isOrdered?: boolean;
    readonly ordered?: boolean;
}
interface ForeignField {
    readonly name: string;
    readonly type: ForeignType;
    readonly nullable: boolean;
}
/** `Data` of apache-arrow, `Batch` of flechette. */
interface ForeignChunk {
    readonly type: ForeignType;
    readonly length: number;
    readonly nullCount: number;
    /** Counts for bitmaps alone; apache-arrow cuts all other buffers when it slices. */
    readonly offset?: number;
    readonly nullBitmap?: Uint8Array | null | undefined;
    readonly validity?: Uint8Array | null | undefined;
    readonly values?: ArrayBufferView | null | undefined;
    readonly valueOffsets?: ArrayBufferView | null | undefined;
    readonly offsets?: ArrayBufferView | null | undefined;
    readonly sizes?: ArrayBufferView | null | undefined;
    readonly typeIds?: ArrayBufferView | null | undefined;
    readonly children?: readonly ForeignChunk[] | null | undefined;
    readonly dictionary?: ForeignVector | null | undefined;
    readonly variadicBuffers?: readonly Uint8Array[];
    /** Buffers of flechette's views. */
    readonly data?: readonly Uint8Array[];
}
/** `Vector` of apache-arrow, `Column` of flechette. */
interface ForeignVector {
    readonly type: ForeignType;
    readonly length: number;
    readonly data: readonly ForeignChunk[];
}
/** `Table` of both, `RecordBatch` of apache-arrow. */
interface ForeignTable {
    readonly numRows: number;
    readonly numCols: number;
    readonly schema: {
        readonly fields: readonly ForeignField[];
    };
    getChildAt(index: number): ForeignVector | null | undefined;
}
/** What a sender may give of the two libraries. */
type ForeignData = ForeignTable | ForeignVector | ForeignChunk;

/** What {@link DoraValue.from} takes besides a DoraValue. */
type DataSource = ArrayBufferView | ArrayBufferLike | string | readonly BuildInput[] | ForeignData;

/** The type that `DoraValue.from` finds by itself. */
type InferredTypeOf<Input> = Input extends {
    readonly type: infer Type extends ArrowType;
} ? Type : Input extends string | readonly string[] ? SimpleType<"Utf8"> : Input extends {
    readonly [Symbol.toStringTag]: infer Tag;
} ? Tag extends keyof ViewTypes ? ViewTypes[Tag] : ArrowType : ArrowType;
interface ViewTypes {
    readonly Int8Array: SimpleType<"Int8">;
    readonly Int16Array: SimpleType<"Int16">;
    readonly Int32Array: SimpleType<"Int32">;
    readonly BigInt64Array: SimpleType<"Int64">;
    readonly Uint8Array: SimpleType<"UInt8">;
    readonly Uint8ClampedArray: SimpleType<"UInt8">;
    readonly Uint16Array: SimpleType<"UInt16">;
    readonly Uint32Array: SimpleType<"UInt32">;
    readonly BigUint64Array: SimpleType<"UInt64">;
    readonly Float32Array: SimpleType<"Float32">;
    readonly Float64Array: SimpleType<"Float64">;
}

/** What this package knows about a vector of `apache-arrow`; name the package's own type to get all of it. */
interface ArrowVector {
    readonly length: number;
    readonly nullCount: number;
    get(index: number): unknown;
    toArray(): unknown;
}

type PlainJson = null | boolean | number | string | readonly PlainJson[] | {
    readonly [field: string]: PlainJson;
};

/**
 * What a sender may give as data:
 * - bytes (`Uint8Array`, `Buffer`, `ArrayBuffer`, `DataView`): an array of `UInt8`;
 * - a typed array: an array of its element type, or of lists of one size with a type that says so, without a copy;
 * - a string: an array of `Utf8` with one slot;
 * - a plain array: `Utf8` for strings, `Boolean` for booleans, `Int64` for bigints, `Float64` for numbers, `List` for
 *   arrays, `Struct` for objects, `Null` for nothing but nulls; another type when one is given with it;
 * - a vector, data, column or one-batch table of `apache-arrow` or `@uwdata/flechette`, without a copy of its data;
 * - another {@link DoraValue}, as it is. The bytes of an Arrow IPC stream come as {@link DoraValue.fromIpc}.
 *
 * Nothing is copied before it is needed: who changes the memory after sending it changes the message.
 */
type DataInput = DoraValue | DataSource;
interface ValueMemoryOptions {
    /**
     * Called once when the memory under the value may be used again: after the last {@link DoraValue.release}, or when
     * the value was collected. From then on every access to the value is an error. Absent: the value owns its memory.
     */
    readonly onRelease?: () => void;
}
/**
 * The data of one message: an Arrow array, read in place. It comes from what a sender gave or from an Arrow IPC stream
 * on the wire, and decodes or encodes only when somebody asks; in one thread it passes from sender to receiver as it is.
 *
 * A value that came through shared memory is borrowed: it is valid until the handler that got it has settled, or until
 * the node's loop asks for the next event, and longer only with {@link retain}. Any access after that throws
 * `DATAFLOW_VALUE_RELEASED`. Typed arrays that were taken out of it before are not guarded.
 */
declare class DoraValue {
    #private;
    private constructor();
    /**
     * Makes a value of what a sender gives; see {@link DataInput}.
     *
     * @param type the type that it shall have: the elements of a plain array are built as it; anything else must have it.
     * @throws `DATAFLOW_INVALID_DATA` for what cannot be sent, naming the slot; `DATAFLOW_TYPE_MISMATCH` if it has another
     *   type than the one asked for.
     */
    static from<const Input extends DataInput>(input: Input): TypedValue<InferredTypeOf<Input>>;
    static from<const Input extends TypeInput>(input: DataInput, type: Input): TypedValue<TypeOf<Input>>;
    /**
     * A value from the bytes of an Arrow IPC stream: one column, of which the first batch counts. They are read at the
     * first access, and an invalid stream throws `DATAFLOW_INVALID_ARROW` there. No bytes at all are the unit value.
     */
    static fromIpc(bytes: Uint8Array, memory?: ValueMemoryOptions): DoraValue;
    /** A value over an array's buffers. The array must be consistent: buffers as long as its type and length ask for. */
    static fromArray(array: ArrowArray, memory?: ValueMemoryOptions): DoraValue;
    /** Type, length and buffers. What engines hand over; most users want {@link toArray}. */
    get array(): ArrowArray;
    get type(): ArrowType;
    /** Slots, nulls included. */
    get length(): number;
    get nullCount(): number;
    /** Bytes of the memory that holds the data; nothing is decoded to say so. For counters. */
    get byteLength(): number;
    /** Whether the memory belongs to the engine, so that {@link retain} is needed to keep the value. */
    get borrowed(): boolean;
    /**
     * The bytes of the data, without a copy: the message itself for `UInt8`, all slots one after another for other types
     * of fixed width, the text or bytes of all slots for `Utf8` and `Binary`, nothing for `Null`.
     *
     * @throws `DATAFLOW_VALUE_WITHOUT_BYTES` for types that have not one run of bytes: nested, dictionary, view types.
     */
    get bytes(): Uint8Array;
    /** The value of one slot, or `null`; `undefined` outside of the array. Bytes are views, not copies. */
    get(index: number): ArrowScalar | undefined;
    /**
     * All slots. For numbers and times a typed array over the message's own memory (a copy only for `Float16`, and when
     * the bytes came unaligned), for other types a plain array with `null` for nulls.
     *
     * @throws `DATAFLOW_VALUE_HAS_NULLS` where a typed array would show nulls as numbers; iterate over the value instead.
     */
    toArray(): NumericTypedArray | readonly ArrowScalar[];
    /** The slots as JSON has them: big integers beyond 2^53 as text, bytes as arrays of numbers, maps as pairs. */
    toJSON(): PlainJson[];
    [Symbol.iterator](): Generator<ArrowScalar, void, undefined>;
    /**
     * The same value, with its type known to the compiler.
     *
     * @throws `DATAFLOW_TYPE_MISMATCH` when it has another type. Names and nullability of list children do not count.
     */
    as<const Input extends TypeInput>(type: Input): TypedValue<TypeOf<Input>>;
    /** `DoraValue<Float32>(3)`: for logs. */
    toString(): string;
    /** The bytes of an Arrow IPC stream: one nullable column `data`, one batch. Made once; what came as one is not remade. */
    ipc(): Uint8Array;
    /** Bytes that {@link ipc} has and {@link writeIpc} writes. */
    get ipcLength(): number;
    /** Writes what {@link ipc} gives at `offset` of `target`, which must have room for {@link ipcLength} bytes. */
    writeIpc(target: Uint8Array, offset: number): void;
    /**
     * As a vector of the package `apache-arrow`, which the application installs: `await value.toArrow<Vector>()`. With
     * flechette it is `tableFromIPC(value.ipc()).getChildAt(0)`.
     *
     * @throws `DATAFLOW_ARROW_MISSING` when the package is not installed.
     */
    toArrow<Vector extends ArrowVector = ArrowVector>(): Promise<Vector>;
    /** Keeps borrowed memory until {@link release}, and at most until the value is collected. Returns the value. */
    retain(): this;
    /** Ends one hold on borrowed memory; does nothing for a value that owns its memory. */
    release(): void;
}
/** A value whose type the compiler knows, as {@link DoraValue.from} and {@link DoraValue.as} give it. */
interface TypedValue<Type extends ArrowType> extends DoraValue {
    readonly type: Type;
    get(index: number): ScalarOf<Type> | null | undefined;
    toArray(): ArrayOf<Type>;
    [Symbol.iterator](): Generator<ScalarOf<Type> | null, void, undefined>;
}
/**
 * An array of a type: `array("Float32", [0.5, 1])`, `array(arrowType.fixedSizeList("Float32", 4), [[1, 2, 3, 4]])`.
 *
 * @throws as {@link DoraValue.from}.
 */
declare function array<const Input extends TypeInput>(type: Input, data: DataInput): TypedValue<TypeOf<Input>>;

/** A reading of a hybrid logical clock: NTP64 time (32 bits of seconds, 32 of fraction) and the clock's 16-byte id. */
interface HlcTimestamp {
    readonly time: bigint;
    readonly id: Uint8Array;
}
/** Metadata of one message between a link and {@link Node}. */
interface RawMetadata {
    readonly timestamp: HlcTimestamp;
    readonly parameters: ReadonlyMap<string, TypedParameter>;
}
/** What a link tells its node, in the order in which it came. */
type LinkEvent = {
    readonly type: "stop";
} | {
    readonly type: "reload";
    readonly operatorId: string | undefined;
} | {
    readonly type: "input";
    readonly id: string;
    readonly metadata: RawMetadata;
    readonly value: DoraValue | undefined;
} | {
    readonly type: "inputClosed";
    readonly id: string;
} | {
    readonly type: "inputRecovered";
    readonly id: string;
} | {
    readonly type: "nodeRestarted";
    readonly id: string;
} | {
    readonly type: "allInputsClosed";
} | {
    readonly type: "paramUpdate";
    readonly key: string;
    readonly valueJson: Uint8Array;
} | {
    readonly type: "paramDeleted";
    readonly key: string;
} | {
    readonly type: "nodeFailed";
    readonly sourceNodeId: string;
    readonly error: string;
    readonly affectedInputIds: readonly string[];
} | {
    readonly type: "unknown";
    readonly detail: string;
}
/** The link is broken; nothing comes after it but `end`. */
 | {
    readonly type: "error";
    readonly error: Error;
}
/** Nothing comes after it. */
 | {
    readonly type: "end";
};
/** The engine's side of one node: the embedded runtime, the real daemon, or the test kit. */
interface NodeLink {
    readonly config: NodeConfig;
    /** A fresh stamp; never the same twice. */
    readonly now: () => HlcTimestamp;
    /**
     * Subscribes. Resolves after the barrier, when every static node of the dataflow has subscribed; `deliver` is called
     * from then on, never from inside of `start` or `send`.
     */
    readonly start: (deliver: (event: LinkEvent) => void) => Promise<void>;
    /** Hands over one message; a promise says that the sender should wait (back-pressure). */
    readonly send: (outputId: string, metadata: RawMetadata, value: DoraValue | undefined) => Promise<void> | undefined;
    readonly closeOutputs: (outputIds: readonly string[]) => Promise<void>;
    /** Called when inputs were taken out of the node's queues: for engines with real back-pressure and borrowed memory. */
    readonly taken?: (event: LinkEvent & {
        readonly type: "input";
    }) => void;
    /** A writable buffer of the engine for {@link Node.sendOutputRaw}; absent: an ordinary one is used. */
    readonly allocate?: (byteLength: number) => Uint8Array;
    /** After `taken`: the input was not read, but thrown away by the node's own queue. Absent: nobody counts. */
    readonly dropped?: (inputId: string) => void;
    /** Takes a log record of the node, as the JSON line that it would write; absent: it goes to standard output. */
    readonly log?: (line: string) => void;
    /** Stops the whole dataflow, as STOP_ALL asks; absent where a node cannot do so. */
    readonly stopDataflow?: () => void;
    /** Whether the process shall live on for this link: a node's loop waits for an event. Absent: something else decides. */
    readonly keepAlive?: (on: boolean) => void;
    /** Bytes by key, kept with the dataflow; absent: the engine keeps none. */
    readonly extensions?: ExtensionStore;
    /** Ends the session: event stream dropped, outputs closed and done. Idempotent. */
    readonly close: () => Promise<void>;
}
/** Opaque bytes that live as long as the dataflow; every node of it may see them. */
interface ExtensionStore {
    readonly store: (namespace: string, key: string, value: Uint8Array) => Promise<void>;
    /** @param remove whether the key is gone afterwards */
    readonly load: (namespace: string, key: string, remove: boolean) => Promise<Uint8Array | undefined>;
    readonly drop: (namespace: string, key: string) => Promise<void>;
}

/** What came with a message: when it was sent, and the parameters that its sender gave. */
interface Metadata {
    /** When the message was sent, by the clock of its sender; cut to milliseconds. */
    readonly timestamp: Date;
    /** The same time in full, with the id of the clock. */
    readonly hlc: HlcTimestamp;
    /** Without those that only links use. */
    readonly parameters: Readonly<Record<string, ParameterValue>>;
    /**
     * The parameters for a message that follows from this one, with the kinds that they had: tracing context, request
     * ids, and whatever else the sender gave. Its time is its own: a parameter `timestamp` is left out. To change one,
     * `{ ...metadata.forward(), seq: 4 }`.
     */
    readonly forward: () => Readonly<Record<string, ParameterInput>>;
}
/** The third argument of `sendOutput`: parameters, or the metadata of an input, which counts as its `forward()`. */
type MetadataInput = Metadata | Readonly<Record<string, ParameterInput>>;

/** What an operator's handler answers: whether it, or the whole dataflow, goes on. The values are dora's. */
declare const DoraStatus: {
    /** Go on with the next event. */
    readonly CONTINUE: 0;
    /** This operator has done its work. */
    readonly STOP: 1;
    /** Embedded: the whole dataflow stops. Under the daemon: all operators of this host stop, and its process ends. */
    readonly STOP_ALL: 2;
};
type DoraStatus = (typeof DoraStatus)[keyof typeof DoraStatus];

/** From the most urgent to raw lines of a node's output. */
declare const nodeLogLevels: readonly ["error", "warn", "info", "debug", "trace", "stdout"];
type NodeLogLevel = (typeof nodeLogLevels)[number];
/** A line that a node wrote, or a record that it logged. */
interface NodeLog {
    /** RFC 3339, as the node gave it; else when the line came. */
    readonly timestamp: string;
    /** `stdout` for a line that is no log record, whichever stream it came by. */
    readonly level: NodeLogLevel;
    readonly nodeId: string;
    readonly stream: "stdout" | "stderr";
    readonly message: string;
    readonly target?: string;
    readonly fields?: Readonly<Record<string, unknown>>;
}

/** The node shall end: somebody asked for it, or nothing will come any more. */
interface StopEvent {
    readonly kind: "dora";
    readonly type: "STOP";
    readonly id: "MANUAL" | "ALL_INPUTS_CLOSED";
}
/** A message for one of the node's inputs. */
interface InputEvent {
    readonly kind: "dora";
    readonly type: "INPUT";
    /** The input's name in the dataflow file. */
    readonly id: string;
    /** The data as an Arrow array, read in place. Empty for timers and messages without data. */
    readonly value: DoraValue;
    /** The data as bytes, made when it is first asked for. */
    readonly data: Uint8Array;
    readonly metadata: Metadata;
}
/** The source of an input has ended, or was silent for longer than the input's `input_timeout`. */
interface InputClosedEvent {
    readonly kind: "dora";
    readonly type: "INPUT_CLOSED";
    readonly id: string;
}
/** An input that was closed because of its `input_timeout` lives again. */
interface InputRecoveredEvent {
    readonly kind: "dora";
    readonly type: "INPUT_RECOVERED";
    readonly id: string;
}
/** A node that sends to this one was started again; `id` is that node. */
interface NodeRestartedEvent {
    readonly kind: "dora";
    readonly type: "NODE_RESTARTED";
    readonly id: string;
}
/** A node that sends to this one ended with a failure; `id` is that node. */
interface NodeFailedEvent {
    readonly kind: "dora";
    readonly type: "NODE_FAILED";
    readonly id: string;
    readonly value: {
        readonly sourceNodeId: string;
        readonly error: string;
        /** The inputs of this node that get nothing any more. */
        readonly affectedInputIds: readonly string[];
    };
}
/** The code of an operator shall be loaded again; `id` is the operator. */
interface ReloadEvent {
    readonly kind: "dora";
    readonly type: "RELOAD";
    readonly id: string | undefined;
}
/** A parameter of the node was set from outside; `value` is its JSON value. */
interface ParamUpdateEvent {
    readonly kind: "dora";
    readonly type: "PARAM_UPDATE";
    readonly id: string;
    readonly value: unknown;
}
interface ParamDeletedEvent {
    readonly kind: "dora";
    readonly type: "PARAM_DELETED";
    readonly id: string;
}
/** Something went wrong: waiting took too long, a merged source failed, or the engine is gone (the stream then ends). */
interface ErrorEvent {
    readonly kind: "dora";
    readonly type: "ERROR";
    readonly error: Error;
}
/** The engine sent what this version does not know. */
interface UnknownEvent {
    readonly kind: "dora";
    readonly type: "UNKNOWN";
    readonly detail: string;
}
/** An item of a source that was merged into the node's events; `id` is the name that the source was merged under. */
interface ExternalEvent<T = unknown> {
    readonly kind: "external";
    readonly type: "EXTERNAL";
    readonly id: string;
    readonly value: T;
}
/** What the engine tells a node or an operator. */
type DoraEvent = StopEvent | InputEvent | InputClosedEvent | InputRecoveredEvent | NodeRestartedEvent | NodeFailedEvent | ReloadEvent | ParamUpdateEvent | ParamDeletedEvent | ErrorEvent | UnknownEvent;
/** What a node reads: the engine's events, and those of merged sources. */
type NodeEvent = DoraEvent | ExternalEvent;

type InputMessage = Extract<LinkEvent, {
    readonly type: "input";
}>;

/** Keeps the process alive while somebody waits for something of the engine; a node alone does not. */
declare class KeepAlive {
    #private;
    constructor(link: NodeLink);
    hold(): void;
    release(): void;
}

/** Somebody who waits for inputs that carry an id of theirs. */
interface Awaited {
    readonly key: "request_id" | "goal_id";
    readonly id: string;
    /** The output over which it began: who reads it may answer. */
    readonly outputId: string;
    /** @returns whether more is to come */
    readonly onInput: (message: InputMessage) => boolean;
    readonly onFailure: (error: unknown) => void;
}
/** The inputs that answer a node's own requests and goals; they go to who asked instead of into the node's events. */
declare class Answers {
    #private;
    constructor(link: NodeLink, alive: KeepAlive);
    expect(awaited: Awaited): void;
    /** Waits no longer; harmless when nothing is awaited. */
    forget(id: string): void;
    /** @returns whether the event was an answer */
    offer(event: LinkEvent): boolean;
}

/** What happens to a message whose type is not that of its port's annotation: nothing, a warning once a port, an error. */
type TypeCheckMode = "off" | "warn" | "error";

/** The outputs of a node. */
declare class NodeOutputs {
    #private;
    constructor(link: NodeLink, logger: Logger, typeCheck: TypeCheckMode);
    send(outputId: string, data: DataInput | null | undefined, metadata: MetadataInput | undefined): Promise<void>;
    /** A buffer of the engine, or an ordinary one. */
    allocate(byteLength: number): Uint8Array;
    /** @param outputIds default: all */
    close(outputIds?: readonly string[]): Promise<void>;
}

/** How a goal ended: what its server says in `goal_status`. */
type GoalStatus = "succeeded" | "aborted" | "canceled";
interface GoalResult {
    /** Another word than the three only from a server that has its own. */
    readonly status: GoalStatus | (string & {});
    readonly event: InputEvent;
}
interface GoalOptions {
    /** The output that carries a wish to cancel. Default `"cancel"`. */
    readonly cancelOutput?: string;
    /** Aborting it asks the server to cancel; the goal then ends as the server says. */
    readonly signal?: AbortSignal | undefined;
    /** Parameters of the goal besides its `goal_id`. */
    readonly metadata?: MetadataInput;
}
/** A goal that another node works on: iterate over its feedback, await its result. */
declare class Goal implements AsyncIterable<InputEvent> {
    #private;
    readonly goalId: string;
    /** Rejects with `DATAFLOW_SERVER_LOST` when it will not come. */
    readonly result: Promise<GoalResult>;
    constructor(outputs: NodeOutputs, options: GoalOptions);
    /** Sends it; resolves when it was handed over. */
    send(answers: Answers, outputId: string, data: DataInput | null | undefined, options: GoalOptions): Promise<this>;
    /** Asks the server to give up; whether it does, {@link result} tells. */
    cancel(): Promise<void>;
    /** What the server reports on its way; ends with the result, and throws as {@link result} rejects. */
    [Symbol.asyncIterator](): AsyncGenerator<InputEvent, void, undefined>;
}

type WrittenLogLevel = Exclude<NodeLogLevel, "stdout">;

/**
 * In which order a node reads what waits for it. `"fair"`, as dora's nodes do: events that are no inputs first, then
 * the input whose turn was longest ago. `"arrival"`: everything as it came.
 */
type EventOrder = "fair" | "arrival";

interface NodeOptions {
    /**
     * The node of a running dataflow, declared with `path: dynamic`, that this process shall be. Not needed in a process
     * that a dataflow started; there it counts only together with `daemonPort`.
     */
    readonly nodeId?: string;
    /** Where the daemon of this machine answers dynamic nodes. Default `DORA_DAEMON_LOCAL_LISTEN_PORT`, else 53291. */
    readonly daemonPort?: number;
    /**
     * In which order waiting events are read. Default `"fair"`, as dora's nodes do: events that are no inputs first, then
     * the input whose turn was longest ago, so that STOP and INPUT_CLOSED may overtake inputs that came before them.
     * `"arrival"`: everything as it came.
     */
    readonly order?: EventOrder;
    /**
     * What to do when the daemon will not serve an input of a dynamic node, because its source sends past the daemon.
     * Default `"warn"`; `"error"` refuses to connect with `DATAFLOW_UNREACHABLE_INPUT`.
     */
    readonly onUnreachableInput?: "warn" | "error";
    /**
     * What to do with messages whose Arrow type is not that of their port's annotation (`input_types`, `output_types`):
     * warn once a port, or fail. An output then throws `DATAFLOW_TYPE_MISMATCH`, an input becomes an `ERROR` event with it.
     * Default `DORA_RUNTIME_TYPE_CHECK`, else `"off"`. dora checks outputs alone.
     */
    readonly typeCheck?: TypeCheckMode;
    /** Aborting it equals {@link Node.close}. */
    readonly signal?: AbortSignal | undefined;
    /** Where the node's own warnings go. Default: the node's log, see {@link Node.log}. */
    readonly logger?: Logger;
}

interface RequestOptions {
    /** How long the answer may take. Default 30,000. */
    readonly timeoutMs?: number;
    /** Aborting it gives up waiting; the server is not told. */
    readonly signal?: AbortSignal | undefined;
    /** Parameters of the request besides its `request_id`. */
    readonly metadata?: MetadataInput;
}
declare const requestDefaults: {
    readonly timeoutMs: number;
};

/** What may be sent: see {@link DataInput}; nothing at all for a message of metadata alone. */
type OutputData = DataInput | null | undefined;
interface RespondOptions {
    /** How a goal ended. Absent: the goal goes on, or the input was no goal. */
    readonly goalStatus?: GoalStatus;
    /** Parameters besides those of the input. */
    readonly metadata?: MetadataInput;
}
/**
 * A custom node of a dataflow, run by dora's daemon, by {@link runDataflow}, or alone with a file of test inputs.
 *
 *     await using node = await Node.connect();
 *     for await (const event of node) {
 *       if (event.type === "INPUT") await node.sendOutput("echo", event.value, event.metadata);
 *     }
 *
 * Events are fetched all the time and wait in queues of the size and policy that the dataflow file gives to each input;
 * what finds its queue full is dropped, counted and, the first time, warned about. Code that keeps the thread busy also
 * keeps it from fetching: dora's daemon holds some 950 messages for a node by then, and drops what is more.
 *
 * A node does not keep the process alive: waiting for an event or an answer does. Nothing here listens to process
 * signals: the daemon sends `STOP` first.
 */
declare class Node implements AsyncIterable<NodeEvent>, AsyncDisposable {
    #private;
    /** The version of this package. */
    static readonly version: string;
    /**
     * A node that connects when it is first used; {@link Node.connect} waits for it.
     *
     * @throws `DATAFLOW_NOT_IN_DATAFLOW` in a process that no dataflow started; `DATAFLOW_INVALID_NODE_CONFIG`
     */
    constructor(options?: NodeOptions);
    /**
     * Connects, and waits until all static nodes of the dataflow are ready: nothing that is sent from then on is lost.
     *
     * @throws `DATAFLOW_NOT_IN_DATAFLOW`, `DATAFLOW_NO_DAEMON`, `DATAFLOW_NO_DYNAMIC_NODE`, `DATAFLOW_VERSION_MISMATCH`,
     *   `DATAFLOW_OLD_DORA`, `DATAFLOW_BARRIER_FAILED`, `DATAFLOW_UNREACHABLE_INPUT`, `DATAFLOW_INVALID_NODE_CONFIG`
     */
    static connect(options?: NodeOptions): Promise<Node>;
    /** The dataflow's UUID. */
    get dataflowId(): string;
    get nodeId(): string;
    /**
     * Inputs, outputs and whatever else the engine says about this node.
     *
     * @throws `DATAFLOW_CLOSED` for a dynamic node that is not connected yet
     */
    get nodeConfig(): NodeConfig;
    /** The whole dataflow file as a plain value. */
    dataflowDescriptor(): unknown;
    /** The version of this package. */
    get version(): string;
    /** Whether the engine has started this node again after an earlier life. */
    get isRestart(): boolean;
    /** 0 in the first life. */
    get restartCount(): number;
    /** The hybrid logical clock now: later than everything this node has seen. */
    timestamp(): HlcTimestamp;
    /** Messages that found their queue full so far, by input. */
    get dropped(): ReadonlyMap<string, number>;
    /**
     * The next event. `undefined` when the stream has ended: after `STOP`, and after the inputs that were waiting by then.
     *
     * @param timeoutMs after this time an event of type `ERROR` with the code `DATAFLOW_NO_EVENT` is given, as dora's
     *   Python does. Default: no limit.
     */
    next(timeoutMs?: number): Promise<NodeEvent | undefined>;
    /** {@link next} by the name that it has in Python for asynchronous code. */
    recvAsync(timeoutMs?: number): Promise<NodeEvent | undefined>;
    /** The next event if one waits; `undefined` otherwise, and at the end. */
    tryNext(): NodeEvent | undefined;
    /** Everything that waits. */
    drain(): readonly NodeEvent[];
    /** Whether nothing waits. */
    isEmpty(): boolean;
    /** Iterates to the end of the stream. Leaving the loop early closes nothing. */
    [Symbol.asyncIterator](): AsyncIterator<NodeEvent, undefined, undefined>;
    /**
     * Brings the items of an outside source into the node's events, as `EXTERNAL` with the given name. Items are asked
     * for one by one as they are read, in turns with the engine's events; a failure of the source is an `ERROR` event.
     */
    merge(source: AsyncIterable<unknown>, name?: string): void;
    /**
     * Sends a message. It is handed over at once and in order; the promise says when more should follow: a sender that
     * does not await it only grows a queue of its own. Under dora's daemon no more than 256 messages or 32 MiB are on
     * their way at once, because the daemon drops what its receivers have not fetched.
     *
     * An output that the dataflow file does not declare is warned about once, and its messages are thrown away.
     *
     * @param metadata parameters, or the metadata of an input to carry its tracing context on
     * @throws (rejects) `DATAFLOW_INVALID_DATA`, `DATAFLOW_INVALID_PARAMETER`, `DATAFLOW_WIRE_TOO_LARGE`,
     *   `DATAFLOW_CLOSED`, `DATAFLOW_DAEMON_LOST`
     */
    sendOutput(outputId: string, data: OutputData, metadata?: MetadataInput): Promise<void>;
    /**
     * Sends bytes that `fill` writes into a buffer of the engine, which saves a copy where the engine shares memory.
     * Throws as {@link sendOutput}, and what `fill` throws.
     */
    sendOutputRaw(outputId: string, byteLength: number, fill: (buffer: Uint8Array) => void | Promise<void>, metadata?: MetadataInput): Promise<void>;
    /** Tells the receivers that nothing more will come. Default: of all outputs. */
    closeOutputs(outputIds?: readonly string[]): Promise<void>;
    /**
     * Asks a service: sends a message with a fresh `request_id`, and resolves with the input that carries it back, which
     * does not appear among the node's events. Many requests may be open at once.
     *
     * @throws `PROTOCOL_DEADLINE_EXCEEDED`; `DATAFLOW_SERVER_LOST` when a node that reads the output failed or was started
     *   again; the reason of `signal`; as {@link sendOutput}
     */
    request(outputId: string, data: OutputData, options?: RequestOptions): Promise<InputEvent>;
    /**
     * Answers an input: the message carries the parameters of the input, so that its `request_id` or `goal_id` leads it
     * back. Without `goalStatus` it is the response to a request or feedback about a goal, with it the goal's result.
     */
    respond(event: InputEvent, outputId: string, data: OutputData, options?: RespondOptions): Promise<void>;
    /** Sends a goal that another node works on for a while: see {@link Goal}. Throws as {@link sendOutput}. */
    sendGoal(outputId: string, data: OutputData, options?: GoalOptions): Promise<Goal>;
    /** Writes a record to the log of the dataflow. Fields beyond 60 kB are left out. */
    log(level: WrittenLogLevel, message: string, target?: string, fields?: Readonly<Record<string, string>>): void;
    logError(message: string): void;
    logWarn(message: string): void;
    logInfo(message: string): void;
    logDebug(message: string): void;
    logTrace(message: string): void;
    /**
     * Keeps bytes with the dataflow, for this and other nodes.
     *
     * @throws `DATAFLOW_UNSUPPORTED` where the engine keeps none
     */
    extensionStore(namespace: string, key: string, value: Uint8Array): Promise<void>;
    /** What {@link extensionStore} kept; with `remove` it is gone afterwards. */
    extensionLoad(namespace: string, key: string, remove?: boolean): Promise<Uint8Array | undefined>;
    extensionDrop(namespace: string, key: string): Promise<void>;
    /** Ends the node: its events end, its outputs are closed, and the engine is told. What was sent before still arrives. */
    close(): Promise<void>;
    [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Sends from an operator: an output of the dataflow file, data as {@link DataInput} says, and metadata to carry an
 * input's tracing context on, as in `sendOutput("bbox", boxes, event.metadata)`. Messages leave at once and in order;
 * the operator's next event waits until there is room for more.
 */
type SendOutput = (outputId: string, data: OutputData, metadata?: MetadataInput) => void;
/** What a handler answers, at once or later. Anything else is `DATAFLOW_INVALID_STATUS`. */
type HandlerStatus = DoraStatus | Promise<DoraStatus>;
/**
 * A part of a dataflow that a host runs: it is given one event after the other, never two at a time.
 *
 *     class Detector implements Operator {
 *       onEvent(event: DoraEvent, sendOutput: SendOutput): DoraStatus {
 *         if (event.type === "INPUT") sendOutput("bbox", detect(event.value.bytes), event.metadata);
 *         return DoraStatus.CONTINUE;
 *       }
 *     }
 *
 * A borrowed value is the operator's until its handler has settled; `event.value.retain()` keeps it longer.
 */
interface Operator {
    readonly onEvent: (event: DoraEvent, sendOutput: SendOutput) => HandlerStatus;
    /** Set before the first event: the whole dataflow file as a plain value. */
    dataflowDescriptor?: unknown;
}
/** An operator with dora's own spelling. */
interface SnakeCaseOperator {
    readonly on_event: Operator["onEvent"];
    dataflow_descriptor?: unknown;
}
type OperatorHandler = Operator["onEvent"];
/** Whatever makes an operator: a class without arguments, an object, a handler, or what {@link defineOperator} gives. */
type OperatorSource = OperatorDefinition | (new () => Operator | SnakeCaseOperator) | Operator | SnakeCaseOperator | OperatorHandler;
/** What {@link defineOperator} gives: it makes an operator with a state of its own for each life. */
interface OperatorDefinition {
    readonly create: () => Operator;
    /** The inputs and outputs that it knows, when it says so. */
    readonly inputIds: readonly string[] | undefined;
    readonly outputIds: readonly string[] | undefined;
}

/** An operator in a file: `./detect.js`, or `./vision.js#Detector` for one of several exports. */
interface OperatorModule {
    /** Relative to the working directory of the node. */
    readonly module: string;
    /** Default: `Operator`, `operator`, or else the only export that can be one. */
    readonly exportName?: string;
}

/** An operator of {@link runOperators}: itself, or the file that it is in. */
type OperatorEntry = OperatorSource | (OperatorModule & {
    readonly placement?: "same-thread" | "worker";
});
interface RunOperatorsOptions {
    /** Where relative files begin. Default: the working directory. */
    readonly directory?: string;
    /** The node of a running dataflow that this process shall be, declared with `path: dynamic`. */
    readonly nodeId?: string;
    /** Where the daemon of this machine answers dynamic nodes. Default `DORA_DAEMON_LOCAL_LISTEN_PORT`, else 53291. */
    readonly daemonPort?: number;
}
/**
 * Runs operators as the one node that this process is, until all of them have ended. Inputs and outputs are named as
 * dora names those of its operators: `detect/image` is `image` of the operator `detect`; with one operator alone its
 * name may be left out. An operator in a file can have a thread of its own.
 *
 * `STOP` of one operator leaves the others running; `STOP_ALL` stops the whole dataflow where it runs embedded, and
 * this host under dora's daemon, which takes such wishes from nobody.
 *
 * @throws `DATAFLOW_INVALID_OPERATOR`, `DATAFLOW_OPERATOR_FAILED` with the operator's id and its error as the cause,
 *   `DATAFLOW_INVALID_STATUS`, and what {@link Node.connect} throws
 */
declare function runOperators(operators: Readonly<Record<string, OperatorEntry>>, options?: RunOperatorsOptions): Promise<void>;

export { Goal as G, Node as N, array as af, f64 as ag, i64 as ah, requestDefaults as ai, runOperators as aj, DoraValue as j, DoraStatus as s, ExactParameter as t };
export type { OutputData as $, ArrowType as A, InputClosedEvent as B, InputConfig as C, DecimalTypeName as D, ErrorEvent as E, InputRecoveredEvent as F, HandlerStatus as H, IndexTypeName as I, Metadata as J, NodeConfig as K, ListType as L, MetadataInput as M, OperatorSource as O, NodeEvent as P, QueuePolicy as Q, NodeFailedEvent as R, SimpleType as S, TypeInput as T, NodeLogLevel as U, NodeOptions as V, NodeRestartedEvent as W, NumericTypedArray as X, Operator as Y, OperatorEntry as Z, OperatorModule as _, DecimalType as a, ParamDeletedEvent as a0, ParamUpdateEvent as a1, ParameterInput as a2, ParameterValue as a3, ReloadEvent as a4, RequestOptions as a5, RespondOptions as a6, RunOperatorsOptions as a7, SendOutput as a8, SimpleTypeName as a9, SnakeCaseOperator as aa, StopEvent as ab, TypeNamed as ac, UnknownEvent as ad, ValueMemoryOptions as ae, RawMetadata as ak, LinkEvent as al, TypedParameter as am, TypeOf as b, TimeUnit as c, ArrowField as d, OperatorHandler as e, NodeLog as f, TypedValue as g, TypedArrayOf as h, ScalarOf as i, DoraEvent as k, InputEvent as l, OperatorDefinition as m, ArrayOf as n, ArrowArray as o, ArrowScalar as p, ArrowTypeName as q, DataInput as r, ExternalEvent as u, GoalOptions as v, GoalResult as w, GoalStatus as x, HlcTimestamp as y, InferredTypeOf as z };
