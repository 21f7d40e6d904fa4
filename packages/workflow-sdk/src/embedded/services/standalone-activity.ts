import type { HandlerContext, ServiceImpl } from "@connectrpc/connect";
import type { workflowservice } from "@millrace/protocol/temporal";
import type { ActivityExecution } from "../activities/activity-execution.ts";
import { listInfo } from "../activities/activity-list.ts";
import { isOpen } from "../activities/activity-state.ts";
import { checkLength, checkReference, type ActivityReference } from "../activities/checks.ts";
import { describeActivity, outcomeOf } from "../activities/describe-activity.ts";
import type { StandaloneActivities } from "../activities/standalone-activities.ts";
import { checkStartRequest } from "../activities/start-request.ts";
import { requestCancel, terminate } from "../activities/stop-requests.ts";
import { waitForChange } from "../activities/wait-for-change.ts";
import type { ServerCore } from "../core.ts";
import { requireNamespace } from "../request-checks.ts";
import { invalidArgument } from "../service-errors.ts";

type Service = Pick<
  ServiceImpl<typeof workflowservice.WorkflowService>,
  | "startActivityExecution"
  | "describeActivityExecution"
  | "pollActivityExecution"
  | "requestCancelActivityExecution"
  | "terminateActivityExecution"
  | "deleteActivityExecution"
  | "listActivityExecutions"
  | "countActivityExecutions"
>;

type DescribeRequest = workflowservice.DescribeActivityExecutionRequest;

const utf8 = new TextEncoder();
const text = new TextDecoder();

/** Standalone activities: started, watched, stopped and listed. */
export function standaloneActivityService(core: ServerCore, activities: StandaloneActivities): Service {
  const find = (reference: ActivityReference): ActivityExecution => {
    requireNamespace(core, reference.namespace);
    checkReference(reference, core.settings.limits.idBytes);
    return activities.find(reference);
  };
  const findToStop = (
    request: workflowservice.TerminateActivityExecutionRequest | CancelRequest,
  ): ActivityExecution => {
    checkLength("request ID", request.requestId, core.settings.limits.idBytes);
    checkLength("identity", request.identity, core.settings.limits.idBytes);
    if (Buffer.byteLength(request.reason) > core.settings.limits.blobBytes) {
      throw invalidArgument("reason exceeds length limit");
    }
    return find(request);
  };
  return {
    startActivityExecution: async (request) => {
      requireNamespace(core, request.namespace);
      const { activity, isNew } = await activities.start(checkStartRequest(core, request));
      const { namespace, runId } = activity.facts;
      const value = { namespace, activityId: request.activityId, runId };
      return { runId, started: isNew, link: { variant: { case: "activity", value } } };
    },
    describeActivityExecution: async (request, context) => {
      requireNamespace(core, request.namespace);
      if (request.longPollToken.length > 0 && request.runId === "") {
        throw invalidArgument("run id is required when long poll token is provided");
      }
      const activity = find(request);
      if (request.longPollToken.length > 0 && !(await hasChanged(activity, request, core, context))) return {};
      const outcome = request.includeOutcome ? outcomeOf(activity.state) : undefined;
      const { input } = activity.facts.request;
      return {
        runId: activity.facts.runId,
        info: describeActivity(activity, core.clock.now(), request),
        longPollToken: tokenOf(activity),
        ...(request.includeInput && input ? { input } : {}),
        ...(outcome && { outcome }),
      };
    },
    pollActivityExecution: async (request, context) => {
      const activity = find(request);
      if (!(await waitForChange(core, activity, context, (state) => !isOpen(state)))) return {};
      const outcome = outcomeOf(activity.state);
      return { runId: activity.facts.runId, ...(outcome && { outcome }) };
    },
    requestCancelActivityExecution: async (request) => {
      await requestCancel(activities, findToStop(request), request);
      return {};
    },
    terminateActivityExecution: async (request) => {
      await terminate(activities, findToStop(request), request);
      return {};
    },
    deleteActivityExecution: async (request) => {
      const activity = find(request);
      const by = { requestId: "", identity: "", reason: "Delete activity execution" };
      if (isOpen(activity.state)) await terminate(activities, activity, by);
      await activities.remove(activity);
      return {};
    },
    listActivityExecutions: ({ namespace, query, pageSize, nextPageToken }) => {
      requireNamespace(core, namespace);
      const page = core.visibility.list({ kind: "activity", namespace, query, pageSize, pageToken: nextPageToken });
      return { executions: page.records.map(listInfo), nextPageToken: page.nextPageToken };
    },
    countActivityExecutions: ({ namespace, query }) => {
      requireNamespace(core, namespace);
      const { count, groups } = core.visibility.count({ kind: "activity", namespace, query });
      return {
        count: BigInt(count),
        groups: groups.map((group) => ({ groupValues: [...group.values], count: BigInt(group.count) })),
      };
    },
  };
}

type CancelRequest = workflowservice.RequestCancelActivityExecutionRequest;

/** Says which state a caller has seen. */
const tokenOf = ({ facts, state }: ActivityExecution): Uint8Array => utf8.encode(`${facts.runId}/${state.transitions}`);

async function hasChanged(
  activity: ActivityExecution,
  { longPollToken }: DescribeRequest,
  core: ServerCore,
  context: HandlerContext,
): Promise<boolean> {
  const [, runId, seen] = /^([0-9a-f-]{36})\/(\d+)$/.exec(text.decode(longPollToken)) ?? [];
  if (runId === undefined) throw invalidArgument("invalid long poll token");
  if (runId !== activity.facts.runId) throw invalidArgument("long poll token does not match execution");
  return waitForChange(core, activity, context, ({ transitions }) => transitions !== Number(seen));
}
