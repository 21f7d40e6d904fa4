import { fileURLToPath } from "node:url";

const ofPlatform = /\((?:node:|<anonymous>|native)|^\s+at (?:async )?node:|[\\/]@millrace[\\/]/;

const own: readonly string[] = ownFolders(import.meta.url);

/**
 * A stack trace without what lies below the user's code: the frames of this package that called it, and those of the
 * platform beneath. Frames between the user's own stay.
 *
 * @param folders those of this package, in the forms in which stack traces name them.
 */
export function cutStack(stack: string, folders: readonly string[] = own): string {
  const isOwn = (line: string): boolean => folders.some((folder) => line.includes(folder));
  const lines = stack.split("\n");
  const last = lines.findLastIndex((line) => !isOwn(line) && !ofPlatform.test(line));
  const below = lines.slice(last + 1);
  return below.some(isOwn) ? lines.slice(0, last + 1).join("\n") : stack;
}

/**
 * The folder of a module of this package, as URL and as path. None where a bundler has put the module into one file with
 * the user's code, which then could not be told apart, or knows no URL of modules.
 */
export function ownFolders(moduleUrl: string | undefined): readonly string[] {
  if (moduleUrl === undefined || !/\/workflow-sdk\/(?:src|dist)\/[^/]*$/.test(moduleUrl)) return [];
  const url = new URL(".", moduleUrl);
  return [url.href, fileURLToPath(url)];
}
