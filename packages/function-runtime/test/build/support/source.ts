import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";

/** A folder that is gone after the test. */
export async function scratch(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "millrace-build-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder with these files. */
export async function sourceOf(files: Readonly<Record<string, string>>, folder?: string): Promise<string> {
  const root = folder ?? path.join(await scratch(), "source");
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(root, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return root;
}

export const greeting: Readonly<Record<string, string>> = {
  "main.ts": [
    'import { shout } from "./lib/shout.ts";',
    "let prefix = 'hello';",
    "export function init(_context: unknown, options: { prefix?: string }) { prefix = options.prefix ?? prefix; }",
    "export function greet({ name = 'nobody' }: { name?: string }) { return `${prefix} ${shout(name)}`; }",
    "export function fail(): never { throw new Error('no greeting today'); }",
    "export const leak = () => { setInterval(() => {}, 1000); return 'x'.repeat(1_000_000); };",
    "export const table = () => ({ columns: { n: [1, 2] } });",
  ].join("\n"),
  "lib/shout.ts": "export const shout = (text: string): string => text.toUpperCase();",
};
