import { toBinary } from "@bufbuild/protobuf";
import type { Duration } from "@bufbuild/protobuf/wkt";
import { common, enums, type workflowservice } from "@millrace/protocol/temporal";
import { randomUUID } from "node:crypto";
import type { ServerCore } from "../core.ts";
import { sizeOfPayloads } from "../engine/sizes.ts";
import { msOf, shorter, toDuration } from "../engine/time.ts";
import { complaintAboutRetryPolicy, fillRetryPolicy } from "../retry.ts";
import { invalidArgument } from "../service-errors.ts";
import type { IndexedFields } from "../visibility/attribute-registry.ts";
import { checkLength } from "./checks.ts";

type StartRequest = workflowservice.StartActivityExecutionRequest;

/** A start that can be made. */
export interface CheckedStart {
  /** With a value for everything that has a default. */
  readonly request: StartRequest;
  readonly retryPolicy: common.RetryPolicy;
  /** Those of the request, with their types. */
  readonly searchAttributes: IndexedFields;
}

const reservedQueuePrefix = "/_sys/";
const summaryBytes = 400;
const detailsBytes = 20_000;

const timeoutFields = [
  ["ScheduleToCloseTimeout", "scheduleToCloseTimeout"],
  ["ScheduleToStartTimeout", "scheduleToStartTimeout"],
  ["StartToCloseTimeout", "startToCloseTimeout"],
  ["HeartbeatTimeout", "heartbeatTimeout"],
  ["StartDelay", "startDelay"],
] as const;

/** @throws `invalid_argument` */
export function checkStartRequest(core: ServerCore, request: StartRequest): CheckedStart {
  const { limits } = core.settings;
  const { activityId, taskQueue, input, namespace } = request;
  const type = request.activityType?.name ?? "";
  if (taskQueue === undefined) throw invalidArgument("taskQueue is not set");
  const queue = taskQueue.name;
  if (queue === "") throw invalidArgument("missing task queue name");
  if (Buffer.byteLength(queue) > limits.idBytes) throw invalidArgument("taskQueue length exceeds limit");
  if (queue.startsWith(reservedQueuePrefix)) {
    throw invalidArgument(`task queue name cannot start with reserved prefix ${reservedQueuePrefix}`);
  }
  if (activityId === "") throw invalidArgument("activityId is not set");
  if (type === "") throw invalidArgument("activityType is not set");
  const retryPolicy = fillRetryPolicy(request.retryPolicy);
  const complaint = complaintAboutRetryPolicy(retryPolicy);
  if (complaint !== undefined) throw invalidArgument(complaint);
  checkLength("activityId", activityId, limits.idBytes);
  checkLength("activityType", type, limits.idBytes);
  checkLength("request ID", request.requestId, limits.idBytes);
  checkLength("identity", request.identity, limits.idBytes);
  if ((request.priority?.priorityKey ?? 0) < 0) {
    throw invalidArgument("invalid priorities: priority key can't be negative");
  }
  const timeouts = fillTimeouts(request, activityId, type);
  if (sizeOfPayloads(input) > limits.blobBytes) throw invalidArgument("input exceeds length limit");
  checkUserMetadata(request);
  if (request.completionCallbacks.length > 0) {
    throw invalidArgument("completion callbacks are not enabled for this namespace");
  }
  checkOnConflict(request);
  checkPolicies(request);
  const searchAttributes = core.visibility.attributes.check(namespace, request.searchAttributes?.indexedFields ?? {});
  const checked = {
    ...request,
    ...timeouts,
    retryPolicy,
    requestId: request.requestId || randomUUID(),
    idReusePolicy: request.idReusePolicy || enums.ActivityIdReusePolicy.ALLOW_DUPLICATE,
    idConflictPolicy: request.idConflictPolicy || enums.ActivityIdConflictPolicy.FAIL,
  };
  return { request: checked, retryPolicy, searchAttributes };
}

/** Where one timeout is missing, the one that holds it takes its place; none is longer than the one that holds it. */
function fillTimeouts(request: StartRequest, activityId: string, type: string): Record<string, Duration> {
  for (const [name, field] of timeoutFields) {
    if (msOf(request[field]) < 0) throw invalidArgument(`invalid ${name}: negative duration`);
  }
  const scheduleToCloseMs = msOf(request.scheduleToCloseTimeout);
  const startToCloseMs = shorter(msOf(request.startToCloseTimeout), scheduleToCloseMs);
  if (startToCloseMs === 0) {
    const rule = "a valid StartToCloseTimeout or ScheduleToCloseTimeout must be set on the activity.";
    throw invalidArgument(`${rule} ActivityId=${activityId} ActivityType=${type}`);
  }
  return {
    scheduleToCloseTimeout: toDuration(scheduleToCloseMs),
    scheduleToStartTimeout: toDuration(shorter(msOf(request.scheduleToStartTimeout), scheduleToCloseMs)),
    startToCloseTimeout: toDuration(startToCloseMs),
    heartbeatTimeout: toDuration(Math.min(msOf(request.heartbeatTimeout), startToCloseMs)),
    ...(request.startDelay && { startDelay: toDuration(msOf(request.startDelay)) }),
  };
}

function checkUserMetadata({ userMetadata }: StartRequest): void {
  const sizeOf = (payload: common.Payload | undefined): number =>
    payload === undefined ? 0 : toBinary(common.PayloadSchema, payload).length;
  const parts = [
    ["summary", sizeOf(userMetadata?.summary), summaryBytes],
    ["details", sizeOf(userMetadata?.details), detailsBytes],
  ] as const;
  for (const [name, length, limit] of parts) {
    if (length <= limit) continue;
    throw invalidArgument(`user_metadata.${name} exceeds size limit. Length=${length} Limit=${limit}`);
  }
}

function checkPolicies({ idReusePolicy, idConflictPolicy }: StartRequest): void {
  const known = (policies: object, value: number): boolean => Object.values(policies).includes(value);
  if (!known(enums.ActivityIdReusePolicy, idReusePolicy)) {
    throw invalidArgument(`unsupported ID reuse policy: ${idReusePolicy}`);
  }
  if (!known(enums.ActivityIdConflictPolicy, idConflictPolicy)) {
    throw invalidArgument(`unsupported ID conflict policy: ${idConflictPolicy}`);
  }
}

function checkOnConflict({ onConflictOptions, links }: StartRequest): void {
  if (onConflictOptions === undefined) return;
  const { attachCompletionCallbacks, attachRequestId } = onConflictOptions;
  if (attachCompletionCallbacks && !attachRequestId) {
    throw invalidArgument("on_conflict_options: attach_completion_callbacks requires attach_request_id to be set");
  }
  if (attachRequestId && links.length === 0) {
    throw invalidArgument("on_conflict_options: attach_request_id requires at least one completion callback or link");
  }
}
