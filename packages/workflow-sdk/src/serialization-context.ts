/** The values belong to a workflow: its arguments, result, memo, signals, queries, updates. */
export interface WorkflowSerializationContext {
  readonly type: "workflow";
  readonly namespace: string;
  readonly workflowId: string;
}

/** The values belong to an activity: its arguments, result, heartbeats. */
export interface ActivitySerializationContext {
  readonly type: "activity";
  readonly namespace: string;
  /** Absent where the caller does not know it, as when it has a task token alone. */
  readonly activityId?: string;
  /** The workflow that the activity belongs to; absent for a standalone activity. */
  readonly workflowId?: string;
  readonly isLocal: boolean;
}

/** What converters and codecs are told of where values belong, so that a key may depend on it. */
export type SerializationContext = WorkflowSerializationContext | ActivitySerializationContext;
