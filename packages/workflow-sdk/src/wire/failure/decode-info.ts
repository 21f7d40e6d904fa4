import type { Steps } from "@millrace/protocol/payload";
import { enums, type common, type failure as wire } from "@millrace/protocol/temporal";
import { ActivityFailure } from "../../failures/activity-failure.ts";
import { ApplicationFailure } from "../../failures/application-failure.ts";
import { CancelledFailure } from "../../failures/cancelled-failure.ts";
import { ChildWorkflowFailure } from "../../failures/child-workflow-failure.ts";
import { NexusHandlerFailure } from "../../failures/nexus-handler-failure.ts";
import { NexusOperationFailure } from "../../failures/nexus-operation-failure.ts";
import { ServerFailure } from "../../failures/server-failure.ts";
import { TemporalFailure } from "../../failures/temporal-failure.ts";
import { TerminatedFailure } from "../../failures/terminated-failure.ts";
import { TimeoutFailure } from "../../failures/timeout-failure.ts";
import { decodeReadable, type Conversion } from "../convert-values.ts";
import { enumName } from "../enum-name.ts";
import { payloadsOf } from "../payloads.ts";
import { msOf } from "../time.ts";

type Info = wire.Failure["failureInfo"];

/** The failure that an info tells of; one of the base class for a kind that a newer peer knows. */
export function* decodeInfo(
  info: Info,
  message: string,
  cause: TemporalFailure | undefined,
  conversion: Conversion,
): Steps<TemporalFailure> {
  switch (info.case) {
    case "applicationFailureInfo":
      return yield* decodeApplication(info.value, message, cause, conversion);
    case "canceledFailureInfo":
      return new CancelledFailure(message, { cause, details: yield* values(info.value.details, conversion) });
    case "timeoutFailureInfo":
      return new TimeoutFailure(message, {
        cause,
        timeoutType: enumName(enums.TimeoutType, info.value.timeoutType),
        heartbeatDetails: yield* values(info.value.lastHeartbeatDetails, conversion),
      });
    case "resetWorkflowFailureInfo": {
      const details = yield* values(info.value.lastHeartbeatDetails, conversion);
      return new ApplicationFailure(message, { cause, type: "ResetWorkflow", details });
    }
    case "terminatedFailureInfo":
      return new TerminatedFailure(message, { cause });
    case "serverFailureInfo":
      return new ServerFailure(message, { cause, nonRetryable: info.value.nonRetryable });
    case "activityFailureInfo":
      return decodeActivity(info.value, message, cause);
    case "childWorkflowExecutionFailureInfo":
      return decodeChildWorkflow(info.value, message, cause);
    case "nexusOperationExecutionFailureInfo":
      return decodeNexusOperation(info.value, message, cause);
    case "nexusHandlerFailureInfo":
      return decodeNexusHandler(info.value, message, cause);
    case undefined:
      return new TemporalFailure(message, { cause });
  }
}

function* values(details: common.Payloads | undefined, conversion: Conversion): Steps<readonly unknown[]> {
  return yield* decodeReadable(payloadsOf(details), conversion);
}

function* decodeApplication(
  info: wire.ApplicationFailureInfo,
  message: string,
  cause: TemporalFailure | undefined,
  conversion: Conversion,
): Steps<ApplicationFailure> {
  return new ApplicationFailure(message, {
    cause,
    type: info.type || undefined,
    nonRetryable: info.nonRetryable,
    details: yield* values(info.details, conversion),
    nextRetryDelayMs: info.nextRetryDelay && Math.max(0, msOf(info.nextRetryDelay)),
    category: enumName(enums.ApplicationErrorCategory, info.category),
  });
}

function decodeActivity(info: wire.ActivityFailureInfo, message: string, cause: unknown): ActivityFailure {
  return new ActivityFailure(message, {
    cause,
    activityType: info.activityType?.name ?? "",
    activityId: info.activityId || undefined,
    retryState: enumName(enums.RetryState, info.retryState),
    identity: info.identity || undefined,
    scheduledEventId: eventId(info.scheduledEventId),
    startedEventId: eventId(info.startedEventId),
  });
}

function decodeChildWorkflow(
  info: wire.ChildWorkflowExecutionFailureInfo,
  message: string,
  cause: unknown,
): ChildWorkflowFailure {
  const { workflowId = "", runId = "" } = info.workflowExecution ?? {};
  return new ChildWorkflowFailure(message, {
    cause,
    namespace: info.namespace || undefined,
    execution: { workflowId, runId },
    workflowType: info.workflowType?.name ?? "",
    retryState: enumName(enums.RetryState, info.retryState),
    initiatedEventId: eventId(info.initiatedEventId),
    startedEventId: eventId(info.startedEventId),
  });
}

function decodeNexusOperation(
  info: wire.NexusOperationFailureInfo,
  message: string,
  cause: unknown,
): NexusOperationFailure {
  const { endpoint, service, operation } = info;
  return new NexusOperationFailure(message, {
    cause,
    endpoint,
    service,
    operation,
    operationToken: info.operationToken || info.operationId || undefined,
    scheduledEventId: eventId(info.scheduledEventId),
  });
}

function decodeNexusHandler(info: wire.NexusHandlerFailureInfo, message: string, cause: unknown): NexusHandlerFailure {
  const { RETRYABLE, NON_RETRYABLE } = enums.NexusHandlerErrorRetryBehavior;
  const retryable = info.retryBehavior === RETRYABLE ? true : info.retryBehavior === NON_RETRYABLE ? false : undefined;
  return new NexusHandlerFailure(message, { cause, type: info.type, retryable });
}

function eventId(id: bigint): number | undefined {
  return id === 0n ? undefined : Number(id);
}
