import { WorkflowServiceCodecs } from "../gen/temporal/temporal/api/workflowservice/v1/service_codec.ts";
import { WorkflowService as service } from "../gen/temporal/temporal/api/workflowservice/v1/service_pb.ts";
import { withCodecs } from "../wire-codec.ts";

export * from "../gen/temporal/temporal/api/workflowservice/v1/request_response_pb.ts";
/** The service, with fast codecs for the messages of tasks and histories. */
export const WorkflowService: typeof service = /* @__PURE__ */ withCodecs(service, WorkflowServiceCodecs);
