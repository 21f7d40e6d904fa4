import { describeErrors, MillraceError } from "@millrace/protocol";
import { browserErrors, type BrowserErrorCode } from "./error-table.ts";

/** The error of this package. */
export class BrowserError extends MillraceError<BrowserErrorCode> {
  static {
    describeErrors(BrowserError, "BrowserError", browserErrors);
  }
}
