import { checkOptions } from "@millrace/protocol";
import { memoryLogger, type LogRecord } from "@millrace/protocol/testing";
import { startRun } from "../embedded/start-run.ts";
import type { Args, NodeInput, PipelineGraph, StageFunction, StageNode } from "../graph.ts";
import { isName } from "../internal/names.ts";
import { requireObject } from "../internal/require-parts.ts";
import { Parameters } from "../parameters.ts";
import type { RunOptions } from "../run-options.ts";
import type { StageRecord } from "../run-report.ts";
import type { Stage } from "../stage.ts";
import type { StageContext } from "../stage-context.ts";
import type { AnyStageFunction } from "../stage-function.ts";
import { nodeOf, type AnyStage } from "../stage-node.ts";
import { Variables } from "../variables.ts";

/** What surrounds a stage in a test. */
export interface RunStageOptions extends Pick<RunOptions, "signal" | "clock" | "runId" | "onEvent"> {
  /** Values of parameters. Default: those that the stage's own bindings have as defaults. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Stage id → what it returned: the stages that ran before. */
  readonly stages?: Readonly<Record<string, unknown>>;
  /** Stage id → named outputs, for stages before with an output mapper. */
  readonly outputs?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Id of the stage. Default: the name of its function, or `stage`. */
  readonly id?: string;
}

/** How a stage ended that did not fail. */
export interface StageRun<Result> {
  readonly value: Result;
  /** By name; `{ return: value }` without an output mapper. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** As they are after the stage. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** What it logged, and what the engine logged about it. */
  readonly logs: readonly LogRecord[];
  /** Status, attempts, times. */
  readonly record: StageRecord;
}

const optionKeys = ["parameters", "variables", "stages", "outputs", "id", "signal", "clock", "runId", "onEvent"];

/**
 * Runs one stage, or a bare function, as a pipeline would: with a full context, retries, timeouts and its output
 * mapper. `args` take the place of inputs, whose bindings are then not evaluated.
 *
 * @throws what the stage threw on its last attempt; PipelineError PIPELINE_UNKNOWN_STAGE for an input from a stage
 * that `stages` and `outputs` do not have
 */
export async function runStage<Given, Result>(
  stage: (args: Given, context: StageContext) => Result,
  args: NoInfer<Given>,
  options?: RunStageOptions,
): Promise<StageRun<Awaited<Result>>>;
export async function runStage<StageArgs, Result>(
  stage: Stage<StageArgs, Result>,
  args?: Partial<StageArgs>,
  options?: RunStageOptions,
): Promise<StageRun<Result>>;
export async function runStage(
  stage: AnyStage | AnyStageFunction,
  args: unknown = {},
  options: RunStageOptions = {},
): Promise<StageRun<unknown>> {
  checkOptions(options, optionKeys, "runStage");
  const { parameters = {}, variables, stages = {}, outputs = {}, id, ...runOptions } = options;
  const tested = typeof stage === "function" ? bare(stage) : stage;
  const declared = tested.inputs.map(({ bind }) => bind.needs).find((needs) => needs.kind === "parameters");
  let seen = new Variables(variables);
  requireObject(args, "the arguments of runStage");
  const node = nodeUnderTest(tested, args, id, (used) => (seen = used));
  const graph: PipelineGraph = {
    name: "test",
    parameters: declared?.parameters ?? Parameters.define(Object.keys(parameters)),
    variables: seen,
    nodes: [...Object.entries(stages).map(returned), ...Object.entries(outputs).map(named), node],
    outputs: "stages",
  };
  const logger = memoryLogger();
  const run = startRun<Args>(graph, parameters, { ...runOptions, logger });
  const report = await run.settled();
  const record = report.stage(node.id) as StageRecord;
  if (record.status === "failed") throw record.error;
  await run.result();
  return {
    value: record.value,
    outputs: record.outputs,
    variables: Object.fromEntries(seen),
    logs: logger.records.filter(({ fields }) => fields["stage"] === node.id),
    record,
  };
}

const bare = (fn: AnyStageFunction): AnyStage => ({
  function: fn,
  inputs: [],
  after: [],
  outputMapper: undefined,
  options: {},
});

function nodeUnderTest(
  stage: AnyStage,
  args: object,
  id: string | undefined,
  watch: (variables: Variables) => void,
): StageNode {
  const { name } = stage.function;
  const node = nodeOf(id ?? (isName(name) ? name : "stage"), stage);
  const given = Object.entries(args).map(([arg, value]): NodeInput => ({
    arg,
    logged: node.inputs.some((input) => input.arg === arg && input.logged),
    source: { kind: "literal", value },
  }));
  const call = stage.function as StageFunction<[Args]>;
  return {
    ...node,
    after: [],
    inputs: [...node.inputs.filter(({ arg }) => !Object.hasOwn(args, arg)), ...given],
    operation: {
      kind: "task",
      fn: (values, context) => {
        watch(context.variables);
        return call(values, context);
      },
    },
  };
}

const returned = ([id, value]: readonly [string, unknown]): StageNode => ({
  id,
  operation: { kind: "task", fn: () => value },
  inputs: [],
  after: [],
  gates: [],
  options: {},
});

const named = ([id, outputs]: readonly [string, Readonly<Record<string, unknown>>]): StageNode => ({
  ...returned([id, outputs]),
  outputMapper: Object.assign(() => outputs, { outputs: Object.keys(outputs) }),
});
