import { protocolErrors, type ProtocolErrorCode } from "./error-table.ts";
import { describeErrors, MillraceError } from "./errors.ts";

/** The error of this package; its codes are listed in the README's error table. */
export class ProtocolError extends MillraceError<ProtocolErrorCode> {
  static {
    describeErrors(this, "ProtocolError", protocolErrors);
  }
}
