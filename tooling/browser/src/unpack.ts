import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { BrowserError } from "./browser-error.ts";
import { readEnv } from "./env.ts";

/** The browser from npm, unpacked. */
export interface UnpackedBrowser {
  readonly executablePath: string;
  /** System libraries that came with it, for a machine that lacks them: NSS, NSPR, expat. */
  readonly libraryFolder: string;
  /** A folder with a `fonts.conf` that names the fonts that came with it, and no others. */
  readonly fontFolder: string;
}

/**
 * Unpacks the browser of `@sparticuz/chromium` into the cache, once per version. The package itself unpacks into the
 * temporary folder whatever its version, and a second process then finds half a file; here a finished folder appears
 * at once, under its version.
 *
 * @throws `BROWSER_UNPACK_FAILED`
 */
export async function unpackBrowser(cacheFolder: string = readEnv().cacheFolder): Promise<UnpackedBrowser> {
  const packageFolder = dirname(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")));
  const { version } = JSON.parse(await readFile(join(packageFolder, "package.json"), "utf8")) as { version: string };
  const folder = join(cacheFolder, "chromium", `${version}-linux-x64`);
  if (!existsSync(folder)) await unpackInto(folder, packageFolder);
  return {
    executablePath: join(folder, "chromium"),
    libraryFolder: join(folder, "al2023", "lib"),
    fontFolder: join(folder, "fonts"),
  };
}

async function unpackInto(folder: string, packageFolder: string): Promise<void> {
  let staging: string | undefined;
  try {
    await mkdir(dirname(folder), { recursive: true });
    staging = await mkdtemp(`${folder}.`);
    // The package unpacks into the temporary folder of its process: it gets one of its own.
    await promisify(execFile)(process.execPath, [join(import.meta.dirname, "unpack-main.ts"), packageFolder], {
      env: { ...readEnv().variables, TMPDIR: staging },
    });
    await writeFile(join(staging, "fonts", "fonts.conf"), fontsOf(join(folder, "fonts")));
    await rename(staging, folder);
  } catch (error) {
    if (staging !== undefined) await rm(staging, { recursive: true, force: true });
    // Another process was faster.
    if (existsSync(folder)) return;
    const message = `the browser cannot be unpacked into '${folder}': ${String(error)}; make room there (300 MB)`;
    throw new BrowserError("BROWSER_UNPACK_FAILED", message, { cause: error });
  }
}

/** The same fonts on every machine, so that a page looks the same. */
function fontsOf(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${join(folder, "fonts")}</dir><cachedir>${join(folder, "cache")}</cachedir></fontconfig>
`;
}
