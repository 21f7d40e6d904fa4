import { existsSync, readFileSync } from "node:fs";
import { glob, readdir } from "node:fs/promises";
import { dirname, join, posix, sep } from "node:path";

/** A package of the repository. */
export interface WorkspacePackage {
  readonly name: string;
  /** Path from the root, with slashes. */
  readonly folder: string;
}

const pagePatterns = ["*.md", "docs/**/*.md", "{packages,examples,tooling,interop,bench}/**/README.md"];
const notOurs = new Set(["node_modules", "dist", ".cache", ".results", ".turbo", "out", "fixtures"]);

/** Every README and every page of the documentation, by its path from the root with slashes, in order. */
export async function findPages(root: string): Promise<string[]> {
  const found: string[] = [];
  const skip = (name: string): boolean => name.split(/[\\/]/).some((part) => notOurs.has(part));
  for await (const file of glob(pagePatterns, { cwd: root, exclude: skip })) found.push(file.split(sep).join("/"));
  return found.toSorted();
}

/** The packages that pages may import. */
export async function publishedPackages(root: string): Promise<WorkspacePackage[]> {
  const folders = await readdir(join(root, "packages"));
  return folders.toSorted().flatMap((folder) => packageAt(root, posix.join("packages", folder)) ?? []);
}

/** The package that a file belongs to: the nearest folder above it with a manifest. */
export function packageOf(root: string, file: string): WorkspacePackage | undefined {
  for (let folder = posix.dirname(file); folder !== "."; folder = posix.dirname(folder)) {
    const found = packageAt(root, folder);
    if (found !== undefined) return found;
  }
  return undefined;
}

function packageAt(root: string, folder: string): WorkspacePackage | undefined {
  const manifest = join(root, folder, "package.json");
  if (!existsSync(manifest)) return undefined;
  const { name } = JSON.parse(readFileSync(manifest, "utf8")) as { name: string };
  return { name, folder };
}

/** What a package can import beside itself: name → folder, as the package manager linked them. */
export async function dependenciesOf(root: string, { folder }: WorkspacePackage): Promise<Map<string, string>> {
  const modules = join(root, folder, "node_modules");
  const links = new Map<string, string>();
  if (!existsSync(modules)) return links;
  for await (const path of glob(["[!.@]*", "@*/*"], { cwd: modules })) {
    links.set(path.split(sep).join("/"), join(modules, path));
  }
  return links;
}

/** The folder of this repository. */
export function repositoryRoot(): string {
  return dirname(dirname(dirname(import.meta.dirname)));
}
