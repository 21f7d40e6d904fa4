import { cp, mkdir, readdir } from "node:fs/promises";
import path from "node:path";

const left = new Set(["node_modules", ".git", ".millrace"]);

/**
 * Copies a source for an image that is not bundled, without what is installed there and without the build itself, which
 * may lie in the source: Node's own copy of a folder refuses that.
 */
export async function copySource(from: string, to: string, context: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const file = path.join(from, entry.name);
    if (left.has(entry.name) || path.resolve(file) === context) continue;
    const copy = path.join(to, entry.name);
    if (entry.isDirectory()) await copySource(file, copy, context);
    else await cp(file, copy);
  }
}
