import type { common } from "@millrace/protocol/temporal";
import type { Priority } from "../priority.ts";
import { priorityOf, wirePriority } from "../wire/priority.ts";
import { retryPolicyOf, wireRetryPolicy } from "../wire/retry-policy.ts";
import { coreRetryPolicy, officialRetryPolicy, type RetryPolicy } from "./retry-policy.ts";

// Policies as the messages of `client.workflowService` have them.

/** @throws `WORKFLOW_INVALID_RETRY_POLICY`, `PROTOCOL_INVALID_OPTION`, `PROTOCOL_UNKNOWN_OPTION` */
export function compileRetryPolicy(retryPolicy: RetryPolicy): common.RetryPolicy {
  return wireRetryPolicy(coreRetryPolicy(retryPolicy) ?? {}, "retry");
}

/** Intervals in milliseconds. */
export function decompileRetryPolicy(retryPolicy?: common.RetryPolicy | null): RetryPolicy | undefined {
  return officialRetryPolicy(retryPolicyOf(retryPolicy ?? undefined));
}

/** @throws `WORKFLOW_INVALID_PRIORITY`, `PROTOCOL_INVALID_OPTION`, `PROTOCOL_UNKNOWN_OPTION` */
export function compilePriority(priority: Priority): common.Priority {
  return wirePriority(priority);
}

/** Members that the message leaves to the server are absent. */
export function decodePriority(priority?: common.Priority | null): Priority {
  return priorityOf(priority ?? undefined) ?? {};
}
