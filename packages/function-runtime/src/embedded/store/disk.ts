import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { mkdir, open, realpath, rename, rm } from "node:fs/promises";
import path from "node:path";
import { FunctionError } from "../../errors.ts";

/** Where drafts are, on the same disk as everything else. What a crash leaves there is nobody's. */
export const draftsFolder = "tmp";

// Windows has no such flag; there links need a privilege.
const noFollow = constants.O_NOFOLLOW ?? 0;

/** The text of a file that is not a link; absent: there is none. */
export async function readText(file: string): Promise<string | undefined> {
  try {
    const handle = await open(file, constants.O_RDONLY | noFollow);
    try {
      return await handle.readFile("utf8");
    } finally {
      await handle.close();
    }
  } catch (cause) {
    if (codeOf(cause) === "ENOENT") return undefined;
    throw unusable(file, cause);
  }
}

/**
 * Puts a file there in one step: whoever reads, also after a crash, sees what was there before or all of this.
 *
 * @param root the folder of the store.
 */
export async function writeWhole(root: string, file: string, content: string, mode = 0o666): Promise<void> {
  const draft = newDraft(root);
  try {
    const handle = await open(draft, "wx", mode);
    try {
      await handle.writeFile(content);
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (cause) {
    await rm(draft, { force: true });
    throw unusable(file, cause);
  }
}

export const newDraft = (root: string): string => path.join(root, draftsFolder, randomUUID());

/** Makes a folder of the store with everything above it. */
export async function makeFolder(folder: string): Promise<string> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw unusable(folder, cause);
  }
  await refuseLinks(folder);
  return folder;
}

/** Refuses a path of the store that leads out of it; the path of the store itself has no links. */
export async function refuseLinks(file: string): Promise<void> {
  const real = await realpath(file).catch((cause: unknown) => {
    throw unusable(file, cause);
  });
  if (real !== file) throw unusable(file, new Error(`it is a link to '${real}'`));
}

export const removeFile = (file: string): Promise<void> => rm(file, { force: true });

export const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException | undefined)?.code;

export function unusable(file: string, cause: unknown): FunctionError {
  const why = cause instanceof Error ? cause.message : String(cause);
  if (FunctionError.is(cause, "FUNCTION_STORE_UNUSABLE")) return cause;
  return new FunctionError("FUNCTION_STORE_UNUSABLE", `'${file}' cannot be used: ${why}`, {
    cause,
    details: { file },
  });
}
