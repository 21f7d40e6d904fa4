import { createCommand, doctorVerb, type MillraceCommand } from "@millrace/tooling-cli";
import { functionErrors } from "../error-table.ts";
import { addBuildVerb } from "./build-verb.ts";
import { addCheckVerb } from "./check-verb.ts";
import { doctorChecks } from "./doctor-checks.ts";
import { addInitVerb } from "./init-verb.ts";
import { addLogsVerb } from "./logs-verb.ts";
import { addRunVerb } from "./run-verb.ts";
import { addServeVerb } from "./serve-verb.ts";
import { addServerVerb } from "./server-verb.ts";

const verbs = [addInitVerb, addRunVerb, addServeVerb, addBuildVerb, addLogsVerb, addCheckVerb, addServerVerb];

/** Errors that say that the line was wrong, not the function. */
const usageErrors: readonly string[] = [
  "FUNCTION_INVALID_KEY",
  "FUNCTION_INVALID_NAME",
  "FUNCTION_INVALID_HANDLER",
  "FUNCTION_INVALID_FIELD",
  "FUNCTION_INVALID_BUILD",
  "FUNCTION_CORE_NO_ENDPOINT",
  "FUNCTION_CORE_INVALID_CONFIG",
  "FUNCTION_SERVER_NOT_PROTECTED",
  "PROTOCOL_INVALID_OPTION",
];

/** The command `millrace-function`. */
export function functionCommand(version: string): MillraceCommand {
  const own = createCommand({
    name: "millrace-function",
    version,
    description: "Run a function as a job, a service or an image",
    errors: functionErrors,
    usageErrors,
  });
  for (const add of verbs) add(own);
  return own.verb({ ...doctorVerb(doctorChecks), examples: ["millrace-function doctor --json"] });
}
