// index.d.ts

import { R as Result, S as StageOptions, a as StageContext, P as PipelineDefinition, O as OutputMapper, b as Parameters, V as Variables, A as AnyStageFunction, C as CheckNoInputs, c as ArgsOf$1, I as Input, d as ResultOf$1, e as CheckInputs, f as RunReport, g as PipelineGraph, h as Operation, i as StageFailure, j as Stage, k as IsWide, l as IsAny, N as NeedsOutput, m as ValueOf, W as WrongType, n as StageTypes, o as NeedsParameter, p as NeedsParameters, q as Problem, r as NeedsNothing, s as ParameterValues, t as ContextVar, D as DependencyInputMapperOptions, u as OutputOf, F as FallbackOf, K as KeyedInputMapperOptions, v as NeedsVariable, w as StageStatus, x as RunStatus } from './stage.shared.d.ts';
export { y as CaptureOutput, z as ConsoleProgressOptions, B as DEFAULT_OUTPUT_KEY, E as DependencyInputMapper, G as EXTRA_MAPPING_KEY, H as Gate, J as InputBinding, L as InputOptions, M as KeyedInputMapper, Q as KeyedLimit, T as KeyedOutputMapper, U as LogFolder, X as LoggingOptions, Y as Need, Z as NeedsStages, _ as NodeInput, $ as OutputBehaviour, a0 as OutputMapperOptions, a1 as PipelineEvent, a2 as PipelineListener, a3 as ProgressStream, a4 as RetryPolicy, a5 as Run, a6 as RunArguments, a7 as RunOptions, a8 as SequentialOutputMapper, a9 as Source, aa as StageDeclaration, ab as StageNode, ac as StageRecord, ad as StageTable, ae as StageView, af as context, ag as err, ah as isResult, ai as ok } from './stage.shared.d.ts';
import { ErrorCodeOf, MillraceError, MillraceErrorOptions } from '@millrace/protocol';
export { StandardSchema } from '@millrace/protocol';

/**
 * A value that a run will have: of a parameter, or of a stage. Pass it as an input of other stages; `ref.out.field` is
 * the reference of one of its properties.
 */
interface Ref<out T> {
    /** Shown in errors, as `stage 'clean'` or `parameter 'day'`. */
    readonly describe: string;
    readonly out: RefFields<T>;
    /** Type only. */
    readonly "~type"?: () => T;
}
/** References of the properties of a value. */
type RefFields<T> = T extends object ? {
    readonly [K in keyof T]: Ref<T[K]>;
} : {};
/** The type of the value behind a reference. */
type RefValue<R> = R extends Ref<infer T> ? T : never;
/** For each input either its value or a reference of it. */
type Wire<Args> = {
    readonly [K in keyof Args]: Args[K] | Ref<Args[K]>;
};
/**
 * The value, or `fallback` when there is none: because the stage was skipped, failed or needed a stage that failed, or
 * because the parameter is unset. A failure that only optional inputs and outputs see does not fail the run.
 */
declare function optional<T>(ref: Ref<T>): Ref<T | undefined>;
declare function optional<T, Fallback>(ref: Ref<T>, fallback: Fallback): Ref<T | Fallback>;
/** What became of a stage, as a Result: its value, or the error that explains why it has none. */
declare function settled<T>(ref: Ref<T>): Ref<Result<T>>;

/** Options of every stage of {@link PipelineBuilder}. */
interface BuilderStageOptions extends StageOptions {
    /** Stages that must have ended before, beside those that inputs name. */
    readonly after?: readonly Ref<unknown>[];
    /** Names of inputs whose values go into the log records of the stage. */
    readonly logged?: readonly string[];
}
/** Options of {@link PipelineBuilder.map}. Retry, timeout and limit apply to each item. */
interface MapOptions<Item = unknown> extends BuilderStageOptions {
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
type Many<Item> = Iterable<Item> | AsyncIterable<Item>;
type Item<Over> = Over extends Iterable<infer X> ? X : Over extends AsyncIterable<infer X> ? X : never;
/** What a stage gives: what its function returned, or with `results: "unwrap"` the value in a returned Result. */
type Value<R, Options> = Options extends {
    readonly results: "unwrap";
} ? Unwrapped<Awaited<R>> : Awaited<R>;
type Unwrapped<R> = R extends {
    readonly ok: true;
    readonly value: infer V;
} ? V : R extends {
    readonly ok: false;
} ? never : R;
type Collected<R, Options> = Options extends {
    readonly onItemError: "collect";
} ? Result<R> : R;
type MapResult<R, Options> = Options extends {
    readonly stream: true;
} ? AsyncIterable<Collected<R, Options>> : Collected<R, Options>[];
/**
 * Builds a pipeline by values: each method adds a stage and returns the reference of its result. Ids are unique in the
 * pipeline; inputs come before the function, so that its parameters are inferred.
 */
interface PipelineBuilder<Values extends object = Record<string, unknown>> {
    readonly parameters: {
        readonly [K in keyof Values]-?: Ref<Values[K]>;
    };
    /** Calls `fn` with the values of `inputs`. */
    stage<Args extends object, R, const Options extends BuilderStageOptions = {}>(id: string, inputs: Wire<Args>, fn: (args: NoInfer<Args>, context: StageContext) => R, options?: Options): Ref<Value<R, Options>>;
    /** Calls `fn` for each item; results keep the order of the items. */
    map<Over extends Many<unknown>, Args extends object, R, const Options extends MapOptions<Item<Over>> = MapOptions<Item<Over>>>(id: string, over: Ref<Over> | Over, inputs: Wire<Args>, fn: (item: Item<Over>, args: NoInfer<Args>, context: StageContext) => R, options?: Options): Ref<MapResult<Value<R, Options>, Options>>;
    /**
     * Folds a list or stream, one item after the other. Every attempt of every run begins with an `initial` of its own:
     * lists and plain objects are copied; anything else that can be changed, such as a Map, is given as a function that
     * makes it, and so is a function that is the value itself.
     *
     * @throws PipelineError PIPELINE_INVALID_ARGUMENT for an initial value that cannot be copied
     */
    reduce<Over extends Many<unknown>, Accumulator>(id: string, over: Ref<Over> | Over, initial: Accumulator | (() => Accumulator), fn: (accumulator: Accumulator, item: Item<Over>, context: StageContext) => NoInfer<Accumulator> | Promise<NoInfer<Accumulator>>, options?: BuilderStageOptions): Ref<Accumulator>;
    /** Lists of equal length become one list of objects. */
    zip<Lists extends Readonly<Record<string, Iterable<unknown>>>>(id: string, lists: Wire<Lists>, options?: BuilderStageOptions): Ref<{
        readonly [K in keyof Lists]: Item<Lists[K]>;
    }[]>;
    /** Hands one value to several functions, which run at the same time as stages `<id>.<name>`. */
    broadcast<T, Fns extends Readonly<Record<string, (value: T, context: StageContext) => unknown>>>(id: string, value: Ref<T>, fns: Fns, options?: BuilderStageOptions): {
        readonly [K in keyof Fns]: Ref<Awaited<ReturnType<Fns[K]>>>;
    };
    /** Runs the stages that `then` adds only if the condition is true, those of `otherwise` only if it is not. */
    when<T, U = undefined>(id: string, condition: Ref<boolean>, then: (builder: PipelineBuilder<Values>) => Ref<T>, otherwise?: (builder: PipelineBuilder<Values>) => Ref<U>): Ref<T | U>;
    /** Runs another pipeline as one stage; its result is that pipeline's outputs. */
    pipeline<Given extends object, Outputs>(id: string, definition: PipelineDefinition<Given, Outputs>, given: Wire<Given>, options?: Pick<BuilderStageOptions, "after" | "onUpstream" | "label">): Ref<Outputs>;
}
/** Name → reference of each result of a pipeline. */
type OutputRefs = Readonly<Record<string, Ref<unknown>>>;
/** What a run gives: the values behind the references. */
type OutputValues<Outputs extends OutputRefs> = {
    readonly [K in keyof Outputs]: RefValue<Outputs[K]>;
};

/** The arguments that defaults leave to inputs. */
type Rest<Fn, Defaults> = Omit<ArgsOf$1<Fn>, keyof Defaults>;
/** What {@link StageCollector.stage} takes beside the function. */
interface CollectedDeclaration<Inputs, Defaults, Result> extends StageOptions {
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
interface StageCollector<Given> {
    /**
     * Adds a stage and returns its function unchanged, so that it can be declared where it is exported:
     * `export const clean = pipeline.stage(function clean({ rows }: { rows: Row[] }) { … }, { inputs: […] })`.
     * The compiler checks inputs against arguments; names of stages, parameters and outputs are checked by `build`.
     *
     * @throws PipelineError PIPELINE_DUPLICATE_STAGE, PIPELINE_INVALID_NAME, PIPELINE_DEFINITION_CLOSED, and what `Stage`
     * throws
     */
    stage<Fn extends AnyStageFunction>(fn: Fn & CheckNoInputs<ArgsOf$1<Fn>>): Fn;
    stage<Fn extends AnyStageFunction, const Inputs extends readonly Input[] = readonly [], const Defaults extends Partial<NonNullable<ArgsOf$1<Fn>>> = {}>(fn: Fn, declaration: CollectedDeclaration<Inputs, Defaults, ResultOf$1<Fn>> & CheckInputs<Rest<Fn, Defaults>, Inputs>): Fn;
    /**
     * The pipeline of the stages so far; no more can be added.
     *
     * @throws what `Pipeline` throws
     */
    build(): PipelineDefinition<Given, Readonly<Record<string, unknown>>>;
}
/** `Pipeline.collect`: a pipeline whose stages are gathered one by one. */
declare function collect<Given>(name: string, parameters: Parameters<object, Given>, options?: {
    readonly variables?: Variables;
}): StageCollector<Given>;

/** Options of {@link definePipeline}. */
interface DefinePipelineOptions<Values extends object, Given> {
    /** Default: none. */
    readonly parameters?: Parameters<Values, Given>;
    /** Initial values of variables. Default: none. */
    readonly variables?: Variables;
}
/** Items of a map that are in flight at once, unless told otherwise. */
declare const defaultMapConcurrency = 8;
/**
 * Defines a pipeline by values: `build` adds stages to the builder and returns the references that are the pipeline's
 * outputs. `build` is called once, now.
 *
 * @throws PipelineError for invalid or duplicate ids, foreign references and misused streams
 */
declare function definePipeline<Values extends object, Given, const Outputs extends OutputRefs>(name: string, options: DefinePipelineOptions<Values, Given>, build: (builder: PipelineBuilder<Values>) => Outputs): PipelineDefinition<Given, OutputValues<Outputs>>;

/** What `JSON.parse` gives. */
type JsonValue = string | number | boolean | null | readonly JsonValue[] | {
    readonly [key: string]: JsonValue;
};

interface GraphOptions {
    /** Colours the stages by what became of them in this run. Default: none. */
    readonly report?: RunReport<object>;
    /** From left to right, or from top to bottom. Default `"LR"`. */
    readonly direction?: "LR" | "TB";
}
/** What has a graph: a definition of either face. */
interface HasGraph {
    readonly graph: PipelineGraph;
}
/**
 * The graph of a pipeline as a Mermaid flowchart, with sub-pipelines as subgraphs; edges that are optional,
 * conditional or order alone are dashed. The same definition gives the same text.
 *
 * @throws `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`
 */
declare function toMermaid(definition: HasGraph, options?: GraphOptions): string;
/**
 * The graph of a pipeline in the DOT language of Graphviz, with sub-pipelines as clusters; edges that are optional,
 * conditional or order alone are dashed. The same definition gives the same text.
 *
 * @throws `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`
 */
declare function toDot(definition: HasGraph, options?: GraphOptions): string;

/** Where a value comes from. */
type SourceDescription = {
    readonly literal: JsonValue;
} | {
    readonly param: string;
    readonly path?: readonly string[];
    /** What is taken when the parameter is unset; absent: it is required. */
    readonly fallback?: JsonValue;
} | {
    readonly stage: string;
    /** A named output; absent: what the stage returned. */
    readonly output?: string;
    readonly path?: readonly string[];
    /** Absent: required. */
    readonly use?: "optional" | "settled";
    readonly fallback?: JsonValue;
}
/** Determined by a function when the stage starts; `needs`: what it sees of the run. */
 | {
    readonly binding: "immediate" | "contextual" | "callback";
    readonly needs: string;
};
interface InputDescription {
    readonly arg: string;
    readonly from: SourceDescription;
    /** Whether its value goes into log records and summaries. */
    readonly logged?: true;
}
interface StageDescription {
    readonly id: string;
    readonly kind: Operation["kind"];
    readonly inputs: readonly InputDescription[];
    readonly after: readonly string[];
    /** It runs only if all of these hold. */
    readonly when: readonly {
        readonly condition: SourceDescription;
        readonly is: boolean;
    }[];
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
interface PipelineDescription {
    /** Of this form; 1. */
    readonly version: 1;
    readonly name: string;
    /** Declared names; `default` is absent where there is none. Those of a schema are known only to the schema. */
    readonly parameters: readonly {
        readonly name: string;
        readonly default?: JsonValue;
    }[];
    readonly stages: readonly StageDescription[];
    /** Name → source; `"stages"`: what every stage returned, under its id. */
    readonly outputs: Readonly<Record<string, SourceDescription>> | "stages";
}
/** The description of a pipeline, in declaration order, with nothing of a run in it. Long literal values are cut. */
declare function describe({ graph }: HasGraph): PipelineDescription;

/** Every error that this package raises on its own account. */
declare const pipelineErrors: {
    PIPELINE_INVALID_NAME: {
        summary: string;
        remedy: string;
    };
    PIPELINE_LIMIT_CONFLICT: {
        summary: string;
        remedy: string;
    };
    PIPELINE_NOT_A_FUNCTION: {
        summary: string;
        remedy: string;
    };
    PIPELINE_INVALID_ARGUMENT: {
        summary: string;
        remedy: string;
    };
    PIPELINE_DUPLICATE_STAGE: {
        summary: string;
        remedy: string;
    };
    PIPELINE_DUPLICATE_ARGUMENT: {
        summary: string;
        remedy: string;
    };
    PIPELINE_UNKNOWN_STAGE: {
        summary: string;
        remedy: string;
    };
    PIPELINE_UNKNOWN_ARGUMENT: {
        summary: string;
        remedy: string;
    };
    PIPELINE_UNKNOWN_OUTPUT: {
        summary: string;
        remedy: string;
    };
    PIPELINE_UNKNOWN_PARAMETER: {
        summary: string;
        remedy: string;
    };
    PIPELINE_PARAMETER_UNSET: {
        summary: string;
        remedy: string;
    };
    PIPELINE_PARAMETERS_INVALID: {
        summary: string;
        remedy: string;
    };
    PIPELINE_VARIABLE_UNSET: {
        summary: string;
        remedy: string;
    };
    PIPELINE_CYCLE: {
        summary: string;
        remedy: string;
    };
    PIPELINE_FOREIGN_REF: {
        summary: string;
        remedy: string;
    };
    PIPELINE_REF_UNRESOLVED: {
        summary: string;
        remedy: string;
    };
    PIPELINE_ITERATOR_INPUT: {
        summary: string;
        remedy: string;
    };
    PIPELINE_ITERATOR_REUSED: {
        summary: string;
        remedy: string;
    };
    PIPELINE_DEFINITION_CLOSED: {
        summary: string;
        remedy: string;
    };
    PIPELINE_STREAM_MISUSE: {
        summary: string;
        remedy: string;
    };
    PIPELINE_ZIP_LENGTH: {
        summary: string;
        remedy: string;
    };
    PIPELINE_NOT_ITERABLE: {
        summary: string;
        remedy: string;
    };
    PIPELINE_INPUT_UNBOUND: {
        summary: string;
        remedy: string;
    };
    PIPELINE_OUTPUT_UNREADABLE: {
        summary: string;
        remedy: string;
    };
    PIPELINE_OUTPUT_MISMATCH: {
        summary: string;
        remedy: string;
    };
    PIPELINE_OUTSIDE_RUN: {
        summary: string;
        remedy: string;
    };
    PIPELINE_MODULE_UNREADABLE: {
        summary: string;
        remedy: string;
    };
    PIPELINE_MODULE_EMPTY: {
        summary: string;
        remedy: string;
    };
    PIPELINE_NOT_CHOSEN: {
        summary: string;
        remedy: string;
    };
    PIPELINE_PARAMETERS_FILE: {
        summary: string;
        remedy: string;
    };
    PIPELINE_SUMMARY_INVALID: {
        summary: string;
        remedy: string;
    };
    PIPELINE_SUMMARY_FILE: {
        summary: string;
        remedy: string;
    };
    PIPELINE_LOG_FILE: {
        summary: string;
        remedy: string;
    };
    PIPELINE_CAPTURE_UNLOGGED: {
        summary: string;
        remedy: string;
    };
    PIPELINE_STAGE_TIMEOUT: {
        summary: string;
        remedy: string;
        retryable: boolean;
    };
    PIPELINE_STAGE_RETURNED_ERROR: {
        summary: string;
        remedy: string;
    };
    PIPELINE_RETRY_RULE: {
        summary: string;
        remedy: string;
    };
    PIPELINE_ITEM_FAILED: {
        summary: string;
        remedy: string;
    };
    PIPELINE_STAGE_UNFINISHED: {
        summary: string;
        remedy: string;
    };
    PIPELINE_RUN_FAILED: {
        summary: string;
        remedy: string;
    };
    PIPELINE_RUN_EXITED: {
        summary: string;
        remedy: string;
    };
    PIPELINE_RUN_BROKEN: {
        summary: string;
        remedy: string;
    };
    PIPELINE_RUN_CANCELLED: {
        summary: string;
        remedy: string;
    };
};
type PipelineErrorCode = ErrorCodeOf<typeof pipelineErrors>;

interface PipelineErrorOptions extends MillraceErrorOptions {
    readonly run?: RunReport;
    readonly failures?: readonly StageFailure[];
}
/** The error of this package; its codes are listed in the documentation's error table. */
declare class PipelineError extends MillraceError<PipelineErrorCode> {
    /** The record of the run, where a run is what failed. */
    readonly run: RunReport | undefined;
    /** The failed stages of that run. */
    readonly failures: readonly StageFailure[];
    constructor(code: PipelineErrorCode, message: string, options?: PipelineErrorOptions);
}

interface ExitPipelineOptions extends ErrorOptions {
    /** `true` ends the run as failed. Default `false`: the run ends as `exited` and `run()` resolves. */
    readonly error?: boolean;
    /** Becomes the value of the stage that threw. Default `undefined`. */
    readonly value?: unknown;
}
/**
 * Thrown by a stage to end the run early. No further stage starts, the remaining ones are `not_run`, and the throwing
 * stage is never retried.
 */
declare class ExitPipeline extends Error {
    readonly error: boolean;
    readonly value: unknown;
    constructor(message?: string, options?: ExitPipelineOptions);
    /** Recognises the class across installed copies of this package. */
    static is(value: unknown): value is ExitPipeline;
}

/** Options of {@link Pipeline}. */
interface PipelineOptions<Stages> {
    /** Id → stage, in any order: data and `after` decide which runs first. */
    readonly stages: Stages;
    /** Initial values of variables. Default: none. */
    readonly variables?: Variables;
}

/** As much of a stage as the graph needs. */
type AnyStage = Pick<Stage, "inputs" | "after" | "outputMapper" | "options"> & {
    readonly function: AnyStageFunction;
};

/**
 * The compile-time check of string-keyed pipelines, where they are assembled. Every `Problem` names its culprit;
 * correct wiring adds nothing to the checked type, and what is not known literally (ids, names and inputs in variables
 * of a wider type) is left to the check at run time.
 */

/** As much of a stage as the checks read. */
interface WiredStage {
    readonly "~types"?: object;
    readonly inputs: readonly Input[];
    readonly after: readonly string[];
}
/**
 * Names exist, types of parameters and outputs fit the arguments, and there is no cycle. To be intersected with the
 * options of the pipeline.
 */
type CheckStages<Values, Stages> = IsWide<keyof Stages> extends true ? unknown : {
    readonly stages: CheckEach<Values, Stages, InCycle<Stages>>;
};
type CheckEach<Values, Stages, Circular> = {
    readonly [Name in keyof Stages]: CheckStage<Name & string, Values, Stages, Stages[Name], Circular>;
};
type CheckStage<Name extends string, Values, Stages, S, Circular> = S extends WiredStage ? [
    InputProblem<Values, Stages, ArgsOf<S>, S["inputs"][number]> | AfterProblem<S["after"][number], Stages> | CycleProblem<Name, S, Circular>
] extends [infer Message] ? [Message] extends [never] ? unknown : Problem<Message> : never : Problem<`'${Name}' is not a Stage`>;
type ArgsOf<S> = S extends {
    readonly "~types"?: StageTypes<infer Args, unknown, unknown>;
} ? Args : never;
type OutputsOf<S> = S extends {
    readonly "~types"?: StageTypes<never, unknown, infer Outputs>;
} ? Outputs : never;
/** What the stage function returns, awaited. */
type ResultOf<S> = S extends {
    readonly "~types"?: StageTypes<never, infer Result, unknown>;
} ? Result : never;
type AfterProblem<Name, Stages> = Name extends keyof Stages ? never : UnknownStage<"after", Name>;
type UnknownStage<Where extends string, Name> = IsWide<Name> extends true ? never : `${Where}: unknown stage '${Name & string}'`;
type InputProblem<Values, Stages, Args, I> = IsAny<I> extends true ? never : I extends Input<infer Arg, unknown, infer N> ? IsWide<Arg> extends true ? never : N extends NeedsOutput<infer Stage, infer Output, infer Fallback> ? Stage extends keyof Stages ? OutputProblem<Args, Arg, Stage & string, Output, Fallback, OutputsOf<Stages[Stage]>> : UnknownStage<`input '${Arg}'`, Stage> : N extends NeedsParameter<infer Name, infer Fallback> ? ParameterProblem<Args, Arg, Name & string, Fallback, Values> : N extends NeedsParameters<infer Known> ? [Values] extends [Known] ? never : `input '${Arg}': its parameters object is not the pipeline's` : never : never;
type OutputProblem<Args, Arg extends string, Stage extends string, Output extends string, Fallback, Outputs> = Output extends keyof Outputs ? Fit<Args, Arg, Outputs[Output] | Fallback, `output '${Output}' of stage '${Stage}'`> : [keyof Outputs] extends [never] ? never : IsWide<Output> extends true ? never : `input '${Arg}': stage '${Stage}' has no output '${Output}'`;
type ParameterProblem<Args, Arg extends string, Name extends string, Fallback, Values> = Name extends keyof Values ? Fit<Args, Arg, Values[Name] | Fallback, `parameter '${Name}'`> : IsWide<Name> extends true ? never : `input '${Arg}': unknown parameter '${Name}'`;
type Fit<Args, Arg extends string, Got, What extends string> = [Got] extends [ValueOf<Args, Arg>] ? never : WrongType<`input '${Arg}': ${What} has the wrong type`, Got, ValueOf<Args, Arg>>;
type Upstream<S> = S extends WiredStage ? S["after"][number] | StageOf<S["inputs"][number]> : never;
type StageOf<I> = I extends Input<string, unknown, NeedsOutput<infer Stage>> ? Stage : never;
type CycleProblem<Name, S, Circular> = Name extends Circular ? `dependency cycle: stage '${Name & string}' waits for stage '${Extract<Upstream<S>, Circular> & string}'` : never;
/** The stages that are part of a cycle, or wait for one. */
type InCycle<Stages> = Endless<{
    readonly [Name in keyof Stages]: Extract<Upstream<Stages[Name]>, keyof Stages>;
}>;
/**
 * `Jump` replaces what a stage waits for by what that waits for in turn, so that after k rounds a stage waits for those
 * at a distance of 2^k. Without a cycle nothing is left after a few rounds: they grow with the logarithm of the depth,
 * where one step a level would exhaust the compiler's recursion.
 */
type Endless<Waits extends Record<keyof Waits, keyof Waits>, Rounds extends readonly unknown[] = []> = [
    Waits[keyof Waits]
] extends [never] ? never : Rounds["length"] extends 14 ? {
    [Name in keyof Waits]: [Waits[Name]] extends [never] ? never : Name;
}[keyof Waits] : Endless<Jump<Waits>, [...Rounds, unknown]>;
type Jump<Waits extends Record<keyof Waits, keyof Waits>> = {
    readonly [Name in keyof Waits]: Waits[Waits[Name]];
};

/** Stage id → what its function returns. */
type StageResults<Stages> = {
    readonly [Id in keyof Stages]: ResultOf<Stages[Id]>;
};
type Values = Readonly<Record<string, unknown>>;
declare function checked<Declared extends object, Given, Stages extends Readonly<Record<string, object>>>(name: string, parameters: Parameters<Declared, Given>, options: PipelineOptions<Stages> & CheckStages<Declared, Stages>): PipelineDefinition<Given, StageResults<Stages>>;
declare function unchecked(name: string, parameters: Parameters<object, unknown>, options: PipelineOptions<Readonly<Record<string, AnyStage>>>): PipelineDefinition<Partial<Values>, Values>;
/**
 * Assembles stages, checked at compile time and again when it is called: unknown stages, parameters and outputs,
 * missing, extra and wrongly typed inputs, and cycles.
 *
 * `Pipeline.unchecked` takes the same arguments and leaves the checks to the call, for pipelines that a program
 * generates. `Pipeline.collect` gathers stages one by one, where their functions are written.
 *
 * @throws PipelineError PIPELINE_UNKNOWN_STAGE, PIPELINE_UNKNOWN_OUTPUT, PIPELINE_UNKNOWN_PARAMETER, PIPELINE_CYCLE,
 * PIPELINE_INVALID_NAME, PIPELINE_INVALID_ARGUMENT, PIPELINE_LIMIT_CONFLICT
 */
declare const Pipeline: typeof checked & {
    readonly unchecked: typeof unchecked;
    readonly collect: typeof collect;
};

/** What every shorthand takes. */
interface ArgOptions<Arg extends string = string> {
    readonly asArg: Arg;
    /** Whether the value goes into the log records of the stage. Default `false`. */
    readonly logged?: boolean;
}
/** Options of {@link param} and {@link variable}. `asArg` defaults to the name. */
type NamedOptions = Partial<ArgOptions> & Omit<KeyedInputMapperOptions, "fromKey">;
/** Options of {@link dependency}. */
type DependencyOptions = ArgOptions & Omit<DependencyInputMapperOptions, "fromStage">;
/** Options of {@link callback}; `args` are what the function is called with. */
type CallOptions<Arg extends string, Args extends readonly unknown[]> = ArgOptions<Arg> & (readonly [] extends Args ? {
    readonly args?: Args;
} : {
    readonly args: Args;
});
type ArgOf<Name extends string, Options> = Options extends {
    readonly asArg: infer Arg extends string;
} ? Arg : Name;
/** A value known now. */
declare function immediate<const Arg extends string, Value>(value: Value, options: ArgOptions<Arg>): Input<Arg, Value, NeedsNothing>;
/** A parameter of the pipeline. */
declare function param<const Name extends string, const Options extends NamedOptions = {}>(name: Name, options?: Options): Input<ArgOf<Name, Options>, unknown, NeedsParameter<Name, FallbackOf<Options>>>;
/** A variable, with the value that it has when the stage starts. */
declare function variable<const Name extends string, const Options extends NamedOptions = {}>(name: Name, options?: Options): Input<ArgOf<Name, Options>, unknown, NeedsVariable<FallbackOf<Options>>>;
/** An output of another stage; without `fromOutput` what its function returned, provided it has no output mapper. */
declare function dependency<const Stage extends string, const Options extends DependencyOptions>(fromStage: Stage, options: Options): Input<Options["asArg"], unknown, NeedsOutput<Stage, OutputOf<Options>, FallbackOf<Options>>>;
/** A function over the parameters, whose types it knows by their object, or over a context variable. */
declare function computed<const Arg extends string, Values extends object, Given, Value>(source: Parameters<Values, Given>, mapper: (values: ParameterValues<Values>) => Value, options: ArgOptions<Arg>): Input<Arg, Value, NeedsParameters<Values>>;
declare function computed<const Arg extends string, T, View, Value>(source: ContextVar<T, View>, mapper: (value: View) => Value, options: ArgOptions<Arg>): Input<Arg, Value, NeedsNothing>;
/** What a function returns that is called when the stage starts. */
declare function callback<const Arg extends string, const Args extends readonly unknown[], Result>(fn: (...args: Args) => Result, options: CallOptions<Arg, Args>): Input<Arg, Result, NeedsNothing>;

/**
 * Why a stage waits for another. `data`: needs its value · `optional`: takes its value, or what became of it ·
 * `branch`: takes the value of the branch that ran · `condition`: runs only if the value is as `label` says ·
 * `order`: takes nothing.
 */
type EdgeKind = "data" | "optional" | "branch" | "condition" | "order";
/** A stage in a drawing. */
interface ViewNode {
    /** Unique in the whole pipeline: stage `parse` of the sub-pipeline `clean` is `clean.parse`. */
    readonly id: string;
    readonly label: string;
    readonly kind: Operation["kind"];
    /** The sub-pipeline that it belongs to. */
    readonly parent?: string;
    readonly status?: StageStatus;
}

/** An error as log records and summaries hold it. */
interface ErrorRecord {
    /** Name of its class, such as `TypeError`. */
    readonly type: string;
    readonly message: string;
    /** Its code, if it has one: `ENOENT`, `PIPELINE_STAGE_TIMEOUT`. */
    readonly code?: string;
    readonly stack?: string;
    /** What the error was made of; an error in the same form, anything else as text. */
    readonly cause?: ErrorRecord | string;
}

/** Values by name; long ones are cut and say so. */
type ShortValues = Readonly<Record<string, JsonValue>>;
/**
 * The record of a run as plain data: what `summarize(report, { format: "json" })` writes. Members are added, never
 * renamed, within a version. Times are milliseconds since 1970, durations milliseconds.
 */
interface RunSummary {
    /** Of this form; 1. */
    readonly version: 1;
    readonly pipeline: string;
    readonly runId: string;
    readonly status: RunStatus;
    readonly startedAt: number;
    /** `null` while the run goes on. */
    readonly endedAt: number | null;
    readonly durationMs: number | null;
    readonly parameters: ShortValues;
    readonly outputs: ShortValues;
    /** Of the pipeline itself; stages of sub-pipelines are not counted. */
    readonly counts: Readonly<Partial<Record<StageStatus, number>>>;
    /** Why the run did not succeed. */
    readonly error: ErrorRecord | null;
    /** In declaration order, those of a sub-pipeline behind the stage that runs it. */
    readonly stages: readonly StageSummary[];
}
interface StageSummary {
    /** In the whole run: stage `parse` of the sub-pipeline `clean` is `clean.parse`. */
    readonly id: string;
    readonly label: string;
    readonly kind: ViewNode["kind"];
    /** The stage that runs the sub-pipeline that it belongs to. */
    readonly parent?: string;
    readonly status: StageStatus;
    readonly attempts: number;
    /** `null` if it never started. */
    readonly startedAt: number | null;
    readonly durationMs: number | null;
    /** Of a map: items that were started, those that have a result, and attempts that were made again. */
    readonly items?: {
        readonly started: number;
        readonly done: number;
        readonly retries?: number;
    };
    /** Values of the inputs that are declared as logged. */
    readonly inputs: ShortValues;
    /** What it returned; absent unless it succeeded with a value. */
    readonly output?: JsonValue;
    /** Of a long message or stack the beginning. */
    readonly error?: ErrorRecord;
    /** What it waited for, and why. */
    readonly needs: readonly {
        readonly stage: string;
        readonly kind: EdgeKind;
        readonly label?: string;
    }[];
}

/** `text` for a terminal · `json`: a {@link RunSummary} · `markdown` with the graph in Mermaid · `html`: one file */
type SummaryFormat = "text" | "json" | "markdown" | "html";
interface SummarizeOptions {
    /** Default `"text"`. */
    readonly format?: SummaryFormat;
}
/**
 * The summary of a run: its facts, a row for each stage, failures, logged inputs, results and the graph. Takes the
 * report of a run, or the parsed JSON form of an earlier summary. Long values are cut; whatever stages returned or
 * threw is escaped.
 *
 * @throws `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`, PIPELINE_SUMMARY_INVALID for what is neither
 */
declare function summarize(run: RunReport<object> | RunSummary, options?: SummarizeOptions): string;

export { ContextVar, DependencyInputMapperOptions, ExitPipeline, Input, KeyedInputMapperOptions, NeedsNothing, NeedsOutput, NeedsParameter, NeedsParameters, NeedsVariable, Operation, OutputMapper, ParameterValues, Parameters, Pipeline, PipelineDefinition, PipelineError, PipelineGraph, Result, RunReport, RunStatus, Stage, StageContext, StageFailure, StageOptions, StageStatus, Variables, callback, computed, defaultMapConcurrency, definePipeline, dependency, describe, immediate, optional, param, pipelineErrors, settled, summarize, toDot, toMermaid, variable };
export type { BuilderStageOptions, CollectedDeclaration, DefinePipelineOptions, EdgeKind, ErrorRecord, GraphOptions, HasGraph, InputDescription, JsonValue, Many, MapOptions, OutputRefs, OutputValues, PipelineBuilder, PipelineDescription, PipelineErrorCode, Ref, RefFields, RefValue, RunSummary, ShortValues, SourceDescription, StageCollector, StageDescription, StageResults, StageSummary, SummarizeOptions, SummaryFormat, Wire };

// testing.d.ts

import { LogRecord } from '@millrace/protocol/testing';
export { LogRecord, ManualClock, MemoryLogger, memoryLogger } from '@millrace/protocol/testing';
import { RunStatus, StageStatus, RunReport, PipelineListener, PipelineEvent, StageContext, PipelineDefinition, RunOptions, StageRecord, Stage } from './index.d.ts';
import '@millrace/protocol';

/** Expectations of a run; each throws an `AssertionError` that shows the run's summary, and gives itself back. */
interface RunExpectations {
    status(expected: RunStatus): RunExpectations;
    /** Stage id → status, for the stages named; `clean.parse` is stage `parse` of the sub-pipeline `clean`. */
    stages(expected: Readonly<Record<string, StageStatus>>): RunExpectations;
    /** Output name → value, for the outputs named; compared deeply. */
    outputs(expected: Readonly<Record<string, unknown>>): RunExpectations;
    /** The stage failed with an error of this code, or whose message contains this text or matches this pattern. */
    failure(stage: string, error: string | RegExp): RunExpectations;
}
/** What a test expects of a report: `expectRun(await pipeline.settled()).status("failed").failure("load", "ENOENT")` */
declare function expectRun(report: RunReport<object>): RunExpectations;

type EventOf<Type extends PipelineEvent["type"]> = Extract<PipelineEvent, {
    readonly type: Type;
}>;
/** The events of runs, in order. */
interface EventRecorder {
    /** For `onEvent`. */
    readonly listen: PipelineListener;
    readonly events: readonly PipelineEvent[];
    /** The events of one kind. */
    of<Type extends PipelineEvent["type"]>(type: Type): readonly EventOf<Type>[];
    /** Ids of stages in the order in which they started, once for each attempt. */
    readonly started: readonly string[];
}
/** Keeps what `onEvent` is told: `run(parameters, { onEvent: recorder.listen })`. */
declare function recordEvents(): EventRecorder;

/** What stands in for a stage: gets the values of its inputs; for a map or reduce also what that goes over, as `over`. */
type StandIn = (args: never, context: StageContext) => unknown;
/**
 * The same pipeline with other functions in some stages, so that a test reaches neither network nor disk. A stage of
 * any kind becomes a plain one: what stands in for a map gives its whole list, for a sub-pipeline its outputs. It waits
 * for the stages that the other waited for.
 *
 * @throws PipelineError PIPELINE_UNKNOWN_STAGE, PIPELINE_NOT_A_FUNCTION
 */
declare function replaceStages<Given, Outputs>(definition: PipelineDefinition<Given, Outputs>, standIns: Readonly<Record<string, StandIn>>): PipelineDefinition<Given, Outputs>;

/** What surrounds a stage in a test. */
interface RunStageOptions extends Pick<RunOptions, "signal" | "clock" | "runId" | "onEvent"> {
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
interface StageRun<Result> {
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
/**
 * Runs one stage, or a bare function, as a pipeline would: with a full context, retries, timeouts and its output
 * mapper. `args` take the place of inputs, whose bindings are then not evaluated.
 *
 * @throws what the stage threw on its last attempt; PipelineError PIPELINE_UNKNOWN_STAGE for an input from a stage
 * that `stages` and `outputs` do not have
 */
declare function runStage<Given, Result>(stage: (args: Given, context: StageContext) => Result, args: NoInfer<Given>, options?: RunStageOptions): Promise<StageRun<Awaited<Result>>>;
declare function runStage<StageArgs, Result>(stage: Stage<StageArgs, Result>, args?: Partial<StageArgs>, options?: RunStageOptions): Promise<StageRun<Result>>;

export { expectRun, recordEvents, replaceStages, runStage };
export type { EventRecorder, RunExpectations, RunStageOptions, StageRun, StandIn };

// stage.shared.d.ts

import { StandardSchema, Logger, LogLevel, LogFields, Clock } from '@millrace/protocol';

/** The set values of {@link Parameters}, as a mapper sees them. Reading a name that has no value throws. */
type ParameterValues<Values extends object = Record<string, unknown>> = Readonly<Values>;
/**
 * A closed set of named values that configures a run: only declared names can be set or read.
 *
 * @typeParam Values name → type of its value
 * @typeParam Given what `run()` accepts: all optional, or the input type of a schema
 */
declare class Parameters<Values extends object = Record<string, unknown>, Given = Partial<Values>> {
    #private;
    /** Type only: what `run()` accepts. */
    readonly given: Given;
    private constructor();
    /** Declares parameters by their defaults. */
    static define<Defaults extends object = {}>(defaults?: Defaults & {
        readonly "~standard"?: never;
    }): Parameters<Defaults>;
    /** Declares names without a value, and names with a default. */
    static define<const Name extends string, Defaults extends object = {}>(names: readonly Name[], defaults?: Defaults): Parameters<{
        [K in Name]: unknown;
    } & Defaults>;
    /** The same with the types of the values: `Parameters.define<{ day: Date; limit: number }>(["day"], { limit: 10 })`. */
    static define<Values extends object>(names: readonly (keyof Values & string)[], defaults?: Partial<Values>): Parameters<Values>;
    /** Declares parameters by a schema; `run()` takes its input type and stages see its output type. */
    static define<Input, Output extends object>(schema: StandardSchema<Input, Output>): Parameters<Output, Input>;
    /** The declared names; for a schema, the names that have a value. */
    get names(): readonly string[];
    /** Whether names are known only when the schema has been applied. */
    get open(): boolean;
    /** The number of parameters that have a value. */
    get size(): number;
    /** A live, read-only record of the values. Reading a name is {@link Parameters.read}. */
    get values(): ParameterValues<Values>;
    /** @throws PipelineError PIPELINE_UNKNOWN_PARAMETER when `name` was not declared */
    set<K extends keyof Values & string>(name: K, value: Values[K]): this;
    /** Sets several values, or none of them when one name was not declared. */
    sets(values: Partial<Values>): this;
    /** The value, else `fallback`, else `undefined`. An undeclared name throws PIPELINE_UNKNOWN_PARAMETER. */
    get<K extends keyof Values & string>(name: K): Values[K] | undefined;
    get<K extends keyof Values & string, Fallback>(name: K, fallback: Fallback): Values[K] | Fallback;
    /** @throws PipelineError PIPELINE_PARAMETER_UNSET when the parameter has no value */
    must<K extends keyof Values & string>(name: K): Values[K];
    /** As `must`; but what a schema let pass without a value is `undefined`, as the schema's type says. */
    read(name: string): unknown;
    /** Whether the parameter has a value; never throws. */
    has(name: string): boolean;
    /** Whether the name was declared; never throws. */
    declares(name: string): boolean;
    /** Unsets the parameter. Returns whether it had a value. */
    delete(name: keyof Values & string): boolean;
    /** Back to the defaults; the set of names stays. */
    reset(): void;
    [Symbol.iterator](): IterableIterator<[string, unknown]>;
    /**
     * The parameters of one run: a copy with `given` applied and, where there is a schema, validated. As in a call,
     * `undefined` leaves a default as it is.
     */
    forRun(given: object): Parameters<Values, Given> | Promise<Parameters<Values, Given>>;
}

/**
 * - `pending`: waits for stages before it · `ready`: waits for a free slot, or for a retry · `running`
 * - `succeeded` · `skipped`: its branch was not taken · `failed` · `upstream_failed`: a stage that it needs failed
 * - `cancelled`: the run was cancelled · `not_run`: the run ended before its turn
 */
type StageStatus = "pending" | "ready" | "running" | "succeeded" | "skipped" | "failed" | "upstream_failed" | "cancelled" | "not_run";
/** `exited`: a stage threw ExitPipeline without `error`. */
type RunStatus = "running" | "succeeded" | "failed" | "exited" | "cancelled";

/** A stage of the current run, as `context.STAGES` shows it. */
interface StageView {
    readonly id: string;
    readonly status: StageStatus;
    /** Whether the stage has finished with a value. */
    readonly hasRun: boolean;
    /** Output name → value; empty before the stage has run. Without an output mapper the one output is `return`. */
    readonly outputs: Readonly<Record<string, unknown>>;
}
/** The stages of the current run by id. */
interface StageTable {
    get(id: string): StageView | undefined;
    has(id: string): boolean;
    readonly ids: readonly string[];
}

/**
 * Mutable values that stages of one run share by name; the set of names is open. Each run starts from a copy of the
 * initial values, so runs never see each other's. Lists, plain objects, Maps and Sets are copied, however deep; of
 * anything else, such as a connection, there is one for all runs.
 */
declare class Variables {
    #private;
    constructor(initial?: Readonly<Record<string, unknown>>);
    set(name: string, value: unknown): this;
    sets(values: Readonly<Record<string, unknown>>): this;
    /** The value, else `fallback`, else `undefined`. */
    get<T = unknown>(name: string, fallback?: T): T | undefined;
    /** @throws PipelineError PIPELINE_VARIABLE_UNSET when the variable has no value */
    must<T = unknown>(name: string): T;
    has(name: string): boolean;
    delete(name: string): boolean;
    /** Back to the initial values. */
    reset(): void;
    get size(): number;
    [Symbol.iterator](): IterableIterator<[string, unknown]>;
    /** The variables of one run: a copy of the values as they are now. */
    forRun(): Variables;
}

/** What one run shares with all of its stages. */
interface RunContext {
    readonly runId: string;
    /** Name of the pipeline. */
    readonly pipeline: string;
    readonly parameters: Parameters;
    readonly variables: Variables;
    readonly stages: StageTable;
}
/**
 * Second argument of every stage function, and what the accessors of `context` read.
 * `signal` aborts when the attempt times out or the run is cancelled; a stage that waits should pass it on.
 */
interface StageContext extends RunContext {
    /** Id of the stage. */
    readonly stage: string;
    /** 1 for the first attempt. */
    readonly attempt: number;
    /** Position of the item in a map; `undefined` elsewhere. */
    readonly mapIndex: number | undefined;
    /** What the map's `key` names the item; `undefined` without one. */
    readonly mapKey: string | undefined;
    readonly signal: AbortSignal;
    /** Adds pipeline, run, stage, attempt and logged inputs to every record. */
    readonly logger: Logger;
}

/**
 * A value that exists while a stage runs, and that inputs can be bound to.
 *
 * @typeParam T what {@link ContextVar.get} gives
 * @typeParam View what a mapper receives; for PARAMETERS and VARIABLES a read-only record of the values
 */
interface ContextVar<T, View = T> {
    readonly name: string;
    /** The value in the running stage; `undefined` outside of a run. */
    get(): T | undefined;
    /** @throws PipelineError PIPELINE_OUTSIDE_RUN outside of a run */
    must(): T;
    /** What a mapper receives; `undefined` outside of a run. */
    view(): View | undefined;
}
type Values = ParameterValues<Readonly<Record<string, unknown>>>;
declare const PIPELINE: ContextVar<string>;
declare const PARAMETERS: ContextVar<Parameters, Values>;
declare const VARIABLES: ContextVar<Variables, Values>;
declare const STAGES: ContextVar<StageTable>;
declare const STAGE: ContextVar<string>;
declare const LOG: ContextVar<Logger>;
/**
 * What the running stage can see: context variables to bind inputs to, and accessors for code at any depth below a
 * stage function. Accessors give `undefined` outside of a run; `must()` throws PIPELINE_OUTSIDE_RUN instead.
 */
declare const context: {
    readonly PIPELINE: typeof PIPELINE;
    readonly PARAMETERS: typeof PARAMETERS;
    readonly VARIABLES: typeof VARIABLES;
    readonly STAGES: typeof STAGES;
    readonly STAGE: typeof STAGE;
    readonly LOG: typeof LOG;
    readonly pipeline: () => string | undefined;
    readonly parameters: () => Parameters | undefined;
    readonly variables: () => Variables | undefined;
    readonly stages: () => StageTable | undefined;
    readonly stage: () => string | undefined;
    readonly logger: () => Logger | undefined;
    readonly signal: () => AbortSignal | undefined;
    readonly runId: () => string | undefined;
    readonly must: () => StageContext;
};

interface KeyedInputMapperOptions {
    readonly fromKey: string;
    /** Used when the key is absent and `required` is false. Default `undefined`. */
    readonly default?: unknown;
    /** Default `true`: an absent key is an error. */
    readonly required?: boolean;
}
/** What a mapper adds to the type of the value: nothing when required, else the default. */
type FallbackOf<Options> = Options extends {
    readonly required: false;
} ? Options extends {
    readonly default: infer Fallback;
} ? Fallback : undefined : never;
/**
 * Picks one key of a mapping: of parameters, of variables, of a Map, or of any object. Own properties and members of
 * the object's class are keys; what every object inherits, such as `toString`, is none.
 */
interface KeyedInputMapper<Key extends string = string, Fallback = unknown> {
    (source: unknown): unknown;
    readonly mapper: "keyed";
    readonly fromKey: Key;
    readonly required: boolean;
    readonly fallback: Fallback;
}
declare function KeyedInputMapper<const Options extends KeyedInputMapperOptions>(options: Options): KeyedInputMapper<Options["fromKey"], FallbackOf<Options>>;
interface DependencyInputMapperOptions {
    readonly fromStage: string;
    /** Default `"return"`, the output of a stage without an output mapper. */
    readonly fromOutput?: string;
    /** Used when the stage has no such output and `required` is false. Default `undefined`. */
    readonly default?: unknown;
    /** Default `true`: a stage without that output is an error. */
    readonly required?: boolean;
}
type OutputOf<Options> = Options extends {
    readonly fromOutput: infer Output extends string;
} ? Output : "return";
/** Picks an output of another stage; the pipeline orders the two. */
interface DependencyInputMapper<Stage extends string = string, Output extends string = string, Fallback = unknown> {
    (source: StageTable | undefined): unknown;
    readonly mapper: "dependency";
    readonly fromStage: Stage;
    readonly fromOutput: Output;
    readonly required: boolean;
    readonly fallback: Fallback;
}
declare function DependencyInputMapper<const Options extends DependencyInputMapperOptions>(options: Options): DependencyInputMapper<Options["fromStage"], OutputOf<Options>, FallbackOf<Options>>;

/** What an input needs of the pipeline around its stage; the compiler checks it where the pipeline is assembled. */
type Need = NeedsNothing | NeedsParameter | NeedsOutput | NeedsParameters | NeedsVariable | NeedsStages;
interface NeedsNothing {
    readonly kind: "nothing";
}
interface NeedsParameter<Name extends string = string, Fallback = unknown> {
    readonly kind: "parameter";
    readonly name: Name;
    readonly required: boolean;
    readonly fallback: Fallback;
}
interface NeedsOutput<Stage extends string = string, Output extends string = string, Fallback = unknown> {
    readonly kind: "output";
    readonly stage: Stage;
    readonly output: Output;
    readonly required: boolean;
    readonly fallback: Fallback;
}
/** A function over the values of a known parameters object. */
interface NeedsParameters<Values = unknown> {
    readonly kind: "parameters";
    readonly parameters: Parameters;
    /** Type only. */
    readonly values?: Values;
}
/** A variable: its name and type are known only when the stage starts. */
interface NeedsVariable<Fallback = unknown> {
    readonly kind: "variable";
    /** Type only. */
    readonly fallback?: Fallback;
}
/** A function over the stage table: what it reads is unknown, so it runs after every stage declared before. */
interface NeedsStages {
    readonly kind: "stages";
}

interface MapperOptions<Mapper> {
    readonly mapper: Mapper;
}
interface ContextVarOptions<T, View, Value> {
    readonly mapper: (variable: ContextVar<T, View>) => Value;
    /** `false` hands the mapper the context variable itself, so that it can choose what to do when it is unset. */
    readonly getFirst: false;
}
type CallbackOptions<Args extends readonly unknown[], Result, Value> = {
    /** Turns what the function returned into the value; default: as it is. Promises are not awaited. */
    readonly mapper?: (result: Result) => Value;
} & (readonly [] extends Args ? {
    readonly args?: Args;
} : {
    readonly args: Args;
});
interface UncalledOptions<Fn, Value> {
    readonly mapper: (fn: Fn) => Value;
    /** `false` hands the mapper the function itself. */
    readonly callFirst: false;
}
/** A value that a KeyedInputMapper picks of a known object or Map. */
type KeyedValue<Source, Key extends string, Fallback> = Source extends ReadonlyMap<unknown, infer Value> ? Value | Fallback : Key extends keyof Source ? Source[Key] | Fallback : unknown;
/** A value known now; `null`, `undefined`, `0` and `""` are values like any other. A generator is none: runs share the value. */
declare function immediate<Value>(source: Value): InputBinding<Value, NeedsNothing>;
declare function immediate<Source, const Key extends string, Fallback>(source: Source, options: MapperOptions<KeyedInputMapper<Key, Fallback>>): InputBinding<KeyedValue<Source, Key, Fallback>, NeedsNothing>;
declare function immediate<Source, Value>(source: Source, options: MapperOptions<(source: Source) => Value>): InputBinding<Value, NeedsNothing>;
/**
 * A value read from the context when the stage starts. A function over a Parameters object knows the types of its
 * values; it gets those of the run, and outside of a run those of the object itself.
 */
declare function contextual<const Name extends string, Fallback>(source: ContextVar<Parameters, ParameterValues> | Parameters<object, unknown>, options: MapperOptions<KeyedInputMapper<Name, Fallback>>): InputBinding<unknown, NeedsParameter<Name, Fallback>>;
declare function contextual<Fallback>(source: ContextVar<Variables, ParameterValues>, options: MapperOptions<KeyedInputMapper<string, Fallback>>): InputBinding<unknown, NeedsVariable<Fallback>>;
declare function contextual<const Stage extends string, const Output extends string, Fallback>(source: ContextVar<StageTable>, options: MapperOptions<DependencyInputMapper<Stage, Output, Fallback>>): InputBinding<unknown, NeedsOutput<Stage, Output, Fallback>>;
declare function contextual<Value>(source: ContextVar<StageTable>, options: MapperOptions<(stages: StageTable) => Value>): InputBinding<Value, NeedsStages>;
declare function contextual<Values extends object, Given, Value>(source: Parameters<Values, Given>, options: MapperOptions<(values: ParameterValues<Values>) => Value>): InputBinding<Value, NeedsParameters<Values>>;
declare function contextual<T, View, Value>(source: ContextVar<T, View>, options: ContextVarOptions<T, View, Value>): InputBinding<Value, NeedsNothing>;
declare function contextual<T, View, Value>(source: ContextVar<T, View>, options: MapperOptions<(value: View) => Value>): InputBinding<Value, NeedsNothing>;
/** What a function returns that is called when the stage starts, with `args` if there are any. */
declare function callback<Result>(fn: () => Result): InputBinding<Result, NeedsNothing>;
declare function callback<Fn, Value>(fn: Fn, options: UncalledOptions<Fn, Value>): InputBinding<Value, NeedsNothing>;
declare function callback<const Args extends readonly unknown[], Result, Value = Result>(fn: (...args: Args) => Result, options: CallbackOptions<Args, Result, Value>): InputBinding<Value, NeedsNothing>;
/** Where the value of an input comes from. */
interface InputBinding<Value = unknown, N extends Need = Need> {
    readonly kind: "immediate" | "contextual" | "callback";
    readonly needs: N;
    /** Determines the value now, in the running stage's context; throws what its mapper or callback throws. */
    get(): Value;
}
/** The three kinds of binding. `now` and `deferred` are older names of `immediate` and `contextual`. */
declare const InputBinding: {
    readonly immediate: typeof immediate;
    readonly contextual: typeof contextual;
    readonly callback: typeof callback;
    readonly now: typeof immediate;
    readonly deferred: typeof contextual;
};

/** An array or a typed array. */
type Sequence = ArrayLike<unknown> & object;
/** What {@link SequentialOutputMapper} makes of a result. */
type SequentialOutputs<Keys extends readonly string[], Rest, Result> = {
    readonly [Index in Exclude<keyof Keys, keyof []> as Keys[Index] & string]: Index extends keyof Result ? Result[Index] : ElementOf<Result>;
} & (Rest extends "preserve" ? {
    readonly _extra: readonly ElementOf<Result>[];
} : unknown);
type ElementOf<Result> = Result extends ArrayLike<infer Element> ? Element : unknown;
/** What {@link KeyedOutputMapper} makes of a result. */
type KeyedOutputs<Keys extends Readonly<Record<string, string>>, Rest, Result> = {
    readonly [Key in keyof Keys as Keys[Key]]: Result extends ReadonlyMap<unknown, infer Value> ? Value : Key extends keyof Result ? Result[Key] : unknown;
} & (Rest extends "preserve" ? Omit<Result, keyof Keys> : unknown);
/** Stands for the outputs of a mapper until the type of the result is known; see {@link OutputsFrom}. */
interface SequentialShape<Keys extends readonly string[], Rest> {
    readonly "~sequential": readonly [Keys, Rest];
}
interface KeyedShape<Keys extends Readonly<Record<string, string>>, Rest> {
    readonly "~keyed": readonly [Keys, Rest];
}
/** The outputs of a stage whose function returns `Result`. */
type OutputsFrom<Outputs, Result> = Outputs extends SequentialShape<infer Keys, infer Rest> ? SequentialOutputs<Keys, Rest, Result> : Outputs extends KeyedShape<infer Keys, infer Rest> ? KeyedOutputs<Keys, Rest, Result> : Outputs;

/** What an output mapper does with a result that has other keys, or another length, than it names. */
interface OutputMapperOptions {
    /**
     * `"error"` (default) fails the stage; `"ignore"` maps what is there; `"preserve"` maps what is there and keeps the
     * rest: the sequential mapper under `_extra`, the keyed one under its own names.
     */
    readonly unexpected?: "error" | "ignore" | "preserve";
    /** Log a warning on a mismatch. Default `false`. */
    readonly warn?: boolean;
}
/** Turns the result of a stage function into named outputs. Any function that returns an object will do. */
interface OutputMapper<Result = never, Outputs = object> {
    (result: Result, warn?: (message: string) => void): Outputs;
    /** The outputs that it can produce, where that is known beforehand. */
    readonly outputs?: readonly string[];
}
/** The behaviours by their older names; combine with `warn`: `{ ...OutputBehaviour.STRICT, warn: true }`. */
declare const OutputBehaviour: {
    readonly STRICT: {
        readonly unexpected: "error";
    };
    readonly CHILL: {
        readonly unexpected: "ignore";
    };
    readonly PRESERVE: {
        readonly unexpected: "preserve";
    };
};
/** Where {@link SequentialOutputMapper} keeps the rest with `unexpected: "preserve"`. */
declare const EXTRA_MAPPING_KEY = "_extra";
type RestOf<Options> = Options extends {
    readonly unexpected: infer Rest;
} ? Rest : "error";
/** The first signature is for callers, the second is what the type of a stage is inferred from. */
interface SequentialOutputMapper<Keys extends readonly string[], Rest = "error"> {
    <Result extends Sequence>(result: Result, warn?: (message: string) => void): SequentialOutputs<Keys, Rest, Result>;
    (result: Sequence, warn?: (message: string) => void): SequentialShape<Keys, Rest>;
    readonly outputs?: readonly string[];
}
/**
 * Names the elements of a sequence, in order.
 *
 * @throws PipelineError PIPELINE_OUTPUT_MISMATCH when it is called with something else than a sequence, or with one of
 * another length and `unexpected: "error"`
 */
declare function SequentialOutputMapper<const Keys extends readonly string[], const Options extends OutputMapperOptions = {}>(keys: Keys, options?: Options): SequentialOutputMapper<Keys, RestOf<Options>>;
/** The first signature is for callers, the second is what the type of a stage is inferred from. */
interface KeyedOutputMapper<Keys extends Readonly<Record<string, string>>, Rest = "error"> {
    <Result extends object>(result: Result, warn?: (message: string) => void): KeyedOutputs<Keys, Rest, Result>;
    (result: object, warn?: (message: string) => void): KeyedShape<Keys, Rest>;
    readonly outputs?: readonly string[];
}
/**
 * Renames the keys of an object or Map: key of the result → name of the output.
 *
 * @throws PipelineError PIPELINE_OUTPUT_MISMATCH when it is called with no object, or with one of other keys and
 * `unexpected: "error"`
 */
declare function KeyedOutputMapper<const Keys extends Readonly<Record<string, string>>, const Options extends OutputMapperOptions = {}>(keys: Keys, options?: Options): KeyedOutputMapper<Keys, RestOf<Options>>;

/** How often, and how far apart, a failed stage is tried again. */
interface RetryPolicy {
    /** Attempts in all, the first included; ≥ 1. */
    readonly maxAttempts: number;
    /** Delay before the second attempt. Default 100. */
    readonly initialMs?: number;
    /** Growth of the delay from one attempt to the next; ≥ 1. Default 2. */
    readonly factor?: number;
    /** Longest delay. Default 30 000. */
    readonly maxMs?: number;
    /** `"full"` draws each delay evenly between 0 and its value. Default `"none"`. */
    readonly jitter?: "none" | "full";
    /**
     * Errors that are not worth another attempt: names or codes, or a function that answers `true` for them. When the
     * function throws, the stage has failed with PIPELINE_RETRY_RULE.
     */
    readonly nonRetryable?: readonly string[] | ((error: unknown) => boolean);
}
/**
 * At most `max` stages and map items with the same `key` run at once in a run. A stage that waits for the next item of
 * a stream does not run meanwhile.
 */
interface KeyedLimit {
    readonly key: string;
    readonly max: number;
}
/** What both faces let a stage declare. */
interface StageOptions {
    readonly retry?: RetryPolicy;
    /** Longest duration of one attempt. Default: none. */
    readonly timeoutMs?: number;
    /** How long an attempt that timed out or was cancelled may take to end, if it read its signal. Default 5 000. */
    readonly graceMs?: number;
    readonly limit?: KeyedLimit;
    /**
     * When the stage may start, as far as stages of `after` and optional inputs are concerned: `"all_success"` (default),
     * `"all_done"` (whatever became of them) or `"one_success"` (all ended, at least one well). A required input whose
     * stage has no value always makes the stage `upstream_failed` or `skipped`.
     */
    readonly onUpstream?: "all_success" | "all_done" | "one_success";
    /** `"unwrap"`: the stage returns a Result; its error fails the stage, its value becomes the stage's. Default `"keep"`. */
    readonly results?: "keep" | "unwrap";
    /** Shown in progress, graphs and summaries in place of the id. */
    readonly label?: string;
}

/** Where a value comes from. Both faces of the package describe their wiring with these. */
type Source = LiteralSource | ParameterSource | StageSource | BindingSource;
interface LiteralSource {
    readonly kind: "literal";
    readonly value: unknown;
}
interface ParameterSource {
    readonly kind: "parameter";
    readonly name: string;
    /** Property path into the value; empty for the value itself. */
    readonly path: readonly string[];
    readonly required: boolean;
    readonly fallback: unknown;
}
interface StageSource {
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
interface BindingSource {
    readonly kind: "binding";
    readonly binding: InputBinding;
}
interface NodeInput {
    readonly arg: string;
    readonly source: Source;
    readonly logged: boolean;
}
type Args = Record<string, unknown>;
/** A user's function, whose types its face has checked. */
type StageFunction<Inputs extends readonly unknown[]> = (...args: [...Inputs, context: StageContext]) => unknown;
/** What a stage does when it runs. */
type Operation = {
    readonly kind: "task";
    readonly fn: StageFunction<[args: Args]>;
} | {
    readonly kind: "map";
    readonly over: Source;
    readonly fn: StageFunction<[item: unknown, args: Args]>;
    readonly key?: (item: unknown, index: number) => string;
    readonly concurrency: number;
    readonly onItemError: "fail" | "collect";
    readonly stream: boolean;
} | {
    readonly kind: "reduce";
    readonly over: Source;
    /** Makes what the fold begins with, for each attempt. */
    readonly initial: () => unknown;
    readonly fn: StageFunction<[accumulator: unknown, item: unknown]>;
} | {
    readonly kind: "zip";
    readonly lists: Readonly<Record<string, Source>>;
} | {
    readonly kind: "when";
    readonly condition: Source;
    readonly whenTrue: Source;
    readonly whenFalse: Source;
} | {
    readonly kind: "pipeline";
    readonly graph: PipelineGraph;
};
/** A stage inside a branch runs only when its condition holds. */
interface Gate {
    readonly condition: Source;
    readonly expected: boolean;
}
interface StageNode {
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
interface PipelineGraph {
    readonly name: string;
    readonly parameters: Parameters;
    readonly variables: Variables;
    readonly nodes: readonly StageNode[];
    /** Name → source of each result; `"stages"`: the raw result of every stage that has one. */
    readonly outputs: Readonly<Record<string, Source>> | "stages";
}

/**
 * What becomes of prints of stage functions. `"off"`: they pass untouched. `"console"`: calls of `console` become log
 * records of their stage. `"stdio"`: so do direct writes to `process.stdout` and `process.stderr`.
 *
 * A line is a record, of level info on standard output and warn on standard error, with `stream` and the fields of its
 * stage; what timers, microtasks and helpers of the stage print is its own. Prints outside of a stage pass. Not seen
 * are writes to file descriptors 1 and 2, child processes with inherited streams, and native add-ons.
 */
type CaptureOutput = "off" | "console" | "stdio";

/** A value or an error, as data. */
type Result<T, E = unknown> = {
    readonly ok: true;
    readonly value: T;
} | {
    readonly ok: false;
    readonly error: E;
};
declare const ok: <T>(value: T) => Result<T, never>;
declare const err: <E>(error: E) => Result<never, E>;
/** Structural: results of other libraries with the same shape count too. */
declare const isResult: (value: unknown) => value is Result<unknown>;

/** What is known of one stage of a run. Times are milliseconds since 1970-01-01T00:00:00Z. */
interface StageRecord {
    readonly id: string;
    readonly label: string;
    readonly kind: Operation["kind"];
    readonly status: StageStatus;
    /** 0 when the stage never started. */
    readonly attempts: number;
    readonly startedAt: number | undefined;
    readonly endedAt: number | undefined;
    readonly durationMs: number | undefined;
    /** What the stage returned; `undefined` unless it succeeded. */
    readonly value: unknown;
    /** Output name → value, as the output mapper named them, else `return` alone; empty unless it succeeded. */
    readonly outputs: Readonly<Record<string, unknown>>;
    /** Why it failed or was cancelled: when it waited for its next attempt, the error of its last one. */
    readonly error: unknown;
    /** Items of a map: how many were started, how many of them have a result, and how often one was tried again. */
    readonly items: {
        readonly started: number;
        readonly done: number;
        readonly retries: number;
    } | undefined;
    /** Arguments of inputs with `logged: true`. */
    readonly logged: Readonly<Record<string, unknown>> | undefined;
    /** The run of a sub-pipeline. */
    readonly run: RunReport | undefined;
}
/** One failed stage. */
interface StageFailure {
    readonly stage: string;
    readonly attempt: number;
    readonly error: unknown;
}
/** The record of one run, complete when the run has ended. */
interface RunReport<Outputs = Readonly<Record<string, unknown>>> {
    readonly runId: string;
    readonly pipeline: string;
    readonly status: RunStatus;
    readonly startedAt: number;
    readonly endedAt: number | undefined;
    readonly durationMs: number | undefined;
    readonly parameters: Readonly<Record<string, unknown>>;
    /** All stages in declaration order; made when read, so that large runs pay for it only then. */
    readonly stages: readonly StageRecord[];
    readonly graph: PipelineGraph;
    stage(id: string): StageRecord | undefined;
    /** A Result for each stage: its value, or the error that explains why it has none. */
    readonly results: Readonly<Record<string, Result<unknown>>>;
    readonly failures: readonly StageFailure[];
    /** Outputs that have a value. */
    readonly outputs: Partial<Outputs>;
    /** Why the run did not succeed: a PipelineError, or what a parameters schema threw. */
    readonly error: Error | undefined;
    readonly counts: Readonly<Partial<Record<StageStatus, number>>>;
}

interface EventBase {
    readonly runId: string;
    readonly pipeline: string;
    /** Milliseconds since 1970-01-01T00:00:00Z. */
    readonly time: number;
}
/** What happens during a run, in order. Stages of a sub-pipeline have ids below their stage's, as in `clean.parse`. */
type PipelineEvent = (EventBase & {
    readonly type: "run_started";
    readonly report: RunReport;
}) | (EventBase & {
    readonly type: "stage_started";
    readonly stage: string;
    readonly attempt: number;
}) | (EventBase & {
    readonly type: "stage_retrying";
    readonly stage: string;
    readonly attempt: number;
    readonly mapIndex?: number;
    readonly mapKey?: string;
    readonly delayMs: number;
    readonly error: unknown;
}) | (EventBase & {
    readonly type: "stage_progress";
    readonly stage: string;
    readonly done: number;
    readonly total: number | undefined;
    /** The item that has just ended, as the map's `key` names it. */
    readonly mapKey?: string;
}) | (EventBase & {
    readonly type: "stage_finished";
    readonly stage: string;
    readonly status: StageStatus;
    readonly attempt: number;
    readonly durationMs: number | undefined;
    readonly error?: unknown;
}) | (EventBase & {
    readonly type: "run_finished";
    readonly status: RunStatus;
    readonly report: RunReport;
});
type PipelineListener = (event: PipelineEvent) => void;

/**
 * What becomes of the log records of a run. Without this option and without `logger` nothing is written anywhere.
 *
 * Every record carries `pipeline` and `run_id`; those of a stage also `stage`, `attempt`, in a map `map_index` (and
 * `map_key`), and under `in` the inputs that are declared as logged. Errors are written as
 * `{ type, message, code?, stack, cause }`. Stages below a sub-pipeline are named as in `clean.parse`.
 *
 * `RunOptions.logger` takes the place of `console` and `file`; `level` and `bindings` apply to it too.
 */
interface LoggingOptions {
    /** Lines to read, or JSON lines, on standard error; or lines to read on a stream of yours. Default `false`. */
    readonly console?: "pretty" | "json" | NodeJS.WritableStream | false;
    /**
     * A file that JSON lines are appended to, `{ time, level, msg, … }` with `time` in milliseconds since 1970. With a
     * folder each run gets a file of its own there, `<pipeline>_<start>_<run id>.log` unless `name` says otherwise.
     * Folders are made. The file is open from the start of the run to its end. Default `false`.
     */
    readonly file?: string | LogFolder | false;
    /** Records below this level are left out. Default `"info"`; with a `logger` of yours `"debug"`: it decides. */
    readonly level?: LogLevel;
    /** Fields of every record. */
    readonly bindings?: LogFields;
}
interface LogFolder {
    readonly dir: string;
    /** Name of the file in the folder. */
    readonly name?: string;
}

/** How the progress of a run is shown. */
interface ConsoleProgressOptions {
    /** What the view writes to. Default `process.stderr`. */
    readonly stream?: ProgressStream;
    /** Redraw a tree in place (`true`), or print a line per change (`false`). Default: whether `stream` is a terminal. */
    readonly interactive?: boolean;
    /** Default: only where the view is interactive and `NO_COLOR` is not set. */
    readonly color?: boolean;
    /** First line of the view. Default: the name of the pipeline. */
    readonly title?: string;
}
/** As much of `process.stderr` as a view needs. */
interface ProgressStream {
    write(text: string): unknown;
    readonly isTTY?: boolean;
    readonly columns?: number;
    readonly rows?: number;
}

/** Options of `run()` and `start()`. */
interface RunOptions {
    /** Aborting it cancels the run. */
    readonly signal?: AbortSignal;
    /** Identifies the run in records and logs. Default: a random UUID. */
    readonly runId?: string;
    /** Stages and map items that may run at once. Default `Infinity`; 1 runs them one after the other. */
    readonly concurrency?: number;
    /** Key of a limit → maximum that replaces the one that stages declare; a key that none of them has is an error. */
    readonly limits?: Readonly<Record<string, number>>;
    /**
     * What a failed stage does to the others. `"stop"` (default): start nothing new, let running stages end. `"abort"`:
     * abort running stages too. `"continue"`: run everything that does not need the failed stage.
     */
    readonly onFailure?: "stop" | "abort" | "continue";
    /** What ExitPipeline does to running stages. Default `"drain"`: they end by themselves. */
    readonly onExit?: "drain" | "abort";
    /** Stage id → argument → value that replaces the input's. */
    readonly overrides?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    /**
     * Takes the records of the run in place of `logging.console` and `logging.file`. Default: those, or none. The first
     * time that it throws is a warning of the process; the run goes on.
     */
    readonly logger?: Logger;
    /** Where log records go, and which. Default: nowhere. */
    readonly logging?: LoggingOptions;
    /** Makes log records of what stages print. Default `"off"`; needs a `logger`, or `logging` with a console or file. */
    readonly captureOutput?: CaptureOutput;
    /**
     * Shows the run while it goes on: on a terminal as a tree that is redrawn, elsewhere as a line per change. What stages
     * print to the same terminal goes across the tree, unless `captureOutput` takes it. Default `false`.
     */
    readonly progress?: boolean | ConsoleProgressOptions;
    readonly clock?: Clock;
    /** Called for each event, in order; what it throws, or its promise rejects with, is logged and ignored. */
    readonly onEvent?: PipelineListener | readonly PipelineListener[];
}

/** Arguments of `run()`: parameters may be left out when none is required. */
type RunArguments<Given> = {} extends Given ? [parameters?: Given, options?: RunOptions] : [parameters: Given, options?: RunOptions];
/**
 * A pipeline, made by `Pipeline` or by `definePipeline`: frozen, and fit for any number of runs at the same time.
 *
 * @typeParam Given what `run()` takes
 * @typeParam Outputs what `run()` gives
 */
interface PipelineDefinition<Given, Outputs> {
    readonly name: string;
    /** The intermediate representation that both faces share. */
    readonly graph: PipelineGraph;
    /** Type only. */
    readonly "~given"?: (given: Given) => void;
    /** Runs to the end. Rejects as {@link Run.result} does. */
    run(...args: RunArguments<Given>): Promise<Outputs>;
    /** Runs to the end and gives the report, however the run ended; rejects for wrong options alone. */
    settled(...args: RunArguments<Given>): Promise<RunReport<Outputs>>;
    /** Starts a run and gives its handle at once. */
    start(...args: RunArguments<Given>): Run<Outputs>;
}
/** A run that has been started. */
interface Run<Outputs> extends AsyncDisposable {
    readonly runId: string;
    /**
     * The outputs. Rejects with PipelineError when the run failed, and with the abort reason when it was cancelled.
     * @throws PipelineError PIPELINE_RUN_FAILED, PIPELINE_RUN_EXITED, PIPELINE_RUN_CANCELLED or one of the parameters
     */
    result(): Promise<Outputs>;
    /** The report when the run has ended, however it ended; never rejects. */
    settled(): Promise<RunReport<Outputs>>;
    /** Aborts what runs and starts nothing more. */
    cancel(reason?: unknown): void;
    /** Lets the run go on for `graceMs` (default 0), then cancels it; resolves at its end, however it ended. */
    close(options?: {
        readonly graceMs?: number;
    }): Promise<void>;
}

/** Options of {@link Input}. */
interface InputOptions<Arg extends string, Value, N extends Need> {
    readonly asArg: Arg;
    readonly bind: InputBinding<Value, N>;
    /** Default `false`. */
    readonly logged?: boolean;
}
/** One argument of a stage function and where its value comes from. */
interface Input<Arg extends string = string, Value = unknown, N extends Need = Need> {
    readonly asArg: Arg;
    readonly bind: InputBinding<Value, N>;
    /** Whether the value goes into the log records of the stage. */
    readonly logged: boolean;
    /**
     * `{ [asArg]: value }`, determined now.
     * @throws PipelineError PIPELINE_INPUT_UNBOUND; its cause is what the mapper or callback threw
     */
    get(): Readonly<Record<Arg, Value>>;
}
/**
 * Declares an input.
 *
 * @throws PipelineError PIPELINE_INVALID_NAME, or PIPELINE_INPUT_UNBOUND when `bind` is no binding
 */
declare function Input<const Arg extends string, Value, N extends Need>(options: InputOptions<Arg, Value, N>): Input<Arg, Value, N>;

/** A function that can be a stage. It takes one object with its arguments, and the context of the stage. */
type AnyStageFunction = (args: never, context: StageContext) => unknown;
/** The arguments of a stage function; `unknown` when it takes none. */
type ArgsOf<Fn> = Fn extends (args: infer Args, context: StageContext) => unknown ? Args : never;
/** What a stage function returns, awaited. */
type ResultOf<Fn extends AnyStageFunction> = Awaited<ReturnType<Fn>>;

/** Shows up in a compiler error; its parameter is the message. */
interface Problem<Message> {
    readonly "✖": Message;
}
/** The message of a {@link Problem} with two types: the one that was found and the one that is wanted. */
interface WrongType<Message, Got, Want> {
    readonly message: Message;
    readonly got: Got;
    readonly want: Want;
}
/** The types of a stage, for inference. `args` is a function, so that a stage of any arguments fits `Stage`. */
interface StageTypes<Args, Result, Outputs> {
    readonly args: (args: Args) => void;
    readonly result: Result;
    readonly outputs: Outputs;
}
/** `true` where names are not known literally. */
type IsWide<Name> = string extends Name ? true : false;
type IsAny<T> = 0 extends 1 & T ? true : false;
/** The type of an argument of a stage function. */
type ValueOf<Args, Arg extends string> = Args extends {
    readonly [K in Arg]?: infer Value;
} ? Value : never;

/** The compile-time check of one stage: its inputs against the arguments of its function. */

/**
 * Every required argument has an input, no input is foreign, and values that are known here have the right type. To be
 * intersected with the declaration as a whole: an intersection with the list of inputs would cost a stage ten times as
 * much to check. The arguments are `never` while the compiler has not inferred them yet.
 */
type CheckInputs<Args, Inputs extends readonly Input[]> = [Args] extends [never] ? unknown : InputsProblem<InputsMessage<Args, Inputs[number]>>;
type InputsProblem<Message> = [Message] extends [never] ? unknown : {
    readonly inputs: Problem<Message>;
};
/** For a stage without a declaration. */
type CheckNoInputs<Args> = [MissingArgs<Args, never>] extends [never] ? unknown : Problem<NoInput<MissingArgs<Args, never>>>;
type InputsMessage<Args, I extends Input> = NoInput<MissingArgs<Args, I["asArg"]>> | InputMessage<Args, I>;
type NoInput<Name> = Name extends string ? `argument '${Name}' of the stage function has no input` : never;
type MissingArgs<Args, Given> = IsWide<Given> extends true ? never : Exclude<RequiredKeys<NonNullable<Args>>, Given>;
type RequiredKeys<T> = IsWide<keyof T> extends true ? never : {
    [K in keyof T]-?: {} extends Pick<T, K> ? never : K;
}[keyof T];
type InputMessage<Args, I> = IsAny<I> extends true ? never : I extends Input<infer Arg, infer Value, infer N> ? IsWide<Arg> extends true ? never : Arg extends ArgNames<Args> ? N extends NeedsNothing | NeedsParameters | NeedsStages ? ValueMessage<Args, Arg, Value> : N extends NeedsVariable<infer Fallback> ? ValueMessage<Args, Arg, Fallback> : never : `the stage function has no argument '${Arg}'` : never;
/** Distributes: an argument of one of the alternatives of a union is an argument. */
type ArgNames<Args> = Args extends unknown ? keyof Args : never;
type ValueMessage<Args, Arg extends string, Value> = [Value] extends [ValueOf<Args, Arg>] ? never : WrongType<`input '${Arg}' has a value of the wrong type`, Value, ValueOf<Args, Arg>>;

/** The output of a stage without an output mapper. */
declare const DEFAULT_OUTPUT_KEY = "return";
/** Options of {@link Stage}. */
interface StageDeclaration<Inputs extends readonly Input[], After extends readonly string[], Result, Outputs> extends StageOptions {
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
interface Stage<Args = never, Result = unknown, Outputs = unknown, Inputs extends readonly Input[] = readonly Input[], After extends readonly string[] = readonly string[]> {
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
declare function Stage<Fn extends AnyStageFunction>(fn: Fn & CheckNoInputs<ArgsOf<Fn>>): Stage<ArgsOf<Fn>, ResultOf<Fn>, {
    readonly return: ResultOf<Fn>;
}, readonly [], readonly []>;
declare function Stage<Fn extends AnyStageFunction, const Inputs extends readonly Input[] = readonly [], const After extends readonly string[] = readonly [], Outputs = {
    readonly return: ResultOf<Fn>;
}>(fn: Fn, declaration: StageDeclaration<Inputs, After, ResultOf<Fn>, Outputs> & CheckInputs<ArgsOf<Fn>, Inputs>): Stage<ArgsOf<Fn>, ResultOf<Fn>, OutputsFrom<Outputs, ResultOf<Fn>>, Inputs, After>;

export { OutputBehaviour as $, DEFAULT_OUTPUT_KEY as B, DependencyInputMapper as E, EXTRA_MAPPING_KEY as G, Input as I, InputBinding as J, KeyedInputMapper as M, KeyedOutputMapper as T, Variables as V, SequentialOutputMapper as a8, context as af, err as ag, isResult as ah, ok as ai, Parameters as b, Stage as j };
export type { AnyStageFunction as A, CheckNoInputs as C, DependencyInputMapperOptions as D, FallbackOf as F, Gate as H, KeyedInputMapperOptions as K, InputOptions as L, NeedsOutput as N, OutputMapper as O, PipelineDefinition as P, KeyedLimit as Q, Result as R, StageOptions as S, LogFolder as U, WrongType as W, LoggingOptions as X, Need as Y, NeedsStages as Z, NodeInput as _, StageContext as a, OutputMapperOptions as a0, PipelineEvent as a1, PipelineListener as a2, ProgressStream as a3, RetryPolicy as a4, Run as a5, RunArguments as a6, RunOptions as a7, Source as a9, StageDeclaration as aa, StageNode as ab, StageRecord as ac, StageTable as ad, StageView as ae, ArgsOf as c, ResultOf as d, CheckInputs as e, RunReport as f, PipelineGraph as g, Operation as h, StageFailure as i, IsWide as k, IsAny as l, ValueOf as m, StageTypes as n, NeedsParameter as o, NeedsParameters as p, Problem as q, NeedsNothing as r, ParameterValues as s, ContextVar as t, OutputOf as u, NeedsVariable as v, StageStatus as w, RunStatus as x, CaptureOutput as y, ConsoleProgressOptions as z };
