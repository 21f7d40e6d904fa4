import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import type { Mutation } from "./mutation.ts";

/** Made by builds and runs; a copy makes its own. */
const leftOut = new Set(["node_modules", "dist", ".turbo", ".results"]);

/**
 * A workspace in a temporary folder that is the given one by symlinks, except for one package, which is a copy. What
 * is written to the copy never reaches the checkout, and the copy finds all that the package finds.
 */
export class Mirror {
  /** The copied package. */
  readonly packageFolder: string;
  readonly #folder: string;

  constructor(workspace: string, packageName: string) {
    const root = resolve(workspace);
    // The real path, since test tools report real paths.
    this.#folder = mkdtempSync(join(realpathSync(tmpdir()), "millrace-mutation-"));
    this.packageFolder = join(this.#folder, "packages", packageName);
    mkdirSync(this.packageFolder, { recursive: true });
    linkEntries(root, this.#folder, (name) => name !== "packages" && name !== ".git");
    linkEntries(join(root, "packages"), join(this.#folder, "packages"), (name) => name !== packageName);
    const original = join(root, "packages", packageName);
    cpSync(original, this.packageFolder, { recursive: true, filter: (path) => !leftOut.has(basename(path)) });
    // A folder of links and not one link: test tools keep caches in it.
    mkdirSync(join(this.packageFolder, "node_modules"));
    const modules = join(original, "node_modules");
    if (existsSync(modules)) {
      linkEntries(modules, join(this.packageFolder, "node_modules"), (name) => !name.startsWith("."));
    }
  }

  /** Runs `work` while the mutation is in place. */
  async whileMutated<T>({ file, find, replace }: Mutation, work: () => Promise<T>): Promise<T> {
    const path = join(this.packageFolder, file);
    const original = readFileSync(path, "utf8");
    writeFileSync(
      path,
      original.replace(find, () => replace),
    );
    try {
      return await work();
    } finally {
      writeFileSync(path, original);
    }
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }
}

function linkEntries(from: string, to: string, take: (name: string) => boolean): void {
  for (const name of readdirSync(from).filter(take)) symlinkSync(join(from, name), join(to, name));
}
