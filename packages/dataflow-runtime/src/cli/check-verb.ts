import type { MillraceCommand } from "@millrace/tooling-cli";
import { problemText } from "../descriptor/problem.ts";
import { checkDataflow } from "../descriptor/read-dataflow.ts";
import { scriptWarnings } from "./script-warnings.ts";
import { fileArgument } from "./shared-arguments.ts";

export function addCheckVerb(command: MillraceCommand): void {
  command.verb({
    name: "check",
    summary: "Check a dataflow as dora does, and whether it can run here",
    arguments: { file: fileArgument },
    options: { strictTypes: { type: "boolean", summary: "Type annotations that do not fit are errors" } },
    examples: ["millrace-dataflow check dataflow.yml", "millrace-dataflow check dataflow.yml --strict-types --json"],
    run: async ({ arguments: { file }, options: { strictTypes }, print, style }) => {
      const { ok, problems, plan, ...checked } = await checkDataflow(file, { strictTypes });
      const warnings = [...checked.warnings, ...(plan === undefined ? [] : scriptWarnings(plan))];
      const unsupported = plan?.unsupported ?? [];
      for (const problem of problems) print(`${style("red", "✖")} ${problemText(problem)}`);
      for (const warning of warnings) print(`${style("yellow", "▲")} ${problemText(warning)}`);
      for (const problem of unsupported) print(`${style("yellow", "▲")} ${problemText(problem)}`);
      const nodes = [...(plan?.nodes.keys() ?? [])];
      const only = unsupported.length === 0 ? "" : "; dora can run it, the embedded runtime cannot";
      if (ok) print(`${style("green", "✔ valid")}: ${file}, ${counted(nodes.length, "node")}${only}`);
      else print(`${style("red", "✖ wrong")}: ${file} has ${counted(problems.length, "problem")}`);
      return { ok, json: { ok, nodes, problems, warnings, unsupported } };
    },
  });
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;
