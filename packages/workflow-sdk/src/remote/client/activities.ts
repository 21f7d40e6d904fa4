import { randomUUID } from "node:crypto";
import { enums, workflowservice, type activity } from "@millrace/protocol/temporal";
import type { ActivityExecution, ActivityExecutionInfo } from "../../activity-execution.ts";
import { ActivityExecutionFailedError } from "../../client-errors.ts";
import { WorkflowSdkError } from "../../errors.ts";
import {
  intercepted,
  type ActivityRef,
  type ActivityResultInput,
  type EndActivityInput,
  type StartActivityInput,
} from "../../interceptors.ts";
import type { CheckedListOptions, CountResult } from "../../list-options.ts";
import type { ActivitySerializationContext } from "../../serialization-context.ts";
import { activityExecutionOf, activityInfoOf } from "../../wire/describe-activity.ts";
import { enumName, enumValue } from "../../wire/enum-name.ts";
import { wireHeader } from "../../wire/payload-fields.ts";
import { payloadsOf, wirePayloadsOrNone } from "../../wire/payloads.ts";
import { wirePriority } from "../../wire/priority.ts";
import { wireRetryPolicy } from "../../wire/retry-policy.ts";
import type { RpcCall } from "../../wire/rpc-call.ts";
import { wireSearchAttributes } from "../../wire/search-attributes.ts";
import { optionalDurationOf } from "../../wire/time.ts";
import type { ClientCore } from "./core.ts";
import { allPages, countResultOf } from "./pages.ts";
import { pollAgain } from "./poll-again.ts";
import { userMetadata } from "./start-request.ts";

const methods = workflowservice.WorkflowService.method;

function contextOf({ namespace }: ClientCore, activityId: string): ActivitySerializationContext {
  return { type: "activity", namespace, activityId, isLocal: false };
}

function about({ activityId }: ActivityRef): { readonly about: RpcCall } {
  return { about: { activity: { activityId } } };
}

interface ActivityTarget {
  readonly namespace: string;
  readonly activityId: string;
  readonly runId: string;
}

function target({ namespace }: ClientCore, { activityId, runId = "" }: ActivityRef): ActivityTarget {
  return { namespace, activityId, runId };
}

export function startActivity(core: ClientCore, given: StartActivityInput): Promise<{ readonly runId: string }> {
  const start = async (input: StartActivityInput): Promise<{ readonly runId: string }> => {
    const { activityType, args, options, header } = input;
    const context = contextOf(core, options.id);
    const request = {
      namespace: core.namespace,
      identity: core.connection.identity,
      requestId: randomUUID(),
      activityId: options.id,
      activityType: { name: activityType },
      taskQueue: { name: options.taskQueue },
      scheduleToCloseTimeout: optionalDurationOf(options.scheduleToCloseTimeoutMs),
      scheduleToStartTimeout: optionalDurationOf(options.scheduleToStartTimeoutMs),
      startToCloseTimeout: optionalDurationOf(options.startToCloseTimeoutMs),
      heartbeatTimeout: optionalDurationOf(options.heartbeatTimeoutMs),
      startDelay: optionalDurationOf(options.startDelayMs),
      retryPolicy: options.retryPolicy && wireRetryPolicy(options.retryPolicy),
      input: wirePayloadsOrNone(await core.dataConverter.toPayloads(args, context)),
      idReusePolicy: enumValue(enums.ActivityIdReusePolicy, options.idReusePolicy),
      idConflictPolicy: enumValue(enums.ActivityIdConflictPolicy, options.idConflictPolicy),
      searchAttributes: options.searchAttributes && wireSearchAttributes(options.searchAttributes),
      header: wireHeader(await core.dataConverter.encodeFields(header, context)),
      userMetadata: await userMetadata(core, options, context),
      priority: options.priority && wirePriority(options.priority),
    };
    const { runId } = await core.connection.call(
      methods.startActivityExecution,
      request,
      about({ activityId: options.id }),
    );
    return { runId };
  };
  return intercepted(core.interceptors, "startActivity", start)(given);
}

/** Waits for the end of a standalone activity. */
export function activityResult(core: ClientCore, given: ActivityResultInput): Promise<unknown> {
  const wait = async (input: ActivityResultInput): Promise<unknown> => {
    const { outcome, runId } = await untilOutcome(core, input);
    const context = contextOf(core, input.activityId);
    if (outcome.value.case === "result") {
      return (await core.dataConverter.fromPayloads(payloadsOf(outcome.value.value), context))[0];
    }
    const failure = outcome.value.case === "failure" ? outcome.value.value : undefined;
    const cause =
      failure === undefined
        ? new Error("the server did not tell why")
        : await core.dataConverter.decodeFailure(failure, context);
    const retryState = enumName(enums.RetryState, outcome.retryState);
    throw new ActivityExecutionFailedError({ activityId: input.activityId, runId }, cause, retryState);
  };
  return intercepted(core.interceptors, "getActivityResult", wait)(given);
}

async function untilOutcome(
  core: ClientCore,
  input: ActivityResultInput,
): Promise<{ readonly outcome: activity.ActivityExecutionOutcome; readonly runId: string }> {
  const options = { signal: input.signal, ...about(input) };
  for (;;) {
    try {
      const { outcome, runId } = await core.connection.call(
        methods.pollActivityExecution,
        target(core, input),
        options,
      );
      // Without an outcome, the poll ended before the activity.
      if (outcome !== undefined) return { outcome, runId: runId || (input.runId ?? "") };
    } catch (error) {
      if (!pollAgain(core, error)) throw error;
    }
  }
}

export function describeActivity(core: ClientCore, given: ActivityRef): Promise<ActivityExecution> {
  const describe = async (input: ActivityRef): Promise<ActivityExecution> => {
    const request = { ...target(core, input), includeHeartbeatDetails: true, includeLastFailure: true };
    const { info } = await core.connection.call(methods.describeActivityExecution, request, about(input));
    if (info !== undefined) return activityExecutionOf(info, core.dataConverter, contextOf(core, input.activityId));
    const message = `the server described activity '${input.activityId}' by nothing`;
    throw new WorkflowSdkError("WORKFLOW_UNEXPECTED_ANSWER", message);
  };
  return intercepted(core.interceptors, "describeActivity", describe)(given);
}

export function cancelActivity(core: ClientCore, given: EndActivityInput): Promise<void> {
  const cancel = async (input: EndActivityInput): Promise<void> => {
    await core.connection.call(methods.requestCancelActivityExecution, endRequest(core, input), about(input));
  };
  return intercepted(core.interceptors, "cancelActivity", cancel)(given);
}

export function terminateActivity(core: ClientCore, given: EndActivityInput): Promise<void> {
  const terminate = async (input: EndActivityInput): Promise<void> => {
    await core.connection.call(methods.terminateActivityExecution, endRequest(core, input), about(input));
  };
  return intercepted(core.interceptors, "terminateActivity", terminate)(given);
}

function endRequest(
  core: ClientCore,
  input: EndActivityInput,
): ActivityTarget & { readonly identity: string; readonly requestId: string; readonly reason: string } {
  return { ...target(core, input), identity: core.connection.identity, requestId: randomUUID(), reason: input.reason };
}

export function listActivities(
  { connection, namespace }: ClientCore,
  { query, pageSize, signal }: CheckedListOptions,
): AsyncGenerator<ActivityExecutionInfo, void> {
  return allPages(async (nextPageToken) => {
    const request = { namespace, query, pageSize, nextPageToken };
    const response = await connection.call(methods.listActivityExecutions, request, { signal });
    return { entries: response.executions.map(activityInfoOf), nextPageToken: response.nextPageToken };
  });
}

export async function countActivities({ connection, namespace }: ClientCore, query: string): Promise<CountResult> {
  return countResultOf(await connection.call(methods.countActivityExecutions, { namespace, query }));
}
