import type { ServiceImpl } from "@connectrpc/connect";
import type { workflowservice } from "@millrace/protocol/temporal";
import { ActivityReports, type ReportedAttempt } from "../activities/activity-reports.ts";
import { decodeActivityToken, isStandaloneToken } from "../activities/activity-token.ts";
import { checkReference, type ActivityReference } from "../activities/checks.ts";
import type { StandaloneActivities } from "../activities/standalone-activities.ts";
import type { ServerCore } from "../core.ts";
import { requireNamespace } from "../request-checks.ts";
import { invalidArgument } from "../service-errors.ts";

type Service = ServiceImpl<typeof workflowservice.WorkflowService>;

/** The calls by which workers report of activities, whoever started them. */
export type ActivityTaskService = Pick<
  Service,
  | "recordActivityTaskHeartbeat"
  | "recordActivityTaskHeartbeatById"
  | "respondActivityTaskCompleted"
  | "respondActivityTaskCompletedById"
  | "respondActivityTaskFailed"
  | "respondActivityTaskFailedById"
  | "respondActivityTaskCanceled"
  | "respondActivityTaskCanceledById"
>;

/**
 * Takes the reports of standalone activities, which are known by their tokens or by the lack of a workflow id, and
 * leaves the others to the workflows.
 */
export function standaloneActivityTasks(
  core: ServerCore,
  activities: StandaloneActivities,
  others: ActivityTaskService,
): ActivityTaskService {
  const reports = new ActivityReports(core, activities);
  const byToken = ({ taskToken, namespace }: { taskToken: Uint8Array; namespace: string }): ReportedAttempt => {
    requireNamespace(core, namespace);
    const { activityId, runId, attempt } = decodeActivityToken(taskToken);
    return { activity: activities.find({ namespace, activityId, runId }), attempt };
  };
  const byId = (reference: ActivityReference): ReportedAttempt => {
    requireNamespace(core, reference.namespace);
    if (reference.activityId === "") throw invalidArgument("ActivityId is not set on request.");
    checkReference(reference, core.settings.limits.idBytes);
    return { activity: activities.find(reference) };
  };
  const isOurs = ({ taskToken }: { taskToken: Uint8Array }): boolean => isStandaloneToken(taskToken);
  const isOursById = ({ workflowId }: { workflowId: string }): boolean => workflowId === "";
  return {
    recordActivityTaskHeartbeat: either(isOurs, others.recordActivityTaskHeartbeat, async (request) => ({
      cancelRequested: await reports.heartbeat(byToken(request), request.identity, request.details),
    })),
    recordActivityTaskHeartbeatById: either(isOursById, others.recordActivityTaskHeartbeatById, async (request) => ({
      cancelRequested: await reports.heartbeat(byId(request), request.identity, request.details),
    })),
    respondActivityTaskCompleted: either(isOurs, others.respondActivityTaskCompleted, async (request) => {
      await reports.complete(byToken(request), request.identity, request.result);
      return {};
    }),
    respondActivityTaskCompletedById: either(isOursById, others.respondActivityTaskCompletedById, async (request) => {
      await reports.complete(byId(request), request.identity, request.result);
      return {};
    }),
    respondActivityTaskFailed: either(isOurs, others.respondActivityTaskFailed, async (request) => {
      await reports.fail(byToken(request), request.identity, request.failure, request.lastHeartbeatDetails);
      return {};
    }),
    respondActivityTaskFailedById: either(isOursById, others.respondActivityTaskFailedById, async (request) => {
      await reports.fail(byId(request), request.identity, request.failure, request.lastHeartbeatDetails);
      return {};
    }),
    respondActivityTaskCanceled: either(isOurs, others.respondActivityTaskCanceled, async (request) => {
      await reports.cancel(byToken(request), request.details);
      return {};
    }),
    respondActivityTaskCanceledById: either(isOursById, others.respondActivityTaskCanceledById, async (request) => {
      await reports.cancel(byId(request), request.details);
      return {};
    }),
  };
}

/** One handler in front of another. */
const either =
  <Request, Context, Answer>(
    isOurs: (request: Request) => boolean,
    theirs: (request: Request, context: Context) => Answer | Promise<Answer>,
    ours: (request: Request) => Promise<Answer>,
  ) =>
  (request: Request, context: Context): Answer | Promise<Answer> =>
    isOurs(request) ? ours(request) : theirs(request, context);
