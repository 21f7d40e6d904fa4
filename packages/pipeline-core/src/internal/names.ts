import { suggest } from "@millrace/protocol";
import { PipelineError } from "../errors.ts";

/** Airflow's rule for task ids, so that every pipeline can become a Dag; `.` separates groups. */
const pattern = /^[A-Za-z_][A-Za-z0-9_-]*(\.[A-Za-z_][A-Za-z0-9_-]*)*$/;

export function requireName(what: "parameter" | "stage" | "argument", name: unknown): asserts name is string {
  if (typeof name === "string" && name.length <= 200 && pattern.test(name)) return;
  throw new PipelineError(
    "PIPELINE_INVALID_NAME",
    `${what} name ${JSON.stringify(name) ?? String(name)} is not usable; use letters, digits, '_' and '-', starting with a letter or '_', at most 200 characters`,
  );
}

/** `; did you mean 'x'?` when a known name is near, else an empty string. */
export function suggestion(name: string, known: Iterable<string>): string {
  const nearest = suggest(name, known);
  return nearest === undefined ? "" : `; did you mean '${nearest}'?`;
}
