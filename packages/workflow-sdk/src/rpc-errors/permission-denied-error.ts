import { describeErrors } from "@millrace/protocol";
import { rpcErrors } from "./error-table.ts";
import { RpcError, type RpcAnswer } from "./rpc-error.ts";

export class PermissionDeniedError extends RpcError {
  /** Why, where the server says so; else empty. */
  readonly reason: string;

  static {
    describeErrors(this, "PermissionDeniedError", rpcErrors);
  }

  constructor(answer: RpcAnswer, fields: { readonly reason: string } = { reason: "" }) {
    super(answer, "RPC_PERMISSION_DENIED", fields);
    this.reason = fields.reason;
  }
}
