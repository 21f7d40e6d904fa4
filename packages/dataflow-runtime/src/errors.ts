import { describeErrors, MillraceError } from "@millrace/protocol";
import { dataflowErrors, type DataflowErrorCode } from "./error-table.ts";

/** The error of this package; its codes are listed in the documentation's error table. */
export class DataflowError extends MillraceError<DataflowErrorCode> {
  static {
    describeErrors(DataflowError, "DataflowError", dataflowErrors);
  }
}
