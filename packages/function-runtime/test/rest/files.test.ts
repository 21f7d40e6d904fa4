import { describe, expect, test } from "vitest";
import { inP, send, withRest, type Answer, type Json } from "./support.ts";

const pathOf = (url: string): string => url.slice(new URL(url).origin.length);

const put = (url: string, body: string | Uint8Array, headers: Record<string, string> = {}): Promise<Answer> =>
  send(url, "PUT", pathOf(url), { body, headers });

const fetched = (url: string, headers: Record<string, string> = {}): Promise<Answer> =>
  send(url, "GET", pathOf(url), { headers });

describe("files of entities", () => {
  test("[REST-17] go up before their entity, and down by it", async () => {
    await withRest(async (rest) => {
      const up = (await rest.post(`${inP}/artifacts/a1/files/upload?filename=note.txt&name=art`)).json;
      expect(up).toMatchObject({ path: "s3://millrace/p/artifact/art/a1/note.txt", method: "PUT" });
      expect(Date.parse(up.expiration)).toBeGreaterThan(Date.now());
      const stored = await put(up.url, "hello", { "content-type": "text/plain" });
      expect(stored.status).toBe(200);

      await rest.post(`${inP}/artifacts`, { kind: "artifact", name: "art", id: "a1", spec: { path: up.path } });
      expect((await rest.get(`${inP}/artifacts/a1/files/info`)).json).toMatchObject([
        { path: up.path, name: "note.txt", size: 5, content_type: "text/plain" },
      ]);
      const down = (await rest.get(`${inP}/artifacts/a1/files/download`)).json;
      const whole = await fetched(down.url);
      expect([whole.text, whole.headers["content-type"]]).toEqual(["hello", "text/plain"]);
      expect(whole.headers).toMatchObject({
        etag: stored.headers.etag,
        "content-disposition": expect.stringContaining("note.txt"),
        "x-content-type-options": "nosniff",
      });
      const part = await fetched(down.url, { range: "bytes=1-2" });
      expect([part.status, part.text, part.headers["content-range"]]).toEqual([206, "el", "bytes 1-2/5"]);
    });
  });

  test("[REST-17] a folder's files one by one, and what is told about them", async () => {
    await withRest(async (rest) => {
      const root = "s3://millrace/p/artifact/many/a1/";
      for (const name of ["x.txt", "sub/ü y.txt"]) {
        const query = `filename=${encodeURIComponent(name)}&name=many`;
        const { url } = (await rest.post(`${inP}/artifacts/a1/files/upload?${query}`)).json;
        await put(url, name);
      }
      await rest.post(`${inP}/artifacts`, { kind: "artifact", name: "many", id: "a1", spec: { path: root } });
      const files = `${inP}/artifacts/a1/files`;
      expect((await rest.get(`${files}/info`)).json.map((file: Json) => file.path).toSorted()).toEqual([
        `${root}sub/ü y.txt`,
        `${root}x.txt`,
      ]);
      const one = (await rest.get(`${files}/download?sub=x.txt`)).json;
      expect((await fetched(one.url)).text).toBe("x.txt");
      const other = (await rest.get(`${files}/download/sub/${encodeURIComponent("ü y.txt")}`)).json;
      expect((await fetched(other.url)).text).toBe("sub/ü y.txt");
      expect((await rest.get(`${files}/download?sub=none`)).status).toBe(404);
      expect((await rest.get(`${files}/download?sub=..%2Fx.txt`)).status).toBe(400);
      await rest.put(`${files}/info`, [{ path: "told" }]);
      expect((await rest.get(`${files}/info`)).json).toEqual([{ path: "told" }]);
      expect((await rest.put(`${files}/info`, {})).status).toBe(400);
    });
  });

  test("[REST-17] files of elsewhere cannot be read through the server", async () => {
    await withRest(async (rest) => {
      for (const path of ["s3://millrace/q/secret.txt", "/etc/passwd", "http://a/b", "s3://b/p/../q/x", 7]) {
        const { id } = (await rest.post(`${inP}/artifacts`, { kind: "artifact", name: "a", spec: { path } })).json;
        expect((await rest.get(`${inP}/artifacts/${id}/files/download`)).status).toBe(400);
      }
      for (const path of ["s3://millrace/q/x", "s3://millrace/p/../q/x", "s3://millrace/", ""]) {
        for (const what of ["info", "download"]) {
          const answer = await rest.get(`${inP}/files/${what}?path=${encodeURIComponent(path)}`);
          expect([path, answer.status]).toEqual([path, 400]);
        }
      }
    });
  });

  test("[REST-17] files by path, without an entity", async () => {
    await withRest(async (rest) => {
      const query = `path=${encodeURIComponent("s3://millrace/p/function/f/f1/code.zip")}`;
      await put((await rest.post(`${inP}/files/upload?${query}`)).json.url, "zip");
      expect((await rest.get(`${inP}/files/info?${query}`)).json).toMatchObject([{ name: "code.zip", size: 3 }]);
      expect((await fetched((await rest.get(`${inP}/files/download?${query}`)).json.url)).text).toBe("zip");
    });
  });

  test("[REST-18] a file comes in parts, in any order", async () => {
    await withRest(async (rest) => {
      const files = `${inP}/models/m1/files/multipart`;
      const { path, uploadId } = (await rest.post(`${files}/start?filename=w.bin&name=net`)).json;
      const query = `path=${encodeURIComponent(path)}&uploadId=${uploadId}`;
      for (const number of [2, 1]) {
        const part = await rest.send("PUT", `${files}/part?${query}&partNumber=${number}`);
        expect((await put(part.json.url, `part ${number};`)).headers.etag).toBeDefined();
      }
      expect((await rest.post(`${files}/complete?${query}`)).status).toBe(200);
      await rest.post(`${inP}/models`, { kind: "model", name: "net", id: "m1", spec: { path } });
      const { url } = (await rest.get(`${inP}/models/m1/files/download`)).json;
      expect((await fetched(url)).text).toBe("part 1;part 2;");
      expect((await rest.post(`${files}/complete?${query}`)).status).toBe(404);
      const zero = await rest.send("PUT", `${files}/part?${query}&partNumber=0`);
      expect((await put(zero.json.url, "x")).status).toBe(404);
    });
  });
});

describe("signed URLs", () => {
  test("[REST-19] are good for what they say and nothing else", async () => {
    await withRest(async (rest) => {
      const { url } = (await rest.post(`${inP}/artifacts/a1/files/upload?filename=a.txt`)).json;
      const changed = (name: string, value: string): string => {
        const other = new URL(url);
        other.searchParams.set(name, value);
        return String(other);
      };
      for (const wrong of [
        changed("path", "s3://millrace/p/artifact/a1/a1/b.txt"),
        changed("expires", String(Date.now() + 9e9)),
        changed("part", "u/1"),
        changed("signature", "0".repeat(64)),
        changed("signature", ""),
      ]) {
        expect((await put(wrong, "x")).status).toBe(403);
      }
      expect((await fetched(url)).status).toBe(403);
      await withRest(async (other) => {
        expect((await other.send("PUT", pathOf(url), { body: "x" })).status).toBe(403);
      });
      expect((await put(url, "x")).status).toBe(200);
    });
  });

  test("[REST-19] of a file that is not there are a 404", async () => {
    await withRest(async (rest) => {
      const query = `path=${encodeURIComponent("s3://millrace/p/artifact/a/a1/none")}`;
      expect((await fetched((await rest.get(`${inP}/files/download?${query}`)).json.url)).status).toBe(404);
    });
  });
});
