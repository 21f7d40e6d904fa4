import type { Operation, PipelineGraph, Source, StageNode } from "./graph.ts";
import { preview, type JsonValue } from "./internal/preview.ts";
import type { StageOptions } from "./stage-options.ts";
import type { HasGraph } from "./to-graph.ts";

/** Where a value comes from. */
export type SourceDescription =
  | { readonly literal: JsonValue }
  | {
      readonly param: string;
      readonly path?: readonly string[];
      /** What is taken when the parameter is unset; absent: it is required. */
      readonly fallback?: JsonValue;
    }
  | {
      readonly stage: string;
      /** A named output; absent: what the stage returned. */
      readonly output?: string;
      readonly path?: readonly string[];
      /** Absent: required. */
      readonly use?: "optional" | "settled";
      readonly fallback?: JsonValue;
    }
  /** Determined by a function when the stage starts; `needs`: what it sees of the run. */
  | { readonly binding: "immediate" | "contextual" | "callback"; readonly needs: string };

export interface InputDescription {
  readonly arg: string;
  readonly from: SourceDescription;
  /** Whether its value goes into log records and summaries. */
  readonly logged?: true;
}

export interface StageDescription {
  readonly id: string;
  readonly kind: Operation["kind"];
  readonly inputs: readonly InputDescription[];
  readonly after: readonly string[];
  /** It runs only if all of these hold. */
  readonly when: readonly { readonly condition: SourceDescription; readonly is: boolean }[];
  /** What a map or reduce goes over. */
  readonly over?: SourceDescription;
  /** The lists of a zip. */
  readonly lists?: Readonly<Record<string, SourceDescription>>;
  /** The sources that a `when` chooses from. */
  readonly choice?: {
    readonly condition: SourceDescription;
    readonly whenTrue: SourceDescription;
    readonly whenFalse: SourceDescription;
  };
  /** Names of its outputs, where an output mapper tells them. */
  readonly outputs?: readonly string[];
  /** Retry, timeout, limit and so on, those of a map included; functions are named. */
  readonly options: Readonly<Record<string, JsonValue>>;
  /** What a sub-pipeline runs. */
  readonly pipeline?: PipelineDescription;
}

/** A pipeline as data: what tools read. `JSON.stringify` takes it; the same definition gives the same description. */
export interface PipelineDescription {
  /** Of this form; 1. */
  readonly version: 1;
  readonly name: string;
  /** Declared names; `default` is absent where there is none. Those of a schema are known only to the schema. */
  readonly parameters: readonly { readonly name: string; readonly default?: JsonValue }[];
  readonly stages: readonly StageDescription[];
  /** Name → source; `"stages"`: what every stage returned, under its id. */
  readonly outputs: Readonly<Record<string, SourceDescription>> | "stages";
}

/** The description of a pipeline, in declaration order, with nothing of a run in it. Long literal values are cut. */
export function describe({ graph }: HasGraph): PipelineDescription {
  return describeGraph(graph);
}

function describeGraph(graph: PipelineGraph): PipelineDescription {
  const { name, parameters, nodes, outputs } = graph;
  return {
    version: 1,
    name,
    parameters: parameters.names.map((parameter) => ({
      name: parameter,
      ...(parameters.has(parameter) ? { default: preview(parameters.get(parameter)) } : {}),
    })),
    stages: nodes.map(describeStage),
    outputs: outputs === "stages" ? outputs : mapValues(outputs, describeSource),
  };
}

function describeStage(stage: StageNode): StageDescription {
  const { id, operation, inputs, after, gates, outputMapper, options } = stage;
  const outputs = outputMapper?.outputs;
  return {
    id,
    kind: operation.kind,
    inputs: inputs.map(({ arg, source, logged }) => ({
      arg,
      from: describeSource(source),
      ...(logged ? { logged } : {}),
    })),
    after: [...after],
    when: gates.map(({ condition, expected }) => ({ condition: describeSource(condition), is: expected })),
    ...describeOperation(operation),
    ...(outputs === undefined ? {} : { outputs: [...outputs] }),
    options: describeOptions(options, operation),
  };
}

function describeOperation(operation: Operation): Partial<StageDescription> {
  switch (operation.kind) {
    case "task":
      return {};
    case "map":
    case "reduce":
      return { over: describeSource(operation.over) };
    case "zip":
      return { lists: mapValues(operation.lists, describeSource) };
    case "when": {
      const { condition, whenTrue, whenFalse } = operation;
      return {
        choice: {
          condition: describeSource(condition),
          whenTrue: describeSource(whenTrue),
          whenFalse: describeSource(whenFalse),
        },
      };
    }
    case "pipeline":
      return { pipeline: describeGraph(operation.graph) };
  }
}

function describeSource(source: Source): SourceDescription {
  switch (source.kind) {
    case "literal":
      return { literal: preview(source.value) };
    case "parameter": {
      const { name, path, required, fallback } = source;
      return { param: name, ...pathOf(path), ...(required ? {} : { fallback: preview(fallback) }) };
    }
    case "stage": {
      const { stage, output, path, use, fallback } = source;
      return {
        stage,
        ...(output === undefined ? {} : { output }),
        ...pathOf(path),
        ...(use === "required" ? {} : { use }),
        ...(use === "optional" ? { fallback: preview(fallback) } : {}),
      };
    }
    case "binding":
      return { binding: source.binding.kind, needs: source.binding.needs.kind };
  }
}

const pathOf = (path: readonly string[]): { readonly path?: readonly string[] } =>
  path.length === 0 ? {} : { path: [...path] };

function describeOptions(options: StageOptions, operation: Operation): Readonly<Record<string, JsonValue>> {
  const { concurrency, onItemError, stream } = operation.kind === "map" ? operation : {};
  const all = { ...options, concurrency, onItemError, stream };
  const given = Object.entries(all).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, preview(value)]));
}

function mapValues<From, To>(
  values: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}
