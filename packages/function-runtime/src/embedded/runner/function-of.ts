import type { EntityRecord } from "../../entity.ts";
import { FunctionError } from "../../errors.ts";
import { parseFunctionString, type FunctionReference } from "../../keys.ts";

/** The function that a run executes. @throws `FUNCTION_RUN_NOT_EXECUTABLE`, `FUNCTION_INVALID_KEY` */
export function functionOf({ id, spec }: EntityRecord): FunctionReference {
  const { function: text } = spec;
  if (typeof text === "string") return parseFunctionString(text);
  throw new FunctionError("FUNCTION_RUN_NOT_EXECUTABLE", `run '${id}' names no function in spec.function`);
}
