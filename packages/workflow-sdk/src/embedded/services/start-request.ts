import { randomUUID } from "node:crypto";
import type { MessageInitShape } from "@bufbuild/protobuf";
import { enums, type common, type history, type sdk, type taskqueue } from "@millrace/protocol/temporal";
import type { Duration } from "@bufbuild/protobuf/wkt";
import type { ServerCore } from "../core.ts";
import { firstCronDelayMs, parseCron } from "../engine/cron.ts";
import { sizeOfPayloadMap, sizeOfPayloads } from "../engine/sizes.ts";
import type { RunStart } from "../engine/start-run.ts";
import { msOf, toDuration } from "../engine/time.ts";
import { effectiveRunMs, effectiveTaskMs } from "../engine/timeouts.ts";
import type { Namespace } from "../namespaces.ts";
import { checkIdLength } from "../request-checks.ts";
import { complaintAboutRetryPolicy, fillRetryPolicy } from "../retry.ts";
import { invalidArgument } from "../service-errors.ts";

/** What all calls that start a workflow have in common. */
export interface StartRequest {
  readonly workflowId: string;
  readonly workflowType?: common.WorkflowType | undefined;
  readonly taskQueue?: taskqueue.TaskQueue | undefined;
  readonly input?: common.Payloads | undefined;
  readonly workflowExecutionTimeout?: Duration | undefined;
  readonly workflowRunTimeout?: Duration | undefined;
  readonly workflowTaskTimeout?: Duration | undefined;
  readonly identity: string;
  readonly requestId: string;
  readonly retryPolicy?: common.RetryPolicy | undefined;
  readonly cronSchedule: string;
  readonly memo?: common.Memo | undefined;
  readonly searchAttributes?: common.SearchAttributes | undefined;
  readonly header?: common.Header | undefined;
  readonly workflowStartDelay?: Duration | undefined;
  readonly userMetadata?: sdk.UserMetadata | undefined;
  readonly links: common.Link[];
  readonly priority?: common.Priority | undefined;
  readonly continuedFailure?: history.WorkflowExecutionStartedEventAttributes["continuedFailure"];
  readonly lastCompletionResult?: common.Payloads | undefined;
}

/**
 * The start that a request asks for, as a run of its own.
 *
 * @throws `invalid_argument`
 */
export function runStartOf(core: ServerCore, namespace: Namespace, request: StartRequest): RunStart {
  const { workflowId, cronSchedule } = request;
  const startDelayMs = msOf(request.workflowStartDelay);
  check(core, request);
  const backoffMs = startDelayMs || firstCronDelayMs(cronSchedule, core.clock.now());
  return {
    identity: { namespace: namespace.name, namespaceId: namespace.id, workflowId, runId: randomUUID() },
    attributes: startedAttributes(core, namespace, request),
    requestId: request.requestId,
    backoffMs,
    chainExpiresMs: undefined,
    userMetadata: request.userMetadata,
    links: request.links,
  };
}

function startedAttributes(
  core: ServerCore,
  namespace: Namespace,
  request: StartRequest,
): MessageInitShape<typeof history.WorkflowExecutionStartedEventAttributesSchema> {
  const chainMs = msOf(request.workflowExecutionTimeout);
  const runMs = effectiveRunMs(msOf(request.workflowRunTimeout), chainMs);
  const taskMs = msOf(request.workflowTaskTimeout) || core.settings.workflowTaskTimeoutMs;
  const { searchAttributes, continuedFailure, lastCompletionResult } = request;
  const fields = searchAttributes && core.visibility.attributes.check(namespace.name, searchAttributes.indexedFields);
  return {
    workflowType: request.workflowType,
    taskQueue: { name: request.taskQueue?.name ?? "", kind: enums.TaskQueueKind.NORMAL },
    input: request.input,
    ...(chainMs > 0 && { workflowExecutionTimeout: toDuration(chainMs) }),
    ...(runMs > 0 && { workflowRunTimeout: toDuration(runMs) }),
    workflowTaskTimeout: toDuration(effectiveTaskMs(taskMs, runMs)),
    identity: request.identity,
    retryPolicy: request.retryPolicy && fillRetryPolicy(request.retryPolicy),
    cronSchedule: request.cronSchedule,
    ...(request.cronSchedule !== "" && { initiator: enums.ContinueAsNewInitiator.CRON_SCHEDULE }),
    memo: request.memo,
    ...(fields && { searchAttributes: { indexedFields: { ...fields } } }),
    header: request.header,
    priority: request.priority,
    continuedFailure,
    lastCompletionResult,
  };
}

function check(core: ServerCore, request: StartRequest): void {
  const { limits } = core.settings;
  const { workflowId, workflowType, taskQueue, requestId, cronSchedule, retryPolicy, input, memo } = request;
  if (workflowId === "") throw invalidArgument("WorkflowId is not set on request.");
  checkLength(core, "WorkflowId", workflowId);
  checkIdLength(core, "WorkflowType", workflowType?.name ?? "");
  if (taskQueue === undefined) throw invalidArgument("taskQueue is not set");
  if (taskQueue.name === "") throw invalidArgument("missing task queue name");
  checkLength(core, "taskQueue", taskQueue.name);
  checkLength(core, "Request ID", requestId);
  if (taskQueue.name.startsWith("/_sys/")) {
    throw invalidArgument("task queue name cannot start with reserved prefix /_sys/");
  }
  const durations = {
    WorkflowExecutionTimeoutSeconds: request.workflowExecutionTimeout,
    WorkflowRunTimeoutSeconds: request.workflowRunTimeout,
    WorkflowTaskTimeoutSeconds: request.workflowTaskTimeout,
    WorkflowStartDelay: request.workflowStartDelay,
  };
  for (const [name, duration] of Object.entries(durations)) {
    if (msOf(duration) < 0) throw invalidArgument(`An invalid ${name} is set on request. cause: negative duration`);
  }
  if (cronSchedule !== "" && msOf(request.workflowStartDelay) > 0) {
    throw invalidArgument("CronSchedule and WorkflowStartDelay may not be used together.");
  }
  if (cronSchedule !== "" && parseCron(cronSchedule)?.next(core.clock.now()) === undefined) {
    throw invalidArgument("invalid CronSchedule.");
  }
  const complaint = retryPolicy && complaintAboutRetryPolicy(fillRetryPolicy(retryPolicy));
  if (complaint !== undefined) throw invalidArgument(complaint);
  if (sizeOfPayloads(input) > limits.blobBytes || sizeOfPayloadMap(memo?.fields) > limits.memoBytes) {
    throw invalidArgument("Blob data size exceeds limit.");
  }
}

function checkLength({ settings }: ServerCore, field: string, id: string): void {
  const { idBytes } = settings.limits;
  const length = Buffer.byteLength(id);
  if (length > idBytes) throw invalidArgument(`${field} exceeds maximum allowed length (${length}/${idBytes})`);
}
