import { CliError } from "./cli-error.ts";

/**
 * Parameters from `name=value` texts. A value that is JSON is read as such (`3`, `true`, `null`, `["a"]`, `"3"`);
 * any other is text.
 *
 * @throws `CLI_INVALID_PARAMETER`
 */
export function parseParameters(texts: readonly string[]): Readonly<Record<string, unknown>> {
  const parameters = new Map<string, unknown>();
  for (const text of texts) {
    const end = text.indexOf("=");
    if (end <= 0) throw invalid(`parameter '${text}' has no ${end === 0 ? "name" : "value"}; write name=value`);
    const name = text.slice(0, end);
    if (parameters.has(name)) throw invalid(`parameter '${name}' is given twice; give it once`);
    parameters.set(name, parseValue(text.slice(end + 1)));
  }
  return Object.fromEntries(parameters);
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function invalid(message: string): CliError {
  return new CliError("CLI_INVALID_PARAMETER", message);
}
