// The messages that codecs are measured on, each with a service that carries our codec for it.
import { create, type DescMessage, type DescService, type Message } from "@bufbuild/protobuf";
import { map } from "@millrace/protocol/numaflow";
import { enums, history, workflowservice } from "@millrace/protocol/temporal";

export interface Subject {
  readonly service: DescService;
  readonly schema: DescMessage;
  readonly message: Message;
}

const encoder = new TextEncoder();
const time = (seconds: number): { seconds: bigint; nanos: number } => ({
  seconds: BigInt(1_700_000_000 + seconds),
  nanos: 123_456_789,
});
const payloads = (data: object): object => ({
  payloads: [{ metadata: { encoding: encoder.encode("json/plain") }, data: encoder.encode(JSON.stringify(data)) }],
});

const worker = { identity: "4711@worker-7d9f8b6c5-x2x4q" };
const taskQueue = { name: "orders", kind: enums.TaskQueueKind.NORMAL };
const timeouts = { scheduleToCloseTimeout: { seconds: 600n }, startToCloseTimeout: { seconds: 60n } };
const retryPolicy = { initialInterval: { seconds: 1n }, backoffCoefficient: 2, maximumInterval: { seconds: 100n } };
const requestIdOf = (index: number): string => `7f2f61b4-5d6f-4f8e-9a8e-${String(index).padStart(12, "0")}`;

/** Six events in turn: a workflow task and an activity, each scheduled, started and completed. */
const kinds: readonly ((index: number) => [enums.EventType, string, object])[] = [
  () => [
    enums.EventType.WORKFLOW_TASK_SCHEDULED,
    "workflowTaskScheduledEventAttributes",
    { taskQueue, startToCloseTimeout: { seconds: 10n }, attempt: 1 },
  ],
  (index) => [
    enums.EventType.WORKFLOW_TASK_STARTED,
    "workflowTaskStartedEventAttributes",
    { ...worker, scheduledEventId: BigInt(index), requestId: requestIdOf(index), historySizeBytes: 12_345n },
  ],
  (index) => [
    enums.EventType.WORKFLOW_TASK_COMPLETED,
    "workflowTaskCompletedEventAttributes",
    {
      ...worker,
      scheduledEventId: BigInt(index - 1),
      startedEventId: BigInt(index),
      sdkMetadata: {},
      meteringMetadata: {},
    },
  ],
  (index) => [
    enums.EventType.ACTIVITY_TASK_SCHEDULED,
    "activityTaskScheduledEventAttributes",
    {
      ...timeouts,
      activityId: String(index),
      activityType: { name: "reserveStock" },
      taskQueue,
      header: {},
      input: payloads({ order: `order-${index}`, item: "köttbullar", count: index }),
      workflowTaskCompletedEventId: BigInt(index),
      retryPolicy,
    },
  ],
  (index) => [
    enums.EventType.ACTIVITY_TASK_STARTED,
    "activityTaskStartedEventAttributes",
    { ...worker, scheduledEventId: BigInt(index), requestId: requestIdOf(index), attempt: 1 },
  ],
  (index) => [
    enums.EventType.ACTIVITY_TASK_COMPLETED,
    "activityTaskCompletedEventAttributes",
    {
      ...worker,
      scheduledEventId: BigInt(index - 1),
      startedEventId: BigInt(index),
      result: payloads({ reserved: true }),
    },
  ],
];

const event = (index: number): history.HistoryEvent => {
  const [eventType, name, value] = (kinds[index % kinds.length] as (typeof kinds)[number])(index);
  const attributes = { case: name, value } as never;
  const ids = { eventId: BigInt(index + 1), taskId: BigInt(1_048_576 + index) };
  return create(history.HistoryEventSchema, { ...ids, eventTime: time(index), eventType, attributes });
};

const poll = create(workflowservice.PollWorkflowTaskQueueResponseSchema, {
  taskToken: new Uint8Array(80).fill(7),
  workflowExecution: { workflowId: "order-4711", runId: requestIdOf(1) },
  workflowType: { name: "order" },
  previousStartedEventId: 92n,
  startedEventId: 99n,
  attempt: 1,
  history: { events: Array.from({ length: 100 }, (_, index) => event(index)) },
  scheduledTime: time(100),
  startedTime: time(101),
});

const request = create(map.MapRequestSchema, {
  id: "in-4711-0",
  request: {
    keys: ["even"],
    value: new Uint8Array(100).fill(65),
    eventTime: time(0),
    watermark: time(1),
    headers: { "x-txn-id": "4711" },
  },
});

export const subjects: Readonly<Record<string, Subject>> = {
  "codec poll 100 events": {
    service: workflowservice.WorkflowService,
    schema: workflowservice.PollWorkflowTaskQueueResponseSchema,
    message: poll,
  },
  "codec map 100B": { service: map.Map, schema: map.MapRequestSchema, message: request },
};
