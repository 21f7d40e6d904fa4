import type { LogFields } from "@millrace/protocol";
import type { Payload } from "@millrace/protocol/payload";
import type { ActivityContext } from "./activity-context.ts";

export interface ActivityExecuteInput {
  readonly args: readonly unknown[];
  /** What the caller sent beside the arguments, such as traces. */
  readonly headers: Readonly<Record<string, Payload>>;
}

/** Calls that reach an activity. */
export interface ActivityInboundInterceptor {
  /** Around the activity. `next` calls it, or the next interceptor, with the input that it is given. */
  execute?(input: ActivityExecuteInput, next: (input: ActivityExecuteInput) => Promise<unknown>): Promise<unknown>;
}

/** What an activity's code calls. */
export interface ActivityOutboundInterceptor {
  /** Gives the fields that each line of the activity's log has. Asked once for an attempt, at its first line. */
  getLogAttributes?(input: LogFields, next: (input: LogFields) => LogFields): LogFields;
}

export interface ActivityInterceptors {
  readonly inbound?: ActivityInboundInterceptor;
  readonly outbound?: ActivityOutboundInterceptor;
}

/** Is called for each attempt; the first of a list is the outermost. */
export type ActivityInterceptorFactory = (context: ActivityContext) => ActivityInterceptors;

/** The inbound interceptors around a call. */
export function executeThrough(
  interceptors: readonly ActivityInterceptors[],
  input: ActivityExecuteInput,
  call: (input: ActivityExecuteInput) => unknown,
): unknown {
  const step = (at: number, current: ActivityExecuteInput): unknown => {
    const interceptor = interceptors[at];
    if (interceptor === undefined) return call(current);
    const { inbound } = interceptor;
    if (inbound?.execute === undefined) return step(at + 1, current);
    return inbound.execute(current, async (next) => step(at + 1, next));
  };
  return step(0, input);
}

/** The outbound interceptors around the fields of the log. */
export function logFieldsThrough(interceptors: readonly ActivityInterceptors[], fields: LogFields): LogFields {
  const step = (at: number, current: LogFields): LogFields => {
    const interceptor = interceptors[at];
    if (interceptor === undefined) return current;
    const { outbound } = interceptor;
    if (outbound?.getLogAttributes === undefined) return step(at + 1, current);
    return outbound.getLogAttributes(current, (next) => step(at + 1, next));
  };
  return step(0, fields);
}
