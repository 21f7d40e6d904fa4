import type { workflowservice } from "@millrace/protocol/temporal";

/** What a server says of itself; all `false` and an empty version if it does not. */
export interface ServerCapabilities {
  readonly serverVersion: string;
  /** Signals and queries may have headers. */
  readonly signalAndQueryHeader: boolean;
  /** INTERNAL tells of errors that retrying does not mend. */
  readonly internalErrorDifferentiation: boolean;
  /** A failed activity's last heartbeat details are taken with its failure. */
  readonly activityFailureIncludeHeartbeat: boolean;
  readonly supportsSchedules: boolean;
  readonly encodedFailureAttributes: boolean;
  readonly buildIdBasedVersioning: boolean;
  readonly upsertMemo: boolean;
  /** A start may answer with the first workflow task. */
  readonly eagerWorkflowStart: boolean;
  /** Workers may write flags into histories. */
  readonly sdkMetadata: boolean;
  readonly countGroupByExecutionStatus: boolean;
  readonly nexus: boolean;
}

export function readCapabilities(
  response: Pick<workflowservice.GetSystemInfoResponse, "serverVersion" | "capabilities"> | undefined,
): ServerCapabilities {
  const { capabilities: said } = response ?? {};
  return {
    serverVersion: response?.serverVersion ?? "",
    signalAndQueryHeader: said?.signalAndQueryHeader ?? false,
    internalErrorDifferentiation: said?.internalErrorDifferentiation ?? false,
    activityFailureIncludeHeartbeat: said?.activityFailureIncludeHeartbeat ?? false,
    supportsSchedules: said?.supportsSchedules ?? false,
    encodedFailureAttributes: said?.encodedFailureAttributes ?? false,
    buildIdBasedVersioning: said?.buildIdBasedVersioning ?? false,
    upsertMemo: said?.upsertMemo ?? false,
    eagerWorkflowStart: said?.eagerWorkflowStart ?? false,
    sdkMetadata: said?.sdkMetadata ?? false,
    countGroupByExecutionStatus: said?.countGroupByExecutionStatus ?? false,
    nexus: said?.nexus ?? false,
  };
}
