import { describeErrors, MillraceError } from "@millrace/protocol";
import { rpcErrors, type RpcErrorCode } from "./error-table.ts";
import type { GrpcStatus } from "./grpc-status.ts";

/** What a service answered with. */
export interface RpcAnswer {
  readonly status: GrpcStatus;
  readonly message: string;
  /** The error of the transport; with a query that failed, what the workflow's code threw. */
  readonly cause?: unknown;
}

/** What the details of an error say, by name. */
export type RpcFields = Readonly<Record<string, unknown>>;

/**
 * A call of one of Temporal's services failed. What the server tells beside status and message makes the classes below
 * this one; `RpcError.is`, and `is` of each of them, also know errors of a second installed copy.
 */
export class RpcError extends MillraceError<RpcErrorCode> {
  readonly status: GrpcStatus;

  static {
    describeErrors(this, "RpcError", rpcErrors);
  }

  constructor(answer: RpcAnswer, code: RpcErrorCode, fields?: RpcFields) {
    super(code, answer.message, {
      ...(answer.cause !== undefined && { cause: answer.cause }),
      ...(fields && { details: fields }),
    });
    this.status = answer.status;
  }
}
