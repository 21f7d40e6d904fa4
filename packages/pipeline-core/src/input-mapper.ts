import { checkOptions } from "@millrace/protocol";
import { PipelineError } from "./errors.ts";
import type { StageTable } from "./stage-table.ts";

export interface KeyedInputMapperOptions {
  readonly fromKey: string;
  /** Used when the key is absent and `required` is false. Default `undefined`. */
  readonly default?: unknown;
  /** Default `true`: an absent key is an error. */
  readonly required?: boolean;
}

/** Picks one key of a mapping: of parameters, of variables, or of any object. */
export interface KeyedInputMapper<Key extends string = string, Fallback = unknown> {
  (source: unknown): unknown;
  readonly mapper: "keyed";
  readonly fromKey: Key;
  readonly required: boolean;
  readonly fallback: Fallback;
}

/** What a mapper adds to the type of the value: nothing when required, else the default. */
type FallbackOf<Options> = Options extends { readonly required: false }
  ? Options extends { readonly default: infer Fallback }
    ? Fallback
    : undefined
  : never;

export function KeyedInputMapper<const Options extends KeyedInputMapperOptions>(
  options: Options,
): KeyedInputMapper<Options["fromKey"], FallbackOf<Options>> {
  checkOptions(options, ["fromKey", "default", "required"], "KeyedInputMapper");
  const { fromKey, default: fallback, required = true } = options;
  const map = (source: unknown): unknown => {
    if (isMapping(source) && (source instanceof Map ? source.has(fromKey) : fromKey in source)) {
      return source instanceof Map ? source.get(fromKey) : (source as Record<string, unknown>)[fromKey];
    }
    if (!required) return fallback;
    const what = isMapping(source) ? `key '${fromKey}' is not there` : `there is nothing to take key '${fromKey}' from`;
    throw new PipelineError(
      "PIPELINE_INPUT_UNBOUND",
      `${what}; provide it, or make the input optional with required: false`,
      {
        details: { key: fromKey },
      },
    );
  };
  return Object.freeze(
    Object.assign(map, { mapper: "keyed" as const, fromKey, required, fallback: fallback as never }),
  );
}

export interface DependencyInputMapperOptions {
  readonly fromStage: string;
  /** Default `"return"`, the output of a stage without an output mapper. */
  readonly fromOutput?: string;
  /** Used when the stage has no such output and `required` is false. Default `undefined`. */
  readonly default?: unknown;
  /** Default `true`: a stage without that output is an error. */
  readonly required?: boolean;
}

/** Picks an output of another stage; the pipeline orders the two. */
export interface DependencyInputMapper<
  Stage extends string = string,
  Output extends string = string,
  Fallback = unknown,
> {
  (source: StageTable | undefined): unknown;
  readonly mapper: "dependency";
  readonly fromStage: Stage;
  readonly fromOutput: Output;
  readonly required: boolean;
  readonly fallback: Fallback;
}

type OutputOf<Options> = Options extends { readonly fromOutput: infer Output extends string } ? Output : "return";

export function DependencyInputMapper<const Options extends DependencyInputMapperOptions>(
  options: Options,
): DependencyInputMapper<Options["fromStage"], OutputOf<Options>, FallbackOf<Options>> {
  checkOptions(options, ["fromStage", "fromOutput", "default", "required"], "DependencyInputMapper");
  const { fromStage, fromOutput = "return", default: fallback, required = true } = options;
  const map = (table: StageTable | undefined): unknown => {
    const stage = table?.get(fromStage);
    if (stage?.hasRun === true && fromOutput in stage.outputs) return stage.outputs[fromOutput];
    if (!required) return fallback;
    const what =
      table === undefined
        ? `there is no run to take stage '${fromStage}' from`
        : stage === undefined
          ? `stage '${fromStage}' does not exist`
          : stage.hasRun
            ? `stage '${fromStage}' did not produce '${fromOutput}'`
            : `stage '${fromStage}' has not run`;
    throw new PipelineError(
      "PIPELINE_INPUT_UNBOUND",
      `${what}; correct the mapper, or make the input optional with required: false`,
      {
        details: { stage: fromStage, output: fromOutput },
      },
    );
  };
  return Object.freeze(
    Object.assign(map, {
      mapper: "dependency" as const,
      fromStage,
      fromOutput: fromOutput as OutputOf<Options>,
      required,
      fallback: fallback as never,
    }),
  );
}

const isMapping = (value: unknown): value is object => typeof value === "object" && value !== null;
