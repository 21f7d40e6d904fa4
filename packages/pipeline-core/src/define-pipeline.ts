import { checkOneOf, checkOptions } from "@millrace/protocol";
import type { BuilderStageOptions, MapOptions, OutputRefs, OutputValues, PipelineBuilder } from "./builder.ts";
import type { PipelineDefinition } from "./definition.ts";
import { definitionOf } from "./embedded/definition.ts";
import { PipelineError } from "./errors.ts";
import type { Gate, NodeInput, Operation, PipelineGraph, Source, StageFunction, StageNode } from "./graph.ts";
import { copyOfData } from "./internal/copy-of-data.ts";
import { isThenable } from "./internal/is-thenable.ts";
import { checkCount, checkStageOptions, stageKeys } from "./internal/check-options.ts";
import { requireName, requirePipelineName, suggestion } from "./internal/names.ts";
import { requireFunction } from "./internal/require-function.ts";
import { isObject, refusePart, requireList, requireObject, requirePart } from "./internal/require-parts.ts";
import { Parameters } from "./parameters.ts";
import { isRef, makeRef, ownSource, requireLiteral, sourceOf, type Ref } from "./ref.ts";
import { ownOptions, type StageOptions } from "./stage-options.ts";
import { Variables } from "./variables.ts";

/** Options of {@link definePipeline}. */
export interface DefinePipelineOptions<Values extends object, Given> {
  /** Default: none. */
  readonly parameters?: Parameters<Values, Given>;
  /** Initial values of variables. Default: none. */
  readonly variables?: Variables;
}

/** Items of a map that are in flight at once, unless told otherwise. */
export const defaultMapConcurrency = 8;

/**
 * Defines a pipeline by values: `build` adds stages to the builder and returns the references that are the pipeline's
 * outputs. `build` is called once, now.
 *
 * @throws PipelineError for invalid or duplicate ids, foreign references and misused streams
 */
export function definePipeline<Values extends object, Given, const Outputs extends OutputRefs>(
  name: string,
  options: DefinePipelineOptions<Values, Given>,
  build: (builder: PipelineBuilder<Values>) => Outputs,
): PipelineDefinition<Given, OutputValues<Outputs>> {
  requirePipelineName(name);
  const where = `definePipeline('${name}')`;
  requireObject(options, `the second argument of ${where}`);
  checkOptions(options, ["parameters", "variables"], where);
  requireFunction(build, `the third argument of ${where}`);
  const { parameters = Parameters.define() as unknown as Parameters<Values, Given>, variables = new Variables() } =
    options;
  requirePart(parameters, { forRun: "function" }, `'parameters' of ${where}`, "made by Parameters.define");
  requirePart(variables, { forRun: "function" }, `'variables' of ${where}`, "a Variables object");
  const builder = new Builder<Values>(name, parameters);
  const outputs: unknown = build(builder);
  const made = `the third argument of ${where}`;
  refuseAsync(outputs, made);
  if (isRef(outputs))
    refuseBuild(
      `${made} returns ${outputs.describe} alone`,
      "return it by the name of an output, as in { result: ref }",
    );
  requireObject(outputs, `what ${made} returns`);
  return definitionOf(builder.close(outputs, parameters as unknown as Parameters, variables));
}

class Builder<Values extends object> implements PipelineBuilder<Values> {
  readonly parameters: PipelineBuilder<Values>["parameters"];
  readonly #name: string;
  readonly #nodes: StageNode[] = [];
  #gates: readonly Gate[] = [];
  #closed = false;

  constructor(name: string, parameters: Parameters<Values, unknown>) {
    this.#name = name;
    const { names, open } = parameters;
    this.parameters = new Proxy({} as PipelineBuilder<Values>["parameters"], {
      get: (_target, key) => (typeof key === "string" ? this.#parameter(key, names, open) : undefined),
      // Handing over all parameters at once as the inputs of a stage works where their names are known.
      ownKeys: () => [...names],
      getOwnPropertyDescriptor: (_target, key) =>
        typeof key === "string" && names.includes(key)
          ? { value: this.#parameter(key, names, open), enumerable: true, configurable: true }
          : undefined,
    });
  }

  stage(id: string, inputs: object, fn: unknown, options: BuilderStageOptions = {}): Ref<never> {
    if (typeof inputs === "function") refuseOrder(`stage '${id}'`, "inputs", `p.stage("${id}", {}, fn)`);
    if (typeof fn !== "function") requireFunction(fn, `the function of stage '${id}'`);
    return this.#add(id, { kind: "task", fn: fn as StageFunction<[Record<string, unknown>]> }, inputs, options);
  }

  map(id: string, over: unknown, inputs: object, fn: unknown, options: MapOptions<never> = {}): Ref<never> {
    const where = `map '${id}'`;
    if (typeof inputs === "function") refuseOrder(where, "inputs", `p.map("${id}", items, {}, fn)`);
    requireFunction(fn, `the function of ${where}`);
    requireObject(options, `the options of ${where}`);
    const { concurrency = defaultMapConcurrency, onItemError = "fail", stream = false, key, ...rest } = options;
    checkCount(concurrency, "concurrency", where);
    checkOneOf(onItemError, "onItemError", where, ["fail", "collect"]);
    if (key !== undefined) requireFunction(key, `'key' of ${where}`);
    const each = fn as StageFunction<[unknown, Record<string, unknown>]>;
    return this.#add(
      id,
      {
        kind: "map",
        over: this.#source(over, where),
        fn: each,
        concurrency,
        onItemError,
        stream,
        ...(key === undefined ? {} : { key: key as (item: unknown, index: number) => string }),
      },
      inputs,
      rest,
    );
  }

  reduce(id: string, over: unknown, initial: unknown, fn: unknown, options: BuilderStageOptions = {}): Ref<never> {
    const where = `reduce '${id}'`;
    if (typeof initial === "function" && typeof fn !== "function")
      refuseOrder(where, "an initial value", `p.reduce("${id}", items, 0, fn)`);
    requireFunction(fn, `the function of ${where}`);
    const fold = fn as StageFunction<[unknown, unknown]>;
    const make = this.#initial(initial, `the initial value of ${where}`);
    return this.#add(id, { kind: "reduce", over: this.#source(over, where), initial: make, fn: fold }, {}, options);
  }

  zip(id: string, lists: object, options: BuilderStageOptions = {}): Ref<never> {
    requireObject(lists, `the lists of zip '${id}'`);
    const sources = Object.entries(lists).map(([list, value]) => [list, this.#source(value, `zip '${id}'`)] as const);
    return this.#add(id, { kind: "zip", lists: Object.fromEntries(sources) }, {}, options);
  }

  broadcast(
    id: string,
    value: Ref<unknown>,
    fns: Readonly<Record<string, unknown>>,
    options: BuilderStageOptions = {},
  ): never {
    requireObject(fns, `the functions of broadcast '${id}'`);
    const refs = Object.entries(fns).map(([name, fn]) => {
      requireFunction(fn, `function '${name}' of broadcast '${id}'`);
      const call = fn as StageFunction<[unknown]>;
      const stage: StageFunction<[Record<string, unknown>]> = (args, context) => call(args["value"], context);
      return [name, this.stage(`${id}.${name}`, { value }, stage, options)] as const;
    });
    return Object.fromEntries(refs) as never;
  }

  when(
    id: string,
    condition: Ref<boolean>,
    then: (builder: this) => Ref<unknown>,
    otherwise?: (builder: this) => Ref<unknown>,
  ): Ref<never> {
    const where = `when '${id}'`;
    const test = this.#source(condition, where);
    const branch = (build: ((builder: this) => Ref<unknown>) | undefined, expected: boolean): Source => {
      if (build === undefined) return { kind: "literal", value: undefined };
      requireFunction(build, `a branch of ${where}`);
      const outer = this.#gates;
      this.#gates = [...outer, { condition: test, expected }];
      const made: unknown = build(this);
      refuseAsync(made, `a branch of ${where}`);
      const result = this.#source(made, where);
      this.#gates = outer;
      return result;
    };
    return this.#add(
      id,
      { kind: "when", condition: test, whenTrue: branch(then, true), whenFalse: branch(otherwise, false) },
      {},
      {},
    );
  }

  pipeline(
    id: string,
    definition: PipelineDefinition<never, unknown>,
    given: object,
    options: Pick<BuilderStageOptions, "after" | "onUpstream" | "label"> = {},
  ): Ref<never> {
    requirePart(definition, { graph: "object" }, `the definition of pipeline stage '${id}'`, "a pipeline");
    checkOptions(options, pipelineKeys, `pipeline stage '${id}'`);
    return this.#add(id, { kind: "pipeline", graph: definition.graph }, given, options);
  }

  /** The finished graph; the builder takes no more stages. */
  close(outputs: object, parameters: Parameters, variables: Variables): PipelineGraph {
    this.#closed = true;
    const sources = Object.entries(outputs).map(
      ([name, ref]) => [name, this.#source(ref, `output '${name}'`)] as const,
    );
    return { name: this.#name, parameters, variables, nodes: this.#nodes, outputs: Object.fromEntries(sources) };
  }

  #add(id: string, operation: Operation, inputs: object, options: BuilderStageOptions): Ref<never> {
    if (this.#closed) {
      throw new PipelineError(
        "PIPELINE_DEFINITION_CLOSED",
        `stage '${id}' is added to pipeline '${this.#name}' after its definition has ended`,
        { details: { stage: id } },
      );
    }
    const where = `stage '${id}'`;
    if (!isObject(inputs)) refusePart(`the inputs of ${where}`, "an object", inputs);
    if (!isObject(options)) refusePart(`the options of ${where}`, "an object", options);
    checkStageOptions(options, builderKeys, where);
    const { after = none, logged = none } = options;
    if (after !== none) requireList(after, `'after' of ${where}`);
    if (logged !== none) requireLogged(logged, inputs, id);
    this.#nodes.push({
      id,
      operation,
      inputs: this.#wire(id, inputs, logged),
      after: after.length === 0 ? none : after.map((ref) => this.#stageOf(ref, id)),
      gates: this.#gates,
      options: withoutWiring(options),
    });
    return makeRef({ kind: "stage", stage: id, path: none, use: "required", fallback: undefined }, this);
  }

  #wire(id: string, inputs: object, logged: readonly string[]): readonly NodeInput[] {
    const args = Object.keys(inputs);
    if (args.length === 0) return none;
    return args.map((arg) => {
      requireName("argument", arg);
      const value: unknown = inputs[arg as never];
      const source = ownSource(value, this) ?? this.#source(value, `input '${arg}' of stage '${id}'`);
      return { arg, source, logged: logged.includes(arg) };
    });
  }

  /** What makes the value that a reduce begins with, for each attempt of each run: no two share what they change. */
  #initial(value: unknown, where: string): () => unknown {
    if (typeof value === "function") return value as () => unknown;
    requireLiteral(value, `${where} of pipeline '${this.#name}'`);
    if (typeof value !== "object" || value === null) return () => value;
    const kept = copyOfData(value, where);
    return () => structuredClone(kept);
  }

  #source(value: unknown, where: string): Source {
    return sourceOf(value, this, `${where} of pipeline '${this.#name}'`);
  }

  #stageOf(ref: Ref<unknown>, id: string): string {
    const source = isRef(ref) ? this.#source(ref, `'after' of stage '${id}'`) : undefined;
    if (source?.kind === "stage") return source.stage;
    throw new PipelineError("PIPELINE_FOREIGN_REF", `'after' of stage '${id}' takes references of stages`, {
      details: { stage: id },
    });
  }

  #parameter(name: string, names: readonly string[], open: boolean): Ref<never> {
    if (!open && !names.includes(name)) {
      throw new PipelineError(
        "PIPELINE_UNKNOWN_PARAMETER",
        `pipeline '${this.#name}' has no parameter '${name}'${suggestion(name, names)}`,
        { details: { parameter: name } },
      );
    }
    return makeRef({ kind: "parameter", name, path: none, required: true, fallback: undefined }, this);
  }
}

/** What nearly every stage has none of: one array for all. */
const none: readonly never[] = Object.freeze([]);

const builderKeys: readonly string[] = [...stageKeys, "after", "logged"];
/** A sub-pipeline only contains stages, which have retries, timeouts and limits of their own. */
const pipelineKeys: readonly string[] = ["after", "onUpstream", "label"];

function refuseBuild(what: string, instead: string): never {
  throw new PipelineError("PIPELINE_INVALID_ARGUMENT", `${what}; ${instead}`);
}

/** What a builder adds after an `await` would come too late. */
function refuseAsync(made: unknown, what: string): void {
  if (isRef(made) || !isThenable(made)) return;
  // It is told already that this promise is not wanted.
  Promise.resolve(made).catch(() => undefined);
  refuseBuild(`${what} is async`, "add stages and return references without waiting, and wait inside of the stages");
}

function refuseOrder(where: string, lacking: string, instead: string): never {
  refuseBuild(`${where} has its function in the place of ${lacking}`, `write ${instead}`);
}

/** What the graph keeps of a stage's options. An object that is copied whole takes half the room of one made by leaving out. */
function withoutWiring(options: BuilderStageOptions): StageOptions {
  if (!("after" in options) && !("logged" in options)) return ownOptions({ ...options });
  const { after: _after, logged: _logged, ...rest } = options;
  return ownOptions(rest);
}

function requireLogged(logged: unknown, inputs: object, id: string): void {
  requireList(logged, `'logged' of stage '${id}'`);
  for (const arg of logged) {
    if (typeof arg === "string" && Object.hasOwn(inputs, arg)) continue;
    throw new PipelineError(
      "PIPELINE_UNKNOWN_ARGUMENT",
      `'logged' of stage '${id}' names input '${String(arg)}', which it does not have${suggestion(String(arg), Object.keys(inputs))}`,
      { details: { stage: id, argument: String(arg) } },
    );
  }
}
