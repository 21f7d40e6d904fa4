import { describeErrors, MillraceError } from "@millrace/protocol";
import { engineErrors, type EngineErrorCode } from "./error-table.ts";

/** The error of this package. */
export class EngineError extends MillraceError<EngineErrorCode> {
  static {
    describeErrors(EngineError, "EngineError", engineErrors);
  }
}
