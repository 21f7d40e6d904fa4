import { describeErrors } from "@millrace/protocol";
import { rpcErrors } from "./error-table.ts";
import { RpcError, type RpcAnswer } from "./rpc-error.ts";

/** The limit that is reached. */
export type ResourceExhaustedReason =
  | "RPS_LIMIT"
  | "CONCURRENT_LIMIT"
  | "SYSTEM_OVERLOADED"
  | "PERSISTENCE_LIMIT"
  | "BUSY_WORKFLOW"
  | "APS_LIMIT"
  | "PERSISTENCE_STORAGE_LIMIT"
  | "CIRCUIT_BREAKER_OPEN"
  | "OPS_LIMIT"
  | "WORKER_DEPLOYMENT_LIMITS";

export interface ResourceExhaustedFields {
  readonly reason?: ResourceExhaustedReason | undefined;
  readonly scope?: "NAMESPACE" | "SYSTEM" | undefined;
}

export class ResourceExhaustedError extends RpcError {
  /** Undefined where the server does not say, and for a limit that this version does not know. */
  readonly reason: ResourceExhaustedReason | undefined;
  /** Whose limit it is. */
  readonly scope: "NAMESPACE" | "SYSTEM" | undefined;

  static {
    describeErrors(this, "ResourceExhaustedError", rpcErrors);
  }

  constructor(answer: RpcAnswer, fields: ResourceExhaustedFields = {}) {
    super(answer, "RPC_RESOURCE_EXHAUSTED", { ...fields });
    this.reason = fields.reason;
    this.scope = fields.scope;
  }
}
