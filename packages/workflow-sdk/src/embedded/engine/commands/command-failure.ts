import { enums } from "@millrace/protocol/temporal";
import { enumName } from "../../enum-name.ts";

export interface CommandFailureOptions extends ErrorOptions {
  /** Whether the run ends by it. Default: the task fails, and another one follows. */
  readonly terminates?: boolean;
}

/** A worker sent a command that cannot be carried out: then none of its commands is. */
export class CommandFailure extends Error {
  readonly failedCause: enums.WorkflowTaskFailedCause;
  readonly terminates: boolean;

  constructor(failedCause: enums.WorkflowTaskFailedCause, reason: string, options: CommandFailureOptions = {}) {
    const name = enumName(enums.WorkflowTaskFailedCause, failedCause);
    super(reason === "" ? name : `${name}: ${reason}`, options);
    this.failedCause = failedCause;
    this.terminates = options.terminates ?? false;
  }
}
