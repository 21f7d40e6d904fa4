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

export function addSignalVerb(command: MillraceCommand): void {
  command.verb({
    name: "signal",
    summary: "Send a signal to a workflow",
    arguments: { ...workflowArgument, name: { summary: "The name of the signal" } },
    options: { ...clientOptions, input: inputOption, run: runOption },
    examples: [`millrace-workflow signal order-1 approve --input '{"by":"Ada"}'`],
    run: async ({ arguments: { id, name }, options, print }) => {
      await using client = await connectClient(options);
      await client.getWorkflowHandle(id, runOf(options.run)).signal(name, ...inputsOf(options.input));
      print(`signalled ${id}: ${name}`);
      return { json: { workflowId: id, signal: name } };
    },
  });
}
