import type { Definition, HandlerCall, SourceTransformComponent } from "./component.ts";
import type { Datum } from "./datum.ts";
import type { UdfError } from "./errors.ts";
import { checkDefinition } from "./internal/check-definition.ts";
import { requireTime } from "./internal/require.ts";
import { withValue } from "./internal/typed-input.ts";
import { forwardFields, toMessages, type MessageMaker } from "./internal/typed-output.ts";
import { whenDone } from "./internal/when-done.ts";
import { MessageT } from "./message-t.ts";
import type { Forward, Results, Verdict } from "./typed-result.ts";
import type { ValueCodec } from "./value-codec.ts";

/** A result with the event time that it has from now on. */
export interface TimedForward<Out, Tag extends string = never> extends Omit<Forward<Out, Tag>, "eventTime"> {
  /** From it the engine derives the watermark. `datum.eventTime` leaves it as it is, to the nanosecond. */
  readonly eventTime: Date;
}

export type TransformResults<Out, Tag extends string> = Results<TimedForward<Out, Tag> | Verdict>;

export interface DefineSourceTransformOptions<In, Out, Tag extends string = never> {
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
export function defineSourceTransform<In, Out, const Tag extends string = never>(
  options: DefineSourceTransformOptions<In, Out, Tag>,
): Definition<SourceTransformComponent> {
  checkDefinition(options, "defineSourceTransform", {
    codecs: ["input", "output"],
    functions: ["handle"],
    others: ["tags", "onInvalid"],
  });
  const { input, output, handle, onInvalid } = options;
  const maker: MessageMaker<MessageT, TimedForward<unknown, string>> = {
    where: "a source transform",
    returns: "{ value, eventTime }, drop, nack() or fail",
    fields: [...forwardFields, "eventTime"],
    codec: output,
    tags: new Set(options.tags),
    forward: ({ eventTime }, keys, value, more) =>
      MessageT.toVtx(keys, value, requireTime(eventTime, "a result of a source transform"), more),
    messages: MessageT,
  };
  const component: SourceTransformComponent = {
    kind: "sourceTransform",
    handle: (keys, datum, call) =>
      whenDone(
        withValue(input, datum, maker.where, (value) => handle(value, datum, call), onInvalid),
        (results) => toMessages(results, keys, maker),
      ),
  };
  return Object.freeze({ component: Object.freeze(component) });
}
