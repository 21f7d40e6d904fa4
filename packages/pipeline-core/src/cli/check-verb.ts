import { MillraceError } from "@millrace/protocol";
import type { MillraceCommand } from "@millrace/tooling-cli";
import { loadPipelines, type FoundPipeline } from "./load-module.ts";
import { moduleArgument } from "./shared-options.ts";
import { unusedParameters } from "./unused-parameters.ts";

interface Finding {
  readonly level: "error" | "warning";
  readonly pipeline?: string;
  readonly code?: string;
  readonly message: string;
}

/** Loads a module, which checks its definitions, and looks at each for what no error tells. */
export function addCheckVerb(command: MillraceCommand): void {
  command.verb({
    name: "check",
    summary: "Check the pipelines that a module defines",
    arguments: { module: moduleArgument },
    examples: ["millrace-pipeline check pipeline.ts"],
    run: async ({ arguments: { module }, print, printTable, style }) => {
      const { found, findings } = await check(module);
      const pipelines = found.map(outline);
      if (pipelines.length > 0) {
        printTable({
          columns: [{ label: "export" }, { label: "pipeline" }, { label: "stages" }, { label: "parameters" }],
          rows: pipelines.map(({ required, parameters, ...row }) => [
            row.export,
            row.name,
            row.stages,
            parameters.map((name) => (required.includes(name) ? `${name} (required)` : name)).join(", "),
          ]),
        });
      }
      for (const { level, pipeline, message } of findings) {
        const where = pipeline === undefined ? "" : `${pipeline}: `;
        print(`${style(level === "error" ? "red" : "yellow", level)} ${where}${message}`);
      }
      const ok = findings.every(({ level }) => level !== "error");
      if (ok)
        print(
          `${style("green", "✔")} ${pipelines.length === 1 ? "1 pipeline" : `${pipelines.length} pipelines`}, no error`,
        );
      return { ok, json: { ok, pipelines, findings } };
    },
  });
}

async function check(module: string): Promise<{ found: readonly FoundPipeline[]; findings: readonly Finding[] }> {
  let found: readonly FoundPipeline[];
  try {
    found = await loadPipelines(module);
  } catch (error) {
    if (!MillraceError.is(error)) throw error;
    return { found: [], findings: [{ level: "error", code: error.code, message: error.message }] };
  }
  const findings = found.flatMap(({ definition }) =>
    unusedParameters(definition.graph).map((name): Finding => ({
      level: "warning",
      pipeline: definition.name,
      message: `parameter '${name}' is declared, but no input takes it`,
    })),
  );
  return { found, findings };
}

interface Outline {
  readonly export: string;
  readonly name: string;
  readonly stages: number;
  readonly parameters: readonly string[];
  /** Those without a default. */
  readonly required: readonly string[];
}

function outline({ export: name, definition }: FoundPipeline): Outline {
  const { parameters, nodes } = definition.graph;
  return {
    export: name,
    name: definition.name,
    stages: nodes.length,
    parameters: parameters.names,
    required: parameters.names.filter((parameter) => !parameters.has(parameter)),
  };
}
