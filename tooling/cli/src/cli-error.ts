import { describeErrors, MillraceError } from "@millrace/protocol";
import { cliErrors, type CliErrorCode } from "./error-table.ts";

/** The error of a wrong command line; ends the command with {@link exitCodes.usage}. */
export class CliError extends MillraceError<CliErrorCode> {
  static {
    describeErrors(CliError, "CliError", cliErrors);
  }
}
