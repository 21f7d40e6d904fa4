import { describe, expect, test } from "vitest";
import { protocols, useWrapper } from "./support/wrapper.ts";

const start = useWrapper();

describe.each(protocols)("protocol of %s", (protocol) => {
  test("[NUC-3, NUC-4, NUC-5, NUC-6] an event is answered, and its duration is told", async () => {
    const processor = await start("classic.cjs:handler", { protocol });
    const reply = await processor.send();
    expect(reply).toMatchObject({ statusCode: 200, bodyEncoding: "text", headers: {} });
    expect(reply.body.toString()).toBe("ok");
    await processor.until("a metric", () => processor.metrics.length === 1);
    expect(processor.metrics[0]).toBeGreaterThan(0);
  });

  test("[NUC-8] bodies arrive whole, in whatever pieces", async () => {
    const processor = await start("classic.cjs:handler", { protocol });
    for (const size of [0, 1, 48_000, 60_000, 65_536, 10_000_000]) {
      const reply = await processor.send({ path: "/length", body: Buffer.alloc(size, "x") });
      expect(reply.body.toString()).toBe(String(size));
    }
    for (const pieceBytes of [1, 3, 7, 100]) {
      const body = Buffer.from("line\nfeed and \u{1F600}");
      const reply = await processor.send({ path: "/echo", body }, { pieceBytes });
      expect(reply.body).toEqual(body);
    }
  });

  test("[NUC-8] a body of 100 MB goes there and back", async () => {
    const processor = await start("classic.cjs:handler", { protocol, timeoutMs: 60_000 });
    const body = Buffer.alloc(100_000_000, "0123456789\n");
    const reply = await processor.send({ path: "/echo", body });
    expect(reply.body.equals(body)).toBe(true);
  });

  test("[NUC-9] several events in one piece are answered in their order", async () => {
    const processor = await start("classic.cjs:handler", { protocol });
    const paths = ["/later", "/", "/async", "/later", "/return"];
    for (const pieceBytes of [undefined, 11, 700]) {
      const options = pieceBytes === undefined ? {} : { pieceBytes };
      const replies = await processor.sendTogether(
        paths.map((path) => ({ path })),
        options,
      );
      expect(replies.map(({ body }) => body.toString())).toEqual([
        "later",
        "ok",
        "from a promise",
        "later",
        "returned",
      ]);
    }
  });

  test("[NUC-12] the data of a structured CloudEvent are the body", async () => {
    const processor = await start("classic.cjs:handler", { protocol });
    const trigger = { kind: "/source", name: "/source" };
    const reply = await processor.send({ path: "/cloud", body: { k: { deep: [1] } }, headers: null, trigger });
    expect(JSON.parse(reply.body.toString())).toEqual({ k: { deep: [1] } });
  });

  test("[NUC-15] the event has the names of Nuclio's own wrapper", async () => {
    const processor = await start("classic.cjs:handler", { protocol });
    const event = { path: "/event", contentType: "text/css", fields: { x: "3" }, headers: { "X-Foo": "bar" } };
    const reply = await processor.send({ ...event, body: "b", method: "PUT", topic: "t", shardId: 4 });
    expect(JSON.parse(reply.body.toString())).toEqual({
      bytes: true,
      date: true,
      content_type: "text/css",
      type_version: "",
      shard: 4,
      shards: 0,
      fields: { x: "3" },
      headers: { "X-Foo": "bar" },
      trigger: { kind: "http", name: "http" },
      method: "PUT",
      path: "/event",
      topic: "t",
    });
    // A cron trigger sends neither headers nor fields.
    const empty = await processor.send({ path: "/event", headers: null, fields: null });
    expect(JSON.parse(empty.body.toString())).toMatchObject({ headers: {}, fields: {} });
  });

  test("[NUC-18] each event has an id of its own", async () => {
    const processor = await start("classic.cjs:handler", { protocol });
    const ids = new Set<string>();
    for (let count = 0; count < 20; count++) ids.add((await processor.send({ path: "/id" })).body.toString());
    expect(ids.size).toBe(20);
  });
});

test.each([
  ["/", 200, "text/plain; charset=utf-8", "ok"],
  ["/return", 200, "text/plain; charset=utf-8", "returned"],
  ["/later", 200, "text/plain; charset=utf-8", "later"],
  ["/async-callback", 200, "text/plain; charset=utf-8", "by callback"],
  ["/twice", 200, "text/plain; charset=utf-8", "first"],
  ["/pair", 201, "application/json", '{"a":1}'],
  ["/object", 200, "application/json", '{"a":[1,"ä"]}'],
  ["/response", 418, "text/html", "<p>"],
])("[NUC-10, NUC-14] %s answers %d %s", async (path, statusCode, contentType, body) => {
  const processor = await start("classic.cjs:handler");
  const reply = await processor.send({ path });
  expect([reply.statusCode, reply.contentType, reply.body.toString()]).toEqual([statusCode, contentType, body]);
});

test("[NUC-16] header values become texts", async () => {
  const processor = await start("classic.cjs:handler");
  const { headers } = await processor.send({ path: "/headers" });
  expect(headers).toEqual({ "x-number": "7", "x-list": "a, b", "x-true": "true", "x-nuclio-stream-no-ack": true });
});

test("[NUC-17] bytes, base64 that the function made, and unknown encodings are sent as the processor knows them", async () => {
  const processor = await start("classic.cjs:handler");
  const bytes = Buffer.from([0, 1, 255]);
  expect(await processor.send({ path: "/echo", body: bytes })).toMatchObject({ bodyEncoding: "base64", body: bytes });
  expect(await processor.send({ path: "/base64" })).toMatchObject({ contentType: "image/png", body: bytes });
  expect(await processor.send({ path: "/utf8" })).toMatchObject({ bodyEncoding: "text", body: Buffer.from("ö") });
});

test("[NUC-38] a large answer goes out whole to a slow reader, and the next event waits", async () => {
  const processor = await start("classic.cjs:handler", { timeoutMs: 60_000 });
  const replies = await processor.sendTogether([
    { path: "/big", fields: { size: "20000000" } },
    { path: "/big", fields: { size: "10000000" } },
    { path: "/" },
  ]);
  expect(replies.map(({ body }) => body.length)).toEqual([20_000_000, 10_000_000, 2]);
});
