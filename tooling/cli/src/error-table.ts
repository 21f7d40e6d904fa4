import type { ErrorCodeOf } from "@millrace/protocol";

/** Every error that this package raises on its own account; all are errors of usage. */
export const cliErrors = {
  CLI_UNKNOWN_VERB: {
    summary: "The command has no such verb.",
    remedy: "Run it with --help to see its verbs.",
  },
  CLI_MISSING_VERB: {
    summary: "The command was called without a verb.",
    remedy: "Run it with --help to see its verbs.",
  },
  CLI_UNKNOWN_OPTION: {
    summary: "The verb has no such option.",
    remedy: "Run the verb with --help to see its options.",
  },
  CLI_INVALID_OPTION: {
    summary: "An option lacks its value, has one of the wrong kind, or was left out though it is required.",
    remedy: "Run the verb with --help to see what the option takes.",
  },
  CLI_INVALID_ARGUMENT: {
    summary: "An argument is missing, or there are more than the verb takes.",
    remedy: "Run the verb with --help to see its arguments.",
  },
  CLI_INVALID_PARAMETER: {
    summary: "A parameter is not of the form name=value, or was given twice.",
    remedy: "Write --param name=value, once per name; the value is JSON, or else taken as text.",
  },
} as const;

export type CliErrorCode = ErrorCodeOf<typeof cliErrors>;
