import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { collect, expectCode } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import { partBytes, partsOf } from "../../src/remote/parts.ts";
import { coreEntity, fakeCore, open, quickClock, type FakeCore, type Reply } from "./support/fake-core.ts";

const path = "s3://told/p/artifact/a/1/x.txt";
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A Core that signs addresses of a store beside it. */
async function coreWith(
  store: FakeCore,
  more: (path: string, queryText: string) => Reply | undefined = () => undefined,
) {
  return fakeCore(({ path: at, query, queryText }) => {
    const reply = more(at, queryText);
    if (reply !== undefined) return reply;
    const url = `${store.url}/signed?X-Amz-Signature=secret-sig&part=${query["partNumber"] ?? ""}`;
    const whole =
      query["filename"] === undefined
        ? query["path"]
        : `s3://told/p/artifact/${query["name"] ?? ""}/1/${query["filename"]}`;
    if (at.endsWith("/files/upload") || at.endsWith("/files/download")) return { json: { path: whole, url } };
    if (at.endsWith("/multipart/start")) return { json: { path: whole, uploadId: "u-1" } };
    if (at.endsWith("/multipart/part")) return { json: { path, url } };
    if (at.endsWith("/multipart/complete")) return { json: { path } };
    return undefined;
  });
}

describe("files go up", () => {
  test("[REM-23] by a signed address, to which no credentials are sent", async () => {
    await using store = await fakeCore(() => ({ status: 200, headers: { etag: '"e"' } }));
    await using core = await coreWith(store);
    await using platform = await open(core, { auth: { accessToken: "t-123" } });
    const info = await platform.upload(path, bytes("content"), "text/plain");
    expect(info).toMatchObject({ path, name: "x.txt", size: 7, content_type: "text/plain" });
    expect(info.hash).toBe(`sha256:${createHash("sha256").update("content").digest("hex")}`);
    expect(core.to("/files/upload")[0]).toMatchObject({
      method: "POST",
      path: "/api/v1/-/p/artifacts/1/files/upload",
      query: { filename: "x.txt", name: "a" },
    });
    expect(store.seen[0]).toMatchObject({ method: "PUT", body: "content" });
    expect(store.seen[0]?.headers).toMatchObject({ "content-type": "text/plain", "content-length": "7" });
    expect(store.seen[0]?.headers.authorization).toBeUndefined();
  });

  test("[REM-23] from a stream, also an empty one", async () => {
    await using store = await fakeCore(() => ({}));
    await using core = await coreWith(store);
    await using platform = await open(core);
    async function* chunks(): AsyncGenerator<Uint8Array> {
      yield bytes("a");
      yield bytes("");
      yield bytes("b");
    }
    expect(await platform.upload(path, chunks())).toMatchObject({ size: 2, content_type: "application/octet-stream" });
    expect(await platform.upload(path, new Uint8Array())).toMatchObject({ size: 0 });
    expect(store.seen.map(({ body }) => body)).toEqual(["ab", ""]);
  });

  test("[REM-24] in parts if they are large, and each part again if it fails", async () => {
    let failures = 1;
    await using store = await fakeCore(({ query }) => {
      if (query["part"] === "2" && failures-- > 0) return { status: 503 };
      return { headers: { etag: `"tag-${query["part"] ?? ""}"` } };
    });
    await using core = await coreWith(store);
    await using platform = await open(core, { clock: quickClock() });
    const content = new Uint8Array(2 * partBytes + 5).fill(97);
    expect(await platform.upload(path, content)).toMatchObject({ size: content.byteLength });
    expect(core.to("/multipart/start")[0]?.query).toEqual({ filename: "x.txt", name: "a" });
    expect(
      core.to("/multipart/part").map(({ method, query }) => [method, query["uploadId"], query["partNumber"]]),
    ).toEqual([
      ["PUT", "u-1", "1"],
      ["PUT", "u-1", "2"],
      ["PUT", "u-1", "3"],
    ]);
    expect(store.seen.map(({ body }) => body.length)).toEqual([partBytes, partBytes, partBytes, 5]);
    const tags = new URLSearchParams(core.to("/multipart/complete")[0]?.queryText).getAll("partList");
    expect(tags).toEqual(['"tag-1"', '"tag-2"', '"tag-3"']);
  });

  test("[REM-24] cut without loss, wherever chunks end", async () => {
    const sizes = async (chunks: readonly number[]): Promise<[number, boolean][]> => {
      async function* source(): AsyncGenerator<Uint8Array> {
        for (const size of chunks) yield new Uint8Array(size);
      }
      return (await collect(partsOf(source()))).map((part) => [part.bytes.byteLength, part.isLast]);
    };
    expect(await sizes([])).toEqual([[0, true]]);
    expect(await sizes([partBytes])).toEqual([[partBytes, true]]);
    expect(await sizes([partBytes - 1, 1, 1])).toEqual([
      [partBytes, false],
      [1, true],
    ]);
  });

  test("[REM-23] over slow lines, in the time that their size takes", async () => {
    await using store = await fakeCore(() => ({}));
    await using core = await coreWith(store);
    const slow: typeof fetch = async (url, init) => {
      if (init?.method === "PUT") await sleep(1500, undefined, { signal: init.signal ?? undefined });
      return fetch(url, init);
    };
    await using platform = await open(core, { fetch: slow, timeoutMs: 1000, retries: 0 });
    expect(await platform.upload(path, new Uint8Array(2 ** 20))).toMatchObject({ size: 2 ** 20 });
    await expectCode(platform.upload(path, bytes("little")), "FUNCTION_CORE_UNREACHABLE");
  });

  test("[REM-23] of other entities by their path", async () => {
    await using store = await fakeCore(() => ({}));
    await using core = await coreWith(store);
    await using platform = await open(core);
    await platform.upload("s3://told/p/function/f/1/archive.zip", bytes("zip"));
    expect(core.to("/files/upload")[0]).toMatchObject({
      path: "/api/v1/-/p/files/upload",
      query: { path: "s3://told/p/function/f/1/", filename: "archive.zip" },
    });
  });

  test("[REM-32] elsewhere than Core keeps them is an error that tells where", async () => {
    await using store = await fakeCore(() => ({}));
    await using core = await coreWith(store);
    await using platform = await open(core);
    const uploading = platform.upload("s3://mine/p/artifact/a/1/x.txt", bytes("x"));
    expect((await expectCode(uploading, "FUNCTION_CORE_NO_FILES_STORE")).message).toContain("in s3://told,");
    expect(store.seen).toEqual([]);
    for (const wrong of ["x.txt", "s3://told/../x", "s3://told"])
      await expectCode(platform.upload(wrong, bytes("x")), "FUNCTION_INVALID_PATH");
  });

  test("[REM-15] [REM-23] a refusal of the store does not tell the signature", async () => {
    await using store = await fakeCore(() => ({ status: 403, text: "<Error/>" }));
    await using core = await coreWith(store);
    await using platform = await open(core);
    const error = await expectCode(platform.upload(path, bytes("x")), "FUNCTION_CORE_REJECTED");
    expect(error.message).toContain("403");
    expect(JSON.stringify(error)).not.toContain("secret-sig");
  });
});

describe("files come down", () => {
  test("[REM-25] by a signed address, chunk by chunk", async () => {
    await using store = await fakeCore(() => ({ text: "content" }));
    await using core = await coreWith(store);
    await using platform = await open(core, { auth: { accessToken: "t-123" } });
    expect((await buffer(await platform.download(path))).toString()).toBe("content");
    expect(core.to("/files/download")[0]).toMatchObject({ path: "/api/v1/-/p/files/download", query: { path } });
    expect(store.seen[0]?.headers.authorization).toBeUndefined();
  });

  test("[REM-25] only as far as they are wanted", async () => {
    await using store = await fakeCore(() => ({
      raw: (response) => {
        response.writeHead(200);
        response.write("begin");
      },
    }));
    await using core = await coreWith(store);
    await using platform = await open(core);
    expect(await collect(await platform.download(path), 1)).toHaveLength(1);
  });

  test("[REM-25] that are not there, or break off, are errors", async () => {
    let reply: Reply = { status: 404, text: "<Error><Code>NoSuchKey</Code></Error>" };
    await using store = await fakeCore(() => reply);
    await using core = await coreWith(store);
    await using platform = await open(core);
    await expectCode(platform.download(path), "FUNCTION_NOT_FOUND");
    reply = {
      raw: (response) => {
        response.writeHead(200, { "content-length": "100" });
        response.write("begin", () => response.destroy());
      },
    };
    await expectCode(async () => buffer(await platform.download(path)), "FUNCTION_CORE_UNREACHABLE");
    await using none = await coreWith(store, (at) => (at.endsWith("/download") ? { json: {} } : undefined));
    await using other = await open(none);
    await expectCode(other.download(path), "FUNCTION_CORE_BAD_ANSWER");
  });
});

describe("what is known of files", () => {
  const told = {
    name: "x.txt",
    size: 7,
    content_type: "text/plain",
    hash: "ETAG:e",
    last_modified: "2026-01-01T00:00:00Z",
  };

  test.each([
    ["a list", (list: object[]) => list],
    ["a slice", (list: object[]) => ({ content: list, last: true })],
  ])("[REM-26] comes as %s", async (_, shape) => {
    await using store = await fakeCore();
    await using core = await coreWith(store, (at) =>
      at.endsWith("/info") ? { json: shape([{ path: null, ...told }]) } : undefined,
    );
    await using platform = await open(core);
    expect(await platform.fileInfo(path)).toEqual({ path, ...told });
    expect(await platform.files(path)).toEqual([{ path, ...told }]);
  });

  test("[REM-26] of a folder has the files of its folders", async () => {
    const folder = "s3://told/p/model/m/1/";
    await using store = await fakeCore();
    await using core = await coreWith(store, (at, query) => {
      if (!at.endsWith("/info")) return undefined;
      const isSub = new URLSearchParams(query).get("path")?.endsWith("/sub/");
      return {
        json: isSub
          ? [{ ...told, path: "y.txt", name: "y.txt" }]
          : [
              { path: "sub/", name: "sub/" },
              { ...told, path: "x.txt" },
            ],
      };
    });
    await using platform = await open(core);
    expect((await platform.files(folder)).map(({ path: at, name }) => [at, name])).toEqual([
      [`${folder}sub/y.txt`, "y.txt"],
      [`${folder}x.txt`, "x.txt"],
    ]);
  });

  test.each([{ status: 404 }, { status: 400, json: { message: "error with s3: NoSuchKey" } }, { json: [] }])(
    "[REM-26] is nothing if there is no file: %j",
    async (reply) => {
      await using store = await fakeCore();
      await using core = await coreWith(store, (at) => (at.endsWith("/info") ? reply : undefined));
      await using platform = await open(core);
      expect(await platform.fileInfo(path)).toBeUndefined();
      expect(await platform.files(path)).toEqual([]);
    },
  );
});

describe("the store of new files", () => {
  const place = { type: "artifact", project: "p", id: "1", name: "a" } as const;

  test("[REM-32] is the project's own, else the given one, else what Core says", async () => {
    const project = coreEntity("p", { kind: "project", spec: { config: { default_files_store: "s3://own/" } } });
    await using core = await fakeCore(({ path: at }) => (at.endsWith("/projects/p") ? { json: project } : undefined));
    await using platform = await open(core);
    expect(platform.filePath(place, "x.txt")).toBe(path);
    await using given = await open(core, { filesStore: "s3://given/" });
    expect(given.filePath(place, "x.txt")).toBe("s3://given/p/artifact/a/1/x.txt");
    await platform.read({ type: "project", id: "p" });
    expect(platform.filePath(place, "x.txt")).toBe("s3://own/p/artifact/a/1/x.txt");
  });

  test("[REM-32] is asked for if nobody says it", async () => {
    await using core = await fakeCore(({ path: at }) =>
      at.endsWith("/configuration") ? { text: "no JSON" } : undefined,
    );
    await using platform = await open(core);
    await expectCode(() => platform.filePath(place, "x.txt"), "FUNCTION_CORE_NO_FILES_STORE");
  });

  test("[REM-23] of paths that do not say their project is asked for by the project in use", async () => {
    await using store = await fakeCore(() => ({ text: "content" }));
    await using core = await coreWith(store);
    await using platform = await open(core);
    await expectCode(platform.download("s3://other/data.csv"), "FUNCTION_INVALID_PATH");
    await platform.read({ type: "run", project: "q", id: "1" });
    await platform.download("s3://other/data.csv");
    expect(core.to("/files/download")[0]?.path).toBe("/api/v1/-/q/files/download");
  });
});
