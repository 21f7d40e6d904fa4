import { mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/entity.ts";
import type { Platform } from "../../src/platform.ts";
import { fetchSource, type FetchedSource } from "../../src/source/fetch-source.ts";
import { serverOf, tempFolder, textsOf } from "./support.ts";
import { zipOf } from "./zip-of.ts";

const code = "export const f = (): number => 1;";
const archive = zipOf([{ name: "lib/a.ts", content: code }]);
const base64 = Buffer.from(code).toString("base64");

interface Fetched extends FetchedSource {
  readonly texts: Readonly<Record<string, string>>;
}

async function fetched(source: JsonObject, platform?: Platform): Promise<Fetched> {
  const folder = path.join(await tempFolder(), "deep", "source");
  const found = await fetchSource(source, { folder, ...(platform === undefined ? {} : { platform }) });
  expect(await readdir(path.dirname(folder))).toEqual(["source"]);
  return { ...found, texts: await textsOf(found.folder) };
}

const refused = { code: "FUNCTION_INVALID_SOURCE" };

describe("base64", () => {
  it.each([
    ["nothing more", {}, "main.mts"],
    ["a language", { lang: "javascript" }, "main.mjs"],
    ["the path that it had", { source: "src/train.ts" }, "src/train.ts"],
    ["an absolute path", { source: "/home/a/train.mjs" }, "train.mjs"],
    ["a path upwards", { source: "../../train.js" }, "train.js"],
    ["a path of Windows", { source: "..\\up\\train.js" }, "train.js"],
    ["a path that turns around", { source: "a/../b/./train.js" }, "b/train.js"],
    ["a path that is no code", { source: "notes.txt" }, "main.mts"],
  ])("[CORE-40] [SEED-30] with %s", async (_what, beside, codeFile) => {
    expect(await fetched({ base64, ...beside })).toMatchObject({ codeFile, texts: { [codeFile]: code } });
  });

  it("[CORE-40] is a module, whatever package.json lies above", async () => {
    const { folder } = await fetched({ base64, source: "a.js" });
    expect(await readdir(folder)).toEqual(["a.js", "package.json"]);
  });

  it("[CORE-40] is base64", async () => {
    await expect(fetched({ base64: "export {};" })).rejects.toMatchObject(refused);
    expect((await fetched({ base64: `${base64.slice(0, 8)}\n${base64.slice(8)}` })).texts).toEqual({
      "main.mts": code,
    });
  });
});

describe("http", () => {
  const serve = (): Promise<string> =>
    serverOf(({ url, headers }, response) => {
      if (url?.startsWith("/private") && headers.authorization !== `Basic ${btoa("me:secret")}`)
        response.statusCode = 401;
      if (url?.startsWith("/broken")) response.writeHead(503);
      response.end(url?.includes(".zip") ? archive : code);
    });

  it("[CORE-37] is one file under its name", async () => {
    const host = await serve();
    expect(await fetched({ source: `http://${host}/a/train%20it.ts?raw=1` })).toMatchObject({
      codeFile: "train it.ts",
      texts: { "train it.ts": code },
    });
  });

  it("[CORE-37] with credentials that no message shows", async () => {
    const host = await serve();
    expect((await fetched({ source: `http://me:secret@${host}/private/a.ts` })).texts).toEqual({ "a.ts": code });
    await expect(fetched({ source: `http://me:sacred@${host}/private/a.ts?sig=hidden` })).rejects.toMatchObject({
      code: "FUNCTION_SOURCE_UNAVAILABLE",
      retryable: false,
      message: expect.not.stringMatching(/sacred|hidden/) as string,
    });
  });

  it.each(["/", "/a.txt", "/a.zip", "/..%2Fevil.ts", "/%5C..%5Cevil.ts", "/a%00.ts", "/%E0%A4%A.ts"])(
    "[CORE-37] '%s' names no file of code",
    async (at) => {
      await expect(fetched({ source: `http://${await serve()}${at}` })).rejects.toMatchObject(refused);
    },
  );

  it("[CORE-37] a server that fails or is not there may be tried again", async () => {
    const gone = { code: "FUNCTION_SOURCE_UNAVAILABLE", retryable: true };
    await expect(fetched({ source: `http://${await serve()}/broken.ts` })).rejects.toMatchObject(gone);
    await expect(fetched({ source: "http://127.0.0.1:1/a.ts" })).rejects.toMatchObject(gone);
  });

  it("[CORE-38] zip+http is unpacked and its archive does not stay", async () => {
    expect(await fetched({ source: `zip+http://${await serve()}/a.zip` })).toMatchObject({
      texts: { "lib/a.ts": code },
    });
    await expect(fetched({ source: `zip+http://${await serve()}/a.ts` })).rejects.toMatchObject(refused);
  });

  it("[CORE-46] what cannot be unpacked leaves what was there", async () => {
    const folder = await tempFolder();
    await writeFile(path.join(folder, "old.ts"), "old");
    await expect(fetchSource({ source: `zip+http://${await serve()}/a.ts` }, { folder })).rejects.toMatchObject(
      refused,
    );
    expect(await textsOf(folder)).toEqual({ "old.ts": "old" });
  });

  it("[CORE-46] several at a time into one folder leave one of them", async () => {
    const source = `zip+http://${await serve()}/a.zip`;
    const folder = path.join(await tempFolder(), "a");
    await Promise.all(Array.from({ length: 4 }, () => fetchSource({ source }, { folder })));
    expect(await textsOf(folder)).toEqual({ "lib/a.ts": code });
    expect(await readdir(path.dirname(folder))).toEqual(["a"]);
  });
});

describe("a store", () => {
  const stored: Readonly<Record<string, Uint8Array>> = {
    "s3://bucket/a.zip": archive,
    "s3://bucket/train.ts": Buffer.from(code),
    "s3://bucket/src/main.ts": Buffer.from(code),
    "s3://bucket/src/lib/a.ts": Buffer.from("a"),
    "s3://bucket/bad/../up.ts": Buffer.from("up"),
  };
  const platform = {
    files: (at: string) =>
      Promise.resolve(Object.keys(stored).flatMap((file) => (file.startsWith(at) ? [{ path: file }] : []))),
    download: async (at: string) => {
      await Promise.resolve();
      const bytes = stored[at];
      if (bytes === undefined) throw new Error(`no ${at}`);
      return (async function* halves() {
        yield bytes.subarray(0, 7);
        yield await Promise.resolve(bytes.subarray(7));
      })();
    },
  } as unknown as Platform;

  it("[CORE-39] zip+s3 and s3 come through the platform", async () => {
    expect((await fetched({ source: "zip+s3://bucket/a.zip" }, platform)).texts).toEqual({ "lib/a.ts": code });
    expect(await fetched({ source: "s3://bucket/train.ts" }, platform)).toMatchObject({
      codeFile: "train.ts",
      texts: { "train.ts": code },
    });
  });

  it("[CORE-39] s3 with a slash at its end is a folder", async () => {
    expect((await fetched({ source: "s3://bucket/src/" }, platform)).texts).toEqual({
      "main.ts": code,
      "lib/a.ts": "a",
    });
    for (const source of ["s3://bucket/none/", "s3://bucket/bad/"]) {
      await expect(
        fetchSource({ source }, { folder: path.join(await tempFolder(), "a"), platform }),
      ).rejects.toMatchObject(refused);
    }
  });

  it("[CORE-39] and there must be one", async () => {
    await expect(fetched({ source: "zip+s3://bucket/a.zip" })).rejects.toMatchObject(refused);
    await expect(fetched({ source: "s3://bucket/data.csv" }, platform)).rejects.toMatchObject(refused);
  });
});

describe("a local path", () => {
  it("[CORE-30] is used where it is", async () => {
    const folder = await tempFolder();
    await mkdir(path.join(folder, "lib"));
    await writeFile(path.join(folder, "lib", "a.ts"), code);
    const nowhere = { folder: path.join(folder, "unused") };
    expect(await fetchSource({ source: folder }, nowhere)).toEqual({ folder });
    const file = path.join(folder, "lib", "a.ts");
    expect(await fetchSource({ source: file }, nowhere)).toEqual({ folder: path.dirname(file), codeFile: "a.ts" });
    expect(await readdir(folder)).toEqual(["lib"]);
  });

  it("[CORE-30] but an archive is unpacked", async () => {
    const file = path.join(await tempFolder(), "a.zip");
    await writeFile(file, archive);
    expect((await fetched({ source: file })).texts).toEqual({ "lib/a.ts": code });
  });

  it("[CORE-31] that is not there, and no source at all, are errors", async () => {
    await expect(fetched({ source: "/not/there.ts" })).rejects.toMatchObject(refused);
    await expect(fetched({ source: "file:///a.ts" })).rejects.toMatchObject(refused);
    await expect(fetched({})).rejects.toMatchObject(refused);
  });
});
