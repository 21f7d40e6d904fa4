const prefix = "PIPELINE_PARAM_";

/** The environment as this package reads it; no other file does. */
export interface Env {
  /** What follows `PIPELINE_PARAM_` → value, for every variable of that form. */
  readonly parameters: ReadonlyMap<string, string>;
}

export function readEnv(): Env {
  const parameters = new Map<string, string>();
  for (const [name, value] of Object.entries(process.env))
    if (name.startsWith(prefix) && value !== undefined) parameters.set(name.slice(prefix.length), value);
  return { parameters };
}
