import { homedir } from "node:os";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

/** The checkout. */
export const root = path.resolve(fileURLToPath(import.meta.url), "../../..");

/** The user's cache, for what is too heavy for the one frozen install: real engines and bench peers. */
export const cacheFolder = (env = process.env, home = homedir()) => {
  if (env.MILLRACE_CACHE) return path.resolve(env.MILLRACE_CACHE);
  return path.join(env.XDG_CACHE_HOME || path.join(home, ".cache"), "millrace");
};
