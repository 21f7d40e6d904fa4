import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { FunctionError } from "../errors.ts";
import type { Platform } from "../platform.ts";
import { staysInside } from "./code-file.ts";
import { codeName, maxArchiveBytes, maxFileBytes, putCodeFile, unpack, type FetchedSource } from "./place-source.ts";
import { readAll } from "./read-all.ts";
import { replaceFolder } from "./replace-folder.ts";
import { shownUri, type SourceUri } from "./source-uri.ts";

/**
 * Brings what lies in a platform's store into a folder: an archive, one file, or all files below a path that ends in `/`.
 *
 * @throws `FUNCTION_INVALID_SOURCE`, and what the platform throws.
 */
export async function fetchStored(
  { path: stored, zip }: Extract<SourceUri, { kind: "store" }>,
  uri: string,
  { folder, platform }: { readonly folder: string; readonly platform?: Platform },
): Promise<FetchedSource> {
  if (platform === undefined) {
    throw new FunctionError(
      "FUNCTION_INVALID_SOURCE",
      `the source '${shownUri(uri)}' is in a store, and there is no platform to ask`,
    );
  }
  if (!zip && stored.endsWith("/")) return fetchFolder(stored, { folder, platform });
  const name = zip ? "" : codeName(path.posix.basename(stored), uri);
  const maxBytes = zip ? maxArchiveBytes : maxFileBytes;
  const bytes = await readAll(await platform.download(stored), { maxBytes, where: shownUri(uri) });
  return zip ? unpack(bytes, folder) : putCodeFile(folder, name, bytes);
}

/** All files below a path of a store. */
async function fetchFolder(
  stored: string,
  { folder, platform }: { readonly folder: string; readonly platform: Platform },
): Promise<FetchedSource> {
  const files = await platform.files(stored);
  if (files.length === 0) throw new FunctionError("FUNCTION_INVALID_SOURCE", `the source '${stored}' has no files`);
  let left = maxArchiveBytes;
  await replaceFolder(folder, async (empty) => {
    for (const { path: at } of files) {
      const below = at.startsWith(stored) ? at.slice(stored.length) : "";
      if (!staysInside(below)) {
        throw new FunctionError("FUNCTION_INVALID_SOURCE", `the source '${stored}' has '${at}', which leads out of it`);
      }
      const content = await readAll(await platform.download(at), { maxBytes: left, where: stored });
      left -= content.byteLength;
      const file = path.join(empty, ...below.split("/"));
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, content);
    }
  });
  return { folder };
}
