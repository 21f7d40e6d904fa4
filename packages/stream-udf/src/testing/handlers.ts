import { checkOptions } from "@millrace/protocol";
import type { MapAnswer, SinkAnswer, TransformAnswer } from "../answer.ts";
import { Batch } from "../batch.ts";
import type {
  Component,
  ComponentKind,
  Definition,
  HandlerCall,
  MapComponent,
  MaybePromise,
  ReduceComponent,
  SinkComponent,
  SourceTransformComponent,
} from "../component.ts";
import { verdictOf as verdictOfTags } from "../embedded/stages/tag-rules.ts";
import { LazyDatum, LazySinkDatum, type Datum } from "../datum.ts";
import { UdfError } from "../errors.ts";
import { checkResponses } from "../internal/check-responses.ts";
import { DatumQueue } from "../internal/datum-queue.ts";
import { kindOf } from "../internal/kind-of.ts";
import { KeyTable } from "../internal/key-table.ts";
import { requireTime } from "../internal/require.ts";
import { OutgoingMaker, type EngineMessage } from "./engine-message.ts";
import type { EngineWindow } from "./engines.ts";

/** Calls a handler without an engine: what goes in, and what comes out of `send`. */
export interface HandlerTest<Input, Output> {
  /** Rejects with what the handler throws. */
  send(input: Input): Promise<Output>;
}

/**
 * What a result says of its input instead of giving a value: what the handler returned as `drop`, `nack()` or `fail`.
 * `undefined` of a result that goes on. A handler that returns nothing gives no results at all, which is a drop as well.
 */
export const verdictOf = ({ tags }: Pick<MapAnswer, "tags">): "drop" | "nack" | "fail" | undefined =>
  verdictOfTags(tags);

/** The results for one message. */
export const testMap = (definition: Definition<MapComponent>): HandlerTest<EngineMessage, readonly MapAnswer[]> =>
  each(componentOf(definition, "map"));

/** The results for one message. */
export const testSourceTransform = (
  definition: Definition<SourceTransformComponent>,
): HandlerTest<EngineMessage, readonly TransformAnswer[]> => each(componentOf(definition, "sourceTransform"));

/**
 * The answers to one batch; {@link HandlerTest.send} rejects with `UDF_SINK_RESPONSES` if a message is not answered
 * exactly once.
 */
export function testSink(
  definition: Definition<SinkComponent>,
): HandlerTest<readonly EngineMessage[], readonly SinkAnswer[]> {
  const component = componentOf(definition, "sink");
  return {
    send: async (messages) => {
      const batch = [...new OutgoingMaker().all(messages)].map((message) => new LazySinkDatum(message));
      const answers = await component.handle(new Batch(batch), call());
      checkResponses(batch, answers);
      return answers;
    },
  };
}

/** The results of one window, key by key in the order in which keys came first. */
export function testReduce(definition: Definition<ReduceComponent>): HandlerTest<EngineWindow, readonly MapAnswer[]> {
  const component = componentOf(definition, "reduce");
  return {
    send: async (window) => {
      const { start, end, messages } = checkWindow(window);
      const metadata = { intervalWindow: { start, end } };
      const tasks = new KeyTable<{ readonly queue: DatumQueue; readonly keys: readonly string[] }>();
      for (const message of new OutgoingMaker().all(messages)) {
        if (tasks.get(message.keys) === undefined)
          tasks.add(message.keys, { queue: new DatumQueue(() => undefined), keys: message.keys });
        tasks.get(message.keys)?.queue.push(new LazyDatum(message));
      }
      const results = Array.from(tasks.values(), async ({ queue, keys }) => {
        queue.close();
        return component.handle([...keys], queue, metadata, call());
      });
      return (await Promise.all(results)).flat();
    },
  };
}

function checkWindow(window: EngineWindow): EngineWindow {
  const where = "a window of a test";
  if (typeof window !== "object" || window === null || Array.isArray(window)) {
    const message = `${where} is { start, end, messages }, not ${kindOf(window)}`;
    throw new UdfError("UDF_INVALID_MESSAGE", message);
  }
  checkOptions(window, ["start", "end", "messages"], where);
  requireTime(window.start, where, "start");
  requireTime(window.end, where, "end");
  return window;
}

interface EachComponent<Answer> {
  handle(keys: readonly string[], datum: Datum, call: HandlerCall): MaybePromise<readonly Answer[]>;
}

const each = <Answer>(component: EachComponent<Answer>): HandlerTest<EngineMessage, readonly Answer[]> => ({
  send: async (message) => {
    const outgoing = new OutgoingMaker().outgoing(message);
    return component.handle(outgoing.keys, new LazyDatum(outgoing), call());
  },
});

const call = (): HandlerCall => ({ signal: new AbortController().signal });

function componentOf<C extends Component>(definition: Definition<C>, kind: ComponentKind): C {
  const component: C | undefined = definition.component;
  if (component?.kind === kind) return component;
  const given = component === undefined ? "something else" : `a ${component.kind}`;
  throw new UdfError("UDF_INVALID_DEFINITION", `a test of a ${kind} takes a definition of one, not ${given}`);
}
