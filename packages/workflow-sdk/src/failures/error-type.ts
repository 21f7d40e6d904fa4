import { isError } from "@millrace/protocol";

/**
 * What retry policies know an error by: its name; the name of its class where it has only the name that all errors
 * have; undefined for what is no error.
 */
export function errorTypeOf(error: unknown): string | undefined {
  if (!isError(error)) return undefined;
  const { name } = error;
  if (typeof name === "string" && name !== "" && name !== "Error") return name;
  return error.constructor?.name || "Error";
}
