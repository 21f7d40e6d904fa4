import { cp } from "node:fs/promises";
import path from "node:path";

const left = new Set(["node_modules", ".git", ".millrace"]);

/** Copies a source for an image that is not bundled, without what is installed there and without the build itself. */
export async function copySource(from: string, to: string, context: string): Promise<void> {
  await cp(from, to, {
    recursive: true,
    filter: (file) => file === from || (!left.has(path.basename(file)) && path.resolve(file) !== context),
  });
}
