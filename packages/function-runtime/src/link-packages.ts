import { randomUUID } from "node:crypto";
import { readlink, rename, rm, stat, symlink } from "node:fs/promises";
import path from "node:path";
import process from "node:process";

/**
 * Lets code below a folder find the packages of the project that this process works in, also where the folder lies
 * outside of it: by a link, which Node looks through before the packages of the folders above.
 */
export async function linkPackages(root: string): Promise<void> {
  const wanted = await packagesOf(process.cwd());
  if (wanted === undefined || wanted === (await packagesOf(path.dirname(root)))) return;
  const link = path.join(root, "node_modules");
  if ((await readlink(link).catch(() => undefined)) === wanted) return;
  const made = path.join(root, `.packages-${randomUUID()}`);
  try {
    await symlink(wanted, made, "junction");
    await rename(made, link);
  } catch (error) {
    await rm(made, { force: true });
    // Where links cannot be made, code has the packages above it, as everywhere.
    if (!["EPERM", "ENOSYS", "ENOTSUP", "EEXIST", "EISDIR", "ENOTEMPTY"].includes(codeOf(error))) throw error;
  }
}

/** The nearest folder of packages, of a folder or above it. */
async function packagesOf(folder: string): Promise<string | undefined> {
  const packages = path.join(folder, "node_modules");
  if ((await stat(packages).catch(() => undefined))?.isDirectory() === true) return packages;
  const parent = path.dirname(folder);
  return parent === folder ? undefined : packagesOf(parent);
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? "";
