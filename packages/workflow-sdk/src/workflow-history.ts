/** One event, in the JSON that Temporal's tools write: `eventId`, `eventTime`, `eventType`, and its attributes. */
export interface HistoryEventJson {
  /** From 1; a number as text, as JSON of protobuf has 64 bits. */
  readonly eventId: string;
  readonly eventTime: string;
  /** `EVENT_TYPE_WORKFLOW_EXECUTION_STARTED` … */
  readonly eventType: string;
  readonly [attributes: string]: unknown;
}

/** All that happened to one run of a workflow. `JSON.stringify` writes what replayers and Temporal's tools read. */
export interface WorkflowHistory {
  readonly workflowId: string;
  readonly events: readonly HistoryEventJson[];
}
