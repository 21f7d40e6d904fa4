import { create } from "@bufbuild/protobuf";
import { common, enums } from "@millrace/protocol/temporal";
import type { Run } from "../engine/run.ts";

const { WORKFLOW_EXECUTION_STARTED } = enums.EventType;

/** The kinds of events that are known by requests. */
export type RequestedEvent =
  | typeof enums.EventType.WORKFLOW_EXECUTION_SIGNALED
  | typeof enums.EventType.WORKFLOW_EXECUTION_OPTIONS_UPDATED;

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

/** To the event that a request led to, which may not have an id yet. */
export const requestLink = (
  { facts, workflowId, runId }: Run,
  requestId: string,
  eventType: RequestedEvent,
): common.Link =>
  create(common.LinkSchema, {
    variant: {
      case: "workflowEvent",
      value: {
        namespace: facts.namespace,
        workflowId,
        runId,
        reference: { case: "requestIdRef", value: { requestId, eventType } },
      },
    },
  });
