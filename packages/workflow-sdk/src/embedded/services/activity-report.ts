import type { ServerCore } from "../core.ts";
import type { Run } from "../engine/run.ts";
import type { PendingActivity } from "../engine/run-state.ts";
import { checkIdLength, requireNamespace, requireRun } from "../request-checks.ts";
import { notFound } from "../service-errors.ts";
import { decodeTaskToken, type ActivityTaskToken } from "../task-token.ts";

/** The activity that somebody has something to say about. */
export interface ActivityReport {
  readonly run: Run;
  readonly activity: PendingActivity;
  /** Of the worker that has it; absent from those who know its ids only. */
  readonly token?: ActivityTaskToken;
}

/** @throws `not_found` if the activity, the attempt or its workflow is over: that is how workers learn of it */
export function reportByToken(
  core: ServerCore,
  { namespace, taskToken }: { readonly namespace: string; readonly taskToken: Uint8Array },
): ActivityReport {
  const { id } = requireNamespace(core, namespace);
  const token = decodeTaskToken(taskToken, "activity");
  const run = core.runs.byId(id, token.runId);
  if (run === undefined) throw over();
  if (!run.isOpen) throw notFound("workflow execution already completed");
  const activity = run.state.activities.get(token.scheduledEventId);
  if (activity === undefined || activity.attempt !== token.attempt) throw over();
  return { run, activity, token };
}

export interface ActivityIds {
  readonly namespace: string;
  readonly workflowId: string;
  readonly runId: string;
  readonly activityId: string;
}

/** @throws `not_found` */
export function reportById(
  core: ServerCore,
  { namespace, workflowId, runId, activityId }: ActivityIds,
): ActivityReport {
  const run = requireRun(core, namespace, { $typeName: "temporal.api.common.v1.WorkflowExecution", workflowId, runId });
  checkIdLength(core, "ActivityId", activityId);
  if (!run.isOpen) throw notFound("workflow execution already completed");
  const activity = [...run.state.activities.values()].find(({ scheduled }) => scheduled.activityId === activityId);
  if (activity !== undefined) return { run, activity };
  throw notFound(
    `cannot find pending activity with ActivityID ${activityId}, check workflow execution history for more details`,
  );
}

/** @throws `not_found` if no worker has it */
export function checkStarted({ started }: PendingActivity): void {
  if (started === undefined) throw over();
}

const over = (): Error =>
  notFound("invalid activityID or activity already timed out or invoking workflow is completed");
