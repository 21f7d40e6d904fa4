import { enums, type history } from "@millrace/protocol/temporal";

const { EventType } = enums;

type Attributes = history.HistoryEvent["attributes"];

/** What a worker's commands say, what workflow tasks are about, and what ends a run is written at once. */
const writtenAtOnce: ReadonlySet<enums.EventType> = new Set([
  EventType.WORKFLOW_EXECUTION_STARTED,
  EventType.WORKFLOW_EXECUTION_COMPLETED,
  EventType.WORKFLOW_EXECUTION_FAILED,
  EventType.WORKFLOW_EXECUTION_TIMED_OUT,
  EventType.WORKFLOW_EXECUTION_TERMINATED,
  EventType.WORKFLOW_EXECUTION_CONTINUED_AS_NEW,
  EventType.WORKFLOW_EXECUTION_CANCELED,
  EventType.WORKFLOW_TASK_SCHEDULED,
  EventType.WORKFLOW_TASK_STARTED,
  EventType.WORKFLOW_TASK_COMPLETED,
  EventType.WORKFLOW_TASK_FAILED,
  EventType.WORKFLOW_TASK_TIMED_OUT,
  EventType.ACTIVITY_TASK_SCHEDULED,
  EventType.ACTIVITY_TASK_CANCEL_REQUESTED,
  EventType.TIMER_STARTED,
  EventType.TIMER_CANCELED,
  EventType.REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED,
  EventType.MARKER_RECORDED,
  EventType.START_CHILD_WORKFLOW_EXECUTION_INITIATED,
  EventType.SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED,
  EventType.UPSERT_WORKFLOW_SEARCH_ATTRIBUTES,
  EventType.WORKFLOW_PROPERTIES_MODIFIED,
]);

/** Results go behind everything else that was buffered. */
const results: ReadonlySet<enums.EventType> = new Set([
  EventType.ACTIVITY_TASK_COMPLETED,
  EventType.ACTIVITY_TASK_FAILED,
  EventType.ACTIVITY_TASK_TIMED_OUT,
  EventType.ACTIVITY_TASK_CANCELED,
  EventType.CHILD_WORKFLOW_EXECUTION_COMPLETED,
  EventType.CHILD_WORKFLOW_EXECUTION_FAILED,
  EventType.CHILD_WORKFLOW_EXECUTION_CANCELED,
  EventType.CHILD_WORKFLOW_EXECUTION_TIMED_OUT,
  EventType.CHILD_WORKFLOW_EXECUTION_TERMINATED,
]);

/** Whether an event has to wait until no worker has the workflow task: workers see history grow only between tasks. */
export const isBuffered = (event: history.HistoryEvent): boolean => !writtenAtOnce.has(event.eventType);

/** Buffered events as they become history, and the started event of each activity and child that is among them. */
export interface SettledEvents {
  readonly events: readonly history.HistoryEvent[];
  readonly startedIds: ReadonlyMap<bigint, bigint>;
}

/**
 * Gives buffered events their ids. Started events of activities and children may have waited in the same buffer as the
 * results that refer to them: the results learn their ids here.
 */
export function settle(buffered: readonly history.HistoryEvent[], firstId: number): SettledEvents {
  const startedIds = new Map<bigint, bigint>();
  const ordered = [
    ...buffered.filter(({ eventType }) => !results.has(eventType)),
    ...buffered.filter(({ eventType }) => results.has(eventType)),
  ];
  const events = ordered.map((event, index) => {
    const settled = { ...event, eventId: BigInt(firstId + index) };
    const { attributes } = settled;
    if (attributes.case === "activityTaskStartedEventAttributes") {
      startedIds.set(attributes.value.scheduledEventId, settled.eventId);
    } else if (attributes.case === "childWorkflowExecutionStartedEventAttributes") {
      startedIds.set(attributes.value.initiatedEventId, settled.eventId);
    } else settled.attributes = withStartedId(attributes, startedIds);
    return settled;
  });
  return { events, startedIds };
}

function withStartedId(attributes: Attributes, startedIds: ReadonlyMap<bigint, bigint>): Attributes {
  const value = attributes.value;
  if (value === undefined || !("startedEventId" in value)) return attributes;
  const begun =
    "scheduledEventId" in value ? value.scheduledEventId : "initiatedEventId" in value ? value.initiatedEventId : 0n;
  const startedEventId = startedIds.get(begun);
  return startedEventId === undefined
    ? attributes
    : ({ case: attributes.case, value: { ...value, startedEventId } } as Attributes);
}
