import { brandFailure } from "./brand.ts";
import type { RetryState } from "./retry-state.ts";
import { TemporalFailure, type FailureOptions } from "./temporal-failure.ts";

export interface ChildWorkflowFailureOptions extends FailureOptions {
  readonly namespace?: string | undefined;
  readonly execution: { readonly workflowId: string; readonly runId: string };
  readonly workflowType: string;
  readonly retryState?: RetryState | undefined;
  readonly initiatedEventId?: number | undefined;
  readonly startedEventId?: number | undefined;
}

/** A child workflow has failed for good; `cause` tells how. */
export class ChildWorkflowFailure extends TemporalFailure {
  readonly namespace: string | undefined;
  readonly execution: { readonly workflowId: string; readonly runId: string };
  readonly workflowType: string;
  /** Undefined where the server does not say. */
  readonly retryState: RetryState | undefined;
  readonly initiatedEventId: number | undefined;
  readonly startedEventId: number | undefined;

  static {
    brandFailure(this, "ChildWorkflowFailure");
  }

  constructor(message: string | undefined, options: ChildWorkflowFailureOptions) {
    super(message ?? "the child workflow has failed", options);
    this.namespace = options.namespace;
    this.execution = options.execution;
    this.workflowType = options.workflowType;
    this.retryState = options.retryState;
    this.initiatedEventId = options.initiatedEventId;
    this.startedEventId = options.startedEventId;
  }
}
