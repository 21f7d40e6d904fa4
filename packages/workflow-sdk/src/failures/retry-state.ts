/** Why there was no further attempt. */
export type RetryState =
  | "IN_PROGRESS"
  | "NON_RETRYABLE_FAILURE"
  | "TIMEOUT"
  | "MAXIMUM_ATTEMPTS_REACHED"
  | "RETRY_POLICY_NOT_SET"
  | "INTERNAL_SERVER_ERROR"
  | "CANCEL_REQUESTED";
