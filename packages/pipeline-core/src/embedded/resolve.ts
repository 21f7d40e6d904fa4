import { PipelineError } from "../errors.ts";
import type { Args, NodeInput, Source, StageSource } from "../graph.ts";
import { unboundInput } from "../internal/unbound-input.ts";
import type { Parameters } from "../parameters.ts";
import type { Result } from "../result.ts";
import type { Edges } from "./edges.ts";
import type { PlanNode } from "./plan-node.ts";
import { inputValue } from "./read-once.ts";

/** What the values of sources are taken from: the record of the run so far. */
export interface Scope {
  readonly given: Parameters;
  readonly indexOf: ReadonlyMap<string, number>;
  readonly values: readonly unknown[];
  readonly mapped: ReadonlyMap<number, Readonly<Record<string, unknown>>>;
  hasValue(index: number): boolean;
  result(index: number): Result<unknown>;
}

/** The value that a source has now. `from`: the stage that it names, when the caller knows its number. */
export function resolve(source: Source, scope: Scope, from?: number): unknown {
  switch (source.kind) {
    case "literal":
      return source.value;
    case "binding":
      return source.binding.get();
    case "parameter": {
      const { name, path, required, fallback } = source;
      if (required) return walk(scope.given.read(name), path);
      return scope.given.has(name) ? walk(scope.given.get(name), path) : fallback;
    }
    case "stage":
      return resolveStage(source, scope, from ?? scope.indexOf.get(source.stage));
  }
}

function resolveStage(source: StageSource, scope: Scope, index: number | undefined): unknown {
  const { output, path } = source;
  if (index === undefined) return source.fallback;
  if (source.use === "settled") {
    const result = scope.result(index);
    return result.ok && path.length > 0 ? { ok: true, value: walk(result.value, path) } : result;
  }
  if (!scope.hasValue(index)) return missing(source);
  if (output === undefined) return walk(scope.values[index], path);
  const outputs = scope.mapped.get(index);
  if (outputs === undefined && output === "return") return walk(scope.values[index], path);
  return outputs !== undefined && Object.hasOwn(outputs, output) ? walk(outputs[output], path) : missing(source);
}

/** What an input has when its stage has no such value. */
function missing({ stage, output = "return", use, fallback }: StageSource): unknown {
  if (use === "optional") return fallback;
  throw new PipelineError(
    "PIPELINE_INPUT_UNBOUND",
    `stage '${stage}' did not produce '${output}'; correct the name, or make the input optional`,
    {
      details: { stage, output },
    },
  );
}

/** Arguments of a stage function; `given` ones are not determined. An input that fails is an error that names it. */
export function bindInputs({ index, stage }: PlanNode, edges: Edges, scope: Scope, given: Args | undefined): Args {
  const { id, inputs } = stage;
  const args: Args = given === undefined ? {} : { ...given };
  for (let at = 0; at < inputs.length; at++) {
    const { arg, source } = inputs[at] as NodeInput;
    if (given === undefined || !Object.hasOwn(given, arg))
      args[arg] = resolveInput(id, arg, source, scope, edges.sourceOf(index, at));
  }
  return args;
}

/** The value of one argument, or an error that names it. */
export function resolveInput(stage: string, arg: string, source: Source, scope: Scope, from?: number): unknown {
  try {
    const value = resolve(source, scope, from);
    return typeof value === "object" && value !== null ? guarded(value, stage, source) : value;
  } catch (cause) {
    throw unboundInput(`input '${arg}' of stage '${stage}'`, cause, { stage, argument: arg });
  }
}

/** What can be read once only, by itself or as the value of a settled stage, is watched. */
function guarded(value: object, stage: string, source: Source): unknown {
  if (Array.isArray(value)) return value;
  if (source.kind !== "stage" || source.use !== "settled") return inputValue(value, stage, source);
  const result = value as Result<unknown>;
  return result.ok ? { ok: true, value: inputValue(result.value, stage, source) } : result;
}

function walk(value: unknown, path: readonly string[]): unknown {
  let at = value;
  for (const key of path) {
    if (at === null || at === undefined)
      throw new TypeError(`cannot read '${key}' of ${at === null ? "null" : "undefined"} (path '${path.join(".")}')`);
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}
