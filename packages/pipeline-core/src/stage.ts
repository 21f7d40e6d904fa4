import { requireInputs, type Input } from "./input.ts";
import { checkStageOptions, stageKeys } from "./internal/check-options.ts";
import { requireFunction } from "./internal/require-function.ts";
import { requireList, requireObject } from "./internal/require-parts.ts";
import { runAlone, startAlone } from "./lone-stage.ts";
import type { OutputMapper } from "./output-mapper.ts";
import type { OutputsFrom } from "./output-types.ts";
import type { RunOptions } from "./run-options.ts";
import type { RunReport } from "./run-report.ts";
import type { StageContext } from "./stage-context.ts";
import type { AnyStageFunction, ArgsOf, ResultOf } from "./stage-function.ts";
import { ownOptions, type StageOptions } from "./stage-options.ts";
import type { CheckInputs, CheckNoInputs } from "./wiring-inputs.ts";
import type { StageTypes } from "./wiring-types.ts";

const declarationKeys: readonly string[] = [...stageKeys, "inputs", "after", "outputMapper"];

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
  /**
   * Runs the stage by itself, without a pipeline, and gives what its function returns. `overrides` are values of its
   * arguments; inputs that they leave out are resolved, which fails where an input needs a pipeline.
   * @throws PipelineError PIPELINE_INPUT_UNBOUND, and whatever the function throws
   */
  run(overrides?: Partial<Args>, options?: RunOptions): Promise<Result>;
  /** As {@link Stage.run}, and gives the report, with the named outputs, however the run ended. */
  settled(overrides?: Partial<Args>, options?: RunOptions): Promise<RunReport>;
}

/**
 * Declares a stage. The function takes one object whose keys are the `asArg` names of the inputs.
 *
 * @throws PipelineError PIPELINE_NOT_A_FUNCTION, PIPELINE_INVALID_ARGUMENT, PIPELINE_DUPLICATE_ARGUMENT
 */
export function Stage<Fn extends AnyStageFunction>(
  fn: Fn & CheckNoInputs<ArgsOf<Fn>>,
): Stage<ArgsOf<Fn>, ResultOf<Fn>, { readonly return: ResultOf<Fn> }, readonly [], readonly []>;
export function Stage<
  Fn extends AnyStageFunction,
  const Inputs extends readonly Input[] = readonly [],
  const After extends readonly string[] = readonly [],
  Outputs = { readonly return: ResultOf<Fn> },
>(
  fn: Fn,
  declaration: StageDeclaration<Inputs, After, ResultOf<Fn>, Outputs> & CheckInputs<ArgsOf<Fn>, Inputs>,
): Stage<ArgsOf<Fn>, ResultOf<Fn>, OutputsFrom<Outputs, ResultOf<Fn>>, Inputs, After>;
export function Stage(
  fn: AnyStageFunction,
  declaration: StageDeclaration<readonly Input[], readonly string[], never, unknown> = {},
): Stage {
  requireFunction(fn, "the first argument of Stage");
  const where = `stage '${fn.name}'`;
  requireObject(declaration, `the second argument of ${where}`);
  const { inputs = [], after = [], outputMapper, ...options } = declaration;
  checkStageOptions(options, declarationKeys, where);
  requireInputs(inputs, where);
  requireList(after, `'after' of ${where}`);
  if (outputMapper !== undefined) requireFunction(outputMapper, `the output mapper of ${where}`);
  const stage: Stage = {
    function: fn,
    inputs: Object.freeze([...inputs]),
    after: Object.freeze([...after]),
    outputMapper: outputMapper as OutputMapper | undefined,
    options: Object.freeze(ownOptions(options)),
    run: async (overrides, runOptions) => runAlone(stage, overrides, runOptions),
    settled: async (overrides, runOptions) => startAlone(stage, overrides, runOptions).settled(),
  };
  return Object.freeze(stage);
}
