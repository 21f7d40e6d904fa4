import { readdir, readFile, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { FunctionError } from "../errors.ts";

/** What is no source: installed or made by tools. */
const skipped: ReadonlySet<string> = new Set(["node_modules", ".git", ".millrace"]);

/** Bytes of all files together; an archive of code is not the place for data. */
const maxBytes = 2 ** 28;

/**
 * A folder as an archive: the same folder gives the same bytes. `node_modules`, `.git` and `.millrace` stay out. Links
 * to files inside of the folder are stored as these files.
 *
 * @throws `FUNCTION_INVALID_SOURCE` for links to elsewhere or to folders, for an empty folder, and for more than 256 MiB.
 */
export async function zipFolder(folder: string): Promise<Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const budget = { left: maxBytes };
  await collect({ folder, root: await realpath(folder), files, budget }, "");
  if (files.size === 0) throw new FunctionError("FUNCTION_INVALID_SOURCE", `the folder '${folder}' has no files`);
  const { zipSync } = await import("fflate");
  // The oldest date that archives know: when a file was changed is not part of the source.
  return zipSync(Object.fromEntries(files), { mtime: new Date(1980, 0, 1), level: 6 });
}

interface Collecting {
  readonly folder: string;
  readonly root: string;
  readonly files: Map<string, Uint8Array>;
  readonly budget: { left: number };
}

async function collect(into: Collecting, below: string): Promise<void> {
  const names = await readdir(path.join(into.folder, below));
  for (const name of names.toSorted()) {
    if (skipped.has(name)) continue;
    const relative = `${below}${name}`;
    const file = path.join(into.folder, relative);
    const real = await realpath(file);
    const found = await stat(real);
    if (found.isDirectory()) {
      if (real !== path.join(into.root, relative)) throw refused(relative, "a link to a folder");
      await collect(into, `${relative}/`);
    } else if (found.isFile()) {
      if (!real.startsWith(into.root + path.sep)) throw refused(relative, "a link that leads out of the folder");
      into.budget.left -= found.size;
      if (into.budget.left < 0) throw refused(relative, `more than the ${maxBytes} bytes that a source may have`);
      into.files.set(relative, await readFile(real));
    } else {
      throw refused(relative, "neither a file nor a folder");
    }
  }
}

const refused = (file: string, what: string): FunctionError =>
  new FunctionError("FUNCTION_INVALID_SOURCE", `'${file}' in the folder of the source is ${what}`);
