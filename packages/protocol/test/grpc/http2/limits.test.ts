import { create } from "@bufbuild/protobuf";
import { Code, createClient } from "@connectrpc/connect";
import { setImmediate } from "node:timers/promises";
import { createSecureServer } from "node:http2";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { createGrpcTransport } from "@millrace/protocol/grpc";
import { HeaderEncoder } from "../../../src/grpc/http2/header-encoder.ts";
import type { Http2Stream } from "../../../src/grpc/http2/http2-stream.ts";
import { PendingStreams } from "../../../src/grpc/http2/pending-streams.ts";
import { ByteWriter } from "../../../src/wire-codec.ts";
import { EchoService, NoteSchema } from "../echo-service.ts";
import { failureOf } from "../failure-of.ts";
import { tls } from "../fixtures/tls.ts";
import { envelope, frameType } from "../raw-client.ts";
import { flag, RawPeers, setting, type RawPeer } from "../raw-peer.ts";

const hello = envelope(create(NoteSchema, { text: "hello" }));

const dataBytes = (peer: RawPeer, stream?: number): number =>
  peer
    .of(frameType.data)
    .filter((frame) => stream === undefined || frame.stream === stream)
    .reduce((sum, { payload }) => sum + payload.length, 0);

/** What was sent before this has been read. */
async function settled(peer: RawPeer): Promise<void> {
  const before = peer.of(frameType.ping).length;
  peer.send(frameType.ping, 0, 0, Buffer.alloc(8));
  await peer.waitFor(({ type }) => type === frameType.ping && peer.of(frameType.ping).length > before);
}

describe("windows", () => {
  test("that shrink below what was sent are made up for before more is sent", async () => {
    await using peers = await RawPeers.listen();
    await using transport = createGrpcTransport({ address: peers.address });
    const answered = createClient(EchoService, transport).unary({ data: new Uint8Array(40_000) });
    const peer = await peers.peer();
    peer.settings([setting.window, 30_000]);
    await peer.waitFor(() => dataBytes(peer) === 30_000);
    // The stream owes 20,000 bytes now.
    peer.settings([setting.window, 10_000]);
    peer.widen(1, 20_000);
    await settled(peer);
    expect(dataBytes(peer)).toBe(30_000);
    peer.widen(1, 1);
    await settled(peer);
    expect(dataBytes(peer)).toBe(30_001);
    peer.settings([setting.window, 65_535]);
    await peer.waitFor(({ type, flags }) => type === frameType.data && flags === flag.endStream);
    peer.answer(1, hello);
    expect((await answered).text).toBe("hello");
  });

  test("a bare end does not wait for the window of the connection", async () => {
    await using peers = await RawPeers.listen();
    await using transport = createGrpcTransport({ address: peers.address });
    const stop = new AbortController();
    const blocked = failureOf(
      createClient(EchoService, transport).unary({ data: new Uint8Array(100_000) }, { signal: stop.signal }),
    );
    const peer = await peers.peer();
    peer.settings([setting.window, 1_000_000]);
    await peer.waitFor(() => dataBytes(peer) === 65_535);
    const receiver = { message: () => undefined, end: () => undefined, abort: () => undefined };
    transport.openStream(EchoService.method.bidi, receiver).end();
    const end = await peer.waitFor(({ type, stream }) => type === frameType.data && stream === 3);
    expect([end.flags, end.payload.length]).toEqual([flag.endStream, 0]);
    stop.abort();
    expect((await blocked).code).toBe(Code.Canceled);
  });

  test("of the connection is given back for streams that are over", async () => {
    await using peers = await RawPeers.listen();
    await using transport = createGrpcTransport({ address: peers.address });
    const stop = new AbortController();
    const canceled = failureOf(createClient(EchoService, transport).unary({}, { signal: stop.signal }));
    const peer = await peers.peer();
    peer.settings();
    await peer.request();
    stop.abort();
    await canceled;
    for (let i = 0; i < 2; i++) peer.send(frameType.data, 0, 1, Buffer.alloc(16_384));
    const update = await peer.waitFor(({ type, stream }) => type === frameType.window && stream === 0);
    expect(update.payload.readUInt32BE(0)).toBe(32_768);
  });
});

describe("what a server makes us keep is bounded", () => {
  test("calls that are given up while they wait to begin are forgotten", () => {
    const pending = new PendingStreams();
    let largest = 0;
    const kept = { closed: false } as Http2Stream;
    pending.push(kept);
    for (let i = 0; i < 10_000; i++) {
      const stream = { closed: false } as Http2Stream;
      pending.push(stream);
      stream.closed = true;
      pending.onClosed();
      largest = Math.max(largest, pending.size);
    }
    expect(largest).toBeLessThan(200);
    expect([pending.shift(), pending.shift()]).toEqual([kept, undefined]);
  });

  test("a server that does not read gets no headers without end", async () => {
    await using peers = await RawPeers.listen();
    await using transport = createGrpcTransport({ address: peers.address });
    const client = createClient(EchoService, transport);
    const first = failureOf(client.unary({}));
    const peer = await peers.peer();
    peer.settings();
    await peer.request();
    peer.socket.pause();
    // Not in the table, so that each call's headers are as large as this.
    const headers = { "x-large": "x".repeat(8_000) };
    for (let i = 0; i < 40; i++) {
      const stop = new AbortController();
      const calls = Array.from({ length: 100 }, () => failureOf(client.unary({}, { headers, signal: stop.signal })));
      for (let turn = 0; turn < 5; turn++) await setImmediate();
      stop.abort();
      await Promise.all(calls);
    }
    // 4,000 calls of 8 KB; the system's buffers on the way hold some of them.
    peer.socket.resume();
    await settled(peer);
    expect(peer.of(frameType.headers).length).toBeLessThan(3_000);
    peer.socket.destroy();
    await first;
  });

  test("a table of headers that is resized again and again is told of twice", () => {
    const encoder = new HeaderEncoder();
    for (let i = 0; i < 10_000; i++) encoder.limit(i % 2 === 0 ? 100 : 4_000);
    const out = new ByteWriter();
    encoder.encode({ a: "b" }, out);
    // Two sizes of 2 and 3 bytes, and the header.
    expect(out.position).toBe(2 + 3 + 5);
  });
});

test("credentials are never to be kept in a table", () => {
  const out = new ByteWriter();
  const encoder = new HeaderEncoder();
  for (let i = 0; i < 2; i++) {
    out.position = 0;
    encoder.encode({ authorization: "Bearer x" }, out);
    // A literal that is never indexed, RFC 7541, section 6.2.3, with the name of entry 23.
    expect([...out.buffer.subarray(0, 3)]).toEqual([0x1f, 23 - 15, 8]);
  }
});

test("headers that are more than the server takes fail their call, and no other", async () => {
  await using peers = await RawPeers.listen();
  await using transport = createGrpcTransport({ address: peers.address });
  const client = createClient(EchoService, transport);
  const refused = failureOf(client.unary({}, { headers: { "x-large": "x".repeat(1_000) } }));
  const peer = await peers.peer();
  peer.settings([setting.listSize, 1_000]);
  expect(await refused).toMatchObject({ code: Code.Internal, message: expect.stringContaining("1000 bytes in all") });
  const answered = client.unary({});
  await peer.request();
  peer.answer(1, hello);
  expect((await answered).text).toBe("hello");
});

test("a TLS server hears which of its names is meant", async () => {
  const names: string[] = [];
  const server = createSecureServer({
    key: tls.serverKey,
    cert: tls.serverCert,
    SNICallback: (name, done) => (names.push(name), done(null)),
  });
  server.on("stream", (stream) => stream.respond({ ":status": 404 }, { endStream: true }));
  server.listen(0, "localhost");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const transport = createGrpcTransport({ address: { host: "localhost", port }, tls: { ca: tls.ca } });
  await failureOf(createClient(EchoService, transport).unary({}));
  await transport.close();
  server.close();
  expect(names).toEqual(["localhost"]);
});
