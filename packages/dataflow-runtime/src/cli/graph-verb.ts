import { writeFile } from "node:fs/promises";
import { dirname, extname, join, basename } from "node:path";
import { CliError, type MillraceCommand } from "@millrace/tooling-cli";
import { readDataflow } from "../descriptor/read-dataflow.ts";
import { graphHtml } from "../graph/html.ts";
import { graphMermaid } from "../graph/mermaid.ts";
import { fileArgument } from "./shared-arguments.ts";

export function addGraphVerb(command: MillraceCommand): void {
  command.verb({
    name: "graph",
    summary: "Draw a dataflow: a page, or Mermaid",
    arguments: { file: fileArgument },
    options: {
      mermaid: { type: "boolean", summary: "Print Mermaid instead of writing a page" },
      out: {
        type: "string",
        short: "o",
        value: "file",
        summary: "Where to write it. Default: <file>-graph.html beside the dataflow; Mermaid: standard output",
      },
    },
    examples: ["millrace-dataflow graph dataflow.yml -o graph.html", "millrace-dataflow graph dataflow.yml --mermaid"],
    run: async ({ arguments: { file }, options: { mermaid, out }, print, note }) => {
      const plan = await readDataflow(file);
      const text = graphMermaid(plan);
      if (mermaid && out === undefined) print(text.trimEnd());
      else {
        const target = out ?? join(dirname(file), `${basename(file, extname(file))}-graph.html`);
        await writeOrExplain(target, mermaid ? text : graphHtml(plan));
        note(`wrote ${target}`);
      }
      return { json: { file, nodes: [...plan.nodes.keys()], mermaid: text } };
    },
  });
}

/** @throws `CLI_INVALID_OPTION` for a place that cannot be written to */
export async function writeOrExplain(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CliError("CLI_INVALID_OPTION", `'${file}' cannot be written: ${reason}`, { cause });
  }
}
