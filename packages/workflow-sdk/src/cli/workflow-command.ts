import { grpcErrors } from "@millrace/protocol/grpc";
import { createCommand, doctorVerb, type MillraceCommand } from "@millrace/tooling-cli";
import { workflowErrors } from "../error-table.ts";
import { rpcErrors } from "../rpc-errors/error-table.ts";
import { addCancelVerb } from "./cancel-verb.ts";
import { addCheckVerb } from "./check-verb.ts";
import { doctorChecks } from "./doctor-checks.ts";
import { addListVerb } from "./list-verb.ts";
import { addQueryVerb } from "./query-verb.ts";
import { addServerVerb } from "./server-verb.ts";
import { addShowVerb } from "./show-verb.ts";
import { addSignalVerb } from "./signal-verb.ts";
import { addStartVerb } from "./start-verb.ts";
import { addTerminateVerb } from "./terminate-verb.ts";
import { expandTestServerLine } from "./test-server-line.ts";

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
export function workflowCommand(version: string): MillraceCommand {
  const own = createCommand({
    name: "millrace-workflow",
    version,
    description: "Run a Temporal-compatible server, and talk to any",
    errors: { ...grpcErrors, ...rpcErrors, ...workflowErrors },
    usageErrors: [
      "WORKFLOW_INVALID_ADDRESS",
      "WORKFLOW_INVALID_OPTION",
      "WORKFLOW_INVALID_CONFIG",
      "WORKFLOW_INVALID_SERVER_OPTION",
    ],
  });
  for (const add of verbs) add(own);
  own.verb(doctorVerb(doctorChecks));
  return { ...own, run: (argv, options) => own.run(expandTestServerLine(argv), options) };
}
