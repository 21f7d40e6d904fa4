import { assemble } from "./assemble.ts";
import type { PipelineDefinition } from "./definition.ts";
import { PipelineError } from "./errors.ts";
import { requireInputs, type Input } from "./input.ts";
import { requireName } from "./internal/names.ts";
import { requireFunction } from "./internal/require-function.ts";
import { requireObject } from "./internal/require-parts.ts";
import type { OutputMapper } from "./output-mapper.ts";
import type { Parameters } from "./parameters.ts";
import { immediate } from "./shorthands.ts";
import type { StageContext } from "./stage-context.ts";
import type { AnyStageFunction, ArgsOf, ResultOf } from "./stage-function.ts";
import type { AnyStage } from "./stage-node.ts";
import type { StageOptions } from "./stage-options.ts";
import { Stage } from "./stage.ts";
import type { Variables } from "./variables.ts";
import type { CheckInputs, CheckNoInputs } from "./wiring-inputs.ts";

/** The arguments that defaults leave to inputs. */
type Rest<Fn, Defaults> = Omit<ArgsOf<Fn>, keyof Defaults>;

/** What {@link StageCollector.stage} takes beside the function. */
export interface CollectedDeclaration<Inputs, Defaults, Result> extends StageOptions {
  /** The stage's id. Default: the function's name. */
  readonly key?: string;
  /** One input for each argument of the function that has no default. */
  readonly inputs?: Inputs;
  /** Values of arguments that are known now: immediate inputs. */
  readonly defaults?: Defaults;
  /** Stages that must have ended before, beside those that inputs name. */
  readonly after?: readonly string[];
  /** Names what the function returns. Default: the whole result under `return`. */
  readonly outputMapper?: OutputMapper<Result, unknown>;
}

/** Gathers the stages of a pipeline; made by `Pipeline.collect`. */
export interface StageCollector<Given> {
  /**
   * Adds a stage and returns its function unchanged, so that it can be declared where it is exported:
   * `export const clean = pipeline.stage(function clean({ rows }: { rows: Row[] }) { … }, { inputs: […] })`.
   * The compiler checks inputs against arguments; names of stages, parameters and outputs are checked by `build`.
   *
   * @throws PipelineError PIPELINE_DUPLICATE_STAGE, PIPELINE_INVALID_NAME, PIPELINE_DEFINITION_CLOSED, and what `Stage`
   * throws
   */
  stage<Fn extends AnyStageFunction>(fn: Fn & CheckNoInputs<ArgsOf<Fn>>): Fn;
  stage<
    Fn extends AnyStageFunction,
    const Inputs extends readonly Input[] = readonly [],
    const Defaults extends Partial<NonNullable<ArgsOf<Fn>>> = {},
  >(
    fn: Fn,
    declaration: CollectedDeclaration<Inputs, Defaults, ResultOf<Fn>> & CheckInputs<Rest<Fn, Defaults>, Inputs>,
  ): Fn;
  /**
   * The pipeline of the stages so far; no more can be added.
   *
   * @throws what `Pipeline` throws
   */
  build(): PipelineDefinition<Given, Readonly<Record<string, unknown>>>;
}

/** `Pipeline.collect`: a pipeline whose stages are gathered one by one. */
export function collect<Given>(
  name: string,
  parameters: Parameters<object, Given>,
  options: { readonly variables?: Variables } = {},
): StageCollector<Given> {
  const stages = new Map<string, AnyStage>();
  let closed = false;
  const refuse = (code: "PIPELINE_DEFINITION_CLOSED" | "PIPELINE_DUPLICATE_STAGE", id: string, why: string): never => {
    throw new PipelineError(code, `stage '${id}' cannot be added to pipeline '${name}': ${why}`, {
      details: { stage: id },
    });
  };
  const stage = (
    fn: AnyStageFunction,
    declaration: CollectedDeclaration<readonly Input[], object, unknown> = {},
  ): AnyStageFunction => {
    requireFunction(fn, `a stage of pipeline '${name}'`);
    requireObject(declaration, `the declaration of stage '${fn.name}' of pipeline '${name}'`);
    const { key = fn.name, inputs = [], defaults = {}, ...rest } = declaration;
    requireName("stage", key);
    if (closed) refuse("PIPELINE_DEFINITION_CLOSED", key, "its definition has ended with build()");
    if (stages.has(key)) refuse("PIPELINE_DUPLICATE_STAGE", key, "there is one with this id; give it another `key`");
    requireInputs(inputs, `stage '${key}'`);
    requireObject(defaults, `'defaults' of stage '${key}'`);
    const known = Object.entries(defaults).map(([asArg, value]) => immediate(value as unknown, { asArg }));
    stages.set(
      key,
      Stage(fn as (args: object, context: StageContext) => unknown, { ...rest, inputs: [...inputs, ...known] }),
    );
    return fn;
  };
  return Object.freeze({
    stage,
    build: () => {
      const definition = assemble<Given, Readonly<Record<string, unknown>>>(name, parameters as unknown as Parameters, {
        ...options,
        stages: Object.fromEntries(stages),
      });
      closed = true;
      return definition;
    },
  });
}
