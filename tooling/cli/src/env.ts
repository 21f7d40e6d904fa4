/** The environment as this package reads it; no other file does. */
export interface Env {
  /** `NO_COLOR` is set and not empty (https://no-color.org). */
  readonly noColor: boolean;
}

export function readEnv(): Env {
  return { noColor: (process.env["NO_COLOR"] ?? "") !== "" };
}
