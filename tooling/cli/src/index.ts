export { createCommand } from "./create-command.ts";
export type { CommandOptions, MillraceCommand, RunCommandOptions } from "./create-command.ts";
export { runMain } from "./run-main.ts";
export { doctorVerb } from "./doctor.ts";
export type { CheckResult, DoctorCheck } from "./doctor.ts";
export { exitCodes } from "./exit-codes.ts";
export type { ExitCode, ExitCodes } from "./exit-codes.ts";
export { parseParameters } from "./parameters.ts";
export { CliError } from "./cli-error.ts";
export { cliErrors } from "./error-table.ts";
export type { CliErrorCode } from "./error-table.ts";
export type { CommandOutput, OutputStream, Styler, TextStyle } from "./output.ts";
export type {
  ArgumentSpec,
  ArgumentSpecs,
  ArgumentValues,
  OptionSpec,
  OptionSpecs,
  OptionValues,
  VerbCall,
  VerbResult,
  VerbSpec,
} from "./verb.ts";
