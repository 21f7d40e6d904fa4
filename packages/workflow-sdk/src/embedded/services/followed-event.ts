import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { enums, history } from "@millrace/protocol/temporal";
import { timeoutFailure } from "../engine/failures.ts";

const { EventType, TimeoutType } = enums;

/** Clients that look for the next run in the event itself say so in `supported-features`. */
const feature = "follows-next-run-id";

const { WorkflowExecutionContinuedAsNewEventAttributesSchema: schema } = history;

/**
 * The end of a run as who waits for it is told. Clients that follow nothing but continue-as-new get such an event for
 * the end of a run that has a successor by a retry or a schedule.
 */
export function followedEvent(last: history.HistoryEvent, requestHeader: Headers): history.HistoryEvent {
  const features = (requestHeader.get("supported-features") ?? "").split(",").map((name) => name.trim());
  const continued = features.includes(feature) ? undefined : continuedBy(last);
  if (continued === undefined) return last;
  return {
    ...last,
    eventType: EventType.WORKFLOW_EXECUTION_CONTINUED_AS_NEW,
    attributes: {
      case: "workflowExecutionContinuedAsNewEventAttributes",
      value: create(schema, continued),
    },
  };
}

function continuedBy({ attributes }: history.HistoryEvent): MessageInitShape<typeof schema> | undefined {
  switch (attributes.case) {
    case "workflowExecutionCompletedEventAttributes": {
      const { newExecutionRunId, result: lastCompletionResult } = attributes.value;
      return newExecutionRunId === "" ? undefined : { newExecutionRunId, lastCompletionResult };
    }
    case "workflowExecutionFailedEventAttributes": {
      const { newExecutionRunId, failure } = attributes.value;
      return newExecutionRunId === "" ? undefined : { newExecutionRunId, failure };
    }
    case "workflowExecutionTimedOutEventAttributes": {
      const { newExecutionRunId } = attributes.value;
      const failure = timeoutFailure("workflow timeout", TimeoutType.START_TO_CLOSE);
      return newExecutionRunId === "" ? undefined : { newExecutionRunId, failure };
    }
    default:
      return undefined;
  }
}
