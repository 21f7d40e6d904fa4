import { create } from "@bufbuild/protobuf";
import { common, enums } from "@millrace/protocol/temporal";
import type { Run } from "../engine/run.ts";

const { WORKFLOW_EXECUTION_STARTED, WORKFLOW_EXECUTION_SIGNALED } = enums.EventType;

/** To the event that starts the run. */
export const startLink = ({ facts, workflowId, runId }: Run): common.Link =>
  create(common.LinkSchema, {
    variant: {
      case: "workflowEvent",
      value: {
        namespace: facts.namespace,
        workflowId,
        runId,
        reference: { case: "eventRef", value: { eventId: 1n, eventType: WORKFLOW_EXECUTION_STARTED } },
      },
    },
  });

/** To the event of a signal, which may not have an id yet: by its request. */
export const signalLink = ({ facts, workflowId, runId }: Run, requestId: string): common.Link =>
  create(common.LinkSchema, {
    variant: {
      case: "workflowEvent",
      value: {
        namespace: facts.namespace,
        workflowId,
        runId,
        reference: { case: "requestIdRef", value: { requestId, eventType: WORKFLOW_EXECUTION_SIGNALED } },
      },
    },
  });
