import { CliError } from "@millrace/tooling-cli";
import type { AttributeType, DynamicConfig } from "../server.ts";

const largestPort = 65_535;

/** @throws `CLI_INVALID_OPTION` */
export function portOf(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= largestPort) return Number(text);
  throw invalid(`--port must be a number from 0 to ${largestPort}, not '${text}'`);
}

/** From `Name=Type` texts; what the types are is for the server to judge. @throws `CLI_INVALID_OPTION` */
export const attributeTypesOf = (texts: readonly string[]): Readonly<Record<string, AttributeType>> =>
  Object.fromEntries(texts.map((text) => pairOf("--search-attribute", text)) as [string, AttributeType][]);

/** From `key=JSON` texts. @throws `CLI_INVALID_OPTION` */
export const dynamicConfigOf = (texts: readonly string[]): DynamicConfig =>
  Object.fromEntries(
    texts.map((text) => {
      const [key, json] = pairOf("--dynamic-config-value", text);
      return [key, jsonOf(`--dynamic-config-value ${key}`, json)];
    }),
  );

/** @throws `CLI_INVALID_OPTION` */
export function jsonOf(what: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw invalid(`${what}: '${text}' is no JSON; texts have quotes: '"${text}"'`);
  }
}

function pairOf(flag: string, text: string): readonly [name: string, value: string] {
  const end = text.indexOf("=");
  if (end <= 0) throw invalid(`${flag} '${text}' must be of the form name=value`);
  return [text.slice(0, end), text.slice(end + 1)];
}

const invalid = (message: string): CliError => new CliError("CLI_INVALID_OPTION", message);
