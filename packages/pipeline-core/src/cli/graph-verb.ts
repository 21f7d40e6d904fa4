import type { MillraceCommand } from "@millrace/tooling-cli";
import { describe } from "../describe.ts";
import { toDot, toMermaid } from "../to-graph.ts";
import { choosePipeline, loadPipelines } from "./load-module.ts";
import { moduleArgument, pipelineOption } from "./shared-options.ts";

export function addGraphVerb(command: MillraceCommand): void {
  command.verb({
    name: "graph",
    summary: "Print the graph of a pipeline",
    arguments: { module: moduleArgument },
    options: {
      pipeline: pipelineOption,
      format: { type: "string", summary: "What to print", choices: ["mermaid", "dot", "json"], default: "mermaid" },
      direction: { type: "string", summary: "Left to right, or top to bottom", choices: ["LR", "TB"], default: "LR" },
    },
    examples: ["millrace-pipeline graph pipeline.ts", "millrace-pipeline graph pipeline.ts --format dot | dot -Tsvg"],
    run: async ({ arguments: { module }, options, print }) => {
      const { definition } = choosePipeline(await loadPipelines(module), options.pipeline);
      const description = describe(definition);
      const direction = options.direction === "TB" ? "TB" : "LR";
      if (options.format === "json") print(JSON.stringify(description, undefined, 2));
      else print((options.format === "dot" ? toDot : toMermaid)(definition, { direction }).trimEnd());
      return { json: description };
    },
  });
}
