import { PipelineError } from "../errors.ts";
import type { PipelineGraph, Source } from "../graph.ts";
import { messageOf } from "../internal/message-of.ts";
import type { RunReport } from "../run-report.ts";
import { outputValue, requireUnread } from "./read-once.ts";
import { resolve, type Scope } from "./resolve.ts";

/** The outputs of a run so far: those that have a value. `refuse` is told of those that cannot be read. */
export function readOutputs(
  { nodes, outputs }: PipelineGraph,
  scope: Scope,
  refuse?: (output: string, source: Source, cause: unknown) => void,
): readonly (readonly [string, unknown])[] {
  if (outputs === "stages")
    return nodes.flatMap(({ id }, index) =>
      scope.hasValue(index) ? [[id, outputValue(scope.values[index], id)] as const] : [],
    );
  return Object.entries(outputs).flatMap(([name, source]) => {
    if (!isThere(source, scope)) return [];
    try {
      const value = resolve(source, scope);
      requireUnread(value, source);
      return [[name, outputValue(value, source)] as const];
    } catch (cause) {
      refuse?.(name, source, cause);
      return [];
    }
  });
}

const isThere = (source: Source, scope: Scope): boolean =>
  source.kind !== "stage" || source.use !== "required" || scope.hasValue(scope.indexOf.get(source.stage) ?? -1);

/** The error of a run that went well but for an output. */
export function unreadable(run: RunReport, output: string, source: Source, cause: unknown): PipelineError {
  const from =
    source.kind === "stage" ? { stage: source.stage } : source.kind === "parameter" ? { parameter: source.name } : {};
  const path = "path" in source ? source.path.join(".") : "";
  const what = Object.entries(from)
    .map(([kind, name]) => `${kind} '${name}'`)
    .join("");
  return new PipelineError(
    "PIPELINE_OUTPUT_UNREADABLE",
    `output '${output}' of pipeline '${run.pipeline}' takes ${path === "" ? "" : `'${path}' of `}${what}, which cannot be read: ${messageOf(cause)}`,
    { cause, run, details: { output, ...from, ...(path === "" ? {} : { path }) } },
  );
}
