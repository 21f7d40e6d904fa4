import { createHash, createHmac } from "node:crypto";
import { crc32 } from "node:zlib";
import { describe, expect, test } from "vitest";
import { withRest, type Rest } from "./support.ts";

const tagged = (xml: string, name: string): readonly string[] =>
  [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, "gu"))].map(([, text]) => text ?? "");

const put = ({ send }: Rest, key: string, body: string): ReturnType<Rest["get"]> =>
  send("PUT", `/s3/millrace/${key}`, { body, headers: { "content-type": "text/plain" } });

describe("objects", () => {
  test("[REST-20] are put, told, got and deleted", async () => {
    await withRest(async (rest) => {
      expect((await rest.send("HEAD", "/s3/millrace")).status).toBe(200);
      expect((await rest.get("/s3/millrace?location")).text).toContain("LocationConstraint");
      const { headers } = await put(rest, "p/a%20b%2B%C3%BC.txt", "hello");
      const head = await rest.send("HEAD", "/s3/millrace/p/a%20b%2B%C3%BC.txt");
      expect(head.headers).toMatchObject({ "content-length": "5", "content-type": "text/plain", etag: headers.etag });
      expect(head.text).toBe("");
      expect((await rest.get("/s3/millrace/p/a%20b+%C3%BC.txt")).text).toBe("hello");
      expect((await rest.remove("/s3/millrace/p/a%20b%2B%C3%BC.txt")).status).toBe(204);
      const gone = await rest.get("/s3/millrace/p/a%20b%2B%C3%BC.txt");
      expect([gone.status, tagged(gone.text, "Code")]).toEqual([404, ["NoSuchKey"]]);
      expect((await rest.remove("/s3/millrace/p/none")).status).toBe(204);
    });
  });

  test("[REST-20] are read by ranges", async () => {
    await withRest(async (rest) => {
      await put(rest, "p/x", "0123456789");
      const range = async (header: string): Promise<readonly unknown[]> => {
        const { status, text, headers } = await rest.get("/s3/millrace/p/x", { headers: { range: header } });
        return [status, status < 300 ? text : tagged(text, "Code")[0], headers["content-range"]];
      };
      expect(await range("bytes=2-4")).toEqual([206, "234", "bytes 2-4/10"]);
      expect(await range("bytes=7-")).toEqual([206, "789", "bytes 7-9/10"]);
      expect(await range("bytes=-2")).toEqual([206, "89", "bytes 8-9/10"]);
      expect(await range("bytes=0-99")).toEqual([206, "0123456789", "bytes 0-9/10"]);
      expect(await range("lines=1-2")).toEqual([200, "0123456789", undefined]);
      expect(await range("bytes=10-")).toEqual([416, "InvalidRange", "bytes */10"]);
      await put(rest, "p/empty", "");
      expect((await rest.get("/s3/millrace/p/empty")).text).toBe("");
    });
  });

  test("[REST-21] are listed by prefix, by folder and by pages", async () => {
    await withRest(async (rest) => {
      for (const key of ["p/a/1", "p/a/2", "p/b/1", "p/c"]) await put(rest, key, key);
      const list = async (query: string): Promise<string> => (await rest.get(`/s3/millrace?list-type=2&${query}`)).text;
      expect(tagged(await list("prefix=p/"), "Key")).toEqual(["p/a/1", "p/a/2", "p/b/1", "p/c"]);
      expect(tagged(await list("prefix=p/a"), "Size")).toEqual(["5", "5"]);
      const folders = await list("prefix=p/&delimiter=/");
      expect(tagged(folders, "Key")).toEqual(["p/c"]);
      expect(tagged(folders, "Prefix")).toEqual(["p/", "p/a/", "p/b/"]);
      expect(tagged(await list("prefix=p/&start-after=p/a/2"), "Key")).toEqual(["p/b/1", "p/c"]);
      const first = await list("prefix=p/&max-keys=3");
      expect([tagged(first, "IsTruncated"), tagged(first, "KeyCount")]).toEqual([["true"], ["3"]]);
      const [token = ""] = tagged(first, "NextContinuationToken");
      const second = await list(`prefix=p/&max-keys=3&continuation-token=${token}`);
      expect([tagged(second, "IsTruncated"), tagged(second, "Key")]).toEqual([["false"], ["p/c"]]);
      expect(tagged(await list("prefix=none/"), "KeyCount")).toEqual(["0"]);
      expect(tagged(await list("max-keys=x"), "Code")).toEqual(["InvalidArgument"]);
    });
  });

  test("[REST-21] have names that XML has to escape", async () => {
    await withRest(async (rest) => {
      await put(rest, `p/${encodeURIComponent(`a&b<c>"d`)}`, "x");
      expect((await rest.get("/s3/millrace?list-type=2&prefix=p/")).text).toContain(
        "<Key>p/a&amp;b&lt;c&gt;&quot;d</Key>",
      );
      const encoded = await rest.get("/s3/millrace?list-type=2&prefix=p/&encoding-type=url");
      expect(tagged(encoded.text, "Key")).toEqual(["p%2Fa%26b%3Cc%3E%22d"]);
    });
  });

  test("[REST-22] come in parts", async () => {
    await withRest(async (rest) => {
      const begin = async (): Promise<string> =>
        tagged((await rest.send("POST", "/s3/millrace/p/big?uploads")).text, "UploadId")[0] ?? "";
      const id = await begin();
      for (const number of [1, 2, 3]) {
        const path = `/s3/millrace/p/big?uploadId=${id}&partNumber=${number}`;
        expect((await rest.send("PUT", path, { body: `${number}` })).headers.etag).toBeDefined();
      }
      const complete = (numbers: readonly number[]): ReturnType<Rest["get"]> =>
        rest.send("POST", `/s3/millrace/p/big?uploadId=${id}`, {
          body: numbers.map((number) => `<Part><PartNumber>${number}</PartNumber></Part>`).join(""),
        });
      expect(tagged((await complete([])).text, "Code")).toEqual(["MalformedXML"]);
      expect(tagged((await complete([2, 1])).text, "Code")).toEqual(["InvalidPartOrder"]);
      expect((await complete([1, 4])).status).toBe(400);
      expect((await complete([1, 3])).status).toBe(200);
      expect((await rest.get("/s3/millrace/p/big")).text).toBe("13");
      expect((await complete([1])).status).toBe(404);

      const other = await begin();
      expect((await rest.remove(`/s3/millrace/p/big?uploadId=${other}`)).status).toBe(204);
      expect((await rest.remove(`/s3/millrace/p/big?uploadId=${other}`)).status).toBe(404);
    });
  });

  test("[REST-23] whose content is not what was told are refused", async () => {
    await withRest(async (rest) => {
      const tell = async (headers: Record<string, string>): Promise<readonly unknown[]> => {
        const { status, text } = await rest.send("PUT", "/s3/millrace/p/x", { body: "hello", headers });
        return [status, tagged(text, "Code")[0]];
      };
      const sum = Buffer.alloc(4);
      sum.writeUInt32BE(crc32("hello"));
      const sha256 = createHash("sha256").update("hello").digest("hex");
      expect(await tell({ "x-amz-content-sha256": "0".repeat(64) })).toEqual([400, "XAmzContentSHA256Mismatch"]);
      expect(await tell({ "x-amz-checksum-crc32": "AAAAAA==" })).toEqual([400, "BadDigest"]);
      expect(await tell({ "content-encoding": "aws-chunked" })).toEqual([400, "NotImplemented"]);
      expect(await tell({ "x-amz-copy-source": "/millrace/p/y" })).toEqual([400, "NotImplemented"]);
      expect((await rest.get("/s3/millrace/p/x")).status).toBe(404);
      const right = { "x-amz-content-sha256": sha256, "x-amz-checksum-crc32": sum.toString("base64") };
      expect(await tell(right)).toEqual([200, undefined]);
    });
  });

  test("[REST-31] know no other methods and buckets", async () => {
    await withRest(async (rest) => {
      for (const [method, path, status] of [
        ["PATCH", "/s3/millrace/p/x", 405],
        ["POST", "/s3/millrace/p/x", 405],
        ["PUT", "/s3/millrace", 405],
        ["GET", "/s3/NO_BUCKET", 404],
        ["GET", "/s3", 404],
        ["GET", "/s3/millrace/p/folder/", 404],
        ["PUT", "/s3/millrace/p//x", 400],
      ] as const) {
        expect([path, (await rest.send(method, path)).status]).toEqual([path, status]);
      }
    });
  });
});

describe("signatures", () => {
  const auth = { kind: "basic", user: "ada", password: "engine" } as const;

  interface Change {
    readonly secret?: string;
    readonly key?: string;
    readonly path?: string;
    readonly at?: Date;
  }

  /** Signs as S3 clients do, with nothing but the host among the headers that have to be. */
  const signed = (host: string, { secret = auth.password, key = auth.user, path, at = new Date() }: Change = {}) => {
    const [target = "", query = ""] = (path ?? "/s3/millrace?list-type=2&prefix=p%2F").split("?");
    const time = `${at.toISOString().slice(0, 19).replaceAll(/[-:]/gu, "")}Z`;
    const scope = `${time.slice(0, 8)}/us-east-1/s3/aws4_request`;
    const canonical = [
      "GET",
      target,
      query,
      `host:${host}\nx-amz-date:${time}\n`,
      "host;x-amz-date",
      "UNSIGNED-PAYLOAD",
    ];
    const hash = createHash("sha256").update(canonical.join("\n")).digest("hex");
    const hmac = (by: string | Buffer, text: string): Buffer => createHmac("sha256", by).update(text).digest();
    const signing = scope.split("/").reduce<string | Buffer>(hmac, `AWS4${secret}`);
    const signature = hmac(signing, ["AWS4-HMAC-SHA256", time, scope, hash].join("\n")).toString("hex");
    const credential = `Credential=${key}/${scope}, SignedHeaders=host;x-amz-date, Signature=${signature}`;
    return { host, "x-amz-date": time, authorization: `AWS4-HMAC-SHA256 ${credential}` };
  };

  test("[REST-25] are asked for with auth, and checked", async () => {
    await withRest(
      async ({ get, server }) => {
        const host = `127.0.0.1:${server.port}`;
        const path = "/s3/millrace?list-type=2&prefix=p%2F";
        const ask = async (headers: Record<string, string>, to = path): Promise<readonly unknown[]> => {
          const { status, text } = await get(to, { headers });
          return [status, tagged(text, "Code")[0]];
        };
        expect(await ask(signed(host))).toEqual([200, undefined]);
        expect(await ask({})).toEqual([403, "AccessDenied"]);
        expect(await ask(signed(host, { secret: "wrong" }))).toEqual([403, "SignatureDoesNotMatch"]);
        expect(await ask(signed(host, { key: "eve" }))).toEqual([403, "InvalidAccessKeyId"]);
        expect(await ask(signed(host), "/s3/millrace?list-type=2&prefix=q%2F")).toEqual([403, "SignatureDoesNotMatch"]);
        expect(await ask(signed(host, { at: new Date(Date.now() - 3_600_000) }))).toEqual([
          403,
          "RequestTimeTooSkewed",
        ]);
        expect(await ask({ ...signed(host), "x-amz-date": "20260101T000000Z" })).toEqual([403, "RequestTimeTooSkewed"]);
      },
      { auth },
    );
  });
});
