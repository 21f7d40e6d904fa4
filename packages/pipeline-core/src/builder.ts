import type { PipelineDefinition } from "./definition.ts";
import type { Ref, RefValue, Wire } from "./ref.ts";
import type { Result } from "./result.ts";
import type { StageContext } from "./stage-context.ts";
import type { StageOptions } from "./stage-options.ts";

/** Options of every stage of {@link PipelineBuilder}. */
export interface BuilderStageOptions extends StageOptions {
  /** Stages that must have ended before, beside those that inputs name. */
  readonly after?: readonly Ref<unknown>[];
  /** Names of inputs whose values go into the log records of the stage. */
  readonly logged?: readonly string[];
}

/** Options of {@link PipelineBuilder.map}. Retry, timeout and limit apply to each item. */
export interface MapOptions<Item = unknown> extends BuilderStageOptions {
  /** Names an item in errors, progress and log records. Default: its position. */
  readonly key?: (item: Item, index: number) => string;
  /** Items in flight at once. Default 8. */
  readonly concurrency?: number;
  /** `"fail"` (default): the first failed item fails the map. `"collect"`: each item gives a Result. */
  readonly onItemError?: "fail" | "collect";
  /**
   * `true` gives an async iterable instead of a list: its one consumer reads while the map runs, and no more than
   * `concurrency` items are held in memory. While it waits for an item it gives its slot to others, so that a stream
   * flows with a concurrency or a limit of 1 too. Default `false`.
   */
  readonly stream?: boolean;
}

/** What can be gone over: a list, or anything iterable. */
export type Many<Item> = Iterable<Item> | AsyncIterable<Item>;

type Item<Over> = Over extends Iterable<infer X> ? X : Over extends AsyncIterable<infer X> ? X : never;
/** What a stage gives: what its function returned, or with `results: "unwrap"` the value in a returned Result. */
type Value<R, Options> = Options extends { readonly results: "unwrap" } ? Unwrapped<Awaited<R>> : Awaited<R>;
type Unwrapped<R> = R extends { readonly ok: true; readonly value: infer V }
  ? V
  : R extends { readonly ok: false }
    ? never
    : R;
type Collected<R, Options> = Options extends { readonly onItemError: "collect" } ? Result<R> : R;
type MapResult<R, Options> = Options extends { readonly stream: true }
  ? AsyncIterable<Collected<R, Options>>
  : Collected<R, Options>[];

/**
 * Builds a pipeline by values: each method adds a stage and returns the reference of its result. Ids are unique in the
 * pipeline; inputs come before the function, so that its parameters are inferred.
 */
export interface PipelineBuilder<Values extends object = Record<string, unknown>> {
  readonly parameters: { readonly [K in keyof Values]-?: Ref<Values[K]> };

  /** Calls `fn` with the values of `inputs`. */
  stage<Args extends object, R, const Options extends BuilderStageOptions = {}>(
    id: string,
    inputs: Wire<Args>,
    fn: (args: NoInfer<Args>, context: StageContext) => R,
    options?: Options,
  ): Ref<Value<R, Options>>;

  /** Calls `fn` for each item; results keep the order of the items. */
  map<
    Over extends Many<unknown>,
    Args extends object,
    R,
    const Options extends MapOptions<Item<Over>> = MapOptions<Item<Over>>,
  >(
    id: string,
    over: Ref<Over> | Over,
    inputs: Wire<Args>,
    fn: (item: Item<Over>, args: NoInfer<Args>, context: StageContext) => R,
    options?: Options,
  ): Ref<MapResult<Value<R, Options>, Options>>;

  /**
   * Folds a list or stream, one item after the other. Every attempt of every run begins with an `initial` of its own:
   * lists and plain objects are copied; anything else that can be changed, such as a Map, is given as a function that
   * makes it, and so is a function that is the value itself.
   *
   * @throws PipelineError PIPELINE_INVALID_ARGUMENT for an initial value that cannot be copied
   */
  reduce<Over extends Many<unknown>, Accumulator>(
    id: string,
    over: Ref<Over> | Over,
    initial: Accumulator | (() => Accumulator),
    fn: (
      accumulator: Accumulator,
      item: Item<Over>,
      context: StageContext,
    ) => NoInfer<Accumulator> | Promise<NoInfer<Accumulator>>,
    options?: BuilderStageOptions,
  ): Ref<Accumulator>;

  /** Lists of equal length become one list of objects. */
  zip<Lists extends Readonly<Record<string, Iterable<unknown>>>>(
    id: string,
    lists: Wire<Lists>,
    options?: BuilderStageOptions,
  ): Ref<{ readonly [K in keyof Lists]: Item<Lists[K]> }[]>;

  /** Hands one value to several functions, which run at the same time as stages `<id>.<name>`. */
  broadcast<T, Fns extends Readonly<Record<string, (value: T, context: StageContext) => unknown>>>(
    id: string,
    value: Ref<T>,
    fns: Fns,
    options?: BuilderStageOptions,
  ): { readonly [K in keyof Fns]: Ref<Awaited<ReturnType<Fns[K]>>> };

  /** Runs the stages that `then` adds only if the condition is true, those of `otherwise` only if it is not. */
  when<T, U = undefined>(
    id: string,
    condition: Ref<boolean>,
    then: (builder: PipelineBuilder<Values>) => Ref<T>,
    otherwise?: (builder: PipelineBuilder<Values>) => Ref<U>,
  ): Ref<T | U>;

  /** Runs another pipeline as one stage; its result is that pipeline's outputs. */
  pipeline<Given extends object, Outputs>(
    id: string,
    definition: PipelineDefinition<Given, Outputs>,
    given: Wire<Given>,
    options?: Pick<BuilderStageOptions, "after" | "onUpstream" | "label">,
  ): Ref<Outputs>;
}

/** Name → reference of each result of a pipeline. */
export type OutputRefs = Readonly<Record<string, Ref<unknown>>>;

/** What a run gives: the values behind the references. */
export type OutputValues<Outputs extends OutputRefs> = { readonly [K in keyof Outputs]: RefValue<Outputs[K]> };
