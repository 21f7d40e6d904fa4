/** Calls for tasks, which have a connection of their own: they must not stand in the way of answers. */
export const taskPolls: ReadonlySet<string> = new Set([
  "PollWorkflowTaskQueue",
  "PollActivityTaskQueue",
  "PollNexusTaskQueue",
]);

/** Calls that servers may hold open until there is something to tell, for about a minute. */
const longPolls: ReadonlySet<string> = new Set([
  ...taskPolls,
  "GetWorkflowExecutionHistory",
  "UpdateWorkflowExecution",
  "PollWorkflowExecutionUpdate",
  "ExecuteMultiOperation",
  "DescribeActivityExecution",
  "PollActivityExecution",
  "DescribeNexusOperationExecution",
  "PollNexusOperationExecution",
  "UnlockTimeSkippingWithSleep",
  "Sleep",
  "SleepUntil",
]);

/** Longer than servers hold a poll, so that ending it is theirs. */
const longPollTimeoutMs = 70_000;

/** How long one attempt of a method may take. */
export function attemptTimeoutMs(method: string, callTimeoutMs: number): number {
  return longPolls.has(method) ? Math.max(longPollTimeoutMs, callTimeoutMs) : callTimeoutMs;
}
