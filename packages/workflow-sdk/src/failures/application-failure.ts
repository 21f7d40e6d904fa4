import { checkNumber, checkOneOf, checkOptions, isError } from "@millrace/protocol";
import { brandFailure } from "./brand.ts";
import { errorTypeOf } from "./error-type.ts";
import { TemporalFailure, type FailureOptions } from "./temporal-failure.ts";

/** `BENIGN`: an expected failure, which workers log at debug level and do not count as an error. */
export type ApplicationFailureCategory = "BENIGN";

export interface ApplicationFailureOptions extends FailureOptions {
  /** What retry policies name in `nonRetryableErrorTypes`, and callers look at. Default none. */
  readonly type?: string | undefined;
  /** Whether it is not to be retried, whatever the retry policy says. Default `false`. */
  readonly nonRetryable?: boolean | undefined;
  /** Values for whoever catches it; converted as arguments are. Default none. */
  readonly details?: readonly unknown[] | undefined;
  /** Milliseconds until the next attempt, in place of what the retry policy gives. */
  readonly nextRetryDelayMs?: number | undefined;
  readonly category?: ApplicationFailureCategory | undefined;
}

const optionNames = ["type", "nonRetryable", "details", "nextRetryDelayMs", "category", "cause"] as const;

/**
 * A failure that application code throws on purpose. Other errors that leave a workflow or an activity become one,
 * retryable, with the error's name as `type`.
 *
 * @throws `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`.
 */
export class ApplicationFailure extends TemporalFailure {
  readonly type: string | undefined;
  readonly nonRetryable: boolean;
  readonly details: readonly unknown[];
  readonly nextRetryDelayMs: number | undefined;
  readonly category: ApplicationFailureCategory | undefined;

  static {
    brandFailure(this, "ApplicationFailure");
  }

  constructor(message?: string, options: ApplicationFailureOptions = {}) {
    super(message, options);
    checkOptions(options, optionNames, "ApplicationFailure");
    const { nextRetryDelayMs, category } = options;
    if (nextRetryDelayMs !== undefined)
      checkNumber(nextRetryDelayMs, "nextRetryDelayMs", "ApplicationFailure", { min: 0 });
    if (category !== undefined) checkOneOf(category, "category", "ApplicationFailure", ["BENIGN"]);
    this.type = options.type;
    this.nonRetryable = options.nonRetryable ?? false;
    this.details = [...(options.details ?? [])];
    this.nextRetryDelayMs = nextRetryDelayMs;
    this.category = category;
  }

  /** One that is retried as the retry policy says. */
  static retryable(this: void, message?: string, type: string = "Error", ...details: unknown[]): ApplicationFailure {
    return calledBy(ApplicationFailure.retryable, new ApplicationFailure(message, { type, details }));
  }

  /** One that is not retried. */
  static nonRetryable(this: void, message?: string, type: string = "Error", ...details: unknown[]): ApplicationFailure {
    const failure = new ApplicationFailure(message, { type, details, nonRetryable: true });
    return calledBy(ApplicationFailure.nonRetryable, failure);
  }

  /**
   * An error as a failure: its message, its name as type, its stack and its cause, and what `options` say instead.
   * An application failure without `options` is given back as it is.
   */
  static fromError(error: unknown, options: ApplicationFailureOptions = {}): ApplicationFailure {
    if (error instanceof ApplicationFailure && Object.keys(options).length === 0) return error;
    const own = error instanceof ApplicationFailure ? optionsOf(error) : { type: errorTypeOf(error) };
    const cause = isError(error) ? error.cause : undefined;
    const failure = new ApplicationFailure(isError(error) ? error.message : String(error), {
      cause,
      ...own,
      ...options,
    });
    if (isError(error) && error.stack !== undefined) failure.stack = error.stack;
    return failure;
  }
}

function optionsOf(failure: ApplicationFailure): ApplicationFailureOptions {
  const { type, nonRetryable, details, nextRetryDelayMs, category } = failure;
  return { type, nonRetryable, details, nextRetryDelayMs, category };
}

/** Makes the stack trace start at the caller of the function, not inside of it. */
function calledBy(caller: (...args: never[]) => unknown, failure: ApplicationFailure): ApplicationFailure {
  Error.captureStackTrace(failure, caller);
  return failure;
}
