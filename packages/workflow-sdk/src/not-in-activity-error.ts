import { describeErrors } from "@millrace/protocol";
import { workflowErrors } from "./error-table.ts";
import { WorkflowSdkError } from "./errors.ts";

/** Something of the running activity was asked for where no activity runs: code `WORKFLOW_NOT_IN_ACTIVITY`. */
export class NotInActivityError extends WorkflowSdkError {
  static {
    describeErrors(NotInActivityError, "NotInActivityError", workflowErrors);
  }

  /** @param what what was asked for, such as `"activity.info()"`. */
  constructor(what: string) {
    super(
      "WORKFLOW_NOT_IN_ACTIVITY",
      `${what} is only known inside of an activity; in a test, call the code in a MockActivityEnvironment`,
    );
  }
}
