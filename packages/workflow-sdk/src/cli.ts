#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { grpcErrors } from "@millrace/protocol/grpc";
import { createCommand, doctorVerb, runMain, type MillraceCommand } from "@millrace/tooling-cli";
import { addCancelVerb } from "./cli/cancel-verb.ts";
import { addCheckVerb } from "./cli/check-verb.ts";
import { doctorChecks } from "./cli/doctor-checks.ts";
import { addListVerb } from "./cli/list-verb.ts";
import { addQueryVerb } from "./cli/query-verb.ts";
import { addServerVerb } from "./cli/server-verb.ts";
import { addShowVerb } from "./cli/show-verb.ts";
import { addSignalVerb } from "./cli/signal-verb.ts";
import { addStartVerb } from "./cli/start-verb.ts";
import { addTerminateVerb } from "./cli/terminate-verb.ts";
import { expandTestServerLine } from "./cli/test-server-line.ts";
import { workflowErrors } from "./error-table.ts";

const verbs = [
  addServerVerb,
  addStartVerb,
  addShowVerb,
  addListVerb,
  addSignalVerb,
  addQueryVerb,
  addCancelVerb,
  addTerminateVerb,
  addCheckVerb,
];

/** The command `millrace-workflow`. */
function command(): MillraceCommand {
  const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string };
  const own = createCommand({
    name: "millrace-workflow",
    version: manifest.version,
    description: "Run a Temporal-compatible server, and talk to any",
    errors: { ...grpcErrors, ...workflowErrors },
    usageErrors: ["WORKFLOW_INVALID_ADDRESS", "WORKFLOW_INVALID_OPTION", "WORKFLOW_INVALID_SERVER_OPTION"],
  });
  for (const add of verbs) add(own);
  own.verb(doctorVerb(doctorChecks));
  return { ...own, run: (argv, options) => own.run(expandTestServerLine(argv), options) };
}

void runMain(command());
