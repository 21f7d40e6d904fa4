import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";

/** A folder with a space in its name that is gone when the test ends. */
export const scratch = (files: Readonly<Record<string, string | object>> = {}): string => {
  const folder = mkdtempSync(path.join(tmpdir(), "millrace scripts "));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  write(folder, files);
  return folder;
};

/** Writes files below a folder; an object becomes JSON. */
export const write = (folder: string, files: Readonly<Record<string, string | object>>): void => {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  }
};
