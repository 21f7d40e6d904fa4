import { PipelineError } from "./errors.ts";
import type { Args, NodeInput, Source, StageFunction, StageNode } from "./graph.ts";
import type { Input } from "./input.ts";
import { kindOf } from "./internal/kind-of.ts";
import type { OutputMapper } from "./output-mapper.ts";
import type { Stage } from "./stage.ts";
import type { AnyStageFunction } from "./stage-function.ts";

/** As much of a stage as the graph needs. */
export type AnyStage = Pick<Stage, "inputs" | "after" | "outputMapper" | "options"> & {
  readonly function: AnyStageFunction;
};

/** The intermediate representation of a stage. */
export function nodeOf(id: string, stage: AnyStage): StageNode {
  const { outputMapper } = stage;
  return {
    id,
    operation: { kind: "task", fn: stage.function as StageFunction<[Args]> },
    inputs: stage.inputs.map(nodeInput),
    after: stage.after,
    gates: [],
    ...(outputMapper === undefined ? {} : { outputMapper: namedOutputs(id, outputMapper) }),
    options: stage.options,
  };
}

function nodeInput({ asArg, bind, logged }: Input): NodeInput {
  return { arg: asArg, logged, source: sourceOf(bind) };
}

function sourceOf(bind: Input["bind"]): Source {
  const { needs } = bind;
  if (needs.kind === "parameter")
    return { kind: "parameter", name: needs.name, path: [], required: needs.required, fallback: needs.fallback };
  if (needs.kind !== "output") return { kind: "binding", binding: bind };
  return {
    kind: "stage",
    stage: needs.stage,
    output: needs.output,
    path: [],
    use: needs.required ? "required" : "optional",
    fallback: needs.fallback,
  };
}

/** The mapper, held to what a mapper may return: an object, now. */
function namedOutputs(id: string, mapper: OutputMapper): NonNullable<StageNode["outputMapper"]> {
  const call = mapper as (result: unknown, warn?: (message: string) => void) => unknown;
  const map = (result: unknown, warn?: (message: string) => void): Readonly<Record<string, unknown>> => {
    const outputs = call(result, warn);
    if (typeof outputs === "object" && outputs !== null && !Array.isArray(outputs) && !(outputs instanceof Promise))
      return outputs as Readonly<Record<string, unknown>>;
    throw new PipelineError(
      "PIPELINE_OUTPUT_MISMATCH",
      `the output mapper of stage '${id}' must return an object of named outputs, got ${kindOf(outputs)}`,
      { details: { stage: id } },
    );
  };
  return Object.freeze(mapper.outputs === undefined ? map : Object.assign(map, { outputs: mapper.outputs }));
}
