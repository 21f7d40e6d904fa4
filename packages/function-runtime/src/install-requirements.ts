import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { FunctionError } from "./errors.ts";

export interface InstallOptions {
  readonly signal: AbortSignal;
  /**
   * Whether any version will do of a package that is found from the folder. Default: only if the requirement names none.
   * A single file belongs to the project around it, and so takes the versions that this one has chosen.
   */
  readonly anyVersion?: boolean;
}

/**
 * Installs npm packages into a folder, without running their scripts. What is found from there already is not installed.
 *
 * @throws `FUNCTION_REQUIREMENTS_FAILED` with what npm said last.
 */
export async function installRequirements(
  folder: string,
  requirements: readonly string[],
  { signal, anyVersion = false }: InstallOptions,
): Promise<void> {
  const { resolve } = createRequire(path.join(folder, "index.js"));
  const missing = requirements.filter((requirement) => !isFound(requirement, resolve, anyVersion));
  if (missing.length === 0) return;
  await makeRoot(folder);
  const quiet = ["--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"];
  const npm = spawn("npm", ["install", ...quiet, "--", ...missing], {
    cwd: folder,
    signal,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  npm.stderr.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-2000)));
  const failure = await new Promise<Error | undefined>((ended) => {
    npm.once("error", ended);
    npm.once("close", (code) =>
      ended(code === 0 ? undefined : new Error(`npm ended with code ${code}: ${said.trim()}`)),
    );
  });
  if (failure === undefined) return;
  signal.throwIfAborted();
  const what = `${missing.join(", ")} cannot be installed; ${failure.message}`;
  throw new FunctionError("FUNCTION_REQUIREMENTS_FAILED", what, { details: { requirements: missing }, cause: failure });
}

/** Without a package of its own in the folder, npm would install into one further up. */
async function makeRoot(folder: string): Promise<void> {
  try {
    await writeFile(path.join(folder, "package.json"), '{ "private": true, "type": "module" }\n', { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

function isFound(requirement: string, resolve: NodeJS.RequireResolve, anyVersion: boolean): boolean {
  const [, name, version] = /^((?:@[\w.~-]+\/)?[\w.~-]+)(@.+)?$/.exec(requirement) ?? [];
  if (name === undefined || (version !== undefined && !anyVersion)) return false;
  try {
    resolve(`${name}/package.json`);
    return true;
  } catch (error) {
    // There, but it keeps its package.json to itself.
    return (error as NodeJS.ErrnoException).code === "ERR_PACKAGE_PATH_NOT_EXPORTED";
  }
}
