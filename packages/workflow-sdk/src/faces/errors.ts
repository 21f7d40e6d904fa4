// Errors that the core does not have: those that an official code base throws itself, and two of the official client.

export class ValueError extends Error {
  override readonly name: string = "ValueError";

  constructor(message?: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
  }
}

export class PayloadConverterError extends ValueError {
  override readonly name: string = "PayloadConverterError";
}

/** An answer of the services to the completion, failure, cancellation or heartbeat of an activity from elsewhere. */
export class ActivityCompletionError extends Error {
  override readonly name: string = "ActivityCompletionError";
}

/** The call that sent an update, or that waited for it, reached its deadline or was aborted; the update may go on. */
export class WorkflowUpdateRPCTimeoutOrCancelledError extends Error {
  override readonly name: string = "WorkflowUpdateRPCTimeoutOrCancelledError";
}

export class IllegalStateError extends Error {
  override readonly name: string = "IllegalStateError";
}
