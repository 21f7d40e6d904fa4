import { PipelineError } from "../errors.ts";
import type { Source } from "../graph.ts";
import { isIterator } from "../internal/is-iterator.ts";
import { stageSlot } from "../stage-context.ts";
import { Activation } from "./activation.ts";

/** Who reads an iterator, as messages name it. */
interface Reader {
  readonly name: string;
}

/** Where an iterator comes from: a source, or the id of a stage. */
type Origin = Source | string;

/** The first reader of each iterator: it may go on, and nobody else may begin. */
const firstReaders = new WeakMap<object, Reader>();
/** What readers are given in place of iterators. */
const views = new WeakSet<object>();
/** What the caller of a run is given in place of an iterator, however often the outputs are asked for. */
const outputViews = new WeakMap<object, object>();
/** Streams whose readers are told apart. */
const watched = new WeakSet<object>();
const readers = new WeakMap<object, Reader>();

/** What a reader is given in place of an iterator: as soon as it calls a method of it, nobody else can. */
function viewFor(iterator: object, reader: Reader, source: Origin): object {
  const view: object = new Proxy(Object.create(iterator) as object, {
    get: (_, key) => {
      const member: unknown = Reflect.get(iterator, key);
      if (typeof member !== "function" || key in Object.prototype) return member;
      return (...args: unknown[]): unknown => {
        claim(iterator, reader, source);
        const result: unknown = Reflect.apply(member, iterator, args);
        return result === iterator ? view : result;
      };
    },
  });
  views.add(view);
  return view;
}

/**
 * From now on the first to go over a stream is the only one who can. The stream stays itself: what Node does with
 * streams it does with no other object in their place.
 */
export function watchStream(stream: AsyncIterable<unknown>, source: Origin): void {
  if (watched.has(stream)) return;
  watched.add(stream);
  const begin: unknown = stream[Symbol.asyncIterator];
  const value = function (this: unknown, ...args: unknown[]): unknown {
    claim(stream, currentReader(), source);
    return Reflect.apply(begin as () => unknown, this, args);
  };
  Reflect.defineProperty(stream, Symbol.asyncIterator, { value, writable: true, configurable: true });
}

function claim(iterator: object, reader: Reader, source: Origin): void {
  const first = firstReaders.get(iterator);
  if (first === undefined) firstReaders.set(iterator, reader);
  else if (first !== reader) throw readTwice(source, reader, first);
}

/** The attempt of a stage that calls, or the caller of the run. Items of one map may share what they read. */
function currentReader(): Reader {
  const stage = stageSlot.get();
  if (stage === undefined) return caller;
  const key = stage instanceof Activation ? stage.work : stage;
  const reader = readers.get(key) ?? { name: `stage '${stage.stage}' on attempt ${stage.attempt}` };
  readers.set(key, reader);
  return reader;
}

/** The value of an input. What can be gone over once is for one attempt of one stage: others would get what that one has left. */
export function inputValue(value: unknown, stage: string, source: Source): unknown {
  if (isStream(value)) watchStream(value, source);
  if (!isOneShot(value)) return value;
  return viewFor(value, { name: `stage '${stage}' on attempt ${stageSlot.get()?.attempt ?? 1}` }, source);
}

/** The value of an output, for the caller of the run to read if no stage has. */
export function outputValue(value: unknown, source: Origin): unknown {
  if (!isOneShot(value)) return value;
  const view = outputViews.get(value) ?? viewFor(value, caller, source);
  outputViews.set(value, view);
  return view;
}

/** @throws PipelineError PIPELINE_ITERATOR_REUSED for an output that a stage has read already */
export function requireUnread(value: unknown, source: Origin): void {
  const first = typeof value === "object" && value !== null ? firstReaders.get(value) : undefined;
  if (first !== undefined && first !== caller) throw readTwice(source, caller, first);
}

/** @throws PipelineError PIPELINE_ITERATOR_REUSED for an iterator or stream that all items of a map would read */
export function refuseShared(args: Readonly<Record<string, unknown>>, map: string): void {
  for (const arg in args) {
    const value = args[arg];
    // Items may well write to the same stream.
    if (views.has(value as object) || (isStream(value) && !("write" in value))) {
      const message = `input '${arg}' of map '${map}' is an iterator, which only one of its items could read`;
      throw new PipelineError("PIPELINE_ITERATOR_REUSED", `${message}; ${advice}`, { details: { stage: map } });
    }
  }
}

const caller: Reader = { name: "the caller of the run" };
const advice = "return an array, or an object whose [Symbol.iterator] begins anew each time";

/** A stream of Node or of the web, which can be gone over once although it is not its own iterator. */
const isStream = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === "object" &&
  value !== null &&
  Symbol.asyncIterator in value &&
  ("pipe" in value || "getReader" in value);

/** A view is not asked for its iterator: that would count as reading. */
const isOneShot = (value: unknown): value is object =>
  typeof value === "object" && value !== null && "next" in value && (views.has(value) || isIterator(value));

function readTwice(source: Origin, reader: Reader, first: Reader): PipelineError {
  const from = typeof source === "string" ? ` of stage '${source}'` : nameOf(source);
  return new PipelineError(
    "PIPELINE_ITERATOR_REUSED",
    `${reader.name} reads the iterator${from}, which ${first.name} has read before; ${advice}`,
    { details: { reader: reader.name, first: first.name } },
  );
}

function nameOf(source: Source): string {
  if (source.kind === "stage") return ` of stage '${source.stage}'`;
  return source.kind === "parameter" ? ` of parameter '${source.name}'` : "";
}
