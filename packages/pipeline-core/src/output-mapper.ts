import { checkOneOf, checkOptions } from "@millrace/protocol";
import { PipelineError } from "./errors.ts";

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

export interface SequentialOutputMapper<Keys extends readonly string[]> {
  <Result extends readonly unknown[]>(
    result: Result,
    warn?: (message: string) => void,
  ): {
    readonly [Index in Exclude<keyof Keys, keyof []> as Keys[Index] & string]: Index extends keyof Result
      ? Result[Index]
      : Result[number];
  };
  readonly outputs?: readonly string[];
}

/** Names the elements of a sequence, in order. */
export function SequentialOutputMapper<const Keys extends readonly string[]>(
  keys: Keys,
  options: OutputMapperOptions = {},
): SequentialOutputMapper<Keys> {
  const { unexpected, report } = behaviour(options, "SequentialOutputMapper");
  const map = (result: readonly unknown[], warn?: (message: string) => void): Record<string, unknown> => {
    if (!Array.isArray(result) && !ArrayBuffer.isView(result)) {
      throw new PipelineError(
        "PIPELINE_OUTPUT_MISMATCH",
        `a sequence of ${keys.length} elements is expected, got ${describe(result)}`,
      );
    }
    if (result.length !== keys.length) {
      report(`expected ${keys.length} elements (${keys.join(", ")}), got ${result.length}`, warn);
    }
    const outputs: Record<string, unknown> = {};
    for (let index = 0; index < Math.min(keys.length, result.length); index++)
      outputs[keys[index] as string] = result[index];
    if (unexpected === "preserve" && result.length > keys.length)
      outputs[EXTRA_MAPPING_KEY] = [...result].slice(keys.length);
    return outputs;
  };
  const known = unexpected === "preserve" ? [...keys, EXTRA_MAPPING_KEY] : keys;
  return Object.freeze(Object.assign(map, { outputs: known })) as unknown as SequentialOutputMapper<Keys>;
}

export interface KeyedOutputMapper<Keys extends Readonly<Record<string, string>>> {
  <Result extends object>(
    result: Result,
    warn?: (message: string) => void,
  ): { readonly [Key in keyof Keys as Keys[Key]]: Key extends keyof Result ? Result[Key] : unknown };
  readonly outputs?: readonly string[];
}

/** Renames the keys of an object: key of the result → name of the output. */
export function KeyedOutputMapper<const Keys extends Readonly<Record<string, string>>>(
  keys: Keys,
  options: OutputMapperOptions = {},
): KeyedOutputMapper<Keys> {
  const { unexpected, report } = behaviour(options, "KeyedOutputMapper");
  const names = Object.keys(keys);
  const map = (result: object, warn?: (message: string) => void): Record<string, unknown> => {
    if (typeof result !== "object" || result === null) {
      throw new PipelineError(
        "PIPELINE_OUTPUT_MISMATCH",
        `an object with keys ${names.join(", ")} is expected, got ${describe(result)}`,
      );
    }
    const entries =
      result instanceof Map ? new Map<unknown, unknown>(result) : new Map<unknown, unknown>(Object.entries(result));
    if (entries.size !== names.length || names.some((name) => !entries.has(name))) {
      report(`expected keys ${names.join(", ")}, got ${[...entries.keys()].map(String).join(", ")}`, warn);
    }
    const outputs: Record<string, unknown> = {};
    if (unexpected === "preserve")
      for (const [key, value] of entries) if (!names.includes(String(key))) outputs[String(key)] = value;
    for (const name of names) if (entries.has(name)) outputs[keys[name] as string] = entries.get(name);
    return outputs;
  };
  const extra = unexpected === "preserve" ? {} : { outputs: Object.values(keys) };
  return Object.freeze(Object.assign(map, extra)) as unknown as KeyedOutputMapper<Keys>;
}

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

const describe = (value: unknown): string =>
  value === null ? "null" : typeof value === "object" ? "an object" : typeof value;
