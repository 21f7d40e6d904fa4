import { describeErrors, MillraceError } from "@millrace/protocol";
import { functionErrors, type FunctionErrorCode } from "./error-table.ts";

/** The error of this package; its codes are listed in the documentation's error table. */
export class FunctionError extends MillraceError<FunctionErrorCode> {
  static {
    describeErrors(FunctionError, "FunctionError", functionErrors);
  }
}
