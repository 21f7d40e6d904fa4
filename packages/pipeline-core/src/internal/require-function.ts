import { PipelineError } from "../errors.ts";
import { kindOf } from "./kind-of.ts";

/** @throws PipelineError PIPELINE_NOT_A_FUNCTION that says what was given in place of a function */
export function requireFunction(value: unknown, what: string): asserts value is (...args: never[]) => unknown {
  if (typeof value === "function") return;
  throw new PipelineError(
    "PIPELINE_NOT_A_FUNCTION",
    `${what} must be a function, got ${kindOf(value)}; pass the function itself, not its result`,
  );
}
