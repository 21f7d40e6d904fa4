import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { EntityRecord, JsonObject } from "./entity.ts";
import { installRequirements } from "./install-requirements.ts";
import { linkPackages } from "./link-packages.ts";
import type { Platform } from "./platform.ts";
import { fetchSource, type FetchedSource } from "./source/fetch-source.ts";
import { parseSourceUri } from "./source/source-uri.ts";

export interface SourceFolderOptions {
  /** The folder that sources are unpacked in. Packages of the project that this process works in are found from it. */
  readonly root: string;
  /** Whose source it is: the name of the folder of a source that may be another one tomorrow. */
  readonly run: Pick<EntityRecord, "id" | "project">;
  readonly requirements: readonly string[];
  readonly platform: Platform;
  readonly signal: AbortSignal;
}

/**
 * Where a function's code lies, ready to be loaded. What cannot change (code that the function holds itself, or that the
 * platform stores) is unpacked once and kept; everything else is fetched for each run, and removed by `release`.
 */
export async function sourceFolder(
  source: JsonObject,
  options: SourceFolderOptions,
): Promise<FetchedSource & { readonly release: () => Promise<void> }> {
  const { root, run } = options;
  await mkdir(root, { recursive: true });
  await linkPackages(root);
  const own = path.join(root, `${run.project ?? ""}.${run.id}`);
  const release = (): Promise<void> => rm(own, { recursive: true, force: true });
  if (!isFixed(source)) return { ...(await fetchInto(own, source, options)), release };

  const kept = path.join(root, await hashOf(source, options));
  const found = await readMark(kept);
  if (found !== undefined) return { ...found, release };
  const { codeFile } = await fetchInto(own, source, options);
  await keep(own, kept, codeFile);
  return { folder: kept, ...(codeFile === undefined ? {} : { codeFile }), release };
}

async function fetchInto(
  folder: string,
  source: JsonObject,
  { requirements, platform, signal }: SourceFolderOptions,
): Promise<FetchedSource> {
  const fetched = await fetchSource(source, { folder, platform, signal });
  // A folder elsewhere on disk is not ours to write to.
  if (fetched.folder === folder) {
    await installRequirements(folder, requirements, { signal, anyVersion: fetched.codeFile !== undefined });
  }
  return fetched;
}

/** Base64 is in the function itself, and what the platform stores can be told by its hash. */
function isFixed({ base64, source }: JsonObject): boolean {
  if (hasText(base64)) return true;
  return typeof source === "string" && /^(zip\+)?s3:/.test(source);
}

async function hashOf(
  source: JsonObject,
  { requirements, platform }: Pick<SourceFolderOptions, "requirements" | "platform">,
): Promise<string> {
  const parsed = typeof source["source"] === "string" ? parseSourceUri(source["source"]) : undefined;
  const stored = parsed?.kind === "store" && !hasText(source["base64"]) ? await platform.files(parsed.path) : [];
  return createHash("sha256")
    .update(JSON.stringify([source, requirements, stored.map(({ path: at, hash }) => [at, hash])]))
    .digest("hex")
    .slice(0, 32);
}

const hasText = (value: unknown): boolean => typeof value === "string" && value !== "";

/** Beside each kept folder: that it is complete, and what is in it. */
const markOf = (folder: string): string => `${folder}.json`;

async function readMark(folder: string): Promise<FetchedSource | undefined> {
  const mark = await readFile(markOf(folder), "utf8").catch(() => undefined);
  if (mark === undefined) return undefined;
  const { codeFile } = JSON.parse(mark) as { readonly codeFile?: string };
  return { folder, ...(codeFile === undefined ? {} : { codeFile }) };
}

/** Several runs may come to this at once; all of them have the same, so the first one's is kept. */
async function keep(own: string, kept: string, codeFile: string | undefined): Promise<void> {
  try {
    await rename(own, kept);
  } catch (error) {
    if (!["EEXIST", "ENOTEMPTY", "EPERM"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
    await rm(own, { recursive: true, force: true });
  }
  await writeFile(`${own}.json`, JSON.stringify({ codeFile }));
  await rename(`${own}.json`, markOf(kept));
}
