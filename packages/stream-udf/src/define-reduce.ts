import type { Definition, HandlerCall, MaybePromise, ReduceComponent } from "./component.ts";
import type { Datum } from "./datum.ts";
import { checkDefinition } from "./internal/check-definition.ts";
import { withValue } from "./internal/typed-input.ts";
import { isPromise } from "./internal/when-done.ts";
import { forwardFields, toMessages, type MessageMaker } from "./internal/typed-output.ts";
import { Message } from "./message.ts";
import type { IntervalWindow, Metadata } from "./metadata.ts";
import type { Drop, Forward, Results } from "./typed-result.ts";
import type { ValueCodec } from "./value-codec.ts";

/** A message with its decoded value. */
export interface Item<In, D extends Datum = Datum> {
  readonly value: In;
  readonly datum: D;
}

/** What a typed reduce knows about its work. */
export interface ReduceCall extends HandlerCall {
  readonly keys: readonly string[];
  readonly window: IntervalWindow;
}

export type ReduceResults<Out, Tag extends string> = Results<Forward<Out, Tag> | Drop>;

interface ReduceCodecs<In, Out, Tag extends string> {
  readonly input: ValueCodec<In, never>;
  readonly output: ValueCodec<unknown, Out>;
  /** All tags that results may have. Default: none. */
  readonly tags?: readonly Tag[];
}

/** A reduce that folds message by message: `finish` gives the results when the window closes. */
export interface FoldOptions<In, State, Out, Tag extends string = never> extends ReduceCodecs<In, Out, Tag> {
  /** The state before the first message of a key in a window. */
  readonly initial: (call: ReduceCall) => State;
  /** The state after one more message. It may change the state that it is given, and return it. */
  readonly step: (state: State, value: In, datum: Datum) => MaybePromise<State>;
  readonly finish: (state: State, call: ReduceCall) => ReduceResults<NoInfer<Out>, NoInfer<Tag>>;
}

/** A reduce that reads the messages itself. */
export interface ReduceOptions<In, Out, Tag extends string = never> extends ReduceCodecs<In, Out, Tag> {
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
export function defineReduce<In, State, Out, const Tag extends string = never>(
  options: FoldOptions<In, State, Out, Tag> | ReduceOptions<In, Out, Tag>,
): Definition<ReduceComponent> {
  const folds = typeof options === "object" && options !== null && "step" in options;
  checkDefinition(options, "defineReduce", {
    codecs: ["input", "output"],
    functions: folds ? ["initial", "step", "finish"] : ["handle"],
    others: ["tags"],
  });
  const maker: MessageMaker<Message, Forward<unknown, string>> = {
    where: "a reduce",
    returns: "{ value } or drop",
    fields: forwardFields,
    codec: options.output,
    tags: new Set(options.tags),
    forward: (_result, keys, value, more) => Message.toVtx(keys, value, more),
    // The engine takes no nack from a reduce, and no failed result: its messages are many.
    messages: { toDrop: () => Message.toDrop() },
  };
  const reduce = "step" in options ? fold(options, maker.where) : collect(options, maker.where);
  const component: ReduceComponent = {
    kind: "reduce",
    handle: async (keys, datums, metadata, call) =>
      toMessages(await reduce(datums, callOf(keys, metadata, call)), keys, maker),
  };
  return Object.freeze({ component: Object.freeze(component) });
}

type Reduce = (datums: AsyncIterable<Datum>, call: ReduceCall) => MaybePromise<unknown>;

function fold<In, State, Out, Tag extends string>(
  { input, initial, step, finish }: FoldOptions<In, State, Out, Tag>,
  where: string,
): Reduce {
  return async (datums, call) => {
    let state = initial(call);
    for await (const datum of datums) {
      const next = withValue(input, datum, where, (value) => step(state, value, datum), undefined);
      state = isPromise(next) ? await next : next;
    }
    return finish(state, call);
  };
}

function collect<In, Out, Tag extends string>({ input, handle }: ReduceOptions<In, Out, Tag>, where: string): Reduce {
  async function* items(datums: AsyncIterable<Datum>): AsyncGenerator<Item<In>, void> {
    for await (const datum of datums) {
      yield await withValue(input, datum, where, (value): Item<In> => ({ value, datum }), undefined);
    }
  }
  return (datums, call) => handle(items(datums), call);
}

const callOf = (keys: readonly string[], { intervalWindow }: Metadata, call: HandlerCall): ReduceCall => ({
  keys,
  window: intervalWindow,
  get signal() {
    return call.signal;
  },
});
