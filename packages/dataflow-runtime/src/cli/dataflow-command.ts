import { createCommand, doctorVerb, type MillraceCommand } from "@millrace/tooling-cli";
import { dataflowErrors } from "../error-table.ts";
import { addCheckVerb } from "./check-verb.ts";
import { doctorChecks } from "./doctor-checks.ts";
import { addGraphVerb } from "./graph-verb.ts";
import { addInitVerb } from "./init-verb.ts";
import { addOperatorsVerb } from "./operators-verb.ts";
import { addRunVerb } from "./run-verb.ts";

/** The command `millrace-dataflow`. */
export function dataflowCommand(version: string): MillraceCommand {
  const own = createCommand({
    name: "millrace-dataflow",
    version,
    description: "Check, draw and run dataflows of dora",
    errors: dataflowErrors,
    usageErrors: ["DATAFLOW_UNREADABLE", "DATAFLOW_INVALID_OPERATOR"],
  });
  for (const add of [addCheckVerb, addGraphVerb, addRunVerb, addInitVerb, addOperatorsVerb]) add(own);
  return own.verb(doctorVerb(doctorChecks));
}
