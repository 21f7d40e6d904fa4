import { brandFailure } from "./brand.ts";
import { TemporalFailure, type FailureOptions } from "./temporal-failure.ts";

export interface NexusOperationFailureOptions extends FailureOptions {
  readonly scheduledEventId?: number | undefined;
  readonly endpoint: string;
  readonly service: string;
  readonly operation: string;
  readonly operationToken?: string | undefined;
}

/** A Nexus operation has failed for good; `cause` tells how. */
export class NexusOperationFailure extends TemporalFailure {
  readonly scheduledEventId: number | undefined;
  readonly endpoint: string;
  readonly service: string;
  readonly operation: string;
  /** Absent for an operation that never started, and for one that answered at once. */
  readonly operationToken: string | undefined;

  static {
    brandFailure(this, "NexusOperationFailure");
  }

  constructor(message: string | undefined, options: NexusOperationFailureOptions) {
    super(message, options);
    this.scheduledEventId = options.scheduledEventId;
    this.endpoint = options.endpoint;
    this.service = options.service;
    this.operation = options.operation;
    this.operationToken = options.operationToken;
  }
}
