#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { createCommand, doctorVerb, runMain, type MillraceCommand } from "@millrace/tooling-cli";
import { addCheckVerb } from "./cli/check-verb.ts";
import { doctorChecks } from "./cli/doctor-checks.ts";
import { addGraphVerb } from "./cli/graph-verb.ts";
import { addReportVerb } from "./cli/report-verb.ts";
import { addRunVerb } from "./cli/run-verb.ts";
import { pipelineErrors } from "./error-table.ts";

/** The command `millrace-pipeline`. */
function command(): MillraceCommand {
  const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string };
  const own = createCommand({
    name: "millrace-pipeline",
    version: manifest.version,
    description: "Check, run and draw pipelines",
    errors: pipelineErrors,
    usageErrors: [
      "PIPELINE_NOT_CHOSEN",
      "PIPELINE_PARAMETERS_FILE",
      "PIPELINE_PARAMETERS_INVALID",
      "PIPELINE_UNKNOWN_PARAMETER",
    ],
  });
  for (const add of [addCheckVerb, addRunVerb, addGraphVerb, addReportVerb]) add(own);
  return own.verb(doctorVerb(doctorChecks));
}

void runMain(command());
