import { readFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import path from "node:path";
import { importsOf, packageOf } from "./imports.ts";
import type { FunctionTarget } from "./target.ts";

/**
 * The packages that a file imports and that neither the requirements nor the nearest package.json name: they are here by
 * chance and nowhere else.
 */
export async function undeclaredPackages(
  { code, folder }: FunctionTarget,
  requirements: readonly { readonly name: string }[],
): Promise<string[]> {
  const known = new Set([...requirements.map(({ name }) => name), ...(await dependenciesAbove(folder))]);
  const imported = importsOf(code)
    .filter((specifier) => !isBuiltin(specifier))
    .flatMap((specifier) => packageOf(specifier) ?? []);
  return [...new Set(imported)].filter((name) => !known.has(name));
}

async function dependenciesAbove(folder: string): Promise<readonly string[]> {
  for (let at = folder; ; at = path.dirname(at)) {
    const manifest = await readManifest(path.join(at, "package.json"));
    if (manifest !== undefined) {
      const { name, dependencies, optionalDependencies, peerDependencies } = manifest;
      const own = typeof name === "string" ? [name] : [];
      return [
        ...own,
        ...[dependencies, optionalDependencies, peerDependencies].flatMap((one) => Object.keys(one ?? {})),
      ];
    }
    if (path.dirname(at) === at) return [];
  }
}

async function readManifest(file: string): Promise<Readonly<Record<string, object | undefined>> | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(file, "utf8"));
    return typeof value === "object" && value !== null ? (value as Record<string, object>) : undefined;
  } catch {
    // None here, or none that can be read: npm would look further up, too.
    return undefined;
  }
}
