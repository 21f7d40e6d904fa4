import type { Definition, HandlerCall, MapComponent } from "./component.ts";
import type { Datum } from "./datum.ts";
import type { UdfError } from "./errors.ts";
import { checkDefinition } from "./internal/check-definition.ts";
import { withValue } from "./internal/typed-input.ts";
import { forwardFields, toMessages, type MessageMaker } from "./internal/typed-output.ts";
import { whenDone } from "./internal/when-done.ts";
import { Message } from "./message.ts";
import type { Forward, Results, Verdict } from "./typed-result.ts";
import type { ValueCodec } from "./value-codec.ts";

export type MapResults<Out, Tag extends string> = Results<Forward<Out, Tag> | Verdict>;

export interface DefineMapOptions<In, Out, Tag extends string = never> {
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
export function defineMap<In, Out, const Tag extends string = never>(
  options: DefineMapOptions<In, Out, Tag>,
): Definition<MapComponent> {
  checkDefinition(options, "defineMap", {
    codecs: ["input", "output"],
    functions: ["handle"],
    others: ["tags", "onInvalid"],
  });
  const { input, output, handle, onInvalid } = options;
  const maker: MessageMaker<Message, Forward<unknown, string>> = {
    where: "a map",
    returns: "{ value }, drop, nack() or fail",
    fields: forwardFields,
    codec: output,
    tags: new Set(options.tags),
    forward: (_result, keys, value, more) => Message.toVtx(keys, value, more),
    messages: Message,
  };
  const component: MapComponent = {
    kind: "map",
    handle: (keys, datum, call) =>
      whenDone(
        withValue(input, datum, maker.where, (value) => handle(value, datum, call), onInvalid),
        (results) => toMessages(results, keys, maker),
      ),
  };
  return Object.freeze({ component: Object.freeze(component) });
}
