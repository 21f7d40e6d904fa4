import { callValue } from "../compose/call-value.ts";
import { ContextResponse } from "../compose/context-response.ts";
import { initialise } from "../compose/initialise.ts";
import { loadedOf } from "../compose/loaded-of.ts";
import { responseOf } from "../compose/response.ts";
import type { FunctionContext, FunctionEvent } from "../function-context.ts";
import { functionLogger } from "../function-logger.ts";
import type { AnyFunction } from "../handler.ts";
import { textOfThrown } from "../thrown-text.ts";
import { markBatch } from "./batch-mark.ts";
import type { NuclioContext } from "./context.ts";
import { errorAnswer } from "./error-answer.ts";
import { parametersOf, parsedBody } from "./event-parameters.ts";
import type { NuclioLogger } from "./logger.ts";
import { base64Of } from "./reply.ts";
import { wholeAnswer } from "./send-answer.ts";
import { NuclioEvent, type WireEvent } from "./wire-event.ts";

/** The named arguments of a function under Nuclio, beside its parameters, which are texts if the query has them. */
export type NuclioCall<Parameters extends object = Record<never, never>> = Parameters & {
  readonly context: FunctionContext;
  readonly event: FunctionEvent;
  readonly events: FunctionEvent;
  readonly signal: AbortSignal;
};

/** The context that any wrapper of Nuclio's nodejs runtime gives. */
export interface StockContext {
  readonly userData: Record<string, unknown>;
  readonly callback: (response: unknown) => unknown;
  readonly logger: Pick<NuclioLogger, "debugWith" | "infoWith" | "warnWith" | "errorWith">;
  readonly Response: new (
    body: string,
    headers: Readonly<Record<string, string>>,
    contentType: string,
    statusCode: number,
    bodyEncoding: "text" | "base64",
  ) => object;
}

/** The event that any wrapper gives: the names of the protocol, the body as a Buffer, the time as a Date. */
export type StockEvent = Omit<WireEvent, "timestamp"> & { readonly timestamp?: Date };

/** A handler in the form of Nuclio's nodejs runtime, and the `initContext` that belongs to it. */
export interface NuclioHandler {
  (context: StockContext, event: StockEvent): Promise<void>;
  /** To be exported under this name, so that init runs before the first event and not with it. */
  readonly initContext: (context: StockContext) => Promise<void>;
}

export interface NuclioHandlerOptions {
  /** For the function's init. Default none. */
  readonly initParameters?: Readonly<Record<string, unknown>>;
}

/**
 * Makes a handler for Nuclio's own nodejs wrapper out of a function with named arguments. It never rejects, since that
 * wrapper would die of it. This package's wrapper needs no adapter: it takes such functions as they are.
 */
export const nuclioHandler = (fn: AnyFunction, { initParameters }: NuclioHandlerOptions = {}): NuclioHandler => {
  const loaded = loadedOf(fn);
  const contexts = new WeakMap<StockContext, FunctionContext>();
  const contextFor = (stock: StockContext): FunctionContext => {
    const known = contexts.get(stock) ?? contextOf(stock);
    contexts.set(stock, known);
    return known;
  };
  const initContext = (stock: StockContext): Promise<void> => initialise(loaded, contextFor(stock), initParameters);
  const signal = new AbortController().signal;

  const answer = async (stock: StockContext, stockEvent: StockEvent): Promise<object> => {
    try {
      await initContext(stock);
      const event = eventOf(stockEvent);
      const reserved = { context: contextFor(stock), event, signal };
      const value = await callValue(loaded, { parameters: parametersOf(event), reserved });
      return stockResponse(stock, await wholeAnswer(responseOf(value)));
    } catch (error) {
      stock.logger.errorWith("Error in handler", { error: textOfThrown(error) });
      return stockResponse(stock, errorAnswer(error));
    }
  };
  const handle = async (stock: StockContext, event: StockEvent): Promise<void> => {
    const { callback } = stock;
    callback(await answer(stock, event));
  };
  return Object.assign(handle, { initContext });
};

/**
 * A function that takes all events of a batch at once and returns an array with an answer for each, in their order or
 * by `event_id`. Only this package's wrapper knows batches; without the mark it calls a function for each event.
 */
export const nuclioBatchHandler = <Result>(
  fn: (context: NuclioContext, events: readonly NuclioEvent[]) => Result,
): ((context: NuclioContext, events: readonly NuclioEvent[]) => Result) => markBatch(fn);

const contextOf = ({ userData, logger }: StockContext): FunctionContext => ({
  userData,
  logger: functionLogger({
    debug: (fields, message) => logger.debugWith(message, fields),
    info: (fields, message) => logger.infoWith(message, fields),
    warn: (fields, message) => logger.warnWith(message, fields),
    error: (fields, message) => logger.errorWith(message, fields),
  }),
  workerId: 0,
  trigger: { kind: "", name: "" },
  Response: ContextResponse,
});

/** This package's wrapper gives an event of its own class, which has the protocol's names as getters. */
const eventOf = (stock: StockEvent): NuclioEvent => {
  const { content_type, type_version, shard_id, num_shards, timestamp } = stock;
  const seconds = (timestamp?.getTime() ?? 0) / 1000;
  const wire = { ...stock, content_type, type_version, shard_id, num_shards, timestamp: seconds } as WireEvent;
  return new NuclioEvent(wire, parsedBody(stock.body, content_type ?? ""));
};

const stockResponse = (
  { Response }: StockContext,
  { statusCode, contentType, headers, body = "" }: Awaited<ReturnType<typeof wholeAnswer>>,
): object =>
  typeof body === "string"
    ? new Response(body, headers, contentType, statusCode, "text")
    : new Response(base64Of(body), headers, contentType, statusCode, "base64");
