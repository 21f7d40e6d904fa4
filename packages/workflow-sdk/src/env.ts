import { homedir } from "node:os";
import path from "node:path";
import process from "node:process";

/** The environment as this package reads it; no other file does. */
export interface Env {
  /** Every variable whose name begins with `TEMPORAL_`, if it is not empty; headers also if it is. */
  readonly temporal: ReadonlyMap<string, string>;
  /** Where programs keep their settings, as the system has it. */
  readonly configFolder: string;
}

const prefix = "TEMPORAL_";

export function readEnv(): Env {
  const { env, platform } = process;
  const temporal = new Map<string, string>();
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined || !name.startsWith(prefix)) continue;
    if (value !== "" || name.startsWith(headerPrefix)) temporal.set(name, value);
  }
  return { temporal, configFolder: configFolder(env, platform) };
}

/** What follows it is the name of a header; an empty value removes one that the file has. */
export const headerPrefix = "TEMPORAL_GRPC_META_";

function configFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === "win32") return env["APPDATA"] || path.join(homedir(), "AppData", "Roaming");
  if (platform === "darwin") return path.join(homedir(), "Library", "Application Support");
  return env["XDG_CONFIG_HOME"] || path.join(homedir(), ".config");
}
