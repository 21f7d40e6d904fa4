import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { inP, newFunction, withRest } from "./support.ts";

test("[REST-29] ways up are refused wherever they stand", async () => {
  await withRest(async ({ get, send, post }) => {
    const up = ["..", "%2e%2e", "%2E.", ".", "..%2fx", "a%2fb", "a%5cb", "%00", "a%0d%0ab"];
    for (const part of up) {
      for (const path of [
        `/api/v1/projects/${part}`,
        `/api/v1/-/${part}/functions`,
        `${inP}/functions/${part}`,
        `${inP}/runs/${part}/logs`,
        `${inP}/artifacts/a/files/download/${part}`,
        `/s3/millrace/p/${part}`,
        `/s3/${part}/p/x`,
      ]) {
        expect([path, (await get(path)).status]).toEqual([path, 400]);
      }
      expect((await send("PUT", `/s3/millrace/${part}/x`, { body: "x" })).status).toBe(400);
    }
    for (const name of ["../x", "/x", "a/../x", "a\\b", "", "a//b", "."]) {
      const query = `filename=${encodeURIComponent(name)}`;
      expect([name, (await post(`${inP}/artifacts/a/files/upload?${query}`)).status]).toEqual([name, 400]);
    }
    expect((await post(`${inP}/artifacts/a/files/upload?filename=x&name=..`)).status).toBe(400);
    expect((await get("/api/v1/projects/%zz")).status).toBe(400);
    expect((await get(`/api/v1/projects/${"a".repeat(300)}`)).status).toBe(400);
  });
});

test("[REST-30] bodies beyond the limit are refused, also when nobody says how long they are", async () => {
  await withRest(
    async ({ post, send, server, get }) => {
      const body = { ...newFunction(), spec: { text: "x".repeat(5000) } };
      expect((await post(`${inP}/functions`, body)).status).toBe(413);
      const headers = { "transfer-encoding": "chunked", "content-type": "application/json" };
      const chunked = await send("POST", `${inP}/functions`, { headers, body: JSON.stringify(body) });
      expect([chunked.status, chunked.json.message]).toEqual([413, expect.stringContaining("1000 bytes")]);
      const object = await send("PUT", "/s3/millrace/p/x", { body: "x".repeat(2001) });
      expect([object.status, object.text]).toEqual([413, expect.stringContaining("EntityTooLarge")]);
      expect((await send("PUT", "/s3/millrace/p/x", { body: "x".repeat(2000) })).status).toBe(200);
      expect((await get("/health")).status).toBe(200);
      expect(server.port).toBeGreaterThan(0);
    },
    { maxBodyBytes: 1000, maxFileBytes: 2000 },
  );
});

test("[REST-31] what cannot be understood is said to be so", async () => {
  await withRest(async ({ send, get }) => {
    const json = { "content-type": "application/json" };
    const wrong = await send("PATCH", `${inP}/functions`);
    expect([wrong.status, wrong.headers.allow]).toEqual([405, "GET, POST, DELETE"]);
    expect((await send("OPTIONS", "/api/v1/projects")).status).toBe(405);
    expect((await send("HEAD", "/api/v1/projects")).status).toBe(200);
    expect((await get("/nothing")).status).toBe(404);
    expect((await get(`${inP}/pictures`)).status).toBe(404);
    for (const body of ["{", "", '{"a":', "\u0000"]) {
      expect((await send("POST", `${inP}/functions`, { headers: json, body })).status).toBe(400);
    }
    const yaml = { "content-type": "application/x-yaml" };
    expect((await send("POST", `${inP}/functions`, { headers: yaml, body: "kind: python" })).status).toBe(415);
    const { status } = await send("POST", "/api/v1/projects", { body: '{"kind":"project","name":"q","spec":{}}' });
    expect(status).toBe(200);
  });
});

test("[REST-24] a body is asked for when it is wanted, and not before", async () => {
  await withRest(async ({ server, get }) => {
    const upload = async (path: string): Promise<readonly [boolean, number | undefined]> => {
      const headers = { expect: "100-continue", "content-length": "5" };
      const outgoing = request({ host: "127.0.0.1", port: server.port, method: "PUT", path, headers, agent: false });
      let continued = false;
      outgoing.on("continue", () => {
        continued = true;
        outgoing.end("hello");
      });
      outgoing.flushHeaders();
      const [incoming] = (await once(outgoing, "response")) as [IncomingMessage];
      incoming.resume();
      await once(incoming, "end");
      outgoing.destroy();
      return [continued, incoming.statusCode];
    };
    expect(await upload("/s3/millrace/p/x")).toEqual([true, 200]);
    expect((await get("/s3/millrace/p/x")).text).toBe("hello");
    expect(await upload("/s3/NO_BUCKET/x")).toEqual([false, 404]);
    expect(await upload("/nothing")).toEqual([false, 404]);
  });
});

test("[REST-32] a client that goes away in the middle leaves nothing behind and no error", async () => {
  await withRest(async ({ server, get }) => {
    const socket = connect(server.port, "127.0.0.1");
    await once(socket, "connect");
    socket.write("PUT /s3/millrace/p/half HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\nhalf");
    await expect.poll(async () => (await get("/health")).status).toBe(200);
    socket.destroy();
    await once(socket, "close");
    expect((await get("/s3/millrace/p/half")).status).toBe(404);
  });
});

test("[REST-30] the list of an upload's parts is no file", async () => {
  await withRest(async ({ send }) => {
    const headers = { "content-length": String(5 * 2 ** 20) };
    const { status, text } = await send("POST", "/s3/millrace/p/x?uploadId=1", { headers });
    expect([status, text]).toEqual([413, expect.stringContaining("EntityTooLarge")]);
  });
});
