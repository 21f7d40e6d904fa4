import type { ServerCore } from "../core.ts";
import { checkOrder } from "../engine/commands/apply-command.ts";
import { completeWorkflowTask } from "../engine/complete-workflow-task.ts";
import { failWorkflowTask } from "../engine/fail-workflow-task.ts";
import type { Run } from "../engine/run.ts";
import type { WorkflowTask } from "../engine/run-state.ts";
import { requireNamespace } from "../request-checks.ts";
import { notFound, unimplemented } from "../service-errors.ts";
import { decodeTaskToken } from "../task-token.ts";
import { activityTaskAnswer } from "./activity-task-answer.ts";
import { takeAnswers } from "./query-results.ts";
import type { WorkflowServiceOf } from "./service.ts";
import { workflowTaskAnswer } from "./workflow-task-answer.ts";

/** What workers say about workflow tasks. */
export const workflowTask: WorkflowServiceOf = (core) => ({
  async respondWorkflowTaskCompleted(request) {
    const { run, task } = startedTask(core, request.namespace, request.taskToken);
    checkOrder(request.commands);
    if (request.messages.length > 0) throw unimplemented("workflow update");
    if (request.intermediatePage || request.pageNumber > 0)
      throw unimplemented("completion of workflow tasks in pages");
    const settleQueries = takeAnswers(run, request.queryResults);
    const { activities, next, refusal } = await core.transact((transaction) =>
      completeWorkflowTask(transaction, run, task, request),
    );
    settleQueries();
    if (refusal !== undefined) throw refusal;
    return {
      activityTasks: activities.map((activity) => activityTaskAnswer(run, activity)),
      ...(next && { workflowTask: workflowTaskAnswer(run, next, { onlyNew: true, limits: core.settings.limits }) }),
    };
  },

  async respondWorkflowTaskFailed(request) {
    const { run, task } = startedTask(core, request.namespace, request.taskToken);
    await core.transact((transaction) => failWorkflowTask(transaction.change(run), task, request));
    return {};
  },
});

/** @throws `not_found` if the worker is too late */
function startedTask(core: ServerCore, namespace: string, taskToken: Uint8Array): { run: Run; task: WorkflowTask } {
  const { id } = requireNamespace(core, namespace);
  const token = decodeTaskToken(taskToken, "workflow");
  const run = core.runs.byId(id, token.runId);
  const task = run?.state.workflowTask;
  const isIt =
    task !== undefined &&
    task.startedEventId > 0 &&
    task.scheduledEventId === token.scheduledEventId &&
    task.startedEventId === token.startedEventId &&
    task.attempt === token.attempt &&
    task.startedMs === token.startedMs;
  if (run === undefined || !isIt) throw notFound("Workflow task not found.");
  return { run, task };
}
