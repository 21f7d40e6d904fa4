import { ActivityFailure as CoreActivityFailure } from "../failures/activity-failure.ts";
import {
  ApplicationFailure as CoreApplicationFailure,
  type ApplicationFailureCategory,
} from "../failures/application-failure.ts";
import { brandFailure } from "../failures/brand.ts";
import { CancelledFailure as CoreCancelledFailure } from "../failures/cancelled-failure.ts";
import { ChildWorkflowFailure as CoreChildWorkflowFailure } from "../failures/child-workflow-failure.ts";
import { NexusOperationFailure as CoreNexusOperationFailure } from "../failures/nexus-operation-failure.ts";
import type { RetryState } from "../failures/retry-state.ts";
import { ServerFailure as CoreServerFailure } from "../failures/server-failure.ts";
import { TemporalFailure } from "../failures/temporal-failure.ts";
import { TerminatedFailure as CoreTerminatedFailure } from "../failures/terminated-failure.ts";
import { TimeoutFailure as CoreTimeoutFailure, type TimeoutType } from "../failures/timeout-failure.ts";
import { defined } from "./defined.ts";
import { optionalMs, type Duration } from "./duration.ts";

// The failures of this package with the official constructors. They carry the same marks: `instanceof` is true both ways.

export interface ApplicationFailureOptions {
  readonly message?: string;
  readonly type?: string;
  readonly nonRetryable?: boolean;
  readonly details?: unknown[];
  readonly nextRetryDelay?: Duration;
  readonly cause?: Error;
  readonly category?: ApplicationFailureCategory;
}

export class ApplicationFailure extends CoreApplicationFailure {
  static {
    brandFailure(this, "ApplicationFailure");
  }

  constructor(
    message?: string | null,
    type?: string | null,
    nonRetryable?: boolean | null,
    details?: readonly unknown[] | null,
    cause?: Error,
    nextRetryDelay?: Duration | null,
    category?: ApplicationFailureCategory | null,
  ) {
    const fields = {
      type: type ?? undefined,
      nonRetryable: nonRetryable ?? undefined,
      details: details ?? undefined,
      cause,
      nextRetryDelayMs: optionalMs(nextRetryDelay, "nextRetryDelay"),
      category: category ?? undefined,
    };
    super(message ?? undefined, defined(fields));
  }

  static create(this: void, options: ApplicationFailureOptions): ApplicationFailure {
    const { message, type, nonRetryable = false, details, nextRetryDelay, cause, category } = options;
    return new ApplicationFailure(message, type, nonRetryable, details, cause, nextRetryDelay, category);
  }

  static override retryable(
    this: void,
    message?: string | null,
    type: string | null = "Error",
    ...details: unknown[]
  ): ApplicationFailure {
    return new ApplicationFailure(message, type, false, details);
  }

  static override nonRetryable(
    this: void,
    message?: string | null,
    type: string | null = "Error",
    ...details: unknown[]
  ): ApplicationFailure {
    return new ApplicationFailure(message, type, true, details);
  }

  /** An error as a failure; `overrides` replace what it says. */
  static override fromError(error: unknown, overrides: ApplicationFailureOptions = {}): ApplicationFailure {
    const { message, nextRetryDelay, ...same } = overrides;
    const nextRetryDelayMs = optionalMs(nextRetryDelay, "nextRetryDelay");
    const failure = CoreApplicationFailure.fromError(error, defined({ ...same, nextRetryDelayMs }));
    if (message !== undefined) failure.message = message;
    return failure;
  }
}

export class CancelledFailure extends CoreCancelledFailure {
  static {
    brandFailure(this, "CancelledFailure");
  }

  constructor(message?: string, details: readonly unknown[] = [], cause?: Error) {
    super(message, { details, cause });
  }
}

export class TerminatedFailure extends CoreTerminatedFailure {
  static {
    brandFailure(this, "TerminatedFailure");
  }

  constructor(message?: string, cause?: Error) {
    super(message, { cause });
  }
}

export class ServerFailure extends CoreServerFailure {
  static {
    brandFailure(this, "ServerFailure");
  }

  constructor(message: string | undefined, nonRetryable: boolean, cause?: Error) {
    super(message, { nonRetryable, cause });
  }
}

export class TimeoutFailure extends CoreTimeoutFailure {
  static {
    brandFailure(this, "TimeoutFailure");
  }

  constructor(message: string | undefined, lastHeartbeatDetails: unknown, timeoutType: TimeoutType | undefined) {
    super(message, {
      timeoutType,
      heartbeatDetails: lastHeartbeatDetails === undefined ? [] : [lastHeartbeatDetails],
    });
  }
}

export class ActivityFailure extends CoreActivityFailure {
  static {
    brandFailure(this, "ActivityFailure");
  }

  constructor(
    message: string | undefined,
    activityType: string,
    activityId: string | undefined,
    retryState: RetryState | undefined,
    identity: string | undefined,
    cause?: Error,
  ) {
    super(message, { activityType, activityId, retryState, identity, cause });
  }
}

export class ChildWorkflowFailure extends CoreChildWorkflowFailure {
  static {
    brandFailure(this, "ChildWorkflowFailure");
  }

  constructor(
    namespace: string | undefined,
    execution: { readonly workflowId: string; readonly runId: string },
    workflowType: string,
    retryState: RetryState | undefined,
    cause?: Error,
  ) {
    super(undefined, { namespace, execution, workflowType, retryState, cause });
  }
}

export class NexusOperationFailure extends CoreNexusOperationFailure {
  static {
    brandFailure(this, "NexusOperationFailure");
  }

  constructor(
    message: string | undefined,
    scheduledEventId: number | undefined,
    endpoint: string,
    service: string,
    operation: string,
    operationToken: string | undefined,
    cause?: Error,
  ) {
    super(message, { scheduledEventId, endpoint, service, operation, operationToken, cause });
  }
}

export { TemporalFailure };

/** What was thrown as a failure that travels: a failure as it is, anything else as an {@link ApplicationFailure}. */
export function ensureTemporalFailure(error: unknown): TemporalFailure {
  return error instanceof TemporalFailure ? error : ApplicationFailure.fromError(error);
}

/** The same, and failures of other kinds become application failures as well. */
export function ensureApplicationFailure(error: unknown): ApplicationFailure {
  return ApplicationFailure.fromError(error);
}

/** What a payload converter throws for a value that is not as it should be: the call fails, and is not tried again. */
export function createPayloadValidationError(details: unknown): ApplicationFailure {
  return ApplicationFailure.create({
    message: "Payload validation failed",
    type: "PayloadValidationError",
    nonRetryable: true,
    details: details === undefined || details === null ? [] : [details],
  });
}
