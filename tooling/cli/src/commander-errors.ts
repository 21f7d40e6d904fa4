import type { CommanderError } from "commander";
import { CliError } from "./cli-error.ts";
import type { CliErrorCode } from "./error-table.ts";

const codes: Readonly<Record<string, CliErrorCode>> = {
  "commander.unknownCommand": "CLI_UNKNOWN_VERB",
  "commander.unknownOption": "CLI_UNKNOWN_OPTION",
  "commander.missingArgument": "CLI_INVALID_ARGUMENT",
  "commander.excessArguments": "CLI_INVALID_ARGUMENT",
};

/** What the parser found wrong, as an error of ours; its words are good, but for the form of its suggestion. */
export function cliErrorOf({ code, message }: CommanderError): CliError {
  const text = message
    .replace(/^error: /, "")
    .replace(/\n\(Did you mean one of (.+)\?\)$/, "; did you mean one of $1?")
    .replace(/\n\(Did you mean (.+)\?\)$/, "; did you mean '$1'?")
    .replace("unknown command", "unknown verb");
  return new CliError(codes[code] ?? "CLI_INVALID_OPTION", text);
}
