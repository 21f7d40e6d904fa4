import type { Steps } from "@millrace/protocol/payload";
import { enums, type failure as wire } from "@millrace/protocol/temporal";
import { ActivityFailure } from "../../failures/activity-failure.ts";
import { ApplicationFailure } from "../../failures/application-failure.ts";
import { CancelledFailure } from "../../failures/cancelled-failure.ts";
import { ChildWorkflowFailure } from "../../failures/child-workflow-failure.ts";
import { NexusHandlerFailure } from "../../failures/nexus-handler-failure.ts";
import { NexusOperationFailure } from "../../failures/nexus-operation-failure.ts";
import { ServerFailure } from "../../failures/server-failure.ts";
import type { TemporalFailure } from "../../failures/temporal-failure.ts";
import { TerminatedFailure } from "../../failures/terminated-failure.ts";
import { TimeoutFailure } from "../../failures/timeout-failure.ts";
import { encodeAll, type Conversion } from "../convert-values.ts";
import { enumValue } from "../enum-name.ts";
import { wirePayloadsOrNone } from "../payloads.ts";
import { optionalDurationOf } from "../time.ts";
import { detailsOf, heartbeatDetailsOf, nextRetryDelayMsOf } from "./fields.ts";

type Info = wire.Failure["failureInfo"];

/** What a failure is, beside its message; nothing for one of the base class. */
export function* encodeInfo(failure: TemporalFailure, conversion: Conversion): Steps<Info> {
  if (failure instanceof ApplicationFailure) return yield* encodeApplication(failure, conversion);
  if (failure instanceof CancelledFailure) {
    const details = wirePayloadsOrNone(yield* encodeAll(detailsOf(failure), conversion));
    return {
      case: "canceledFailureInfo",
      value: { $typeName: "temporal.api.failure.v1.CanceledFailureInfo", details, identity: "" },
    };
  }
  if (failure instanceof TimeoutFailure) {
    const lastHeartbeatDetails = wirePayloadsOrNone(yield* encodeAll(heartbeatDetailsOf(failure), conversion));
    const timeoutType = enumValue(enums.TimeoutType, failure.timeoutType);
    return {
      case: "timeoutFailureInfo",
      value: { $typeName: "temporal.api.failure.v1.TimeoutFailureInfo", timeoutType, lastHeartbeatDetails },
    };
  }
  return encodeOutcome(failure);
}

/** The info of an error that application code threw without more to say than its type. */
export function applicationInfo(type: string | undefined): Info {
  return { case: "applicationFailureInfo", value: application({ type: type ?? "" }) };
}

function* encodeApplication(failure: ApplicationFailure, conversion: Conversion): Steps<Info> {
  const value = application({
    type: failure.type ?? "",
    nonRetryable: failure.nonRetryable,
    details: wirePayloadsOrNone(yield* encodeAll(detailsOf(failure), conversion)),
    nextRetryDelay: optionalDurationOf(nextRetryDelayMsOf(failure)),
    category: enumValue(enums.ApplicationErrorCategory, failure.category),
  });
  return { case: "applicationFailureInfo", value };
}

function application(fields: Partial<wire.ApplicationFailureInfo>): wire.ApplicationFailureInfo {
  return {
    $typeName: "temporal.api.failure.v1.ApplicationFailureInfo",
    type: "",
    nonRetryable: false,
    category: enums.ApplicationErrorCategory.UNSPECIFIED,
    ...fields,
  };
}

/** The kinds that hold no values of the user's. */
function encodeOutcome(failure: TemporalFailure): Info {
  if (failure instanceof TerminatedFailure) {
    return {
      case: "terminatedFailureInfo",
      value: { $typeName: "temporal.api.failure.v1.TerminatedFailureInfo", identity: "" },
    };
  }
  if (failure instanceof ServerFailure) {
    const { nonRetryable } = failure;
    return {
      case: "serverFailureInfo",
      value: { $typeName: "temporal.api.failure.v1.ServerFailureInfo", nonRetryable },
    };
  }
  if (failure instanceof ActivityFailure) return activityInfo(failure);
  if (failure instanceof ChildWorkflowFailure) return childWorkflowInfo(failure);
  if (failure instanceof NexusOperationFailure) return nexusOperationInfo(failure);
  if (failure instanceof NexusHandlerFailure) return nexusHandlerInfo(failure);
  return { case: undefined };
}

function activityInfo(failure: ActivityFailure): Info {
  return {
    case: "activityFailureInfo",
    value: {
      $typeName: "temporal.api.failure.v1.ActivityFailureInfo",
      scheduledEventId: BigInt(failure.scheduledEventId ?? 0),
      startedEventId: BigInt(failure.startedEventId ?? 0),
      identity: failure.identity ?? "",
      activityType: { $typeName: "temporal.api.common.v1.ActivityType", name: failure.activityType },
      activityId: failure.activityId ?? "",
      retryState: enumValue(enums.RetryState, failure.retryState),
    },
  };
}

function childWorkflowInfo(failure: ChildWorkflowFailure): Info {
  return {
    case: "childWorkflowExecutionFailureInfo",
    value: {
      $typeName: "temporal.api.failure.v1.ChildWorkflowExecutionFailureInfo",
      namespace: failure.namespace ?? "",
      workflowExecution: { $typeName: "temporal.api.common.v1.WorkflowExecution", ...failure.execution },
      workflowType: { $typeName: "temporal.api.common.v1.WorkflowType", name: failure.workflowType },
      initiatedEventId: BigInt(failure.initiatedEventId ?? 0),
      startedEventId: BigInt(failure.startedEventId ?? 0),
      retryState: enumValue(enums.RetryState, failure.retryState),
    },
  };
}

function nexusOperationInfo(failure: NexusOperationFailure): Info {
  return {
    case: "nexusOperationExecutionFailureInfo",
    value: {
      $typeName: "temporal.api.failure.v1.NexusOperationFailureInfo",
      scheduledEventId: BigInt(failure.scheduledEventId ?? 0),
      endpoint: failure.endpoint,
      service: failure.service,
      operation: failure.operation,
      operationId: "",
      operationToken: failure.operationToken ?? "",
    },
  };
}

function nexusHandlerInfo({ type, retryable }: NexusHandlerFailure): Info {
  const { UNSPECIFIED, RETRYABLE, NON_RETRYABLE } = enums.NexusHandlerErrorRetryBehavior;
  const retryBehavior = retryable === undefined ? UNSPECIFIED : retryable ? RETRYABLE : NON_RETRYABLE;
  return {
    case: "nexusHandlerFailureInfo",
    value: { $typeName: "temporal.api.failure.v1.NexusHandlerFailureInfo", type, retryBehavior },
  };
}
