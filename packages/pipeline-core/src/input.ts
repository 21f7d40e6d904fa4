import { checkOptions } from "@millrace/protocol";
import { PipelineError } from "./errors.ts";
import type { InputBinding } from "./input-binding.ts";
import { requireName } from "./internal/names.ts";
import { requireList, requireObject, requirePart } from "./internal/require-parts.ts";
import type { Need } from "./need.ts";
import { unboundInput } from "./internal/unbound-input.ts";

/** One argument of a stage function and where its value comes from. */
export interface Input<Arg extends string = string, Value = unknown, N extends Need = Need> {
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

/** Options of {@link Input}. */
export interface InputOptions<Arg extends string, Value, N extends Need> {
  readonly asArg: Arg;
  readonly bind: InputBinding<Value, N>;
  /** Default `false`. */
  readonly logged?: boolean;
}

/**
 * Declares an input.
 *
 * @throws PipelineError PIPELINE_INVALID_NAME, or PIPELINE_INPUT_UNBOUND when `bind` is no binding
 */
export function Input<const Arg extends string, Value, N extends Need>(
  options: InputOptions<Arg, Value, N>,
): Input<Arg, Value, N> {
  requireObject(options, "the options of Input");
  checkOptions(options, ["asArg", "bind", "logged"], "Input");
  const { asArg, bind, logged = false } = options;
  requireName("argument", asArg);
  if (typeof bind?.get !== "function") {
    throw new PipelineError(
      "PIPELINE_INPUT_UNBOUND",
      `input '${asArg}' is bound to nothing; give it a binding of InputBinding`,
      { details: { argument: asArg } },
    );
  }
  const get = (): Readonly<Record<Arg, Value>> => {
    try {
      return { [asArg]: bind.get() } as Record<Arg, Value>;
    } catch (cause) {
      throw unboundInput(`input '${asArg}'`, cause, { argument: asArg });
    }
  };
  return Object.freeze({ asArg, bind, logged, get });
}

/** @throws PipelineError PIPELINE_INVALID_ARGUMENT, PIPELINE_DUPLICATE_ARGUMENT */
export function requireInputs(inputs: unknown, where: string): asserts inputs is readonly Input[] {
  requireList(inputs, `'inputs' of ${where}`);
  const seen = new Set<string>();
  for (const [index, input] of inputs.entries()) {
    requirePart(input, { asArg: "string", bind: "object" }, `input ${index} of ${where}`, "made by Input");
    const { asArg } = input as Input;
    if (seen.has(asArg)) {
      throw new PipelineError(
        "PIPELINE_DUPLICATE_ARGUMENT",
        `two inputs of ${where} fill argument '${asArg}'; remove one`,
        { details: { argument: asArg } },
      );
    }
    seen.add(asArg);
  }
}
