import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

export interface ProjectFolder extends AsyncDisposable {
  readonly path: string;
  /** A file in it. */
  readonly at: (...names: readonly string[]) => string;
}

const packageFolder = path.resolve(import.meta.dirname, "../../..");

/** A folder with files, in which this package and zod are installed. */
export async function projectFolder(files: Readonly<Record<string, string>> = {}): Promise<ProjectFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), "millrace-cli-"));
  const at = (...names: readonly string[]): string => path.join(folder, ...names);
  await mkdir(at("node_modules", "@millrace"), { recursive: true });
  await symlink(packageFolder, at("node_modules", "@millrace", "function-runtime"), "dir");
  await symlink(path.join(packageFolder, "node_modules", "zod"), at("node_modules", "zod"), "dir");
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(at(name)), { recursive: true });
    await writeFile(at(name), text);
  }
  return {
    path: folder,
    at,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}
