import { workflowservice } from "@millrace/protocol/temporal";
import { workerRetries } from "../connection/retry-rules.ts";
import type { WorkerSettings } from "./worker-settings.ts";

/** What a worker wants to know of its namespace. */
export interface NamespaceFacts {
  /** The most that payloads of one request may take; `Infinity` if the server does not say. */
  readonly blobLimitBytes: number;
  /** Whether the server answers the polls of a worker that says goodbye. */
  readonly answersLastPolls: boolean;
}

/**
 * Also tells, before the first poll, whether the namespace exists and the caller may use it.
 *
 * @throws the server's error
 */
export async function namespaceFacts(
  { connection, namespace }: WorkerSettings,
  signal: AbortSignal,
): Promise<NamespaceFacts> {
  const { describeNamespace } = workflowservice.WorkflowService.method;
  const { namespaceInfo } = await connection.call(describeNamespace, { namespace }, { signal, retry: workerRetries });
  return {
    blobLimitBytes: Number(namespaceInfo?.limits?.blobSizeLimitError ?? 0n) || Infinity,
    answersLastPolls: namespaceInfo?.capabilities?.workerPollCompleteOnShutdown ?? false,
  };
}
