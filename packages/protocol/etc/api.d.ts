// index.d.ts

import { E as ErrorCodeOf, M as MillraceError, a as LogLevel, C as Clock, L as Logger } from './clock.shared.d.ts';
export { b as CancelTimer, c as ErrorEntry, d as ErrorTable, e as LogFields, f as MillraceErrorJson, g as MillraceErrorOptions, h as childLogger, i as defineErrorTable, j as describeErrors, r as renderErrorTable, s as silentLogger, k as systemClock } from './clock.shared.d.ts';
export { M as ManualClock, a as ManualClockOptions } from './manual-clock.shared.d.ts';
import { R as Runnable } from './runnable.shared.d.ts';
export { C as CloseOptions, a as RunOptions, b as RunScope, c as RunState, d as RunnableOptions, e as createRunnable, r as runnableDefaults } from './runnable.shared.d.ts';

/** An error, also of another realm such as a `node:vm` context, which `instanceof` misses. */
declare function isError(value: unknown): value is Error;

/** Every error that this package raises on its own account. */
declare const protocolErrors: {
    readonly PROTOCOL_UNKNOWN_OPTION: {
        readonly summary: "An options object has a key that the function does not know.";
        readonly remedy: "Correct the key; the message names the nearest known one.";
    };
    readonly PROTOCOL_INVALID_OPTION: {
        readonly summary: "An option has a value of the wrong type or out of range.";
        readonly remedy: "Give a value of the kind that the message names.";
    };
    readonly PROTOCOL_ALREADY_RUN: {
        readonly summary: "A runnable was run a second time.";
        readonly remedy: "Create a new one for each run.";
    };
    readonly PROTOCOL_STOP_TIMEOUT: {
        readonly summary: "The work of a runnable did not return after it was asked, and then forced, to stop.";
        readonly remedy: "Make the work return when the `forced` signal of its scope aborts.";
    };
    readonly PROTOCOL_DEADLINE_EXCEEDED: {
        readonly summary: "Something took longer than it was allowed to.";
        readonly remedy: "Raise the limit, or find out what it waits for.";
        readonly retryable: true;
    };
    readonly PROTOCOL_QUEUE_CLOSED: {
        readonly summary: "An item was pushed into a queue that nobody reads any more.";
        readonly remedy: "Stop producing when a push rejects.";
    };
    readonly PROTOCOL_NOT_ENCODABLE: {
        readonly summary: "A value holds something that cannot be written and read back: a function, a symbol, a class instance.";
        readonly remedy: "Remove it, or turn it into plain data, at the path that the message names.";
    };
    readonly PROTOCOL_CYCLE: {
        readonly summary: "A value contains itself.";
        readonly remedy: "Break the cycle at the path that the message names.";
    };
    readonly PROTOCOL_TOO_DEEP: {
        readonly summary: "A value is nested deeper than 1000 levels.";
        readonly remedy: "Flatten it: a list of records with references instead of a chain of objects.";
    };
    readonly PROTOCOL_MALFORMED: {
        readonly summary: "Bytes or text are not what their encoding promises.";
        readonly remedy: "Find out who wrote them; the message names the place.";
    };
    readonly PROTOCOL_CONVERTER_RESULT: {
        readonly summary: "A payload converter returned something else than one result, a list as long as its input, or undefined.";
        readonly remedy: "Correct the converter that the message names; a single value that is an array goes into a list of one.";
    };
    readonly PROTOCOL_NO_CONVERTER: {
        readonly summary: "No payload converter takes a value.";
        readonly remedy: "Add a converter that does, or turn the value into plain data.";
    };
    readonly PROTOCOL_UNKNOWN_ENCODING: {
        readonly summary: "No payload converter reads a payload's encoding.";
        readonly remedy: "Add the converter or codec that the writer of the payload used.";
    };
    readonly PROTOCOL_UNKNOWN_MESSAGE_TYPE: {
        readonly summary: "A protobuf message or payload is of a type that the converter's registry does not hold.";
        readonly remedy: "Pass the converter a registry made with `createRegistry(...)` from the message's schema.";
    };
    readonly PROTOCOL_PROTOBUF_MISSING: {
        readonly summary: "A protobuf payload is to be written or read, and the optional peer dependency is not installed.";
        readonly remedy: "Run `npm install @bufbuild/protobuf`.";
    };
    readonly PROTOCOL_PAYLOAD_TOO_LARGE: {
        readonly summary: "A compressed payload would grow beyond the codec's limit.";
        readonly remedy: "Raise `maxBytes` of the codec if the payload is one of yours.";
    };
    readonly PROTOCOL_UNKNOWN_KEY: {
        readonly summary: "A payload is encrypted with a key that the codec does not have.";
        readonly remedy: "Make the codec's `key` function return the key of the id that the message names.";
    };
    readonly PROTOCOL_DECRYPTION_FAILED: {
        readonly summary: "An encrypted payload was changed on its way, or encrypted with another key.";
        readonly remedy: "Check that writer and reader use the same key under the same id.";
    };
};
type ProtocolErrorCode = ErrorCodeOf<typeof protocolErrors>;

/** The error of this package; its codes are listed in the README's error table. */
declare class ProtocolError extends MillraceError<ProtocolErrorCode> {
}

interface ConsoleLoggerOptions {
    /** Records below this level are dropped. Default `"info"`. */
    readonly level?: LogLevel;
    /**
     * `"pretty"`: a line to read, coloured only on a terminal and if `NO_COLOR` is not set. `"json"`: one object a line,
     * `{ time, level, msg, ...fields }`, `time` in milliseconds since 1970. Default `"pretty"`.
     */
    readonly format?: "pretty" | "json";
    /** Where lines go. Default `process.stderr`. */
    readonly stream?: NodeJS.WritableStream & {
        readonly isTTY?: boolean;
    };
    /** Default {@link systemClock}. */
    readonly clock?: Clock;
}
/**
 * A logger for people (`"pretty"`) or collectors (`"json"`). It never throws and never fails the program: what JSON
 * cannot hold (cycles, BigInt, functions, throwing getters) is described instead, and a broken stream is ignored.
 */
declare function consoleLogger(options?: ConsoleLoggerOptions): Logger;

/**
 * Refuses an options object with a key outside `allowed`.
 *
 * @param where what the options belong to, as the message shall name it: `"createServer"`.
 * @throws `PROTOCOL_UNKNOWN_OPTION` naming the nearest known key; `PROTOCOL_INVALID_OPTION` if it is not an object.
 */
declare function checkOptions(options: object | undefined, allowed: readonly string[], where: string): void;
/** Refuses an option that is not a number of at least `min` (`Infinity` included), or not a whole one. */
declare function checkNumber(value: unknown, option: string, where: string, range: {
    readonly min: number;
    readonly whole?: boolean;
}): void;
/** Refuses an option whose value is not one of a few words. */
declare function checkOneOf(value: unknown, option: string, where: string, words: readonly string[]): void;

/** The part of Standard Schema v1 that Millrace reads; zod, valibot and arktype schemas fit as they are. */
interface StandardSchema<Input = unknown, Output = Input> {
    readonly "~standard": {
        readonly version: 1;
        readonly vendor: string;
        readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
        readonly types?: {
            readonly input: Input;
            readonly output: Output;
        } | undefined;
    };
}
type SchemaResult<Output> = {
    readonly value: Output;
    readonly issues?: undefined;
} | {
    readonly issues: readonly SchemaIssue[];
};
interface SchemaIssue {
    readonly message: string;
    readonly path?: readonly (PropertyKey | {
        readonly key: PropertyKey;
    })[] | undefined;
}
/** Whether something is a schema that implements Standard Schema. */
declare const isStandardSchema: (value: unknown) => value is StandardSchema;
/** A step of an issue's path as text. */
declare const issueKey: (part: PropertyKey | {
    readonly key: PropertyKey;
}) => string;
/** `field.0.name: message` for each issue, joined by `; `. */
declare const describeIssues: (issues: readonly SchemaIssue[]) => string;

/**
 * The candidate that `name` was probably meant to be: equal but for case, longer at one end, or at an edit distance
 * (insertions, deletions, replacements and swaps of neighbours) of at most a third of its length. `undefined` if none
 * is near.
 */
declare function suggest(name: string, candidates: Iterable<string>): string | undefined;

interface SleepOptions {
    /** Default {@link systemClock}. */
    readonly clock?: Clock;
    /** Aborting it ends the sleep: the promise rejects with the signal's reason. */
    readonly signal?: AbortSignal | undefined;
}
/** Resolves `ms` (≥ 0) from now. Leaves neither timer nor listener behind, however it ends. */
declare function sleep(ms: number, options?: SleepOptions): Promise<void>;

interface ProcessSignalOptions {
    /** Default {@link processSignalDefaults}. */
    readonly signals?: readonly NodeJS.Signals[];
    /** The grace given to the runnable at the first signal. Default: the runnable's own. */
    readonly graceMs?: number;
    /** Ends the process after a second signal. Default `process.exit`. */
    readonly exit?: (code: number) => void;
}
declare const processSignalDefaults: {
    readonly signals: readonly NodeJS.Signals[];
};
/**
 * Closes a runnable when the process is asked to end. The first signal closes it with grace, and the program then ends
 * as programs do, when nothing is left to do. The second forces it and exits with 128 + the signal's number; the third
 * exits at once. Dispose the result to remove the listeners; a runnable that a signal closed removes them by itself.
 */
declare function handleProcessSignals(runnable: Pick<Runnable, "close">, options?: ProcessSignalOptions): Disposable;

/** A signal that follows others; dispose it to let go of them. */
interface SignalUnion extends Disposable {
    readonly signal: AbortSignal;
}
/**
 * A signal that aborts when the first of `signals` does, with that one's reason; `undefined` entries are skipped. The
 * listeners on `signals` go when one aborts or at disposal, so that a long-lived signal does not gather them.
 */
declare function anySignal(...signals: readonly (AbortSignal | undefined)[]): SignalUnion;

interface BoundedQueueOptions {
    /** How many items may lie in the queue before {@link BoundedQueue.push} waits; at least 1. */
    readonly capacity: number;
    /** Aborting it equals {@link BoundedQueue.fail} with the signal's reason. */
    readonly signal?: AbortSignal | undefined;
}
/**
 * Hands items from producers to consumers with backpressure. Consumers that read at the same time compete: each item
 * goes to one of them. Leaving a `for await` loop early fails the queue, so that no producer waits for nobody.
 */
declare class BoundedQueue<T> implements AsyncIterable<T> {
    #private;
    constructor(options: BoundedQueueOptions);
    /** How many items lie in the queue; pushes that wait do not count. */
    get size(): number;
    /**
     * Resolves when the queue has taken the item. Items arrive in the order of the calls.
     *
     * @throws `PROTOCOL_QUEUE_CLOSED` after {@link close} or when the consumer left; what {@link fail} was given.
     */
    push(item: T): Promise<void>;
    /** The next item, or `done` when the queue is closed and empty. Rejects with what {@link fail} was given. */
    take(): Promise<IteratorResult<T, undefined>>;
    /** No more pushes. What was pushed before, also by calls that still wait, is delivered. */
    close(): void;
    /** Drops the items; every waiting and later call rejects with `error`. Without effect on a queue at its end. */
    fail(error: unknown): void;
    [Symbol.asyncIterator](): AsyncIterator<T, undefined, undefined>;
}

interface DeadlineOptions {
    /** How long the work may take; `Infinity` for no limit. */
    readonly timeoutMs: number;
    /** Aborting it ends the wait with the signal's reason. */
    readonly signal?: AbortSignal | undefined;
    /** Default {@link systemClock}. */
    readonly clock?: Clock;
    /** What the error says was too slow. Default `"the work"`. */
    readonly name?: string;
}
/**
 * Waits for a promise, or for a function that is given a signal, but not beyond the deadline. A function should stop
 * when the signal aborts; whether it does or not, the wait is over, and what it then gives or throws is dropped.
 *
 * @throws `PROTOCOL_DEADLINE_EXCEEDED` (retryable), also the reason of the function's signal.
 */
declare function withDeadline<T>(work: PromiseLike<T> | ((signal: AbortSignal) => T | PromiseLike<T>), options: DeadlineOptions): Promise<T>;

/** What `mapConcurrent` gives its function beside the item. */
interface MapCall {
    /** The item's place in the source, from 0. */
    readonly index: number;
    /** Aborts when the map ends before this call does: another call failed, the consumer left, or it was aborted. */
    readonly signal: AbortSignal;
}

interface MapConcurrentOptions {
    /** How many calls of the function run at once; at least 1. */
    readonly concurrency: number;
    /** How many items may be read from the source ahead of the consumer. Default `2 * concurrency`. */
    readonly window?: number;
    /** Whether results come in the order of their items, or each as soon as it is there. Default `true`. */
    readonly ordered?: boolean;
    /** Aborting it stops the map: reading rejects with the signal's reason. */
    readonly signal?: AbortSignal | undefined;
}

/**
 * Calls `fn` for the items of `source`, several at a time, and yields the results. Memory is bounded: the source is
 * read no further than `window` items ahead of the consumer, and not at all before the first read.
 *
 * The first failure, of `fn` or of the source, ends the map at once: results not yet read are dropped, the source is
 * closed (its `return` called), the other calls see their signal abort and what they give is dropped. The same happens
 * when the consumer leaves its loop early.
 */
declare function mapConcurrent<Item, Result>(source: Iterable<Item | PromiseLike<Item>> | AsyncIterable<Item>, fn: (item: Item, call: MapCall) => Result | PromiseLike<Result>, options: MapConcurrentOptions): AsyncGenerator<Result, void, undefined>;

export { BoundedQueue, Clock, ErrorCodeOf, LogLevel, Logger, MillraceError, ProtocolError, Runnable, anySignal, checkNumber, checkOneOf, checkOptions, consoleLogger, describeIssues, handleProcessSignals, isError, isStandardSchema, issueKey, mapConcurrent, processSignalDefaults, protocolErrors, sleep, suggest, withDeadline };
export type { BoundedQueueOptions, ConsoleLoggerOptions, DeadlineOptions, MapCall, MapConcurrentOptions, ProcessSignalOptions, ProtocolErrorCode, SchemaIssue, SchemaResult, SignalUnion, SleepOptions, StandardSchema };

// context.d.ts

/**
 * A named value that follows the asynchronous flow: visible after `await`, in timers, microtasks and nested calls, and
 * isolated between concurrent runs. Slots of one name are one slot, whichever copy of a package created them.
 */
declare class ContextSlot<T> {
    #private;
    /** @param key a process-wide unique name, such as `"@millrace/pipeline-core/stage"`. */
    constructor(key: string);
    /** The value of the innermost {@link run} around the caller; `undefined` outside. */
    get(): T | undefined;
    /** Calls `fn(...args)` with the slot set to `value`, for it and everything that it starts. */
    run<Args extends unknown[], Result>(value: T, fn: (...args: Args) => Result, ...args: Args): Result;
    /**
     * A {@link run} that starts from the caller's context, wherever it is called later. It takes one argument, and costs
     * a fifth: leaving what `AsyncLocalStorage.run` entered is as dear as entering it, while a resource just steps back.
     */
    bindRun(): BoundRun<T>;
}
/** Calls `fn(arg)` with a slot set to `value`. */
type BoundRun<T> = <Arg, Result>(value: T, fn: (arg: Arg) => Result, arg: Arg) => Result;
/**
 * Remembers the values of all slots as they are here and now; the result calls functions with them. For callbacks that
 * others call later from elsewhere: event listeners, pools, queues.
 */
declare function captureContext(): <Args extends unknown[], Result>(fn: (...args: Args) => Result, ...args: Args) => Result;

export { ContextSlot, captureContext };
export type { BoundRun };

// payload.d.ts

/** A value on its way: bytes, and metadata that says how to read them. */
interface Payload {
    /** Values are UTF-8 text by convention; the key `encoding` is always there. */
    readonly metadata: Readonly<Record<string, Uint8Array>>;
    readonly data: Uint8Array;
}
/** A payload of an encoding; `metadata` gives further entries as text. */
declare function createPayload(encoding: string, data: Uint8Array, metadata?: Readonly<Record<string, string>>): Payload;
/** A metadata entry as text; empty if it is absent. */
declare function metadataText(payload: Payload, key: string): string;
/** How the payload's bytes are to be read: `json/plain`, `binary/null` …; empty if it does not say. */
declare function encodingOf(payload: Payload): string;

type MaybePromise<T> = T | PromiseLike<T>;
/** Steps for {@link drive}: what they yield is a value, or a promise of one. */
type Steps<Result> = Generator<unknown, Result, unknown>;
/**
 * Runs steps that may be synchronous or not: each yielded promise is awaited, every other yielded value comes back as
 * it is. The result is a promise only if a step was, so that one text serves callers who cannot wait.
 */
declare function drive<Result>(steps: Steps<Result>): MaybePromise<Result>;

/**
 * Turns values into payloads and back. Both directions take a list, may be synchronous or not, and give
 *
 * - a list as long as the one given, or
 * - one result for the whole list, or
 * - `undefined`: this converter does not convert these.
 *
 * Anything else is an error, `PROTOCOL_CONVERTER_RESULT`; what a converter throws reaches the caller. A result that is
 * an array is always the list: a single value that is itself an array is given as a list of one.
 */
interface PayloadConverter$1 {
    /** @param context what the caller tells of where the values belong; undefined if it tells nothing. */
    encode(values: readonly unknown[], context?: unknown): MaybePromise<Payload | readonly Payload[] | undefined>;
    /**
     * @param typeHints for each payload what the reader expects, such as a protobuf message's schema.
     * @param context what the caller tells of where the payloads belong; undefined if it tells nothing.
     */
    decode(payloads: readonly Payload[], typeHints?: readonly unknown[], context?: unknown): MaybePromise<unknown>;
}

/**
 * Asks its converters in order, for each value and payload by itself, and takes the first answer; so a list may mix
 * kinds, and every value has a payload of its own, as other SDKs expect. Composites within a composite are flattened.
 *
 * @throws `PROTOCOL_NO_CONVERTER`, `PROTOCOL_UNKNOWN_ENCODING` when none answers; what a converter throws.
 */
declare class CompositePayloadConverter implements PayloadConverter$1 {
    #private;
    readonly converters: readonly PayloadConverter$1[];
    constructor(converters: readonly PayloadConverter$1[]);
    encode(values: readonly unknown[], context?: unknown): MaybePromise<Payload[]>;
    decode(payloads: readonly Payload[], typeHints?: readonly unknown[], context?: unknown): MaybePromise<unknown[]>;
}

/** A protobuf-es message schema, as far as this package needs it: what its generated `…Schema` constants are. */
interface MessageSchema {
    readonly kind: "message";
    /** Full name without a leading dot: `orders.v1.Order`. */
    readonly typeName: string;
}
/** What protobuf-es' `createRegistry(...)` gives, as far as this package needs it. */
interface MessageRegistry {
    getMessage(typeName: string): MessageSchema | undefined;
}
interface ProtoConverterOptions {
    /** The messages that may come and go. Without one, only type hints tell the schema of a payload. */
    readonly registry?: MessageRegistry;
}

/** The default converter's parts in their order, with a registry for protobuf messages. */
declare function createPayloadConverter(options?: ProtoConverterOptions): CompositePayloadConverter;
/** The contract of all payload converters; see its members. */
type PayloadConverter = PayloadConverter$1;
/**
 * `PayloadConverter.default`: `undefined`, bytes, protobuf as JSON, protobuf as bytes, JSON, in this order; what
 * official SDKs of all languages read. For protobuf messages see {@link createPayloadConverter}.
 */
declare const PayloadConverter: {
    readonly default: CompositePayloadConverter;
};

/** `undefined` ↔ `binary/null`, without data. (`null` is a JSON value and goes as `json/plain`.) */
declare class BinaryNullPayloadConverter implements PayloadConverter$1 {
    encode(values: readonly unknown[]): Payload[] | undefined;
    decode(payloads: readonly Payload[]): undefined[] | undefined;
}

/** `Uint8Array` (also as `Buffer`) ↔ `binary/plain`, without copying the bytes. */
declare class BinaryPlainPayloadConverter implements PayloadConverter$1 {
    encode(values: readonly unknown[]): Payload[] | undefined;
    decode(payloads: readonly Payload[]): Uint8Array[] | undefined;
}

/**
 * protobuf-es messages ↔ `json/protobuf`, the JSON form of protobuf. Loads `@bufbuild/protobuf` at the first message;
 * after {@link load} its answers are synchronous. A type hint that is a message schema stands in for the registry.
 *
 * @throws `PROTOCOL_UNKNOWN_MESSAGE_TYPE`, `PROTOCOL_PROTOBUF_MISSING`, `PROTOCOL_NOT_ENCODABLE`, `PROTOCOL_MALFORMED`.
 */
declare class JsonProtoPayloadConverter implements PayloadConverter$1 {
    #private;
    constructor(options?: ProtoConverterOptions);
    /** Loads protobuf-es now. */
    load(): Promise<void>;
    encode(values: readonly unknown[]): MaybePromise<Payload[] | undefined>;
    decode(payloads: readonly Payload[], typeHints?: readonly unknown[]): MaybePromise<object[] | undefined>;
}

/**
 * protobuf-es messages ↔ `binary/protobuf`, the wire form of protobuf. Loads `@bufbuild/protobuf` at the first message;
 * after {@link load} its answers are synchronous. A type hint that is a message schema stands in for the registry.
 *
 * @throws `PROTOCOL_UNKNOWN_MESSAGE_TYPE`, `PROTOCOL_PROTOBUF_MISSING`, `PROTOCOL_NOT_ENCODABLE`, `PROTOCOL_MALFORMED`.
 */
declare class BinaryProtoPayloadConverter implements PayloadConverter$1 {
    #private;
    constructor(options?: ProtoConverterOptions);
    /** Loads protobuf-es now. */
    load(): Promise<void>;
    encode(values: readonly unknown[]): MaybePromise<Payload[] | undefined>;
    decode(payloads: readonly Payload[], typeHints?: readonly unknown[]): MaybePromise<object[] | undefined>;
}

/**
 * What `JSON.stringify` takes ↔ `json/plain`. It does not take functions and symbols.
 *
 * @throws `PROTOCOL_NOT_ENCODABLE` for a value that JSON refuses (BigInt, a cycle); `PROTOCOL_MALFORMED` for data that
 * is not JSON.
 */
declare class JsonPlainPayloadConverter implements PayloadConverter$1 {
    encode(values: readonly unknown[]): Payload[] | undefined;
    decode(payloads: readonly Payload[]): unknown[] | undefined;
}

/**
 * What the structured clone algorithm takes ↔ `binary/v8`, cycles and shared references included. Opt-in, and never part of
 * the default: only Node reads it, and only from writers that you trust.
 *
 * @throws `PROTOCOL_NOT_ENCODABLE` for a function or symbol; `PROTOCOL_MALFORMED` for data that V8 does not read.
 */
declare class V8PayloadConverter implements PayloadConverter$1 {
    encode(values: readonly unknown[]): Payload[];
    decode(payloads: readonly Payload[]): unknown[] | undefined;
}

/**
 * Encodes by a converter and holds it to its contract.
 *
 * @throws `PROTOCOL_CONVERTER_RESULT`; `PROTOCOL_NO_CONVERTER` if it gives `undefined`; what it throws.
 */
declare function encodeValues(converter: PayloadConverter$1, values: readonly unknown[], context?: unknown): MaybePromise<Payload[]>;
/**
 * Decodes by a converter and holds it to its contract.
 *
 * @throws `PROTOCOL_CONVERTER_RESULT`; `PROTOCOL_UNKNOWN_ENCODING` if it gives `undefined`; what it throws.
 */
declare function decodePayloads(converter: PayloadConverter$1, payloads: readonly Payload[], typeHints?: readonly unknown[], context?: unknown): MaybePromise<unknown[]>;

/**
 * Turns payloads into other payloads, whatever is in them: compressed, encrypted, kept elsewhere. It works after the
 * converter on the way out and before it on the way in. `decode` passes payloads on that are not its own.
 */
interface PayloadCodec {
    /** @param context what the caller tells of where the payloads belong; undefined if it tells nothing. */
    encode(payloads: readonly Payload[], context?: unknown): MaybePromise<readonly Payload[]>;
    /** @param context as for `encode`. */
    decode(payloads: readonly Payload[], context?: unknown): MaybePromise<readonly Payload[]>;
}
/** Several codecs as one: encodes in their order, decodes in the reverse. */
declare class CodecChain implements PayloadCodec {
    #private;
    constructor(codecs: readonly PayloadCodec[]);
    encode(payloads: readonly Payload[], context?: unknown): Promise<readonly Payload[]>;
    decode(payloads: readonly Payload[], context?: unknown): Promise<readonly Payload[]>;
}

interface CompressionCodecOptions {
    /** Payloads with less data stay as they are. Default {@link compressionDefaults}. */
    readonly minBytes?: number;
    /** A payload that would grow beyond this is refused: few bytes can hold a lot. Default {@link compressionDefaults}. */
    readonly maxBytes?: number;
}
declare const compressionDefaults: {
    readonly minBytes: number;
    readonly maxBytes: number;
};
/**
 * Whole payloads, deflated, as `binary/zlib`; the form that codec servers of other SDKs use. What compression does not
 * make smaller stays as it is.
 *
 * @throws `PROTOCOL_PAYLOAD_TOO_LARGE`, `PROTOCOL_MALFORMED` when decoding.
 */
declare class CompressionCodec implements PayloadCodec {
    #private;
    constructor(options?: CompressionCodecOptions);
    encode(payloads: readonly Payload[]): Promise<Payload[]>;
    decode(payloads: readonly Payload[]): Promise<Payload[]>;
}

interface AesGcmCodecOptions {
    /** The key that new payloads are encrypted with. */
    readonly keyId: string;
    /** The key of an id: 16, 24 or 32 bytes; `undefined` if there is none. Old ids stay readable as long as it knows them. */
    readonly key: (keyId: string) => MaybePromise<Uint8Array | undefined>;
}
/**
 * Whole payloads, encrypted by AES-GCM, as `binary/encrypted`: nonce, cipher text, tag; the form of the encryption
 * samples of other SDKs. An example to start from: where keys come from and how they change is yours to decide.
 *
 * @throws `PROTOCOL_UNKNOWN_KEY`; `PROTOCOL_INVALID_OPTION` for a key of another length; `PROTOCOL_DECRYPTION_FAILED`.
 */
declare class AesGcmCodec implements PayloadCodec {
    #private;
    constructor(options: AesGcmCodecOptions);
    encode(payloads: readonly Payload[]): Promise<Payload[]>;
    decode(payloads: readonly Payload[]): Promise<Payload[]>;
}

/** What `toTagged` gives: a value that `JSON.stringify` and `JSON.parse` keep as it is. */
type TaggedTree = null | boolean | number | string | readonly TaggedTree[] | {
    readonly [key: string]: TaggedTree;
};

interface TaggedOptions {
    /**
     * Sorts the keys of objects and leaves out stacks, so that equal data gives equal text, fit for hashing. The order
     * in a Map or Set stays: it is part of the value. Default `false`.
     */
    readonly canonical?: boolean;
    /** Whether errors keep their stacks. Default: unless `canonical`. */
    readonly stacks?: boolean;
}
/**
 * Writes a value as JSON that {@link decodeTagged} reads back: plain data, `undefined`, BigInt, NaN, ±Infinity, -0,
 * Date, Map, Set, typed arrays, ArrayBuffer, DataView, Buffer, RegExp, URL, and errors with cause, code and details.
 *
 * A tagged value is `{ "$": tag, "v": … }`; a plain object with a key `$` of its own is written under the tag `object`.
 * Of an unknown error its built-in class, name, message, stack, cause and its own primitive properties are kept. Holes
 * of arrays become `undefined`, null prototypes become ordinary ones, and what is shared is written twice.
 *
 * @throws `PROTOCOL_NOT_ENCODABLE` (function, symbol, instance of another class), `PROTOCOL_CYCLE`,
 * `PROTOCOL_TOO_DEEP` (1000 levels), each with the path, such as `$.orders[3].callback`.
 */
declare function encodeTagged(value: unknown, options?: TaggedOptions): string;
/**
 * Reads what {@link encodeTagged} wrote. Keys such as `__proto__` become ordinary own properties.
 *
 * @throws `PROTOCOL_MALFORMED` or `PROTOCOL_TOO_DEEP`, whatever the text is.
 */
declare function decodeTagged(text: string): unknown;
/** {@link encodeTagged} up to the text: a tree of JSON values. */
declare function toTagged(value: unknown, options?: TaggedOptions): TaggedTree;
/** {@link decodeTagged} after the text: takes a tree of JSON values, which it neither keeps nor changes. */
declare function fromTagged(tree: TaggedTree): unknown;

export { AesGcmCodec, BinaryNullPayloadConverter, BinaryPlainPayloadConverter, BinaryProtoPayloadConverter, CodecChain, CompositePayloadConverter, CompressionCodec, JsonPlainPayloadConverter, JsonProtoPayloadConverter, PayloadConverter, V8PayloadConverter, compressionDefaults, createPayload, createPayloadConverter, decodePayloads, decodeTagged, drive, encodeTagged, encodeValues, encodingOf, fromTagged, metadataText, toTagged };
export type { AesGcmCodecOptions, CompressionCodecOptions, MaybePromise, MessageRegistry, MessageSchema, Payload, PayloadCodec, ProtoConverterOptions, Steps, TaggedOptions, TaggedTree };

// testing.d.ts

export { M as ManualClock, a as ManualClockOptions } from './manual-clock.shared.d.ts';
import { LogLevel, LogFields, Logger, MillraceError } from './index.d.ts';
import { EventEmitter } from 'node:events';

interface LogRecord {
    readonly level: LogLevel;
    /** With those of the child loggers that the record came through. */
    readonly fields: LogFields;
    readonly message: string;
}
interface MemoryLogger extends Logger {
    /** Of this logger and its children, oldest first. */
    readonly records: readonly LogRecord[];
    /** The first record whose message contains the text, matches the expression, or that the function accepts. */
    find(wanted: string | RegExp | ((record: LogRecord) => boolean)): LogRecord | undefined;
    /** Forgets all records. */
    clear(): void;
}
/** A logger that keeps its records for a test to look at. */
declare function memoryLogger(): MemoryLogger;

/** A path that disposal removes with all that is in it. */
interface TempPath extends AsyncDisposable {
    readonly path: string;
}
/** A new, empty folder. */
declare function tempFolder(): Promise<TempPath>;
/**
 * A path for a Unix domain socket, in a new folder of its own and short enough for every system; on Windows the name
 * of a pipe. Nothing listens there yet.
 */
declare function tempSocket(): Promise<TempPath>;

/** A TCP port of the loopback address that nobody listened on a moment ago. */
declare function freePort(): Promise<number>;

/** Random numbers that a seed determines, the same on every machine. Not for secrets. */
interface SeededRandom {
    /** A number from 0 to just below 1, with 53 random bits. */
    next(): number;
    /** A whole number from `min` to `max`, both included. */
    int(min: number, max: number): number;
    /** One of the items; throws a RangeError if there is none. */
    pick<T>(items: readonly T[]): T;
    /** The items in another order; the given list stays as it is. */
    shuffle<T>(items: readonly T[]): T[];
    bytes(count: number): Uint8Array;
}
/** Print the seed when a test fails, and the failure can be had again. */
declare function seededRandom(seed: number | string): SeededRandom;

/**
 * Expects a promise to reject, or a function to throw or reject, with the Millrace error of that code, and gives the
 * error for a closer look.
 *
 * @throws an `AssertionError` if there is no error or another one, which is then its `cause`.
 */
declare function expectCode<Code extends string>(work: PromiseLike<unknown> | (() => unknown), code: Code): Promise<MillraceError<Code>>;

/** The first `count` items (default: all), as a list; an endless source is closed after them. */
declare function collect<T>(source: AsyncIterable<T> | Iterable<T>, count?: number): Promise<T[]>;

interface LeakCheckOptions {
    /** Signals whose `abort` listeners count too. */
    readonly signals?: readonly AbortSignal[];
    /** Emitters whose listeners count too, beside the process itself. */
    readonly emitters?: readonly EventEmitter[];
    /** Kinds of handles, as `process.getActiveResourcesInfo()` names them, that may grow. Default none. */
    readonly ignore?: readonly string[];
    /** How long handles may take to close. Default 1000. */
    readonly settleMs?: number;
}
/** Compares the end of a test with its beginning; `await using` does so at the end of the block. */
interface LeakCheck extends AsyncDisposable {
    /** Waits for handles to close; then throws an `AssertionError` that lists what is more than at the beginning. */
    assertClean(): Promise<void>;
}
/** Counts handles, timers that keep the process alive, and listeners, now and at the end. */
declare function leakCheck(options?: LeakCheckOptions): LeakCheck;

export { collect, expectCode, freePort, leakCheck, memoryLogger, seededRandom, tempFolder, tempSocket };
export type { LeakCheck, LeakCheckOptions, LogRecord, MemoryLogger, SeededRandom, TempPath };

// clock.shared.d.ts

/** One row of a package's error table: the source of the type, of the documentation page and of its tests. */
interface ErrorEntry {
    /** What went wrong, as one sentence for the documentation. */
    readonly summary: string;
    /** What the reader of the error should do about it. */
    readonly remedy: string;
    /** Whether the same call may succeed later without a change. Default `false`. */
    readonly retryable?: boolean;
}
/** Error code → entry. Codes are `<PREFIX>_<REASON>` in upper case. */
type ErrorTable = Readonly<Record<string, ErrorEntry>>;
/** The codes of a table: `type PipelineErrorCode = ErrorCodeOf<typeof pipelineErrors>`. */
type ErrorCodeOf<Table extends ErrorTable> = keyof Table & string;
interface MillraceErrorOptions extends ErrorOptions {
    /** Overrides the table's answer. */
    readonly retryable?: boolean;
    /** Structured facts (file, line, stage, field …). What JSON does not know is described by {@link MillraceError.toJSON}. */
    readonly details?: Readonly<Record<string, unknown>>;
}
/** What {@link MillraceError.toJSON} gives: `JSON.stringify` takes it, whatever the error was made of. */
interface MillraceErrorJson {
    readonly name: string;
    readonly code: string;
    readonly message: string;
    readonly retryable: boolean;
    readonly details?: Readonly<Record<string, unknown>>;
    readonly cause?: unknown;
    readonly stack?: string;
}
type CodeOf<E extends MillraceError> = string extends E["code"] ? string : E["code"];
/** To the compiler the codes of {@link MillraceError} itself are `any`. */
type ErrorOf<E extends MillraceError, Code extends string> = MillraceError extends E ? MillraceError<Code> : [CodeOf<E>] extends [Code] ? E : E & {
    readonly code: Code;
};
/**
 * The error of every Millrace package. `message` starts with the code in brackets and says what was wrong, where,
 * and what to do. Recognise it with {@link MillraceError.is}: the brand is a registered symbol, so errors of a second
 * installed copy are recognised too, where `instanceof` would not.
 */
declare class MillraceError<Code extends string = string> extends Error {
    readonly code: Code;
    readonly retryable: boolean;
    readonly details?: Readonly<Record<string, unknown>>;
    constructor(code: Code, message: string, options?: MillraceErrorOptions);
    /**
     * True for an error of this class, made by any installed copy; `MillraceError.is` for one of any Millrace package.
     * With `code`, only for that code.
     */
    static is<E extends MillraceError, const Code extends CodeOf<E> = CodeOf<E>>(this: {
        readonly prototype: E;
    }, value: unknown, code?: Code): value is ErrorOf<E, Code>;
    toJSON(): MillraceErrorJson;
}
/** Freezes a package's table and checks the form of its codes. */
declare function defineErrorTable<const Table extends ErrorTable>(table: Table): Table;
/**
 * Gives a package's error class its name and its table, which supplies the default of `retryable`. Call it in the
 * static block of the class; the compiler refuses a table that lacks one of the class's codes. Freezes the table and
 * checks the form of its codes. Where `isolatedDeclarations` wants the table's type on its export, write the table
 * as a literal instead of passing it through {@link defineErrorTable}.
 */
declare function describeErrors<Code extends string>(errorClass: {
    readonly prototype: MillraceError<Code>;
}, name: string, table: Readonly<Record<Code, ErrorEntry>>): void;
/** The Markdown table of a package's errors, for its README and the documentation. */
declare function renderErrorTable(table: ErrorTable): string;

/** From the least to the most urgent. */
declare const logLevels: readonly ["debug", "info", "warn", "error"];
type LogLevel = (typeof logLevels)[number];
type LogFields = Readonly<Record<string, unknown>>;
/**
 * What every package logs to. The order `(fields, message)` is pino's, so a pino logger fits as it is, and so do
 * bunyan's and Fastify's.
 */
interface Logger {
    debug(fields: LogFields, message: string): void;
    info(fields: LogFields, message: string): void;
    warn(fields: LogFields, message: string): void;
    error(fields: LogFields, message: string): void;
    /** A logger that adds `fields` to every record. Absent: use {@link childLogger}. */
    child?(fields: LogFields): Logger;
}
/** Drops every record. */
declare const silentLogger: Logger;
/** A logger that adds `fields` to every record: by the logger's own `child`, or by merging where it has none. */
declare function childLogger(logger: Logger, fields: LogFields): Logger;

/** Stops a timer; calling it again, or after the timer fired, does nothing. */
type CancelTimer = () => void;
/** Time as the packages see it: real in production, manual in tests. */
interface Clock {
    /** Wall time, milliseconds since 1970-01-01T00:00:00Z. */
    now(): number;
    /** Monotonic milliseconds with fractions, for durations. The origin is arbitrary. */
    monotonic(): number;
    /** Calls `callback` once, `delayMs` (≥ 0) from now. */
    setTimer(delayMs: number, callback: () => void): CancelTimer;
}
declare const systemClock: Clock;

export { MillraceError as M, childLogger as h, defineErrorTable as i, describeErrors as j, systemClock as k, renderErrorTable as r, silentLogger as s };
export type { Clock as C, ErrorCodeOf as E, Logger as L, LogLevel as a, CancelTimer as b, ErrorEntry as c, ErrorTable as d, LogFields as e, MillraceErrorJson as f, MillraceErrorOptions as g };

// manual-clock.shared.d.ts

import { C as Clock, b as CancelTimer } from './clock.shared.d.ts';

interface ManualClockOptions {
    /** Wall time at the start, milliseconds since 1970-01-01T00:00:00Z. Default 0. */
    readonly nowMs?: number;
}
/** A clock that stands still until a test moves it. */
declare class ManualClock implements Clock {
    #private;
    constructor(options?: ManualClockOptions);
    now(): number;
    /** Milliseconds by which this clock was advanced so far. */
    monotonic(): number;
    /** How many timers wait. */
    get pendingTimers(): number;
    setTimer(delayMs: number, callback: () => void): CancelTimer;
    /**
     * Moves time by `ms` (≥ 0) and runs the timers that fall due, in order, each at its own time; timers that they
     * create run too if they fall due. Before the first, after each and at the end, promises and immediates settle.
     * Rejects with what a callback throws. Calls do not overlap: a second one starts when the first has ended.
     */
    advance(ms: number): Promise<void>;
}

export { ManualClock as M };
export type { ManualClockOptions as a };

// runnable.shared.d.ts

import { C as Clock } from './clock.shared.d.ts';

/**
 * `idle` → `running` → `draining` (stops taking work, finishes what it has) → `closed`; `failed` if the work failed
 * or did not stop. A runnable runs once.
 */
type RunState = "idle" | "running" | "draining" | "closed" | "failed";
interface RunOptions {
    /** Aborting it equals {@link Runnable.close}. */
    readonly signal?: AbortSignal | undefined;
}
interface CloseOptions {
    /** How long work in hand may take before it is told to give up. Default: what the runnable was made with. */
    readonly graceMs?: number;
}
/** What runs until it is told to stop: a worker, a server, a runner. */
interface Runnable extends AsyncDisposable {
    readonly state: RunState;
    /**
     * Resolves when the work has ended, by itself or by {@link close}; rejects if it failed.
     *
     * @throws `PROTOCOL_ALREADY_RUN` the second time; `PROTOCOL_STOP_TIMEOUT` if the work ignored all requests to stop.
     */
    run(options?: RunOptions): Promise<void>;
    /**
     * Asks the work to stop and resolves when it has ended. Calling it again is harmless; a shorter grace then shortens
     * the wait, and 0 forces at once. Never rejects: how the work ended is told by {@link run}.
     */
    close(options?: CloseOptions): Promise<void>;
}
/** What the work of a runnable listens to. */
interface RunScope {
    /** Aborts when the work shall take nothing new, finish what it has in hand, and return. */
    readonly stopping: AbortSignal;
    /** Aborts when the grace is over: drop what is in hand, and return. */
    readonly forced: AbortSignal;
}
interface RunnableOptions {
    /** What it is, for messages: `"worker 'orders'"`. */
    readonly name: string;
    /** The grace of a {@link Runnable.close} that names none. Default {@link runnableDefaults}. */
    readonly graceMs?: number;
    /** How long the work may take to return after `forced`. Default {@link runnableDefaults}. */
    readonly forceMs?: number;
    /** Default {@link systemClock}. */
    readonly clock?: Clock;
}
declare const runnableDefaults: {
    readonly graceMs: number;
    readonly forceMs: number;
};
/**
 * The lifecycle that every long-running part of these packages has, around the work that is its own.
 *
 * `work` returns when it is done or when a signal of its scope tells it to stop; throwing the reason of such a signal,
 * or an `AbortError` after it, is a way to stop and no failure.
 */
declare function createRunnable(work: (scope: RunScope) => void | Promise<void>, options: RunnableOptions): Runnable;

export { createRunnable as e, runnableDefaults as r };
export type { CloseOptions as C, Runnable as R, RunOptions as a, RunScope as b, RunState as c, RunnableOptions as d };
