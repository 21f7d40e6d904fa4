import { suggest } from "@millrace/protocol";
import { PipelineError } from "../errors.ts";

/** Airflow's rule for task ids, so that every pipeline can become a Dag; `.` separates groups. */
const pattern = /^[A-Za-z_][A-Za-z0-9_-]*(\.[A-Za-z_][A-Za-z0-9_-]*)*$/;
const longest = 200;

/** `__proto__` would set the prototype of the objects in which values are handed over. */
export const isName = (name: unknown): name is string =>
  typeof name === "string" && name.length <= longest && pattern.test(name) && name !== "__proto__";

/** @throws PipelineError PIPELINE_INVALID_NAME */
export function requireName(what: "parameter" | "stage" | "argument", name: unknown): asserts name is string {
  if (!isName(name))
    refuse(what, name, "letters, digits, '_' and '-', starting with a letter or '_' ('__proto__' is taken)");
}

/** A pipeline's name is only shown: any text on one line. @throws PipelineError PIPELINE_INVALID_NAME */
export function requirePipelineName(name: unknown): asserts name is string {
  const fits = typeof name === "string" && name.trim() !== "" && name.length <= longest && !/\p{Cc}/u.test(name);
  if (!fits) refuse("pipeline", name, "a text on one line");
}

function refuse(what: string, name: unknown, wanted: string): never {
  const shown = typeof name === "string" ? JSON.stringify(name) : String(name);
  throw new PipelineError(
    "PIPELINE_INVALID_NAME",
    `${what} name ${shown} is not usable; use ${wanted}, at most ${longest} characters`,
  );
}

/** `; did you mean 'x'?` when a known name is near, else an empty string. */
export function suggestion(name: string, known: Iterable<string>): string {
  const nearest = suggest(name, known);
  return nearest === undefined ? "" : `; did you mean '${nearest}'?`;
}
