import { readdir } from "node:fs/promises";
import { codeOf, unusable } from "./disk.ts";

/** The names of the folders in a folder; links are none. */
export async function subfolders(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  } catch (cause) {
    if (codeOf(cause) === "ENOENT") return [];
    throw unusable(folder, cause);
  }
}
