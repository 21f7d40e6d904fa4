import { mkdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/entity.ts";
import type { Platform } from "../../src/platform.ts";
import { packSource, type SourceOptions } from "../../src/source/pack-source.ts";
import { tempFolder } from "./support.ts";
import { zipOf } from "./zip-of.ts";

const code = "export const f = () => 1;\n";
const base64 = Buffer.from(code).toString("base64");
const handler = "main:f";

interface Packed {
  readonly source: JsonObject;
  readonly uploads: ReadonlyMap<string, Uint8Array>;
}

async function packed(options: Partial<SourceOptions>, dir?: string): Promise<Packed> {
  const uploads = new Map<string, Uint8Array>();
  const platform = {
    filePath: (place: { id: string; name: string }, file: string) => `s3://store/${place.name}/${place.id}/${file}`,
    upload: (at: string, content: Uint8Array) => Promise.resolve(uploads.set(at, content)),
  } as unknown as Platform;
  const place = { type: "function", project: "p", id: "1", name: "fn" } as const;
  const source = await packSource({ handler, ...options }, { platform, place, ...(dir === undefined ? {} : { dir }) });
  return { source, uploads };
}

async function folderOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await tempFolder();
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
  return folder;
}

const refused = { code: "FUNCTION_INVALID_SOURCE" };

describe("what a function keeps of its source", () => {
  it("[CORE-30] [SEED-28] a file's code, and its path", async () => {
    const dir = await folderOf({ "src/main.ts": code, "old.js": code });
    expect(await packed({ codeSrc: "src/main.ts" }, dir)).toEqual({
      source: { source: "src/main.ts", base64, handler, lang: "typescript" },
      uploads: new Map(),
    });
    expect((await packed({ codeSrc: path.join(dir, "old.js") })).source).toMatchObject({ base64, lang: "javascript" });
  });

  it("[CORE-30] a folder as an archive without what tools made, always the same", async () => {
    const files = {
      "main.ts": code,
      "lib/a.ts": "a",
      ".env": "A=1",
      "node_modules/x/index.js": "x",
      ".git/HEAD": "x",
      "lib/node_modules/y.js": "y",
    };
    const { source, uploads } = await packed({ codeSrc: await folderOf(files) });
    expect(source).toEqual({ source: "zip+s3://store/fn/1/archive.zip", handler, lang: "typescript" });
    const archive = uploads.get("s3://store/fn/1/archive.zip") ?? new Uint8Array();
    expect(Object.keys(unzipSync(archive)).toSorted()).toEqual([".env", "lib/a.ts", "main.ts"]);
    const again = await packed({ codeSrc: await folderOf(files) });
    expect(Buffer.from(again.uploads.get("s3://store/fn/1/archive.zip") ?? []).equals(archive)).toBe(true);
  });

  it("[CORE-30] an archive under its name", async () => {
    const archive = zipOf([{ name: "main.ts", content: code }]);
    const dir = await folderOf({ "code.zip": archive });
    const { source, uploads } = await packed({ codeSrc: "code.zip" }, dir);
    expect(source["source"]).toBe("zip+s3://store/fn/1/code.zip");
    expect(uploads.get("s3://store/fn/1/code.zip")).toEqual(archive);
  });

  it("[CORE-30] links to files inside of a folder are these files; others are refused", async () => {
    const folder = await folderOf({ "main.ts": code });
    await symlink("main.ts", path.join(folder, "other.ts"));
    const { uploads } = await packed({ codeSrc: folder });
    expect(Object.keys(unzipSync([...uploads.values()][0] ?? new Uint8Array())).toSorted()).toEqual([
      "main.ts",
      "other.ts",
    ]);
    const outside = await folderOf({ secret: "s" });
    await symlink(path.join(outside, "secret"), path.join(folder, "secret"));
    await expect(packed({ codeSrc: folder })).rejects.toMatchObject(refused);
    const circular = await folderOf({ "main.ts": code });
    await symlink(circular, path.join(circular, "again"));
    await expect(packed({ codeSrc: circular })).rejects.toMatchObject(refused);
  });

  it.each([
    "git+https://host/a#v1",
    "https://host/main.ts",
    "zip+https://host/a.zip",
    "zip+s3://bucket/a.zip",
    "s3://bucket/main.ts",
  ])("[SEED-28] the URI %s as it is", async (codeSrc) => {
    expect(await packed({ codeSrc })).toEqual({
      source: { source: codeSrc, handler, lang: "typescript" },
      uploads: new Map(),
    });
  });

  it("[CORE-31] [SEED-28] refuses a path that is not there, and what is no source", async () => {
    const dir = await folderOf({ "notes.txt": "a" });
    for (const codeSrc of [
      "absent.ts",
      "notes.txt",
      "file:main.ts",
      "local:main.ts",
      "sql://a",
      "git+https://host/a#-b",
    ]) {
      await expect(packed({ codeSrc }, dir)).rejects.toMatchObject(refused);
    }
    await expect(packed({ codeSrc: await folderOf({ "node_modules/a.js": "" }) })).rejects.toMatchObject(refused);
  });

  it("[CORE-32] [SEED-29] [SEED-30] plain text is kept as base64 and wins over base64", async () => {
    expect((await packed({ code })).source).toEqual({ base64, handler, lang: "typescript" });
    expect((await packed({ base64, lang: "javascript" })).source).toEqual({ base64, handler, lang: "javascript" });
    expect((await packed({ code, base64: "eA==" })).source).toMatchObject({ base64 });
    expect((await packed({ code, codeSrc: "src/train.mjs" })).source).toMatchObject({
      base64,
      source: "src/train.mjs",
      lang: "javascript",
    });
  });

  it("[CORE-32] refuses none of them, empty code, and code beside an address", async () => {
    for (const options of [{}, { code: "" }, { base64: "é" }, { code, codeSrc: "https://host/a.ts" }]) {
      await expect(packed(options)).rejects.toMatchObject(refused);
    }
  });

  it("[CORE-33] [SEED-31] [SEED-32] the names of its handler and init function, checked", async () => {
    expect((await packed({ code, handler: "a.b:f", initFunction: "init" })).source).toMatchObject({
      handler: "a.b:f",
      init_function: "init",
    });
    const wrong = { code: "FUNCTION_INVALID_HANDLER" };
    await expect(packed({ code, handler: "../a:f" })).rejects.toMatchObject(wrong);
    await expect(packed({ code, handler: undefined as never })).rejects.toMatchObject(wrong);
    await expect(packed({ code, initFunction: "a b" })).rejects.toMatchObject(wrong);
  });
});
