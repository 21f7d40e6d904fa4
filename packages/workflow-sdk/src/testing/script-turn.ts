import type { history, workflowservice } from "@millrace/protocol/temporal";
import { findEvent, toScriptEvent } from "./script-event.ts";
import type { ScriptTurn } from "./script.ts";

/** A task as its script sees it. */
export const toTurn = (
  task: workflowservice.PollWorkflowTaskQueueResponse,
  wireEvents: readonly history.HistoryEvent[],
  signal: AbortSignal,
): ScriptTurn => {
  const events = wireEvents.map(toScriptEvent);
  const completed = events.filter(({ type }) => type === "WorkflowTaskCompleted").length;
  const input = events[0]?.attributes["input"];
  return {
    workflowType: task.workflowType?.name ?? "",
    workflowId: task.workflowExecution?.workflowId ?? "",
    runId: task.workflowExecution?.runId ?? "",
    number: completed + 1,
    attempt: task.attempt,
    input: Array.isArray(input) ? input : [],
    events,
    newEvents: events.filter(({ id }) => id > Number(task.previousStartedEventId)),
    signal,
    find: (type, attributes = {}) => findEvent(events, type, attributes),
  };
};
