import type { InputBinding } from "./input-binding.ts";
import type { OutputMapper } from "./output-mapper.ts";
import type { Parameters } from "./parameters.ts";
import type { StageContext } from "./stage-context.ts";
import type { StageOptions } from "./stage-options.ts";
import type { Variables } from "./variables.ts";

/** Where a value comes from. Both faces of the package describe their wiring with these. */
export type Source = LiteralSource | ParameterSource | StageSource | BindingSource;

export interface LiteralSource {
  readonly kind: "literal";
  readonly value: unknown;
}
export interface ParameterSource {
  readonly kind: "parameter";
  readonly name: string;
  /** Property path into the value; empty for the value itself. */
  readonly path: readonly string[];
  readonly required: boolean;
  readonly fallback: unknown;
}
export interface StageSource {
  readonly kind: "stage";
  readonly stage: string;
  /** Named output; absent: what the stage function returned. */
  readonly output?: string;
  readonly path: readonly string[];
  /** `"optional"`: `fallback` when the stage has no value. `"settled"`: a Result, whatever became of the stage. */
  readonly use: "required" | "optional" | "settled";
  readonly fallback: unknown;
}
/** An explicit binding, resolved in the running stage's context. */
export interface BindingSource {
  readonly kind: "binding";
  readonly binding: InputBinding;
}

export interface NodeInput {
  readonly arg: string;
  readonly source: Source;
  readonly logged: boolean;
}

export type Args = Record<string, unknown>;

/** A user's function, whose types its face has checked. */
export type StageFunction<Inputs extends readonly unknown[]> = (...args: [...Inputs, context: StageContext]) => unknown;

/** What a stage does when it runs. */
export type Operation =
  | { readonly kind: "task"; readonly fn: StageFunction<[args: Args]> }
  | {
      readonly kind: "map";
      readonly over: Source;
      readonly fn: StageFunction<[item: unknown, args: Args]>;
      readonly key?: (item: unknown, index: number) => string;
      readonly concurrency: number;
      readonly onItemError: "fail" | "collect";
      readonly stream: boolean;
    }
  | {
      readonly kind: "reduce";
      readonly over: Source;
      /** Makes what the fold begins with, for each attempt. */
      readonly initial: () => unknown;
      readonly fn: StageFunction<[accumulator: unknown, item: unknown]>;
    }
  | { readonly kind: "zip"; readonly lists: Readonly<Record<string, Source>> }
  | { readonly kind: "when"; readonly condition: Source; readonly whenTrue: Source; readonly whenFalse: Source }
  | { readonly kind: "pipeline"; readonly graph: PipelineGraph };

/** A stage inside a branch runs only when its condition holds. */
export interface Gate {
  readonly condition: Source;
  readonly expected: boolean;
}

export interface StageNode {
  readonly id: string;
  readonly operation: Operation;
  readonly inputs: readonly NodeInput[];
  /** Stages that must have ended before this one starts, beside those that its inputs name. */
  readonly after: readonly string[];
  readonly gates: readonly Gate[];
  readonly outputMapper?: OutputMapper<unknown, Readonly<Record<string, unknown>>>;
  readonly options: StageOptions;
}

/** The intermediate representation of a pipeline: what the scheduler runs, and what reports and graphs show. */
export interface PipelineGraph {
  readonly name: string;
  readonly parameters: Parameters;
  readonly variables: Variables;
  readonly nodes: readonly StageNode[];
  /** Name → source of each result; `"stages"`: the raw result of every stage that has one. */
  readonly outputs: Readonly<Record<string, Source>> | "stages";
}

/**
 * Freezes a graph before anybody sees it. Not when it is made: freezing costs more than all the rest of a definition,
 * and most graphs are only run. Values that a definition was given are the user's own and stay as they are.
 */
export function frozen(graph: PipelineGraph): PipelineGraph {
  if (Object.isFrozen(graph)) return graph;
  for (const node of graph.nodes) {
    const { inputs, operation, after, gates, options } = node;
    for (const { source } of inputs) freezeSource(source);
    for (const source of sourcesOf(operation)) freezeSource(source);
    for (const { condition } of gates) freezeSource(condition);
    if (operation.kind === "zip") Object.freeze(operation.lists);
    for (const part of [...inputs, inputs, operation, after, ...gates, gates, options, node]) Object.freeze(part);
  }
  if (graph.outputs !== "stages") Object.values(Object.freeze(graph.outputs)).forEach(freezeSource);
  Object.freeze(graph.nodes);
  return Object.freeze(graph);
}

function freezeSource(source: Source): void {
  if ("path" in source) Object.freeze(source.path);
  Object.freeze(source);
}

/** What an operation reads beside its inputs. */
export function sourcesOf(operation: Operation): readonly Source[] {
  switch (operation.kind) {
    case "map":
    case "reduce":
      return [operation.over];
    case "zip":
      return Object.values(operation.lists);
    case "when":
      return [operation.condition, operation.whenTrue, operation.whenFalse];
    case "task":
    case "pipeline":
      return none;
  }
}

const none: readonly Source[] = Object.freeze([]);
