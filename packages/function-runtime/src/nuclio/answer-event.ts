import { callValue } from "../compose/call-value.ts";
import { responseOf, type Answer } from "../compose/response.ts";
import type { NuclioContext } from "./context.ts";
import { errorAnswer } from "./error-answer.ts";
import { parametersOf, parsedBody } from "./event-parameters.ts";
import type { NuclioFunction } from "./load-handler.ts";
import { PendingCall, type LineSink } from "./pending-call.ts";
import { NuclioEvent, rawBody, type WireEvent } from "./wire-event.ts";

/** What the calls of one connection share. */
export interface CallScope {
  readonly fn: NuclioFunction;
  readonly context: NuclioContext;
  readonly sink: LineSink;
  /** Aborts when the processor is gone. */
  readonly signal: AbortSignal;
  /** Told of each call until it is answered. */
  readonly calls: Set<PendingCall>;
}

/** Calls the function for one event. Whatever it throws is an answer too; synchronous when the function is. */
export const answerEvent = (scope: CallScope, wire: WireEvent, id?: string): Answer | Promise<Answer> => {
  const { fn, context, signal } = scope;
  const body = rawBody(wire);
  if (fn.classic) {
    const handler = fn.loaded.call as unknown as (context: NuclioContext, event: NuclioEvent) => unknown;
    return answerCall(scope, () => handler(context, new NuclioEvent(wire, body, id)));
  }
  return answerCall(scope, () => {
    const event = new NuclioEvent(wire, parsedBody(body, wire.content_type ?? ""), id);
    return callValue(fn.loaded, { parameters: parametersOf(event), reserved: { context, event, signal } });
  });
};

/** Calls a function that takes batches with all events; its answers are theirs by `event_id`, else by their place. */
export const answerBatch = async (scope: CallScope, wires: readonly WireEvent[]): Promise<readonly Answer[]> => {
  const { fn, context } = scope;
  const handler = fn.loaded.call as unknown as (context: NuclioContext, events: readonly NuclioEvent[]) => unknown;
  const events = wires.map((wire) => new NuclioEvent(wire, rawBody(wire), wire.id));
  try {
    const values = await tracked(scope, () => handler(context, events));
    if (!Array.isArray(values)) {
      throw new TypeError(`a handler of batches returns an array with an answer for each event, not ${typeof values}`);
    }
    const byId = new Map(values.map((value: unknown) => [eventIdOf(value), value]));
    return events.map(({ id }, index) => responseOf(byId.get(id) ?? values[index], { statusPairs: true }));
  } catch (error) {
    logFailure(scope, error);
    return events.map(() => errorAnswer(error));
  }
};

const answerCall = (scope: CallScope, run: () => unknown): Answer | Promise<Answer> => {
  const statusPairs = scope.fn.classic;
  try {
    const value = tracked(scope, run);
    if (!(value instanceof Promise)) return responseOf(value, { statusPairs });
    return value
      .then((settled) => responseOf(settled, { statusPairs }))
      .catch((error: unknown) => failed(scope, error));
  } catch (error) {
    return failed(scope, error);
  }
};

const tracked = (scope: CallScope, run: () => unknown): unknown => {
  const call = new PendingCall(scope.sink);
  scope.calls.add(call);
  const done = (): void => void scope.calls.delete(call);
  try {
    const value = call.run(run, scope.fn.classic);
    if (value instanceof Promise) return value.finally(done);
    done();
    return value;
  } catch (error) {
    done();
    throw error;
  }
};

const failed = (scope: CallScope, error: unknown): Answer => {
  logFailure(scope, error);
  return errorAnswer(error);
};

const logFailure = ({ sink, context }: CallScope, error: unknown): void => {
  new PendingCall(sink).run(() => context.logger.error("Error in handler", { error }), false);
};

const eventIdOf = (value: unknown): unknown =>
  typeof value === "object" && value !== null && "event_id" in value ? value.event_id : undefined;
