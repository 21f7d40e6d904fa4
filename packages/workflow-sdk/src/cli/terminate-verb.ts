import type { MillraceCommand } from "@millrace/tooling-cli";
import { clientOptions, connectClient, runOf, runOption, workflowArgument } from "./client-options.ts";

export function addTerminateVerb(command: MillraceCommand): void {
  command.verb({
    name: "terminate",
    summary: "End a workflow without asking it",
    arguments: workflowArgument,
    options: { ...clientOptions, run: runOption, reason: { type: "string", summary: "Why, for its history" } },
    examples: ["millrace-workflow terminate order-1 --reason 'never paid'"],
    run: async ({ arguments: { id }, options, print }) => {
      await using client = await connectClient(options);
      const reason = options.reason === undefined ? {} : { reason: options.reason };
      await client.getWorkflowHandle(id, runOf(options.run)).terminate(reason);
      print(`terminated ${id}`);
      return { json: { workflowId: id } };
    },
  });
}
