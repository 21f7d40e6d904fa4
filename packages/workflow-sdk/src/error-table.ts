import type { ErrorCodeOf } from "@millrace/protocol";

/** Every error that this package raises on its own account. What a service answers with is in `rpc-errors/`. */
export const workflowErrors = {
  WORKFLOW_INVALID_ADDRESS: {
    summary: "A client is given an address that it cannot connect to by its form alone.",
    remedy: "Give `host:port`; without a port it is 7233.",
  },
} as const;

export type WorkflowErrorCode = ErrorCodeOf<typeof workflowErrors>;
