import type { HandlerContext } from "@connectrpc/connect";
import type { ServerCore } from "../core.ts";
import { failedPrecondition, invalidArgument } from "../service-errors.ts";

/** Answers leave so long before the caller gives up; half of its time before, if that is shorter. */
const marginMs = 1000;
const shortestMs = 2000;

/**
 * How long a poll may be held. Callers without a deadline get the longest.
 *
 * @throws `failed_precondition` if the caller gives up too soon
 */
export function holdMs(context: HandlerContext, longestMs: number): number {
  const leftMs = context.timeoutMs();
  if (leftMs !== undefined && leftMs < shortestMs) throw failedPrecondition("Context timeout is too short.");
  return patienceMs(context, longestMs);
}

/** How long a caller waits for an answer that need not come at once. */
export function patienceMs(context: HandlerContext, longestMs: number): number {
  const leftMs = Math.max(0, context.timeoutMs() ?? Infinity);
  return Math.min(longestMs, leftMs - Math.min(marginMs, leftMs / 2));
}

/** @throws `invalid_argument` */
export function queueName(taskQueue: { readonly name: string } | undefined): string {
  if (taskQueue === undefined) throw invalidArgument("taskQueue is not set");
  if (taskQueue.name === "") throw invalidArgument("missing task queue name");
  return taskQueue.name;
}

/** Aborted when the caller is gone or the server closes. */
export const waitingSignal = (core: ServerCore, context: HandlerContext): AbortSignal =>
  AbortSignal.any([context.signal, core.closing]);
