import type { MillraceCommand } from "@millrace/tooling-cli";
import { clientOptions, connectClient, inputOption, inputsOf } from "./client-options.ts";

export function addStartVerb(command: MillraceCommand): void {
  command.verb({
    name: "start",
    summary: "Start a workflow",
    arguments: { type: { summary: "The name of the workflow" } },
    options: {
      ...clientOptions,
      taskQueue: { type: "string", short: "t", value: "name", summary: "Whose workers run it", required: true },
      id: { type: "string", value: "id", summary: "Its id. Default: a random one" },
      input: inputOption,
      wait: { type: "boolean", summary: "Wait for its result, and print that" },
    },
    examples: [`millrace-workflow start Greet --task-queue hello --input '"Ada"' --wait`],
    run: async ({ arguments: { type }, options, print }) => {
      await using client = await connectClient(options);
      const { taskQueue, id, wait } = options;
      const handle = await client.startWorkflow(type, {
        taskQueue,
        args: inputsOf(options.input),
        ...(id === undefined ? {} : { id }),
      });
      const { workflowId } = handle;
      const { runId } = await handle.describe();
      print(`started ${workflowId}, run ${runId}`);
      if (!wait) return { json: { workflowId, runId } };
      const result: unknown = await handle.result();
      print(JSON.stringify(result ?? null, undefined, 2));
      return { json: { workflowId, runId, result: result ?? null } };
    },
  });
}
