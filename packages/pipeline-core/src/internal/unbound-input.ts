import { PipelineError } from "../errors.ts";

/** An input that could not be determined, and why. */
export function unboundInput(what: string, cause: unknown, details: Readonly<Record<string, unknown>>): PipelineError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new PipelineError("PIPELINE_INPUT_UNBOUND", `${what} could not be determined: ${reason}`, { cause, details });
}
