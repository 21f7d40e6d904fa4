import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "fflate";
import { readBaseLayout, type BaseImage } from "./base-layout.ts";
import type { ImageFile } from "./bundle.ts";
import { digestOf, mediaTypes, type Descriptor } from "./descriptor.ts";
import type { ImageSettings } from "./dockerfile.ts";
import { tar } from "./tar.ts";

export interface LayoutOptions {
  readonly settings: ImageSettings;
  readonly baseLayout?: string;
  readonly architecture?: "amd64" | "arm64";
}

/** What every image made here says about its age: the same input is the same image, tomorrow too. */
const created = "1970-01-01T00:00:00Z";

/**
 * Writes an image as a folder (OCI image layout 1.0): the base's layers, then one with these files. Tools such as
 * `skopeo copy oci:FOLDER docker://IMAGE` take it from there. Our own hundred lines instead of the npm package
 * `containerify`, which pulls and pushes too, but has no image of one digest for one input.
 *
 * @returns the manifest's digest
 */
export async function writeImageLayout(
  layout: string,
  files: readonly ImageFile[],
  { settings, baseLayout, architecture }: LayoutOptions,
): Promise<string> {
  const blobs = path.join(layout, "blobs", "sha256");
  await mkdir(blobs, { recursive: true });
  const put = async (mediaType: string, bytes: Uint8Array): Promise<Descriptor> => {
    const digest = digestOf(bytes);
    await writeFile(path.join(blobs, digest.slice("sha256:".length)), bytes);
    return { mediaType, digest, size: bytes.length };
  };
  const base = baseLayout === undefined ? noBase(architecture) : await readBaseLayout(baseLayout, architecture, blobs);
  const archive = tar(files, settings.folder.slice(1));
  // Not Node's gzip, which gives other bytes on other versions and systems.
  const layer = await put(mediaTypes.layer, gzipSync(archive, { level: 9, mtime: 0 }));
  const config = await put(mediaTypes.config, encode(configOf(settings, base, digestOf(archive))));
  const manifest = await put(
    mediaTypes.manifest,
    encode({
      schemaVersion: 2,
      mediaType: mediaTypes.manifest,
      config,
      layers: [...base.layers, layer],
      annotations: { "org.opencontainers.image.base.name": settings.baseImage },
    }),
  );
  const platform = { os: base.os, architecture: base.architecture };
  const annotations = { "org.opencontainers.image.ref.name": "latest" };
  const index = { schemaVersion: 2, mediaType: mediaTypes.index, manifests: [{ ...manifest, platform, annotations }] };
  await writeFile(path.join(layout, "index.json"), encode(index));
  await writeFile(path.join(layout, "oci-layout"), encode({ imageLayoutVersion: "1.0.0" }));
  return manifest.digest;
}

const encode = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

const noBase = (architecture: "amd64" | "arm64" = "amd64"): BaseImage => ({
  os: "linux",
  architecture,
  layers: [],
  diffIds: [],
  history: [],
  env: [],
});

function configOf(settings: ImageSettings, base: BaseImage, diffId: string): object {
  const own = Object.entries(settings.env).map(([name, value]) => `${name}=${value}`);
  const kept = base.env.filter((line) => !(line.slice(0, line.indexOf("=")) in settings.env));
  return {
    created,
    architecture: base.architecture,
    os: base.os,
    config: {
      User: settings.user,
      Env: [...kept, ...own],
      Entrypoint: settings.entrypoint,
      Cmd: settings.cmd,
      WorkingDir: settings.folder,
      ExposedPorts: { [`${settings.port}/tcp`]: {} },
      StopSignal: "SIGTERM",
    },
    rootfs: { type: "layers", diff_ids: [...base.diffIds, diffId] },
    history: [...base.history, { created, created_by: "millrace-function build" }],
  };
}
