import { describeErrors, MillraceError } from "@millrace/protocol";
import { udfErrors, type UdfErrorCode } from "./error-table.ts";

/** The error of this package; its codes are listed in the documentation's error table. */
export class UdfError extends MillraceError<UdfErrorCode> {
  static {
    describeErrors(UdfError, "UdfError", udfErrors);
  }
}
