import type { MillraceCommand } from "@millrace/tooling-cli";
import { readHostArgs } from "../host/host-args.ts";
import { runOperators } from "../run-operators.ts";

export function addOperatorsVerb(command: MillraceCommand): void {
  command.verb({
    name: "operators",
    summary: "Be a node that hosts operators: `path: millrace-dataflow` of a dataflow starts this",
    options: {
      operator: { type: "strings", value: "id=file", summary: "An operator and its module; #Name chooses an export" },
      worker: { type: "strings", value: "id", summary: "Give this operator a thread of its own" },
      nodeId: { type: "string", value: "id", summary: "Join a running dataflow as this dynamic node" },
      daemonPort: { type: "number", value: "port", summary: "Where its daemon answers dynamic nodes. Default: 53291" },
    },
    examples: ["millrace-dataflow operators --operator detect=./detect.ts --operator track=./track.ts --worker track"],
    run: async ({ options: { operator, worker, nodeId, daemonPort } }) => {
      const words = [...operator.flatMap((one) => ["--operator", one]), ...worker.flatMap((one) => ["--worker", one])];
      const operators = readHostArgs(words);
      await runOperators(Object.fromEntries(operators.map(({ id, ...entry }) => [id, entry])), {
        ...(nodeId === undefined ? {} : { nodeId }),
        ...(daemonPort === undefined ? {} : { daemonPort }),
      });
      return { json: { operators: operators.map(({ id }) => id) } };
    },
  });
}
