import { homedir } from "node:os";
import { join } from "node:path";

/** The environment as this package reads it; no other file does. */
export interface Env {
  /** `CI` is `true`: a page test that cannot run is a failure. */
  readonly ci: boolean;
  /** `CHROMIUM_PATH`: the browser to use before all others. */
  readonly chromiumPath: string | undefined;
  /** The user's cache of this repository: `$MILLRACE_CACHE`, `$XDG_CACHE_HOME/millrace` or `~/.cache/millrace`. */
  readonly cacheFolder: string;
  /** All of it, for the browser's own process. */
  readonly variables: NodeJS.ProcessEnv;
}

export function readEnv(): Env {
  const { CI, CHROMIUM_PATH, MILLRACE_CACHE, XDG_CACHE_HOME } = process.env;
  return {
    ci: CI === "true",
    chromiumPath: CHROMIUM_PATH || undefined,
    cacheFolder: MILLRACE_CACHE || join(XDG_CACHE_HOME || join(homedir(), ".cache"), "millrace"),
    variables: process.env,
  };
}
