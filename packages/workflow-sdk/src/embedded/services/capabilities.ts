import type { MessageInitShape } from "@bufbuild/protobuf";
import type { namespace, workflowservice } from "@millrace/protocol/temporal";

/** The version of Temporal's server whose answers ours are like. */
export const serverVersion = "1.32.1";

/** What clients may rely on; what is not built is not claimed. */
export const systemCapabilities: MessageInitShape<typeof workflowservice.GetSystemInfoResponse_CapabilitiesSchema> =
  Object.freeze({
    signalAndQueryHeader: true,
    internalErrorDifferentiation: true,
    activityFailureIncludeHeartbeat: true,
    encodedFailureAttributes: true,
    upsertMemo: true,
    eagerWorkflowStart: true,
    sdkMetadata: true,
    countGroupByExecutionStatus: true,
  });

/** The same for one namespace. */
export const namespaceCapabilities: MessageInitShape<typeof namespace.NamespaceInfo_CapabilitiesSchema> = Object.freeze(
  {
    eagerWorkflowStart: true,
    standaloneActivities: true,
    standaloneActivityStartDelay: true,
    workerPollCompleteOnShutdown: true,
  },
);
