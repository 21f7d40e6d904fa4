import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { history, type workflowservice } from "@millrace/protocol/temporal";

type Attributes = NonNullable<MessageInitShape<typeof history.HistoryEventSchema>["attributes"]>;
type Answer = MessageInitShape<typeof workflowservice.GetWorkflowExecutionHistoryResponseSchema>;

/** An answer that holds the event which ended a run. */
export function closing(attributes: Attributes): Answer {
  return { history: { events: [create(history.HistoryEventSchema, { eventId: 7n, attributes })] } };
}

/** An answer that says that the run goes on. */
export function goesOn(token: string): Answer {
  return { history: { events: [] }, nextPageToken: new TextEncoder().encode(token) };
}
