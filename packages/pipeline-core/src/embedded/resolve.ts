import { PipelineError } from "../errors.ts";
import type { Args, NodeInput, Source, StageSource } from "../graph.ts";
import { unboundInput } from "../internal/unbound-input.ts";
import type { Parameters } from "../parameters.ts";
import type { Result } from "../result.ts";

/** What the values of sources are taken from: the record of the run so far. */
export interface Scope {
  readonly given: Parameters;
  readonly values: readonly unknown[];
  readonly mapped: ReadonlyMap<number, Readonly<Record<string, unknown>>>;
  hasValue(index: number): boolean;
  result(index: number): Result<unknown>;
}

export type Resolver = (scope: Scope) => unknown;

/** Compiles a source once, so that a run only calls a closure. */
export function resolverOf(source: Source, indexOf: ReadonlyMap<string, number>): Resolver {
  switch (source.kind) {
    case "literal": {
      const { value } = source;
      return () => value;
    }
    case "binding": {
      const { binding } = source;
      return () => binding.get();
    }
    case "parameter": {
      const { name, path, required, fallback } = source;
      if (required) return ({ given }) => walk(given.read(name), path);
      return ({ given }) => (given.has(name) ? walk(given.get(name), path) : fallback);
    }
    case "stage":
      return stageResolver(source, indexOf.get(source.stage));
  }
}

function stageResolver(source: StageSource, index: number | undefined): Resolver {
  const { stage, output, path, use, fallback } = source;
  if (index === undefined) return () => fallback;
  if (use === "settled") {
    return (scope) => {
      const result = scope.result(index);
      return result.ok && path.length > 0 ? { ok: true, value: walk(result.value, path) } : result;
    };
  }
  const missing = (): unknown => {
    if (use === "optional") return fallback;
    throw new PipelineError(
      "PIPELINE_INPUT_UNBOUND",
      `stage '${stage}' did not produce '${output ?? "return"}'; correct the name, or make the input optional`,
      {
        details: { stage, output: output ?? "return" },
      },
    );
  };
  if (output === undefined || output === "return") {
    return (scope) => {
      if (!scope.hasValue(index)) return missing();
      const mapped = output === undefined ? undefined : scope.mapped.get(index);
      if (mapped === undefined) return path.length === 0 ? scope.values[index] : walk(scope.values[index], path);
      return Object.hasOwn(mapped, "return") ? walk(mapped["return"], path) : missing();
    };
  }
  return (scope) => {
    const mapped = scope.mapped.get(index);
    return mapped !== undefined && Object.hasOwn(mapped, output) ? walk(mapped[output], path) : missing();
  };
}

/** Arguments of a stage function; `given` ones are not determined. An input that fails is an error that names it. */
export function bindInputs(
  stage: string,
  inputs: readonly NodeInput[],
  resolvers: readonly Resolver[],
  scope: Scope,
  given: Args | undefined,
): Args {
  const args: Args = given === undefined ? {} : { ...given };
  for (let index = 0; index < inputs.length; index++) {
    const { arg } = inputs[index] as NodeInput;
    if (given !== undefined && Object.hasOwn(given, arg)) continue;
    try {
      args[arg] = (resolvers[index] as Resolver)(scope);
    } catch (cause) {
      throw unbound(stage, arg, cause);
    }
  }
  return args;
}

export const unbound = (stage: string, arg: string, cause: unknown): PipelineError =>
  unboundInput(`input '${arg}' of stage '${stage}'`, cause, { stage, argument: arg });

function walk(value: unknown, path: readonly string[]): unknown {
  let at = value;
  for (const key of path) {
    if (at === null || at === undefined)
      throw new TypeError(`cannot read '${key}' of ${at === null ? "null" : "undefined"} (path '${path.join(".")}')`);
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}
