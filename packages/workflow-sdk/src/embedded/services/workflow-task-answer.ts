import { create } from "@bufbuild/protobuf";
import { enums, workflowservice } from "@millrace/protocol/temporal";
import type { CoreLimits } from "../core-options.ts";
import type { Run } from "../engine/run.ts";
import type { WorkflowTask } from "../engine/run-state.ts";
import { toTimestamp } from "../engine/time.ts";
import { transientEvents } from "../engine/workflow-task-events.ts";
import { encodeTaskToken } from "../task-token.ts";
import { historyPage } from "./history-page.ts";

export interface AnswerOptions {
  /** Whether the worker knows the run already: then it gets what it has not seen. */
  readonly onlyNew: boolean;
  readonly limits: CoreLimits;
}

/** The task as its worker gets it. */
export function workflowTaskAnswer(
  run: Run,
  task: WorkflowTask,
  { onlyNew, limits }: AnswerOptions,
): workflowservice.PollWorkflowTaskQueueResponse {
  const { facts, state, workflowId, runId } = run;
  const { scheduledEventId, startedEventId, attempt, startedMs } = task;
  const extra = transientEvents(run, task);
  const { events, nextPageToken } = historyPage(run, {
    firstId: onlyNew ? state.lastCompletedStartedId + 1 : 1,
    lastId: startedEventId - extra.length,
    maxEvents: limits.pageEvents,
    maxBytes: limits.pageBytes,
  });
  return create(workflowservice.PollWorkflowTaskQueueResponseSchema, {
    taskToken: encodeTaskToken({ kind: "workflow", runId, scheduledEventId, startedEventId, attempt, startedMs }),
    workflowExecution: { workflowId, runId },
    workflowType: facts.started.workflowType,
    previousStartedEventId: BigInt(state.lastCompletedStartedId),
    startedEventId: BigInt(startedEventId),
    attempt,
    history: { events: nextPageToken.length === 0 ? [...events, ...extra] : events },
    nextPageToken,
    workflowExecutionTaskQueue: { name: facts.started.taskQueue?.name ?? "", kind: enums.TaskQueueKind.NORMAL },
    scheduledTime: toTimestamp(task.scheduledMs),
    startedTime: toTimestamp(startedMs),
    queries: Object.fromEntries(run.queries.take()),
  });
}
