import { existsSync } from "node:fs";
import type { LaunchOptions } from "playwright-core";
import { readEnv } from "./env.ts";
import { unpackBrowser } from "./unpack.ts";

/** A browser that may be on this machine. */
export interface Candidate {
  /** As it is named when it does not start. */
  readonly name: string;
  /** How to start it; `undefined` if it is not there at all. */
  readonly prepare: () => Promise<LaunchOptions | undefined>;
}

/** Places where Linux distributions put Chromium; Chrome and Edge are found by playwright itself. */
const systemPaths = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/snap/bin/chromium"];

/** What to try, best first. */
export function candidates(): readonly Candidate[] {
  const { chromiumPath } = readEnv();
  const named = chromiumPath === undefined ? [] : [atPath(chromiumPath, `CHROMIUM_PATH (${chromiumPath})`)];
  const fromNpm = process.platform === "linux" && process.arch === "x64" ? [npmBrowser(false), npmBrowser(true)] : [];
  const system = process.platform === "linux" ? systemPaths.map((path) => atPath(path, path)) : [];
  const installed = ["chrome", "msedge"].map((channel): Candidate => ({
    name: `installed ${channel}`,
    prepare: async () => ({ channel }),
  }));
  return [...named, ...fromNpm, ...system, ...installed];
}

function atPath(path: string, name: string): Candidate {
  return { name, prepare: async () => (existsSync(path) ? { executablePath: path } : undefined) };
}

/** The one from npm, on the machine's libraries, or on those that came with it. */
function npmBrowser(ownLibraries: boolean): Candidate {
  return {
    name: `@sparticuz/chromium${ownLibraries ? " with its own libraries" : ""}`,
    prepare: async () => {
      const { variables } = readEnv();
      const { executablePath, libraryFolder, fontFolder } = await unpackBrowser();
      const { LD_LIBRARY_PATH: path } = variables;
      const libraries = ownLibraries ? { LD_LIBRARY_PATH: path ? `${libraryFolder}:${path}` : libraryFolder } : {};
      return { executablePath, env: { ...definedOf(variables), FONTCONFIG_PATH: fontFolder, ...libraries } };
    },
  };
}

function definedOf(variables: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
