import { copyFile, readFile } from "node:fs/promises";
import path from "node:path";
import { FunctionError } from "../../errors.ts";
import { digestOf, mediaTypes, type Descriptor } from "./descriptor.ts";

/** What an image on top of another takes from it. */
export interface BaseImage {
  readonly os: string;
  readonly architecture: string;
  readonly layers: readonly Descriptor[];
  readonly diffIds: readonly string[];
  readonly history: readonly unknown[];
  /** `NAME=value` */
  readonly env: readonly string[];
}

interface Index {
  readonly manifests: readonly Descriptor[];
}

interface Manifest {
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
}

interface Config {
  readonly os: string;
  readonly architecture: string;
  readonly config?: { readonly Env?: readonly string[] };
  readonly rootfs: { readonly diff_ids: readonly string[] };
  readonly history?: readonly unknown[];
}

/**
 * Reads the Linux image of an OCI image layout and copies its layers, each checked by its digest.
 *
 * @throws `FUNCTION_INVALID_LAYOUT`
 */
export async function readBaseLayout(
  layout: string,
  architecture: string | undefined,
  blobs: string,
): Promise<BaseImage> {
  const index = parse<Index>(
    await readFile(path.join(layout, "index.json")).catch(missing(layout, "index.json")),
    layout,
  );
  const manifest = await readJson<Manifest>(layout, await manifestOf(layout, index, architecture));
  const config = await readJson<Config>(layout, manifest.config);
  for (const layer of manifest.layers) {
    await readBlob(layout, layer);
    const name = layer.digest.slice("sha256:".length);
    await copyFile(blobPath(layout, layer), path.join(blobs, name));
  }
  if (config.rootfs.diff_ids.length !== manifest.layers.length) {
    throw invalid(layout, "its configuration and its manifest have not the same number of layers");
  }
  return {
    os: config.os,
    architecture: config.architecture,
    layers: manifest.layers,
    diffIds: config.rootfs.diff_ids,
    history: config.history ?? [],
    env: config.config?.Env ?? [],
  };
}

async function manifestOf(layout: string, index: Index, architecture: string | undefined): Promise<Descriptor> {
  const fitting = index.manifests.filter(
    ({ platform }) =>
      platform === undefined ||
      (platform.os === "linux" && (architecture === undefined || platform.architecture === architecture)),
  );
  const [found] = fitting;
  if (found === undefined) throw invalid(layout, `it has no image for linux/${architecture ?? "amd64"}`);
  if (fitting.length > 1) throw invalid(layout, "it has several images; say which by 'architecture'");
  if (found.mediaType !== mediaTypes.index) return found;
  return manifestOf(layout, await readJson<Index>(layout, found), architecture);
}

async function readBlob(layout: string, descriptor: Descriptor): Promise<Uint8Array> {
  const bytes = await readFile(blobPath(layout, descriptor)).catch(missing(layout, descriptor.digest));
  if (digestOf(bytes) === descriptor.digest) return bytes;
  throw invalid(layout, `${descriptor.digest} has other bytes than its name says`);
}

const readJson = async <T>(layout: string, descriptor: Descriptor): Promise<T> =>
  parse<T>(await readBlob(layout, descriptor), layout);

function blobPath(layout: string, { digest }: Descriptor): string {
  const [, hex] = /^sha256:([0-9a-f]{64})$/.exec(digest) ?? [];
  if (hex === undefined) throw invalid(layout, `'${digest}' is no digest of sha256`);
  return path.join(layout, "blobs", "sha256", hex);
}

function parse<T>(bytes: Uint8Array, layout: string): T {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as T;
  } catch {
    throw invalid(layout, "a part of it is no JSON");
  }
}

const missing = (layout: string, what: string) => (): never => {
  throw invalid(layout, `it lacks ${what}`);
};

const invalid = (layout: string, why: string): FunctionError =>
  new FunctionError("FUNCTION_INVALID_LAYOUT", `${layout} cannot be the base of an image: ${why}`);
