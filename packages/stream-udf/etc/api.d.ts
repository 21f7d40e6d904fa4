// index.d.ts

import { ErrorCodeOf, MillraceError, StandardSchema, Logger, Clock } from '@millrace/protocol';
export { StandardSchema, handleProcessSignals } from '@millrace/protocol';
import { b as MaybePromise, e as MetadataGroups, N as NackOptions, D as Datum, H as HandlerCall, f as Definition, g as MapComponent, I as IntervalWindow, R as ReduceComponent, B as Batch, S as SinkDatum, h as Response, i as SinkComponent, j as SourceTransformComponent } from './component.shared.d.ts';
export { C as Component, k as ComponentKind, a as Message, d as MessageOptions, M as MessageT, c as Metadata, l as ResponseStatus } from './component.shared.d.ts';
import { U as UdfServerOptions, a as UdfServer, b as UdfComponents } from './udf-server.shared.d.ts';
export { c as UdfAddress, d as UdfEndpoint, u as udfServerDefaults } from './udf-server.shared.d.ts';
import { DescMessage, MessageShape, MessageInitShape } from '@bufbuild/protobuf';
export { S as ServerInfo, p as parseServerInfo, s as serverInfoTerminator } from './server-info.shared.d.ts';

/** A point in time as it is on the wire: whole seconds since the epoch, and nanoseconds within the second. */
interface Instant {
    readonly seconds: bigint;
    readonly nanos: number;
}
/**
 * A `Date` that remembers the nanoseconds that a `Date` has no room for. Handing an event time on unchanged keeps them:
 * the message leaves with the very instant it came with. Instants beyond the range of `Date` (some 270,000 years) read
 * as its nearest end, and leave unchanged as well.
 */
declare class EventTime extends Date {
    #private;
    /** The exact instant, as long as nobody changed the `Date`. */
    readonly instant: Instant;
    constructor(instant: Instant);
    /** The instant of a `Date`: its own where it is an unchanged {@link EventTime}, else its milliseconds. */
    static instantOf(time: Date): Instant;
}

/**
 * A server that does not listen yet: `run()` it. In a container, `handleProcessSignals(server)` lets it end its work
 * when Kubernetes asks it to: calls go on until the engine ends them.
 *
 * @throws `UDF_NO_HANDLER`, `UDF_INVALID_DEFINITION`, `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`
 */
declare const createUdfServer: (options: UdfServerOptions) => UdfServer;

/** Every error that this package raises on its own account. */
declare const udfErrors: {
    readonly UDF_INVALID_MESSAGE: {
        readonly summary: "A message or response is made from a value of the wrong type.";
        readonly remedy: "Pass what the message names; values are bytes, keys and tags are lists of strings.";
    };
    readonly UDF_INVALID_NACK: {
        readonly summary: "An option of a negative acknowledgement is unknown, or has a value that does not fit it.";
        readonly remedy: "Correct the option that the message names.";
    };
    readonly UDF_INVALID_DEFINITION: {
        readonly summary: "A definition lacks a handler or codec, or is given something that is not one.";
        readonly remedy: "Pass what the message names.";
    };
    readonly UDF_NO_HANDLER: {
        readonly summary: "A server or servicer is given no handler to serve.";
        readonly remedy: "Give it at least one.";
    };
    readonly UDF_DECODE_FAILED: {
        readonly summary: "A value does not fit its codec: it is not of the format, or does not pass the schema.";
        readonly remedy: "Correct what the vertex before sends, or say with `onInvalid` what is to become of such messages.";
    };
    readonly UDF_ENCODE_FAILED: {
        readonly summary: "A result does not fit the codec of its definition.";
        readonly remedy: "Return values that the codec can write and that pass its schema.";
    };
    readonly UDF_INVALID_RESULT: {
        readonly summary: "A handler returned something other than results.";
        readonly remedy: "Return what the message names; a value that is to go on is wrapped as a message.";
    };
    readonly UDF_UNKNOWN_TAG: {
        readonly summary: "A result has a tag that its definition does not declare.";
        readonly remedy: "Declare it in `tags`, or correct it.";
    };
    readonly UDF_SINK_RESPONSES: {
        readonly summary: "A sink did not answer each message of its batch exactly once.";
        readonly remedy: "Answer each `id` once; the message names those that are missing, doubled or unknown.";
    };
    readonly UDF_HANDLER_FAILED: {
        readonly summary: "A handler threw. The call ended with the engine's UDF_EXECUTION_ERROR, and the server stopped.";
        readonly remedy: "See the cause: it is what the handler threw.";
    };
    readonly UDF_HANDLER_TIMEOUT: {
        readonly summary: "A handler did not answer within `handlerTimeoutMs`.";
        readonly remedy: "Raise the limit, or make the handler answer; its `signal` has aborted.";
    };
    readonly UDF_SERVER_CLOSED: {
        readonly summary: "A server was started that had been closed before it listened.";
        readonly remedy: "Make a new one; a server serves once.";
    };
    readonly UDF_DIRECTORY_UNUSABLE: {
        readonly summary: "The directory of sockets and server-info files cannot be made or written to.";
        readonly remedy: "Make it writable, or choose another with `directory`; the engine looks in /var/run/numaflow.";
    };
    readonly UDF_ALREADY_REPORTED: {
        readonly summary: "persistCriticalError was called a second time.";
        readonly remedy: "Report once: the engine shows one critical error of a process.";
    };
    readonly UDF_REPORT_FAILED: {
        readonly summary: "A critical error could not be written to the directory of runtime errors.";
        readonly remedy: "Make /var/numaflow/runtime writable, or choose another directory with `directory`.";
    };
    readonly UDF_SERVER_INFO_INVALID: {
        readonly summary: "A server-info file is torn, or is not what a server writes.";
        readonly remedy: "Wait until the server has written it; if it stays so, see who else writes to the directory.";
    };
    readonly UDF_SPEC_MALFORMED: {
        readonly summary: "The text of a spec is not one YAML document.";
        readonly remedy: "Correct it at the line and column that the message names.";
    };
    readonly UDF_SPEC_UNKNOWN_FIELD: {
        readonly summary: "A spec has a field that Numaflow does not know, or knows elsewhere only.";
        readonly remedy: "Correct or remove it; the message names the nearest known field.";
    };
    readonly UDF_SPEC_INVALID: {
        readonly summary: "A field of a spec is missing, of the wrong type, or contradicts another; Numaflow would refuse it as well.";
        readonly remedy: "Correct it at the line and column that the message names.";
    };
    readonly UDF_SPEC_UNSUPPORTED: {
        readonly summary: "A spec needs something that the real engine has and the local one has not.";
        readonly remedy: "Run it on Numaflow, or put a component of your own in its place.";
    };
    readonly UDF_SPEC_UNKNOWN_COMPONENT: {
        readonly summary: "A component is given for a vertex or a part that the spec does not have.";
        readonly remedy: "Correct the name; the message names the nearest one of the spec.";
    };
    readonly UDF_SPEC_MISSING_COMPONENT: {
        readonly summary: "The spec has a user-defined part, and no component is given for it.";
        readonly remedy: "Give one under the name that the message says.";
    };
    readonly UDF_SPEC_WRONG_KIND: {
        readonly summary: "A component is given for a part that takes another kind; a source transform runs at a source only.";
        readonly remedy: "Give a component of the kind that the message names, or move it to where it belongs.";
    };
    readonly UDF_SOURCE_FAILED: {
        readonly summary: "A source threw, or gave something that is no message.";
        readonly remedy: "See the cause; a source gives texts, bytes, or objects with a `value`.";
    };
    readonly UDF_SINK_UNROUTABLE: {
        readonly summary: "A sink sent a message to a fallback sink, on-success sink or serving store that its vertex does not have.";
        readonly remedy: "Add that sink to the spec, or answer otherwise.";
    };
    readonly UDF_MESSAGE_FAILED: {
        readonly summary: "A handler marked a message as failed, and the local engine has no retry strategy for it.";
        readonly remedy: "Throw, drop it or hand it back instead; no released Numaflow takes the mark either.";
    };
    readonly UDF_ENGINE_TIMEOUT: {
        readonly summary: "A server did not become ready, or did not answer, within the mini engine's limit.";
        readonly remedy: "See whether the server runs and where it listens; raise the limit if it is only slow.";
        readonly retryable: true;
    };
    readonly UDF_ENGINE_PROTOCOL: {
        readonly summary: "A server broke Numaflow's protocol: no handshake, an answer to nothing, two answers, or one too few.";
        readonly remedy: "Correct the server; the message says what came and what should have come.";
    };
    readonly UDF_ENGINE_CALL_FAILED: {
        readonly summary: "A server ended a call of the mini engine with an error.";
        readonly remedy: "See the status and the server's stack trace in the details.";
    };
};
type UdfErrorCode = ErrorCodeOf<typeof udfErrors>;

/** The error of this package; its codes are listed in the documentation's error table. */
declare class UdfError extends MillraceError<UdfErrorCode> {
}

/** A result of a typed handler that goes on to the next vertices. */
interface Forward<Out, Tag extends string = never> {
    readonly value: Out;
    /** Default: those of the input. `[]` for none. */
    readonly keys?: readonly string[];
    /** Edges with tag conditions compare these; the definition declares which there are. Default: none. */
    readonly tags?: readonly Tag[];
    /** Travels with the message. Default: none; what came with the input is not carried on. */
    readonly userMetadata?: MetadataGroups;
    /** Not of a map or a reduce: a source transform alone assigns event times. */
    readonly eventTime?: never;
    /** Misspelt {@link keys}. */
    readonly key?: never;
    /** Misspelt {@link tags}. */
    readonly tag?: never;
}
/** Says that the input is done with: nothing goes on. */
interface Drop {
    readonly verdict: "drop";
}
/** A result that says what is to become of the input instead of giving a value. */
type Verdict = Drop | {
    readonly verdict: "nack";
    readonly options: NackOptions;
} | {
    readonly verdict: "fail";
};
/** The input counts as done, and nothing goes on. Returning nothing says the same. */
declare const drop: Drop;
/** The input failed: the vertex' retry strategy decides. Needs a Numaflow after 1.8.3. */
declare const fail: Verdict;
/**
 * Hands the input back to the source, to be delivered again. Needs Numaflow 1.8.2.
 *
 * @throws `UDF_INVALID_NACK`
 */
declare const nack: (options?: NackOptions) => Verdict;
/** What a typed handler may return: one result, several, or nothing. */
type Results<Result> = MaybePromise<Result | readonly Result[] | undefined | void>;

/** Turns the bytes of messages into values of type `Read`, and values of type `Write` into bytes. */
interface ValueCodec<Read, Write = Read> {
    /** For messages of errors: `"json"`. */
    readonly name: string;
    decode(bytes: Uint8Array): MaybePromise<Read>;
    encode(value: Write): MaybePromise<Uint8Array>;
}
/** Bytes as they are. */
declare const bytes: ValueCodec<Uint8Array>;
/** UTF-8. Bytes that are not are refused. */
declare const text: ValueCodec<string>;
/** JSON of any form. */
declare function json(): ValueCodec<unknown>;
/**
 * JSON that a schema checks: zod, valibot, arktype or anything else that implements Standard Schema. Reading gives what
 * the schema makes of the JSON; what is written goes through the schema first, so that nothing leaves that does not fit.
 */
declare function json<Input, Output>(schema: StandardSchema<Input, Output>): ValueCodec<Output, Input>;
/** A protobuf-es message. What is written may be an initializer: `{ name: "a" }`. */
declare function protobuf<D extends DescMessage>(schema: D): ValueCodec<MessageShape<D>, MessageInitShape<D>>;

type MapResults<Out, Tag extends string> = Results<Forward<Out, Tag> | Verdict>;
interface DefineMapOptions<In, Out, Tag extends string = never> {
    readonly input: ValueCodec<In, never>;
    readonly output: ValueCodec<unknown, Out>;
    /** All tags that results may have. Default: none. */
    readonly tags?: readonly Tag[];
    /**
     * Gives the results for one message: one, a list, or nothing. Messages are handled at the same time as far as the
     * handler awaits; what it throws ends the call, and the server with it, so that the engine delivers again.
     */
    readonly handle: (value: In, datum: Datum, call: HandlerCall) => MapResults<NoInfer<Out>, NoInfer<Tag>>;
    /** Gives the results for a message that does not fit `input`. Default: such a message fails the component. */
    readonly onInvalid?: (error: UdfError, datum: Datum) => MapResults<NoInfer<Out>, NoInfer<Tag>>;
}
/**
 * A map: any number of results for each message.
 *
 * @throws `UDF_INVALID_DEFINITION`, `PROTOCOL_UNKNOWN_OPTION`
 */
declare function defineMap<In, Out, const Tag extends string = never>(options: DefineMapOptions<In, Out, Tag>): Definition<MapComponent>;

/** A message with its decoded value. */
interface Item<In, D extends Datum = Datum> {
    readonly value: In;
    readonly datum: D;
}
/** What a typed reduce knows about its work. */
interface ReduceCall extends HandlerCall {
    readonly keys: readonly string[];
    readonly window: IntervalWindow;
}
type ReduceResults<Out, Tag extends string> = Results<Forward<Out, Tag> | Drop>;
interface ReduceCodecs<In, Out, Tag extends string> {
    readonly input: ValueCodec<In, never>;
    readonly output: ValueCodec<unknown, Out>;
    /** All tags that results may have. Default: none. */
    readonly tags?: readonly Tag[];
}
/** A reduce that folds message by message: `finish` gives the results when the window closes. */
interface FoldOptions<In, State, Out, Tag extends string = never> extends ReduceCodecs<In, Out, Tag> {
    /** The state before the first message of a key in a window. */
    readonly initial: (call: ReduceCall) => State;
    /** The state after one more message. It may change the state that it is given, and return it. */
    readonly step: (state: State, value: In, datum: Datum) => MaybePromise<State>;
    readonly finish: (state: State, call: ReduceCall) => ReduceResults<NoInfer<Out>, NoInfer<Tag>>;
}
/** A reduce that reads the messages itself. */
interface ReduceOptions<In, Out, Tag extends string = never> extends ReduceCodecs<In, Out, Tag> {
    /** `items` ends when the window closes; results go out then. */
    readonly handle: (items: AsyncIterable<Item<In>>, call: ReduceCall) => ReduceResults<NoInfer<Out>, NoInfer<Tag>>;
}
/**
 * A reduce: one call for each key of each window. Results have the keys of the input unless they say otherwise, and
 * the engine gives them the end of the window, less a millisecond, as event time. After a crash the engine plays the
 * messages of open windows again.
 *
 * @throws `UDF_INVALID_DEFINITION`, `PROTOCOL_UNKNOWN_OPTION`
 */
declare function defineReduce<In, State, Out, const Tag extends string = never>(options: FoldOptions<In, State, Out, Tag> | ReduceOptions<In, Out, Tag>): Definition<ReduceComponent>;

/** A message of a batch with its decoded value. */
interface SinkItem<In> extends Item<In, SinkDatum> {
    /** What a {@link Response} names it by. */
    readonly id: string;
}
interface DefineSinkOptions<In> {
    readonly input: ValueCodec<In, never>;
    /**
     * Stores one batch, of at most as many messages as the vertex reads at once (500 by default). Returning nothing says
     * that all of it is stored; else each message is answered once. What it throws fails the whole batch, and the server.
     */
    readonly handle: (batch: Batch<SinkItem<In>>, call: HandlerCall) => MaybePromise<Iterable<Response> | undefined | void>;
    /** Answers a message that does not fit `input`, which `handle` then does not see. Default: it fails the component. */
    readonly onInvalid?: (error: UdfError, datum: SinkDatum) => MaybePromise<Response>;
}
/**
 * A sink: takes messages in batches, and says of each what became of it. The same program serves as a vertex' primary,
 * fallback or on-success sink.
 *
 * @throws `UDF_INVALID_DEFINITION`, `PROTOCOL_UNKNOWN_OPTION`
 */
declare function defineSink<In>(options: DefineSinkOptions<In>): Definition<SinkComponent>;

/** A result with the event time that it has from now on. */
interface TimedForward<Out, Tag extends string = never> extends Omit<Forward<Out, Tag>, "eventTime"> {
    /** From it the engine derives the watermark. `datum.eventTime` leaves it as it is, to the nanosecond. */
    readonly eventTime: Date;
}
type TransformResults<Out, Tag extends string> = Results<TimedForward<Out, Tag> | Verdict>;
interface DefineSourceTransformOptions<In, Out, Tag extends string = never> {
    readonly input: ValueCodec<In, never>;
    readonly output: ValueCodec<unknown, Out>;
    /** All tags that results may have. Default: none. */
    readonly tags?: readonly Tag[];
    /** Gives the results for one message: one, a list, or nothing, which drops it. */
    readonly handle: (value: In, datum: Datum, call: HandlerCall) => TransformResults<NoInfer<Out>, NoInfer<Tag>>;
    /** Gives the results for a message that does not fit `input`. Default: such a message fails the component. */
    readonly onInvalid?: (error: UdfError, datum: Datum) => TransformResults<NoInfer<Out>, NoInfer<Tag>>;
}
/**
 * A map directly behind a source that also assigns event times. The engine takes one at sources only: it filters early,
 * and says when things happened before the first watermark is made.
 *
 * @throws `UDF_INVALID_DEFINITION`, `PROTOCOL_UNKNOWN_OPTION`
 */
declare function defineSourceTransform<In, Out, const Tag extends string = never>(options: DefineSourceTransformOptions<In, Out, Tag>): Definition<SourceTransformComponent>;

/** An error as Numaflow's user interface shows it. */
interface CriticalError {
    /** Default `Internal error`. */
    readonly code?: string;
    readonly message: string;
    /** A stack, or whatever helps. Default: none. */
    readonly details?: string;
}
interface CriticalErrorOptions {
    /** Default `/var/numaflow/runtime`, where the engine looks. It is made if it is not there. */
    readonly directory?: string;
    /** Default: `NUMAFLOW_UD_CONTAINER_TYPE`, else `unknown-container`. */
    readonly containerType?: string;
}
/**
 * Shows an error in Numaflow's user interface that no call ends with: the program goes on. Once in a process.
 *
 * @throws `UDF_ALREADY_REPORTED` the second time; `UDF_REPORT_FAILED` if the file cannot be written
 */
declare function persistCriticalError(error: CriticalError, options?: CriticalErrorOptions): Promise<void>;

/** A message as a source gives it. */
interface SourceMessage {
    /** Text is sent as UTF-8. */
    readonly value: Uint8Array | string;
    /** Default: none. */
    readonly keys?: readonly string[];
    /** Default: the time at which it is read. */
    readonly eventTime?: Date;
    /** Default: none. */
    readonly headers?: Readonly<Record<string, string>>;
}
/** A text or bytes stand for a message with that value and nothing else. */
type SourceRecord = SourceMessage | Uint8Array | string;
/**
 * What a vertex reads: an array, a generator, a stream of records. It is read once, and no faster than what it gives is
 * dealt with: a batch at a time, from an async iterable up to 1000 records ahead. Give `linesOf(path)` for a file.
 */
type SpecSource = Iterable<SourceRecord> | AsyncIterable<SourceRecord>;
/** A servicer with pynumaflow's names, which need not be started for this. The handler of the kind that fits is taken. */
interface HasComponents {
    readonly components: UdfComponents;
}
/** What stands for the user-defined parts of one vertex. A part that Numaflow has built in is replaced as well. */
interface VertexComponents {
    readonly source?: SpecSource;
    readonly transformer?: Definition<SourceTransformComponent> | HasComponents;
    readonly udf?: Definition<MapComponent | ReduceComponent> | HasComponents;
    readonly sink?: Definition<SinkComponent> | HasComponents;
    readonly fallback?: Definition<SinkComponent> | HasComponents;
    readonly onSuccess?: Definition<SinkComponent> | HasComponents;
}
/** By the name of the vertex. A definition alone stands for a transformer, a udf or a sink, whichever the vertex has. */
interface PipelineComponents {
    readonly [vertex: string]: VertexComponents | Definition | HasComponents;
}
/** A `MonoVertex` takes the components of its one vertex, a `Pipeline` those of each. */
type SpecComponents = VertexComponents | PipelineComponents;

/** A place in the text of a spec. Lines and columns count from 1. */
interface SpecPlace {
    /** What `runSpec` was told the file is called; default `"spec"`. */
    readonly file: string;
    readonly line: number;
    readonly column: number;
}
/** A field that the spec has and the local engine does not act on. */
interface SpecNote extends SpecPlace {
    /** `spec.vertices[1].scale` */
    readonly field: string;
    /** Why it has no effect here, or what the cluster will object to. */
    readonly why: string;
}
/**
 * Counts of one vertex, by the names that the engine's metrics have: of a `MonoVertex` `monovtx_read_total`,
 * `monovtx_ack_total`, `monovtx_sink_write_total` …, of a vertex of a `Pipeline` `forwarder_data_read_total`,
 * `forwarder_ack_total`, `forwarder_write_total` … A count that is zero is absent.
 */
type SpecCounters = Readonly<Record<string, number>>;
/**
 * Why messages went no further: `tag` (the handler said so), `no-edge` (no edge took its tags), `buffer-full`
 * (`onFull: discardLatest`), `sink-retries` (`onFailure: drop`), `max-deliveries` (handed back too often), `bypass`
 * (the primary sink takes none but those with its tags), and the reducer's `no-valid-wm-late-message`, `late-message`,
 * `old-message-popped-up`, `open-window` (`openWindows: "discard"`).
 */
type DropReason = "tag" | "no-edge" | "buffer-full" | "sink-retries" | "max-deliveries" | "bypass" | "no-valid-wm-late-message" | "late-message" | "old-message-popped-up" | "open-window";
interface SpecDrop {
    readonly vertex: string;
    readonly reason: DropReason;
    readonly count: number;
}
/** What one vertex did. */
interface VertexStats {
    readonly name: string;
    readonly kind: "source" | "map" | "reduce" | "sink" | "monoVertex";
    readonly counters: SpecCounters;
    /** The watermark when the run ended. Absent in a `MonoVertex`, and where none was ever known. */
    readonly watermark?: Date;
}
/** What a run did. */
interface SpecResult {
    readonly kind: "MonoVertex" | "Pipeline";
    readonly name: string;
    /** In the order of the flow. */
    readonly vertices: readonly VertexStats[];
    /** Those of all vertices together. */
    readonly counters: SpecCounters;
    readonly dropped: readonly SpecDrop[];
    /** Fields that had no effect; each is logged as a warning, too. */
    readonly notes: readonly SpecNote[];
    readonly elapsedMs: number;
}

interface RunSpecOptions {
    /** Aborting it lets no more be read; what was read is dealt with, and the run resolves. */
    readonly signal?: AbortSignal;
    /** How long what was read may take after `signal` aborted; then it is left as it is. Default 10 s. */
    readonly graceMs?: number;
    /** Stops reading after so many messages. Default: when the source ends, which a generator never does. */
    readonly maxMessages?: number;
    /** Default: no limit. What answers at once is never late. */
    readonly handlerTimeoutMs?: number;
    /**
     * What becomes of windows that the watermark has not closed when the source ends: `"close"` (default) gives their
     * results, though the real engine would wait on; `"discard"` counts their messages as dropped.
     */
    readonly openWindows?: "close" | "discard";
    /**
     * Numaflow drops what the watermark has passed even within `allowedLateness`, against its documentation. `true`
     * (default) does as the engine does; `false` as the documentation says.
     */
    readonly engineQuirks?: boolean;
    /**
     * `"direct"` (default) calls handlers as functions; `"socket"` serves each component with the server that the real
     * engine would reach, and reaches it as the engine does: through a Unix socket of its own.
     */
    readonly transport?: "direct" | "socket";
    /** What messages call the text: the name of its file. Default `"spec"`. */
    readonly file?: string;
    /**
     * Takes what the `log` sink tells as well, at level `info`. Default: warnings and errors go to stderr, and what the
     * `log` sink tells to stdout.
     */
    readonly logger?: Logger;
    /** Default: the system's. Watermarks of idle sources, retries and generators go by it. */
    readonly clock?: Clock;
}
/**
 * Runs a `MonoVertex` or a linear `Pipeline` of Numaflow in this process: the same text and the same components that
 * the engine runs. Forwarding, watermarks, windows, retries and limits follow the engine's rules, within these bounds:
 * one partition, fixed windows, everything in memory. Resolves when the source has ended and each message is dealt
 * with; rejects with the first failure.
 *
 * @param yaml one YAML document of kind `MonoVertex` or `Pipeline`
 * @throws `UDF_SPEC_…` for the text and what is bound to it; `UDF_HANDLER_FAILED`, `UDF_HANDLER_TIMEOUT`,
 * `UDF_INVALID_RESULT`, `UDF_DECODE_FAILED` and others of a handler, with the vertex and its place in the text;
 * `UDF_SOURCE_FAILED`, `UDF_SINK_RESPONSES`, `UDF_SINK_UNROUTABLE`, `UDF_MESSAGE_FAILED`
 */
declare function runSpec(yaml: string, components: SpecComponents, options?: RunSpecOptions): Promise<SpecResult>;

/**
 * The lines of a UTF-8 file, without their ends (`\n` or `\r\n`): a source for `runSpec`. Empty lines are left out.
 * Rejects with the error of the file system where the file cannot be read.
 */
declare function linesOf(file: string | URL): AsyncGenerator<string, void>;

export { Batch, Datum, Definition, EventTime, HandlerCall, IntervalWindow, MapComponent, MaybePromise, MetadataGroups, NackOptions, ReduceComponent, Response, SinkComponent, SinkDatum, SourceTransformComponent, UdfComponents, UdfError, UdfServer, UdfServerOptions, bytes, createUdfServer, defineMap, defineReduce, defineSink, defineSourceTransform, drop, fail, json, linesOf, nack, persistCriticalError, protobuf, runSpec, text, udfErrors };
export type { CriticalError, CriticalErrorOptions, DefineMapOptions, DefineSinkOptions, DefineSourceTransformOptions, Drop, DropReason, FoldOptions, Forward, HasComponents, Instant, Item, MapResults, PipelineComponents, ReduceCall, ReduceOptions, ReduceResults, Results, RunSpecOptions, SinkItem, SourceMessage, SourceRecord, SpecComponents, SpecCounters, SpecDrop, SpecNote, SpecPlace, SpecResult, SpecSource, TimedForward, TransformResults, UdfErrorCode, ValueCodec, Verdict, VertexComponents, VertexStats };

// function.d.ts

import { M as MessageT, a as Message, H as HandlerCall, c as Metadata } from './component.shared.d.ts';
import { Datum as Datum$1, MaybePromise } from './index.d.ts';
export { I as IntervalWindow, d as MessageOptions, N as NackOptions } from './component.shared.d.ts';
import { D as DatumInit, A as Appendable, S as ServicerOptions, U as UserDefinedServicer } from './servicer-options.shared.d.ts';
import '@millrace/protocol';
import './udf-server.shared.d.ts';

/** One message as a handler of a function sees it. */
type Datum = Datum$1;
/** Makes one by hand, to call a handler in a test: `Datum({ value: Buffer.from("a") })`. */
declare const Datum: (init: DatumInit) => Datum;

/** The results of a mapT handler. */
type MessageTs = Appendable<MessageT>;
/** Makes a list of results: `MessageTs(MessageT.toVtx(keys, value, eventTime))`. An empty one drops the input. */
declare const MessageTs: (...messages: MessageT[]) => MessageTs;

/** The results of a map or reduce handler. */
type Messages = Appendable<Message>;
/** Makes a list of results: `Messages(Message.toVtx(keys, value))`. An empty one drops the input. */
declare const Messages: {
    (...messages: Message[]): Messages;
    /** One message to the next vertices, without keys and tags. */
    asForwardAll(value: Uint8Array): Messages;
};

/** Gives the results for one message. What it throws ends the call, and the server with it. */
type MapHandler = (keys: string[], datum: Datum$1, call: HandlerCall) => MaybePromise<Messages>;
/** The same directly behind a source, where results have an event time of their own. */
type MapTHandler = (keys: string[], datum: Datum$1, call: HandlerCall) => MaybePromise<MessageTs>;
/** Gives the results for one key of one window; `datums` ends when the window closes. */
type ReduceHandler = (keys: string[], datums: AsyncIterable<Datum$1>, md: Metadata, call: HandlerCall) => MaybePromise<Messages>;
interface UserDefinedFunctionOptions extends ServicerOptions {
    readonly mapHandler?: MapHandler;
    readonly maptHandler?: MapTHandler;
    readonly reduceHandler?: ReduceHandler;
}
/**
 * Serves up to three handlers, each on the socket where the engine looks for its kind, or all on `sockPath`.
 *
 * @throws `UDF_NO_HANDLER` without a handler; `UDF_INVALID_DEFINITION`, `PROTOCOL_UNKNOWN_OPTION`
 */
declare function UserDefinedFunctionServicer(options: UserDefinedFunctionOptions): UserDefinedServicer;

export { Appendable, Datum, DatumInit, HandlerCall, Message, MessageT, MessageTs, Messages, Metadata, ServicerOptions, UserDefinedFunctionServicer, UserDefinedServicer };
export type { MapHandler, MapTHandler, ReduceHandler, UserDefinedFunctionOptions };

// sink.d.ts

import { h as Response, B as Batch, H as HandlerCall } from './component.shared.d.ts';
import { SinkDatum, MaybePromise } from './index.d.ts';
export { N as NackOptions, l as ResponseStatus } from './component.shared.d.ts';
import { A as Appendable, a as SinkDatumInit, S as ServicerOptions, U as UserDefinedServicer } from './servicer-options.shared.d.ts';
import '@millrace/protocol';
import './udf-server.shared.d.ts';

/** A sink's answers to one batch. */
type Responses = Appendable<Response>;
/** Makes a list of answers, empty or not: `Responses(Response.asSuccess(datum.id))`. */
declare const Responses: (...responses: Response[]) => Responses;

/** One message of a batch as the handler of a sink sees it; unlike that of a function it has an `id`. */
type Datum = SinkDatum;
/** Makes one by hand, to call a handler in a test: `Datum({ id: "1", value: Buffer.from("a") })`. */
declare const Datum: (init: SinkDatumInit) => Datum;

/**
 * Takes one batch, to be read with `for` or `for await`, and answers each of its messages once. What it throws ends the
 * call, and the server with it.
 */
type SinkHandler = (datums: Batch<SinkDatum>, call: HandlerCall) => MaybePromise<Responses>;
/**
 * Serves a sink on the socket where the engine looks for it: primary, fallback or on-success, as
 * `NUMAFLOW_UD_CONTAINER_TYPE` says.
 *
 * @throws `UDF_NO_HANDLER` without a handler; `PROTOCOL_UNKNOWN_OPTION`
 */
declare function UserDefinedSinkServicer(handler: SinkHandler, options?: ServicerOptions): UserDefinedServicer;

export { Appendable, Batch, Datum, HandlerCall, Response, Responses, ServicerOptions, SinkDatumInit, UserDefinedServicer, UserDefinedSinkServicer };
export type { SinkHandler };

// testing.d.ts

import { NackOptions, IntervalWindow } from './function.d.ts';
import { MetadataGroups, ResponseStatus, ComponentKind, Definition, MapComponent, ReduceComponent, SinkComponent, SourceTransformComponent } from './index.d.ts';
import { ServerInfo } from './index.d.ts';
import { Clock } from '@millrace/protocol';

/** One result of a map or a reduce, as the engine sees it: from a handler, or off the wire. */
interface MapAnswer {
    readonly keys: readonly string[];
    readonly value: Uint8Array;
    readonly tags: readonly string[];
    readonly userMetadata: MetadataGroups | undefined;
    readonly nackOptions?: NackOptions | undefined;
}
/** One result of a source transform. */
interface TransformAnswer extends MapAnswer {
    /** `undefined`: that of the input. */
    readonly eventTime: Date | undefined;
}
/** What a sink says of one message of its batch. */
interface SinkAnswer {
    readonly id: string;
    readonly status: ResponseStatus;
    /** What went wrong, of a failure. */
    readonly error?: string | undefined;
    /** What the on-success sink gets instead. */
    readonly message?: Omit<MapAnswer, "tags"> | undefined;
    /** What the serving store is to keep. */
    readonly served?: Uint8Array | undefined;
    readonly nackOptions?: NackOptions | undefined;
}

/**
 * What ends a call when all answers have come. `"halfClose"`: the engine says that it sends no more, and the server
 * ends the call with OK. `"cancel"`: the server would wait for ever, so the engine cancels.
 */
type CallEnding = "halfClose" | "cancel";
/**
 * Servers that do not end a call which the engine has half-closed, by the language of their server-info file.
 * numaflow-go waits for a cancellation in maps and source transforms; its sinks and reduces end.
 */
declare const knownEndings: Readonly<Record<string, Readonly<Partial<Record<ComponentKind, CallEnding>>>>>;

/** A message as the engine would send it. A text or bytes stand for a message with that value. */
type EngineMessage = EngineMessageInit | Uint8Array | string;
interface EngineMessageInit {
    /** Default: `"0"`, `"1"` …, by the order of the messages. */
    readonly id?: string;
    /** Text is sent as UTF-8. */
    readonly value: Uint8Array | string;
    /** Default: none. */
    readonly keys?: readonly string[];
    /** Default: none, as from a `MonoVertex`. */
    readonly eventTime?: Date;
    readonly watermark?: Date;
    /** Default: none. */
    readonly headers?: Readonly<Record<string, string>>;
    readonly userMetadata?: MetadataGroups;
    readonly systemMetadata?: MetadataGroups;
}

/** A mini engine that has reached its server. Closing it closes the connection. */
interface MiniEngine extends AsyncDisposable {
    /** What the server says of itself; absent where no file was waited for. */
    readonly info: ServerInfo | undefined;
    /** How its calls end. */
    readonly ending: CallEnding;
    /** Asks once more, as the engine's liveness probe does. */
    isReady(): Promise<boolean>;
}
/** The answer to one request. */
interface Answered<Answer> {
    readonly id: string;
    /** None: the input counts as done. */
    readonly results: readonly Answer[];
}
interface EachEngine<Answer> extends MiniEngine {
    /**
     * One call: handshake, all messages with the window in flight, and the end of the call when each is answered. The
     * answers come in the order in which the server gave them.
     *
     * @throws `UDF_ENGINE_CALL_FAILED` with the server's status and stack in `details`; `UDF_ENGINE_PROTOCOL` for an
     * answer to nothing, a second answer, a missing handshake, a call that ends too early; `UDF_ENGINE_TIMEOUT`
     */
    send(messages: Iterable<EngineMessage>): Promise<readonly Answered<Answer>[]>;
}
interface MapEngine extends EachEngine<MapAnswer> {
    readonly kind: "map";
}
interface SourceTransformEngine extends EachEngine<TransformAnswer> {
    readonly kind: "sourceTransform";
}
interface SinkEngine extends MiniEngine {
    readonly kind: "sink";
    /**
     * One call: handshake, then each batch with its end of transmission; the next is sent when the server has ended the
     * one before. Gives the answers batch by batch.
     *
     * @throws as {@link MapEngine.send}; `UDF_ENGINE_PROTOCOL` too if a message of a batch is not answered exactly once
     */
    send(batches: Iterable<readonly EngineMessage[]>): Promise<readonly (readonly SinkAnswer[])[]>;
}
/** A window of a reduce: its bounds, and what happened in it. */
interface EngineWindow extends IntervalWindow {
    readonly messages: Iterable<EngineMessage>;
}
interface ReduceEngine extends MiniEngine {
    readonly kind: "reduce";
    /**
     * A call for each window, all at the same time: its messages, the close of the book, and the results up to the end of
     * the window, which must come once and last.
     *
     * @throws as {@link MapEngine.send}
     */
    send(windows: Iterable<EngineWindow>): Promise<readonly (readonly MapAnswer[])[]>;
}

/** Calls a handler without an engine: what goes in, and what comes out of `send`. */
interface HandlerTest<Input, Output> {
    /** Rejects with what the handler throws. */
    send(input: Input): Promise<Output>;
}
/**
 * What a result says of its input instead of giving a value: what the handler returned as `drop`, `nack()` or `fail`.
 * `undefined` of a result that goes on. A handler that returns nothing gives no results at all, which is a drop as well.
 */
declare const verdictOf: ({ tags }: Pick<MapAnswer, "tags">) => "drop" | "nack" | "fail" | undefined;
/** The results for one message. */
declare const testMap: (definition: Definition<MapComponent>) => HandlerTest<EngineMessage, readonly MapAnswer[]>;
/** The results for one message. */
declare const testSourceTransform: (definition: Definition<SourceTransformComponent>) => HandlerTest<EngineMessage, readonly TransformAnswer[]>;
/**
 * The answers to one batch; {@link HandlerTest.send} rejects with `UDF_SINK_RESPONSES` if a message is not answered
 * exactly once.
 */
declare function testSink(definition: Definition<SinkComponent>): HandlerTest<readonly EngineMessage[], readonly SinkAnswer[]>;
/** The results of one window, key by key in the order in which keys came first. */
declare function testReduce(definition: Definition<ReduceComponent>): HandlerTest<EngineWindow, readonly MapAnswer[]>;

interface MiniEngineOptions {
    /** Where socket and server-info file are, under the engine's names. Default `/var/run/numaflow`. */
    readonly directory?: string;
    /** The socket, in the place of the one in `directory`. No server-info file is then waited for, unless one is named. */
    readonly socketPath?: string;
    /** A TCP port instead of a socket. */
    readonly tcp?: {
        readonly host?: string;
        readonly port: number;
    };
    readonly serverInfoPath?: string;
    /** `"fb-udsink"` or `"ons-udsink"` for the sockets of these roles of a sink. */
    readonly containerType?: string;
    /** How long the server may take to be there, and to answer, or read on, while that is due. Default {@link miniEngineDefaults}. */
    readonly timeoutMs?: number;
    /** How many requests of a map or source transform are in flight. Default {@link miniEngineDefaults}. */
    readonly window?: number;
    /** How calls end. Default: as the server's language needs it, by {@link knownEndings}. */
    readonly ending?: CallEnding;
    /** Aborting it ends the wait for the server. */
    readonly signal?: AbortSignal;
    readonly clock?: Clock;
}
declare const miniEngineDefaults: {
    readonly timeoutMs: number;
    readonly window: number;
};
/**
 * Plays Numaflow's data plane against a server of stream functions, in any language: waits for its server-info file and
 * until it is ready, shakes hands, keeps the engine's window of requests in flight, and holds the server to the
 * protocol.
 *
 * @throws `UDF_ENGINE_TIMEOUT` if the server is not there in time, `UDF_ENGINE_CALL_FAILED` if it refuses `IsReady`,
 * `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`
 */
declare function connectMiniEngine(kind: "map", options?: MiniEngineOptions): Promise<MapEngine>;
declare function connectMiniEngine(kind: "sourceTransform", options?: MiniEngineOptions): Promise<SourceTransformEngine>;
declare function connectMiniEngine(kind: "reduce", options?: MiniEngineOptions): Promise<ReduceEngine>;
declare function connectMiniEngine(kind: "sink", options?: MiniEngineOptions): Promise<SinkEngine>;

export { connectMiniEngine, knownEndings, miniEngineDefaults, testMap, testReduce, testSink, testSourceTransform, verdictOf };
export type { Answered, CallEnding, EngineMessage, EngineMessageInit, EngineWindow, HandlerTest, MapAnswer, MapEngine, MiniEngine, MiniEngineOptions, ReduceEngine, SinkAnswer, SinkEngine, SourceTransformEngine, TransformAnswer };

// component.shared.d.ts

/** The messages of one batch, complete when the handler gets it: iterate with `for` or with `for await`. */
declare class Batch<T> implements Iterable<T>, AsyncIterable<T> {
    #private;
    constructor(items: readonly T[]);
    get length(): number;
    [Symbol.iterator](): Iterator<T, undefined>;
    [Symbol.asyncIterator](): AsyncGenerator<T, void>;
}

/** Metadata of a message: group → key → value. */
type MetadataGroups = Readonly<Record<string, Readonly<Record<string, Uint8Array>>>>;

/** One message as a handler sees it. */
interface Datum {
    /** Empty where the vertex before set none. */
    readonly keys: readonly string[];
    readonly value: Uint8Array;
    /** When what the message tells happened. The epoch where the engine sent none. */
    readonly eventTime: Date;
    /** No message earlier than this is expected any more. One millisecond before the epoch where the engine sent none. */
    readonly watermark: Date;
    readonly headers: Readonly<Record<string, string>>;
    /** What earlier vertices attached: group → key → value. Results carry on only what they attach themselves. */
    readonly userMetadata: MetadataGroups;
    /** What the engine attached, read-only: `retry_count` in group `sink`, trace context in group `tracing`. */
    readonly systemMetadata: MetadataGroups;
}
/** One message of a sink's batch. The sink answers with its `id`. */
interface SinkDatum extends Datum {
    readonly id: string;
}

/** How the source is to deliver a message again that was negatively acknowledged. All are hints to the source. */
interface NackOptions {
    readonly reason?: string;
    /** Deliver at most this often. */
    readonly maxDeliveries?: number;
    /** Wait at least this long. */
    readonly delayMs?: number;
    /** Handed to the source as it is. */
    readonly details?: Readonly<Record<string, string>>;
}

interface MessageOptions<Tag extends string = string> {
    /** Edges with tag conditions compare these. Default: none, which edges without a condition let pass. */
    readonly tags?: readonly Tag[];
    /** Travels with the message. Default: none; what came with the input is not carried on. */
    readonly userMetadata?: MetadataGroups;
}
/** One result of a map or reduce. Made by its factories only. */
declare class Message {
    readonly keys: readonly string[];
    readonly value: Uint8Array;
    readonly tags: readonly string[];
    readonly userMetadata: MetadataGroups | undefined;
    readonly nackOptions: NackOptions | undefined;
    private constructor();
    /** To the next vertices, with these keys; `tags` choose among the edges that have conditions. */
    static toVtx(keys: readonly string[], value: Uint8Array, options?: MessageOptions): Message;
    /** To the next vertices, without keys and tags. */
    static toAll(value: Uint8Array): Message;
    /** To nowhere: the input counts as done. */
    static toDrop(): Message;
    /** Hands the input back to the source, to be delivered again. Needs Numaflow 1.8.2; an older engine forwards it. */
    static toNack(options?: NackOptions): Message;
    /** Marks the input as failed, for the vertex' retry strategy. Needs a Numaflow after 1.8.3. */
    static toFail(): Message;
}

/** One result of a source transform: a message with the event time that it has from now on. */
declare class MessageT {
    readonly keys: readonly string[];
    readonly value: Uint8Array;
    /** `undefined`: that of the input. */
    readonly eventTime: Date | undefined;
    readonly tags: readonly string[];
    readonly userMetadata: MetadataGroups | undefined;
    readonly nackOptions: NackOptions | undefined;
    private constructor();
    /** To the next vertices with a new event time, from which the engine derives the watermark. */
    static toVtx(keys: readonly string[], value: Uint8Array, eventTime: Date, options?: MessageOptions): MessageT;
    /** To the next vertices, without keys and tags. */
    static toAll(value: Uint8Array, eventTime: Date): MessageT;
    /** To nowhere. The engine demands an event time even here; the default is that of the input. */
    static toDrop(eventTime?: Date): MessageT;
    /** Hands the input back to the source, to be delivered again. Needs Numaflow 1.8.2. */
    static toNack(options?: NackOptions): MessageT;
    /** Marks the input as failed, for the vertex' retry strategy. Needs a Numaflow after 1.8.3. */
    static toFail(): MessageT;
}

/** The window that a reduce works on: event times from `start` (inclusive) to `end` (exclusive). */
interface IntervalWindow {
    readonly start: Date;
    readonly end: Date;
}
/** What a reduce handler is told about the messages it gets. */
interface Metadata {
    readonly intervalWindow: IntervalWindow;
}
/** Makes one by hand, to call a handler in a test. */
declare const Metadata: (metadata: Metadata) => Metadata;

/** What became of one message of a sink's batch. */
type ResponseStatus = "success" | "failure" | "fallback" | "onSuccess" | "serve" | "nack";
/** A sink's answer for one message, by its id. Made by its factories only. */
declare class Response {
    readonly id: string;
    readonly status: ResponseStatus;
    /** What went wrong, of a failure. */
    readonly error: string | undefined;
    /** What the on-success sink gets instead of the message itself. */
    readonly message: Message | undefined;
    /** What the serving store is to keep. */
    readonly served: Uint8Array | undefined;
    readonly nackOptions: NackOptions | undefined;
    private constructor();
    /** It is stored: the engine acknowledges it. */
    static asSuccess(id: string): Response;
    /** It is not: the engine sends it again as the vertex' retry strategy says, and only it, not the whole batch. */
    static asFailure(id: string, error: string): Response;
    /** To the fallback sink, at once. The engine fails if the vertex has none, or if this is the fallback sink. */
    static asFallback(id: string): Response;
    /** To the on-success sink as well; with `message`, that instead of the original. Since Numaflow 1.8.0. */
    static asOnSuccess(id: string, message?: Message): Response;
    /** To the serving store. Serving pipelines only. */
    static asServe(id: string, served: Uint8Array): Response;
    /** Hands it back to the source, to be delivered again. Since Numaflow 1.8.2. */
    static asNack(id: string, nackOptions?: NackOptions): Response;
}

type MaybePromise<T> = T | Promise<T>;
/** What a handler may know about the call that it works for. */
interface HandlerCall {
    /** Aborts when nobody waits for the answer any more: the engine went away, or the server was told to stop at once. */
    readonly signal: AbortSignal;
}
/** Answers one message with any number of messages; none means that it is done with. Any order of completion. */
interface MapComponent {
    readonly kind: "map";
    handle(keys: readonly string[], datum: Datum, call: HandlerCall): MaybePromise<readonly Message[]>;
}
/** A map directly behind a source that also assigns event times. */
interface SourceTransformComponent {
    readonly kind: "sourceTransform";
    handle(keys: readonly string[], datum: Datum, call: HandlerCall): MaybePromise<readonly MessageT[]>;
}
/** Called once for each key of each window; `datums` ends when the window closes. */
interface ReduceComponent {
    readonly kind: "reduce";
    handle(keys: readonly string[], datums: AsyncIterable<Datum>, metadata: Metadata, call: HandlerCall): MaybePromise<readonly Message[]>;
}
/** Takes one batch and answers each of its messages exactly once. One batch at a time. */
interface SinkComponent {
    readonly kind: "sink";
    handle(datums: Batch<SinkDatum>, call: HandlerCall): MaybePromise<readonly Response[]>;
}
/** What engines run, embedded or remote: bytes in, bytes out. Every face gives one. */
type Component = MapComponent | SourceTransformComponent | ReduceComponent | SinkComponent;
type ComponentKind = Component["kind"];
/** What a `define…` function gives. */
interface Definition<C extends Component = Component> {
    readonly component: C;
}

export { Batch as B, MessageT as M, Message as a, Metadata as c, Response as h };
export type { Component as C, Datum as D, HandlerCall as H, IntervalWindow as I, NackOptions as N, ReduceComponent as R, SinkDatum as S, MaybePromise as b, MessageOptions as d, MetadataGroups as e, Definition as f, MapComponent as g, SinkComponent as i, SourceTransformComponent as j, ComponentKind as k, ResponseStatus as l };

// udf-server.shared.d.ts

import { Runnable, Logger, Clock } from '@millrace/protocol';
import { f as Definition, g as MapComponent, j as SourceTransformComponent, R as ReduceComponent, i as SinkComponent, k as ComponentKind } from './component.shared.d.ts';

/** What a server serves: at least one component, and at most one of each kind. */
interface UdfComponents {
    readonly map?: Definition<MapComponent>;
    /** For the vertex of a source only: the engine takes a source transform nowhere else. */
    readonly sourceTransform?: Definition<SourceTransformComponent>;
    readonly reduce?: Definition<ReduceComponent>;
    /** Primary, fallback or on-success sink: the container type decides which. */
    readonly sink?: Definition<SinkComponent>;
}
interface UdfServerOptions extends UdfComponents {
    /** Where sockets and server-info files are, under the names that the engine knows. Default {@link udfServerDefaults}. */
    readonly directory?: string;
    /** One socket for all components, in the place of those in `directory`. The server-info files go beside it. */
    readonly socketPath?: string;
    /** The server-info file, if there is one component. Default: the engine's name for it, beside the socket. */
    readonly serverInfoPath?: string;
    /** A TCP port for all components instead of sockets. A server-info file is then written only where it is asked for. */
    readonly tcp?: {
        readonly host?: string;
        readonly port: number;
    };
    /** What the engine calls the container. Default: `NUMAFLOW_UD_CONTAINER_TYPE`, else `unknown-container`. */
    readonly containerType?: string;
    /**
     * What the server-info file says of language and version. Default: `javascript` without version, which every engine
     * takes. Some features of the engine are for languages that it knows: naming another one says to be its SDK.
     */
    readonly serverInfo?: {
        readonly language?: string;
        readonly version?: string;
    };
    /** Larger messages, either way, end their call with `resource_exhausted`. Default {@link udfServerDefaults}. */
    readonly maxMessageBytes?: number;
    /** How many messages of a call may be in hand at the same time; the engine waits. Default {@link udfServerDefaults}. */
    readonly concurrency?: number;
    /**
     * A handler that takes longer fails with `UDF_HANDLER_TIMEOUT`. The time of a reduce counts from the close of its
     * window; before, only while the engine waits for it to read, from the last datum that was read. Default: none.
     */
    readonly handlerTimeoutMs?: number;
    /** How long a server that closes waits for the engine to end its calls. Default {@link udfServerDefaults}. */
    readonly graceMs?: number;
    /** Where the engine collects errors; written to if it exists. Default `/var/numaflow/runtime`. */
    readonly runtimeDirectory?: string;
    /** Default: warnings and errors to `stderr`. */
    readonly logger?: Logger;
    readonly clock?: Clock;
}
declare const udfServerDefaults: {
    readonly directory: string;
    readonly maxMessageBytes: number;
    readonly concurrency: number;
    readonly graceMs: number;
};
/** A Unix socket or a TCP port. */
type UdfAddress = {
    readonly path: string;
} | {
    readonly host: string;
    readonly port: number;
};
/** Where a server listens, and for what. */
interface UdfEndpoint {
    readonly kinds: readonly ComponentKind[];
    readonly address: UdfAddress;
    readonly serverInfoPaths: readonly string[];
}
/**
 * Serves components to Numaflow: sockets, server-info files, readiness, errors and shutdown as the engine wants them.
 *
 * A handler that throws ends its call with the engine's error and stops the server, so that the container starts again
 * with a clean state: {@link Runnable.run} rejects with `UDF_HANDLER_FAILED`, `UDF_HANDLER_TIMEOUT` or the code of what was wrong.
 * A handler that keeps the event loop busy keeps the engine's liveness probe waiting as well.
 */
interface UdfServer extends Runnable {
    /**
     * Resolves when the engine can connect; {@link Runnable.run}, which may be called before or after it, tells how the serving
     * ends.
     *
     * @throws `UDF_DIRECTORY_UNUSABLE`, `GRPC_ADDRESS_IN_USE`, `GRPC_LISTEN_FAILED`, `GRPC_SOCKET_PATH_TOO_LONG`
     */
    start(): Promise<readonly UdfEndpoint[]>;
}

export { udfServerDefaults as u };
export type { UdfServerOptions as U, UdfServer as a, UdfComponents as b, UdfAddress as c, UdfEndpoint as d };

// server-info.shared.d.ts

/** What a server tells the engine about itself, in a file beside its socket. */
interface ServerInfo {
    readonly protocol: "uds" | "tcp";
    /** The engine knows `go`, `python`, `java` and `rust`; since 1.8.0 it takes any other text as well. */
    readonly language: string;
    /** The oldest engine that will do; `-z` lets no pre-release pass. Empty: any. */
    readonly minimumNumaflowVersion: string;
    /** Of the SDK. Engines up to 1.7 refuse any but the empty one from a language that they do not know. */
    readonly version: string;
    readonly metadata: Readonly<Record<string, string>>;
}
/** What follows the JSON, so that a reader knows a whole file from a torn one. No newline before or after. */
declare const serverInfoTerminator = "U+005C__END__";
/**
 * Reads the text of a server-info file as the engine does: every field may be missing.
 *
 * @param where the file, for the message of an error
 * @throws `UDF_SERVER_INFO_INVALID` if it is torn, or no JSON object
 */
declare function parseServerInfo(text: string, where: string): ServerInfo;

export { parseServerInfo as p, serverInfoTerminator as s };
export type { ServerInfo as S };

// servicer-options.shared.d.ts

import { e as MetadataGroups } from './component.shared.d.ts';
import { CloseOptions, Logger } from '@millrace/protocol';
import { b as UdfComponents } from './udf-server.shared.d.ts';

/** What a datum may be made of by hand, for tests of handlers. */
interface DatumInit {
    readonly value: Uint8Array;
    /** Default: none. */
    readonly keys?: readonly string[];
    /** Default: the epoch. */
    readonly eventTime?: Date;
    /** Default: one millisecond before the epoch, as where the engine sent none. */
    readonly watermark?: Date;
    /** Default: none. */
    readonly headers?: Readonly<Record<string, string>>;
    readonly userMetadata?: MetadataGroups;
    readonly systemMetadata?: MetadataGroups;
}
interface SinkDatumInit extends DatumInit {
    readonly id: string;
}

/** A list that handlers fill and return. */
interface Appendable<T> extends Iterable<T> {
    append(item: T): void;
    /** Everything that was appended, in order. */
    items(): readonly T[];
}

/** A server with pynumaflow's way to start. */
interface UserDefinedServicer extends AsyncDisposable {
    /** Its handlers as other engines take them. */
    readonly components: UdfComponents;
    /**
     * Serves until SIGTERM or SIGINT, or {@link close}; then calls go on until the engine ends them. Rejects with what a
     * handler failed with, so that a program that awaits it ends with an exit code other than 0.
     */
    start(): Promise<void>;
    /** Resolves when the engine can connect. */
    ready(): Promise<void>;
    /** Ends the serving; `await using` does so, in the place of pynumaflow's `cleanup_coroutines`. */
    close(options?: CloseOptions): Promise<void>;
}

/** Options of both servicers. */
interface ServicerOptions {
    /** One socket for all handlers; the server-info files go beside it. Default: where the engine looks for each. */
    readonly sockPath?: string;
    /** In bytes. Default: 64 MiB, as much as the engine takes. */
    readonly maxMessageSize?: number;
    /**
     * How many handlers that await something may be at work at the same time. Default: `MAX_THREADS` of the environment,
     * else 1000. No threads are involved; the name is pynumaflow's.
     */
    readonly maxThreads?: number;
    /** Default: warnings and errors to `stderr`. */
    readonly logger?: Logger;
}

export type { Appendable as A, DatumInit as D, ServicerOptions as S, UserDefinedServicer as U, SinkDatumInit as a };
