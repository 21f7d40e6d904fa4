/** How often, and how far apart, a failed stage is tried again. */
export interface RetryPolicy {
  /** Attempts in all, the first included; ≥ 1. */
  readonly maxAttempts: number;
  /** Delay before the second attempt. Default 100. */
  readonly initialMs?: number;
  /** Growth of the delay from one attempt to the next; ≥ 1. Default 2. */
  readonly factor?: number;
  /** Longest delay. Default 30 000. */
  readonly maxMs?: number;
  /** `"full"` draws each delay evenly between 0 and its value. Default `"none"`. */
  readonly jitter?: "none" | "full";
  /**
   * Errors that are not worth another attempt: names or codes, or a function that answers `true` for them. When the
   * function throws, the stage has failed with PIPELINE_RETRY_RULE.
   */
  readonly nonRetryable?: readonly string[] | ((error: unknown) => boolean);
}

/**
 * At most `max` stages and map items with the same `key` run at once in a run. A stage that waits for the next item of
 * a stream does not run meanwhile.
 */
export interface KeyedLimit {
  readonly key: string;
  readonly max: number;
}

/** What both faces let a stage declare. */
export interface StageOptions {
  readonly retry?: RetryPolicy;
  /** Longest duration of one attempt. Default: none. */
  readonly timeoutMs?: number;
  /** How long an attempt that timed out or was cancelled may take to end, if it read its signal. Default 5 000. */
  readonly graceMs?: number;
  readonly limit?: KeyedLimit;
  /**
   * When the stage may start, as far as stages of `after` and optional inputs are concerned: `"all_success"` (default),
   * `"all_done"` (whatever became of them) or `"one_success"` (all ended, at least one well). A required input whose
   * stage has no value always makes the stage `upstream_failed` or `skipped`.
   */
  readonly onUpstream?: "all_success" | "all_done" | "one_success";
  /** `"unwrap"`: the stage returns a Result; its error fails the stage, its value becomes the stage's. Default `"keep"`. */
  readonly results?: "keep" | "unwrap";
  /** Shown in progress, graphs and summaries in place of the id. */
  readonly label?: string;
}

export const stageDefaults: Readonly<{ graceMs: number; initialMs: number; factor: number; maxMs: number }> =
  Object.freeze({
    graceMs: 5000,
    initialMs: 100,
    factor: 2,
    maxMs: 30_000,
  });

/** The options as a definition keeps them: what they contain is a frozen copy, which nobody can change afterwards. */
export function ownOptions(options: StageOptions): StageOptions {
  const { retry, limit } = options;
  if (retry === undefined && limit === undefined) return options;
  return {
    ...options,
    ...(retry === undefined ? {} : { retry: ownRetry(retry) }),
    ...(limit === undefined ? {} : { limit: Object.freeze({ ...limit }) }),
  };
}

function ownRetry({ nonRetryable, ...retry }: RetryPolicy): RetryPolicy {
  if (nonRetryable === undefined) return Object.freeze(retry);
  return Object.freeze({
    ...retry,
    nonRetryable: typeof nonRetryable === "function" ? nonRetryable : Object.freeze([...nonRetryable]),
  });
}
