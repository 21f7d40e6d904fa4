import { chromium, type Browser } from "playwright-core";
import { BrowserError } from "./browser-error.ts";
import { candidates, type Candidate } from "./candidates.ts";
import { readEnv } from "./env.ts";

/** Pages are ours and local: no sandbox, which root and most containers cannot have, and no graphics card. */
const flags = ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"];

/**
 * Starts a headless browser: `$CHROMIUM_PATH`, else the one from npm (Linux on x64), else an installed Chromium,
 * Chrome or Edge. Close it, or the process stays.
 *
 * @throws `BROWSER_UNAVAILABLE` naming for each one why it does not start, such as the library that it lacks.
 */
export async function openBrowser(tried: readonly Candidate[] = candidates()): Promise<Browser> {
  const reasons: string[] = [];
  for (const { name, prepare } of tried) {
    try {
      const options = await prepare();
      if (options === undefined) reasons.push(`${name}: not there`);
      else return await chromium.launch({ ...options, args: flags });
    } catch (error) {
      reasons.push(`${name}: ${whyNot(error)}`);
    }
  }
  throw new BrowserError(
    "BROWSER_UNAVAILABLE",
    `no browser starts here; install Chromium, or set CHROMIUM_PATH to one. Tried ${reasons.join("; ")}`,
    { details: { reasons } },
  );
}

/** A browser, or why there is none. */
export type BrowserOrReason =
  | { readonly browser: Browser; readonly reason: undefined }
  | { readonly browser: undefined; readonly reason: string };

/**
 * For `describe.skipIf(reason !== undefined)`: a machine without a browser skips its page tests and says why.
 *
 * @throws `BROWSER_UNAVAILABLE` with `CI=true`, where skipping would hide that pages are no longer tested.
 */
export async function browserOrReason(tried?: readonly Candidate[]): Promise<BrowserOrReason> {
  try {
    return { browser: await openBrowser(tried), reason: undefined };
  } catch (error) {
    if (readEnv().ci || !BrowserError.is(error, "BROWSER_UNAVAILABLE")) throw error;
    return { browser: undefined, reason: error.message };
  }
}

/** The line that helps, out of the pages that a failed start prints. */
function whyNot(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const missing = /error while loading shared libraries: (\S+?):/.exec(text)?.[1];
  return missing === undefined ? text.split("\n")[0]! : `the library ${missing} is missing`;
}
