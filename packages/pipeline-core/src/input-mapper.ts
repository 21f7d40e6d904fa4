import { checkOptions } from "@millrace/protocol";
import { PipelineError } from "./errors.ts";
import { kindOf } from "./internal/kind-of.ts";
import { requireObject } from "./internal/require-parts.ts";
import type { StageTable } from "./stage-table.ts";

export interface KeyedInputMapperOptions {
  readonly fromKey: string;
  /** Used when the key is absent and `required` is false. Default `undefined`. */
  readonly default?: unknown;
  /** Default `true`: an absent key is an error. */
  readonly required?: boolean;
}

/**
 * Picks one key of a mapping: of parameters, of variables, of a Map, or of any object. Own properties and members of
 * the object's class are keys; what every object inherits, such as `toString`, is none.
 */
export interface KeyedInputMapper<Key extends string = string, Fallback = unknown> {
  (source: unknown): unknown;
  readonly mapper: "keyed";
  readonly fromKey: Key;
  readonly required: boolean;
  readonly fallback: Fallback;
}

/** What a mapper adds to the type of the value: nothing when required, else the default. */
export type FallbackOf<Options> = Options extends { readonly required: false }
  ? Options extends { readonly default: infer Fallback }
    ? Fallback
    : undefined
  : never;

export function KeyedInputMapper<const Options extends KeyedInputMapperOptions>(
  options: Options,
): KeyedInputMapper<Options["fromKey"], FallbackOf<Options>> {
  requireObject(options, "the options of KeyedInputMapper");
  checkOptions(options, ["fromKey", "default", "required"], "KeyedInputMapper");
  const { fromKey, default: fallback, required = true } = options;
  requireKey(fromKey, "fromKey", "KeyedInputMapper");
  const map = (source: unknown): unknown => {
    const mapping = isMapping(source);
    if (mapping && source instanceof Map) {
      if (source.has(fromKey)) return source.get(fromKey);
    } else if (mapping && hasKey(source, fromKey)) return (source as Record<string, unknown>)[fromKey];
    if (!required) return fallback;
    const what = mapping ? `key '${fromKey}' is not there` : `there is nothing to take key '${fromKey}' from`;
    throw new PipelineError(
      "PIPELINE_INPUT_UNBOUND",
      `${what}; provide it, or make the input optional with required: false`,
      { details: { key: fromKey } },
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

export type OutputOf<Options> = Options extends { readonly fromOutput: infer Output extends string }
  ? Output
  : "return";

export function DependencyInputMapper<const Options extends DependencyInputMapperOptions>(
  options: Options,
): DependencyInputMapper<Options["fromStage"], OutputOf<Options>, FallbackOf<Options>> {
  requireObject(options, "the options of DependencyInputMapper");
  checkOptions(options, ["fromStage", "fromOutput", "default", "required"], "DependencyInputMapper");
  const { fromStage, fromOutput = "return", default: fallback, required = true } = options;
  requireKey(fromStage, "fromStage", "DependencyInputMapper");
  requireKey(fromOutput, "fromOutput", "DependencyInputMapper");
  const map = (table: StageTable | undefined): unknown => {
    const stage = table?.get(fromStage);
    if (stage?.hasRun === true && Object.hasOwn(stage.outputs, fromOutput)) return stage.outputs[fromOutput];
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
      { details: { stage: fromStage, output: fromOutput } },
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

function requireKey(value: unknown, option: string, where: string): void {
  if (typeof value === "string") return;
  throw new PipelineError(
    "PIPELINE_INVALID_ARGUMENT",
    `'${option}' of ${where} must be a string, got ${kindOf(value)}`,
    {
      details: { option },
    },
  );
}

/** `in` sees the accessors of classes and of the parameters' view, but also what every object inherits. */
const hasKey = (source: object, key: string): boolean =>
  Object.hasOwn(source, key) || (key in source && !(key in Object.prototype));

const isMapping = (value: unknown): value is object => typeof value === "object" && value !== null;
