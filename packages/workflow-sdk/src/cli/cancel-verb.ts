import type { MillraceCommand } from "@millrace/tooling-cli";
import { clientOptions, connectClient, runOf, runOption, workflowArgument } from "./client-options.ts";

export function addCancelVerb(command: MillraceCommand): void {
  command.verb({
    name: "cancel",
    summary: "Ask a workflow to stop",
    arguments: workflowArgument,
    options: { ...clientOptions, run: runOption },
    examples: ["millrace-workflow cancel order-1"],
    run: async ({ arguments: { id }, options, print }) => {
      await using client = await connectClient(options);
      await client.getWorkflowHandle(id, runOf(options.run)).cancel();
      print(`asked ${id} to stop`);
      return { json: { workflowId: id } };
    },
  });
}
