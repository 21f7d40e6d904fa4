import type { failure } from "@millrace/protocol/temporal";
import type { ServerCore } from "../core.ts";
import {
  cancelActivity,
  completeActivity,
  failActivity,
  heartbeatActivity,
  startActivity,
  type Reporter,
} from "../engine/activities.ts";
import type { Change } from "../engine/change.ts";
import { keptFailure, serverFailure } from "../engine/failures.ts";
import type { PendingActivity } from "../engine/run-state.ts";
import { sizeOfFailure, sizeOfPayloads } from "../engine/sizes.ts";
import { invalidArgument } from "../service-errors.ts";
import { checkStarted, reportById, reportByToken, type ActivityReport } from "./activity-report.ts";
import type { WorkflowServicePart } from "./service.ts";

type ActivityCalls =
  | "recordActivityTaskHeartbeat"
  | "recordActivityTaskHeartbeatById"
  | "respondActivityTaskCompleted"
  | "respondActivityTaskCompletedById"
  | "respondActivityTaskFailed"
  | "respondActivityTaskFailedById"
  | "respondActivityTaskCanceled"
  | "respondActivityTaskCanceledById";

/** What workers, and others who know its ids, say about an activity. */
export const workflowActivity = (core: ServerCore): Required<Pick<WorkflowServicePart, ActivityCalls>> => ({
  recordActivityTaskHeartbeat: (request) => heartbeat(core, reportByToken(core, request), request),
  recordActivityTaskHeartbeatById: (request) => heartbeat(core, reportById(core, request), request),
  respondActivityTaskCompleted: (request) => complete(core, reportByToken(core, request), request),
  respondActivityTaskCompletedById: (request) => complete(core, reportById(core, request), request),
  respondActivityTaskFailed: (request) => fail(core, reportByToken(core, request), request),
  respondActivityTaskFailedById: (request) => fail(core, reportById(core, request), request),
  respondActivityTaskCanceled: (request) => cancel(core, reportByToken(core, request), request),
  respondActivityTaskCanceledById: (request) => cancel(core, reportById(core, request), request),
});

type Details = Parameters<typeof completeActivity>[3];

async function heartbeat(
  core: ServerCore,
  { run, activity }: ActivityReport,
  { details, identity }: { readonly details?: Details; readonly identity: string },
): Promise<{ cancelRequested: boolean }> {
  checkStarted(activity);
  const tooLarge = isTooLarge(core, details);
  await core.transact((transaction) => {
    const change = transaction.change(run);
    if (tooLarge) return giveUp(change, activity, { identity }, "Heartbeat details exceed size limit.");
    heartbeatActivity(change, activity, details);
  });
  return { cancelRequested: tooLarge || activity.cancelRequestedEventId > 0 };
}

async function complete(
  core: ServerCore,
  { run, activity, token }: ActivityReport,
  { result, ...reporter }: Reporter & { readonly result?: Details },
): Promise<Record<string, never>> {
  if (token !== undefined) checkStarted(activity);
  await core.transact((transaction) => {
    const change = transaction.change(run);
    // Who completes an activity by its ids need not wait until a worker has it.
    const started =
      activity.started === undefined
        ? startActivity(change, activity, { requestId: "", identity: reporter.identity })
        : activity;
    if (isTooLarge(core, result)) return giveUp(change, started, reporter, "Complete result exceeds size limit.");
    completeActivity(change, started, reporter, result);
  });
  return {};
}

interface FailedRequest extends Reporter {
  readonly failure?: failure.Failure | undefined;
  readonly lastHeartbeatDetails?: Details;
}

async function fail(
  core: ServerCore,
  { run, activity }: ActivityReport,
  { failure: reported, lastHeartbeatDetails, ...reporter }: FailedRequest,
): Promise<{ failures: failure.Failure[] }> {
  checkStarted(activity);
  const isLarge = reported !== undefined && sizeOfFailure(reported) > core.settings.limits.blobBytes;
  await core.transact((transaction) => {
    const change = transaction.change(run);
    const seen = lastHeartbeatDetails ? heartbeatActivity(change, activity, lastHeartbeatDetails) : activity;
    failActivity(change, seen, reporter, isLarge ? keptFailure(reported) : reported);
  });
  return { failures: [] };
}

async function cancel(
  core: ServerCore,
  { run, activity }: ActivityReport,
  { details, identity }: { readonly details?: Details; readonly identity: string },
): Promise<Record<string, never>> {
  checkStarted(activity);
  if (activity.cancelRequestedEventId === 0) {
    throw invalidArgument("unable to mark activity as canceled without activity being request canceled first");
  }
  await core.transact((transaction) => {
    const change = transaction.change(run);
    if (isTooLarge(core, details)) return giveUp(change, activity, { identity }, "Cancel details exceed size limit.");
    cancelActivity(change, activity, identity, details);
  });
  return {};
}

/** Another attempt would send as much again. */
const giveUp = (change: Change, activity: PendingActivity, reporter: Reporter, message: string): void =>
  void failActivity(change, activity, reporter, serverFailure(message, true));

const isTooLarge = ({ settings }: ServerCore, details: Details): boolean =>
  sizeOfPayloads(details) > settings.limits.blobBytes;
