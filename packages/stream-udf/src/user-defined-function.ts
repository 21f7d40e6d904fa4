import { checkOptions } from "@millrace/protocol";
import type {
  HandlerCall,
  MapComponent,
  MaybePromise,
  ReduceComponent,
  SourceTransformComponent,
} from "./component.ts";
import { createUdfServer } from "./create-udf-server.ts";
import type { Datum } from "./datum.ts";
import { UdfError } from "./errors.ts";
import { kindOf } from "./internal/kind-of.ts";
import { listOf } from "./internal/list-of.ts";
import { Servicer, type UserDefinedServicer } from "./internal/servicer.ts";
import { whenDone } from "./internal/when-done.ts";
import { Message } from "./message.ts";
import { MessageT } from "./message-t.ts";
import type { MessageTs } from "./message-ts.ts";
import type { Messages } from "./messages.ts";
import type { Metadata } from "./metadata.ts";
import { serverOptionsOf, servicerOptionNames, type ServicerOptions } from "./servicer-options.ts";
import type { UdfComponents } from "./udf-server.ts";

/** Gives the results for one message. What it throws ends the call, and the server with it. */
export type MapHandler = (keys: string[], datum: Datum, call: HandlerCall) => MaybePromise<Messages>;

/** The same directly behind a source, where results have an event time of their own. */
export type MapTHandler = (keys: string[], datum: Datum, call: HandlerCall) => MaybePromise<MessageTs>;

/** Gives the results for one key of one window; `datums` ends when the window closes. */
export type ReduceHandler = (
  keys: string[],
  datums: AsyncIterable<Datum>,
  md: Metadata,
  call: HandlerCall,
) => MaybePromise<Messages>;

export interface UserDefinedFunctionOptions extends ServicerOptions {
  readonly mapHandler?: MapHandler;
  readonly maptHandler?: MapTHandler;
  readonly reduceHandler?: ReduceHandler;
}

const where = "UserDefinedFunctionServicer";
const handlerNames = ["mapHandler", "maptHandler", "reduceHandler"] as const;

/**
 * Serves up to three handlers, each on the socket where the engine looks for its kind, or all on `sockPath`.
 *
 * @throws `UDF_NO_HANDLER` without a handler; `UDF_INVALID_DEFINITION`, `PROTOCOL_UNKNOWN_OPTION`
 */
export function UserDefinedFunctionServicer(options: UserDefinedFunctionOptions): UserDefinedServicer {
  checkOptions(options, [...handlerNames, ...servicerOptionNames], where);
  const { mapHandler, maptHandler, reduceHandler } = options;
  if (mapHandler === undefined && maptHandler === undefined && reduceHandler === undefined) {
    throw new UdfError("UDF_NO_HANDLER", "Require a valid map/mapt handler and/or a valid reduce handler.");
  }
  for (const name of handlerNames) requireHandler(options[name], name);
  const components: UdfComponents = {
    ...(mapHandler && { map: { component: mapOf(mapHandler) } }),
    ...(maptHandler && { sourceTransform: { component: mapTOf(maptHandler) } }),
    ...(reduceHandler && { reduce: { component: reduceOf(reduceHandler) } }),
  };
  return new Servicer(components, createUdfServer({ ...components, ...serverOptionsOf(options) }));
}

const mapOf = (handler: MapHandler): MapComponent => ({
  kind: "map",
  handle: (keys, datum, call) =>
    whenDone(handler(keys as string[], datum, call), (given) => messagesOf(given, "a map")),
});

const mapTOf = (handler: MapTHandler): SourceTransformComponent => ({
  kind: "sourceTransform",
  handle: (keys, datum, call) =>
    whenDone(handler(keys as string[], datum, call), (given) =>
      listOf(given, MessageT, "the handler of a mapT", "MessageTs(MessageT.toVtx(keys, value, eventTime))"),
    ),
});

const reduceOf = (handler: ReduceHandler): ReduceComponent => ({
  kind: "reduce",
  handle: (keys, datums, md, call) =>
    whenDone(handler(keys as string[], datums, md, call), (given) => messagesOf(given, "a reduce")),
});

const messagesOf = (given: unknown, of: string): readonly Message[] =>
  listOf(given, Message, `the handler of ${of}`, "Messages(Message.toVtx(keys, value))");

function requireHandler(handler: unknown, name: string): void {
  if (handler === undefined || typeof handler === "function") return;
  throw new UdfError("UDF_INVALID_DEFINITION", `${where}: '${name}' must be a function, not ${kindOf(handler)}`);
}
