import type { ServiceImpl } from "@connectrpc/connect";
import type { workflowservice } from "@millrace/protocol/temporal";
import type { ServerCore } from "../core.ts";

/** Some of the calls of WorkflowService. */
export type WorkflowServicePart = Partial<ServiceImpl<typeof workflowservice.WorkflowService>>;

/** Handlers over the state that all of them share; the server puts them together. */
export type WorkflowServiceOf = (core: ServerCore) => WorkflowServicePart;
