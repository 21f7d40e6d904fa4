import { startRun } from "./embedded/start-run.ts";
import { PipelineError } from "./errors.ts";
import type { Args as Arguments, NodeInput, Source, StageFunction, StageNode } from "./graph.ts";
import type { Input } from "./input.ts";
import { checkStageOptions } from "./internal/check-options.ts";
import { requireFunction } from "./internal/require-function.ts";
import type { OutputMapper } from "./output-mapper.ts";
import { Parameters } from "./parameters.ts";
import type { StageContext } from "./stage-context.ts";
import type { StageOptions } from "./stage-options.ts";
import { Variables } from "./variables.ts";
import type { CheckInputs, StageTypes } from "./wiring.ts";

/** The output of a stage without an output mapper. */
export const DEFAULT_OUTPUT_KEY = "return";

/** Options of {@link Stage}. */
export interface StageDeclaration<
  Inputs extends readonly Input[],
  After extends readonly string[],
  Result,
  Outputs,
> extends StageOptions {
  /** One input for each argument of the function. */
  readonly inputs?: Inputs;
  /** Stages that must have ended before, beside those that inputs name. */
  readonly after?: After;
  /** Names what the function returns. Default: the whole result under `return`. */
  readonly outputMapper?: OutputMapper<Result, Outputs>;
}

/**
 * A function with its inputs bound: the building block of {@link Pipeline}. Frozen; outputs live in runs, so a stage
 * can be part of any number of pipelines.
 */
export interface Stage<
  Args = never,
  Result = unknown,
  Outputs = unknown,
  Inputs extends readonly Input[] = readonly Input[],
  After extends readonly string[] = readonly string[],
> {
  readonly function: (args: Args, context: StageContext) => unknown;
  readonly inputs: Inputs;
  readonly after: After;
  readonly outputMapper: OutputMapper | undefined;
  readonly options: StageOptions;
  /** Type only. */
  readonly "~types"?: StageTypes<Args, Result, Outputs>;
  /** Runs the stage by itself, without a pipeline; `overrides` replace the values of inputs. Gives the raw result. */
  run(overrides?: Partial<Args>): Promise<Result>;
}

/**
 * Declares a stage. The function takes one object whose keys are the `asArg` names of the inputs.
 *
 * @throws PipelineError PIPELINE_NOT_A_FUNCTION, PIPELINE_DUPLICATE_ARGUMENT
 */
export function Stage<
  Args,
  Returned,
  const Inputs extends readonly Input[] = readonly [],
  const After extends readonly string[] = readonly [],
  Outputs = { readonly return: Awaited<Returned> },
>(
  fn: (args: Args, context: StageContext) => Returned,
  declaration: StageDeclaration<Inputs & CheckInputs<Args, Inputs>, After, Awaited<Returned>, Outputs> &
    RequireInputs<Args> = {} as never,
): Stage<Args, Awaited<Returned>, Outputs, Inputs, After> {
  requireFunction(fn, "the first argument of Stage");
  const {
    inputs = [] as never,
    after = [] as never,
    outputMapper,
    ...options
  } = declaration as StageDeclaration<Inputs, After, Awaited<Returned>, Outputs>;
  checkStageOptions(options, [], `stage '${fn.name}'`);
  if (outputMapper !== undefined) requireFunction(outputMapper, `the output mapper of stage '${fn.name}'`);
  const seen = new Set<string>();
  for (const { asArg } of inputs) {
    if (seen.has(asArg)) {
      throw new PipelineError(
        "PIPELINE_DUPLICATE_ARGUMENT",
        `two inputs of stage '${fn.name}' fill argument '${asArg}'; remove one`,
        { details: { argument: asArg } },
      );
    }
    seen.add(asArg);
  }
  const stage: Stage<Args, Awaited<Returned>, Outputs, Inputs, After> = {
    function: fn,
    inputs: Object.freeze([...inputs]) as unknown as Inputs,
    after: Object.freeze([...after]) as unknown as After,
    outputMapper: outputMapper as OutputMapper | undefined,
    options: Object.freeze(options),
    run: (overrides = {}) => runAlone(stage, overrides) as Promise<Awaited<Returned>>,
  };
  return Object.freeze(stage);
}

// In a context that expects any stage, Args may be inferred as never; then there is nothing to require.
type RequireInputs<Args> = [Args] extends [never]
  ? unknown
  : {} extends Args
    ? unknown
    : { readonly inputs: readonly Input[] };

/** As much of a stage as the graph needs. */
export type AnyStage = Pick<Stage, "inputs" | "after" | "outputMapper" | "options"> & {
  readonly function: (args: never, context: StageContext) => unknown;
};

/** The intermediate representation of a stage. */
export function nodeOf(id: string, stage: AnyStage): StageNode {
  return {
    id,
    operation: { kind: "task", fn: stage.function as StageFunction<[Arguments]> },
    inputs: stage.inputs.map(nodeInput),
    after: stage.after,
    gates: [],
    ...(stage.outputMapper === undefined
      ? {}
      : { outputMapper: stage.outputMapper as NonNullable<StageNode["outputMapper"]> }),
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

/** A run of one stage. Its bindings are resolved as they stand: there are no parameters and no other stages. */
async function runAlone(stage: AnyStage, overrides: object): Promise<unknown> {
  const inputs = stage.inputs.map((input): NodeInput => ({
    arg: input.asArg,
    logged: input.logged,
    source:
      input.asArg in overrides
        ? { kind: "literal", value: overrides[input.asArg as never] }
        : { kind: "binding", binding: input.bind },
  }));
  const declared = new Set(stage.inputs.map((input) => input.asArg));
  const extra = Object.entries(overrides)
    .filter(([arg]) => !declared.has(arg))
    .map(([arg, value]): NodeInput => ({ arg, logged: false, source: { kind: "literal", value } }));
  const id = /^[A-Za-z_][A-Za-z0-9_-]*$/.test(stage.function.name) ? stage.function.name : "stage";
  const graph = {
    name: id,
    parameters: Parameters.define(),
    variables: new Variables(),
    nodes: [{ ...nodeOf(id, { ...stage, after: [] }), inputs: [...inputs, ...extra] }],
    outputs: "stages" as const,
  };
  const report = await startRun<Arguments>(graph).settled();
  if (report.failures[0] !== undefined) throw report.failures[0].error;
  return report.outputs[id];
}
