import { Batch } from "./batch.ts";
import type { Definition, HandlerCall, MaybePromise, SinkComponent } from "./component.ts";
import type { SinkDatum } from "./datum.ts";
import type { Item } from "./define-reduce.ts";
import type { UdfError } from "./errors.ts";
import { checkDefinition } from "./internal/check-definition.ts";
import { responsesOf } from "./internal/responses-of.ts";
import { withValue } from "./internal/typed-input.ts";
import { mapDone, whenDone } from "./internal/when-done.ts";
import { Response } from "./response.ts";
import type { ValueCodec } from "./value-codec.ts";

/** A message of a batch with its decoded value. */
export interface SinkItem<In> extends Item<In, SinkDatum> {
  /** What a {@link Response} names it by. */
  readonly id: string;
}

export interface DefineSinkOptions<In> {
  readonly input: ValueCodec<In, never>;
  /**
   * Stores one batch, of at most as many messages as the vertex reads at once (500 by default). Returning nothing says
   * that all of it is stored; else each message is answered once. What it throws fails the whole batch, and the server.
   */
  readonly handle: (
    batch: Batch<SinkItem<In>>,
    call: HandlerCall,
  ) => MaybePromise<Iterable<Response> | undefined | void>;
  /** Answers a message that does not fit `input`, which `handle` then does not see. Default: it fails the component. */
  readonly onInvalid?: (error: UdfError, datum: SinkDatum) => MaybePromise<Response>;
}

/**
 * A sink: takes messages in batches, and says of each what became of it. The same program serves as a vertex' primary,
 * fallback or on-success sink.
 *
 * @throws `UDF_INVALID_DEFINITION`, `PROTOCOL_UNKNOWN_OPTION`
 */
export function defineSink<In>(options: DefineSinkOptions<In>): Definition<SinkComponent> {
  checkDefinition(options, "defineSink", { codecs: ["input"], functions: ["handle"], others: ["onInvalid"] });
  const { input, handle, onInvalid } = options;
  const answerInvalid =
    onInvalid &&
    ((error: UdfError, datum: SinkDatum): MaybePromise<Response> =>
      whenDone(onInvalid(error, datum), (response) => responsesOf([response], "a sink")[0] as Response));

  const read = (datum: SinkDatum): MaybePromise<SinkItem<In> | Response> =>
    withValue<In, SinkDatum, SinkItem<In> | Response>(
      input,
      datum,
      "a sink",
      (value) => ({ id: datum.id, value, datum }),
      answerInvalid,
    );

  const store = (items: readonly SinkItem<In>[], call: HandlerCall): MaybePromise<readonly Response[]> =>
    whenDone(handle(new Batch(items), call), (given) =>
      given === undefined ? items.map(({ id }) => Response.asSuccess(id)) : responsesOf(given, "a sink"),
    );

  const component: SinkComponent = {
    kind: "sink",
    handle: (datums, call) =>
      whenDone(mapDone(datums, read), (entries) => {
        const refused = entries.filter((entry) => entry instanceof Response);
        if (refused.length === entries.length) return refused;
        // The rule, which is not to cost another list.
        if (refused.length === 0) return store(entries as SinkItem<In>[], call);
        const items = entries.filter((entry): entry is SinkItem<In> => !(entry instanceof Response));
        return whenDone(store(items, call), (stored) => [...stored, ...refused]);
      }),
  };
  return Object.freeze({ component: Object.freeze(component) });
}
