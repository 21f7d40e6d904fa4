import { describeErrors } from "@millrace/protocol";
import { rpcErrors } from "./error-table.ts";
import { RpcError, type RpcAnswer } from "./rpc-error.ts";

/** How one operation of a call of several ended. */
export interface OperationOutcome {
  /** Undefined for an operation that would have succeeded. */
  readonly error: RpcError | undefined;
  /** Whether it was given up only because another one failed. */
  readonly abortedByOther: boolean;
}

/** A call of several operations, such as a start with an update, failed as a whole. */
export class MultiOperationExecutionError extends RpcError {
  /** In the order of the request's operations. */
  readonly operations: readonly OperationOutcome[];

  static {
    describeErrors(this, "MultiOperationExecutionError", rpcErrors);
  }

  constructor(answer: RpcAnswer, fields: { readonly operations: readonly OperationOutcome[] }) {
    super(answer, "RPC_MULTI_OPERATION_FAILED");
    this.operations = fields.operations;
  }

  /** The error of the first operation that failed by itself. */
  get origin(): RpcError | undefined {
    return this.operations.find(({ error, abortedByOther }) => error !== undefined && !abortedByOther)?.error;
  }
}
