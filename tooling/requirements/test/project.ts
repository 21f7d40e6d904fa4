import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const repository: string = fileURLToPath(new URL("../../..", import.meta.url));
const sources = fileURLToPath(new URL("../src", import.meta.url));

/** What the configuration of a fixture imports, as a string literal. */
export const reporterModule: string = JSON.stringify(join(sources, "index.ts"));

export interface Finished {
  readonly exitCode: number | null;
  /** Both streams, in the order in which they came. */
  readonly output: string;
}

/** A folder of files that is removed after the test; it finds packages where this repository does. */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "millrace-requirements-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** A package with a manifest, gated by the reporter; `tests` are the bodies of test files by name. */
export function gatedFiles(
  manifest: readonly object[],
  tests: Readonly<Record<string, string>>,
): Record<string, string> {
  return {
    "package.json": `{ "name": "fixture", "type": "module" }`,
    "requirements.json": JSON.stringify(manifest),
    "vitest.config.ts": [
      `import { requirementsReporter } from ${reporterModule};`,
      `export default { test: { include: ["test/**/*.test.ts"],`,
      `  reporters: ["default", requirementsReporter({ manifest: "requirements.json" })] } };`,
    ].join("\n"),
    ...Object.fromEntries(Object.entries(tests).map(([name, text]) => [`test/${name}`, text])),
  };
}

export const runVitest = (folder: string, ...args: readonly string[]): Promise<Finished> =>
  runNode([resolve(repository, "node_modules/vitest/vitest.mjs"), "run", ...args], folder);

export const runMutate = (folder: string, ...args: readonly string[]): Promise<Finished> =>
  runNode(["--conditions=@millrace/source", join(sources, "mutate.ts"), ...args], folder);

function runNode(args: readonly string[], cwd: string): Promise<Finished> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, args, {
      cwd,
      env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined },
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text) => (output += text));
    child.on("error", failed).on("close", (exitCode) => done({ exitCode, output }));
  });
}

export const read = (folder: string, file: string): string => readFileSync(join(folder, file), "utf8");
