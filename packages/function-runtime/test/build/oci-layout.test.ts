import { expectCode } from "@millrace/protocol/testing";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { buildFunction } from "../../src/embedded/build/build-function.ts";
import { tar } from "../../src/embedded/build/tar.ts";
import { greeting, scratch, sourceOf } from "./support/source.ts";
import { run, serve } from "./support/start.ts";

const sha256 = (bytes: Uint8Array): string => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
const blob = (layout: string, digest: string): string => path.join(layout, "blobs", "sha256", digest.slice(7));

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

/** The bytes of a descriptor, once they are found to be what it says. */
async function bytesOf(layout: string, { digest, size }: Descriptor): Promise<Uint8Array> {
  const bytes = await readFile(blob(layout, digest));
  expect([sha256(bytes), bytes.length]).toEqual([digest, size]);
  return bytes;
}

async function imageOf(layout: string) {
  expect(JSON.parse(await readFile(path.join(layout, "oci-layout"), "utf8"))).toEqual({ imageLayoutVersion: "1.0.0" });
  const index = JSON.parse(await readFile(path.join(layout, "index.json"), "utf8"));
  const json = async (descriptor: Descriptor) =>
    JSON.parse(new TextDecoder().decode(await bytesOf(layout, descriptor)));
  const manifest = await json(index.manifests[0]);
  const config = await json(manifest.config);
  const layers: Uint8Array[] = await Promise.all(
    manifest.layers.map(async (layer: Descriptor) => gunzipSync(await bytesOf(layout, layer))),
  );
  return { index, manifest, config, layers };
}

async function untar(archive: Uint8Array): Promise<string> {
  const folder = await scratch();
  const file = path.join(folder, "layer.tar");
  await writeFile(file, archive);
  await promisify(execFile)("tar", ["-xf", file, "-C", folder]);
  return folder;
}

const build = async (options: object = {}) => {
  const result = await buildFunction({
    folder: await sourceOf(greeting),
    handler: "main:greet",
    nodeVersion: "NODE_24",
    outDir: await scratch(),
    ...options,
  });
  return { ...result, layout: result.layout ?? "" };
};

describe("the image layout", () => {
  test("[BLD-6] says of every part what it is, and is what it says", async () => {
    const { layout, digest } = await build({ envs: { GREETING: "hi" } });
    const { index, manifest, config, layers } = await imageOf(layout);
    expect(index).toMatchObject({
      schemaVersion: 2,
      mediaType: "application/vnd.oci.image.index.v1+json",
      manifests: [
        {
          mediaType: "application/vnd.oci.image.manifest.v1+json",
          digest,
          platform: { os: "linux", architecture: "amd64" },
        },
      ],
    });
    expect(manifest.config.mediaType).toBe("application/vnd.oci.image.config.v1+json");
    expect(manifest.layers.map(({ mediaType }: Descriptor) => mediaType)).toEqual([
      "application/vnd.oci.image.layer.v1.tar+gzip",
    ]);
    expect(config).toMatchObject({
      os: "linux",
      architecture: "amd64",
      config: {
        User: "8877:999",
        WorkingDir: "/function",
        Entrypoint: ["node", "--enable-source-maps", "/function/index.mjs"],
        Cmd: ["serve", "--host", "0.0.0.0"],
        Env: ["NODE_ENV=production", "PORT=8080", "GREETING=hi"],
        ExposedPorts: { "8080/tcp": {} },
      },
      rootfs: { type: "layers", diff_ids: layers.map(sha256) },
    });
    const named = [digest, manifest.config.digest, ...manifest.layers.map((layer: Descriptor) => layer.digest)];
    expect((await readdir(path.join(layout, "blobs", "sha256"))).toSorted()).toEqual(
      named.map((name: string) => name.slice(7)).toSorted(),
    );
  });

  test("[BLD-6] its layer is the function: it serves and runs as a job", async () => {
    const { layout } = await build();
    const { config, layers } = await imageOf(layout);
    const folder = await untar(layers[0] ?? new Uint8Array());
    const [, ...entry] = config.config.Entrypoint.map((part: string) => part.replace(/^\//, `${folder}/`));
    const job = await run([...entry, "job", "--parameters", '{"name":"eve"}'], folder);
    expect(JSON.parse(job.stdout)).toMatchObject({ results: { output_0: "hello EVE" } });
    const { url } = await serve([...entry, "serve", "--port", "0"], folder);
    expect((await fetch(new URL("/ready", url))).status).toBe(200);
    expect(await (await fetch(url)).text()).toBe("hello NOBODY");
  });

  test("[BLD-7] is the same from the same input, wherever it is made", async () => {
    const folder = await sourceOf(greeting);
    const copy = path.join(await scratch(), "elsewhere");
    await cp(folder, copy, { recursive: true });
    const [first, second, third] = [await build({ folder }), await build({ folder }), await build({ folder: copy })];
    expect([second.digest, third.digest]).toEqual([first.digest, first.digest]);
    await writeFile(path.join(copy, "main.ts"), "export const greet = () => 'other';");
    expect((await build({ folder: copy })).digest).not.toBe(first.digest);
    expect((await build({ folder, envs: { A: "1" } })).digest).not.toBe(first.digest);
  });

  test.each([
    ["requirements", { requirements: ["zod"] }],
    ["instructions", { instructions: ["true"] }],
  ])("[BLD-9] is left out when %s need an engine, and the result says so", async (word, options) => {
    const { layout, digest, layoutOmitted } = await build(options);
    expect([layout, digest]).toEqual(["", undefined]);
    expect(layoutOmitted).toContain(word);
  });
});

describe("on a base image", () => {
  const baseLayout = async () => {
    const { layout } = await build({ folder: await sourceOf({ "main.ts": "export const greet = () => 'base';" }) });
    return layout;
  };

  test("[BLD-8] its layers come below ours", async () => {
    const below = await baseLayout();
    const { layout } = await build({ baseLayout: below });
    const [under, image] = [await imageOf(below), await imageOf(layout)];
    expect(image.manifest.layers).toHaveLength(2);
    expect(image.manifest.layers[0]).toEqual(under.manifest.layers[0]);
    expect(image.config.rootfs.diff_ids).toEqual(image.layers.map(sha256));
    expect(image.config.history).toHaveLength(2);
    expect(image.config.config.Env).toEqual(["NODE_ENV=production", "PORT=8080"]);
  });

  test("[BLD-8] a layer with other bytes than its digest says is refused", async () => {
    const below = await baseLayout();
    const { manifest } = await imageOf(below);
    await writeFile(blob(below, manifest.layers[0].digest), "other");
    const error = await expectCode(build({ baseLayout: below }), "FUNCTION_INVALID_LAYOUT");
    expect(error.message).toContain(manifest.layers[0].digest);
  });

  test.each([
    ["there is no such folder", undefined],
    ["index.json is no JSON", "{"],
    ["it has no image", JSON.stringify({ manifests: [] })],
    [
      "it has another architecture",
      JSON.stringify({ manifests: [{ platform: { os: "linux", architecture: "s390x" } }] }),
    ],
    [
      "a digest leads elsewhere",
      JSON.stringify({ manifests: [{ mediaType: "x", digest: "sha256:../../x", size: 1 }] }),
    ],
  ])("[BLD-8] is refused when %s", async (_, index) => {
    const folder = path.join(await scratch(), "base");
    await mkdir(folder);
    if (index !== undefined) await writeFile(path.join(folder, "index.json"), index);
    await expectCode(build({ baseLayout: folder, architecture: "amd64" }), "FUNCTION_INVALID_LAYOUT");
  });
});

describe("tar", () => {
  const bytes = (length: number) => new Uint8Array(length).fill(7);

  test("[BLD-10] is read by tar, whatever the sizes and names", async () => {
    const long = `${"d".repeat(90)}/${"e".repeat(50)}/${"f".repeat(90)}`;
    const files = [
      ...[0, 1, 511, 512, 513, 100_000].map((size) => ({ name: `size-${size}`, bytes: bytes(size) })),
      { name: long, bytes: bytes(3) },
      { name: "größe", bytes: bytes(1) },
    ];
    const folder = await untar(tar(files, "function"));
    for (const file of files) {
      const read = await readFile(path.join(folder, "function", file.name));
      expect([file.name, sha256(read)]).toEqual([file.name, sha256(file.bytes)]);
    }
  });

  test("[BLD-10] has one form for the same files in any order", () => {
    const files = ["b", "a/c", "a/b"].map((name) => ({ name, bytes: bytes(1) }));
    expect(Buffer.from(tar(files, "f"))).toEqual(Buffer.from(tar(files.toReversed(), "f")));
  });

  test("[BLD-10] refuses a name that ustar does not have", async () => {
    await expectCode(() => tar([{ name: "x".repeat(101), bytes: bytes(1) }], "f"), "FUNCTION_INVALID_BUILD");
  });
});
