import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { engineCache } from "./env.ts";
import { print } from "./print.ts";

export interface Cached {
  /** What it is, as a file name: `numaflow-python`. */
  readonly name: string;
  /** Everything that decides what is installed: versions, sources. Another key is another folder. */
  readonly key: string;
  /** Fills the folder, which exists and is empty. */
  readonly install: (folder: string) => Promise<void>;
}

/**
 * The folder of an installed engine in the user's cache, by name, key and platform. Installs it when it is not there;
 * a folder whose installation did not come to its end is made again.
 */
export const cached = async ({ name, key, install }: Cached): Promise<string> => {
  const hash = createHash("sha256").update(`${process.platform}-${process.arch}\n${key}`).digest("hex").slice(0, 12);
  const folder = join(engineCache(), `${name}-${hash}`);
  // Written last.
  const stamp = join(folder, ".installed");
  if (existsSync(stamp)) return folder;
  print(`  installing ${name} …`);
  const began = performance.now();
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await install(folder);
  await writeFile(stamp, "");
  print(`  installed ${name} in ${((performance.now() - began) / 1000).toFixed(0)} s`);
  return folder;
};
