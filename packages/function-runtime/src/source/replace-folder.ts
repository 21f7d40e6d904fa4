import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import path from "node:path";

/**
 * Fills a new folder and puts it in place of another as a whole: whoever looks sees all of it or what was there before.
 */
export async function replaceFolder(folder: string, fill: (empty: string) => Promise<void>): Promise<void> {
  await mkdir(path.dirname(folder), { recursive: true });
  const fresh = await mkdtemp(`${folder}.`);
  try {
    await fill(fresh);
    await moveOver(fresh, folder);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    throw error;
  }
}

/** A folder can only be renamed onto an empty one; another process may fill it in between, or while it is emptied. */
async function moveOver(from: string, to: string, attempts = 5): Promise<void> {
  try {
    await rm(to, { recursive: true, force: true });
    await rename(from, to);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (attempts === 0 || (code !== "ENOTEMPTY" && code !== "EEXIST" && code !== "EPERM")) throw error;
    await moveOver(from, to, attempts - 1);
  }
}
