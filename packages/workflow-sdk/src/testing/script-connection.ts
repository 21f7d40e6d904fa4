import { type Client, createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@millrace/protocol/grpc";
import { workflowservice } from "@millrace/protocol/temporal";
import { parseAddress } from "../remote/connection/address.ts";
import type { Target } from "../target.ts";

export type WorkflowServiceClient = Client<typeof workflowservice.WorkflowService>;

/** A connection of the worker's own, without the client's retries: a script wants to see what is refused. */
export interface ScriptConnection extends AsyncDisposable {
  readonly service: WorkflowServiceClient;
}

export const connectScript = (target: Target): ScriptConnection => {
  if (typeof target !== "string") {
    const service = createClient(workflowservice.WorkflowService, target.transport());
    // The transport belongs to the server that gave it.
    return { service, [Symbol.asyncDispose]: () => Promise.resolve() };
  }
  const transport = createGrpcTransport({ address: parseAddress(target) });
  return {
    service: createClient(workflowservice.WorkflowService, transport),
    [Symbol.asyncDispose]: () => transport.close(),
  };
};
