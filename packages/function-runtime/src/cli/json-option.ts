import { readFile } from "node:fs/promises";
import { CliError } from "@millrace/tooling-cli";
import type { JsonValue } from "../entity.ts";

/**
 * An option that is a JSON object, or `@file` with one.
 *
 * @throws `CLI_INVALID_OPTION`
 */
export async function jsonOption(
  given: string | undefined,
  option: string,
): Promise<Readonly<Record<string, JsonValue>> | undefined> {
  if (given === undefined) return undefined;
  const [text, where] = given.startsWith("@")
    ? [await contentOf(given.slice(1), option), given.slice(1)]
    : [given, option];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CliError("CLI_INVALID_OPTION", `${where} is no JSON: ${why}`, { cause });
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, JsonValue>;
  throw new CliError("CLI_INVALID_OPTION", `${where} must be a JSON object, such as {"name":"Ada"}`);
}

/** `name=value` texts, each name once. @throws `CLI_INVALID_OPTION` */
export function namedTexts(texts: readonly string[], option: string): Readonly<Record<string, string>> {
  const entries = texts.map((text): [string, string] => {
    const end = text.indexOf("=");
    if (end > 0) return [text.slice(0, end), text.slice(end + 1)];
    throw new CliError("CLI_INVALID_OPTION", `${option} '${text}' is not of the form name=value`);
  });
  const named = Object.fromEntries(entries);
  if (Object.keys(named).length === entries.length) return named;
  throw new CliError("CLI_INVALID_OPTION", `${option} gives a name twice; give it once`);
}

async function contentOf(file: string, option: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new CliError("CLI_INVALID_OPTION", `the file '${file}' of ${option} cannot be read`, { cause });
  }
}
