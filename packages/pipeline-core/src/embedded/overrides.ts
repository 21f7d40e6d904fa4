import { PipelineError } from "../errors.ts";
import { suggestion } from "../internal/names.ts";
import { requireObject } from "../internal/require-parts.ts";
import type { RunOptions } from "../run-options.ts";
import type { Plan } from "./plan.ts";

/** @throws PipelineError PIPELINE_UNKNOWN_STAGE, PIPELINE_UNKNOWN_ARGUMENT, PIPELINE_INVALID_ARGUMENT */
export function checkOverrides({ graph, indexOf }: Plan, overrides: RunOptions["overrides"] = {}): void {
  requireObject(overrides, `'overrides' of a run of pipeline '${graph.name}'`);
  for (const [id, values] of Object.entries(overrides)) {
    const stage = graph.nodes[indexOf.get(id) ?? -1];
    if (stage === undefined) {
      throw new PipelineError(
        "PIPELINE_UNKNOWN_STAGE",
        `'overrides' names stage '${id}', which pipeline '${graph.name}' does not have${suggestion(id, indexOf.keys())}`,
        { details: { stage: id } },
      );
    }
    requireObject(values, `the overrides of stage '${id}' of pipeline '${graph.name}'`);
    const known = stage.inputs.map((input) => input.arg);
    for (const argument of Object.keys(values)) {
      if (known.includes(argument)) continue;
      throw new PipelineError(
        "PIPELINE_UNKNOWN_ARGUMENT",
        `'overrides' gives argument '${argument}' of stage '${id}' of pipeline '${graph.name}', which has no such input${suggestion(argument, known)}`,
        { details: { stage: id, argument } },
      );
    }
  }
}
