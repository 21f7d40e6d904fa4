import { checkOneOf, checkOptions } from "@millrace/protocol";
import { PipelineError } from "./errors.ts";
import { kindOf } from "./internal/kind-of.ts";
import { requireList, requireObject } from "./internal/require-parts.ts";
import type { KeyedOutputs, KeyedShape, Sequence, SequentialOutputs, SequentialShape } from "./output-types.ts";

/** What an output mapper does with a result that has other keys, or another length, than it names. */
export interface OutputMapperOptions {
  /**
   * `"error"` (default) fails the stage; `"ignore"` maps what is there; `"preserve"` maps what is there and keeps the
   * rest: the sequential mapper under `_extra`, the keyed one under its own names.
   */
  readonly unexpected?: "error" | "ignore" | "preserve";
  /** Log a warning on a mismatch. Default `false`. */
  readonly warn?: boolean;
}

/** Turns the result of a stage function into named outputs. Any function that returns an object will do. */
export interface OutputMapper<Result = never, Outputs = object> {
  (result: Result, warn?: (message: string) => void): Outputs;
  /** The outputs that it can produce, where that is known beforehand. */
  readonly outputs?: readonly string[];
}

/** The behaviours by their older names; combine with `warn`: `{ ...OutputBehaviour.STRICT, warn: true }`. */
export const OutputBehaviour: {
  readonly STRICT: { readonly unexpected: "error" };
  readonly CHILL: { readonly unexpected: "ignore" };
  readonly PRESERVE: { readonly unexpected: "preserve" };
} = Object.freeze({
  STRICT: Object.freeze({ unexpected: "error" as const }),
  CHILL: Object.freeze({ unexpected: "ignore" as const }),
  PRESERVE: Object.freeze({ unexpected: "preserve" as const }),
});

/** Where {@link SequentialOutputMapper} keeps the rest with `unexpected: "preserve"`. */
export const EXTRA_MAPPING_KEY = "_extra";

/** The first signature is for callers, the second is what the type of a stage is inferred from. */
export interface SequentialOutputMapper<Keys extends readonly string[], Rest = "error"> {
  <Result extends Sequence>(result: Result, warn?: (message: string) => void): SequentialOutputs<Keys, Rest, Result>;
  (result: Sequence, warn?: (message: string) => void): SequentialShape<Keys, Rest>;
  readonly outputs?: readonly string[];
}

/** The first signature is for callers, the second is what the type of a stage is inferred from. */
export interface KeyedOutputMapper<Keys extends Readonly<Record<string, string>>, Rest = "error"> {
  <Result extends object>(result: Result, warn?: (message: string) => void): KeyedOutputs<Keys, Rest, Result>;
  (result: object, warn?: (message: string) => void): KeyedShape<Keys, Rest>;
  readonly outputs?: readonly string[];
}

type RestOf<Options> = Options extends { readonly unexpected: infer Rest } ? Rest : "error";

/**
 * Names the elements of a sequence, in order.
 *
 * @throws PipelineError PIPELINE_OUTPUT_MISMATCH when it is called with something else than a sequence, or with one of
 * another length and `unexpected: "error"`
 */
export function SequentialOutputMapper<
  const Keys extends readonly string[],
  const Options extends OutputMapperOptions = {},
>(keys: Keys, options: Options = {} as Options): SequentialOutputMapper<Keys, RestOf<Options>> {
  requireList(keys, "the keys of SequentialOutputMapper");
  requireDistinct(keys, "SequentialOutputMapper");
  const { unexpected, report } = behaviour(options, "SequentialOutputMapper");
  const map = (result: Sequence, warn?: Warn): object => {
    if (!isSequence(result)) {
      throw new PipelineError(
        "PIPELINE_OUTPUT_MISMATCH",
        `a sequence of ${keys.length} elements is expected, got ${kindOf(result)}`,
      );
    }
    if (result.length !== keys.length) {
      report(`expected ${keys.length} elements (${keys.join(", ")}), got ${result.length}`, warn);
    }
    const values = Array.from(result);
    const found = keys.slice(0, values.length).map((key, index) => [key, values[index]] as const);
    const rest = values.slice(keys.length);
    if (unexpected === "preserve" && rest.length > 0) found.push([EXTRA_MAPPING_KEY, rest]);
    return Object.fromEntries(found);
  };
  const outputs = Object.freeze(unexpected === "preserve" ? [...keys, EXTRA_MAPPING_KEY] : [...keys]);
  return Object.freeze(Object.assign(map, { outputs })) as never;
}

/**
 * Renames the keys of an object or Map: key of the result → name of the output.
 *
 * @throws PipelineError PIPELINE_OUTPUT_MISMATCH when it is called with no object, or with one of other keys and
 * `unexpected: "error"`
 */
export function KeyedOutputMapper<
  const Keys extends Readonly<Record<string, string>>,
  const Options extends OutputMapperOptions = {},
>(keys: Keys, options: Options = {} as Options): KeyedOutputMapper<Keys, RestOf<Options>> {
  requireObject(keys, "the keys of KeyedOutputMapper");
  const { unexpected, report } = behaviour(options, "KeyedOutputMapper");
  requireDistinct(Object.values(keys), "KeyedOutputMapper");
  const names = Object.keys(keys);
  const map = (result: object, warn?: Warn): object => {
    if (typeof result !== "object" || result === null || Array.isArray(result)) {
      throw new PipelineError(
        "PIPELINE_OUTPUT_MISMATCH",
        `an object with keys ${names.join(", ")} is expected, got ${kindOf(result)}`,
      );
    }
    const entries = new Map<unknown, unknown>(result instanceof Map ? result : Object.entries(result));
    if (entries.size !== names.length || names.some((name) => !entries.has(name))) {
      report(`expected keys ${names.join(", ")}, got ${[...entries.keys()].map(String).join(", ")}`, warn);
    }
    const known = names.filter((name) => entries.has(name)).map((name) => [keys[name], entries.get(name)] as const);
    const rest = [...entries].filter(([key]) => !names.includes(String(key)));
    return Object.fromEntries(unexpected === "preserve" ? [...rest, ...known] : known);
  };
  const extra = unexpected === "preserve" ? {} : { outputs: Object.freeze(Object.values(keys)) };
  return Object.freeze(Object.assign(map, extra)) as never;
}

type Warn = (message: string) => void;

interface Behaviour {
  readonly unexpected: "error" | "ignore" | "preserve";
  readonly report: (message: string, warn?: (message: string) => void) => void;
}

function behaviour(options: OutputMapperOptions, where: string): Behaviour {
  checkOptions(options, ["unexpected", "warn"], where);
  const { unexpected = "error", warn: wanted = false } = options;
  checkOneOf(unexpected, "unexpected", where, ["error", "ignore", "preserve"]);
  return {
    unexpected,
    report: (message, warn) => {
      if (wanted) warn?.(message);
      if (unexpected === "error") throw new PipelineError("PIPELINE_OUTPUT_MISMATCH", message);
    },
  };
}

function requireDistinct(outputs: readonly string[], where: string): void {
  const twice = outputs.find((name, index) => outputs.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new PipelineError("PIPELINE_INVALID_ARGUMENT", `${where} names output '${twice}' twice; use another name`, {
    details: { output: twice },
  });
}

const isSequence = (value: unknown): value is Sequence =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
