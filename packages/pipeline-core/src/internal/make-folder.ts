import path from "node:path";

/**
 * Makes a folder and those above it. Node's own way to do so (`recursive`) never ends below folders such as /proc, where
 * nothing can be made.
 *
 * @throws the system's error
 */
export function makeFolder(folder: string): void {
  const { existsSync, mkdirSync } = process.getBuiltinModule("node:fs");
  if (existsSync(folder)) return;
  const parent = path.dirname(folder);
  if (parent !== folder) makeFolder(parent);
  try {
    mkdirSync(folder);
  } catch (error) {
    // Somebody else made it meanwhile.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}
