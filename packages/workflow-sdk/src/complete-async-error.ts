import { describeErrors } from "@millrace/protocol";
import { workflowErrors } from "./error-table.ts";
import { WorkflowSdkError } from "./errors.ts";

/**
 * An activity that throws this ends without a result: the worker reports nothing and takes the next task. Somebody else
 * completes the activity later, by `info().taskToken` or by its ids, before its timeouts pass.
 */
export class CompleteAsyncError extends WorkflowSdkError {
  static {
    describeErrors(CompleteAsyncError, "CompleteAsyncError", workflowErrors);
  }

  constructor() {
    super("WORKFLOW_COMPLETE_ASYNC", "the activity is completed by somebody else, later");
  }
}
