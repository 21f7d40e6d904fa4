import { homedir } from "node:os";
import { join } from "node:path";

/** Where engines are kept: `interop/` in the user's cache of this repository. */
export const engineCache = (): string => {
  const { MILLRACE_CACHE, XDG_CACHE_HOME } = process.env;
  return join(MILLRACE_CACHE || join(XDG_CACHE_HOME || join(homedir(), ".cache"), "millrace"), "interop");
};

/** What a toolchain's own process gets: everything that its user has set for it. */
export const environment = (): NodeJS.ProcessEnv => process.env;

/** Whether nobody sits at this machine who could try again by hand. */
export const onBuildMachine = (): boolean => process.env["CI"] === "true";
