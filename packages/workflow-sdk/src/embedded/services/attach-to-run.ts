import type { common, workflow } from "@millrace/protocol/temporal";
import type { Change } from "../engine/change.ts";

interface AttachRequest {
  readonly requestId: string;
  readonly links: common.Link[];
  readonly completionCallbacks: common.Callback[];
  readonly onConflictOptions?: workflow.OnConflictOptions | undefined;
}

/** A start that found its workflow running may leave something of itself there. */
export function attachToRun(change: Change, request: AttachRequest): void {
  const { requestId, links, completionCallbacks, onConflictOptions } = request;
  if (onConflictOptions === undefined || change.knows(requestId)) return;
  const { attachRequestId, attachCompletionCallbacks, attachLinks } = onConflictOptions;
  const event = change.record(
    "workflowExecutionOptionsUpdated",
    {
      attachedRequestId: attachRequestId ? requestId : "",
      attachedCompletionCallbacks: attachCompletionCallbacks ? completionCallbacks : [],
    },
    { links: attachLinks ? links : [] },
  );
  event.workerMayIgnore = true;
  if (attachRequestId) change.remember(requestId, event);
}
