import { enums, type history } from "@millrace/protocol/temporal";

type Event = history.HistoryEvent;
type Attributes = Readonly<Record<string, unknown>>;

const { EventType: Type } = enums;

/** What events refer to, and the kinds that they may refer to. */
const references: Readonly<Record<string, readonly enums.EventType[]>> = {
  workflowTaskCompletedEventId: [Type.WORKFLOW_TASK_COMPLETED],
  initiatedEventId: [
    Type.START_CHILD_WORKFLOW_EXECUTION_INITIATED,
    Type.SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED,
    Type.REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED,
  ],
  scheduledEventId: [Type.WORKFLOW_TASK_SCHEDULED, Type.ACTIVITY_TASK_SCHEDULED],
  startedEventId: [
    Type.WORKFLOW_TASK_STARTED,
    Type.ACTIVITY_TASK_STARTED,
    Type.TIMER_STARTED,
    Type.CHILD_WORKFLOW_EXECUTION_STARTED,
  ],
};

const closing = new Set<enums.EventType>([
  Type.WORKFLOW_EXECUTION_COMPLETED,
  Type.WORKFLOW_EXECUTION_FAILED,
  Type.WORKFLOW_EXECUTION_CANCELED,
  Type.WORKFLOW_EXECUTION_TERMINATED,
  Type.WORKFLOW_EXECUTION_TIMED_OUT,
  Type.WORKFLOW_EXECUTION_CONTINUED_AS_NEW,
]);

/** After which event each event of a workflow task may come. */
const pairs = new Map<enums.EventType, readonly (enums.EventType | undefined)[]>([
  [Type.WORKFLOW_TASK_STARTED, [Type.WORKFLOW_TASK_SCHEDULED]],
  [Type.WORKFLOW_TASK_COMPLETED, [Type.WORKFLOW_TASK_STARTED]],
  [Type.WORKFLOW_TASK_FAILED, [Type.WORKFLOW_TASK_STARTED]],
  [Type.WORKFLOW_TASK_TIMED_OUT, [Type.WORKFLOW_TASK_STARTED, Type.WORKFLOW_TASK_SCHEDULED]],
]);

/** What is wrong with a history. */
export function complaints(events: readonly Event[]): string[] {
  return [...ids(events), ...targets(events), ...tasks(events), ...activities(events), ...ends(events)];
}

const valueOf = (event: Event): Attributes => ({ ...event.attributes.value });
const nameOf = ({ eventId, attributes }: Event): string => `event ${eventId} (${attributes.case ?? "nothing"})`;

const ids = (events: readonly Event[]): string[] =>
  events.flatMap((event, index) =>
    event.eventId === BigInt(index + 1) ? [] : [`${nameOf(event)} is number ${index + 1}`],
  );

const targets = (events: readonly Event[]): string[] =>
  events.flatMap((event) =>
    Object.entries(references).flatMap(([field, kinds]) => {
      const id = valueOf(event)[field];
      if (typeof id !== "bigint" || id === 0n) return [];
      const target = events[Number(id) - 1];
      const isFine = target !== undefined && id < event.eventId && kinds.includes(target.eventType);
      return isFine ? [] : [`${nameOf(event)}: ${field} ${id} is ${target === undefined ? "nowhere" : nameOf(target)}`];
    }),
  );

/** Between the started and the ended event of a task stands nothing. */
function tasks(events: readonly Event[]): string[] {
  const wrong: string[] = [];
  let last: Event | undefined;
  for (const event of events) {
    const before = pairs.get(event.eventType);
    const isTask = before !== undefined || event.eventType === Type.WORKFLOW_TASK_SCHEDULED;
    const open = last?.eventType === Type.WORKFLOW_TASK_STARTED;
    if (open && before?.includes(Type.WORKFLOW_TASK_STARTED) !== true) wrong.push(`${nameOf(event)} during a task`);
    if (before !== undefined && !before.includes(last?.eventType)) wrong.push(`${nameOf(event)} without a task`);
    if (isTask) last = event;
  }
  return wrong;
}

/** An activity is started at most once in history, and right before what ends it or with results between. */
function activities(events: readonly Event[]): string[] {
  const started = events.filter(({ eventType }) => eventType === Type.ACTIVITY_TASK_STARTED);
  const ended = events.filter((event) =>
    [
      Type.ACTIVITY_TASK_COMPLETED,
      Type.ACTIVITY_TASK_FAILED,
      Type.ACTIVITY_TASK_TIMED_OUT,
      Type.ACTIVITY_TASK_CANCELED,
    ].includes(event.eventType as never),
  );
  const endsOf = new Map(ended.map((event) => [valueOf(event)["scheduledEventId"], event]));
  return [
    ...(endsOf.size < ended.length ? ["an activity ended twice"] : []),
    ...started.flatMap((event) => {
      const end = endsOf.get(valueOf(event)["scheduledEventId"]);
      if (end === undefined) return [`${nameOf(event)} has no end`];
      return valueOf(end)["startedEventId"] === event.eventId ? [] : [`${nameOf(end)} does not name ${nameOf(event)}`];
    }),
  ];
}

const ends = (events: readonly Event[]): string[] =>
  events.slice(0, -1).flatMap((event) => (closing.has(event.eventType) ? [`${nameOf(event)} is not the last`] : []));
