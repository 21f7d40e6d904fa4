import { describeErrors, MillraceError } from "../errors.ts";
import { grpcErrors, type GrpcErrorCode } from "./error-table.ts";

/** What goes wrong with a server or a transport as a whole; a single call ends in a `ConnectError`. */
export class GrpcError extends MillraceError<GrpcErrorCode> {
  static {
    describeErrors(this, "GrpcError", grpcErrors);
  }
}
