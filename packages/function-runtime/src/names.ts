import { FunctionError } from "./errors.ts";

/** Longer names are refused; they are names of folders. */
const longestName = 256;

/** Two lead elsewhere as folders, and one is lost as the key of an object. */
const impossible: readonly string[] = [".", "..", "__proto__"];

/** Whether entities can be called so: letters, digits, `.`, `_`, `+`, `-`, 1 to 256 of them, and not `.`, `..` or `__proto__`. */
export function isName(text: string): boolean {
  return text.length <= longestName && /^[a-zA-Z0-9._+-]+$/.test(text) && !impossible.includes(text);
}

/** Whether projects can be called so: lower-case letters, digits and `-`, 1 to 256 of them. */
export function isProjectName(text: string): boolean {
  return text.length <= longestName && /^[a-z0-9-]+$/.test(text);
}

/**
 * @param what whose name it is, as the message shall say it: `"dataitem"`.
 * @throws `FUNCTION_INVALID_NAME`
 */
export function checkName(name: unknown, what: string): string {
  if (typeof name === "string" && isName(name)) return name;
  throw invalid(name, what, "the letters a to z and A to Z, digits, '.', '_', '+' and '-'");
}

/** @throws `FUNCTION_INVALID_NAME` */
export function checkProjectName(name: unknown): string {
  if (typeof name === "string" && isProjectName(name)) return name;
  throw invalid(name, "project", "the letters a to z, digits and '-'");
}

/**
 * The id that a caller chose: a UUID of version 4, with or without its dashes.
 *
 * @throws `FUNCTION_INVALID_NAME`
 */
export function checkUuid(uuid: unknown): string {
  const plain = typeof uuid === "string" ? uuid.replaceAll("-", "") : "";
  const dashed = typeof uuid === "string" && /^[^-]{8}-[^-]{4}-[^-]{4}-[^-]{4}-[^-]{12}$/.test(uuid);
  if (
    typeof uuid === "string" &&
    /^[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}$/i.test(plain) &&
    (dashed || plain === uuid)
  )
    return uuid;
  throw new FunctionError("FUNCTION_INVALID_NAME", `uuid must be a UUID of version 4, not ${shown(uuid)}`, {
    details: { uuid },
  });
}

function invalid(name: unknown, what: string, allowed: string): FunctionError {
  return new FunctionError(
    "FUNCTION_INVALID_NAME",
    `${shown(name)} cannot be the name of a ${what}: 1 to ${longestName} of ${allowed}`,
    { details: { what, name } },
  );
}

const shown = (value: unknown): string => (typeof value === "string" ? `'${value.slice(0, 100)}'` : typeof value);
