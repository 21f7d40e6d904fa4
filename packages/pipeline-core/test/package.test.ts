import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";

const entry = new URL("../src/index.ts", import.meta.url).href;

/** Imports the package in a process of its own; every module that it loads goes through the hook. */
const program = `
import { registerHooks } from "node:module";
const loaded = [];
registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
await import(${JSON.stringify(entry)});
process.stdout.write(JSON.stringify(loaded));
`;

test("[SEED-43] importing the package loads no third-party module and writes nothing", () => {
  const folder = mkdtempSync(join(tmpdir(), "millrace import "));
  try {
    const args = ["--conditions=@millrace/source", "--input-type=module", "--eval", program];
    const output = execFileSync(process.execPath, args, {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
    const loaded = JSON.parse(output) as string[];
    const ours = pathToFileURL(join(import.meta.dirname, "../../..")).href;
    expect(loaded.filter((url) => !url.startsWith("node:") && !url.startsWith(`${ours}/`))).toEqual([]);
    expect(loaded.filter((url) => url.includes("node_modules"))).toEqual([]);
    expect(loaded).toContain(entry);
    expect(readdirSync(folder)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
