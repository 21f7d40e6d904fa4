import { describeErrors, MillraceError } from "@millrace/protocol";
import { reportErrors, type ReportErrorCode } from "./error-table.ts";

/** The error of this package. */
export class ReportError extends MillraceError<ReportErrorCode> {
  static {
    describeErrors(ReportError, "ReportError", reportErrors);
  }
}
