import { PipelineError } from "../errors.ts";
import { messageOf } from "./message-of.ts";

/** An input that could not be determined, and why. */
export function unboundInput(what: string, cause: unknown, details: Readonly<Record<string, unknown>>): PipelineError {
  return new PipelineError("PIPELINE_INPUT_UNBOUND", `${what} could not be determined: ${messageOf(cause)}`, {
    cause,
    details,
  });
}
