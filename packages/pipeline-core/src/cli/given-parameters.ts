import { readFileSync } from "node:fs";
import { MillraceError } from "@millrace/protocol";
import { parseParameters } from "@millrace/tooling-cli";
import { readEnv } from "../env.ts";
import { PipelineError } from "../errors.ts";
import { kindOf } from "../internal/kind-of.ts";
import type { Parameters } from "../parameters.ts";

export interface ParameterSources {
  /** A file with a JSON object. */
  readonly file?: string | undefined;
  /** `name=value` each. */
  readonly flags: readonly string[];
}

type Values = Readonly<Record<string, unknown>>;

/**
 * What the command line gives to a run: the file, over it variables `PIPELINE_PARAM_<NAME>` of the environment, over
 * them the flags. Defaults lie below and are applied by the run; that it will take them is checked here, so that a
 * wrong name is told like any other mistake of the command line.
 *
 * @throws PipelineError PIPELINE_PARAMETERS_FILE, PIPELINE_PARAMETERS_INVALID, PIPELINE_UNKNOWN_PARAMETER
 */
export async function givenParameters(parameters: Parameters, { file, flags }: ParameterSources): Promise<Values> {
  const fromFile = file === undefined ? {} : readFile(file);
  const given = { ...fromFile, ...typed(parameters, environment(parameters)), ...typed(parameters, flags) };
  try {
    await parameters.forRun(given);
  } catch (error) {
    // What a schema threw by itself is for the run to tell.
    if (MillraceError.is(error)) throw error;
  }
  return given;
}

function readFile(file: string): Values {
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Values;
    throw new TypeError(`it holds ${kindOf(value)}, not an object`);
  } catch (cause) {
    throw new PipelineError(
      "PIPELINE_PARAMETERS_FILE",
      `parameters file '${file}' cannot be used: ${(cause as Error).message}; write a JSON object of name and value`,
      { cause, details: { file } },
    );
  }
}

/** `FOR_DAY` sets `for_day`, `forDay` only by its own spelling; of a schema the names are not known beforehand. */
function environment(parameters: Parameters): string[] {
  const { parameters: set } = readEnv();
  if (parameters.open) return [...set].map(([name, value]) => `${name}=${value}`);
  return parameters.names.flatMap((name) => {
    const value = set.get(name) ?? set.get(name.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_"));
    return value === undefined ? [] : [`${name}=${value}`];
  });
}

/** Texts as values: what has a text as its default stays text, all else is read as JSON where it is JSON. */
function typed(parameters: Parameters, texts: readonly string[]): Values {
  const parsed = parseParameters(texts);
  const raw = new Map(texts.map((text) => [text.slice(0, text.indexOf("=")), text.slice(text.indexOf("=") + 1)]));
  return Object.fromEntries(
    Object.entries(parsed).map(([name, value]) => {
      const wanted: unknown = parameters.has(name) ? parameters.get(name) : undefined;
      if (typeof wanted === "string") return [name, raw.get(name)];
      if ((typeof wanted === "number" || typeof wanted === "boolean") && typeof value !== typeof wanted) {
        throw new PipelineError(
          "PIPELINE_PARAMETERS_INVALID",
          `parameter '${name}' takes a ${typeof wanted}, got '${raw.get(name)}'`,
          { details: { parameter: name } },
        );
      }
      return [name, value];
    }),
  );
}
