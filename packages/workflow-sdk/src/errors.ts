import { describeErrors, MillraceError } from "@millrace/protocol";
import { workflowErrors, type WorkflowErrorCode } from "./error-table.ts";

/** The error of this package; its codes are listed in the documentation's error table. */
export class WorkflowSdkError extends MillraceError<WorkflowErrorCode> {
  static {
    describeErrors(WorkflowSdkError, "WorkflowSdkError", workflowErrors);
  }
}
