import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomUUID } from "node:crypto";

/** A path that disposal removes with all that is in it. */
export interface TempPath extends AsyncDisposable {
  readonly path: string;
}

/** macOS takes 103 bytes for the path of a socket, Linux 107. */
const longestSocketPath = 103;

/** A new, empty folder. */
export async function tempFolder(): Promise<TempPath> {
  return folderIn(tmpdir());
}

/**
 * A path for a Unix domain socket, in a new folder of its own and short enough for every system; on Windows the name
 * of a pipe. Nothing listens there yet.
 */
export async function tempSocket(): Promise<TempPath> {
  if (process.platform === "win32") {
    return { path: `\\\\.\\pipe\\millrace-${randomUUID()}`, [Symbol.asyncDispose]: async () => undefined };
  }
  const fits = Buffer.byteLength(join(tmpdir(), "millrace-XXXXXX", "s")) <= longestSocketPath;
  const folder = await folderIn(fits ? tmpdir() : "/tmp");
  return { path: join(folder.path, "s"), [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

async function folderIn(parent: string): Promise<TempPath> {
  const path = await mkdtemp(join(parent, "millrace-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 3 }) };
}
