import type { MillraceCommand } from "@millrace/tooling-cli";
import {
  clientOptions,
  connectClient,
  inputOption,
  inputsOf,
  runOf,
  runOption,
  workflowArgument,
} from "./client-options.ts";

export function addQueryVerb(command: MillraceCommand): void {
  command.verb({
    name: "query",
    summary: "Ask a workflow for its state",
    arguments: { ...workflowArgument, name: { summary: "The name of the query" } },
    options: { ...clientOptions, input: inputOption, run: runOption },
    examples: ["millrace-workflow query order-1 status"],
    run: async ({ arguments: { id, name }, options, print }) => {
      await using client = await connectClient(options);
      const handle = client.getWorkflowHandle(id, runOf(options.run));
      const answer: unknown = await handle.query(name, ...inputsOf(options.input));
      print(JSON.stringify(answer ?? null, undefined, 2));
      return { json: answer ?? null };
    },
  });
}
